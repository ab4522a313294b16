"""What a sheet shows but does not say (見た目): hidden rows, struck-out names, blacked-out days.

Asked for late and seldom: a sheet keeps its zipped part and opens it again only where the workbook has a
strike-through font, a black fill or a hidden row at all.
"""

from __future__ import annotations

import re
import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Final
from xml.parsers import expat  # a DOCTYPE is refused before

from futoko_cli.ingest.cells import column_number
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.ingest.markup import plain, section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from futoko_cli.ingest.archive import Packed

_CELL: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*? ?s="([0-9]{1,6})"')
#: A cell whose value is an error of Excel's (#N/A), which the reader gives as a blank one.
_ERROR: Final = re.compile(
    rb'<c(?=[^<>]*\st="e")[^<>]*?\sr="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>(?:<f[^<]*(?:</f>)?)?<v>([^<]{1,20})<'
)
_ROW: Final = re.compile(rb"<row[\s/>][^<>]*")
_ROW_NUMBER: Final = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,7})["']""")
_HIDDEN: Final = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_DARK: Final = 0.2  # luminance of a blacked-out cell at most: black and the darkest greys
_BLACK_INDEXES: Final = frozenset({"0", "8", "64"})


class Styles:
    """Which cell formats of a workbook strike text out, and which fill the cell black."""

    def __init__(self, xml: bytes) -> None:
        """Keep the styles part, already plain; it is parsed when first asked."""
        self._xml = xml

    @cached_property
    def _formats(self) -> tuple[frozenset[int], frozenset[int]]:
        xml = self._xml
        reader = _StyleReader()
        parser = expat.ParserCreate()
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        try:
            fonts = section(xml, b"fonts") if b"<strike" in xml else b""
            parser.Parse(b"<styleSheet>" + fonts + section(xml, b"fills"))
            if reader.struck_fonts or reader.dark_fills:
                parser.Parse(section(xml, b"cellXfs"))
        except expat.ExpatError:
            return frozenset(), frozenset()
        struck = {i for i, (font, _) in enumerate(reader.formats) if font in reader.struck_fonts}
        dark = {i for i, (_, fill) in enumerate(reader.formats) if fill in reader.dark_fills}
        return frozenset(struck), frozenset(dark)

    @property
    def struck(self) -> frozenset[int]:
        """Cell formats whose font is struck through."""
        return self._formats[0]

    @property
    def dark(self) -> frozenset[int]:
        """Cell formats with a solid black, or nearly black, fill."""
        return self._formats[1]


class _StyleReader:
    """Collects fonts, fills and the formats that join them, in the order in which cells number them."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.fonts = self.fills = -1
        self.struck_fonts: set[str] = set()
        self.dark_fills: set[str] = set()
        self.formats: list[tuple[str, str]] = []
        self.solid = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.path.append(name)
        match self.path[1:]:
            case ["fonts", "font"]:
                self.fonts += 1
            case ["fonts", "font", "strike"]:
                if attributes.get("val", "1") not in {"0", "false"}:
                    self.struck_fonts.add(str(self.fonts))
            case ["fills", "fill"]:
                self.fills += 1
            case ["fills", "fill", "patternFill"]:
                self.solid = attributes.get("patternType") == "solid"
            case ["fills", "fill", "patternFill", "fgColor"]:
                if self.solid and _is_dark(attributes):
                    self.dark_fills.add(str(self.fills))
            case ["cellXfs", "xf"]:
                self.formats.append((attributes.get("fontId", "0"), attributes.get("fillId", "0")))

    def end(self, _name: str) -> None:
        self.path.pop()


def _is_dark(color: Mapping[str, str]) -> bool:
    """Black as a colour, as the palette's black, or as the theme's text colour, however slightly lightened."""
    try:
        tint = float(color.get("tint", "0"))
        if rgb := color.get("rgb"):
            red, green, blue = (int(rgb[-6:][i : i + 2], 16) / 255 for i in (0, 2, 4))
            light = 0.299 * red + 0.587 * green + 0.114 * blue
        elif color.get("indexed") in _BLACK_INDEXES or color.get("theme") == "1":
            light = 0.0
        elif color.get("theme") == "0":
            light = 1.0
        else:
            return False
    except ValueError:
        return False
    return (light * (1 + tint) if tint < 0 else light * (1 - tint) + tint) <= _DARK


class Looks:
    """The looks of one sheet; ``hidden``: its rows are worth a second look."""

    __slots__ = ("_hidden", "_packed", "_styles")

    def __init__(self, packed: Packed, styles: Styles, *, hidden: bool) -> None:
        """Keep the zipped worksheet part and the styles that all sheets of the workbook share."""
        self._packed = packed
        self._styles = styles
        self._hidden = hidden

    def hidden_rows(self) -> frozenset[int]:
        """Zero-based rows hidden by hand or by a filter."""
        if not self._hidden:
            return frozenset()
        rows: set[int] = set()
        at = 0
        for tag in _ROW.findall(self._xml()):
            number = _ROW_NUMBER.search(tag)
            at = int(number[1]) if number else at + 1
            if _HIDDEN.search(tag):
                rows.add(at - 1)
        return frozenset(rows)

    def struck_cells(self) -> frozenset[tuple[int, int]]:
        """Zero-based cells whose font is struck through."""
        return self._cells_of(self._styles.struck)

    def dark_cells(self) -> frozenset[tuple[int, int]]:
        """Zero-based cells with a black fill, blank ones included; a whole column formatted without cells is not."""
        return self._cells_of(self._styles.dark)

    def error_cells(self) -> dict[tuple[int, int], str]:
        """Zero-based cells that hold an error (#N/A), with the error; the grid has them blank."""
        xml = self._xml()
        found = _ERROR.findall(xml) if b't="e"' in xml else ()
        return {(int(row) - 1, column_number(col) - 1): error.decode("utf-8", "replace") for col, row, error in found}

    def _cells_of(self, formats: frozenset[int]) -> frozenset[tuple[int, int]]:
        if not formats:
            return frozenset()
        wanted = {str(i).encode() for i in formats}
        found = _CELL.findall(self._xml())
        return frozenset((int(row) - 1, column_number(col) - 1) for col, row, style in found if style in wanted)

    def _xml(self) -> bytes:
        try:
            return plain(self._packed.unzip(), "")
        except (zlib.error, FileProblem):  # it was readable a moment ago
            return b""
