"""Of which school year a new folder is: the call, a futoko.toml that is there, the folder's name, today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import futoko

MARCH = {"FUTOKO_TODAY": "2026-03-25"}


@pytest.mark.parametrize(
    ("folder", "year"),
    [
        ("令和8年度", 2026),
        ("令和８年度 不登校", 2026),
        ("R8", 2026),
        ("2026年度", 2026),
        ("2026", 2026),
        ("不登校", 2025),
        ("1812年度", 2025),
    ],
)
def test_the_year_of_the_folders_name(folder: str, year: int, tmp_path: Path) -> None:
    """Made in March for April: the name says which year, else today does; the screen says it in any case."""
    said = futoko("init", folder, cwd=tmp_path, env=MARCH)
    assert said.code == 0
    assert f"令和{year - 2018}年度（{year}年度）の設定です。" in said.out
    assert f"school_year = {year}\n" in (tmp_path / folder / "futoko.toml").read_text(encoding="utf-8")
    assert "注意" not in said.out


def test_the_call_wins_and_a_contradiction_is_said(tmp_path: Path) -> None:
    """--school-year 2025 for a folder called 令和8年度."""
    said = futoko("init", "令和8年度", "--school-year", 2025, cwd=tmp_path, env=MARCH)
    assert "令和7年度（2025年度）の設定です。" in said.out
    assert "フォルダーの名前「令和8年度」 は 2026年度です。" in said.out
    assert "school_year = 2025\n" in (tmp_path / "令和8年度" / "futoko.toml").read_text(encoding="utf-8")


def test_settings_that_are_there_say_the_year(tmp_path: Path) -> None:
    """A second call in another year makes the missing ledger for the year of the settings."""
    futoko("init", "学校", "--school-year", 2024, cwd=tmp_path)
    (tmp_path / "学校" / "支援台帳.xlsx").unlink()
    said = futoko("init", "学校", cwd=tmp_path, env=MARCH)
    assert "令和6年度（2024年度）の設定です。" in said.out
    other = futoko("init", "学校", "--school-year", 2026, cwd=tmp_path, env=MARCH)
    assert "すでにある futoko.toml は 2024年度です。" in other.out
