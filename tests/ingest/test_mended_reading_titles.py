"""Titles: events, days of printing, teachers, forms and schools are no month, grade or class of a register."""

from __future__ import annotations

import pytest

from futoko_cli.core.model import ClassId
from futoko_cli.ingest.headings import combine, heading, leftover_class, only_labels
from futoko_cli.ingest.reading import Reading
from tests.ingest.grids import parse, read

DAYS = "|".join(str(day) for day in range(1, 32))
WEEK = "|".join("木金土日月火水"[day % 7] for day in range(31))  # May 2025 begins on a Thursday
HEAD = f"番号|氏名|{DAYS}"
CHILDREN = ("1|春野　空||||||||||||欠", "2|夏川　海")


def scan(*rows: str, sheet: str = "5月", file: str = "出席簿.xlsx") -> Reading:
    """One sheet."""
    lines = [f"#file {file}", f"#sheet {sheet}", *rows]
    return read(parse("\n".join(lines).replace("|", "\t")))


def told(found: Reading) -> list[tuple[str, str]]:
    """Class and month of each block."""
    return [(draft.class_id.label if draft.class_id else "", draft.month or "") for draft in found.drafts]


def event(day: int, text: str) -> str:
    """A row with one event above a day."""
    return "|" * (day + 1) + text


@pytest.mark.parametrize("week", [(), (f"||{WEEK}",)], ids=["no weekdays", "weekdays"])
@pytest.mark.parametrize("text", ["4月分集金", "6月の行事", "1年生を迎える会", "3年2組研究授業", "2組校外学習"])
def test_an_event_above_its_day_is_no_title(text: str, week: tuple[str, ...]) -> None:
    """The month and class stay those of the title."""
    found = scan("令和7年度 5月 1年1組 出席簿", event(15, text), HEAD, *week, *CHILDREN, sheet="1-1")
    assert told(found) == [("1-1", "2025-05")]
    assert not found.issues


def test_an_event_gives_no_grade() -> None:
    """2組 in the sheet's name, 3年 in the file's, 1年生を迎える会 above the 18th."""
    found = scan(
        "令和7年度 出席簿", event(18, "1年生を迎える会"), HEAD, f"||{WEEK}", *CHILDREN, sheet="2組 5月", file="3年.xlsx"
    )
    assert told(found) == [("3-2", "2025-05")]


@pytest.mark.parametrize(
    "title",
    [
        "令和7年度 1年1組 出席簿 印刷日 2025/06/02",
        "令和7年度 1年1組 出席簿（6月2日現在）",
        "令和7年度 1年1組 作成：6月2日",
    ],
)
def test_the_day_of_printing_is_no_month(title: str) -> None:
    """The sheet's name says 5月."""
    assert told(scan(title, HEAD, *CHILDREN)) == [("1-1", "2025-05")]


def test_the_day_of_printing_is_no_year() -> None:
    """2024年5月 in the sheet's name, printed in 2025."""
    found = scan("1年1組 出席簿 印刷日 2025/04/02", HEAD, *CHILDREN, sheet="2024年5月")
    assert told(found) == [("1-1", "2024-05")]


def test_two_months_and_no_weekdays() -> None:
    """題名 5月, シート名 6月: not read; with weekdays they decide."""
    found = scan("令和7年度 5月 1年1組 出席簿", HEAD, *CHILDREN, sheet="1-1 6月")
    assert told(found) == []
    assert [issue.code for issue in found.issues] == ["month-unknown"]
    found = scan("令和7年度 5月 1年1組 出席簿", HEAD, f"||{WEEK}", *CHILDREN, sheet="1-1 6月")
    assert told(found) == [("1-1", "2025-05")]


def test_a_teacher_is_no_class() -> None:
    """担任 佐藤 nearer than the class, and where no class is named at all."""
    found = scan("令和7年度 3年2組", "5月 出席簿　担任 佐藤", HEAD, *CHILDREN)
    assert told(found) == [("3-2", "2025-05")]
    found = scan("令和7年度 5月 3年 出席簿　担任 佐藤", HEAD, *CHILDREN)
    assert [issue.code for issue in found.issues] == ["class-unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "5月 出席簿 担任 佐藤",
        "出席簿 校長：春野 空",
        "出席簿 教頭 さとう",
        "令和7年度 5月 城北小 出席簿",
        "様式1-2　令和7年度 5月 3年 出席簿",
        "別記様式第3号の2 出席簿",
        "出席簿 鈴木",
    ],
)
def test_no_class(text: str) -> None:
    """Officials, schools, numbers of forms, lone kanji."""
    assert (heading(text).class_name, leftover_class(text)) == (None, None)


@pytest.mark.parametrize(
    "text", ["1年2組 担任 佐藤", "担任 佐藤 1年2組", "様式1-1 1年2組", "城北小1年2組", "担任：春野 空 1-2"]
)
def test_the_class_beside_them(text: str) -> None:
    """It is still read."""
    assert heading(text).class_id == ClassId(1, "2")
    assert combine("担任 なかよし学級", "", "").class_id == ClassId(None, "なかよし")


@pytest.mark.parametrize(
    ("text", "is_label"),
    [
        ("5月 1年1組", True),
        ("1年1組 5月分", True),
        ("1 年 2 組 担任 佐藤", True),
        ("令和7年度 みどり坂小学校 3-2", True),
        ("4月分集金", False),
        ("1年生を迎える会", False),
        ("月 火 水", False),
        ("1年2組研究授業", False),
    ],
)
def test_labels_in_the_columns_of_days(text: str, is_label: bool) -> None:
    """A title may stand above the days; an event names more than a class."""
    assert only_labels(text) == is_label


@pytest.mark.parametrize("title", ["なかよし", "なかよし 出席簿", "なかよし学級"])
def test_a_lower_block_with_a_name_of_its_own(title: str) -> None:
    """It is not the class above."""
    block = (HEAD, f"||{WEEK}", *CHILDREN)
    found = scan("令和7年度 5月 1年1組 出席簿", *block, "", title, HEAD, f"||{WEEK}", "1|加藤　加", "2|木村　木")
    assert [label for label, _ in told(found)] == ["1-1", "なかよし"]


def test_a_lower_block_of_a_day_sheet() -> None:
    """令和7年5月12日, 1年1組 and below it なかよし."""
    block = ("番号|氏名|区分", "1|春野　空|欠席", "2|夏川　海|")
    found = scan(
        "令和7年5月12日 出欠", "1年1組", *block, "", "なかよし", "番号|氏名|区分", "1|加藤　加|", "2|木村　木|欠席"
    )
    assert [label for label, _ in told(found)] == ["1-1", "なかよし"]


def test_long_texts_are_fast() -> None:
    """20,000 letters are no title."""
    assert heading("あ" * 20000) == heading("い" * 20000)
