"""From sheets to the matrix: blank cells, marks, the as-of day, closed days, and two sheets that disagree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from futoko_cli.core.filling import fill_register, last_marked_day
from futoko_cli.core.model import ClassId
from futoko_cli.core.register import Roll
from tests.core.sheets import at, calendar, fill, roll, says, sheet, shown, told

APRIL = "4/7〜4/30"


def test_blank_cells_are_days_at_school() -> None:
    """A blank up to the as-of day is 出席; later days are not in the matrix."""
    register, issues = fill(sheet(APRIL, "太郎 4/8欠"), upto="4/11")
    assert shown(register, "太郎") == "出欠出出出"
    assert issues == []


def test_blank_cells_where_presence_is_marked_are_not_entered() -> None:
    """A sheet with ・ in every cell: a blank is 未入力."""
    register, _ = fill(sheet(APRIL, "太郎 4/7出 4/8欠 4/10出", explicit=True), upto="4/11")
    assert shown(register, "太郎") == "出欠未出未"


def test_days_that_no_sheet_covers_are_not_entered() -> None:
    """May's sheet is missing."""
    register, _ = fill(sheet("4/28〜4/30", "太郎"), upto="5/7")
    assert shown(register, "太郎", "4/28") == "出出未未未"


def test_a_sheet_without_days_of_the_year_covers_nothing() -> None:
    """A sheet of Saturdays only, and one without children, change nothing."""
    register, issues = fill(sheet("4/5", "太郎"), sheet(APRIL), upto="4/8")
    assert shown(register, "太郎") == "未未"
    assert issues == []


def test_every_mark_keeps_its_cell() -> None:
    """「なぜ」 is answered by the cell: 4/8 of the first child is J5, of the second J6."""
    register, _ = fill(sheet(APRIL, "太郎 4/8欠", "花子 4/8病"))
    tuesday = register.days.tolist().index(at("4/8"))
    assert [register.marks[i, tuesday].cell for i in (0, 1)] == ["J5", "J6"]
    assert register.marks[1, tuesday].source.sheet == "4月"


def test_a_mark_on_a_saturday_is_named_not_counted() -> None:
    """土 4/12: no school day, a problem with its cell."""
    register, issues = fill(sheet(APRIL, "太郎 4/11欠 4/12欠 4/14欠"), upto="4/14")
    assert shown(register, "太郎") == "出出出出欠欠"
    assert told(issues) == ["mark-on-non-school-day N5"]
    assert "4/12" in issues[0].message
    assert "太郎" not in issues[0].message


@pytest.mark.parametrize("letter", ["出", "転", "入", "休"])
def test_what_a_closed_day_may_hold(letter: str) -> None:
    """・, 転出, 転入 and 休 on a Saturday are no contradiction."""
    _, issues = fill(sheet(APRIL, f"太郎 4/12{letter}"))
    assert issues == []


def test_a_range_of_days_steps_over_closed_ones() -> None:
    """出停 from 金 to 月 in a list: the weekend in it is not named."""
    weekend = replace(sheet(APRIL, "太郎 4/11停 4/12停 4/13停 4/14停"), ranged=True)
    register, issues = fill(weekend, upto="4/14")
    assert shown(register, "太郎") == "出出出出停停"
    assert issues == []


def test_nothing_after_the_as_of_day_is_read() -> None:
    """A mark on 4/21 does not exist on 4/18 — not even as a problem."""
    register, issues = fill(sheet(APRIL, "太郎 4/18欠 4/19欠 4/21欠"), upto="4/18")
    assert shown(register, "太郎") == "出" * 9 + "欠"
    assert issues == []
    later, issues = fill(sheet(APRIL, "太郎 4/18欠 4/19欠 4/21欠"), upto="4/21")
    assert shown(later, "太郎").endswith("欠欠")
    assert told(issues) == ["mark-on-non-school-day U5"]


def test_an_unknown_mark_is_a_day_not_entered() -> None:
    """Never guessed: the day counts as nothing, but its cell is kept."""
    register, _ = fill(sheet(APRIL, "太郎 4/7欠 4/8？ 4/9欠"), upto="4/9")
    assert shown(register, "太郎") == "欠未欠"
    assert len(register.marks) == 3


def test_struck_marks_say_nothing_of_the_child() -> None:
    """休 on a school day is settled elsewhere; here the cell stays blank."""
    register, _ = fill(sheet(APRIL, "太郎 4/8休"), upto="4/8")
    assert shown(register, "太郎") == "出出"


def test_two_sheets_that_disagree() -> None:
    """欠 in one, 遅 in the other: named with both cells, not counted until settled."""
    old = replace(sheet(APRIL, "太郎 4/8欠"), file="旧.xlsx")
    register, issues = fill(old, sheet(APRIL, "太郎 4/8遅"), upto="4/9")
    assert shown(register, "太郎") == "出未出"
    assert told(issues) == ["cell-conflict J5"]
    assert "旧.xlsx 4月 J5" in issues[0].message


def test_two_sheets_that_agree() -> None:
    """The same mark twice is one absence and no problem."""
    register, issues = fill(sheet(APRIL, "太郎 4/8欠"), sheet(APRIL, "太郎 4/8欠"), upto="4/9")
    assert shown(register, "太郎") == "出欠出"
    assert issues == []


def test_a_presence_mark_against_an_absence_is_a_conflict() -> None:
    """・ in one sheet and 欠 in another: the cell shown is the absence."""
    register, issues = fill(sheet(APRIL, "太郎 4/8出"), sheet(APRIL, "太郎 4/8欠", name="写し"), upto="4/8")
    assert told(issues) == ["cell-conflict J5"]
    (at_cell,) = register.marks.values()
    assert (at_cell.mark.text, at_cell.source.sheet) == ("欠", "写し")


def test_a_blank_sheet_does_not_undo_a_mark() -> None:
    """A second sheet of the month with a blank cell: the mark stands."""
    for sheets in (
        (sheet(APRIL, "太郎 4/8欠"), sheet(APRIL, "太郎")),
        (sheet(APRIL, "太郎"), sheet(APRIL, "太郎 4/8欠")),
    ):
        register, _ = fill(*sheets, upto="4/8")
        assert shown(register, "太郎") == "出欠"


def test_days_closed_for_one_class_only() -> None:
    """休業日 of 1-2 while 1-1 has school: ＿ in 1-2's rows, and a mark there is named."""
    register, issues = fill(
        sheet(APRIL, "太郎 4/8欠"),
        sheet(APRIL, "花子 4/8欠 4/9欠", klass="1-2"),
        upto="4/9",
        rules=(says("4/8", "closed", "1-2"),),
    )
    assert (shown(register, "太郎"), shown(register, "花子")) == ("出欠出", "出＿欠")
    assert told(issues) == ["mark-on-non-school-day J5"]


def test_a_closed_day_of_everybody_is_not_in_the_matrix() -> None:
    """休業日 of the whole school."""
    register, _ = fill(sheet(APRIL, "太郎 4/7欠 4/9欠"), upto="4/9", rules=(says("4/8", "closed"),))
    assert shown(register, "太郎") == "欠欠"


@pytest.mark.parametrize(("today", "last"), [("4/7", None), ("4/8", "4/8"), ("4/9", "4/8"), ("4/30", "4/17")])
def test_the_last_marked_day(today: str, last: str | None) -> None:
    """The last school day, not later than today, with any mark: no Saturday, no 休, no day to come."""
    found = roll(sheet(APRIL, "太郎 4/8欠 4/12欠 4/18休", "花子 4/17遅"))
    assert last_marked_day(found, calendar(), at(today)) == (at(last) if last else None)


def test_no_mark_no_last_day() -> None:
    """An empty register has no as-of day."""
    assert last_marked_day(roll(sheet(APRIL, "太郎")), calendar(), at("4/30")) is None
    assert last_marked_day(Roll([], []), calendar(), at("4/30")) is None


def test_month_days_are_those_of_the_whole_month() -> None:
    """Denominators do not end with the as-of day: April 2025 has 21 weekdays without holidays, 1-2 one less."""
    register, _ = fill(
        sheet(APRIL, "太郎"), sheet(APRIL, "花子", klass="1-2"), upto="4/8", rules=(says("4/30", "closed", "1-2"),)
    )
    april = [register.month_days[ClassId(1, name)][2025, 4] for name in "12"]
    assert april == [21, 20]
    assert sum(register.month_days[ClassId(1, "1")].values()) == len(calendar().open_days(ClassId(1, "1")))


def test_before_the_first_school_day() -> None:
    """An as-of day before 4/1: children, but no day."""
    register, issues = fill_register(roll(sheet(APRIL, "太郎 4/8欠")), calendar(), at("4/1") - 1)
    assert register.kinds.shape == (1, 0)
    assert issues == []
