"""このまま欠席が続くと: how many days from a stage, and on which date."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from futoko_cli.core.forecast import day_reached, days_until
from futoko_cli.core.model import StageState
from futoko_cli.core.policy import Group, Stage, Window
from tests.core.counting import result, rule
from tests.notation import day_of, school_dates

SEVEN, TEN = rule(at_least=7), rule("cumulative", 10)


def state(line: str, *conditions: object, match: str = "any", upto: str | None = None) -> StageState:
    """The one stage of a policy after the line's last day."""
    stage = Stage("only", "段階", Group(match, conditions))  # type: ignore[arg-type]  # drawn from the test's words
    return result(line, stage, upto=upto).stages[0]


def reached(near: StageState, after: str, terms: Sequence[str] = ()) -> str:
    """The date forecast after a day: ``5/19``, or nothing."""
    coming = [day.toordinal() for day in school_dates() if day > day_of(after)]
    found = day_reached(near, day_of(after), coming, [day_of(day).toordinal() for day in terms])
    return f"{found.month}/{found.day}" if found else ""


@pytest.mark.parametrize(("days", "left"), [(1, 6), (5, 2), (6, 1), (7, None)])
def test_days_to_seven_running(days: int, left: int | None) -> None:
    """The stage that holds is not forecast."""
    assert days_until(state(f"太郎 5/12- 欠*{days}", SEVEN)) == left


def test_the_nearer_of_two_counts_where_either_will_do() -> None:
    """Nine in all and two running: one day to 断続10, not five to 連続7."""
    line = "太郎 4/7- " + "欠出" * 7 + "欠欠"
    assert days_until(state(line, SEVEN, TEN)) == 1


def test_the_farther_counts_where_both_must_hold() -> None:
    """Nine in all and two running: five more until both hold."""
    line = "太郎 4/7- " + "欠出" * 7 + "欠欠"
    assert days_until(state(line, SEVEN, TEN, match="all")) == 5


def test_exceeding_seven_is_a_day_later() -> None:
    """「7日を超えて」: six running are two days away."""
    assert days_until(state("太郎 5/12- 欠*6", rule(more_than=7))) == 2


def test_what_more_absences_do_not_decide_is_not_forecast() -> None:
    """前年度の欠席 unknown, a rate of the month, days at school, a named day."""
    line = "太郎 5/12- 欠*6"
    for condition in (
        rule("previous_year_absences", 30),
        rule("month_rate", 1),
        rule("present_days", at_most=0),
        rule(more_than=7, on=("終業式",)),
    ):
        assert days_until(state(line, condition)) is None
        assert days_until(state(line, SEVEN, condition, match="all")) is None
        assert days_until(state(line, SEVEN, condition)) == 1


def test_a_group_in_a_group() -> None:
    """Seven running and (ten in all or three of the month)."""
    inner = Group("any", (TEN, rule("month_absences", 3)))
    assert days_until(state("太郎 5/12- 欠欠", SEVEN, inner, match="all")) == 5


def test_the_date_steps_over_the_week_end() -> None:
    """Six running up to Friday 5/16 … the seventh is Monday 5/19."""
    near = state("太郎 5/9- 欠*6", SEVEN)
    assert reached(near, "5/16") == "5/19"


def test_no_date_past_the_days_known() -> None:
    """Two days to go and one school day left."""
    near = state("太郎 3/23- 欠*5", SEVEN, upto="3/27")
    assert reached(near, "3/30") == ""
    assert reached(near, "3/27") == "3/31"


@pytest.mark.parametrize("condition", [rule("month_absences", 5), rule("cumulative", 5, window=Window("month"))])
def test_a_count_of_the_month_ends_with_it(condition: object) -> None:
    """Four in May by 5/30, the month's last school day: June begins anew; by 5/29 the fifth can be 5/30."""
    assert reached(state("太郎 5/27- 欠*4", condition), "5/30") == ""
    assert reached(state("太郎 5/26- 欠*3 出", condition), "5/29") == ""
    assert reached(state("太郎 5/26- 欠*4", condition), "5/29") == "5/30"


def test_a_count_of_the_term_ends_with_it() -> None:
    """Four by 8/29, the last school day of the term: 9/1 begins anew; one day earlier the fifth can be 8/29."""
    five = rule("cumulative", 5, window=Window("term"))
    near = state("太郎 8/25- 欠*4", five)
    assert reached(near, "8/28", terms=["9/1"]) == "8/29"
    near = state("太郎 8/26- 欠*4", five)
    assert reached(near, "8/29", terms=["9/1"]) == ""
    assert reached(near, "8/29") == "9/1"


@pytest.mark.parametrize("more", [{"window": Window("school_days", 10)}, {"leave_out_runs": 5}])
def test_absences_that_may_leave_the_count_are_not_forecast(more: dict[str, object]) -> None:
    """The last ten school days move on; a run that grows long is left out: nothing is promised."""
    assert days_until(state("太郎 5/12- 欠欠出欠", rule("cumulative", 5, **more))) is None
    assert days_until(state("太郎 5/12- 欠欠出欠", rule("cumulative", 3, **more), SEVEN, match="all")) is None


def test_what_holds_has_no_date() -> None:
    """Nor what cannot be forecast."""
    assert reached(state("太郎 5/12- 欠*7", SEVEN), "5/20") == ""


def test_what_holds_already_is_not_waited_for() -> None:
    """Ten in all and one running: six more until both hold."""
    assert days_until(state("太郎 4/7- " + "欠出" * 9 + "欠", SEVEN, TEN, match="all")) == 6
