"""断続・累計: which days a total looks back over, and which runs it leaves out."""

from __future__ import annotations

import pytest

from futoko_cli.core.kinds import Kind
from futoko_cli.core.measures import Facts
from futoko_cli.core.policy import Window
from tests.core.counting import TERMS, counts, measured, rule
from tests.notation import page

YEAR = rule("cumulative")
TERM = rule("cumulative", window=Window("term"))
MONTH = rule("cumulative", window=Window("month"))


def last(days: int) -> Window:
    """The last N school days (直近N授業日)."""
    return Window("school_days", days)


def test_the_year_counts_every_absence_runs_included() -> None:
    """The default of 断続: all absent days of the year so far."""
    assert counts("太郎 4/7- 欠欠欠出病事教", YEAR) == "1 2 3 3 4 5 6"


@pytest.mark.parametrize("letter", ["出", "遅", "早", "両", "別", "公", "停", "忌", "閉", "未", "外"])
def test_what_is_no_absence_adds_nothing(letter: str) -> None:
    """遅刻・早退 are never turned into absences; 出停・忌引 are none either."""
    assert counts(f"太郎 4/7- 欠{letter}欠", YEAR) == "1 1 2"


def test_the_year_goes_on_after_the_new_year() -> None:
    """March counts what April counted."""
    assert counts("太郎 4/1- 欠 3/30- 欠欠", YEAR).split()[-2:] == ["2", "3"]


def test_a_term_begins_anew() -> None:
    """8/29 is the first term's last day here, 9/1 the second's first."""
    assert counts("太郎 8/28- 欠欠欠欠", TERM) == "1 2 1 2"


def test_terms_stand_in_any_order() -> None:
    """The order in which a school writes its terms does not matter."""
    facts = Facts(tuple(reversed(TERMS)))
    assert counts("太郎 8/28- 欠欠欠欠", TERM, facts) == "1 2 1 2"


def test_without_terms_the_year_is_one_term() -> None:
    """No first day of a term known: the whole year."""
    assert counts("太郎 8/28- 欠欠欠欠", TERM, Facts()) == "1 2 3 4"


@pytest.mark.parametrize("name", ["cumulative", "month_absences"])
def test_a_month_begins_anew(name: str) -> None:
    """4/30 ends April; 5/1 is May's first."""
    condition = MONTH if name == "cumulative" else rule(name)
    assert counts("太郎 4/28- 欠欠欠欠", condition) == "1 2 1 2"


def test_the_last_five_school_days() -> None:
    """An absence leaves the window on the fifth school day after it, weekends not counted."""
    assert counts("太郎 4/7- 欠出出出出出欠", rule("cumulative", window=last(5))) == "1 1 1 1 1 0 1"


def test_a_skipped_day_is_a_school_day_of_the_window() -> None:
    """出停 is a school day of the child's own: it moves the window on."""
    assert counts("太郎 4/7- 欠停停出", rule("cumulative", window=last(3))) == "1 1 1 0"


def test_days_outside_enrolment_do_not_move_the_window() -> None:
    """転出 and back: only the child's own school days count among the last N."""
    line = "太郎 4/1- 出*4 欠外外外出出"
    assert counts(line, rule("cumulative", window=last(2))).split()[4:] == ["1", "1", "1", "1", "1", "0"]


def test_nobody_enrolled_has_no_window() -> None:
    """A child outside 在籍 the whole time has counts of 0."""
    assert counts("太郎 4/1- 外外外", rule("cumulative", window=last(2))) == "0 0 0"


def test_enrolled_later_the_window_begins_there() -> None:
    """転入: the days before are none of the last N."""
    assert counts("太郎 4/1- 外外欠出出", rule("cumulative", window=last(2))) == "0 0 1 1 0"


def test_a_long_window_is_the_whole_year_so_far() -> None:
    """The last 300 school days in April are all there are."""
    assert counts("太郎 4/1- 欠出欠", rule("cumulative", window=last(300))) == "1 1 2"


def test_runs_of_three_are_left_out() -> None:
    """Leave out runs of 3 or more: on the third day the two before go too; a run of 2 stays."""
    short = rule("cumulative", leave_out_runs=3)
    assert counts("太郎 4/7- 欠欠出欠欠欠欠出欠", short) == "1 2 2 3 4 2 2 2 3"


def test_a_run_is_left_out_across_a_skipped_day() -> None:
    """忌引 in the middle: still one run of three."""
    assert counts("太郎 4/7- 欠欠忌欠", rule("cumulative", leave_out_runs=3)) == "1 2 2 0"


def test_a_run_left_out_across_the_end_of_a_month() -> None:
    """4/28, 4/30 and 5/1 are a run of three: May holds none of it, and one absence on 5/7 is May's first."""
    month = rule("cumulative", window=Window("month"), leave_out_runs=3)
    assert counts("太郎 4/28- 欠欠欠出欠", month) == "1 2 0 0 1"


def test_only_some_kinds_count() -> None:
    """A board that counts 事故欠 alone."""
    assert counts("太郎 4/7- 事病欠事", rule("cumulative", kinds=(Kind.ABSENT_OTHER,))) == "1 1 1 2"


def test_windows_of_two_children_differ() -> None:
    """The window is each child's own: 花子 came later, and her window still reaches back."""
    found = measured(page("太郎 4/1- 欠出出出", "花子 4/1- 欠外外出"), rule("cumulative", window=last(2))).num
    assert found.tolist() == [[1, 1, 0, 0], [1, 1, 1, 1]]
