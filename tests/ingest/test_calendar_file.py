"""暦のファイル: every row a rule, every wrong cell named, nothing half read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from futoko_cli.core.school_calendar import CalendarRule
from futoko_cli.errors import ConfigError
from futoko_cli.ingest.calendar_file import read_calendar, vacation_spans


def rules(folder: Path, *lines: str, heading: str = "日付,区分,学年,組,内容", encoding: str = "utf-8-sig") -> list[str]:
    """Each rule as ``4/7 open 始業式 1-2``."""
    path = folder / "暦.csv"
    path.write_text("\n".join([heading, *lines]), encoding=encoding)
    return [told(rule) for rule in read_calendar(path, 2025)]


def told(rule: CalendarRule) -> str:
    """One rule in words."""
    first, last = (date.fromordinal(day) for day in (rule.first, rule.last))
    span = f"{first.month}/{first.day}" + (f"〜{last.month}/{last.day}" if last != first else "")
    whom = f" {rule.grade or ''}-{rule.class_name or ''}" if rule.grade or rule.class_name else ""
    return f"{span} {rule.effect} {rule.label}{whom}"


def wrong(folder: Path, *lines: str, heading: str = "日付,区分,学年,組,内容") -> str:
    """What is said of a wrong file."""
    with pytest.raises(ConfigError) as caught:
        rules(folder, *lines, heading=heading)
    return caught.value.message


def test_kinds_of_day(tmp_path: Path) -> None:
    """授業日, 休業日, 長期休業, ceremonies and 学級閉鎖; a ceremony keeps its own name."""
    found = rules(
        tmp_path,
        "2025-04-07,始業式,,,1学期始業式",
        "2025-06-07,授業日,,,運動会",
        "2025-10-10,休業日,,,",
        "2025-07-26〜2025-08-19,長期休業,,,夏季休業",
        "2025-06-18,学級閉鎖,1,2,",
        "2025-06-20,学年閉鎖,3,,",
    )
    assert found == [
        "4/7 open 始業式",
        "6/7 open 運動会",
        "10/10 closed 休業日",
        "7/26〜8/19 closed 夏季休業",
        "6/18 closure 学級閉鎖 1-2",
        "6/20 closed 学年閉鎖 3-",
    ]


@pytest.mark.parametrize("cell", ["2025-05-07", "2025/5/7", "令和7年5月7日", "R7.5.7", "5/7", "５月７日", "45784"])
def test_dates_in_every_spelling(tmp_path: Path, cell: str) -> None:
    """As in a register."""
    assert rules(tmp_path, f"{cell},休業日") == ["5/7 closed 休業日"]


@pytest.mark.parametrize(
    ("whom", "found"),
    [
        (",", ["5/7 closed 休業日"]),
        ("1,", ["5/7 closed 休業日 1-"]),
        ("1・2,", ["5/7 closed 休業日 1-", "5/7 closed 休業日 2-"]),
        ("1年生,", ["5/7 closed 休業日 1-"]),
        ("1,2", ["5/7 closed 休業日 1-2"]),
        (",1-2", ["5/7 closed 休業日 1-2"]),
        ("1,1組・2組", ["5/7 closed 休業日 1-1", "5/7 closed 休業日 1-2"]),
        (",なかよし", ["5/7 closed 休業日 -なかよし"]),
    ],
)
def test_grades_and_classes(tmp_path: Path, whom: str, found: list[str]) -> None:
    """Empty means all; several are parted by ・; 組 may hold grade and class."""
    assert rules(tmp_path, f"2025-05-07,休業日,{whom}") == found


def test_other_headings_blank_lines_and_encodings(tmp_path: Path) -> None:
    """月日 and 種別 under a title, CP932, blank lines between."""
    assert rules(tmp_path, "月日,種別", "5/7,休校", ",", "5/8,代休", heading="令和7年度 暦,", encoding="cp932") == [
        "5/7 closed 休校",
        "5/8 closed 代休",
    ]


def test_every_wrong_cell_is_named(tmp_path: Path) -> None:
    """All mistakes in one run, each with its cell; nothing is half read."""
    message = wrong(
        tmp_path, "2025-05-07,遠足,,,", "来週,休業日,,,", "6/31,休業日,,,", "8/19〜7/26,長期休業,,,", "5/7,休業日,,,"
    )
    assert [line.split(":")[0] for line in message.splitlines()] == ["暦.csv B2", "暦.csv A3", "暦.csv A4", "暦.csv A5"]
    assert "「遠足」" in message
    assert "「来週」" in message


def test_no_heading_and_no_file(tmp_path: Path) -> None:
    """A file without 日付 and 区分, an empty one, one that is not there."""
    assert "見出しがありません" in wrong(tmp_path, "5/7,休業日", heading="いつ,なに")
    assert "何も書かれていません" in wrong(tmp_path, heading="")
    with pytest.raises(ConfigError, match="暦のファイルを読めません"):
        read_calendar(tmp_path / "ない.csv", 2025)


def test_a_workbook_calendar(tmp_path: Path) -> None:
    """.xlsx with real dates; the first sheet that holds anything is read."""
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("暦")
    for row in (("日付", "区分"), (date(2025, 5, 7), "休業日")):
        book["暦"].append(row)
    book.save(tmp_path / "暦.xlsx")
    assert [told(rule) for rule in read_calendar(tmp_path / "暦.xlsx", 2025)] == ["5/7 closed 休業日"]


def test_vacations_of_the_settings() -> None:
    """A span, a single day; anything else is a mistake in futoko.toml."""
    spans = vacation_spans(["2025-07-26〜2025-08-19", "12/26"], 2025)
    assert [(date.fromordinal(a).day, date.fromordinal(b).day) for a, b in spans] == [(26, 19), (26, 26)]
    for text in ("夏休み", "2025-08-19〜2025-07-26", "2/30"):
        with pytest.raises(ConfigError, match=text):
            vacation_spans([text], 2025)
