"""A worksheet part scanned once (シートの走査): rows, formulas, merged areas, boxes, each with its place in the bytes."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from futoko_cli.splice.names import column_of
from futoko_cli.splice.tags import MAIN, MarkupError, local, parse, parser_for

_REF: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")
_LAST_ROW: Final = 1_048_576
_WANTED: Final = ("sheetData", "cols", "col", "mergeCells", "mergeCell", "dimension", "control", "from", "to")
_TRUE: Final = frozenset({"1", "true"})

if TYPE_CHECKING:
    from pyexpat import XMLParserType

Range = tuple[int, int, int, int]  # zero-based first row, first column, last row, last column


@dataclass(slots=True)
class Control:
    """One control as its sheet lists it: shape, relationship, and the cell where its anchor starts."""

    shape: str
    link: str
    row: int = -1
    col: int = -1


@dataclass(slots=True)
class Scan:
    """What one pass over a worksheet part finds. Offsets are bytes of the part.

    ``caches``: where the value that a formula gave begins, and its end tag; ``formulas``: how many there are;
    ``spread``: areas that one formula fills (array formulas, data tables).
    """

    data_start: int = -1
    data_end: int = -1  # where sheetData's end tag begins
    rows: list[int] = field(default_factory=list)
    row_starts: list[int] = field(default_factory=list)
    row_ends: list[int] = field(default_factory=list)  # where a row's end tag begins
    row_styles: dict[int, int] = field(default_factory=dict)
    caches: list[tuple[int, int]] = field(default_factory=list)
    formulas: int = 0
    spread: list[Range] = field(default_factory=list)
    merges: list[Range] = field(default_factory=list)
    col_styles: list[tuple[int, int, int]] = field(default_factory=list)  # first, last, style
    dimension: int = -1
    controls: list[Control] = field(default_factory=list)

    def style_at(self, row: int, col: int) -> int:
        """Style of a cell that does not exist: its row's, else its column's."""
        if row in self.row_styles:
            return self.row_styles[row]
        place = bisect_right(self.col_styles, (col, _LAST_ROW, 0)) - 1
        if place < 0:
            return 0
        _, last, style = self.col_styles[place]
        return style if col <= last else 0


def area(ref: str) -> Range | None:
    """``B3:D5`` or ``B3`` as zero-based corners."""
    found = _REF.fullmatch(ref)
    if found is None:
        return None
    row, col = int(found[2]) - 1, column_of(found[1])
    last_row, last_col = (int(found[4]) - 1, column_of(found[3])) if found[3] else (row, col)
    return min(row, last_row), min(col, last_col), max(row, last_row), max(col, last_col)


def number(text: str | None, default: int) -> int:
    """A small whole number of an attribute."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,7}", text) else default


class _Around:
    """What stands before and after the cells: columns, merged areas, controls."""

    def __init__(self, scan: Scan, parser: XMLParserType) -> None:
        self.scan = scan
        self.parser = parser
        self.root = ""
        self.names: dict[str, str] = {}  # qualified name in the main namespace → local name
        self.section: str | None = None
        self.control: Control | None = None
        self.anchor = ""

    def start(self, depth: int, name: str, attributes: dict[str, str]) -> None:
        """One start tag outside sheetData."""
        scan = self.scan
        if depth == 1:
            self.root = next((uri for uri in MAIN if name == f"{uri} worksheet"), "")
            if not self.root:
                raise MarkupError
            self.names = {f"{self.root} {tag}": tag for tag in _WANTED}
            return
        tag = self.names.get(name)
        if depth == 2:
            self.section = tag
            if tag == "sheetData":
                if scan.data_start >= 0:
                    raise MarkupError
                scan.data_start = self.parser.CurrentByteIndex
            elif tag == "dimension":
                scan.dimension = self.parser.CurrentByteIndex
        elif depth == 3 and self.section == "cols" and tag == "col" and "style" in attributes:
            first, last = number(attributes.get("min"), 1) - 1, number(attributes.get("max"), 1) - 1
            scan.col_styles.append((first, last, number(attributes["style"], 0)))
        elif depth == 3 and self.section == "mergeCells" and tag == "mergeCell":
            merged = area(attributes.get("ref", ""))
            if merged is not None:
                scan.merges.append(merged)
        else:
            self._control(name, tag, attributes)

    def _control(self, name: str, tag: str | None, attributes: dict[str, str]) -> None:
        if tag == "control":
            link = next((value for key, value in attributes.items() if local(key) == "id"), "")
            self.control = Control(attributes.get("shapeId", ""), link)
            self.scan.controls.append(self.control)
        elif self.control is not None and tag in {"from", "to"}:
            self.anchor = tag or ""
        elif self.control is not None and self.anchor == "from" and local(name) in {"col", "row"}:
            self.parser.CharacterDataHandler = self._row if local(name) == "row" else self._col

    def _row(self, text: str) -> None:
        if self.control is not None and self.control.row < 0:
            self.control.row = number(text.strip(), -1)

    def _col(self, text: str) -> None:
        if self.control is not None and self.control.col < 0:
            self.control.col = number(text.strip(), -1)

    def end(self, name: str) -> None:
        """One end tag outside sheetData."""
        if self.control is None:
            return
        self.parser.CharacterDataHandler = None
        tag = self.names.get(name)
        if tag == "control":
            self.control = None
        elif tag in {"from", "to"}:
            self.anchor = ""


def scan_sheet(xml: bytes) -> Scan:
    """One pass over the part.

    Raises:
        MarkupError: no worksheet, DOCTYPE, another encoding, rows out of order.
        ExpatError: damaged XML.

    """
    scan = Scan()
    parser = parser_for(xml, " ")
    around = _Around(scan, parser)
    depth = 0
    in_data = has_formula = False
    formula_name = row_name = ""
    value_names: frozenset[str] = frozenset()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, in_data, has_formula, formula_name, row_name, value_names
        depth += 1
        if not in_data:
            around.start(depth, name, attributes)
            if around.section == "sheetData" and depth == 2:
                in_data = True
                root = around.root
                formula_name, row_name = f"{root} f", f"{root} row"
                value_names = frozenset({f"{root} v", f"{root} is"})
        elif depth == 4:
            has_formula = False
        elif depth == 5:
            if name == formula_name:
                has_formula = True
                _formula(scan, attributes)
            elif has_formula and name in value_names:
                scan.caches.append((parser.CurrentByteIndex, -1))
        elif depth == 3:
            if name != row_name:
                raise MarkupError
            _row(scan, parser.CurrentByteIndex, attributes)

    def end(name: str) -> None:
        nonlocal depth, in_data
        depth -= 1
        if not in_data:
            around.end(name)
        elif depth == 4:
            if has_formula and name in value_names and scan.caches and scan.caches[-1][1] < 0:
                scan.caches[-1] = (scan.caches[-1][0], parser.CurrentByteIndex)
        elif depth == 2:
            scan.row_ends[-1] = parser.CurrentByteIndex
        elif depth == 1:
            in_data = False
            scan.data_end = parser.CurrentByteIndex

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse(parser, xml)
    if scan.data_start < 0:
        raise MarkupError
    scan.col_styles.sort()
    return scan


def _formula(scan: Scan, attributes: dict[str, str]) -> None:
    scan.formulas += 1
    if attributes.get("t") in {"array", "dataTable"}:
        spread = area(attributes.get("ref", ""))
        if spread is not None:
            scan.spread.append(spread)


def _row(scan: Scan, at: int, attributes: dict[str, str]) -> None:
    last = scan.rows[-1] if scan.rows else -1
    here = number(attributes["r"], 0) - 1 if "r" in attributes else last + 1
    if here <= last or here >= _LAST_ROW:
        raise MarkupError
    scan.rows.append(here)
    scan.row_starts.append(at)
    scan.row_ends.append(-1)
    if attributes.get("customFormat") in _TRUE:
        scan.row_styles[here] = number(attributes.get("s"), 0)
