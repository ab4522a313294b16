"""Tallies (集計) of one assessment: school, grades and classes over the year, each month and each weekday.

Every number is a sum over the same matrix that ``scan`` counts; docs/summary.md says what each one means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from futoko_cli.core.escalation import DAY_SUMS
from futoko_cli.core.kinds import SKIPPED, Kind
from futoko_cli.core.measures import Bools, among
from futoko_cli.core.model import Assessment, ClassId, PupilResult

YEAR: Final = "year"
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: 年30日・50日・90日以上: the classes of the national survey (長期欠席).
THRESHOLDS: Final = (30, 50, 90)
#: Keys of ``Tally.days``: those of ``PupilResult.days``, absences without a reason's mark, 出停・忌引等 together.
KEYS: Final = ("school", *DAY_SUMS, "absent_unsaid", "skipped", "late_early")

Counts = npt.NDArray[np.int64]


class Group(NamedTuple):
    """All children, those of a grade, or those of a class."""

    kind: Literal["school", "grade", "class"]
    grade: int | None = None
    name: str = ""

    @property
    def label(self) -> str:
        """For people: ``全体``, ``1年``, ``1年2組``."""
        if self.kind == "school":
            return "全体"
        if self.kind == "class":
            return ClassId(self.grade, self.name).title
        return "学年なし" if self.grade is None else f"{self.grade}年"

    def holds(self, class_id: ClassId) -> bool:
        """Whether the children of a class belong to it."""
        if self.kind == "school":
            return True
        return self.grade == class_id.grade and (self.kind == "grade" or self.name == class_id.name)


SCHOOL: Final = Group("school")


@dataclass(frozen=True, slots=True)
class Tally:
    """One group over one span of days.

    ``enrolled``: 在籍 on the span's last day; ``children``: those with a school day in it; ``dates``: its school
    dates; ``days``: sums by ``KEYS``; ``touched``: how many children each of these sums comes from; ``at_least``:
    children with so many absences of the year by the span's end; ``active``, ``reached``: children on each stage at
    its end, and those who reached it within; ``behind``: classes whose last mark is older than its end.
    """

    enrolled: int
    children: int
    dates: int
    days: Mapping[str, int]
    touched: Mapping[str, int]
    at_least: Mapping[int, int]
    active: Mapping[str, int]
    reached: Mapping[str, int]
    behind: tuple[str, ...] = ()

    @property
    def due(self) -> int:
        """出席しなければならない日数: 授業日数 less 出停・忌引等; days not entered stay in it."""
        return self.days["school"] - self.days["skipped"]

    @property
    def absence_rate(self) -> Fraction | None:
        """欠席率: absences ÷ ``due``; None where nobody had to come."""
        return Fraction(self.days["absent"], self.due) if self.due else None

    @property
    def bounded(self) -> bool:
        """Absences are a lower bound (下限): days are not entered, or a class is behind."""
        return self.days["unentered"] > 0 or bool(self.behind)


@dataclass(frozen=True, slots=True)
class Summary:
    """The tallies of one assessment. ``month`` is that of its last day, ``months`` those with a school day up to it."""

    month: str
    months: tuple[str, ...]
    groups: tuple[Group, ...]
    weekdays: tuple[str, ...]
    tallies: Mapping[tuple[Group, str], Tally]

    @property
    def before(self) -> str:
        """The month before ``month``; "" where there is none."""
        at = self.months.index(self.month) if self.month in self.months else 0
        return self.months[at - 1] if at else ""

    def of(self, group: Group, span: str) -> Tally:
        """The tally of a group over ``YEAR``, a month (YYYY-MM) or, for ``SCHOOL``, a weekday."""
        return self.tallies[group, span]


def month_of(day: date) -> str:
    """``2025-11``."""
    return f"{day.year}-{day.month:02}"


def groups_of(classes: set[ClassId]) -> tuple[Group, ...]:
    """All children first, then each grade with its classes behind it."""
    found = [SCHOOL]
    for grade in sorted({c.grade for c in classes}, key=lambda g: (g is None, g or 0)):
        found.append(Group("grade", grade))
        own = sorted((c for c in classes if c.grade == grade), key=lambda c: c.order)
        found += [Group("class", c.grade, c.name) for c in own]
    return tuple(found)


def kind_steps(kinds: npt.NDArray[np.uint8]) -> dict[str, Counts]:
    """(P, D) for each of ``KEYS``: what a day adds to its sum."""
    steps = {name: among(kinds, wanted).astype(np.int64) for name, wanted in DAY_SUMS.items()}
    steps["school"] = ((kinds != Kind.NO_SCHOOL) & (kinds != Kind.NOT_ENROLLED)).astype(np.int64)
    steps["absent_unsaid"] = (kinds == Kind.ABSENT).astype(np.int64)
    steps["skipped"] = among(kinds, SKIPPED).astype(np.int64)
    steps["late_early"] = steps["late"] + steps["early_leave"]
    return steps


def enrolled_on(kinds: npt.NDArray[np.uint8]) -> Bools:
    """(P, D) whether a child belongs to the school on a day; a day without school says nothing new."""
    own = np.where(kinds != Kind.NO_SCHOOL, np.arange(kinds.shape[1]), -1)
    latest = np.maximum.accumulate(own, axis=1)
    held = np.take_along_axis(kinds, np.maximum(latest, 0), axis=1)
    result: Bools = (latest >= 0) & (held != Kind.NOT_ENROLLED)
    return result


def _last_marks(assessment: Assessment) -> dict[str, int]:
    """Classes reported as not entered, each with the day of its last mark (0: it has none)."""
    behind = {issue.subject: 0 for issue in assessment.issues if issue.code == "class-not-entered"}
    pupils = assessment.register.pupils
    for (row, _), at in assessment.register.marks.items():
        label = pupils[row].class_id.label
        if label in behind:
            behind[label] = max(behind[label], at.mark.day)
    return behind


def within(span: str, day: date) -> bool:
    """Whether a day lies in a span: the year, its month (YYYY-MM), its weekday."""
    return span in (YEAR, month_of(day), WEEKDAYS[day.weekday()])


def _spans(days: list[date]) -> dict[str, Bools]:
    """The columns of the year, of each month and of each weekday that has a school day."""
    weekdays = [name for name in WEEKDAYS if any(within(name, day) for day in days)]
    names = [YEAR, *dict.fromkeys(month_of(day) for day in days), *weekdays] if days else []
    return {name: np.array([within(name, day) for day in days], dtype=bool) for name in names}


def _holding(results: tuple[PupilResult, ...], width: int, span: str) -> tuple[Counts, Counts]:
    """(P, stages): on the stage at the span's end, reached it within."""
    active, reached = np.zeros((len(results), width), np.int64), np.zeros((len(results), width), np.int64)
    for row, result in enumerate(results):
        for col, state in enumerate(result.stages):
            active[row, col] = span in state.month_ends if span[0].isdigit() else state.active
            reached[row, col] = any(within(span, day) for day in state.reached_on)
    return active, reached


def summarise(assessment: Assessment) -> Summary:
    """Tally the children of an assessment; those known by totals only (様式C) are in none of the numbers."""
    results, register = assessment.pupils, assessment.register
    classes = [result.pupil.class_id for result in results]
    groups = groups_of(set(classes))
    days = [date.fromordinal(int(day)) for day in register.days]
    spans = _spans(days)
    kinds = register.kinds[[result.index for result in results]]
    steps, enrolled = kind_steps(kinds), enrolled_on(kinds)
    total = np.cumsum(steps["absent"], axis=1)
    member = np.array([[group.holds(c) for c in classes] for group in groups], dtype=np.int64)
    member = member.reshape(len(groups), len(classes))
    marks = _last_marks(assessment)
    ids = [stage.id for stage in assessment.policy.stages]
    tallies: dict[tuple[Group, str], Tally] = {}
    for span, columns in spans.items():
        last = int(np.flatnonzero(columns)[-1])
        own = np.stack([steps[key][:, columns].sum(axis=1) for key in KEYS], axis=1)
        over = np.stack([total[:, last] >= least for least in THRESHOLDS], axis=1)
        open_days = steps["school"][:, columns]
        tables = [own, own > 0, over, *_holding(results, len(ids), span)]
        summed = [(member @ table.astype(np.int64)).tolist() for table in tables]
        there = (member @ enrolled[:, last].astype(np.int64)).tolist()
        dates = (((member @ open_days) > 0).sum(axis=1)).tolist()
        late = [label for label, mark in marks.items() if mark < days[last].toordinal()]
        for at, group in enumerate(groups if span not in WEEKDAYS else groups[:1]):
            inside = {c.label for c in classes if group.holds(c)}
            tallies[group, span] = Tally(
                there[at],
                summed[1][at][0],
                dates[at],
                dict(zip(KEYS, summed[0][at], strict=True)),
                dict(zip(KEYS, summed[1][at], strict=True)),
                dict(zip(THRESHOLDS, summed[2][at], strict=True)),
                dict(zip(ids, summed[3][at], strict=True)),
                dict(zip(ids, summed[4][at], strict=True)),
                tuple(label for label in late if label in inside),
            )
    return Summary(
        month_of(assessment.as_of),
        tuple(name for name in spans if name[0].isdigit()),
        groups if spans else (),
        tuple(name for name in spans if name in WEEKDAYS),
        tallies,
    )
