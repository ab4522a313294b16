"""Writing a file: whole or not at all, whatever stops it, and the true reason why not."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from futoko_cli.errors import OutputError
from futoko_cli.outputs import write_file


def test_stopped_the_moment_the_file_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C just after the temporary file came into being: nothing of it is left."""
    opened = Path.open

    def stop(path: Path, mode: str = "r") -> None:
        opened(path, mode).close()
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "open", stop)
    with pytest.raises(KeyboardInterrupt):
        write_file(b"new", tmp_path / "a.xlsx", force=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "word"), [(errno.ENOSPC, "空きがありません"), (errno.EACCES, "Excel")])
def test_the_reason_is_the_true_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str) -> None:
    """A full disk is called a full disk, not a file open in Excel; the old file stands and nothing is left beside it."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError) as caught:
        write_file(b"new", path, force=True)
    assert word in caught.value.message + caught.value.hint
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_who_may_read_it_stays(tmp_path: Path, mode: int) -> None:
    """A file written anew is for the same eyes as before."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_file(b"new", path, force=True)
    assert path.stat().st_mode & 0o777 == mode
    assert path.read_bytes() == b"new"
