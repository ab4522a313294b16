"""元号: the first day of each, and the day before it."""

from __future__ import annotations

from datetime import date

import pytest

from futoko_cli.core.eras import Era, era


@pytest.mark.parametrize(
    ("day", "name", "letter", "year"),
    [
        (date(2025, 6, 18), "令和", "R", 7),
        (date(2019, 5, 1), "令和", "R", 1),
        (date(2019, 4, 30), "平成", "H", 31),
        (date(1989, 1, 8), "平成", "H", 1),
        (date(1989, 1, 7), "昭和", "S", 64),
        (date(1926, 12, 25), "昭和", "S", 1),
        (date(1926, 12, 24), "大正", "T", 15),
        (date(1912, 7, 30), "大正", "T", 1),
        (date(1912, 7, 29), "明治", "M", 45),
        (date(1873, 1, 1), "明治", "M", 6),
        (date(1872, 12, 31), "", "", 1872),
    ],
)
def test_era(day: date, name: str, letter: str, year: int) -> None:
    """Name, letter and year."""
    assert era(day) == Era(name, letter, year)
