"""An opened file as the layouts see it (開いたファイル): a grid of values per sheet, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from futoko_cli.core.issues import Issue
    from futoko_cli.ingest.looks import Looks


@dataclass(slots=True)
class RawSheet:
    """One sheet: ``rows`` from A1 to the last row and column that hold something, ``''`` for a blank cell.

    A cell is ``str float int bool date datetime time timedelta``. ``merges`` are zero-based inclusive corners
    ``((row, col), (row, col))``, cut to the grid. Borders alone do not widen the grid.
    """

    name: str
    visible: bool
    rows: list[list[object]]
    merges: list[tuple[tuple[int, int], tuple[int, int]]]
    looks: Looks | None = field(default=None, repr=False, compare=False)

    def hidden_rows(self) -> frozenset[int]:
        """Zero-based rows that Excel hides (.xlsx and .xlsm only)."""
        return self.looks.hidden_rows() if self.looks else frozenset()

    def struck_cells(self) -> frozenset[tuple[int, int]]:
        """Zero-based cells whose text is struck through (.xlsx and .xlsm only)."""
        return self.looks.struck_cells() if self.looks else frozenset()

    def dark_cells(self) -> frozenset[tuple[int, int]]:
        """Zero-based cells filled black, the way days are blacked out (.xlsx and .xlsm only)."""
        return self.looks.dark_cells() if self.looks else frozenset()


@dataclass(slots=True)
class Book:
    """One opened file: its name for people, its kind (``xlsx xls ods csv``), and its sheets on demand."""

    file: str
    kind: str
    read: Callable[[], Iterator[RawSheet | Issue]] = field(repr=False, compare=False)

    def sheets(self) -> Iterator[RawSheet | Issue]:
        """The sheets in order, one at a time; a sheet that cannot be read is an ``Issue`` in its place."""
        return self.read()
