"""Japanese eras (元号): the name and year of a date."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

#: First days, latest first, and the western year before year 1. 平成, 令和: 元号を改める政令 (昭和64年政令第1号,
#: 平成31年政令第143号). 明治 from the day on which Japan took the western calendar, in its year 6.
_FIRST_DAYS: Final = (
    (date(2019, 5, 1), "令和", "R", 2018),
    (date(1989, 1, 8), "平成", "H", 1988),
    (date(1926, 12, 25), "昭和", "S", 1925),
    (date(1912, 7, 30), "大正", "T", 1911),
    (date(1873, 1, 1), "明治", "M", 1867),
)


class Era(NamedTuple):
    """``name``: 令和; ``letter``: R; ``year``: 1 for 元年. A date before 1873 has no name and its western year."""

    name: str
    letter: str
    year: int


def era(day: date) -> Era:
    """The era that a date lies in."""
    for first, name, letter, before in _FIRST_DAYS:
        if day >= first:
            return Era(name, letter, day.year - before)
    return Era("", "", day.year)
