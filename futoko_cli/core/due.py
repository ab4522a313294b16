"""By when a duty is due (期限): the rules that a policy may name, on the calendar of the child's class."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from futoko_cli.core.model import ClassId
from futoko_cli.core.policy import Duty
from futoko_cli.core.school_calendar import SchoolCalendar, is_weekend

#: Ceremonies that end a term (学期): the closing day of docs/policy.md.
CLOSING = ("終業式", "修了式")
#: Offices of towns and boards are closed at the turn of the year (地方自治法第4条の2第2項第3号; 12/29 to 1/3 nearly everywhere).
TURN_OF_YEAR = ((12, 29), (1, 3))


def next_month(period: str) -> str:
    """The month after ``YYYY-MM``."""
    year, month = int(period[:4]), int(period[5:])
    return f"{year + month // 12}-{month % 12 + 1:02}"


def month_of(day: date) -> str:
    """``YYYY-MM``."""
    return f"{day.year}-{day.month:02}"


def month_end(period: str) -> date:
    """Last day of ``YYYY-MM``."""
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, monthrange(year, month)[1])


def _walk(day: date, step: int, closed: Callable[[date], bool]) -> date:
    while closed(day):
        day += timedelta(days=step)
    return day


@dataclass(frozen=True)
class DueDates:
    """Due days of one school year."""

    calendar: SchoolCalendar

    def closed(self, day: date) -> bool:
        """Whether offices are closed: a Saturday, a Sunday, a national holiday, 12/29 to 1/3; no vacation of a school."""
        ordinal = day.toordinal()
        first, last = TURN_OF_YEAR
        turning = (day.month, day.day) >= first or (day.month, day.day) <= last
        return turning or is_weekend(ordinal) or ordinal in self.calendar.holidays

    def shifted(self, day: date, duty: Duty) -> date:
        """The day itself, or the open day before or after it (``closed`` of the policy)."""
        if duty.closed == "same":
            return day
        return _walk(day, -1 if duty.closed == "before" else 1, self.closed)

    def due(self, duty: Duty, reached: date, class_id: ClassId, period: str = "") -> date:
        """When the duty is due for a stage reached on a day; ``period`` (YYYY-MM) for a monthly one.

        Where the calendar knows no closing day any more, the school year's last day stands for it.
        """
        month = period or month_of(reached)
        if duty.due == "day_of_next_month":
            end = month_end(next_month(month))
            return self.shifted(end.replace(day=min(duty.day, end.day)), duty)
        if duty.due == "end_of_month":
            return self.shifted(month_end(month), duty)
        if duty.due == "school_days_later":
            return self.school_days_after(reached, duty.day, class_id)
        if duty.due == "closing_day":
            return self.closing_day(reached, class_id)
        return reached

    def closing_day(self, day: date, class_id: ClassId) -> date:
        """The day of 終業式 or 修了式 of the class that comes next, the day itself included."""
        named = sorted(
            d for d, label in self.calendar.labels_of(class_id).items() if label in CLOSING and d >= day.toordinal()
        )
        return date.fromordinal(named[0] if named else self.calendar.bounds[1])

    def school_days_after(self, day: date, count: int, class_id: ClassId) -> date:
        """The ``count``-th school day (授業日) of the class after a day; past the year's end, that end."""
        later = [d for d in self._open_days(class_id) if d > day.toordinal()]
        return date.fromordinal(later[count - 1] if len(later) >= count else self.calendar.bounds[1])

    @cached_property
    def _open(self) -> dict[ClassId, list[int]]:
        return {}

    def _open_days(self, class_id: ClassId) -> list[int]:
        if class_id not in self._open:
            self._open[class_id] = sorted(self.calendar.open_days(class_id))
        return self._open[class_id]
