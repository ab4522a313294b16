"""How a workbook's sheets come out of the printer (印刷の設定): paper, and whether they are wider than it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from futoko_cli.ingest.cells import column_number
from futoko_cli.ingest.markup import plain
from futoko_cli.ingest.parts import read_parts
from futoko_cli.splice.boxes import boxes
from futoko_cli.splice.package import Package
from futoko_cli.splice.tags import elements

if TYPE_CHECKING:
    from collections.abc import Iterator

_A4: Final = 9
_POINTS: Final = 72.0  # an inch
#: Widths and heights in points by paperSize; ECMA-376 part 1, 18.3.1.63 (pageSetup).
_PAPERS: Final = {
    1: ("Letter", 612.0, 792.0),
    8: ("A3", 842.0, 1191.0),
    _A4: ("A4", 595.0, 842.0),
    11: ("A5", 420.0, 595.0),
    12: ("B4", 729.0, 1032.0),
    13: ("B5", 516.0, 729.0),
}
_REFERENCE: Final = re.compile(rb'<dimension\s[^<>]*?\bref="(?:[A-Z]+[0-9]+:)?([A-Z]{1,3})[0-9]+"')
_AREA: Final = re.compile(r"\$([A-Z]{1,3})\$?[0-9]*:\$([A-Z]{1,3})")
_TRUE: Final = frozenset({"1", "true"})


class PageNote(NamedTuple):
    """A sheet, and a sentence about its print."""

    sheet: str
    sentence: str


def page_notes(data: bytes, label: str) -> list[PageNote]:
    """Every visible sheet that is not A4, or wider than its paper.

    Raises:
        FileProblem: it is no workbook, or damaged.

    """
    package = Package(data, label)
    parts = read_parts(package.archive)
    areas = _print_areas(plain(package.read("xl/workbook.xml"), label)) if "xl/workbook.xml" in package.archive else {}
    found: list[PageNote] = []
    for index, sheet in enumerate(parts.sheets):
        if sheet.visible:
            xml = plain(package.read(sheet.path), label)
            first, last = areas.get(index) or (0, _last_column(xml))
            width = boxes(data, label).sheet(sheet.path).width(first, last)
            found += [PageNote(sheet.name, sentence) for sentence in _notes(xml, width)]
    return found


def _notes(xml: bytes, width: float) -> Iterator[str]:
    end = max(xml.rfind(b"</sheetData>"), xml.rfind(b"<sheetData/>"), 0)
    setup, margins = _attributes(xml, b"pageSetup", end), _attributes(xml, b"pageMargins", end)
    size = int(_figure(setup.get("paperSize"), 1))
    name, wide, high = _PAPERS.get(size, ("別の大きさ", 0.0, 0.0))
    if size != _A4:
        yield (
            f"用紙が A4 ではありません（{name}）。"
            if setup
            else "用紙の大きさが決められていません。A4 で印刷されないことがあります。"
        )
    if not wide:
        return
    fits = _attributes(xml, b"pageSetUpPr", len(xml)).get("fitToPage") in _TRUE
    if fits and setup.get("fitToWidth", "1") in {"0", "1"}:  # 0: scaled by its height, nobody knows how much
        return
    paper = high if setup.get("orientation") == "landscape" else wide
    paper -= _POINTS * sum(_figure(margins.get(side), 0.7) for side in ("left", "right"))
    scale = 1.0 if fits else _figure(setup.get("scale"), 100) / 100
    if width * scale > paper + 1:
        yield "横が用紙1枚に収まりません。"


def _print_areas(xml: bytes) -> dict[int, tuple[int, int]]:
    """First and last column of each sheet's print area (印刷範囲), by the sheet's place in the workbook."""
    found: dict[int, tuple[int, int]] = {}
    for match in re.finditer(rb"<definedName\s([^<>]*)>([^<]*)<", xml):
        place = re.search(rb'localSheetId="([0-9]{1,4})"', match[1])
        columns = _AREA.findall(match[2].decode("utf-8", "replace"))
        if b'"_xlnm.Print_Area"' in match[1] and place and columns:
            low = min(column_number(first.encode()) for first, _ in columns)
            found[int(place[1])] = low - 1, max(column_number(last.encode()) for _, last in columns) - 1
    return found


def _last_column(xml: bytes) -> int:
    match = _REFERENCE.search(xml)
    return column_number(match[1]) - 1 if match else 0


def _attributes(xml: bytes, name: bytes, start: int) -> dict[str, str]:
    """The attributes of the one element of that name, looked for behind ``start`` or, from the end, in the head."""
    at = xml.find(b"<" + name + b" ", start) if start < len(xml) else xml.find(b"<" + name + b" ")
    if at < 0:
        return {}
    tag = xml[at : xml.find(b">", at)].rstrip(b"/") + b"/>"
    return next((attributes for _, _, attributes in elements(tag)), {})


def _figure(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise
