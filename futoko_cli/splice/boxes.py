"""The boxes of a workbook (枠の大きさ): how many points wide and high a cell or merged range is, and how it sets text.

Read once per workbook from the columns, rows and styles; ECMA-376 part 1, 18.3.1.13 (col), 18.3.1.73 (row),
18.3.1.81 (sheetFormatPr), 18.8.1 (alignment).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.parsers import expat  # a DOCTYPE is refused before

from futoko_cli.ingest.archive import Archive
from futoko_cli.ingest.markup import plain, section
from futoko_cli.ingest.parts import read_parts
from futoko_cli.splice.fonts import digit_pixels, face

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from futoko_cli.splice.model import Target

_PIXEL: Final = 0.75  # points
_TAG: Final = re.compile(rb"<(?:row|col|sheetFormatPr)(?=[\s/>])[^<>]*")
_ATTRIBUTE: Final = re.compile(rb"""\s([A-Za-z]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_TRUE: Final = frozenset({"1", "true"})
_WRAPPING: Final = frozenset({"justify", "distributed"})  # these wrap though nobody asked for it


class Format(NamedTuple):
    """How one cell format (s=) sets text. ``rotation``: 0 horizontal, 255 letters below each other (縦書き)."""

    font: str = ""
    size: float = 11.0
    code: int = 0  # numFmtId
    wrap: bool = False
    shrink: bool = False
    indent: int = 0
    rotation: int = 0


class Box(NamedTuple):
    """One box in points; ``grows``: Excel makes the row as high as its text."""

    width: float
    height: float
    grows: bool
    format: Format


@dataclass(slots=True)
class Sheet:
    """Columns and rows of one worksheet part, in points."""

    wide: float
    high: float
    grows: bool
    columns: list[tuple[int, int, float]] = field(default_factory=list)  # first, last (one-based), points
    rows: dict[int, tuple[float, bool]] = field(default_factory=dict)  # one-based: points, grows

    def width(self, first: int, last: int) -> float:
        """Points from one zero-based column to another, both counted."""
        total = 0.0
        at = first + 1
        for low, high, points in self.columns:
            if low > last + 1:
                break
            if high >= at:
                total += (max(low, at) - at) * self.wide
                stop = min(high, last + 1)
                total += (stop - max(low, at) + 1) * points
                at = stop + 1
        return total + max(0, last + 2 - at) * self.wide

    def height(self, first: int, last: int) -> float:
        """Points from one zero-based row to another, both counted."""
        set_rows = [points for row, (points, _) in self.rows.items() if first < row <= last + 1]
        return sum(set_rows) + (last + 1 - first - len(set_rows)) * self.high


class Boxes:
    """All boxes of one workbook; sheets are read when first asked for."""

    def __init__(self, data: bytes, label: str) -> None:
        """Read the styles.

        Raises:
            FileProblem: not a workbook, or damaged.

        """
        self._archive = Archive(data, label)
        parts = read_parts(self._archive)
        styles = plain(self._archive.read(parts.styles), label) if parts.styles else b""
        self.formats, self.codes, (font, size) = _read_styles(styles)
        self._digit = digit_pixels(font, size)
        self._line = size * face(font).pitch
        self._sheets: dict[str, Sheet] = {}
        self._boxes: dict[Target, Box] = {}

    def box(self, target: Target) -> Box:
        """The box of a target; a style that the workbook lacks is the plain one."""
        found = self._boxes.get(target)
        if found is None:
            found = self._boxes[target] = self._measured(target)
        return found

    def code(self, target: Target) -> str:
        """The format code of a target where the workbook defines one itself, else its number as ``#14``."""
        number = self.box(target).format.code
        return self.codes.get(number, f"#{number}")

    def sheet(self, part: str) -> Sheet:
        """Columns and rows of one worksheet part."""
        found = self._sheets.get(part)
        if found is None:
            found = self._sheets[part] = self._read_sheet(part)
        return found

    def _measured(self, target: Target) -> Box:
        sheet = self.sheet(target.part)
        look = self.formats[target.style] if 0 <= target.style < len(self.formats) else Format()
        alone = (target.row, target.col) == (target.last_row, target.last_col)
        grows = alone and sheet.rows.get(target.row + 1, (0.0, sheet.grows))[1]
        width = sheet.width(target.col, target.last_col)
        return Box(width, sheet.height(target.row, target.last_row), grows, look)

    def _read_sheet(self, part: str) -> Sheet:
        xml = plain(self._archive.read(part), self._archive.file)
        head = xml[: max(xml.find(b"<sheetData"), 0)]
        sheet = Sheet(self._points(self._base(8)), self._line * 1.05, grows=True)
        for name, tag in _tags(head):
            if name == "sheetFormatPr":
                width = _number(tag, "defaultColWidth")
                base = int(_number(tag, "baseColWidth") or 8)
                sheet.wide = self._points(width) if width is not None else self._points(self._base(base))
                high = _number(tag, "defaultRowHeight")
                sheet.high = high if high is not None else sheet.high
                sheet.grows = tag.get("customHeight") not in _TRUE
                if tag.get("zeroHeight") in _TRUE:
                    sheet.high, sheet.grows = 0.0, False
        for name, tag in _tags(section(head, b"cols")):
            if name == "col":
                width = _number(tag, "width")
                points = sheet.wide if width is None else self._points(width)
                points = 0.0 if tag.get("hidden") in _TRUE else points
                sheet.columns.append((int(_number(tag, "min") or 1), int(_number(tag, "max") or 1), points))
        sheet.columns.sort()
        sheet.rows = _rows(_tags(section(xml, b"sheetData")), sheet)
        return sheet

    def _base(self, count: int) -> float:
        """The width of a column that shows so many digits: with its margins, in whole steps of eight pixels."""
        pixels = count * self._digit + 5
        return (pixels + -pixels % 8) / self._digit

    def _points(self, width: float) -> float:
        """Width in digits → whole pixels → points (ECMA-376 part 1, 18.3.1.13)."""
        return int((256 * width + 128 // self._digit) / 256 * self._digit) * _PIXEL


@lru_cache(maxsize=16)
def boxes(data: bytes, label: str) -> Boxes:
    """The boxes of a workbook, measured once as long as the same bytes are used."""
    return Boxes(data, label)


def _rows(tags: Iterable[tuple[str, Mapping[str, str]]], sheet: Sheet) -> dict[int, tuple[float, bool]]:
    found: dict[int, tuple[float, bool]] = {}
    at = 0
    for _, tag in tags:
        number = _number(tag, "r")
        at = at + 1 if number is None else int(number)
        high = _number(tag, "ht")
        if tag.get("hidden") in _TRUE:
            found[at] = 0.0, False
        elif high is not None:
            found[at] = high, False
        else:
            found[at] = sheet.high, sheet.grows and tag.get("customHeight") not in _TRUE
    return found


def _tags(xml: bytes) -> Iterable[tuple[str, Mapping[str, str]]]:
    for match in _TAG.finditer(xml):
        name = match[0][1:].split(None, 1)[0].rstrip(b"/").decode()
        yield name, {key.decode(): (a or b).decode("utf-8", "replace") for key, a, b in _ATTRIBUTE.findall(match[0])}


def _number(tag: Mapping[str, str], name: str) -> float | None:
    """A number that a form can have; what is none, or beyond any sheet, is not there."""
    try:
        found = float(tag[name])
    except (KeyError, ValueError):
        return None
    return found if 0 <= found <= 1_048_576 else None


class _StyleReader:
    """Collects fonts and the formats that use them, in the order in which cells number them."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.fonts: list[tuple[str, float]] = []
        self.formats: list[tuple[int, Format]] = []
        self.normal = 0
        self.codes: dict[int, str] = {}
        self._styles = 0

    def start(self, name: str, tag: dict[str, str]) -> None:
        self.path.append(name)
        match self.path[1:]:
            case ["numFmts", "numFmt"]:
                self.codes[int(_number(tag, "numFmtId") or 0)] = tag.get("formatCode", "")
            case ["fonts", "font"]:
                self.fonts.append(("", 11.0))
            case ["fonts", "font", "sz"]:
                self.fonts[-1] = self.fonts[-1][0], _number(tag, "val") or 11.0
            case ["fonts", "font", "name"]:
                self.fonts[-1] = tag.get("val", ""), self.fonts[-1][1]
            case ["cellStyleXfs", "xf"]:
                if not self._styles:
                    self.normal = int(_number(tag, "fontId") or 0)
                self._styles += 1
            case ["cellXfs", "xf"]:
                code = int(_number(tag, "numFmtId") or 0)
                self.formats.append((int(_number(tag, "fontId") or 0), Format(code=code)))
            case ["cellXfs", "xf", "alignment"]:
                font, look = self.formats[-1]
                self.formats[-1] = font, _aligned(look, tag)

    def end(self, _name: str) -> None:
        self.path.pop()

    def font(self, number: int) -> tuple[str, float]:
        return self.fonts[number] if number < len(self.fonts) else ("", 11.0)


def _aligned(look: Format, tag: Mapping[str, str]) -> Format:
    wrap = tag.get("wrapText") in _TRUE or not _WRAPPING.isdisjoint((tag.get("horizontal"), tag.get("vertical")))
    return look._replace(
        wrap=wrap,
        shrink=tag.get("shrinkToFit") in _TRUE and not wrap,
        indent=int(_number(tag, "indent") or 0),
        rotation=int(_number(tag, "textRotation") or 0),
    )


def _read_styles(xml: bytes) -> tuple[list[Format], dict[int, str], tuple[str, float]]:
    """Formats by their number, format codes by numFmtId, and name and size of the workbook's own font (標準)."""
    reader = _StyleReader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(b"<styleSheet>")
        for name in (b"numFmts", b"fonts", b"cellStyleXfs", b"cellXfs"):
            parser.Parse(section(xml, name))
    except expat.ExpatError:
        return [], {}, ("", 11.0)
    looks = [look._replace(font=reader.font(n)[0], size=reader.font(n)[1]) for n, look in reader.formats]
    return looks, reader.codes, reader.font(reader.normal)
