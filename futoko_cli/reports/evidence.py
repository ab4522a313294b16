"""Which days made up a count (根拠の日): the answer to 「なぜ」, cell by cell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from futoko_cli.core.kinds import ABSENCES, SEEN, Kind
from futoko_cli.core.measures import among, breaking, runs

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment, ConditionState, MarkAt, PupilResult, StageState
    from futoko_cli.core.policy import Condition
    from futoko_cli.core.register import Register

_LATE_EARLY: Final = (Kind.LATE, Kind.EARLY_LEAVE, Kind.LATE_AND_EARLY_LEAVE)
#: Calendar names of days on which a term (学期) begins.
_OPENING: Final = ("始業式", "入学式")


class DayCell(NamedTuple):
    """One school day of one child: its kind, and the cell it stands in (None: no mark there)."""

    day: date
    kind: Kind
    at: MarkAt | None


def day_cells(register: Register, row: int, columns: list[int]) -> list[DayCell]:
    """The days of these columns with their cells."""
    return [
        DayCell(
            date.fromordinal(int(register.days[j])),
            Kind(int(register.kinds[row, j])),
            register.marks.get((row, j)),
        )
        for j in columns
    ]


def _window_start(register: Register, condition: Condition, row: int, last: int) -> int:
    """First column of the condition's window that ends on column ``last``."""
    name = "month" if condition.measure in ("month_absences", "month_rate") else condition.window.name
    if name == "month":
        first_day = date.fromordinal(int(register.days[last])).replace(day=1).toordinal()
        return int(np.searchsorted(register.days, first_day))
    if name == "term":
        opened = [d for d, label in register.labels.items() if label in _OPENING and d <= register.days[last]]
        return int(np.searchsorted(register.days, max(opened, default=0)))
    if name == "school_days":
        own = np.flatnonzero(register.is_school[row, : last + 1])
        return int(own[-condition.window.length]) if len(own) > condition.window.length else 0
    return 0


def _run_columns(assessment: Assessment, condition: Condition, row: int, last: int) -> list[int]:
    """Columns of the run (連続欠席) that stands on column ``last``; empty where none does."""
    kinds = assessment.register.kinds[row : row + 1]
    extends = among(kinds, condition.kinds)
    length = int(runs(extends, breaking(kinds, assessment.policy, condition.kinds))[0, last])
    return [int(j) for j in np.flatnonzero(extends[0, : last + 1])[-length:]] if length else []


def _counted_columns(assessment: Assessment, condition: Condition, row: int, last: int) -> list[int]:
    """Columns of the days a total (累計) has counted on column ``last``."""
    register = assessment.register
    kinds = register.kinds[row : row + 1]
    wanted = tuple(k for k, _ in condition.weights) or condition.kinds
    if condition.measure == "late_early":
        wanted = _LATE_EARLY
    steps = among(kinds, wanted)
    run = runs(steps, breaking(kinds, assessment.policy, wanted))[0]
    columns = [int(j) for j in np.flatnonzero(steps[0, : last + 1])]
    if condition.leave_out_runs is not None:
        groups: list[list[int]] = []
        for j in columns:
            if run[j] == 1:
                groups.append([])
            groups[-1].append(j)
        columns = [j for group in groups if len(group) < condition.leave_out_runs for j in group]
    start = _window_start(register, condition, row, last)
    return [j for j in columns if j >= start and _reason_counts(register, condition, row, j)]


def _reason_counts(register: Register, condition: Condition, row: int, column: int) -> bool:
    at = register.marks.get((row, column))
    if condition.reasons is None or at is None or not at.mark.reason:
        return True
    return any(word in at.mark.reason for word in condition.reasons)


def condition_columns(assessment: Assessment, result: PupilResult, state: ConditionState) -> list[int]:
    """Columns of the days behind a condition's value: as of the last day while it is met or never was.

    A run that reached the threshold and has since ended is given as it stood on the day it did.
    """
    register, condition, row = assessment.register, state.condition, result.index
    if not len(register.days) or condition.measure in ("previous_year_absences", "present_days"):
        return []
    last = len(register.days) - 1
    if not state.met and state.reached_on:
        last = int(np.searchsorted(register.days, state.reached_on[-1].toordinal()))
    if condition.measure == "consecutive":
        return _run_columns(assessment, condition, row, last)
    if condition.measure == "unseen":
        kinds = register.kinds[row : row + 1, : last + 1]
        met = np.flatnonzero(among(kinds, SEEN)[0])
        after = int(met[-1]) + 1 if len(met) else 0
        absent = among(kinds, ABSENCES)[0]
        return [int(j) for j in np.flatnonzero(absent) if j >= after]
    return _counted_columns(assessment, condition, row, last)


def leading_condition(state: StageState) -> ConditionState | None:
    """The condition that explains a stage best: met and reached last, else once reached, else the first."""
    if not state.conditions:
        return None

    def rank(c: ConditionState) -> tuple[bool, date]:
        return (c.met, c.reached_on[-1] if c.reached_on else date.min)

    return max(state.conditions, key=rank)
