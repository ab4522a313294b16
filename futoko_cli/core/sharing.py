"""Which tallies may leave the staff room (--share): the cells of a summary that is handed on, and how they add up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from futoko_cli.core.summary import KEYS, SCHOOL, YEAR, Group, Summary, Tally
from futoko_cli.core.suppression import Cell, Equation, Tables, suppressed

#: Keys that are sums of others over the same days.
_SUMS = {
    "absent": ("absent_unsaid", "absent_sick", "absent_other", "credited"),
    "skipped": ("suspended", "bereavement", "class_closure"),
    "late_early": ("late", "early_leave"),
}


class Place(NamedTuple):
    """One number of a summary: ``key`` is one of ``KEYS``, ``enrolled``, ``children``, ``30``, ``active:id`` …."""

    group: Group
    span: str
    key: str


def figures(tally: Tally) -> dict[str, tuple[int, int]]:
    """Every number of a tally by its key, with the children that it comes from."""
    found = {key: (tally.days[key], tally.touched[key]) for key in KEYS}
    counts = {
        "enrolled": tally.enrolled,
        "children": tally.children,
        **{f"touched:{key}": tally.touched[key] for key in ("absent", "late_early")},
        **{str(least): count for least, count in tally.at_least.items()},
        **{f"active:{stage}": count for stage, count in tally.active.items()},
        **{f"reached:{stage}": count for stage, count in tally.reached.items()},
    }
    return {**found, **{key: (count, count) for key, count in counts.items()}}


def shown_spans(summary: Summary, group: Group) -> tuple[str, ...]:
    """The spans that are handed on: of all children each month and weekday, of a grade or class the month and year."""
    if group == SCHOOL:
        return (YEAR, *summary.months, *summary.weekdays)
    return tuple(span for span in (YEAR, summary.month) if (group, span) in summary.tallies)


def _equations(summary: Summary, keys: tuple[str, ...]) -> Iterator[Equation]:
    for group in summary.groups:
        for span in shown_spans(summary, group):
            for total, parts in _SUMS.items():
                yield Equation(Place(group, span, total), tuple(Place(group, span, part) for part in parts))
    inside = {
        group: [g for g in summary.groups if g.kind == "class" and g.grade == group.grade]
        for group in summary.groups
        if group.kind == "grade"
    }
    inside = {SCHOOL: list(inside), **inside}
    for group, members in inside.items():
        for span in shown_spans(summary, members[0]):
            for key in keys:
                yield Equation(Place(group, span, key), tuple(Place(member, span, key) for member in members))
    for spans in (summary.months, summary.weekdays):
        for key in KEYS:
            yield Equation(Place(SCHOOL, YEAR, key), tuple(Place(SCHOOL, span, key) for span in spans))


def hidden_places(summary: Summary) -> frozenset[Cell]:
    """The numbers of a summary that must not be shown to others; all of it where it holds no child."""
    if not summary.groups:
        return frozenset()
    found = {
        Place(group, span, key): pair
        for group in summary.groups
        for span in shown_spans(summary, group)
        for key, pair in figures(summary.of(group, span)).items()
    }
    keys = tuple(figures(summary.of(SCHOOL, YEAR)))
    return suppressed(
        Tables(
            {place: value for place, (value, _) in found.items()},
            {place: children for place, (_, children) in found.items()},
            list(_equations(summary, keys)),
        )
    )
