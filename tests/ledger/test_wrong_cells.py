"""Wrong cells of a ledger: each is named with its cell and what to do, and none becomes a value."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from futoko_cli.core.ledger import FACTORS
from futoko_cli.ledger.read import read_ledger
from futoko_cli.ledger.sheets import CONTACTS, SHEETS, Column
from futoko_cli.ledger.values import WrongError, cell_value
from tests.ledger.books import YEAR, one, read, said


@pytest.mark.parametrize(
    "typed",
    [
        "2025-02-30",
        "6/31",
        "13/1",
        "2025/3/31",
        "2026/4/1",
        date(2024, 6, 18),
        "6月",
        "きのう",
        "R7",
        7.5,
        99_999_999,
        "18",
        True,
        "9999/5/7",
        "#N/A",
        "#REF!",
    ],
)
def test_a_contact_with_a_wrong_date_is_not_counted(tmp_path: Path, typed: object) -> None:
    """No such day, a day of another year, a number that is no date, an error of a formula."""
    ledger, issues = one(tmp_path, "連絡・訪問", 日付=typed, キー="1-1-07", 方法="家庭訪問", 本人に会えた="○")
    assert said(issues) == [("ledger-value", "連絡・訪問", "A2")]
    assert issues[0].message.startswith("日付")
    assert issues[0].message.endswith("この行は使っていません。")
    assert issues[0].hint
    assert ledger.contacts == ()
    assert ledger.seen_days() == {}


@pytest.mark.parametrize("typed", ["2025/4/1", "2026/3/31", "4/1", "3/31", date(2026, 3, 31)])
def test_the_first_and_last_day_of_the_year_are_inside(tmp_path: Path, typed: object) -> None:
    """4/1 and 3/31 belong to the year; the days beside them do not."""
    ledger, issues = one(tmp_path, "連絡・訪問", 日付=typed, キー="1-1-07", 方法="電話")
    assert issues == []
    assert len(ledger.contacts) == 1


def test_a_date_of_the_wrong_calendar_year_names_the_one_meant(tmp_path: Path) -> None:
    """Excel writes this year's number into 2/3 typed in December: the hint has the right one."""
    _, issues = one(tmp_path, "連絡・訪問", 日付=date(2025, 2, 3), キー="1-1-07", 方法="電話")
    assert "2026/2/3" in issues[0].hint


@pytest.mark.parametrize(
    ("cells", "cell", "heading"),
    [
        ({"方法": "メール"}, "C2", "方法"),
        ({"方法": ""}, "C2", "方法"),
        ({"キー": ""}, "B2", "キー"),
        ({"キー": "春野　空"}, "B2", "キー"),
        ({"キー": date(2001, 1, 7)}, "B2", "キー"),
        ({"キー": 107}, "B2", "キー"),
        ({"キー": "#N/A"}, "B2", "キー"),
        ({"日付": ""}, "A2", "日付"),
    ],
)
def test_a_contact_without_its_cells_is_not_counted(
    tmp_path: Path, cells: dict[str, object], cell: str, heading: str
) -> None:
    """Date, key and way make a contact: without one of them the row is named and left out."""
    ledger, issues = one(
        tmp_path, "連絡・訪問", **{"日付": "6/18", "キー": "1-1-07", "方法": "電話", "内容": "相談", **cells}
    )
    assert said(issues) == [("ledger-value", "連絡・訪問", cell)]
    assert issues[0].message.startswith(heading)
    assert ledger.contacts == ()


def test_every_wrong_cell_of_a_row_is_named(tmp_path: Path) -> None:
    """Three wrong cells are three findings, not the first one only."""
    _, issues = one(tmp_path, "連絡・訪問", 日付="6/31", キー="", 方法="メール", 本人に会えた="たぶん")
    assert [issue.cell for issue in issues] == ["A2", "B2", "C2", "D2"]


def test_met_that_is_neither_is_not_a_meeting(tmp_path: Path) -> None:
    """The contact counts, the meeting does not."""
    ledger, issues = one(tmp_path, "連絡・訪問", 日付="6/18", キー="1-1-07", 方法="家庭訪問", 本人に会えた="△")
    assert said(issues) == [("ledger-value", "連絡・訪問", "D2")]
    assert [contact.met for contact in ledger.contacts] == [None]
    assert ledger.seen_days() == {}


@pytest.mark.parametrize("typed", [-1, 2.5, "多数", 367, "-3", "#DIV/0!", True])
def test_days_of_the_year_before_are_whole(tmp_path: Path, typed: object) -> None:
    """A negative, broken or impossible number of days is none; the rest of the child stands."""
    ledger, issues = one(tmp_path, "児童生徒", キー="1-1-07", 氏名="春野", 前年度欠席=typed, 小1=typed)
    assert said(issues) == [("ledger-value", "児童生徒", "C2"), ("ledger-value", "児童生徒", "D2")]
    assert ledger.children["1-1-07"].previous_year is None
    assert dict(ledger.children["1-1-07"].earlier) == {}
    assert ledger.previous_years() == {}


@pytest.mark.parametrize("typed", ["5/6", "2025/5/6", "2004/5/6", "2012/2/30", "H24", "ひみつ", "2020/4/2", "2005/4/1"])
def test_birthdays_are_those_of_pupils(tmp_path: Path, typed: object) -> None:
    """Without a year, too young, too old, no such day."""
    ledger, issues = one(tmp_path, "児童生徒", キー="1-1-07", 生年月日=typed)
    assert said(issues) == [("ledger-value", "児童生徒", "B2")]
    assert ledger.children["1-1-07"].born is None


@pytest.mark.parametrize("typed", ["13月", "2024-06", "2026-04", "六月ごろ", "令和6年6月", 0, "R7"])
def test_months_outside_the_year(tmp_path: Path, typed: object) -> None:
    """A month that is none, or of another school year: the row is left out."""
    ledger, issues = one(tmp_path, "月次", 月=typed, キー="1-1-07", 今月の状況="元気")
    assert said(issues) == [("ledger-value", "月次", "A2")]
    assert ledger.months == ()


def test_two_main_factors_are_none(tmp_path: Path) -> None:
    """Two ◎: both cells are named, neither is the main one, the ○ and the texts stand."""
    ledger, issues = one(
        tmp_path, "要因・所見", キー="1-1-07", いじめの被害="◎", 友人関係="○", 学業の不振="◎", 総合所見="所見"
    )
    assert said(issues) == [("ledger-value", "要因・所見", "D2")]
    assert "B2・D2" in issues[0].message
    causes = ledger.causes["1-1-07"]
    assert (causes.main, causes.others, causes.overall) == ("", ("友人関係",), "所見")


@pytest.mark.parametrize("typed", ["●", "1", "はい", "×", "◎○"])
def test_a_sign_is_one_of_two(tmp_path: Path, typed: str) -> None:
    """Neither ◎ nor ○: named, and no factor of the child."""
    ledger, issues = one(tmp_path, "要因・所見", キー="1-1-07", いじめの被害=typed, その他="○")
    assert said(issues) == [("ledger-value", "要因・所見", "B2")]
    assert (ledger.causes["1-1-07"].main, ledger.causes["1-1-07"].others) == ("", ("その他",))


@pytest.mark.parametrize(
    ("title", "row", "again"),
    [
        ("児童生徒", {"キー": "1-1-07", "氏名": "春野"}, {"キー": "１-1-7", "氏名": "夏川"}),
        ("要因・所見", {"キー": "1-1-07", "その他": "◎"}, {"キー": "1-1-7", "その他": "○"}),
        ("月次", {"月": "6月", "キー": "1-1-07"}, {"月": "2025-06", "キー": "1-1-7"}),
        ("通級", {"日付": "6/18", "キー": "1-1-07"}, {"日付": date(2025, 6, 18), "キー": "1-1-7"}),
        ("ケース会議", {"日付": "6/18", "キー": "1-1-07"}, {"日付": "2025/6/18", "キー": "1-1-7"}),
    ],
)
def test_what_stands_twice(tmp_path: Path, title: str, row: dict[str, object], again: dict[str, object]) -> None:
    """The second row is named and left out; the first one stands."""
    ledger, issues = read(tmp_path, {title: [list(row), list(row.values()), list(again.values())]})
    key_cell = f"{'AB'[list(row).index('キー')]}3"
    assert said(issues) == [("ledger-doubled", title, key_cell)]
    part = getattr(ledger, next(kind.part for kind in SHEETS if kind.title == title))
    (record,) = part.values() if hasattr(part, "values") else part
    assert record.at.cell == f"{'AB'[list(row).index('キー')]}2"


def test_decided_before_received(tmp_path: Path) -> None:
    """Such an application credits nothing; on the same day it does."""
    cells = {"キー": "1-1-07", "施設": "センター", "受付日": "6/2", "決定": "承認"}
    ledger, issues = one(tmp_path, "出席扱い申請", **cells, 決定日="6/1")
    assert said(issues) == [("ledger-value", "出席扱い申請", "E2")]
    assert ledger.applications == ()
    assert len(one(tmp_path, "出席扱い申請", **cells, 決定日="6/2")[0].applications) == 1


def test_a_centre_day_with_a_wrong_ict_is_left_out(tmp_path: Path) -> None:
    """It could be a day at home: then nobody met the child."""
    ledger, issues = one(tmp_path, "通級", 日付="6/18", キー="1-1-07", ICT="Zoom")
    assert said(issues) == [("ledger-value", "通級", "C2")]
    assert ledger.centre_days == ()


def test_a_role_without_a_meeting(tmp_path: Path) -> None:
    """役割分担 of a day on which the child had no meeting; also where there is no sheet of meetings."""
    roles = [["日付", "キー", "分掌・機関名"], ["6/19", "1-1-07", "担任"]]
    meetings = [["日付", "キー"], ["6/18", "1-1-07"]]
    for sheets in ({"役割分担": roles, "ケース会議": meetings}, {"役割分担": roles}):
        ledger, issues = read(tmp_path, sheets)
        assert said(issues) == [("ledger-value", "役割分担", "B2")]
        assert all(meeting.roles == () for meeting in ledger.meetings)


def test_another_name_beside_a_key(tmp_path: Path) -> None:
    """Another child's name: the row is nobody's. A name that nobody has: the key's. The finding tells no name."""
    ledger, issues = read(
        tmp_path,
        {
            "児童生徒": [["キー", "氏名"], ["1-1-07", "髙野　空"], ["1-1-08", "夏川　海"]],
            "連絡・訪問": [
                ["日付", "キー", "氏名", "方法"],
                ["6/18", "1-1-07", "高野空", "電話"],
                ["6/18", "1-1-07", "夏川 海", "電話"],
                ["6/19", "1-1-07", "旧姓　空", "電話"],
            ],
        },
    )
    assert said(issues) == [("ledger-name-differs", "連絡・訪問", "B3"), ("ledger-name-differs", "連絡・訪問", "B4")]
    assert [(row.key, row.at.cell) for row in ledger.contacts] == [("1-1-07", "B2"), ("1-1-07", "B4")]
    assert "1-1-08" in issues[0].hint
    assert "この行は使っていません" in issues[0].message
    assert "夏川" not in issues[0].message + issues[0].hint


def test_a_masked_finding_holds_no_word_of_the_cell(tmp_path: Path) -> None:
    """A name or a telephone number typed into the wrong cell is not told on a masked screen."""
    _, issues = read(
        tmp_path,
        {
            "連絡・訪問": [
                ["日付", "キー", "方法"],
                ["春野　空", "夏川 海", "春野　空の母へメール"],
                ["0134-22-1111", "1-1-07", "電話"],
            ]
        },
    )
    told = " ".join(issue.masked().message for issue in issues)
    assert len(issues) == 4
    assert not any(word in told for word in ("春野", "夏川", "0134"))


@settings(max_examples=300)
@given(
    st.sampled_from([column for kind in SHEETS for column in kind.columns]),
    st.one_of(st.text(min_size=1, max_size=40), st.floats(), st.integers(), st.booleans(), st.dates(), st.times()),
)
def test_no_cell_breaks_the_reading(column: Column, value: object) -> None:
    """Whatever stands in a cell is a value or named as wrong, with what to do; nothing else is ever raised."""
    found: object = None
    with contextlib.suppress(WrongError):
        found = cell_value(column, value, YEAR)
    if found is None:
        with pytest.raises(WrongError) as caught:
            cell_value(column, value, YEAR)
        assert caught.value.message
        assert caught.value.hint


@given(st.dates(date(2025, 4, 1), date(2026, 3, 31)))
def test_a_day_is_one_day_however_it_is_written(day: date) -> None:
    """A real date, western, without a year, of the era: the same day."""
    column = CONTACTS.columns[0]
    spellings = (day, f"{day.year}/{day.month}/{day.day}", f"{day.month}/{day.day}", f"R{day.year - 2018}.{day:%m.%d}")
    assert {cell_value(column, spelling, YEAR) for spelling in spellings} == {day}


def test_a_formula_that_gave_an_error(tmp_path: Path) -> None:
    """#N/A from a look-up is named in any column of ours, and left alone in the school's own."""
    from xlsxwriter import Workbook

    path = tmp_path / "支援台帳.xlsx"
    book = Workbook(path)
    page = book.add_worksheet("連絡・訪問")
    page.write_row(0, 0, ["日付", "キー", "方法", "対応者", "自分の列"])
    page.write_row(1, 0, ["6/18", "1-1-07", "電話"])
    for col in (3, 4):
        page.write_formula(1, col, "=VLOOKUP(1,A1:B1,2,0)", None, "#N/A")
    book.close()
    ledger, issues = read_ledger(path, path.name, YEAR)
    assert [(i.code, i.cell) for i in issues if i.code != "ledger-sheet"] == [("ledger-value", "D2")]
    assert "#N/A" in next(i.message for i in issues if i.cell == "D2")
    assert [contact.by for contact in ledger.contacts] == [""]


def test_every_factor_has_its_column() -> None:
    """The factors of the official form, no more and no fewer."""
    causes = next(kind for kind in SHEETS if kind.part == "causes")
    assert [column.heading for column in causes.columns if column.holds == "sign"] == list(FACTORS)


@pytest.mark.parametrize("state", ["", "未", "まだ", "予定"])
def test_a_record_that_says_neither_done_nor_waived_settles_nothing(tmp_path: Path, state: str) -> None:
    """The row is not used, and its cell is named: a duty written down as still to do is never taken for done."""
    row = {"日付": date(2025, 5, 20), "キー": "1-1-01", "すること": "速報", "状態": state}
    found, issues = one(tmp_path, "対応記録", **row)
    assert found.actions == ()
    assert [issue.code for issue in issues] == ["ledger-value"]
