"""What a splice works on and gives back (差し込みの記録): targets, edits, changes, receipts. Frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from futoko_cli.core.model import a1

#: What a cell can hold. ``bool`` ticks a box where there is one, and is ☑ or ☐ where there is none.
CellValue = str | int | float | date | bool
#: What a number format shows.
Shows = Literal["date", "text", "number", "general"]
#: Where a tick goes: an ordinary cell, a check-box cell (Excel 2024), or a form control.
Box = Literal["", "cell", "control"]

#: A tick in an ordinary cell, by its value.
TICKS: Final = {True: "☑", False: "☐"}


@dataclass(frozen=True, slots=True)
class Target:
    """One cell (記入欄) that a name points to; zero-based, with the last cell of the merged area it begins.

    ``style``: the style it has, from the cell, its row or its column. ``formula``: it holds one and is never overwritten.
    """

    name: str
    sheet: str
    part: str
    row: int
    col: int
    last_row: int
    last_col: int
    style: int
    shows: Shows
    formula: bool
    box: Box = ""

    @property
    def cell(self) -> str:
        """A1 notation of the first cell."""
        return a1(self.row, self.col)


@dataclass(frozen=True, slots=True)
class Edit:
    """A value for one cell; zero-based. ``None`` empties it; ``style`` replaces its style."""

    sheet: str
    row: int
    col: int
    value: CellValue | None
    style: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One cell as it was written (or, in ``Receipt.skipped``, as it was left alone). ``name`` may be empty."""

    name: str
    sheet: str
    cell: str
    value: CellValue | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What differs from the template: cells written, formula cells left alone, and every part whose bytes differ."""

    changes: tuple[Change, ...]
    skipped: tuple[Change, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A finished workbook and its receipt."""

    data: bytes
    receipt: Receipt
