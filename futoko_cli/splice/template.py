"""A form's workbook made ready to be filled (様式のひな型): opened once, filled many times, read back."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from futoko_cli.splice.book import SheetView, Workbook
from futoko_cli.splice.cell import Held, read_cells, value_of
from futoko_cli.splice.checkboxes import Boxes, Cell, CheckBox, read_boxes
from futoko_cli.splice.escape import MAX_TEXT, day_of, japanese, plain_lines, serial, units
from futoko_cli.splice.locate import Locator
from futoko_cli.splice.model import TICKS, CellValue, Change, Filled, Receipt, Target
from futoko_cli.splice.names import DefinedName
from futoko_cli.splice.places import Content
from futoko_cli.splice.refusal import as_template, refused
from futoko_cli.splice.writer import Writer

_MAX_WHOLE: Final = 2**53  # whole numbers that a cell keeps to the last digit
_INDEX: Final = re.compile("[0-9]{1,9}")
_Key = TypeVar("_Key")
_VALUES: Final = {text: value for value, text in TICKS.items()}


class Bound(NamedTuple):
    """A target and what a tick in it changes: boxes, and the cell they are linked to."""

    target: Target
    cell: Cell
    boxes: tuple[CheckBox, ...]
    link: Cell | None  # where a tick goes instead of the cell; None: the cell has no part in it
    boolean: bool  # the cell itself holds the tick as TRUE or FALSE
    ref: str  # the cell in A1 notation


class Template:
    """One workbook with its names. ``label`` is the name that people see."""

    def __init__(self, book: Workbook) -> None:
        """Find every name's cell.

        Raises:
            TemplateError: some part is not as Excel would write it.

        """
        self.book = book
        self.label = book.label
        self.data = book.data
        self.macros = book.macros
        boxes = read_boxes(book) if book.book.names else Boxes((), frozenset())
        with as_template(book.label):
            self._locator = Locator(book, boxes)
            self.names: tuple[DefinedName, ...] = tuple(self._locator.defined(raw) for raw in book.book.names)
        found: dict[str, tuple[Target, ...]] = {}
        for name in self.names:
            if name.target is not None:
                found[name.name] = (*found.get(name.name, ()), name.target)
        self.targets: Mapping[str, tuple[Target, ...]] = MappingProxyType(found)

    @cached_property
    def _bound(self) -> dict[str, tuple[Bound, ...]]:
        return {name: tuple(bind(self._locator, t) for t in targets) for name, targets in self.targets.items()}

    @cached_property
    def _first(self) -> dict[str, Bound]:
        return {name: bounds[0] for name, bounds in self._bound.items()}

    @cached_property
    def _writer(self) -> Writer:
        every = [bound for bounds in self._bound.values() for bound in bounds]
        return writer_for(self.book, every)

    def fill(self, values: Mapping[str, CellValue | None]) -> Filled:
        """The workbook with ``values`` by name. ``None`` leaves a cell alone, an empty text empties it.

        A name that the workbook does not have is ignored; a cell with a formula is left alone and listed as skipped.

        Raises:
            TemplateError: a text too long for a cell, two values for one cell, or a result that cannot be proven.

        """
        bound = self._bound
        pairs = [
            (one, value) for name, value in values.items() if value is not None and name in bound for one in bound[name]
        ]
        return fill_bound(self._writer, pairs)

    def read(self) -> dict[str, CellValue | None]:
        """What the named cells hold now; of a name with several cells, the first."""
        return self.read_from(self.held())

    def held(self) -> dict[Cell, CellValue | None]:
        """What every cell holds that a name is read from."""
        first = self._first.values()
        return self._held({bound.link or bound.cell for bound in first} | {bound.cell for bound in first})

    def read_from(self, held: Mapping[Cell, CellValue | None]) -> dict[str, CellValue | None]:
        """What the names say where these cells hold ``held``."""
        return {name: self._value(bound, held) for name, bound in self._first.items()}

    def _value(self, bound: Bound, held: Mapping[Cell, CellValue | None]) -> CellValue | None:
        value = held[bound.cell]
        if bound.boxes and (value is None or (isinstance(value, bool) and bound.boolean)):
            linked = held[bound.link] if bound.link is not None else None
            return linked if isinstance(linked, bool) else bound.boxes[0].checked
        if isinstance(value, str):
            return _VALUES.get(value, value)
        if bound.target.shows == "date" and isinstance(value, int | float) and not isinstance(value, bool):
            day = day_of(value, self.book.is_1904)
            return value if day is None else day
        return value

    def _held(self, cells: Iterable[Cell]) -> dict[Cell, CellValue | None]:
        found: dict[Cell, Held] = {}
        for sheet, row, col in cells:
            view: SheetView = self.book.views[sheet]
            cell = view.cell(row, col)
            with as_template(self.label):
                fragment = view.xml[cell.start : cell.end(view.xml)] if cell is not None else b""
                found[sheet, row, col] = read_cells(fragment)[0][1] if cell is not None else Held("", "")
        return self.looked_up(found)

    def looked_up(self, found: Mapping[_Key, Held]) -> dict[_Key, CellValue | None]:
        """What cells hold, shared strings looked up."""
        shared = {key: int(one.text) for key, one in found.items() if one.kind == "s" and _INDEX.fullmatch(one.text)}
        texts = self.book.texts(frozenset(shared.values())) if shared else {}
        return {key: texts.get(shared[key]) or None if key in shared else value_of(one) for key, one in found.items()}


def open_template(data: bytes, label: str) -> Template:
    """The workbook of a form.

    Raises:
        TemplateError: not an .xlsx or .xlsm, locked, signed, damaged, hostile.

    """
    return Template(Workbook(data, label))


def bind(locator: Locator, target: Target) -> Bound:
    """The target with the boxes that a tick in it changes."""
    cell = (target.sheet, target.row, target.col)
    linked = locator.linked(*cell)
    if linked:
        return Bound(target, cell, tuple(linked), cell, boolean=True, ref=target.cell)
    over = locator.covering(target.sheet, (target.row, target.col, target.last_row, target.last_col))
    if over is None or target.box == "cell":
        return Bound(target, cell, (), cell, boolean=target.box == "cell", ref=target.cell)
    link: Cell | None = None
    if over.link is not None and over.link[0] in locator.book.views:
        view = locator.book.views[over.link[0]]
        row, col, _, _ = view.merged(*over.link[1:])
        there = view.cell(row, col)
        link = None if there is not None and "f" in there.children else (over.link[0], row, col)
        if link is not None:  # every box that shares the linked cell shows the same
            return Bound(target, cell, tuple(locator.linked(*link)), link, boolean=False, ref=target.cell)
    return Bound(target, cell, (over,), link, boolean=False, ref=target.cell)


def writer_for(book: Workbook, every: Iterable[Bound], styles: Mapping[Cell, int] | None = None) -> Writer:
    """A writer for all that these targets may change."""
    cells: set[Cell] = set()
    boxes: list[CheckBox] = []
    for bound in every:
        if not bound.target.formula:
            cells.add(bound.cell)
            if bound.link is not None:
                cells.add(bound.link)
        boxes += bound.boxes
    return Writer(book, cells, boxes, styles)


def fill_bound(writer: Writer, pairs: Iterable[tuple[Bound, CellValue | None]]) -> Filled:
    """The workbook with a value in each target."""
    label, is_1904 = writer.book.label, writer.book.is_1904
    cells: dict[Cell, Content] = {}
    ticks: dict[int, tuple[CheckBox, bool]] = {}
    changes: list[Change] = []
    skipped: list[Change] = []
    for bound, value in pairs:
        target = bound.target
        change = Change(target.name, target.sheet, bound.ref, value)
        if target.formula:
            skipped.append(change)
            continue
        changes.append(change)
        place: Cell | None = bound.cell
        content: Content
        if isinstance(value, bool):
            content = value if bound.boolean or bound.boxes else TICKS[value]
            place = bound.link
            for box in bound.boxes:
                if ticks.setdefault(id(box), (box, value))[1] != value:
                    raise _twice(label, target)
        else:
            content = _content(value, target, is_1904, label)
        if place is not None:
            known = cells.setdefault(place, content)
            if known != content or type(known) is not type(content):
                raise _twice(label, target)
    data, parts = writer.write(cells, ticks)
    return Filled(data, Receipt(tuple(changes), tuple(skipped), parts))


def _content(value: CellValue | None, target: Target, is_1904: bool, label: str) -> Content:
    """A value as the target's cell holds it."""
    if isinstance(value, str):
        text = plain_lines(value)
        if len(text) * 2 > MAX_TEXT and units(text) > MAX_TEXT:
            why = f"の「{target.sheet}」{target.cell}（{target.name}）に入れる文が長すぎます（{units(text):,} 文字）。"
            raise refused(label, why, f"Excel のセルに入るのは {MAX_TEXT:,} 文字までです。短くしてください。")
        return text or None
    if isinstance(value, date):
        number = serial(value, is_1904) if target.shows == "date" else None
        return japanese(value) if number is None else number
    if isinstance(value, float) and not math.isfinite(value):
        raise refused(
            label, f"の「{target.sheet}」{target.cell} に、数ではない値は入れられません。", "値を確かめてください。"
        )
    if isinstance(value, int) and abs(value) > _MAX_WHOLE:
        return str(value)  # kept to the last digit as text
    return value


def _twice(label: str, target: Target) -> Exception:
    why = f"の「{target.sheet}」{target.cell}（{target.name}）に、違う2つの値を入れようとしました。"
    return refused(label, why, "2つの名前が同じセルを指していないか確かめてください（「数式」→「名前の管理」）。")
