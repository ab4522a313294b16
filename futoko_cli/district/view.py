"""The one way to the numbers of a roll-up (全校集計の数): what ``--share`` hides, no screen and no file can show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from futoko_cli.core.suppression import Cell
from futoko_cli.district.result import FIGURES
from futoko_cli.district.rollup import ALL, DISTRICT, Growth, Rollup, Unmet, rate_of
from futoko_cli.district.sharing import Place, hidden_places, shown_keys, shown_spans

_STEP: Final = Fraction(1, 1000)  # rates are shared in steps of 0.1%


class Group(NamedTuple):
    """Children of all schools or of one (``school``), of all grades or of one, over one span."""

    school: int
    grade: int
    span: str


@dataclass(frozen=True, slots=True)
class View:
    """A roll-up as everything that shows it may see it.

    With ``shared`` small numbers are hidden, and there are no children, no grades of single schools and no files.
    ``last_year`` is the same for the year before, where given.
    """

    rollup: Rollup
    shared: bool
    hidden: frozenset[Cell]
    last_year: View | None = None

    def groups(self) -> Iterator[Group]:
        """All groups that may be shown: all schools with their grades first, then each school."""
        rollup = self.rollup
        for school in (DISTRICT, *range(len(rollup.counted))):
            for grade in (ALL, *rollup.grades):
                for span in self.spans(school, grade):
                    yield Group(school, grade, span)

    def spans(self, school: int, grade: int) -> tuple[str, ...]:
        """The spans that may be shown of a group, the year first."""
        if self.shared:
            return shown_spans(self.rollup, school, grade)
        return tuple(span for span in self.rollup.spans if self.rollup.figures(school, grade, span) is not None)

    def keys(self, school: int) -> tuple[str, ...]:
        """The figures that may be shown of a group, hidden ones among them; ``dates`` is asked for by itself."""
        return shown_keys(school) if self.shared else FIGURES[1:]

    def value(self, group: Group, key: str) -> int | None:
        """A figure; None where it is hidden or there is none."""
        if self.shared and (
            key not in shown_keys(group.school) or group.span not in self.spans(group.school, group.grade)
        ):
            return None
        figures = self.rollup.figures(*group)
        return None if figures is None or Place(*group, key) in self.hidden else figures[key]

    def is_hidden(self, group: Group, key: str) -> bool:
        """Whether a figure is there and hidden."""
        return self.value(group, key) is None and self.rollup.figures(*group) is not None

    def dates(self, group: Group) -> tuple[int, int]:
        """授業日数: fewest and most of the schools of the group."""
        if group.school == DISTRICT:
            return self.rollup.dates(group.grade, group.span)
        figures = self.rollup.figures(*group)
        days = figures["dates"] if figures else 0
        return days, days

    def rate(self, group: Group) -> Fraction | None:
        """欠席率; None where nobody had to come or where it is hidden. Shared, it is rounded to 0.1%."""
        figures = self.rollup.figures(*group)
        exact = None if figures is None else rate_of(figures)
        if figures is None or exact is None or not self.shared:
            return exact
        if self.value(group, "school") is None or self.value(group, "absent") is None:
            return None
        rate = _rounded(exact)
        if self.value(group, "skipped") is None:
            # days of 出停・忌引等 are hidden, and the rate must not tell them: 1 and twice as many give the same
            skipped, school = figures["skipped"], figures["school"]
            others = (Fraction(figures["absent"], max(school - each, 1)) for each in (1, 2 * skipped))
            return rate if all(_rounded(other) == rate for other in others) else None
        return rate

    def per_1000(self, group: Group, key: str = "at_least_30") -> Fraction | None:
        """Children per 1,000 of those in 在籍; None where there are none or either is hidden."""
        value, enrolled = self.value(group, key), self.value(group, "enrolled")
        return Fraction(value * 1000, enrolled) if value is not None and enrolled else None

    @property
    def unmet(self) -> tuple[Unmet, ...]:
        """Children whom nobody has met, by key; none where shared."""
        return () if self.shared else self.rollup.unmet

    @property
    def growth(self) -> tuple[Growth, ...]:
        """Schools by how much 欠席率 grew; none whose rates are hidden."""
        rollup = self.rollup
        if not self.shared:
            return rollup.growth
        found = []
        for each in rollup.growth:
            rates = [self.rate(Group(each.school, ALL, span)) for span in (rollup.month, rollup.before)]
            if rates[0] is not None and rates[1] is not None:
                found.append(Growth(each.school, rates[0], rates[1]))
        return tuple(sorted(found, key=lambda each: -each.more))

    @property
    def year_ago(self) -> str:
        """The newest month a year before, where last year's results were given and hold it; else ""."""
        month = self.rollup.month
        same = f"{int(month[:4]) - 1}{month[4:]}" if month else ""
        return same if self.last_year is not None and same in self.last_year.rollup.months else ""


def _rounded(rate: Fraction) -> Fraction:
    """To the nearest 0.1%."""
    return int(rate / _STEP + Fraction(1, 2)) * _STEP


def view_of(rollup: Rollup, *, shared: bool = False, last_year: Rollup | None = None) -> View:
    """A roll-up to be shown; ``shared``, with small numbers hidden."""
    return View(
        rollup,
        shared,
        hidden_places(rollup) if shared else frozenset(),
        view_of(last_year, shared=shared) if last_year is not None else None,
    )
