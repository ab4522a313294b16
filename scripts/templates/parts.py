"""Pieces that several forms have: the corner lines, the row of months."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from futoko_cli.forms.shared import MONTHS
from scripts.templates.canvas import COLUMNS, Canvas, Part, label
from scripts.templates.look import CORNER, NOTE, NUMBER, OPEN, SMALL, TITLE, TYPED, Look

_KEY: Final = replace(TYPED, size=8, align="left", rules=OPEN)


def corner(canvas: Canvas, number: str, left: str = "") -> int:
    """The top line: the child's key (整理番号) at the left, the number of the form (参考資料) at the right."""
    key = (
        label("整理番号", 6, replace(NOTE, align="left")),
        canvas.answer("児童生徒キー", 14, _KEY),
        label(left, 20, replace(CORNER, align="center", size=10)),
        label(number, COLUMNS - 40, replace(CORNER, size=9)),
    )
    return canvas.line(5, *key)


def title(canvas: Canvas, text: str, millimetres: float = 9) -> int:
    """The heading of the form over its full width."""
    return canvas.line(millimetres, label(text, COLUMNS, TITLE))


def month_labels(width: int, look: Look = SMALL) -> list[Part]:
    """4月 to 3月, each in a box."""
    return [label(f"{int(month)}月", width, look) for month in MONTHS]


def month_answers(canvas: Canvas, field: str, width: int, look: Look = NUMBER) -> list[Part]:
    """The numbers of a field that each month has."""
    return [canvas.answer(f"{field}_{month}月", width, look) for month in MONTHS]


def note(canvas: Canvas, text: str, millimetres: float = 4.5) -> int:
    """A line of small print below the frame."""
    return canvas.line(millimetres, label(text, COLUMNS, NOTE))
