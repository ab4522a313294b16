"""Passwords: written, opened again, compared; never too small a file; next month's run can still read it."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import msoffcrypto
import pytest

from futoko_cli.errors import OutputError
from futoko_cli.ingest.unlock import unlock
from futoko_cli.issuing.locking import is_locked, lock
from futoko_cli.issuing.outbox import Outcome
from futoko_cli.splice.template import open_template
from tests.issuing.paper import blank_form, codes, form_of, make, read

PASSWORD = "合言葉-7"  # noqa: S105  of a test


def test_locked_and_opened_again() -> None:
    """What is behind the password is the workbook, byte for byte."""
    locked = lock(blank_form(), PASSWORD, "様式.xlsx")
    assert is_locked(locked)
    assert not is_locked(blank_form())
    assert unlock(locked, "様式.xlsx", PASSWORD) == blank_form()


def package(size: int) -> bytes:
    """A package of exactly so many bytes."""
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

    def zipped(filling: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("[Content_Types].xml", types)
            archive.writestr("xl/filling.bin", b"." * filling)
        return out.getvalue()

    return zipped(size - len(zipped(0)))


def test_too_small_a_workbook() -> None:
    """Under 4,096 bytes the library breaks what it writes: refused; at 4,096 it is locked."""
    with pytest.raises(OutputError, match="小さすぎ"):
        lock(package(4095), PASSWORD, "様式.xlsx")
    assert is_locked(lock(package(4096), PASSWORD, "様式.xlsx"))


def test_a_library_that_breaks_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not open as it was is never handed on."""
    monkeypatch.setattr("futoko_cli.issuing.locking.unlock", lambda *_: b"something else")
    with pytest.raises(OutputError, match="パスワードをかけられません"):
        lock(blank_form(), PASSWORD, "様式.xlsx")


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install, before anything is written."""
    monkeypatch.setitem(sys.modules, "msoffcrypto", None)
    with pytest.raises(OutputError, match="msoffcrypto") as caught:
        make(tmp_path, password=PASSWORD)
    assert "futoko[password]" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_locked_month(tmp_path: Path) -> None:
    """Form and list are locked; a second run changes nothing; without --encrypt they would have to be written anew."""
    make(tmp_path, password=PASSWORD, passwords=(PASSWORD,))
    for path in sorted((tmp_path / "2025-06").glob("*.xlsx")):
        assert is_locked(path.read_bytes())
        assert msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())).is_encrypted()
    before = form_of(tmp_path / "2025-06").read_bytes()
    again = make(tmp_path, password=PASSWORD, passwords=(PASSWORD,))
    assert [row.outcome for row in again.rows] == [Outcome.UNCHANGED]
    assert form_of(tmp_path / "2025-06").read_bytes() == before
    assert [row.outcome for row in make(tmp_path).rows] == [Outcome.OUTDATED]


def test_carried_through_the_lock(tmp_path: Path) -> None:
    """A locked form of May is read for June with its password; without one that is an error, and nothing is carried."""
    make(tmp_path, "2025-05")
    path = form_of(tmp_path / "2025-05")
    filled = open_template(path.read_bytes(), path.name).fill({"総合所見": "鍵の中の所見"}).data
    path.write_bytes(lock(filled, PASSWORD, path.name))
    assert codes(make(tmp_path / "x", "2025-06")) == []
    assert "form-previous-unread" in codes(make(tmp_path, "2025-06", dry_run=True))
    make(tmp_path, "2025-06", passwords=("違う", PASSWORD))
    assert read(form_of(tmp_path / "2025-06"))["総合所見"] == "鍵の中の所見"
