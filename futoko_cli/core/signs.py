"""Children to watch early (予兆): who was away the year before, and whose late arrivals and early leaves grow.

Sources: 沖縄県「不登校児童生徒への支援の手引き」p.5 (30 days the year before, then 2 days in a row);
小樽市不登校対応マニュアル, 予兆 (more late arrivals and early leaves). How much more, no document says: our decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np

from futoko_cli.core.forecast import days_until
from futoko_cli.core.model import Assessment, PupilResult
from futoko_cli.core.summary import Summary, enrolled_on, kind_steps, month_of

Sign = Literal["stage", "one_short", "previous_year_run", "previous_year", "late_early"]
PREVIOUS_YEAR: Final = 30  # absences the year before
RUN: Final = 2  # absences in a row, of 「2～3日」 the earlier
LATE_EARLY: Final = 3  # late arrivals and early leaves of the month, at least …
LATE_EARLY_MORE: Final = 2  # … and so many more than in the month before


@dataclass(frozen=True, slots=True)
class Child:
    """One child in the month: absences, late arrivals and early leaves of it and of the month before, signs.

    ``late_early_before`` is None in the first month of the year; ``previous_year`` where it is not known.
    """

    result: PupilResult
    absent: int
    late_early: int
    late_early_before: int | None
    previous_year: int | None
    enrolled: bool
    signs: tuple[Sign, ...]

    @property
    def concerns_month(self) -> bool:
        """Whether the child was away, late or left early in the month."""
        return self.absent > 0 or self.late_early > 0


def grows(now: int, before: int | None) -> bool:
    """Whether late arrivals and early leaves grew: at least 3 in the month, and 2 more than in the month before."""
    return before is not None and now >= LATE_EARLY and now - before >= LATE_EARLY_MORE


def _signs(result: PupilResult, previous: int | None, now: int, before: int | None) -> tuple[Sign, ...]:
    found: list[Sign] = []
    if result.stage:
        found.append("stage")
    if any(days_until(state) == 1 for state in result.stages):
        found.append("one_short")
    if previous is not None and previous >= PREVIOUS_YEAR:
        found.append("previous_year_run" if result.current >= RUN else "previous_year")
    if grows(now, before):
        found.append("late_early")
    return tuple(found)


def children_of(assessment: Assessment, summary: Summary) -> tuple[Child, ...]:
    """Every child of the assessment, in its order; one who has left has no signs."""
    register = assessment.register
    kinds = register.kinds[[result.index for result in assessment.pupils]]
    late_early = kind_steps(kinds)["late_early"]
    names = [month_of(date.fromordinal(day)) for day in register.days.tolist()]
    months = {
        month: late_early[:, np.array([name == month for name in names], dtype=bool)].sum(axis=1).tolist()
        for month in (summary.month, summary.before)
    }
    enrolled = enrolled_on(kinds)
    found = []
    for row, result in enumerate(assessment.pupils):
        now = months[summary.month][row]
        before = months[summary.before][row] if summary.before else None
        previous = assessment.previous_year.get(result.pupil.key)
        here = bool(enrolled[row, -1]) if enrolled.shape[1] else True
        signs = _signs(result, previous, now, before) if here else ()
        absent = result.absent_by_month.get(summary.month, 0)
        found.append(Child(result, absent, now, before, previous, here, signs))
    return tuple(found)


def watched(children: tuple[Child, ...], stages: tuple[str, ...]) -> tuple[Child, ...]:
    """Children with a sign, the gravest stage (last of ``stages``) first, then the longest run, then most absences."""

    def order(child: Child) -> tuple[int, int, int]:
        state = child.result.stage
        return (-stages.index(state.stage.id) if state else 1, -child.result.current, -child.result.days["absent"])

    return tuple(sorted((child for child in children if child.signs), key=order))
