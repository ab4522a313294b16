"""連続: what a day adds to a run, what ends it, and what changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from futoko_cli.core.kinds import ABSENCES, SKIPPED, Kind
from tests.core.counting import board, counts, measured, result, rule
from tests.notation import LETTERS, day_of, page

ABSENT = ("欠", "病", "事", "教", "Ｉ")


def test_friday_monday_tuesday_is_three() -> None:
    """金・月・火 absent: a weekend neither adds to a run nor ends it."""
    assert counts("太郎 4/11- 欠欠欠出") == "1 2 3 0"


def test_friday_present_tuesday_is_one() -> None:
    """金 absent, 月 at school, 火 absent: two runs of one day."""
    assert counts("太郎 4/11- 欠出欠") == "1 0 1"


def test_a_run_crosses_golden_week_and_the_month() -> None:
    """4/30, 5/1, 5/2, then 5/7 after the holidays: the fourth day."""
    assert counts("太郎 4/30- 欠欠欠欠") == "1 2 3 4"


def test_a_run_crosses_a_vacation() -> None:
    """Days that the matrix does not hold (夏休み) are stepped over: 7/18 and 9/1 are day one and two."""
    year = page("太郎 7/18- 欠 9/1- 欠出")
    first, last = (day_of(day).toordinal() for day in ("7/19", "8/31"))
    open_days = [j for j, day in enumerate(year.days) if not first <= day <= last]
    kinds = year.kinds[:, open_days]
    found = measured(type(year)(year.pupils, year.days[open_days], kinds), rule())
    assert found.num[0, -3:].tolist() == [1, 2, 0]


@pytest.mark.parametrize("letter", ABSENT)
def test_every_kind_of_absence_extends(letter: str) -> None:
    """欠 病 事 and credited days are all 欠席 in the register."""
    assert counts(f"太郎 4/7- 欠{letter}欠") == "1 2 3"


@pytest.mark.parametrize("letter", ["停", "忌", "閉", "未"])
def test_skipped_days_change_nothing(letter: str) -> None:
    """出席停止, 忌引, 学級閉鎖 and a day not entered: the run stands still and goes on after them."""
    assert counts(f"太郎 4/7- 欠{letter}{letter}欠出") == "1 1 1 2 0"


@pytest.mark.parametrize("letter", ["出", "遅", "早", "両", "別", "公", "外"])
def test_days_at_school_end_a_run(letter: str) -> None:
    """出席, 遅刻, 早退, 別室 and 公欠 end it; so does a day outside 在籍."""
    assert counts(f"太郎 4/7- 欠欠{letter}欠") == "1 2 0 1"


def test_every_letter_of_the_notation_is_one_of_these() -> None:
    """No kind of day that a register holds is left out of the three lists above."""
    said = {*ABSENT, *"停忌閉未", *"出遅早両別公外"}
    assert said == set(LETTERS)
    assert {LETTERS[letter] for letter in ABSENT} == set(ABSENCES)


def test_a_board_may_end_a_run_at_suspension() -> None:
    """Where the policy skips only 忌引, 停 ends the run."""
    assert counts("太郎 4/7- 欠停欠忌欠", skipped=(Kind.BEREAVEMENT,)) == "1 0 1 1 2"


def test_a_day_closed_for_the_class_changes_nothing() -> None:
    """休業日 of one class in a column that another class has school."""
    register = page("太郎 4/7- 欠欠欠")
    register.kinds[0, -2] = Kind.NO_SCHOOL
    assert measured(register, rule()).num[0, -3:].tolist() == [1, 1, 2]


def test_an_absence_that_does_not_count_is_no_day_at_school() -> None:
    """A run of 病欠 only: a 事故欠 between is skipped, a 遅刻 ends it."""
    sick = rule(kinds=(Kind.ABSENT_SICK,))
    assert counts("太郎 4/7- 病事病遅病", sick) == "1 1 2 0 1"


def test_credited_days_may_be_left_out() -> None:
    """A board that counts no 出席扱い: the day stands still, it does not end the run."""
    plain = rule(kinds=(Kind.ABSENT, Kind.ABSENT_SICK, Kind.ABSENT_OTHER))
    assert counts("太郎 4/7- 欠教Ｉ欠", plain) == "1 1 1 2"


def test_late_as_absence_where_the_board_says_so() -> None:
    """遅刻 extends a run only where the condition names it."""
    assert counts("太郎 4/7- 欠遅欠", rule(kinds=(Kind.ABSENT, Kind.LATE))) == "1 2 3"
    assert counts("太郎 4/7- 欠遅欠") == "1 0 1"


def test_the_first_day_of_the_year_is_day_one() -> None:
    """A run begins anew with the school year."""
    assert counts("太郎 4/1- 欠欠") == "1 2"


def test_the_built_in_lists_do_not_overlap() -> None:
    """No kind both extends and is skipped."""
    assert not set(ABSENCES) & set(SKIPPED)


def test_an_unknown_measure_is_a_programming_error() -> None:
    """A name that no policy file can hold raises KeyError."""
    with pytest.raises(KeyError, match="moon"):
        measured(page("太郎 4/7- 欠"), rule("moon"))


def test_nobody_and_no_day_are_no_error() -> None:
    """A register without days: every count is 0, nothing is reached."""
    empty = page("太郎", upto="4/1")
    empty = type(empty)(empty.pupils, empty.days[:0], empty.kinds[:, :0])
    for name in ("consecutive", "cumulative", "unseen", "present_days"):
        found = measured(empty, rule(name))
        assert found.num.shape == (1, 0)
        assert found.last_values()[0] == 0
    assert board().absent == ABSENCES


def test_current_and_longest() -> None:
    """現在 is the run on the last day, 最長 the longest of the year."""
    line = result("太郎 4/7- 欠*5 出 欠欠忌")
    assert (line.current, line.longest) == (2, 5)
    assert result("太郎 4/7- 欠*5 出").current == 0


def test_two_children_do_not_touch_each_other() -> None:
    """A run never goes on in the next child's row."""
    found = measured(page("太郎 4/7- 出欠欠", "花子 4/7- 欠出欠"), rule()).num[:, -3:]
    assert np.array_equal(found, [[0, 1, 2], [1, 0, 1]])
