"""Merged ranges of OpenDocument sheets (.ods), which the reader does not give."""

from __future__ import annotations

import re
from typing import Final

from futoko_cli.ingest.guard import MAX_CELLS
from futoko_cli.ingest.ods import walk

Range = tuple[tuple[int, int], tuple[int, int]]
_WIDE: Final = re.compile(rb"""table:number-columns-spanned\s*=\s*["']([0-9]{1,6})["']""")
_HIGH: Final = re.compile(rb"""table:number-rows-spanned\s*=\s*["']([0-9]{1,6})["']""")
_MOST = 10_000


def ods_merges(content: bytes) -> list[list[Range]]:
    """Zero-based merged ranges (both corners inside) of each sheet of a content.xml, in order."""
    sheets: list[list[Range]] = []
    for spot in walk(content):
        if spot.col < 0:
            sheets.append([])
            continue
        wide, high = (int(m[1]) if (m := span.search(spot.rest)) else 1 for span in (_WIDE, _HIGH))
        if 1 < wide * high <= MAX_CELLS and sheets and len(sheets[-1]) < _MOST:
            sheets[-1].append(((spot.row, spot.col), (spot.row + high - 1, spot.col + wide - 1)))
    return sheets
