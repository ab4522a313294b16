"""A sheet of narrow columns on which boxes are laid (方眼紙): what stands where, before any workbook exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from futoko_cli.forms.field import Form
from scripts.templates.look import DATE, LABEL, LONG, MEDIUM, NUMBER, SIGN, THIN, Look

#: Columns of every sheet; with COLUMN_PIXELS they fill the width of an A4 page between its margins.
COLUMNS: Final = 64
COLUMN_PIXELS: Final = 11
#: What an untouched sign or check box shows, and what a person may choose instead.
UNTICKED: Final = "☐"
CHECK_CHOICES: Final = (UNTICKED, "☑")
FACTOR_CHOICES: Final = ("◎", "○")
NEW_CHOICES: Final = ("〇", "●")
SEX_CHOICES: Final = ("男", "女")

_LOOKS: Final = {"text": LONG, "number": NUMBER, "date": DATE, "check": SIGN, "sign": SIGN}


@dataclass(frozen=True, slots=True)
class Part:
    """A box not yet placed: printed words, or a field's answer."""

    width: int
    look: Look
    text: str = ""
    name: str = ""
    choices: tuple[str, ...] = ()
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Box:
    """A part in its place: zero-based first cell, and how far it reaches."""

    row: int
    col: int
    part: Part

    @property
    def last_row(self) -> int:
        """Its lowest row."""
        return self.row + self.part.rows - 1

    @property
    def last_col(self) -> int:
        """Its last column."""
        return self.col + self.part.width - 1


def label(text: str, width: int, look: Look = LABEL, rows: int = 1) -> Part:
    """Printed words."""
    return Part(width, look, text, rows=rows)


@dataclass(slots=True)
class Canvas:
    """The sheet of one form: heights of its rows, boxes, and the weight of single rules."""

    form: Form
    heights: list[float] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    rules: dict[tuple[int, int, str], int] = field(default_factory=dict)

    def row(self, millimetres: float) -> int:
        """Add a row below; returns its index."""
        self.heights.append(millimetres)
        return len(self.heights) - 1

    def answer(
        self,
        name: str,
        width: int,
        look: Look | None = None,
        rows: int = 1,
        choices: tuple[str, ...] = (),
        text: str = "",
    ) -> Part:
        """The box of a field of the form; its kind says what it shows where no look is given."""
        known = self.form.named()[name]
        if known.kind == "check":
            text, choices = UNTICKED, CHECK_CHOICES
        return Part(width, look or _LOOKS[known.kind], text, name, choices, rows)

    def across(self, row: int, parts: Sequence[Part], col: int = 0) -> int:
        """Lay parts side by side; returns the column after the last."""
        for part in parts:
            box = Box(row, col, part)
            self.boxes.append(box)
            self.outline(row, col, box.last_row, box.last_col, THIN, part.look.rules)
            col += part.width
        return col

    def line(self, millimetres: float, *parts: Part, col: int = 0) -> int:
        """Add a row and lay parts on it; returns the row."""
        row = self.row(millimetres)
        self.across(row, parts, col)
        return row

    def outline(
        self,
        top: int,
        left: int,
        bottom: int,
        right: int,
        weight: int = THIN,
        sides: tuple[str, ...] = ("left", "right", "top", "bottom"),
    ) -> None:
        """Draw rules around an area, on the cells' own sides."""
        for col in range(left, right + 1):
            self._rule(top, col, "top", weight, sides)
            self._rule(bottom, col, "bottom", weight, sides)
        for row in range(top, bottom + 1):
            self._rule(row, left, "left", weight, sides)
            self._rule(row, right, "right", weight, sides)

    def frame(self, top: int, bottom: int) -> None:
        """Draw the firm frame (太枠) of the form from one row to another over the full width."""
        self.outline(top, 0, bottom, COLUMNS - 1, MEDIUM)

    def _rule(self, row: int, col: int, side: str, weight: int, sides: tuple[str, ...]) -> None:
        if side in sides:
            self.rules[row, col, side] = weight
