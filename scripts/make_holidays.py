"""Write the table of national holidays (祝日) that ships with futoko, from the jpholiday library.

Working the holidays of one school year out anew costs 130 ms, more than reading a school; the table
costs under 1 ms. Years outside it are asked of jpholiday. A test compares the table with the library.
"""

from __future__ import annotations

from pathlib import Path

import jpholiday

TABLE = Path(__file__).parent.parent / "futoko_cli" / "calendars" / "holidays.txt"
YEARS = range(2020, 2036)


def table() -> str:
    """One line a year: the year, then its holidays as month-day."""
    lines = []
    for year in YEARS:
        days = sorted(day for day, _ in jpholiday.year_holidays(year))
        lines.append(f"{year} " + " ".join(f"{day:%m-%d}" for day in days))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
