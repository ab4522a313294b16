"""How many lines a text takes in a column (行数): rows get their height from it."""

from __future__ import annotations

from math import ceil
from unicodedata import east_asian_width


def lines_needed(text: str, width: float) -> int:
    """Lines of a wrapped text in a column of ``width`` half-width characters."""
    room = max(2.0, width - 1)
    return sum(max(1, ceil(_cells_wide(line) / room)) for line in text.split("\n"))


def _cells_wide(text: str) -> int:
    """Width in half-width characters."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)
