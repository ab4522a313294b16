"""The days behind a count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Assessment
from futoko_cli.core.policy import Condition, Group, Stage, Window
from futoko_cli.reports.evidence import condition_columns, day_cells, leading_condition
from tests.terminal.fabricate import assess, condition, policy


def under(line: str, *conditions: Condition, reason: str = "") -> Assessment:
    """One child under a policy of one stage."""
    stage = Stage("only", "これだけ", Group("any", conditions))
    return assess(line, rules=replace(policy(), stages=(stage,)), reason=reason)


def days_of(assessment: Assessment, number: int = 0) -> list[str]:
    """The dates behind one condition of the only child, as 4/7."""
    result = assessment.pupils[0]
    columns = condition_columns(assessment, result, result.stages[0].conditions[number])
    days = [date.fromordinal(int(assessment.register.days[j])) for j in columns]
    return [f"{day.month}/{day.day}" for day in days]


def test_current_run() -> None:
    """The run that stands, over a weekend and a skipped day."""
    assert days_of(under("太郎 4/7- 欠 出 欠*2 停 欠", condition("consecutive", 3))) == ["4/9", "4/10", "4/14"]


def test_run_that_ended() -> None:
    """A run that reached the threshold and ended is given as it stood that day."""
    assert days_of(under("太郎 4/7- 欠*4 出 欠", condition("consecutive", 3))) == ["4/7", "4/8", "4/9"]


def test_run_not_reached() -> None:
    """Not reached: the run that stands now, or nothing."""
    assert days_of(under("太郎 4/7- 欠*2", condition("consecutive", 3))) == ["4/7", "4/8"]
    assert days_of(under("太郎 4/7- 欠*2 出", condition("consecutive", 3))) == []


def test_total_of_the_year() -> None:
    """All absences; runs left out where the condition says so."""
    line = "太郎 4/7- 欠*3 出 欠 出 欠*2"
    assert len(days_of(under(line, condition("cumulative", 10)))) == 6
    short = replace(condition("cumulative", 10), leave_out_runs=3)
    assert days_of(under(line, short)) == ["4/11", "4/15", "4/16"]


def test_windows() -> None:
    """Month, last school days, term."""
    line = "太郎 4/28- 欠*2 出 欠*2"
    whole = condition("cumulative", 9)
    assert days_of(under(line, condition("month_absences", 9))) == ["5/2", "5/7"]
    assert days_of(under(line, condition("month_rate", Fraction(1, 2)))) == ["5/2", "5/7"]
    assert days_of(under(line, replace(whole, window=Window("school_days", 2)))) == ["5/2", "5/7"]
    assert len(days_of(under(line, replace(whole, window=Window("school_days", 200))))) == 4
    term = under(line, replace(whole, window=Window("term")))
    assert len(days_of(term)) == 4
    opened = {date(2025, 5, 1).toordinal(): "始業式", date(2025, 4, 8).toordinal(): "入学式"}
    assert days_of(replace(term, register=replace(term.register, labels=opened))) == ["5/2", "5/7"]


def test_kinds_reasons_weights() -> None:
    """Only the days that the condition counts."""
    line = "太郎 4/7- 欠 病 遅 早"
    sick = replace(condition("cumulative", 3), kinds=(Kind.ABSENT_SICK,))
    assert days_of(under(line, sick)) == ["4/8"]
    vague = replace(condition("cumulative", 3), reasons=("だるい",))
    assert days_of(under(line, vague, reason="頭痛")) == []
    assert days_of(under(line, vague, reason="体がだるい")) == ["4/7", "4/8"]
    weighted = replace(condition("weighted", 3), weights=((Kind.LATE, Fraction(1, 2)),))
    assert days_of(under(line, weighted)) == ["4/9"]
    assert days_of(under(line, condition("late_early", 3))) == ["4/9", "4/10"]


def test_unseen_days() -> None:
    """Absences since somebody met the child; a day at a centre is a meeting."""
    assert days_of(under("太郎 4/7- 欠 教 欠*2", condition("unseen", 9))) == ["4/9", "4/10"]
    assert days_of(under("太郎 4/1- 欠*2", condition("unseen", 9))) == ["4/1", "4/2"]


def test_facts_without_days() -> None:
    """前年度の欠席 and 出席日数 have no days to show; an empty register has none either."""
    assert days_of(under("太郎 4/7- 欠", condition("previous_year_absences", 30))) == []
    assert days_of(under("太郎 4/7- 欠", condition("present_days", 3))) == []
    whole = under("太郎 4/7- 欠", condition("consecutive", 3))
    empty = replace(whole.register, days=whole.register.days[:0], kinds=whole.register.kinds[:, :0])
    assert days_of(replace(whole, register=empty)) == []


def test_leading_condition() -> None:
    """The one that is met explains a stage, the later of two; without conditions nothing does."""
    whole = under("太郎 4/7- 欠*4", condition("consecutive", 9), condition("cumulative", 3), condition("cumulative", 4))
    leading = leading_condition(whole.pupils[0].stages[0])
    assert leading is not None
    assert leading.condition.threshold == 4
    assert leading_condition(replace(whole.pupils[0].stages[0], conditions=())) is None


def test_day_without_a_mark() -> None:
    """A day without a cell of its own still has its kind."""
    whole = under("太郎 4/7- 欠", condition("consecutive", 3))
    bare = replace(whole.register, marks={})
    (cell,) = day_cells(bare, 0, [4])
    assert (cell.day, cell.kind, cell.at) == (date(2025, 4, 7), Kind.ABSENT, None)
