"""Which dates are school days (授業日) for which class: the order of authority of docs/calendar.md.

The school's calendar file stands above what the register itself says (休 in a column), and that
above weekdays that are no national holiday and lie in no configured vacation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from futoko_cli.core.model import ClassId

DayEffect = Literal["open", "closed", "closure"]
_NO_DAYS: frozenset[int] = frozenset()
_SATURDAY = 5


def is_weekend(day: int) -> bool:
    """Whether an ordinal is a Saturday or Sunday; ordinal 1 was a Monday."""
    return (day - 1) % 7 >= _SATURDAY


def year_bounds(school_year: int) -> tuple[int, int]:
    """First and last day (ordinals) of a school year (年度): 4/1 and 3/31."""
    return date(school_year, 4, 1).toordinal(), date(school_year + 1, 3, 31).toordinal()


def school_year_of(day: int) -> int:
    """The school year (年度) that an ordinal lies in."""
    when = date.fromordinal(day)
    return when.year - (when.month < 4)


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """One row of the school's calendar file: days first…last (ordinals) and what they are.

    ``closure`` is 学級閉鎖: with a class it stays a school day of 出停・忌引等, for a whole grade or
    school it is no school day. ``grade`` and ``class_name`` None mean every grade, every class.
    """

    first: int
    last: int
    effect: DayEffect
    label: str = ""
    grade: int | None = None
    class_name: str | None = None

    def concerns(self, class_id: ClassId) -> bool:
        """Whether the row speaks of this class."""
        if self.grade is not None and self.grade != class_id.grade:
            return False
        return self.class_name is None or self.class_name == class_id.name

    @property
    def closes(self) -> bool:
        """No school day at all: closed, or a closure wider than one class."""
        return self.effect == "closed" or (self.effect == "closure" and self.class_name is None)

    @property
    def names(self) -> bool:
        """Whether the row gives a single day its name."""
        return bool(self.label) and self.first == self.last and not self.closes


@dataclass(frozen=True)
class SchoolCalendar:
    """The days of one school year.

    ``holidays`` are ordinals of national holidays, ``vacations`` ranges of ordinals (settings),
    ``struck``, ``opened`` and ``ceremonies`` what the register says, ``rules`` the calendar file's rows.
    """

    school_year: int
    holidays: frozenset[int] = _NO_DAYS
    vacations: tuple[tuple[int, int], ...] = ()
    rules: tuple[CalendarRule, ...] = ()
    struck: Mapping[ClassId, frozenset[int]] = field(default_factory=dict)
    opened: Mapping[ClassId, frozenset[int]] = field(default_factory=dict)
    ceremonies: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """First and last ordinal of the year."""
        return year_bounds(self.school_year)

    @cached_property
    def _weekdays(self) -> npt.NDArray[np.bool_]:
        first, last = self.bounds
        days = np.arange(first, last + 1)
        # date.toordinal() 1 was a Monday
        base: npt.NDArray[np.bool_] = (days - 1) % 7 < _SATURDAY
        self._mark(base, self.holidays, value=False)
        for start, end in self.vacations:
            base[max(start - first, 0) : max(end - first + 1, 0)] = False
        return base

    def _mark(self, base: npt.NDArray[np.bool_], days: Iterable[int], *, value: bool) -> None:
        first, last = self.bounds
        for day in days:
            if first <= day <= last:
                base[day - first] = value

    @cached_property
    def _ordered(self) -> list[CalendarRule]:
        return sorted(self.rules, key=lambda r: (r.class_name is not None) * 2 + (r.grade is not None))

    def open_mask(self, class_id: ClassId) -> npt.NDArray[np.bool_]:
        """School days of the class as a bool vector over the year, from 4/1."""
        base = self._weekdays.copy()
        self._mark(base, self.struck.get(class_id, _NO_DAYS), value=False)
        self._mark(base, self.opened.get(class_id, _NO_DAYS), value=True)
        first, _ = self.bounds
        for rule in self._ordered:
            if rule.concerns(class_id):
                span = slice(max(rule.first - first, 0), max(rule.last - first + 1, 0))
                if rule.closes:
                    base[span] = False
                elif rule.effect == "open":
                    # a single day is opened whatever it is; a range opens its weekdays, not its Sundays
                    base[span] = True if rule.first == rule.last else base[span] | self._weekdays[span]
        return base

    def open_days(self, class_id: ClassId) -> frozenset[int]:
        """School days of the class as ordinals, the whole year."""
        return frozenset((np.flatnonzero(self.open_mask(class_id)) + self.bounds[0]).tolist())

    def closures(self, class_id: ClassId) -> frozenset[int]:
        """School days on which just this class was closed (学級閉鎖)."""
        days: set[int] = set()
        for rule in self.rules:
            if rule.effect == "closure" and not rule.closes and rule.concerns(class_id):
                days.update(range(rule.first, rule.last + 1))
        return frozenset(days & self.open_days(class_id)) if days else _NO_DAYS

    @cached_property
    def labels(self) -> dict[int, str]:
        """Names of single days (始業式, 終業式, …) by ordinal: the register's, and over them the file's."""
        return {**self.ceremonies, **{rule.first: rule.label for rule in self.rules if rule.names}}

    def labels_of(self, class_id: ClassId) -> dict[int, str]:
        """The names that concern one class: 修了式 of the sixth grade is nobody else's."""
        if class_id not in self._own_labels:
            own = (rule for rule in self._ordered if rule.names and rule.concerns(class_id))
            self._own_labels[class_id] = {**self.ceremonies, **{rule.first: rule.label for rule in own}}
        return self._own_labels[class_id]

    @cached_property
    def _own_labels(self) -> dict[ClassId, dict[int, str]]:
        return {}
