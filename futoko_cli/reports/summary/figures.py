"""The one way to the numbers of a summary (集計の数): what ``--share`` hides, no screen and no file can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from futoko_cli.core.sharing import Place, figures, hidden_places, shown_spans
from futoko_cli.core.signs import Child, children_of, watched
from futoko_cli.core.summary import SCHOOL, YEAR, Group, Summary, summarise
from futoko_cli.reports.masking import Mask

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment
    from futoko_cli.core.policy import Stage
    from futoko_cli.core.suppression import Cell

HIDDEN: Final = "＊"  # a number that --share hides
_STEP: Final = Fraction(1, 1000)  # rates are shared in steps of 0.1%


def _rounded(rate: Fraction) -> Fraction:
    """To the nearest 0.1%."""
    return int(rate / _STEP + Fraction(1, 2)) * _STEP


@dataclass(frozen=True, slots=True)
class Figures:
    """One assessment as everything that shows its summary may see it.

    ``children`` and ``watch`` are empty with ``shared``. ``last_year`` is the same for the year before, where given.
    """

    assessment: Assessment
    summary: Summary
    mask: Mask
    shared: bool
    hidden: frozenset[Cell]
    children: tuple[Child, ...]
    watch: tuple[Child, ...]
    last_year: Figures | None = None

    @property
    def month(self) -> str:
        """The month of the meeting, YYYY-MM."""
        return self.summary.month

    @property
    def groups(self) -> tuple[Group, ...]:
        """All children, each grade, its classes."""
        return self.summary.groups

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The policy's stages, from mild to grave."""
        return self.assessment.policy.stages

    def spans(self, group: Group) -> tuple[str, ...]:
        """The spans that may be shown of a group."""
        if self.shared:
            return shown_spans(self.summary, group)
        weekdays = self.summary.weekdays if group == SCHOOL else ()
        return (YEAR, *self.summary.months, *weekdays) if self.groups else ()

    def value(self, group: Group, span: str, key: str) -> int | None:
        """A number by its key (``core.sharing.figures``); None where it is hidden."""
        if Place(group, span, key) in self.hidden:
            return None
        return figures(self.summary.of(group, span))[key][0]

    def rate(self, group: Group, span: str) -> Fraction | None:
        """欠席率; None where nobody had to come, or where it is hidden. Shared, it is rounded to 0.1%."""
        tally = self.summary.of(group, span)
        if not self.shared or tally.absence_rate is None:
            return tally.absence_rate
        if self.value(group, span, "school") is None or self.value(group, span, "absent") is None:
            return None
        rate = _rounded(tally.absence_rate)
        if self.value(group, span, "skipped") is None:
            # days of 出停・忌引等 are hidden, and the rate must not tell them: 1 and twice as many give the same
            skipped, school = tally.days["skipped"], tally.days["school"]
            others = (Fraction(tally.days["absent"], max(school - each, 1)) for each in (1, 2 * skipped))
            return rate if all(_rounded(other) == rate for other in others) else None
        return rate

    def rate_hidden(self, group: Group, span: str) -> bool:
        """Whether a rate is missing because it is hidden."""
        return self.rate(group, span) is None and self.summary.of(group, span).absence_rate is not None

    def bounded(self, group: Group, span: str) -> bool:
        """Whether absences are a lower bound (下限)."""
        return self.summary.of(group, span).bounded

    @property
    def year_ago(self) -> str:
        """The same month a year before, where its registers were given and hold a day of it; else ""."""
        month = f"{int(self.month[:4]) - 1}{self.month[4:]}"
        return month if self.last_year is not None and month in self.last_year.summary.months else ""


def figures_of(
    assessment: Assessment, *, masked: bool = False, shared: bool = False, last_year: Assessment | None = None
) -> Figures:
    """Tally an assessment, and hide what must not be shared."""
    summary = summarise(assessment)
    children = () if shared or not summary.groups else children_of(assessment, summary)
    return Figures(
        assessment,
        summary,
        Mask.of(assessment, masked=masked or shared),
        shared,
        hidden_places(summary) if shared else frozenset(),
        children,
        watched(children, tuple(stage.id for stage in assessment.policy.stages)),
        figures_of(last_year, masked=masked, shared=shared) if last_year is not None else None,
    )


def days_of(figures: Figures, child: Child) -> list[tuple[date, int]]:
    """Every day of the register with the child's kind of day."""
    register = figures.assessment.register
    kinds = register.kinds[child.result.index].tolist()
    return [(date.fromordinal(day), kind) for day, kind in zip(register.days.tolist(), kinds, strict=True)]
