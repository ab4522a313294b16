"""What a cell shows for a number or a date (表示形式), near enough to know how wide it is."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from futoko_cli.core.eras import era
from futoko_cli.splice.model import TICKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from futoko_cli.splice.model import CellValue

#: Built-in formats of Japanese Excel by number; ECMA-376 part 1, 18.8.30 (numFmt).
_BUILT_IN: Final = {
    **dict.fromkeys(("#27", "#36", "#50", "#57"), "ge.m.d"),
    **dict.fromkeys(("#28", "#29", "#51", "#54", "#58"), "ggge年m月d日"),
    "#14": "yyyy/m/d",
    "#15": "d-mmm-yy",
    "#16": "d-mmm",
    "#17": "mmm-yy",
    "#22": "yyyy/m/d hh:mm",
    "#30": "m/d/yy",
    "#31": "yyyy年m月d日",
    "#52": "yyyy年m月",
    "#55": "yyyy年m月",
    "#53": "m月d日",
    "#56": "m月d日",
}
_TOKEN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|g{1,3}|e{1,2}|y{1,4}|m{1,5}|d{1,4}|a{3,4}|.', re.IGNORECASE)
_DIGITS: Final = re.compile(r"[#0?][#0?,.]*")
_WEEKDAYS: Final = "月火水木金土日"
_DATE: Final[dict[str, Callable[[date], object]]] = {
    "g": lambda day: era(day).letter,
    "gg": lambda day: era(day).name[:1],
    "ggg": lambda day: era(day).name,
    "e": lambda day: era(day).year,
    "ee": lambda day: f"{era(day).year:02}",
    "yy": lambda day: f"{day.year % 100:02}",
    "yyyy": lambda day: day.year,
    "m": lambda day: day.month,
    "mm": lambda day: f"{day.month:02}",
    "mmm": lambda day: f"{day:%b}",
    "mmmm": lambda day: f"{day:%B}",
    "d": lambda day: day.day,
    "dd": lambda day: f"{day.day:02}",
    "ddd": lambda day: f"{day:%a}",
    "dddd": lambda day: f"{day:%A}",
    "aaa": lambda day: _WEEKDAYS[day.weekday()],
    "aaaa": lambda day: f"{_WEEKDAYS[day.weekday()]}曜日",
}


def shown(value: CellValue, code: str) -> str:
    """A value by the first section of a format code (``#14``: one that Excel has built in)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return TICKS[value]
    code = _BUILT_IN.get(code, "yyyy/m/d" if code.startswith("#") and isinstance(value, date) else code)
    pieces = _TOKEN.findall("" if code.startswith("#") and code[1:].isdecimal() else code.partition(";")[0])
    if isinstance(value, date):
        return "".join(_piece(piece, value) for piece in pieces)
    text = "".join(_literal(piece) for piece in pieces if piece != "@")
    if not _DIGITS.search(text):
        return f"{value:g}"
    return _DIGITS.sub(f"{value:g}", text, count=1)


def _piece(token: str, day: date) -> str:
    made = _DATE.get(token.lower())
    return str(made(day)) if made else _literal(token)


def _literal(token: str) -> str:
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith(("\\", "_")) and len(token) == 2:
        return token[1] if token[0] == "\\" else " "
    return "" if token.startswith(("[", "*")) and len(token) > 1 else token
