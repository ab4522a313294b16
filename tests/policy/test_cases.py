"""Every threshold of every policy, one short of it and exactly at it, in registers a teacher can read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from futoko_cli.core.model import ConditionState
from futoko_cli.core.policy import Condition, Policy
from futoko_cli.settings.policy_file import load_policy, shipped
from tests.notation import CLASS
from tests.policy.casebook import BOOKS, HERE, Case, conditions, read_book

CASES = [case for book in BOOKS for case in read_book(book)]
POLICIES = [load_policy(ref) for ref in shipped()] + [
    load_policy(str(path)) for path in sorted((HERE / "boards").glob("*.toml"))
]
THRESHOLDS = [(policy, *each) for policy in POLICIES for each in conditions(policy)]


def step(case: Case, condition: Condition) -> Fraction:
    """The least by which the measure can change: a day, half a day, one day's share of the month."""
    if condition.measure == "weighted":
        return min(weight for _, weight in condition.weights)
    if condition.measure == "month_rate":
        register = case.page
        year_month = max((when.year, when.month) for when in register_days(case))
        return Fraction(1, register.month_days[CLASS][year_month])
    return Fraction(1)


def register_days(case: Case) -> list[date]:
    """The dates of the case's register."""
    return [date.fromordinal(day) for day in case.page.days.tolist()]


def state_of(case: Case, stage: str, condition: Condition) -> ConditionState:
    """What was decided of one condition."""
    (states,) = (each.conditions for each in case.decide().stages if each.stage.id == stage)
    (state,) = (each for each in states if each.condition == condition)
    return state


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_stages_are_reached_on_exactly_these_days(case: Case) -> None:
    """Each stage is reached on the dates of the case and on no other; a stage not named never is."""
    result = case.decide()
    assert {state.stage.id: state.reached_on for state in result.stages} == case.dates()


@pytest.mark.parametrize("case", [c for c in CASES if c.active is not None], ids=lambda case: case.title)
def test_stages_that_stopped_are_not_active(case: Case) -> None:
    """A stage that was reached and whose rule no longer holds on the last day is not active."""
    active = [state.stage.id for state in case.decide().stages if state.active]
    assert active == case.active


@pytest.mark.parametrize(
    ("policy", "stage", "index", "condition"),
    THRESHOLDS,
    ids=lambda part: part.id if isinstance(part, Policy) else "" if isinstance(part, Condition) else str(part),
)
def test_every_threshold_has_a_case_one_short_and_a_case_at_it(
    policy: Policy, stage: str, index: int, condition: Condition
) -> None:
    """The condition's own value is one step short and the stage is not reached; at the number it is, that day."""
    cases = [case for case in CASES if case.policy.id == policy.id and case.is_about(stage, index)]
    assert cases, f"no case about {policy.id} {stage} {index}: {condition.text}"
    least = step(cases[0], condition)
    short, exact = {
        "at_least": (condition.threshold - least, condition.threshold),
        "more_than": (condition.threshold, condition.threshold + least),
        "at_most": (condition.threshold + least, condition.threshold),
    }[condition.comparison]
    seen = set()
    for case in cases:
        state = state_of(case, stage, condition)
        seen.add(state.value)
        assert state.met == (state.value == exact)
        assert case.dates()[stage] == ((register_days(case)[-1],) if state.value == exact else ())
    assert seen == {short, exact}


def test_every_book_tests_a_policy_and_every_policy_has_a_book() -> None:
    """No policy without cases, no case file without a policy."""
    assert {case.policy.id for case in CASES} == {policy.id for policy in POLICIES}
    assert len(BOOKS) == len(POLICIES)
