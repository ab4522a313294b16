"""Closing days of one grade alone: 修了式 of the sixth grade on 3/18, of the first on 3/24 (2026, both school days)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.command import futoko

CALENDAR = """日付,区分,学年
2026-03-18,修了式,6
2026-03-24,修了式,1
"""
TODAY = {"FUTOKO_TODAY": "2026-03-25"}


def march(folder: Path, grade: int, *, until: int = 24) -> Path:
    """March of one class: 空 is absent on every day, 海 late on the last one entered."""
    away = ["欠" if day <= until else "" for day in range(1, 32)]
    late = ["遅" if day == until else "" for day in range(1, 32)]
    for day in (1, 7, 8, 14, 15, 20, 21, 22, 28, 29):
        away[day - 1] = ""
    lines = [
        f"令和7年度 3月 {grade}年1組 出席簿",
        ",".join(["番号", "氏名", *map(str, range(1, 32))]),
        ",".join(["1,春野　空", *away]),
        ",".join(["2,夏川　海", *late]),
    ]
    path = folder / f"{grade}年 3月.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def told(folder: Path, *words: str, until: int = 24) -> dict[str, Any]:
    """``futoko duties --json`` of both classes."""
    (folder / "暦.csv").write_text(CALENDAR, encoding="utf-8")
    files = (march(folder, 1, until=until), march(folder, 6, until=until))
    said = futoko("duties", *files, "--calendar", "暦.csv", "--json", *words, cwd=folder, env=TODAY)
    data: dict[str, Any] = said.data
    return data


def test_each_grade_has_its_own_closing_day(tmp_path: Path) -> None:
    """Not met on either day: each child once, on the day of its own grade."""
    found = told(tmp_path)["duties"]
    assert sorted((d["key"], d["reached_on"], d["due"]) for d in found if d["stage"] == "vacation") == [
        *[("1-1-01", "2026-03-24", "2026-03-24")] * 2,
        *[("6-1-01", "2026-03-18", "2026-03-18")] * 2,
    ]


def test_the_dry_list_names_each_one_s_day(tmp_path: Path) -> None:
    """On 3/17: the sixth grader by 3/18, the first grader by 3/24."""
    preview = told(tmp_path, "--as-of", "2026-03-17", until=17)["preview"]
    assert [(each["key"], each["day"]) for each in preview] == [("1-1-01", "2026-03-24"), ("6-1-01", "2026-03-18")]
