"""--store: two schools that would lie in one place are refused before anything is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from futoko_cli.district.task import Defaults, Task, refuse_one_place
from futoko_cli.errors import UsageError

KNOWN = Defaults(date(2025, 11, 17))


def school(folder: Path, code: str = "") -> Task:
    """A school's folder with its code."""
    folder.mkdir(parents=True)
    if code:
        (folder / "futoko.toml").write_text(f'[school]\ncode = "{code}"\n', encoding="utf-8")
    return Task(folder, KNOWN)


def test_one_code_in_two_folders(tmp_path: Path) -> None:
    """Both folders and the code are named."""
    tasks = [school(tmp_path / "東小", "B101"), school(tmp_path / "西小", "B101")]
    with pytest.raises(UsageError, match="B101") as caught:
        refuse_one_place(tasks)
    assert "東小" in caught.value.message
    assert "西小" in caught.value.message


def test_one_name_in_two_districts(tmp_path: Path) -> None:
    """Without codes the folder's name is the place; with codes it is not."""
    with pytest.raises(UsageError, match="中央小"):
        refuse_one_place([school(tmp_path / "東" / "中央小"), school(tmp_path / "西" / "中央小")])
    refuse_one_place([school(tmp_path / "北" / "中央小", "B1"), school(tmp_path / "南" / "中央小", "B2")])


def test_a_broken_file_is_told_elsewhere(tmp_path: Path) -> None:
    """Its school has the folder's name for a place."""
    (tmp_path / "東小").mkdir()
    (tmp_path / "東小" / "futoko.toml").write_text("[school", encoding="utf-8")
    refuse_one_place([Task(tmp_path / "東小", KNOWN), school(tmp_path / "西小")])
