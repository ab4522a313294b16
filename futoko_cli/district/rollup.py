"""The roll-up (全校集計): schools of one run summed by grade and span, and what the board asks about first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Final, NamedTuple

from futoko_cli.core.summary import YEAR
from futoko_cli.district.result import FIGURES, UNMET, Child, Run, SchoolResult, StageRow

#: A school counts as late (入力の遅れ) where its last day counted is so many days older than the newest of all (ours).
LATE_DAYS: Final = 7
#: 全校, as the school of a place; 全学年, as its grade.
DISTRICT: Final = -1
ALL: Final = 0


class Unmet(NamedTuple):
    """A child whom nobody has met for ``UNMET`` school days, and its school's place in ``Rollup.counted``."""

    school: int
    child: Child


class Growth(NamedTuple):
    """欠席率 of a school in the month and before it."""

    school: int
    now: Fraction
    before: Fraction

    @property
    def more(self) -> Fraction:
        """By how much it grew; below 0 it fell."""
        return self.now - self.before


def rate_of(figures: Mapping[str, int]) -> Fraction | None:
    """欠席率: absences ÷ (延べ授業日数 less 出停・忌引等); None where nobody had to come."""
    due = figures["school"] - figures["skipped"]
    return Fraction(figures["absent"], due) if due else None


def per_1000(figures: Mapping[str, int], key: str) -> Fraction | None:
    """千人当たりの人数 of those in 在籍; None where nobody is."""
    return Fraction(figures[key] * 1000, figures["enrolled"]) if figures["enrolled"] else None


@dataclass(frozen=True)
class Rollup:
    """One run of many schools, summed. ``school_year`` is that of most schools: others are listed, not summed."""

    run: Run
    school_year: int
    counted: tuple[SchoolResult, ...]

    @cached_property
    def unread(self) -> tuple[SchoolResult, ...]:
        """Schools without figures: a folder without registers, or one that could not be read."""
        return tuple(school for school in self.run.schools if school.outcome != "read")

    @cached_property
    def other(self) -> tuple[SchoolResult, ...]:
        """Schools read but not summed: of another school year, or without one day counted."""
        kept = set(map(id, self.counted))
        return tuple(s for s in self.run.schools if s.outcome == "read" and id(s) not in kept)

    @cached_property
    def as_of(self) -> str:
        """The newest day counted of any school (YYYY-MM-DD); "" where none is."""
        return max((school.as_of for school in self.counted), default="")

    @cached_property
    def late(self) -> tuple[int, ...]:
        """Places of schools whose last day counted is ``LATE_DAYS`` older than the newest, oldest first."""
        if not self.as_of:
            return ()
        limit = (date.fromisoformat(self.as_of) - timedelta(days=LATE_DAYS)).isoformat()
        late = [place for place, school in enumerate(self.counted) if school.as_of <= limit]
        return tuple(sorted(late, key=lambda place: self.counted[place].as_of))

    @cached_property
    def months(self) -> tuple[str, ...]:
        """Months of any school, oldest first."""
        return tuple(sorted({month for school in self.counted for month in school.months}))

    @property
    def month(self) -> str:
        """The newest month; "" where there is none."""
        return self.months[-1] if self.months else ""

    @property
    def before(self) -> str:
        """The month before it."""
        return self.months[-2] if len(self.months) > 1 else ""

    @property
    def spans(self) -> tuple[str, ...]:
        """The year and its months."""
        return (YEAR, *self.months) if self.months else ()

    @cached_property
    def grades(self) -> tuple[int, ...]:
        """Grades of any school, −1 (学年なし) last; all grades are not among them."""
        found = {row.grade for school in self.counted for row in school.rows} - {ALL}
        return tuple(sorted(found, key=lambda grade: (grade < 0, grade)))

    @cached_property
    def policies(self) -> tuple[tuple[str, str], ...]:
        """Policies by which schools were judged: id and edition."""
        return tuple(sorted({(school.policy, school.edition) for school in self.counted}))

    @cached_property
    def _rows(self) -> tuple[dict[tuple[int, str], tuple[int, ...]], ...]:
        return tuple({(row.grade, row.span): row.figures for row in school.rows} for school in self.counted)

    @cached_property
    def _sums(self) -> dict[tuple[int, str], tuple[int, ...]]:
        sums: dict[tuple[int, str], list[int]] = {}
        for rows in self._rows:
            for place, figures in rows.items():
                total = sums.setdefault(place, [0] * len(FIGURES))
                for n, figure in enumerate(figures):
                    total[n] += figure
        return {place: tuple(total) for place, total in sums.items()}

    def figures(self, school: int, grade: int, span: str) -> dict[str, int] | None:
        """Figures by key; of ``DISTRICT`` the sum over schools (``dates`` then says nothing). None where there is no row."""
        table = self._sums if school == DISTRICT else self._rows[school]
        found = table.get((grade, span))
        return None if found is None else dict(zip(FIGURES, found, strict=True))

    def schools_with(self, grade: int, span: str) -> tuple[int, ...]:
        """Places of the schools that a sum comes from."""
        return tuple(place for place, rows in enumerate(self._rows) if (grade, span) in rows)

    def dates(self, grade: int, span: str) -> tuple[int, int]:
        """授業日数 of the school with the fewest and of that with the most."""
        found = [self._rows[place][grade, span][0] for place in self.schools_with(grade, span)]
        return min(found, default=0), max(found, default=0)

    @cached_property
    def stages(self) -> tuple[tuple[str, StageRow], ...]:
        """Stages of each policy (by its id) over the year and the newest month, summed over its schools."""
        sums: dict[tuple[str, str, str], StageRow] = {}
        for school in self.counted:
            for row in school.stages:
                if row.span in (YEAR, self.month):
                    key = school.policy, row.id, row.span
                    old = sums.get(key, StageRow(row.id, row.label, row.span, 0, 0))
                    sums[key] = replace(old, active=old.active + row.active, reached=old.reached + row.reached)
        return tuple((policy, row) for (policy, _, _), row in sums.items())

    @cached_property
    def unmet(self) -> tuple[Unmet, ...]:
        """Children whom nobody has met for ``UNMET`` school days, longest first."""
        found = [
            Unmet(place, child)
            for place, school in enumerate(self.counted)
            for child in school.children
            if child.unseen >= UNMET
        ]
        return tuple(sorted(found, key=lambda each: -each.child.unseen))

    @cached_property
    def growth(self) -> tuple[Growth, ...]:
        """Schools by how much 欠席率 grew from the month before to the newest, most first."""
        found = []
        for place in range(len(self.counted)):
            now, before = self.rate(place, ALL, self.month), self.rate(place, ALL, self.before)
            if now is not None and before is not None:
                found.append(Growth(place, now, before))
        return tuple(sorted(found, key=lambda each: -each.more))

    def rate(self, school: int, grade: int, span: str) -> Fraction | None:
        """欠席率; None where there is no row, or nobody had to come."""
        figures = self.figures(school, grade, span)
        return None if figures is None else rate_of(figures)


def doubles(schools: Sequence[SchoolResult]) -> tuple[str, ...]:
    """Sentences on schools that may be counted twice: one 学校コード, or the very same registers, in two folders."""
    found: dict[tuple[str, object], list[str]] = {}
    for school in schools:
        if school.outcome == "read":
            if school.code:
                found.setdefault((f"学校コード {school.code} ", school.school_year), []).append(school.folder)
            if school.inputs:
                found.setdefault(("同じ中身の出席簿", school.inputs), []).append(school.folder)
    return tuple(
        f"{what}が{len(folders)}つのフォルダーにあります（{'・'.join(folders)}）。どれも数えています。"
        for (what, _), folders in found.items()
        if len(folders) > 1
    )


def roll_up(run: Run, school_year: int | None = None) -> Rollup:
    """The sums of a run, of the school year asked for or else of that which most schools have (the later of equals)."""
    read = [school for school in run.schools if school.outcome == "read" and school.rows]
    years = Counter(school.school_year for school in read)
    year = school_year or max(years, key=lambda each: (years[each], each), default=0)
    return Rollup(run, year, tuple(school for school in read if school.school_year == year))
