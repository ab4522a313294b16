"""Hostile and broken files: each becomes one clear problem in little memory; what is sound beside it is still read."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from futoko_cli.core.issues import Issue
from futoko_cli.ingest import package
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.ingest.workbook import open_book
from tests.ingest.hostile import CASES, ods, ods_cell
from tests.ingest.packages import GOOD, workbook


def outcome(path: Path) -> list[str]:
    """Codes of what came out of a file."""
    try:
        return [found.code if isinstance(found, Issue) else "read" for found in open_book(path, path.name).sheets()]
    except FileProblem as problem:
        return [f"!{problem.issue.code}"]


@pytest.mark.parametrize("name", CASES)
def test_hostile_file(name: str, tmp_path: Path) -> None:
    """Each hostile file gives the expected problem, and its harmless sheet is still read."""
    make, expected = CASES[name]
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(make())
    assert outcome(path) == expected


@pytest.mark.parametrize("name", ["far_cell", "zip_bomb", "locked_xlsx", "html", "garbage_xls", "sheet_cut_short"])
def test_problem_speaks_to_people(name: str, tmp_path: Path) -> None:
    """A problem names the file, says what is wrong and what to do."""
    path = tmp_path / "r7.xlsx"
    path.write_bytes(CASES[name][0]())
    try:
        issue = next(found for found in open_book(path, "r7.xlsx").sheets() if isinstance(found, Issue))
    except FileProblem as problem:
        issue = problem.issue
    assert issue.file == "r7.xlsx"
    assert "r7.xlsx" in issue.message
    assert issue.message.endswith("。")
    assert issue.hint.endswith("ください。")


def test_far_cell_is_named(tmp_path: Path) -> None:
    """Who left the far value finds it by sheet and cell."""
    path = tmp_path / "r7.xlsx"
    path.write_bytes(CASES["far_cell"][0]())
    issue = next(iter(open_book(path, "r7.xlsx").sheets()))
    assert isinstance(issue, Issue)
    assert (issue.sheet, issue.cell) == ("悪", "XFD60000")


@pytest.mark.skipif(sys.platform == "win32", reason="address space can be limited on POSIX only")
def test_memory_stays_bounded(tmp_path: Path) -> None:
    """All hostile files, one after another, in a process that may use 1 GB of address space."""
    for name, (make, _) in CASES.items():
        (tmp_path / f"{name}.xlsx").write_bytes(make())
    program = """
        import resource, sys
        from pathlib import Path
        from tests.ingest.test_guard import CASES, outcome
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        for name, (_, expected) in CASES.items():
            found = outcome(Path(sys.argv[1]) / f"{name}.xlsx")
            assert found == expected, (name, found)
        print("bounded")
    """
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert done.stdout.strip() == "bounded", done.stderr


def test_places_that_are_no_files(tmp_path: Path) -> None:
    """A folder, a missing file and an impossible name are problems, not crashes."""
    assert outcome(tmp_path) == ["!file-unreadable"]
    assert outcome(tmp_path / "無い.xlsx") == ["!file-unreadable"]
    assert outcome(tmp_path / "a\0b.xlsx") == ["!file-unreadable"]


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are POSIX")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe without a writer would block for ever."""
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert outcome(tmp_path / "pipe.xlsx") == ["!file-unreadable"]


def test_file_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses a file that Excel holds; the message says to close it."""
    path = tmp_path / "r7.xlsx"
    path.write_bytes(workbook({"4月": GOOD}))

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileProblem) as caught:
        open_book(path, "r7.xlsx")
    assert "Excel で開いているときは閉じて" in caught.value.issue.hint


def test_child_that_does_not_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that hangs is stopped, and the file reported."""

    def hang(*_: object, **__: object) -> object:
        raise subprocess.TimeoutExpired("python", 60)

    monkeypatch.setattr(subprocess, "run", hang)
    path = tmp_path / "r7.ods"
    path.write_bytes(ods(f"<table:table-row>{ods_cell()}</table:table-row>"))
    assert outcome(path) == ["!file-unreadable"]


class Panic(BaseException):
    """What a Rust panic looks like from Python."""


@pytest.mark.parametrize("where", ["from_filelike", "get_sheet_by_index"])
def test_panic_of_the_reader(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A panic is a BaseException; it must not end the program."""

    def panic(*_: object, **__: object) -> object:
        raise Panic

    class Book:
        """Panics where it is told to."""

        get_sheet_by_index = panic
        from_filelike = panic if where == "from_filelike" else classmethod(lambda cls, _: cls())

    monkeypatch.setattr(package, "CalamineWorkbook", Book)
    path = tmp_path / "r7.xlsx"
    path.write_bytes(workbook({"4月": GOOD}))
    assert outcome(path) == ["file-unreadable"]
