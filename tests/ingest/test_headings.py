"""題名・シート名・ファイル名: which year, month and class they speak of, and when they disagree."""

from __future__ import annotations

import pytest

from futoko_cli.core.model import ClassId
from futoko_cli.ingest.headings import class_in, class_name, combine, heading, leftover_class
from tests.ingest.grids import read_text


@pytest.mark.parametrize(
    "text",
    [
        "1年2組",
        "１年２組",
        "一年二組",
        "第1学年2組",
        "1-2",
        "１－２",
        "1の2",
        "1_2",
        "学年：1 組：2",
        "1年 2 組 出席簿",
        "R7 1年2組",
    ],
)
def test_one_class_in_every_spelling(text: str) -> None:
    """１年２組 however it is written."""
    found = heading(text)
    assert (found.grade, found.class_name) == (1, "2")
    assert found.class_id == ClassId(1, "2")


@pytest.mark.parametrize(
    ("text", "grade", "name"),
    [
        ("3年A組", 3, "A"),
        ("3A", 3, "A"),
        ("3年", 3, None),
        ("2年生", 2, None),
        ("B組", None, "B"),
        ("なかよし学級", None, "なかよし"),
        ("2年ひまわり学級", 2, "ひまわり"),
        ("1年10組", 1, "10"),
        ("令和7年度", None, None),
        ("令和7年 4月", None, None),
        ("みどり坂小学校", None, None),
        ("3年間の記録", None, None),
        ("", None, None),
    ],
)
def test_other_classes(text: str, grade: int | None, name: str | None) -> None:
    """Letters, names and grades alone; a year, a school or a span of years is no class."""
    assert (heading(text).grade, heading(text).class_name) == (grade, name)


@pytest.mark.parametrize(("text", "name"), [("０１", "1"), ("１組", "1"), ("a", "A"), ("なかよし学級", "なかよし")])
def test_one_spelling_of_a_class_name(text: str, name: str) -> None:
    """01, １組 and 1 are one class."""
    assert class_name(text) == name


def test_a_class_s_own_name_is_what_remains() -> None:
    """なかよし in a sheet's name; a month, a school or two words are no class."""
    assert leftover_class("なかよし 4月") == "なかよし"
    assert leftover_class("令和7年度 4月 出席簿") is None
    assert leftover_class("みどり坂小学校 出席簿") is None
    assert leftover_class("なかよし ひまわり") is None
    assert class_in("5月") == (None, None)


def test_title_before_sheet_before_file() -> None:
    """Each part from the first that says it."""
    place = combine("令和7年度 1年1組", "5月", "2024年度 4月 3年")
    assert (place.school_year, place.months, place.class_id, place.clashes) == (2025, (5,), ClassId(1, "1"), ())


def test_the_grade_may_stand_in_another_place() -> None:
    """1組 in the sheet's name, 3年 in the file's."""
    assert combine("", "1組", "3年 出席簿").class_id == ClassId(3, "1")


def test_a_contradiction_is_told() -> None:
    """1年1組 in the title, 1-2 as sheet name: both are named; the title is used."""
    place = combine("1年1組", "1-2 4月", "1-1")
    assert place.class_id == ClassId(1, "1")
    assert place.clashes == ("シート名は1年2組",)


def test_nothing_said() -> None:
    """No class, no month, no year."""
    place = combine("", "Sheet1", "Book1")
    assert (place.school_year, place.months, place.class_id, place.grade) == (None, (), None, None)


DAYS = "|".join(str(day) for day in range(1, 31))


def test_columns_of_grade_and_class_are_no_class_name() -> None:
    """A list of the whole school: each row's class is that of its own columns."""
    found = read_text(
        "令和7年度 4月 出席簿", f"学年|組|番号|氏名|{DAYS}", "1|1|1|春野　空", "1|2|1|夏川　海", "2|1|1|秋山　実"
    )
    assert [draft.class_id for draft in found.drafts] == [None]


def test_a_file_s_name_is_no_class() -> None:
    """資料1.xlsx: no class is named anywhere, and that is told."""
    assert combine("", "Sheet1", "資料1").class_id is None
