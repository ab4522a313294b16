"""OpenDocument sheets (.ods): how large the grid becomes once repeated rows and cells are written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.parsers import expat  # a DOCTYPE is refused before

from futoko_cli.core.model import column_name
from futoko_cli.ingest.cells import far_cell
from futoko_cli.ingest.guard import MAX_CELLS, MAX_SHEETS, encrypted, too_large, unreadable
from futoko_cli.ingest.markup import broken, check_tags, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from futoko_cli.ingest.archive import Archive

_MIME: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_TAG: Final = re.compile(rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)([\s/>][^<>]*)")
_REPEATED: Final = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["']([0-9]{1,12})["']""")


def check_ods(archive: Archive) -> None:
    """Judge an .ods before anything reads it.

    Raises:
        FileProblem: another kind of document, a password, or a grid larger than the limits.

    """
    mime = archive.members.get("mimetype")
    if mime is None or mime.size > len(_MIME) + 64 or not archive.read("mimetype").startswith(_MIME):
        raise unreadable(archive.file, "は表計算の文書 (.ods) ではありません。")
    if "meta-inf/manifest.xml" not in archive or "content.xml" not in archive:
        raise broken(archive.file)
    if b"encryption-data" in archive.read("meta-inf/manifest.xml"):
        raise encrypted(archive.file)
    content = plain(archive.read("content.xml"), archive.file)
    check_tags(content, archive.file)
    try:
        expat.ParserCreate().Parse(content, True)  # noqa: FBT003  a reader may wait forever for a missing end tag
    except expat.ExpatError:
        raise broken(archive.file) from None
    _check_grids(content, archive.file)


class Spot(NamedTuple):
    """A cell of a content.xml with its place; ``col`` −1 opens sheet ``sheet``. ``rest`` are its attributes."""

    sheet: int
    row: int
    rows: int
    col: int
    times: int
    rest: bytes


def walk(content: bytes) -> Iterator[Spot]:
    """Every cell in order, repeated rows and cells said once: zero-based sheet, row and column."""
    sheet, row, col, rows = -1, 0, 0, 1
    for found in _TAG.finditer(content):
        end, name, rest = found.groups()
        if end:
            if name == b"table-row":
                row, col = row + rows, 0
            continue
        times = int(repeated[1]) if (repeated := _REPEATED.search(rest)) else 1
        if name == b"table":
            sheet, row = sheet + 1, 0
            yield Spot(sheet, 0, 0, -1, 0, rest)
        elif name == b"table-row":
            rows, col = times, 0
            if rest.endswith(b"/"):
                row += rows
        else:
            yield Spot(sheet, row, rows, col, times, rest)
            col += times


def _check_grids(content: bytes, file: str) -> None:
    width = last = 0
    for spot in walk(content):
        if spot.col < 0:
            width = last = 0
        elif b"office:value" in spot.rest or not spot.rest.endswith(b"/"):
            width, last = max(width, spot.col + spot.times), spot.row + spot.rows
        if spot.sheet >= MAX_SHEETS:
            raise too_large(file, f"にはシートが {MAX_SHEETS:,} 枚より多くあります。")
        if width * last > MAX_CELLS:
            raise far_cell(file, "", f"{column_name(min(width, 18_278) - 1)}{last}")
