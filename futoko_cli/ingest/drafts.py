"""What a layout hands on (読み取った塊): blocks of rows with their marks, before children are joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import ClassId, Mark, a1

if TYPE_CHECKING:
    from futoko_cli.ingest.dayrow import DayHeader
    from futoko_cli.ingest.marks import MarkTable


class SheetLike(Protocol):
    """What a layout needs of an opened sheet (``ingest.workbook.RawSheet``)."""

    @property
    def name(self) -> str:
        """Name of the sheet."""

    @property
    def rows(self) -> list[list[object]]:
        """Cells from A1."""

    @property
    def merges(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Zero-based merged ranges, both corners inside."""

    def hidden_rows(self) -> frozenset[int]:
        """Zero-based rows that Excel hides."""

    def struck_cells(self) -> frozenset[tuple[int, int]]:
        """Cells whose text is struck through."""

    def dark_cells(self) -> frozenset[tuple[int, int]]:
        """Cells filled black."""


@dataclass(slots=True)
class View:
    """A sheet seen with other cells (a part of it): everything else is asked of the sheet itself."""

    whole: SheetLike
    rows: list[list[object]]

    @property
    def name(self) -> str:
        """Name of the sheet."""
        return self.whole.name

    @property
    def merges(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Merged ranges of the whole sheet."""
        return self.whole.merges

    def hidden_rows(self) -> frozenset[int]:
        """Hidden rows of the whole sheet."""
        return self.whole.hidden_rows()

    def struck_cells(self) -> frozenset[tuple[int, int]]:
        """Struck-through cells of the whole sheet."""
        return self.whole.struck_cells()

    def dark_cells(self) -> frozenset[tuple[int, int]]:
        """Black cells of the whole sheet."""
        return self.whole.dark_cells()


@dataclass(slots=True)
class DraftRow:
    """One child's row; ``grade`` and ``class_name`` only where the row itself says them."""

    number: int | None
    name: str
    row: int
    col: int
    marks: list[Mark] = field(default_factory=list)
    grade: int | None = None
    class_name: str | None = None


@dataclass(slots=True)
class Draft:
    """One block: a class's month, a child's year, a list. ``covers`` as in ``core.register.Block``.

    ``struck`` are days its heading closes, ``unlisted`` days that a heading of school days alone leaves out.
    """

    file: str
    sheet: str
    layout: str
    class_id: ClassId | None
    month: str | None
    covers: Sequence[int]
    rows: list[DraftRow]
    cells: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    struck: set[int] = field(default_factory=set)
    ceremonies: dict[int, str] = field(default_factory=dict)
    unlisted: set[int] = field(default_factory=set)
    whole_year: bool = False
    header_row: int = 0
    name_col: int = -1
    first_day_col: int = -1
    last_day_col: int = -1


@dataclass(slots=True)
class TotalsDraft:
    """One row of a totals-only sheet (様式C)."""

    file: str
    sheet: str
    class_id: ClassId | None
    row: DraftRow
    by_month: dict[str, int]
    total: int
    header_row: int


@dataclass(slots=True)
class Extract:
    """Result of one sheet: blocks, totals, and the problems met."""

    drafts: list[Draft] = field(default_factory=list)
    totals: list[TotalsDraft] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    legend: dict[str, Kind] = field(default_factory=dict)


class YearNeededError(Exception):
    """The sheet names no school year; it is read again once other sheets have named one."""


@dataclass
class Page:
    """One sheet on its way through the layouts.

    ``school_year`` is what options and settings say, else None; ``fallback_year`` what the other sheets
    say, used where this one is silent. ``month_labels`` remembers what ``ingest.grid_layout`` found by row.
    """

    file: str
    stem: str
    sheet: SheetLike
    table: MarkTable
    school_year: int | None = None
    fallback_year: int | None = None
    today: int = 0
    month_labels: dict[int, dict[int, int]] = field(default_factory=dict)

    @property
    def rows(self) -> list[list[object]]:
        """Cells from A1."""
        return self.sheet.rows

    @cached_property
    def headers(self) -> list[DayHeader]:
        """Rows of day numbers, found once for every layout that asks."""
        from futoko_cli.ingest.dayrow import find_day_headers

        return find_day_headers(self.rows)

    def class_unknown(self, *, row: int, col: int) -> Issue:
        """``class-unknown`` of a block whose heading stands at a cell (zero-based)."""
        return self.issue(
            "class-unknown",
            "どの学級か分かりません。学級を「？」として数えています。",
            "シート名か題名に 1年1組 のように書いてください。",
            row=row,
            col=col,
        )

    def issue(self, code: str, message: str, hint: str = "", *, row: int = -1, col: int = -1, **more: object) -> Issue:
        """A problem on this sheet; ``row`` and ``col`` zero-based."""
        cell = a1(row, col) if row >= 0 else ""
        return Issue(code, message, hint, self.file, self.sheet.name, cell, **more)  # type: ignore[arg-type]
