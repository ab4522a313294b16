"""National holidays (祝日): a table made from jpholiday; years outside it are asked of the library itself."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path


def holidays_of_year(year: int) -> list[date]:
    """National holidays of a calendar year, substitute days included."""
    for line in (Path(__file__).parent / "holidays.txt").read_text(encoding="ascii").splitlines():
        known, *days = line.split()
        if known == str(year):
            return [date.fromisoformat(f"{year}-{day}") for day in days]
    import jpholiday

    return [day for day, _ in jpholiday.year_holidays(year)]


@lru_cache(maxsize=8)
def national_holidays(school_year: int) -> frozenset[int]:
    """Ordinals of the national holidays of both calendar years that a school year (年度) touches."""
    return frozenset(day.toordinal() for year in (school_year, school_year + 1) for day in holidays_of_year(year))
