"""Japanese eras (元号): the name and year of a date."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

#: First days, latest first. 平成, 令和: 元号を改める政令 (昭和64年政令第1号, 平成31年政令第143号).
_FIRST_DAYS: Final = (
    (date(2019, 5, 1), "令和", "R"),
    (date(1989, 1, 8), "平成", "H"),
    (date(1926, 12, 25), "昭和", "S"),
)


class Era(NamedTuple):
    """``name``: 令和; ``letter``: R; ``year``: 1 for 元年. A date before 昭和 has no name and its western year."""

    name: str
    letter: str
    year: int


def era(day: date) -> Era:
    """The era that a date lies in."""
    for first, name, letter in _FIRST_DAYS:
        if day >= first:
            return Era(name, letter, day.year - first.year + 1)
    return Era("", "", day.year)
