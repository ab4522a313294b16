"""Seeded invented schools (架空の学校): classes, pupils, a calendar, a kind for each day.

Kinds are plain words here on purpose: the examiner shares no type with the program.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import jpholiday

ABSENT = ("absent", "absent_sick", "absent_other", "credited", "credited_ict")
SKIPPED = ("suspended", "bereavement", "class_closure")
AT_SCHOOL = ("late", "early_leave", "late_and_early_leave", "separate_room", "excused")
#: Lengths around every threshold of the stages.
RUNS = (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 29, 30, 31)
VACATIONS = (((4, 1), (4, 6)), ((7, 26), (8, 19)), ((12, 25), (1, 14)), ((3, 25), (3, 31)))
LONG_SUMMER = (((4, 1), (4, 6)), ((7, 19), (8, 31)), ((12, 25), (1, 7)), ((3, 25), (3, 31)))

_FAMILY = (
    ("青柳", "あおやぎ"), ("髙城", "たかぎ"), ("石﨑", "いしざき"), ("𠮷永", "よしなが"),
    ("小野寺", "おのでら"),
    ("邊土", "へど"), ("齋木", "さいき"), ("林", "はやし"), ("五十嵐", "いがらし"), ("東海林", "しょうじ"),
    ("日野", "ひの"), ("土田", "つちだ"), ("月岡", "つきおか"), ("早瀬", "はやせ"), ("出水", "いずみ"),
)  # fmt: skip
_GIVEN = (
    ("蒼", "あおい"), ("ひなた", "ひなた"), ("陽翔", "はると"), ("結菜", "ゆいな"), ("凛", "りん"),
    ("樹", "いつき"),
    ("さくら", "さくら"), ("大和", "やまと"), ("美月", "みつき"), ("一", "はじめ"), ("みのり", "みのり"),
    ("計", "けい"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Klass:
    """A class (学級); a class without a grade has its own name (なかよし)."""

    grade: int | None
    name: str

    @property
    def label(self) -> str:
        """``1-2``, ``3-A``, ``なかよし``."""
        return self.name if self.grade is None else f"{self.grade}-{self.name}"

    @property
    def title(self) -> str:
        """``1年2組``, ``3年A組``, ``なかよし``."""
        return self.name if self.grade is None else f"{self.grade}年{self.name}組"


@dataclass(frozen=True, slots=True)
class Child:
    """One pupil; ``left`` is the first day no longer enrolled, ``joined`` the first day enrolled."""

    klass: Klass
    number: int
    name: str
    kana: str
    sex: str
    joined: date | None = None
    left: date | None = None

    @property
    def key(self) -> str:
        """The key of the contract: grade-class-number."""
        return f"{self.klass.label}-{self.number:02d}"

    def enrolled(self, day: date) -> bool:
        """Whether the child belongs to the class on this day."""
        return (self.joined is None or day >= self.joined) and (self.left is None or day < self.left)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one school year: ``closed`` gives the reason (土 日 祝 休); all others are open."""

    year: int
    closed: dict[date, str]
    saturdays: tuple[date, ...] = ()
    extra: tuple[date, ...] = ()
    vacations: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = VACATIONS

    def is_open(self, day: date) -> bool:
        """Whether school is held."""
        return day not in self.closed

    def csv(self) -> str:
        """The calendar file of the contract: only what weekdays and national holidays do not say."""
        lines = ["日付,区分,内容"]
        for (m1, d1), (m2, d2) in self.vacations:
            first = date(self.year if m1 >= 4 else self.year + 1, m1, d1)
            last = date(self.year if m2 >= 4 else self.year + 1, m2, d2)
            lines.append(f"{first}〜{last},長期休業,")
        lines += [f"{day},休業日,開校記念日" for day in self.extra]
        lines += [f"{day},授業日,土曜授業" for day in self.saturdays]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class School:
    """One invented school, entered up to ``until``; days that no entry names were days at school."""

    calendar: Calendar
    until: date
    children: tuple[Child, ...]
    days: dict[str, dict[date, str]]
    reasons: dict[tuple[str, date], str] = field(default_factory=dict)

    @property
    def classes(self) -> list[Klass]:
        """In the order of the pupils."""
        return list(dict.fromkeys(child.klass for child in self.children))

    @property
    def months(self) -> list[date]:
        """The first day of every month from April to the month of ``until``."""
        first = date(self.calendar.year, 4, 1)
        count = (self.until.year - first.year) * 12 + self.until.month - first.month + 1
        return [date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1) for i in range(count)]

    def members(self, klass: Klass) -> list[Child]:
        """The pupils of a class, transferred ones too."""
        return [child for child in self.children if child.klass == klass]

    def kind(self, child: Child, day: date) -> str:
        """The kind of one day; ``present`` where nothing was entered."""
        return self.days[child.key].get(day, "present")

    def school_days(self) -> list[date]:
        """Every school day from 1 April to ``until``."""
        first = date(self.calendar.year, 4, 1)
        span = (self.until - first).days + 1
        return [day for i in range(span) if self.calendar.is_open(day := first + timedelta(days=i))]


def make_calendar(
    year: int = 2025, *, saturdays: bool = False, extra: bool = False, long_summer: bool = False
) -> Calendar:
    """A school's year: vacations, national holidays, a founding day, two Saturday classes."""
    vacations = LONG_SUMMER if long_summer else VACATIONS
    founding = (date(year, 6, 23),) if extra else ()
    open_saturdays = tuple(_nth_saturday(year, m) for m in (5, 6)) if saturdays else ()
    closed: dict[date, str] = {}
    for offset in range((date(year + 1, 4, 1) - date(year, 4, 1)).days):
        day = date(year, 4, 1) + timedelta(days=offset)
        if day.weekday() >= 5:
            closed[day] = "土日"[day.weekday() - 5]
        elif jpholiday.is_holiday(day):
            closed[day] = "祝"
        elif day in founding or any(_inside(day, year, span) for span in vacations):
            closed[day] = "休"
    for day in open_saturdays:
        del closed[day]
    return Calendar(year, closed, open_saturdays, founding, vacations)


def make_school(
    seed: int,
    *,
    classes: tuple[Klass, ...] = (Klass(1, "1"), Klass(1, "2"), Klass(2, "1")),
    size: int = 7,
    until: date = date(2025, 7, 11),
    calendar: Calendar | None = None,
    transfers: bool = True,
    closure: bool = True,
    rare: bool = True,
    astral: bool = True,
) -> School:
    """An invented school; ``rare``: credited, ICT, excused days; ``astral``: names outside the BMP."""
    rng = random.Random(seed)  # noqa: S311 - dice, not secrets
    calendar = calendar or make_calendar(until.year if until.month >= 4 else until.year - 1)
    frame = School(calendar, until, (), {})
    open_days = frame.school_days()
    names = [(f, g) for f in _FAMILY for g in _GIVEN if astral or "𠮷" not in f[0]]
    rng.shuffle(names)
    children: list[Child] = []
    for klass in classes:
        for number in range(1, size + 1):
            family, given = names.pop()
            kana = f"{family[1]}　{given[1]}"
            sex = rng.choice("男女")
            child = Child(klass, number, f"{family[0]}　{given[0]}", kana, sex)
            if transfers and number in (3, size) and rng.random() < 0.7:
                child = _transfer(child, open_days, rng)
            children.append(child)
    days = {child.key: _life(child, open_days, rng, rare=rare) for child in children}
    school = School(calendar, until, tuple(children), days)
    _finish(school, open_days, rng, closure=closure)
    return school


def _transfer(child: Child, open_days: list[date], rng: random.Random) -> Child:
    day = open_days[rng.randrange(len(open_days) // 4, len(open_days) - 2)]
    joined, left = (day, None) if rng.random() < 0.5 else (None, day)
    return Child(child.klass, child.number, child.name, child.kana, child.sex, joined, left)


def _life(child: Child, open_days: list[date], rng: random.Random, *, rare: bool) -> dict[date, str]:
    """One pupil's entries: a quiet year, one or two runs, or many single days."""
    mine = [day for day in open_days if child.enrolled(day) and day != child.joined]
    life: dict[date, str] = {}
    for _ in range(rng.randrange(4)):
        life[rng.choice(mine)] = rng.choice(AT_SCHOOL[:3] + ABSENT[:3] + (AT_SCHOOL[3:] if rare else ()))
    plot = rng.random()
    if plot < 0.55:
        for _ in range(rng.choice((1, 1, 2))):
            _run(life, mine, rng.choice(RUNS), rng, rare=rare)
    elif plot < 0.75:
        for day in rng.sample(mine, min(len(mine), rng.choice((8, 9, 10, 11, 14)))):
            life[day] = rng.choice(ABSENT[:3])
    if rng.random() < 0.3:
        start = rng.randrange(len(mine))
        for day in mine[start : start + rng.randrange(2, 5)]:
            life[day] = rng.choice(SKIPPED[:2])
    return dict(sorted(life.items()))


def _run(life: dict[date, str], mine: list[date], length: int, rng: random.Random, *, rare: bool) -> None:
    """A run of absences, some with a skipped day inside, some reaching the last day entered."""
    length = min(length, len(mine) - 1)
    at = len(mine) - length if rng.random() < 0.35 else rng.randrange(max(1, len(mine) - length))
    left = length
    kind = rng.choice(ABSENT[:2])
    while left and at < len(mine):
        if 0 < left < length and rng.random() < 0.06:
            life[mine[at]] = rng.choice(SKIPPED[:2])
        else:
            other = ABSENT if rare else ABSENT[:3]
            life[mine[at]] = kind if rng.random() < 0.8 else rng.choice(other)
            left -= 1
        at += 1


def _finish(school: School, open_days: list[date], rng: random.Random, *, closure: bool) -> None:
    """A class closure, reasons, and one mark in every class on the last day entered."""
    for klass in school.classes:
        members = school.members(klass)
        if closure and rng.random() < 0.5:
            day = rng.choice(open_days[10:-3])
            for child in members:
                if child.enrolled(day) and day != child.joined:
                    school.days[child.key][day] = "class_closure"
        staying = [c for c in members if c.enrolled(school.until) and c.joined != school.until]
        if all(school.kind(child, school.until) == "present" for child in staying):
            school.days[staying[0].key][school.until] = "late"
    for key, life in school.days.items():
        for day, kind in life.items():
            if rng.random() < 0.5 and kind in _REASONS:
                school.reasons[key, day] = rng.choice(_REASONS[kind])


_REASONS = {
    "absent": ("頭痛", "家庭の都合", "登校しぶり"),
    "absent_sick": ("発熱", "腹痛"),
    "late": ("通院", "寝坊"),
    "suspended": ("インフルエンザ", "溶連菌"),
}


def _nth_saturday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(5 - first.weekday()) % 7 + 14)


def _inside(day: date, year: int, span: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    first, last = (date(year if m >= 4 else year + 1, m, d) for m, d in span)
    return first <= day <= last
