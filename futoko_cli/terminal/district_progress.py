"""How far a run over many schools is (進み具合): a bar on a terminal's stderr, with failures and the time that remains."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from futoko_cli.terminal.style import is_terminal, make_console

if TYPE_CHECKING:
    from futoko_cli.district.running import Count, Tell


@contextmanager
def progress(total: int, *, quiet: bool, no_color: bool) -> Iterator[Tell | None]:
    """Something to tell each school's end; None where nobody would see it."""
    if quiet or not is_terminal(sys.stderr):
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("学校"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f}校"),
        TextColumn("{task.fields[failed]}"),
        TextColumn("残り"),
        TimeRemainingColumn(),
    )
    console = make_console(sys.stderr, no_color=no_color)
    with Progress(*columns, console=console, transient=True) as bar:
        line = bar.add_task("", total=total, failed="")

        def tell(count: Count) -> None:
            failed = f"読めない {count.failed}校" if count.failed else ""
            bar.update(line, completed=count.done, failed=failed)

        yield tell
