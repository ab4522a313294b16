"""Putting a result where it belongs (出力): stdout or a whole file, and the exit code that says how it went."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from futoko_cli.errors import ExitCode, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from futoko_cli.core.model import Assessment
    from futoko_cli.pipeline import Request
    from futoko_cli.reports.result_json import Json
    from futoko_cli.settings.config import Config


def refuse_input(output: Path | None, request: Request, config: Config) -> None:
    """Nothing is ever written into a file that is read, whatever name or link leads to it."""
    if output is None or not output.exists():
        return
    from futoko_cli.ingest.own_files import is_own_file
    from futoko_cli.ingest.reading import list_files, same_file
    from futoko_cli.pipeline import settings_files

    # a table that futoko wrote into the folder of the registers may be written anew: it is never read as one
    registers = [p for p, _, _ in list_files(request.files) if p in request.files or not is_own_file(p)]
    for path in (*registers, *settings_files(request, config)):
        if same_file(output, path):
            raise OutputError(f"{output} は読み込むファイルです。書きかえません。", "別の名前を -o に付けてください。")


def write_bytes(data: bytes, output: Path | None, *, force: bool) -> None:
    """Bytes to stdout, or to a file that is complete or not there; never over an existing one without ``force``."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from futoko_cli.outputs import write_file

    write_file(data, output, force=force)


def write_json(result: Json, output: Path | None = None, *, force: bool = False) -> None:
    """A result as JSON, to stdout or a file; Japanese is escaped where a pipe (cp932) would lose characters."""
    from futoko_cli.reports.result_json import dump

    escaped = output is None and not (sys.stdout.encoding or "").lower().startswith("utf")
    write_bytes(dump(result, ascii_only=escaped).encode("utf-8"), output, force=force)


def screen(show: Callable[[Console], None], output: Path | None, *, no_color: bool, force: bool) -> None:
    """Print a screen, or write it to a file as plain text."""
    from futoko_cli.terminal.style import make_console

    if output is None:
        show(make_console(sys.stdout, no_color=no_color))
        return
    import io

    stream = io.StringIO()
    show(make_console(stream, no_color=True))
    write_bytes(stream.getvalue().encode("utf-8"), output, force=force)


def tell_problems(assessment: Assessment, *, masked: bool) -> None:
    """Errors and warnings on stderr, where the result itself goes to a program or a file."""
    grave = [issue for issue in assessment.issues if issue.severity != "info"]
    if not grave:
        return
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.problems import show_problems
    from futoko_cli.terminal.style import make_console

    show_problems(grave, make_console(sys.stderr), mask=Mask.of(assessment, masked=masked))


def exit_code(assessment: Assessment, *, findings: bool) -> int:
    """1 where problems of severity error remain; 10 with ``--exit-code`` where a stage is active; else 0."""
    if assessment.has_errors:
        return ExitCode.PROBLEMS
    if findings and any(result.stage for result in assessment.pupils):
        return ExitCode.FINDINGS
    return ExitCode.DONE
