"""Generated pages are fresh: errors, command line, the table of marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from futoko_cli.core.kinds import Kind
from futoko_cli.errors import ExitCode
from futoko_cli.ingest.marks import standard
from scripts.make_docs import commands, generated, marks_table

PAGES = generated()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_is_fresh(path: Path) -> None:
    """The page in the repository is what the program would write now."""
    assert path.read_text(encoding="utf-8") == PAGES[path], "run: python scripts/make_docs.py"


def test_every_command_is_in_the_reference() -> None:
    """Each command of the live table has its heading."""
    page = next(text for path, text in PAGES.items() if path.name == "cli.md")
    names = [name for name, _, _ in commands()]
    assert "futoko policy check" in names
    assert [line[4:-1] for line in page.splitlines() if line.startswith("## `")] == names


def test_every_exit_code_is_explained() -> None:
    """Each exit code has a row with a meaning."""
    page = next(text for path, text in PAGES.items() if path.name == "errors.md")
    for code in ExitCode:
        assert f"| {int(code)} | `{code.name}` | " in page


def test_every_standard_mark_is_in_the_table() -> None:
    """No mark is lost on the way to the page, and neither × nor △ has a row."""
    table = marks_table()
    for kind in {Kind(kind) for kind in standard().values()}:
        assert f"| `{kind.id}` |" in table
    assert "×" not in table
    assert "△" not in table
