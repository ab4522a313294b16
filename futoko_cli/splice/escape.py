"""Text and dates as a cell holds them (セルの文字と日付): escapes of Excel, serial numbers, Japanese dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from futoko_cli.core.eras import era

#: Characters that XML 1.0 does not allow (and CR, which parsers would change).
_BAD: Final = "\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff"
_ESCAPED: Final = re.compile(f"[{_BAD}&<>]|_(?=x[0-9A-Fa-f]{{4}}[_{_BAD}])")
_SPELLED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_NAMED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
#: The longest text of a cell, in UTF-16 units.
MAX_TEXT: Final = 32_767
_FIRST: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_TRUE_FROM: Final = date(1900, 3, 1)  # before it, serials count a 29 February 1900 that never was


def plain_lines(text: str) -> str:
    """The text with line breaks as a cell holds them: LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def escaped(text: str) -> bytes:
    """The text between tags: what XML forbids as ``_xHHHH_``, and a text that only looks so kept as it looks."""
    return (_ESCAPED.sub(_spell, text) if _ESCAPED.search(text) else text).encode()


def _spell(found: re.Match[str]) -> str:
    character = found[0]
    return _NAMED.get(character) or f"_x{ord(character):04X}_"


def unescaped(text: str) -> str:
    """What a cell's text means."""
    return _SPELLED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def units(text: str) -> int:
    """Length of a text as Excel counts it."""
    return len(text) + sum(character > "\uffff" for character in text)


def serial(day: date, is_1904: bool) -> int | None:
    """The number that a date format shows as ``day``; ``None`` where the workbook's system has none."""
    if day < (_FIRST[True] if is_1904 else _TRUE_FROM):
        return None
    return (date(day.year, day.month, day.day) - _FIRST[is_1904]).days


def day_of(number: float, is_1904: bool) -> date | None:
    """The date that a date format shows for ``number``."""
    if not (0 if is_1904 else 61) <= number < 2_958_466:
        return None
    return _FIRST[is_1904] + timedelta(days=int(number))


def japanese(day: date) -> str:
    """令和7年6月18日; a date before 1873 by its western year (the calendar was another one)."""
    found = era(day)
    year = "元" if found.name and found.year == 1 else found.year
    return f"{found.name}{year}年{day.month}月{day.day}日"
