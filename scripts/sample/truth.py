"""Who is in the invented school and what happened there: the truth that register, list and counts are made of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from scripts.sample.cases import CASES, Case
from scripts.sample.draw import fraction, pick
from scripts.sample.everyday import everyday
from scripts.sample.names import Name, roster, teacher
from scripts.sample.school import ABSENT, Child, Entry, Room, School
from scripts.sample.year import FIRST, school_days

SEED: Final = "sample-2025"
SCHOOL_NAME: Final = "小樽市立みどり坂小学校"
ENTERED_TO: Final = date(2025, 11, 14)
#: 学級閉鎖: a class that was sent home with influenza.
_CLOSED_ROOM: Final = (3, "2")
_CLOSED_DAYS: Final = (date(2025, 10, 29), date(2025, 10, 30))
_CAUGHT: Final = 0.4
_CEILING: Final = 7  # absences of a child not made by hand: well below the 10th day of the policy


def build() -> School:
    """Put the school together: six grades of two classes."""
    taken = {case.name.text for case in CASES}
    rooms = tuple(_room(grade, name, taken) for grade in range(1, 7) for name in ("1", "2"))
    return School(SCHOOL_NAME, rooms, ENTERED_TO)


def case_keys(school: School) -> dict[str, str]:
    """Find for each child made by hand its key."""
    found = {(room.grade, room.name, child.name): room.key(child) for room in school.rooms for child in room.children}
    return {case.id: found[(*case.room, case.name.text)] for case in CASES}


def _room(grade: int, name: str, taken: set[str]) -> Room:
    cases = {case.name.text: case for case in CASES if case.room == (grade, name)}
    size = 20 + int(fraction(SEED, grade, name) * 8)
    fixed = [case.name for case in cases.values() if case.joined is None]
    names = roster(size, fixed, taken, SEED, grade, name)
    names += [case.name for case in cases.values() if case.joined]  # a newcomer takes the last number
    days = school_days(FIRST, ENTERED_TO, grade)
    children = [_child(n, each, cases.get(each.text), days, f"{grade}-{name}") for n, each in enumerate(names, 1)]
    plain = [child for child in children if child.name not in cases]
    if (grade, name) == _CLOSED_ROOM:
        _influenza(plain)
        _close(children)
    _fall_ill(plain, days)
    return Room(grade, name, teacher(SEED, grade, name), tuple(children))


def _child(number: int, name: Name, case: Case | None, days: list[date], room: str) -> Child:
    if case is None:
        return Child(number, name.text, name.sex, everyday(days, _CEILING, SEED, room, number), reading=name.kana)
    joined, left = (date(FIRST.year, *day) if day else None for day in (case.joined, case.left))
    entries = case.entries(FIRST, ENTERED_TO)
    return Child(number, name.text, name.sex, entries, joined, left, case.moved, name.kana)


def _influenza(children: list[Child]) -> None:
    """Why the class was closed: a third of it was kept at home for a week (出席停止)."""
    for child in children:
        begin = pick([date(2025, 10, day) for day in (24, 27, 28)], SEED, "influenza", child.number)
        days = school_days(begin, begin + timedelta(days=6), _CLOSED_ROOM[0])
        if fraction(SEED, "caught", child.number) < _CAUGHT and not any(day in child.entries for day in days):
            child.entries.update((day, Entry("suspended", "インフルエンザ")) for day in days)


def _close(children: list[Child]) -> None:
    """Close the class, whatever else the days would have been."""
    for child in children:
        child.entries.update((day, Entry("class_closure", "インフルエンザ")) for day in _CLOSED_DAYS)


def _fall_ill(children: list[Child], days: list[date]) -> None:
    """One child of each class is away on the last day, so that the day is seen to be entered."""
    well = [child for child in children if not any(day in child.entries for day in days[-4:])]
    fit = [c for c in well if sum(entry.kind in ABSENT for entry in c.entries.values()) < _CEILING]
    pick(fit, SEED, "last day", fit[0].name).entries[days[-1]] = Entry("absent_sick", "発熱")
