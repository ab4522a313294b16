"""祝日: the table that ships is what the library says, and years outside it are asked of the library."""

from __future__ import annotations

from datetime import date

import jpholiday

from futoko_cli.calendars import holidays_of_year, national_holidays
from scripts import make_holidays


def test_the_table_is_the_library_s() -> None:
    """Written anew, the file would be the same, line by line."""
    assert make_holidays.TABLE.read_text(encoding="ascii").splitlines() == make_holidays.table().splitlines()


def test_every_year_of_the_table_reads_back() -> None:
    """Each year's days as dates, in its own year; the first year, the last, and one beyond either end."""
    years = (make_holidays.YEARS[0] - 1, *make_holidays.YEARS, make_holidays.YEARS[-1] + 1)
    for year in years:
        assert holidays_of_year(year) == sorted(day for day, _ in jpholiday.year_holidays(year)), year


def test_a_school_year_touches_two_years() -> None:
    """昭和の日 and 春分の日 of 2025年度; the substitute holiday of 5/6; an ordinary Wednesday."""
    days = national_holidays(2025)
    assert {date(2025, 4, 29).toordinal(), date(2026, 3, 20).toordinal(), date(2025, 5, 6).toordinal()} <= days
    assert date(2025, 5, 7).toordinal() not in days
