"""What the sample holds, counted day by day in a plain loop that shares nothing with the product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.sample.school import ABSENT, SKIPPED, Child, School
from scripts.sample.year import FIRST, school_days

if TYPE_CHECKING:
    from datetime import date

    from scripts.sample.school import Room


def expected(school: School) -> list[dict[str, Any]]:
    """One record for each child, in the order of the registers."""
    return [_child(room, child, school.entered_to) for room in school.rooms for child in room.children]


def _child(room: Room, child: Child, as_of: date) -> dict[str, Any]:
    """Goes through the year once: a run grows, is passed over, or ends."""
    by_kind: dict[str, int] = {}
    months: dict[str, int] = {}
    runs: list[list[date]] = []
    reached: dict[int, list[str]] = {3: [], 7: [], 30: []}
    tenth: str | None = None
    running = False
    absences = 0
    for day in school_days(FIRST, as_of, room.grade):
        if not child.enrolled(day):
            running = False
            continue
        kind = child.entries[day].kind if day in child.entries else "present"
        by_kind[kind] = by_kind.get(kind, 0) + 1
        if kind in SKIPPED:
            continue
        if kind not in ABSENT:
            running = False
            continue
        absences += 1
        months[f"{day:%Y-%m}"] = months.get(f"{day:%Y-%m}", 0) + 1
        runs = [*runs[:-1], [*runs[-1], day]] if running else [*runs, [day]]
        running = True
        if len(runs[-1]) in reached:
            reached[len(runs[-1])].append(str(day))
        if absences == 10:
            tenth = str(day)
    return {
        "key": room.key(child),
        "school": sum(by_kind.values()),
        "absent": absences,
        "by_kind": by_kind,
        "months": months,
        "current": len(runs[-1]) if running else 0,
        "longest": max(map(len, runs), default=0),
        "episodes": [[str(r[0]), str(r[-1]), len(r), running and r is runs[-1]] for r in runs],
        "r3": reached[3],
        "r7": reached[7],
        "r10": tenth,
        "r30": reached[30],
    }
