"""If the child stays away (このまま欠席が続くと): how many school days from a stage, and on which date it is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil, floor
from typing import Final

from futoko_cli.core.model import ConditionState, StageState
from futoko_cli.core.policy import Condition, Group

#: Measures that one more absent day raises by one.
_DAILY: Final = ("consecutive", "cumulative", "month_absences", "unseen")


def days_short(state: ConditionState) -> int | None:
    """Absent days still missing to a condition: 0 where it holds, None where more absences alone do not decide."""
    condition = state.condition
    if condition.on or condition.leave_out_runs is not None or condition.window.name == "school_days":
        return None  # a day that must be the one; absences that may leave the count again as others come
    if state.met and (state.value is None or condition.holds(state.value)):
        return 0  # the value is the one known now: a meeting after the last day begins anew
    if state.value is None or condition.measure not in _DAILY or condition.comparison == "at_most":
        return None
    least = ceil(condition.threshold) if condition.comparison == "at_least" else floor(condition.threshold) + 1
    return ceil(least - state.value)


def _short(rule: Group, states: Mapping[Condition, ConditionState]) -> int | None:
    found = [
        days_short(states[member]) if isinstance(member, Condition) else _short(member, states)
        for member in rule.members
    ]
    known = [days for days in found if days is not None]
    if rule.match == "any":
        return min(known, default=None)
    return max(known) if len(known) == len(found) else None


def days_until(state: StageState) -> int | None:
    """Absent days in a row after which a stage that is not active would be; None where that cannot be said."""
    if state.active:
        return None
    return _short(state.stage.rule, {c.condition: c for c in state.conditions}) or None


def day_reached(state: StageState, as_of: date, coming: Sequence[int], terms: Sequence[int] = ()) -> date | None:
    """The date on which the stage is reached if every school day after ``as_of`` is an absence.

    ``coming``: those days as ordinals, ascending. ``terms``: days on which a term begins.

    None past the days known, and where a count of the month (月の欠席) or the term would have begun anew by then.
    """
    days = days_until(state)
    if days is None or days > len(coming):
        return None
    found = date.fromordinal(coming[days - 1])
    windows = {c.condition.window.name for c in state.conditions}
    monthly = "month" in windows or any(c.condition.measure == "month_absences" for c in state.conditions)
    if monthly and found.month != as_of.month:
        return None
    if "term" in windows and any(as_of.toordinal() < day <= found.toordinal() for day in terms):
        return None
    return found
