"""Laws of counting: the arithmetic of arrays against a plain loop, and what can never happen to a count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from futoko_cli.core.escalation import decide
from futoko_cli.core.kinds import ABSENCES, SKIPPED, Kind
from futoko_cli.core.policy import Condition, Window, WindowName
from futoko_cli.core.register import Register
from tests.core.counting import TERMS, board, measured, rule, stage
from tests.core.drawn import free_columns, lines, registers, with_column
from tests.notation import CLASS

WINDOWS: tuple[WindowName, ...] = ("year", "term", "month", "school_days")
TERM_DAYS = [date.fromordinal(day) for day in TERMS]
WEIGHTS = {Kind.ABSENT: Fraction(1), Kind.LATE: Fraction(1, 3), Kind.SEPARATE_ROOM: Fraction(1, 2)}
ONE_EACH = dict.fromkeys(ABSENCES, Fraction(1))
SOME = settings(max_examples=100)
windows = st.builds(Window, st.sampled_from(WINDOWS), st.integers(1, 30))


def num(register: Register, condition: Condition) -> list[list[int]]:
    """The counts of every child on every day."""
    found: list[list[int]] = measured(register, condition).num.tolist()
    return found


@SOME
@given(registers())
def test_runs_are_those_of_the_loop(register: Register) -> None:
    """連続 on every day of every child."""
    assert num(register, rule()) == [line.runs() for line in lines(register)]


@SOME
@given(registers(), st.sets(st.sampled_from(ABSENCES), min_size=1))
def test_runs_of_some_kinds_are_those_of_the_loop(register: Register, kinds: set[Kind]) -> None:
    """連続 of some kinds: an absence of another kind is skipped."""
    counted = tuple(kinds)
    assert num(register, rule(kinds=counted)) == [line.runs(counted) for line in lines(register)]


@SOME
@given(registers(), windows)
def test_totals_are_those_of_the_loop(register: Register, window: Window) -> None:
    """断続 in every window, the last N school days among them."""
    expected = [line.total(window.name, window.length, TERM_DAYS, ONE_EACH) for line in lines(register)]
    assert num(register, rule("cumulative", window=window)) == expected


@SOME
@given(registers(), st.integers(2, 8))
def test_totals_without_long_runs_are_those_of_the_loop(register: Register, leave_out: int) -> None:
    """断続 of the year that leaves out runs of n or more."""
    condition = rule("cumulative", leave_out_runs=leave_out)
    assert num(register, condition) == [line.short_runs("year", 0, TERM_DAYS, leave_out) for line in lines(register)]


@settings(max_examples=100, derandomize=True)
@given(registers(), st.integers(2, 8), windows)
def test_totals_without_long_runs_hold_in_every_window(register: Register, leave_out: int, window: Window) -> None:
    """The same in a term, a month and the last N school days, also where the run began before the window."""
    condition = rule("cumulative", window=window, leave_out_runs=leave_out)
    expected = [line.short_runs(window.name, window.length, TERM_DAYS, leave_out) for line in lines(register)]
    assert num(register, condition) == expected


@SOME
@given(registers(), windows)
def test_weights_are_those_of_the_loop(register: Register, window: Window) -> None:
    """重みづけ: thirds and halves add up exactly."""
    found = measured(register, rule("weighted", window=window, weights=tuple(WEIGHTS.items())))
    expected = [line.total(window.name, window.length, TERM_DAYS, WEIGHTS) for line in lines(register)]
    assert found.den == 6
    assert [[Fraction(value, 6) for value in row] for row in found.num.tolist()] == expected


@SOME
@given(registers())
def test_the_unseen_clock_is_that_of_the_loop(register: Register) -> None:
    """現認なし: school days since somebody met the child."""
    assert num(register, rule("unseen")) == [line.unseen() for line in lines(register)]


@SOME
@given(registers(), st.fractions(0, 1, max_denominator=12))
def test_months_are_those_of_the_loop(register: Register, share: Fraction) -> None:
    """月の欠席 and its share of the month's school days, exact to the last fraction."""
    found = measured(register, rule("month_rate", share)).holds("at_least", share).tolist()
    for row, line, held in zip(num(register, rule("month_absences")), lines(register), found, strict=True):
        absent = line.total("month", 0, TERM_DAYS, ONE_EACH)
        assert row == absent
        lengths = [register.month_days[CLASS][day.year, day.month] for day in line.days]
        assert held == [Fraction(n, length) >= share for n, length in zip(absent, lengths, strict=True)]


@SOME
@given(registers(), st.integers(1, 12))
def test_dates_and_runs_are_those_of_the_loop(register: Register, threshold: int) -> None:
    """The dates on which a stage is reached, every run, the current and the longest."""
    for found, line in zip(decide(register, board(stage("a", rule(at_least=threshold)))), lines(register), strict=True):
        assert list(found.stages[0].reached_on) == line.reached(threshold)
        assert [(e.first, e.last, e.days, e.ongoing) for e in found.episodes] == line.episodes()
        assert (found.current, found.longest) == (line.runs()[-1], max(line.runs()))
        assert found.days["absent"] == sum(kind in ABSENCES for kind in line.kinds)
        assert sum(found.absent_by_month.values()) == found.days["absent"]


def every_count(window: Window) -> list[Condition]:
    """One condition of each measure."""
    return [
        rule(),
        rule("cumulative", window=window),
        rule("month_absences"),
        rule("unseen"),
        rule("late_early", window=window),
        rule("weighted", window=window, weights=tuple(WEIGHTS.items())),
    ]


@SOME
@given(registers(), windows, st.data())
def test_a_holiday_changes_no_count(register: Register, window: Window, data: st.DataObject) -> None:
    """A column without school, put in anywhere: every count of every other day is the same."""
    at = data.draw(st.sampled_from(free_columns(register)))
    more = with_column(register, at, Kind.NO_SCHOOL)
    for condition in every_count(window):
        found = np.delete(measured(more, condition).num, at, axis=1)
        assert np.array_equal(found, measured(register, condition).num), condition.measure


@SOME
@given(registers(), windows, st.data())
def test_one_more_absence_lowers_no_count(register: Register, window: Window, data: st.DataObject) -> None:
    """Any day in 在籍 that becomes 欠席: no count of absence gets smaller on any day."""
    enrolled = np.argwhere(~np.isin(register.kinds, [*ABSENCES, Kind.NOT_ENROLLED, Kind.NO_SCHOOL]))
    assume(len(enrolled))
    i, j = enrolled[data.draw(st.integers(0, len(enrolled) - 1))]
    kinds = register.kinds.copy()
    kinds[i, j] = Kind.ABSENT
    for condition in every_count(window):
        if condition.measure != "late_early":
            more = measured(replace(register, kinds=kinds), condition).num
            assert (more >= measured(register, condition).num).all(), condition.measure


@SOME
@given(registers(), st.sampled_from(["year", "term", "month"]), st.sampled_from(SKIPPED), st.data())
def test_a_skipped_day_changes_no_count(register: Register, name: WindowName, kind: Kind, data: st.DataObject) -> None:
    """出停, 忌引 or 学級閉鎖 on a further day: runs and totals of every other day are the same."""
    at = data.draw(st.sampled_from(free_columns(register)))
    more = with_column(register, at, kind)
    for condition in every_count(Window(name)):
        if condition.measure != "unseen":
            found = np.delete(measured(more, condition).num, at, axis=1)
            assert np.array_equal(found, measured(register, condition).num), condition.measure


@SOME
@given(registers(), st.data())
def test_the_order_of_children_is_irrelevant(register: Register, data: st.DataObject) -> None:
    """The same page with its rows shuffled: every child's result is the same."""
    order = data.draw(st.permutations(range(len(register.pupils))))
    policy = board(stage("a", rule(at_least=3), rule("cumulative", 5)))
    mixed = replace(register, pupils=tuple(register.pupils[i] for i in order), kinds=register.kinds[order])
    found = {line.pupil.key: replace(line, index=0) for line in decide(mixed, policy)}
    assert found == {line.pupil.key: replace(line, index=0) for line in decide(register, policy)}
