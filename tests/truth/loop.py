"""The plain answer: one loop over the days of one pupil, as somebody would count with a pencil."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tests.truth.school import ABSENT, SKIPPED, Child, School

Run = tuple[str, str, int, bool]


@dataclass(slots=True)
class Expected:
    """What the program must say about one pupil (keys as in the contract; dates as text)."""

    key: str
    name: str
    school: int = 0
    absent: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    current: int = 0
    longest: int = 0
    episodes: list[Run] = field(default_factory=list)
    r3: list[str] = field(default_factory=list)
    r7: list[str] = field(default_factory=list)
    r10: str | None = None
    r30: list[str] = field(default_factory=list)
    either: list[str] = field(default_factory=list)

    @property
    def days(self) -> dict[str, int]:
        """The object ``days`` of the contract: a day late and left early counts once in each."""
        count = self.by_kind
        both = count["late_and_early_leave"]
        plain = (
            "absent_sick",
            "absent_other",
            "separate_room",
            "suspended",
            "bereavement",
            "class_closure",
            "excused",
        )
        return {
            "school": self.school,
            "absent": self.absent,
            "credited": count["credited"] + count["credited_ict"],
            "late": count["late"] + both,
            "early_leave": count["early_leave"] + both,
            "unentered": 0,
        } | {kind: count[kind] for kind in plain}


def expect(school: School, child: Child) -> Expected:
    """Count one pupil's days up to ``school.until``."""
    out = Expected(child.key, child.name)
    run = 0
    first = last = date.min
    was_either = False

    def close(*, ongoing: bool) -> None:
        if run:
            out.episodes.append((first.isoformat(), last.isoformat(), run, ongoing))
            out.longest = max(out.longest, run)

    for day in school.school_days():
        if not child.enrolled(day):
            if run:
                close(ongoing=False)
                run = 0
            continue
        kind = school.kind(child, day)
        out.school += 1
        out.by_kind[kind] += 1
        if kind in ABSENT:
            first = day if run == 0 else first
            last = day
            run += 1
            out.absent += 1
            out.months[f"{day:%Y-%m}"] += 1
            for length, dates in ((3, out.r3), (7, out.r7), (30, out.r30)):
                if run == length:
                    dates.append(day.isoformat())
            if out.absent == 10:
                out.r10 = day.isoformat()
        elif kind not in SKIPPED:
            close(ongoing=False)
            run = 0
        either = run >= 7 or out.absent >= 10
        if either and not was_either:
            out.either.append(day.isoformat())
        was_either = either
    close(ongoing=True)
    out.current = run
    return out


def expect_all(school: School) -> dict[str, Expected]:
    """Every pupil who was ever enrolled up to ``school.until``, by key."""
    found = {child.key: expect(school, child) for child in school.children}
    return {key: one for key, one in found.items() if one.school}
