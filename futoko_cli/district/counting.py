"""From one school's assessment to its figures (1校の数): the tallies of ``core.summary``, and what a board asks beyond."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import numpy.typing as npt

from futoko_cli.core.kinds import ABSENCES
from futoko_cli.core.ledger import Ledger
from futoko_cli.core.measures import Bools, among, breaking, runs, unseen
from futoko_cli.core.model import Assessment, PupilResult
from futoko_cli.core.summary import SCHOOL, THRESHOLDS, YEAR, Group, Summary, enrolled_on, summarise, within
from futoko_cli.core.survey import LONG
from futoko_cli.district.result import DAY_KEYS, RUN, SUM, UNMET, Child, Row, StageRow

Ints = npt.NDArray[np.int64]


def _first(mask: Bools) -> Ints:
    """(P,) the first column that is true; one past the last where none is."""
    width = mask.shape[1]
    columns: Ints = np.where(mask, np.arange(width), width).min(axis=1, initial=width)
    return columns


class _Beyond:
    """What no tally of ``core.summary`` holds: matrices of the children of one assessment, rows in their order."""

    def __init__(self, assessment: Assessment) -> None:
        """Each matrix once, for all spans."""
        policy, register = assessment.policy, assessment.register
        chosen = [result.index for result in assessment.pupils]
        kinds = register.kinds[chosen]
        extends = among(kinds, policy.absent)
        self.run_first = _first(runs(extends, breaking(kinds, policy, policy.absent)) >= RUN)
        self.sum_first = _first(extends.cumsum(axis=1) >= SUM)
        self.long_first = _first(among(kinds, ABSENCES).cumsum(axis=1) >= LONG)
        self.enrolled = enrolled_on(kinds)
        self.unseen = unseen(register, (assessment.ledger or Ledger()).seen_days())[chosen]
        before = [assessment.previous_year.get(result.pupil.key) for result in assessment.pupils]
        self.known = np.array([value is not None for value in before], dtype=bool)
        self.long_before = np.array([(value or 0) >= LONG for value in before], dtype=bool)
        self.days = [date.fromordinal(day) for day in register.days.tolist()]

    def counts(self, member: Bools, span: str) -> dict[str, int]:
        """The numbers of one group of children over one span."""
        columns = [j for j, day in enumerate(self.days) if within(span, day)]
        first, last = columns[0], columns[-1]
        long = member & (self.long_first <= last)
        unmet = member & (self.unseen[:, last] >= UNMET) & self.enrolled[:, last]
        found = {
            "long_continued": long & self.long_before,
            "long_new": long & self.known & ~self.long_before,
            "long_unknown": long & ~self.known,
            "run": member & (self.run_first <= last),
            "run_new": member & (first <= self.run_first) & (self.run_first <= last),
            "sum": member & (self.sum_first <= last),
            "sum_new": member & (first <= self.sum_first) & (self.sum_first <= last),
            "unmet": unmet,
        }
        return {key: int(mask.sum()) for key, mask in found.items()}


def _row(group: Group, span: str, summary: Summary, beyond: dict[str, int]) -> Row:
    tally = summary.of(group, span)
    figures = (
        tally.dates,
        tally.enrolled,
        *(tally.at_least[least] for least in THRESHOLDS),
        *beyond.values(),
        *(tally.days[key] for key in DAY_KEYS),
        *(tally.touched[key] for key in DAY_KEYS),
    )
    return Row(0 if group == SCHOOL else grade_code(group.grade), span, figures)


def grade_code(grade: int | None) -> int:
    """The grade of a ``Row``: −1 where a class has none."""
    return -1 if grade is None else grade


def rows_of(assessment: Assessment) -> tuple[Row, ...]:
    """All children first, then each grade, each over the year and every month with a school day."""
    return tuple(_rows(assessment)) if len(assessment.register.days) and assessment.pupils else ()


def _rows(assessment: Assessment) -> Iterator[Row]:
    summary, beyond = summarise(assessment), _Beyond(assessment)
    for group in summary.groups:
        if group.kind == "class":
            continue
        member = np.array([group.holds(result.pupil.class_id) for result in assessment.pupils], dtype=bool)
        for span in (YEAR, *summary.months):
            yield _row(group, span, summary, beyond.counts(member, span))


def stages_of(assessment: Assessment, months: tuple[str, ...]) -> tuple[StageRow, ...]:
    """The policy's stages over the year and each month."""
    found = []
    for at, stage in enumerate(assessment.policy.stages):
        states = [result.stages[at] for result in assessment.pupils]
        for span in (YEAR, *months):
            active = sum(state.active if span == YEAR else span in state.month_ends for state in states)
            reached = sum(any(within(span, day) for day in state.reached_on) for state in states)
            found.append(StageRow(stage.id, stage.label, span, active, reached))
    return tuple(found)


def children_of(assessment: Assessment, keys: dict[int, str], *, named: bool) -> tuple[Child, ...]:
    """Children on a stage, and those whom nobody has met for ``UNMET`` school days; ``keys`` by row of the register."""
    if not len(assessment.register.days):
        return ()
    beyond = _Beyond(assessment)
    unmet = np.where(beyond.enrolled[:, -1], beyond.unseen[:, -1], 0).tolist()
    pairs = zip(assessment.pupils, unmet, strict=True)
    return tuple(
        _child(assessment, result, days, keys[result.index], named=named)
        for result, days in pairs
        if result.stage is not None or days >= UNMET
    )


def _child(assessment: Assessment, result: PupilResult, days: int, key: str, *, named: bool) -> Child:
    pupil, stage = result.pupil, result.stage
    return Child(
        key,
        grade_code(pupil.class_id.grade),
        pupil.class_id.name,
        result.days["absent"],
        result.current,
        result.longest,
        days,
        stage.stage.label if stage else "",
        assessment.previous_year.get(pupil.key),
        pupil.name if named else "",
    )
