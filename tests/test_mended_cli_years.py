"""Which year is counted, what a call may say about years, and what cannot be judged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from futoko_cli.ingest.reading import likely_year
from tests.command import REGISTER, futoko, register

HEAD = "日付,学年,組,番号,氏名,区分\n"
TODAY = date(2025, 7, 18).toordinal()


@pytest.mark.parametrize(
    ("years", "chosen"),
    [
        ({2025: 7, 2026: 1}, 2025),
        ({2024: 40, 2025: 1}, 2024),
        ({2024: 365, 2025: 30}, 2025),
        ({2025: 40, 9999: 1}, 2025),
        ({2026: 3}, 2026),
        ({1900: 3}, None),
        ({}, None),
    ],
)
def test_the_year_that_is_counted(years: dict[int, int], chosen: int | None) -> None:
    """The latest with a fair share of the days, not after today."""
    assert likely_year(years, TODAY) == chosen


def test_one_mistyped_year_is_one_error(tmp_path: Path) -> None:
    """The seven right rows are counted; the eighth is named as an error."""
    rows = [f"2025/4/{d},1,1,3,上田三,欠席" for d in (8, 9, 10, 11, 14, 15, 16)]
    text = HEAD + "\n".join([*rows, "2026/4/17,1,1,4,江川四,欠席"])
    said = futoko("scan", register(tmp_path, text, "一覧.csv"), "--json", cwd=tmp_path)
    assert said.code == 1
    assert said.data["school_year"] == 2025
    assert said.data["pupils"][0]["days"]["absent"] == 7
    assert [i["severity"] for i in said.data["issues"] if i["code"] == "year-mixed"] == ["error"]


def test_a_sheet_of_last_year_is_a_warning(tmp_path: Path) -> None:
    """A whole register of another year beside this year's is put aside, as ever."""
    now = register(tmp_path)
    before = register(tmp_path, REGISTER.replace("令和7", "令和6"), "昨年.csv")
    data = futoko("scan", now, before, "--json", cwd=tmp_path).data
    assert data["school_year"] == 2025
    assert [i["severity"] for i in data["issues"] if i["code"] == "year-mixed"] == ["warning"]


@pytest.mark.parametrize("year", ["0", "-5", "1999", "2100", "9999", "99999"])
def test_a_school_year_out_of_reach(year: str, tmp_path: Path) -> None:
    """Told, never ignored, never a crash."""
    said = futoko("scan", register(tmp_path), "--school-year", year, cwd=tmp_path)
    assert said.code == 2
    assert "2000 から 2099" in said.err


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_a_today_out_of_reach(day: str, tmp_path: Path) -> None:
    """FUTOKO_TODAY has the same bounds."""
    said = futoko("scan", register(tmp_path), cwd=tmp_path, env={"FUTOKO_TODAY": day})
    assert said.code == 2
    assert "FUTOKO_TODAY" in said.err


def test_a_legend_sheet_that_contradicts_itself(tmp_path: Path) -> None:
    """The mark is named and means nothing in the book, also where the built-in table knows it."""
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "凡例"
    for line in (["凡例"], ["／：欠席"], ["／：遅刻"]):
        cover.append(line)
    sheet = book.create_sheet("1-1 4月")
    for row in REGISTER.replace("欠(頭痛)", "／").replace("遅", "／").splitlines():
        sheet.append([int(v) if v.isdigit() else v or None for v in row.split(",")])
    file = tmp_path / "r.xlsx"
    book.save(file)
    said = futoko("scan", file, "--json", cwd=tmp_path)
    assert said.code == 1
    codes = [i["code"] for i in said.data["issues"]]
    assert "mark-conflict" in codes
    assert "mark-unknown" in codes
    assert [p["days"]["absent"] for p in said.data["pupils"]] == [6, 0]
    own = tmp_path / "m.toml"
    own.write_text('[marks]\n"／" = "absent"\n', encoding="utf-8")
    assert futoko("scan", file, "--marks", own, "--json", cwd=tmp_path).code == 0


def test_settings_that_meet_nobody(tmp_path: Path) -> None:
    """A class in the calendar and a child in futoko.toml that no register has."""
    (tmp_path / "暦.csv").write_text(
        "日付,区分,学年,組,内容\n2025-04-10,学級閉鎖,3,2,\n2025-04-11,学級閉鎖,1,1,\n2025-04-29,祝日,,,\n",
        encoding="utf-8",
    )
    (tmp_path / "futoko.toml").write_text(
        '[calendar]\nfile = "暦.csv"\n[pupils."9-9-99"]\nprevious_year_absences = 3\n'
        '[pupils."1-1-01"]\nprevious_year_absences = 3\n',
        encoding="utf-8",
    )
    said = futoko("scan", register(tmp_path), "--json", cwd=tmp_path)
    texts = [i["message"] for i in said.data["issues"] if i["code"] == "setting-unmatched"]
    assert len(texts) == 2
    assert any("3年2組" in text for text in texts)
    assert any("9-9-99" in text for text in texts)


def test_a_closing_day_nobody_told(tmp_path: Path) -> None:
    """A stage that only 終業式 decides: said so; silent as soon as the day is known."""
    file = register(tmp_path)
    codes = [i["code"] for i in futoko("scan", file, "--json", cwd=tmp_path).data["issues"]]
    assert codes.count("closing-day-unknown") == 1
    assert "は終業式・修了式の日が分からないため判定していません。" in futoko("scan", file, cwd=tmp_path).out.replace(
        "\n", ""
    ).replace("   ", "")
    (tmp_path / "暦.csv").write_text("日付,区分\n2025-07-25,終業式\n", encoding="utf-8")
    told = futoko("scan", file, "--calendar", "暦.csv", "--json", cwd=tmp_path).data["issues"]
    assert "closing-day-unknown" not in [i["code"] for i in told]
    national = futoko("scan", file, "--policy", "national", "--json", cwd=tmp_path).data["issues"]
    assert "closing-day-unknown" not in [i["code"] for i in national]


def test_nothing_to_count(tmp_path: Path) -> None:
    """A file that holds no register: no year and no day of its own making; exit code 1, JSON still there."""
    (tmp_path / "表.csv").write_text("日付,区分\n2025-07-25,終業式\n", encoding="utf-8")
    said = futoko("scan", "表.csv", cwd=tmp_path)
    assert said.code == 1
    assert "年度" not in said.out.splitlines()[0]
    assert "集計日" not in said.out
    data = futoko("scan", "表.csv", "--json", cwd=tmp_path)
    assert data.code == 1
    assert data.data["pupils"] == []


@pytest.mark.parametrize("day", ["5月40日", "2025-02-30"])
def test_a_calendar_with_an_impossible_day(day: str, tmp_path: Path) -> None:
    """A ConfigError that names the cell."""
    (tmp_path / "暦.csv").write_text(f"日付,区分\n{day},休業日\n", encoding="utf-8")
    said = futoko("scan", register(tmp_path), "--calendar", "暦.csv", cwd=tmp_path)
    assert said.code == 3
    assert "A2" in said.err
