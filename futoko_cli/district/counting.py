"""From one school's assessment to its figures (1校の数): the tallies of ``core.summary``, and what a board asks beyond."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import numpy.typing as npt

from futoko_cli.core.kinds import ABSENCES, Kind
from futoko_cli.core.ledger import Ledger
from futoko_cli.core.measures import Bools, among, breaking, runs, unseen
from futoko_cli.core.model import Assessment, PupilResult
from futoko_cli.core.summary import THRESHOLDS, YEAR, enrolled_on, kind_steps, month_of
from futoko_cli.core.survey import LONG
from futoko_cli.district.result import DAY_KEYS, RUN, SUM, UNMET, Child, Row, StageRow

Ints = npt.NDArray[np.int64]


def grade_code(grade: int | None) -> int:
    """The grade of a ``Row``: −1 where a class has none."""
    return -1 if grade is None else grade


class _Matrix:
    """The register of an assessment's children, rows in their order, cut into months."""

    def __init__(self, assessment: Assessment) -> None:
        """Kinds of day, and which columns each span has; ``first`` and ``last`` columns of the year and each month."""
        self.assessment = assessment
        self.chosen = [result.index for result in assessment.pupils]
        self.kinds = assessment.register.kinds[self.chosen]
        months = [month_of(date.fromordinal(day)) for day in assessment.register.days.tolist()]
        self.months = tuple(dict.fromkeys(months))
        self.starts = [months.index(month) for month in self.months]
        ends = [*(start - 1 for start in self.starts[1:]), len(months) - 1]
        self.first = np.array([0, *self.starts])
        self.last = np.array([len(months) - 1, *ends])
        self.enrolled = enrolled_on(self.kinds)
        seen_on = (assessment.ledger or Ledger()).seen_days()
        measured = unseen(assessment.register, seen_on)
        days = measured.num.copy()
        if measured.now is not None:
            days[:, -1] = measured.now  # met after the last day counted
        self.unseen = np.where(self.enrolled, days[self.chosen], 0)

    def sums(self) -> Ints:
        """(keys, P, spans) the days of each of ``DAY_KEYS``."""
        steps = kind_steps(self.kinds)
        by_month = np.stack([np.add.reduceat(steps[key], self.starts, axis=1) for key in DAY_KEYS])
        return np.concatenate([by_month.sum(axis=2, keepdims=True), by_month], axis=2)

    def heads(self) -> npt.NDArray[np.bool_]:
        """(keys, P, spans) which children each of ``HEAD_KEYS`` counts."""
        policy = self.assessment.policy
        extends = among(self.kinds, policy.absent)
        total = among(self.kinds, ABSENCES).cumsum(axis=1)[:, self.last]
        before = [self.assessment.previous_year.get(result.pupil.key) for result in self.assessment.pupils]
        known = np.array([[value is not None] for value in before], dtype=bool)
        long_before = np.array([[(value or 0) >= LONG] for value in before], dtype=bool)
        run = _first(runs(extends, breaking(self.kinds, policy, policy.absent)) >= RUN)
        much = _first(extends.cumsum(axis=1) >= SUM)
        long = total >= LONG
        masks = [
            self.enrolled[:, self.last],
            *(total >= least for least in THRESHOLDS),
            *(long & long_before, long & known & ~long_before, long & ~known),
            *(run <= self.last, (self.first <= run) & (run <= self.last)),
            *(much <= self.last, (self.first <= much) & (much <= self.last)),
            self.unseen[:, self.last] >= UNMET,
        ]
        return np.stack(masks)

    def dates(self, member: Ints) -> Ints:
        """(groups, spans) 授業日: dates on which some child of the group has school."""
        school = (self.kinds != Kind.NO_SCHOOL) & (self.kinds != Kind.NOT_ENROLLED)
        by_month = np.add.reduceat((member @ school.astype(np.int64) > 0).astype(np.int64), self.starts, axis=1)
        return np.concatenate([by_month.sum(axis=1, keepdims=True), by_month], axis=1)


def _first(mask: Bools) -> Ints:
    """(P, 1) the first column that is true; one past the last where none is."""
    width = mask.shape[1]
    columns: Ints = np.where(mask, np.arange(width), width).min(axis=1, initial=width, keepdims=True)
    return columns


def rows_of(assessment: Assessment) -> tuple[Row, ...]:
    """All children first, then each grade, each over the year and every month with a school day."""
    if not assessment.pupils or not len(assessment.register.days):
        return ()
    matrix = _Matrix(assessment)
    grades = np.array([grade_code(result.pupil.class_id.grade) for result in assessment.pupils])
    groups = [0, *sorted(set(grades.tolist()), key=lambda grade: (grade < 0, grade))]
    member = np.stack([np.ones(len(grades), np.int64), *((grades == g).astype(np.int64) for g in groups[1:])])
    sums = matrix.sums()
    tables = np.concatenate([matrix.heads().astype(np.int64), sums, (sums > 0).astype(np.int64)])
    counts = np.concatenate([matrix.dates(member)[None], member @ tables])  # (figures, groups, spans)
    spans = (YEAR, *matrix.months)
    return tuple(
        Row(grade, span, tuple(counts[:, g, s].tolist()))
        for g, grade in enumerate(groups)
        for s, span in enumerate(spans)
    )


def stages_of(assessment: Assessment, months: tuple[str, ...]) -> tuple[StageRow, ...]:
    """The policy's stages over the year and each month."""
    found = []
    for at, stage in enumerate(assessment.policy.stages):
        states = [result.stages[at] for result in assessment.pupils]
        active = Counter(month for state in states for month in state.month_ends)
        reached = Counter(month for state in states for month in {month_of(day) for day in state.reached_on})
        now, ever = sum(state.active for state in states), sum(bool(state.reached_on) for state in states)
        found.append(StageRow(stage.id, stage.label, YEAR, now, ever))
        found += [StageRow(stage.id, stage.label, month, active[month], reached[month]) for month in months]
    return tuple(found)


def children_of(assessment: Assessment, keys: dict[int, str], *, named: bool) -> tuple[Child, ...]:
    """Children on a stage, and those whom nobody has met for ``UNMET`` school days; ``keys`` by row of the register."""
    if not len(assessment.register.days):
        return ()
    unmet = _Matrix(assessment).unseen[:, -1].tolist()
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
