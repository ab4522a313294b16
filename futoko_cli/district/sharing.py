"""Which numbers of a roll-up may be handed on (--share): its cells, how they add up, and what must stay hidden.

Handed on are: of all schools together each grade, over the year and each month; of each school all its grades together,
over the year and the two newest months.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from futoko_cli.core.summary import THRESHOLDS, YEAR
from futoko_cli.core.suppression import Cell, Equation, Tables, suppressed
from futoko_cli.district.result import DAY_KEYS, HEAD_KEYS
from futoko_cli.district.rollup import ALL, DISTRICT, Rollup

#: Numbers of a school that are handed on.
SCHOOL_KEYS: Final = (
    "enrolled",
    *(f"at_least_{least}" for least in THRESHOLDS),
    *("run", "sum", "unmet", "school", "absent", "by:absent", "skipped"),
)
#: … and of all schools together.
DISTRICT_KEYS: Final = (
    *(key for key in HEAD_KEYS if key not in ("run_new", "sum_new")),
    *DAY_KEYS,
    "by:absent",
)
_KINDS: Final = ("absent_unsaid", "absent_sick", "absent_other", "credited")
_LONG: Final = ("long_continued", "long_new", "long_unknown")


class Place(NamedTuple):
    """One number: of a school (its place in ``Rollup.counted``, or ``DISTRICT``), a grade, a span, by its key."""

    school: int
    grade: int
    span: str
    key: str


def shown_spans(rollup: Rollup, school: int, grade: int) -> tuple[str, ...]:
    """The spans of a group that are handed on; none of a single school's grade."""
    if school == DISTRICT:
        return tuple(span for span in rollup.spans if rollup.figures(DISTRICT, grade, span) is not None)
    if grade != ALL:
        return ()
    near = (YEAR, rollup.month, rollup.before)
    return tuple(span for span in near if span and rollup.figures(school, ALL, span) is not None)


def shown_keys(school: int) -> tuple[str, ...]:
    """The numbers of a group that are handed on."""
    return DISTRICT_KEYS if school == DISTRICT else SCHOOL_KEYS


def hidden_places(rollup: Rollup) -> frozenset[Cell]:
    """The numbers that must not be shown to others, so that no number of 1 to 4 children follows from the rest."""
    values: dict[Cell, int] = {}
    children: dict[Cell, int] = {}
    twins = dict(_twins(rollup))
    for school, grade in [(DISTRICT, grade) for grade in (ALL, *rollup.grades)] + [
        (school, ALL) for school in range(len(rollup.counted))
    ]:
        for span in shown_spans(rollup, school, grade):
            figures = rollup.figures(school, grade, span) or {}
            for key in shown_keys(school):
                place = Place(school, grade, span, key)
                values[place] = figures[key]
                children[place] = figures[f"by:{key}"] if key in DAY_KEYS else figures[key]
    twins = {twin: cell for twin, cell in twins.items() if twin in values and cell in values}
    equations = list(dict.fromkeys(_equations(rollup, values, twins)))
    for twin in twins:
        del values[twin], children[twin]
    hidden = suppressed(Tables(values, children, equations))
    return hidden | {twin for twin, cell in twins.items() if cell in hidden}


def _equations(rollup: Rollup, known: dict[Cell, int], twins: dict[Cell, Cell]) -> Iterator[Equation]:
    for equation in (*_schools(rollup), *_grades(rollup), *_months(rollup), *_parts(rollup)):
        parts = tuple(twins.get(part, part) for part in equation.parts if part in known)
        if equation.total in known and parts:
            yield Equation(twins.get(equation.total, equation.total), parts)


def _schools(rollup: Rollup) -> Iterator[Equation]:
    """All schools together are the sum of the schools."""
    for span in dict.fromkeys((YEAR, rollup.month, rollup.before)):
        for key in SCHOOL_KEYS:
            parts = (Place(school, ALL, span, key) for school in range(len(rollup.counted)))
            yield Equation(Place(DISTRICT, ALL, span, key), tuple(parts))


def _grades(rollup: Rollup) -> Iterator[Equation]:
    """… and of the grades."""
    for span in rollup.spans:
        for key in DISTRICT_KEYS:
            parts = (Place(DISTRICT, grade, span, key) for grade in rollup.grades)
            yield Equation(Place(DISTRICT, ALL, span, key), tuple(parts))


def _months(rollup: Rollup) -> Iterator[Equation]:
    """The days of a year are those of its months; of a school only where it has no month that is not shown."""
    for grade in (ALL, *rollup.grades):
        for key in DAY_KEYS:
            parts = (Place(DISTRICT, grade, month, key) for month in rollup.months)
            yield Equation(Place(DISTRICT, grade, YEAR, key), tuple(parts))
    for place, school in enumerate(rollup.counted):
        if set(school.months) <= {rollup.month, rollup.before}:
            for key in DAY_KEYS:
                parts = (Place(place, ALL, month, key) for month in school.months)
                yield Equation(Place(place, ALL, YEAR, key), tuple(parts))


def _parts(rollup: Rollup) -> Iterator[Equation]:
    """Absences by kind, long absence by 新規・継続."""
    for grade in (ALL, *rollup.grades):
        for span in rollup.spans:
            for total, parts in (("absent", _KINDS), ("at_least_30", _LONG)):
                yield Equation(
                    Place(DISTRICT, grade, span, total), tuple(Place(DISTRICT, grade, span, part) for part in parts)
                )


def _twins(rollup: Rollup) -> Iterator[tuple[Cell, Cell]]:
    """Two places of one number: how many children it is at the end of the year, and at the end of the last month."""
    keys = [key for key in DISTRICT_KEYS if key in HEAD_KEYS]
    for place, school in enumerate(rollup.counted):
        for key in keys:
            yield Place(place, ALL, YEAR, key), Place(place, ALL, school.months[-1], key)
    if {school.months[-1] for school in rollup.counted} == {rollup.month}:
        for grade in (ALL, *rollup.grades):
            for key in keys:
                yield Place(DISTRICT, grade, YEAR, key), Place(DISTRICT, grade, rollup.month, key)
