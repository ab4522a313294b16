"""Months and days as the forms write them (年月日)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache


def month_of(day: date) -> str:
    """``2025-06``."""
    return f"{day.year}-{day.month:02}"


@lru_cache(maxsize=64)
def month_bounds(month: str) -> tuple[date, date]:
    """First and last day of ``2025-06``."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def month_before(month: str) -> str:
    """``2026-01`` → ``2025-12``."""
    return month_of(date.fromordinal(month_bounds(month)[0].toordinal() - 1))


@lru_cache(maxsize=8)
def school_months(school_year: int) -> tuple[str, ...]:
    """``2025-04`` … ``2026-03``: the months of a school year (年度) in its order."""
    return tuple(f"{school_year + (number < 4)}-{number:02}" for number in (*range(4, 13), 1, 2, 3))


def short(day: date) -> str:
    """``11/7``, as a line of a record begins."""
    return f"{day.month}/{day.day}"


def spoken(day: date) -> str:
    """``11月7日``, as a sentence says it."""
    return f"{day.month}月{day.day}日"
