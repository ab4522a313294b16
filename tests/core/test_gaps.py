"""未入力らしい日: late classes, missing months, blank days among marked ones, a silent stretch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from futoko_cli.core.filling import fill_register
from futoko_cli.core.gaps import entry_gaps
from futoko_cli.core.issues import Issue
from futoko_cli.core.school_calendar import CalendarRule
from tests.core.sheets import Sheet, at, calendar, fill, roll, says, sheet, told

APRIL = "4/1〜4/30"
DAYS = [f"4/{d}" for d in (1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 28, 30)]


def gaps(
    *sheets: Sheet, upto: str, rules: tuple[CalendarRule, ...] = (), given: bool = True, today: str = ""
) -> list[Issue]:
    """What the sheets leave open up to a day; ``given``: a calendar was handed in."""
    found, days = roll(*sheets), calendar(*rules)
    register, _ = fill_register(found, days, at(upto))
    return entry_gaps(found, register, days, at(upto), calendar_given=given, today=at(today) if today else None)


@pytest.mark.parametrize(("upto", "late"), [("4/11", False), ("4/14", True), ("4/15", True)])
def test_a_class_five_school_days_behind(upto: str, late: bool) -> None:
    """Last mark on 月 4/7: four school days later nothing is said, five later it is."""
    issues = gaps(sheet(APRIL, "太郎 4/7欠"), upto=upto)
    assert told(issues) == (["class-not-entered"] if late else [])


def test_only_the_class_that_is_behind() -> None:
    """1-2 has marks up to yesterday, 1-1 has not."""
    issues = gaps(sheet(APRIL, "太郎 4/7欠"), sheet(APRIL, "花子 4/17欠", klass="1-2", name="1-2 4月"), upto="4/18")
    assert [(i.code, i.subject) for i in issues] == [("class-not-entered", "1-1")]
    assert issues[0].message.startswith("1年1組の最後の記号は 4/7 で、その後")
    assert "9授業日" in issues[0].message


def test_marks_to_come_and_struck_days_are_no_entry() -> None:
    """A mark after the as-of day and 休 do not make a class up to date."""
    issues = gaps(sheet(APRIL, "太郎 4/7欠 4/14休 4/28欠"), upto="4/14")
    assert told(issues) == ["class-not-entered"]


@pytest.mark.parametrize(("today", "late"), [("4/27", True), ("4/28", False)])
def test_a_register_that_goes_on_after_the_counted_days_is_entered(today: str, late: bool) -> None:
    """Counted up to 4/14 only, as for the report of a month: a mark on 4/28 shows that the class is not behind."""
    issues = gaps(sheet(APRIL, "太郎 4/1欠 4/28欠"), upto="4/14", today=today)
    assert told(issues) == (["class-not-entered"] if late else [])


def test_a_missing_month_is_not_looked_for_in_another_months_file() -> None:
    """One file a month: no place; all months in one file: that file."""
    april, june = sheet(APRIL, "太郎 4/30欠"), sheet("6/1〜6/30", "太郎 6/2欠")
    assert [issue.file for issue in gaps(april, june, upto="6/2")] == [april.file]
    (issue,) = gaps(april, replace(june, file="6月.csv"), upto="6/2")
    assert (issue.code, issue.file, issue.sheet) == ("month-missing", "", "")


def test_a_class_without_any_mark() -> None:
    """No mark at all since 4/1."""
    (issue,) = gaps(sheet(APRIL, "太郎"), upto="4/18")
    assert issue.code == "class-not-entered"
    assert "記号が1つもなく" in issue.message


def test_a_class_without_school_days_so_far() -> None:
    """Everything closed up to now: nothing can be late."""
    assert gaps(sheet(APRIL, "太郎 4/30欠"), upto="4/18", rules=(says("4/1〜4/29", "closed"),)) == []


def test_a_missing_month_inside_the_year_is_an_error() -> None:
    """April and June handed in, May not: absences may be lost."""
    issues = gaps(sheet(APRIL, "太郎 4/30欠"), sheet("6/1〜6/30", "太郎 6/2欠"), upto="6/2")
    assert [(i.code, i.severity) for i in issues] == [("month-missing", "error")]
    assert "5月の" in issues[0].message


def test_months_before_the_first_sheet_are_a_warning() -> None:
    """Only May is handed in: April is not known, which may be meant."""
    issues = gaps(sheet("5/1〜5/31", "太郎 5/7欠"), upto="5/7")
    assert [(i.code, i.severity) for i in issues] == [("month-missing", "warning")]
    assert "4月の" in issues[0].message


def test_a_part_of_a_month_is_told_with_its_days() -> None:
    """A sheet that begins on 4/7: four school days of April are missing."""
    (issue,) = gaps(sheet("4/7〜4/30", "太郎 4/8欠"), upto="4/8")
    assert "4月（4授業日）" in issue.message


def test_days_that_the_calendar_closes_are_not_missing() -> None:
    """学年始休業 up to 4/6."""
    assert gaps(sheet("4/7〜4/30", "太郎 4/8欠"), upto="4/8", rules=(says("4/1〜4/6", "closed"),)) == []


def entered(name: str, *blank: str) -> str:
    """A line with 出 on every day of April but these."""
    return f"{name} " + " ".join(f"{day}出" for day in DAYS if day not in blank)


def test_blank_days_where_presence_is_marked() -> None:
    """One blank cell in a page of 出: named with its cell."""
    (issue,) = gaps(sheet(APRIL, entered("太郎"), entered("花子", "4/8"), explicit=True), upto="4/30")
    assert (issue.code, issue.cell) == ("day-unentered", "J6")
    assert "4/8 に" in issue.message
    assert "1 あります" in issue.message


def test_many_blank_days_are_told_short() -> None:
    """Five days: the first three, and how many more."""
    blank = ("4/7", "4/8", "4/9", "4/10", "4/11")
    (issue,) = gaps(sheet(APRIL, entered("太郎", *blank), explicit=True), upto="4/30")
    assert "4/7・4/8・4/9 ほか2日" in issue.message
    assert "5 あります" in issue.message


def test_a_full_page_has_no_blank_day() -> None:
    """Nothing to say where every cell is filled, nor of blanks where presence is not marked."""
    assert gaps(sheet(APRIL, entered("太郎"), explicit=True), upto="4/30") == []
    assert gaps(sheet(APRIL, entered("太郎", "4/8")), upto="4/30") == []


def test_an_unknown_mark_is_no_blank() -> None:
    """A cell that holds a mark nobody understands is named elsewhere."""
    line = entered("太郎", "4/8") + " 4/8？"
    assert gaps(sheet(APRIL, line, explicit=True), upto="4/30") == []


def class_of_ten(*days: str) -> Sheet:
    """Ten children, all marked 遅 on these days."""
    return sheet(APRIL, *(f"児{n} " + " ".join(f"{day}遅" for day in days) for n in range(10)))


@pytest.mark.parametrize(
    ("quiet", "found"), [(3, False), (4, True), (5, True)], ids=["three days", "four days", "five days"]
)
def test_a_silent_stretch(quiet: int, found: bool) -> None:
    """Weekdays without one mark in the whole school: from four on, most likely a vacation."""
    issues = gaps(class_of_ten(*DAYS[: 21 - quiet - 1], DAYS[-1]), upto="4/30", given=False)
    assert told(issues) == (["vacation-suspected"] if found else [])


def test_a_silent_stretch_at_the_end() -> None:
    """The last days up to the as-of day may be the vacation as well."""
    (issue,) = (i for i in gaps(class_of_ten(*DAYS[:17]), upto="4/30", given=False) if i.code == "vacation-suspected")
    assert "4/24〜4/30 の平日 4日" in issue.message
    assert "2025-04-24〜2025-04-30,長期休業" in issue.hint


def test_who_gives_a_calendar_knows_the_vacations() -> None:
    """With a calendar nothing is suspected."""
    assert "vacation-suspected" not in told(gaps(class_of_ten(*DAYS[:15]), upto="4/30", given=True))


def test_few_marks_make_no_silence() -> None:
    """A small school with one mark a week is silent every week: that is no vacation."""
    assert gaps(sheet(APRIL, "太郎 4/4欠 4/11欠 4/18欠 4/28欠"), upto="4/30", given=False) == []


def test_nobody_is_never_silent() -> None:
    """No child, no day: nothing to say."""
    assert gaps(upto="4/30", given=False) == []
    register, _ = fill(upto="4/30")
    assert register.kinds.shape[0] == 0


def test_a_class_on_two_sheets_is_named_once() -> None:
    """The place of the finding is the sheet of the last mark."""
    (issue,) = gaps(
        sheet("4/1〜4/15", "太郎 4/1欠", name="前半"), sheet("4/16〜4/30", "太郎 4/16欠", name="後半"), upto="4/24"
    )
    assert (issue.code, issue.sheet) == ("class-not-entered", "後半")
