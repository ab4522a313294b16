"""Where cells are written in a sheet (書き込む場所): one span a place, for cells and rows that exist or do not.

A cell that does not exist goes in order into its row, a row into the sheet; a row's ``spans`` and the sheet's
``dimension`` are widened where a new cell lies outside them, and only then.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from futoko_cli.core.model import a1
from futoko_cli.splice.book import SheetView
from futoko_cli.splice.cell import Frame, RowCells, frame_of, new_frame, written
from futoko_cli.splice.escape import escaped
from futoko_cli.splice.plan import Plan, Span
from futoko_cli.splice.sheet import area
from futoko_cli.splice.tags import Tag, attribute_span, prefix_of, tag_at

Content = str | int | float | bool | None
Values = Mapping[tuple[int, int], Content]


class Place(NamedTuple):
    """One cell."""

    row: int
    col: int
    frame: Frame

    def piece(self, values: Values) -> bytes:
        """The cell, or nothing where it gets no value."""
        key = (self.row, self.col)
        return written(self.frame, values[key]) if key in values else b""


class Group(NamedTuple):
    """What stands around cells that do not exist yet; nothing where none of them gets a value."""

    before: bytes
    nodes: tuple[Place | Group, ...]
    after: bytes

    def piece(self, values: Values) -> bytes:
        """All of it, or nothing."""
        inner = b"".join(node.piece(values) for node in self.nodes)
        return self.before + inner + self.after if inner else b""


class Widened(NamedTuple):
    """Bytes that change where one of ``cells`` is made."""

    row: int
    col: int
    new: bytes
    cells: frozenset[tuple[int, int]]

    def piece(self, values: Values) -> bytes:
        """The new bytes, or nothing."""
        return self.new if any(cell in values for cell in self.cells) else b""


class Slot(NamedTuple):
    """A span of the part and what may come to stand there."""

    span: Span
    node: Place | Group | Widened
    order: tuple[int, int]


class SheetPlan:
    """One worksheet part cut for a fixed set of cells."""

    __slots__ = ("_complex", "_simple", "nodes", "plan", "refs")

    def __init__(
        self, view: SheetView, cells: Iterable[tuple[int, int]], styles: Mapping[tuple[int, int], int]
    ) -> None:
        """Find the place of every cell (row, col); ``styles`` replaces the style of some."""
        wanted = sorted(set(cells))
        self.refs = {cell: a1(*cell) for cell in wanted}
        slots = sorted(_slots(view, wanted, styles), key=lambda slot: (*slot.span, slot.order))
        self.plan = Plan(view.part, view.xml, [slot.span for slot in slots], _drops(view))
        self.nodes = [slot.node for slot in slots]
        self._simple = {
            (node.row, node.col): (index, node.frame)
            for index, node in enumerate(self.nodes)
            if isinstance(node, Place)
        }
        self._complex = [(index, node) for index, node in enumerate(self.nodes) if not isinstance(node, Place)]

    def pieces(self, values: Values) -> list[bytes]:
        """What comes to stand in every slot."""
        pieces = list(self.plan.originals)
        simple = self._simple
        for cell, value in values.items():
            place = simple.get(cell)
            if place is not None:
                pieces[place[0]] = written(place[1], value)
        for index, node in self._complex:
            pieces[index] = node.piece(values) or pieces[index]
        return pieces


def _drops(view: SheetView) -> list[Span]:
    """The values that formulas gave when the workbook was last saved."""
    if not view.has_formulas:
        return []
    spans = []
    for start, end_tag in view.scan.caches:
        tag = tag_at(view.xml, start)
        spans.append(Span(start, tag.end if tag.closed else view.xml.index(b">", end_tag) + 1))
    return spans


def _slots(view: SheetView, cells: list[tuple[int, int]], styles: Mapping[tuple[int, int], int]) -> Iterable[Slot]:
    data = tag_at(view.xml, view.scan.data_start)
    prefix = prefix_of(data.name)
    new_rows: list[tuple[int, Group]] = []
    new_cells: list[tuple[int, int]] = []

    def fresh(row: int, col: int, with_prefix: bytes) -> Place:
        new_cells.append((row, col))
        return Place(row, col, new_frame(row, col, styles.get((row, col), view.scan.style_at(row, col)), with_prefix))

    for row, group in groupby(cells, key=lambda cell: cell[0]):
        cols = [col for _, col in group]
        there = view.row(row)
        if there is None:
            opened = b"<" + prefix + b'row r="%d">' % (row + 1)
            nodes = tuple(fresh(row, col, prefix) for col in cols)
            new_rows.append((row, Group(opened, nodes, b"</" + prefix + b"row>")))
            continue
        tag, own = there.tag, prefix_of(there.tag.name)
        existing = {cell.col: cell for cell in there.cells}
        missing = [col for col in cols if col not in existing]
        wide = _spans(view.xml, tag, missing)
        if tag.closed:
            opened = (wide or view.xml[tag.start : tag.end])[:-2].rstrip() + b">"
            nodes = tuple(fresh(row, col, own) for col in cols)
            yield Slot(Span(tag.start, tag.end), Group(opened, nodes, b"</" + tag.name + b">"), (row, -1))
            continue
        if wide:
            made = frozenset((row, col) for col in missing)
            yield Slot(Span(tag.start, tag.end), Widened(row, -1, wide, made), (row, -1))
        for col in cols:
            cell = existing.get(col)
            if cell is not None:
                place = Place(row, col, frame_of(view.xml, cell, row, styles.get((row, col))))
                yield Slot(Span(cell.start, cell.end(view.xml)), place, (row, col))
            else:
                at = _before(there, col)
                yield Slot(Span(at, at), fresh(row, col, own), (row, col))
    yield from _rows(view, data, new_rows)
    yield from _dimension(view, new_cells)


def _before(there: RowCells, col: int) -> int:
    """Where a cell of ``col`` goes among the cells of its row."""
    place = bisect_left(there.cells, col, key=lambda cell: cell.col)
    return there.cells[place].start if place < len(there.cells) else there.tail


def _rows(view: SheetView, data: Tag, new_rows: list[tuple[int, Group]]) -> Iterable[Slot]:
    """Rows that do not exist yet, in their order."""
    if data.closed and new_rows:
        opened = view.xml[data.start : data.end - 2].rstrip() + b">"
        nodes = tuple(group for _, group in new_rows)
        yield Slot(Span(data.start, data.end), Group(opened, nodes, b"</" + data.name + b">"), (0, 0))
        return
    scan = view.scan
    for row, group in new_rows:
        place = bisect_left(scan.rows, row)
        at = scan.row_starts[place] if place < len(scan.rows) else scan.data_end
        yield Slot(Span(at, at), group, (row, 0))


def _spans(xml: bytes, tag: Tag, missing: list[int]) -> bytes:
    """The row's start tag with its ``spans`` widened, or nothing where they are wide enough or not there."""
    span = attribute_span(xml, tag, b"spans")
    if span is None or not missing:
        return b""
    parts = xml[slice(*span)].split()
    ends = parts[0].split(b":") if len(parts) == 1 else []
    if len(ends) != 2 or not all(end.isdigit() and len(end) < 6 for end in ends):
        return b""
    first, last = min(int(ends[0]), missing[0] + 1), max(int(ends[1]), missing[-1] + 1)
    new = b"%d:%d" % (first, last)
    if [first, last] == [int(end) for end in ends]:
        return b""
    return xml[tag.start : span[0]] + new + xml[span[1] : tag.end]


def _dimension(view: SheetView, new_cells: list[tuple[int, int]]) -> Iterable[Slot]:
    """The sheet's extent, widened where a new cell lies outside."""
    if view.scan.dimension < 0:
        return
    tag = tag_at(view.xml, view.scan.dimension)
    span = attribute_span(view.xml, tag, b"ref")
    there = area(view.xml[slice(*span)].decode("utf-8", "replace")) if span else None
    if span is None or there is None:
        return
    top, left, bottom, right = there
    outside = [(row, col) for row, col in new_cells if not (top <= row <= bottom and left <= col <= right)]
    if outside:
        rows, cols = [row for row, _ in outside], [col for _, col in outside]
        new = f"{a1(min(top, *rows), min(left, *cols))}:{a1(max(bottom, *rows), max(right, *cols))}"
        yield Slot(Span(*span), Widened(-1, -1, escaped(new), frozenset(outside)), (-1, -1))
