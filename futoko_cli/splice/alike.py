"""Workbooks of one make (同じ様式のブック): alike but for what stands in their named cells, read without opening each.

A month's issued forms come from one template. Once one of them is open, another is read by comparing: every other part
is the same bytes, and the sheets are the same bytes around the named cells. Where anything else differs (Excel or
LibreOffice saved it, a row was added, a box was ticked) nothing is said here, and the workbook has to be opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple
from xml.parsers.expat import ExpatError  # a DOCTYPE is refused wherever parts are parsed

from futoko_cli.errors import TemplateError
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.splice.book import SheetView, check_kind
from futoko_cli.splice.cell import frame_of, read_cells
from futoko_cli.splice.checkboxes import Cell
from futoko_cli.splice.model import CellValue
from futoko_cli.splice.package import Package
from futoko_cli.splice.template import Template, open_template

_MOST: Final = 4  # makes kept open at a time
_MAX_SEEN: Final = 4_096
_Values = dict[str, CellValue | None]


class _Gap(NamedTuple):
    """One named cell: what it may look like (as it is, as futoko writes it, as Excel writes a value), and what follows it."""

    cell: Cell
    original: bytes
    head: bytes
    content: re.Pattern[bytes]
    after: bytes


class _Sheet(NamedTuple):
    """One sheet: the bytes before its first named cell, and its named cells in the order of the part."""

    part: str
    before: bytes
    gaps: tuple[_Gap, ...]


class Alike:
    """Reads workbooks that are ``template`` with other values in its named cells."""

    def __init__(self, template: Template) -> None:
        """Cut the sheets at the cells that names are read from.

        Raises:
            TemplateError: some part is not as Excel would write it.

        """
        self._template = template
        self._held = template.held()
        self._seen: dict[bytes, CellValue | None] = {}
        by_sheet: dict[str, list[tuple[int, int]]] = {}
        for sheet, row, col in self._held:
            by_sheet.setdefault(sheet, []).append((row, col))
        self._sheets = tuple(_cut(template.book.views[sheet], cells) for sheet, cells in by_sheet.items())
        cut = {sheet.part for sheet in self._sheets}
        self._whole = tuple(name for name in template.book.package.entries if name not in cut)

    def read(self, package: Package) -> _Values | None:
        """What ``Template.read`` would say of this workbook; None where it has to be opened."""
        try:
            pieces = self._pieces(package)
            return None if pieces is None else self._template.read_from({**self._held, **self._parsed(pieces)})
        except (FileProblem, TemplateError, ExpatError, ValueError):
            return None  # opening it says what is wrong

    def _pieces(self, package: Package) -> dict[Cell, bytes] | None:
        """Named cells that are not as in the template; None where anything else differs."""
        own = self._template.book.package
        if package.entries.keys() != own.entries.keys():
            return None
        now, was = package.archive, own.archive
        for name in self._whole:
            alike = now.members[name]._replace(start=0) == was.members[name]._replace(start=0)
            if not alike or now.packed(name) != was.packed(name):
                return None
        found: dict[Cell, bytes] = {}
        for sheet in self._sheets:
            xml = package.read(sheet.part)
            if not xml.startswith(sheet.before):
                return None
            at = len(sheet.before)
            for gap in sheet.gaps:
                if xml.startswith(gap.original, at):
                    end = at + len(gap.original)
                else:
                    match = gap.content.match(xml, at + len(gap.head)) if xml.startswith(gap.head, at) else None
                    if match is None:
                        return None
                    end = match.end()
                    found[gap.cell] = xml[at:end]
                if not xml.startswith(gap.after, end):
                    return None
                at = end + len(gap.after)
            if at != len(xml):
                return None
        return found

    def _parsed(self, pieces: dict[Cell, bytes]) -> dict[Cell, CellValue | None]:
        """What the cells hold; a number or sign in the same cell is parsed once."""
        if len(self._seen) > _MAX_SEEN:
            self._seen.clear()
        new = [piece for piece in pieces.values() if piece not in self._seen]
        if new:
            cells = read_cells(b"<all>" + b"".join(new) + b"</all>")
            self._seen.update(
                self._template.looked_up({piece: held for piece, (_, held) in zip(new, cells, strict=True)})
            )
        return {cell: self._seen[piece] for cell, piece in pieces.items()}


class Makes:
    """Reads many workbooks of a few makes, each make opened once."""

    def __init__(self) -> None:
        """Nothing is open."""
        self._open: list[tuple[Alike, frozenset[str]]] = []  # the latest used first

    def read(self, data: bytes, label: str) -> _Values:
        """What the named cells hold, those with a formula left out.

        Raises:
            TemplateError: not an .xlsx or .xlsm, locked, signed, damaged, hostile.

        """
        package = packed(data, label) if self._open else None
        for place, (make, formulas) in enumerate(self._open):
            values = make.read(package) if package is not None else None
            if values is not None:
                self._open.insert(0, self._open.pop(place))
                return _without(values, formulas)
        template = open_template(data, label)
        formulas = frozenset(name for name, targets in template.targets.items() if targets[0].formula)
        self._open = [(Alike(template), formulas), *self._open[: _MOST - 1]]
        return _without(template.read(), formulas)


def packed(data: bytes, label: str) -> Package | None:
    """The file's package; None where it is none, or cannot be read."""
    try:
        check_kind(data, label)
        return Package(data, label)
    except (FileProblem, TemplateError):
        return None  # opening it says what is wrong


def _without(values: _Values, formulas: frozenset[str]) -> _Values:
    return {name: value for name, value in values.items() if name not in formulas}


@lru_cache(maxsize=8)
def _content(prefix: bytes) -> re.Pattern[bytes]:
    """What may follow a cell's attributes: nothing, a value of any type, words as futoko writes them."""
    p = re.escape(prefix)
    value = rb'(?: t="[A-Za-z]{1,9}")?><' + p + b"v>[^<]*</" + p + b"v>"
    words = rb' t="inlineStr"><' + p + b"is><" + p + rb't xml:space="preserve">[^<]*</' + p + b"t></" + p + b"is>"
    return re.compile(b"/>|(?:" + value + b"|" + words + b")</" + p + b"c>")


def _cut(view: SheetView, cells: Iterable[tuple[int, int]]) -> _Sheet:
    """The sheet's bytes around those of the cells that exist; one that does not, or holds a formula, is no gap."""
    xml = view.xml
    found = []
    for row, col in cells:
        there = view.cell(row, col)
        if there is not None and "f" not in there.children:
            found.append((there.start, there.end(xml), (view.title, row, col), frame_of(xml, there, row)))
    found.sort(key=lambda each: each[0])
    stops = [start for start, _, _, _ in found[1:]] + [len(xml)]
    gaps = [
        _Gap(cell, xml[start:end], frame.head, _content(frame.prefix), xml[end:stop])
        for (start, end, cell, frame), stop in zip(found, stops, strict=True)
    ]
    return _Sheet(view.part, xml[: found[0][0]] if found else xml, tuple(gaps))
