"""Merged ranges of OpenDocument sheets (.ods), which the reader does not give."""

from __future__ import annotations

import re
from typing import Final

from futoko_cli.ingest.guard import MAX_CELLS

Range = tuple[tuple[int, int], tuple[int, int]]
_TAG: Final = re.compile(rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)([\s/>][^<>]*)")
_REPEATED: Final = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["']([0-9]{1,12})["']""")
_WIDE: Final = re.compile(rb"""table:number-columns-spanned\s*=\s*["']([0-9]{1,6})["']""")
_HIGH: Final = re.compile(rb"""table:number-rows-spanned\s*=\s*["']([0-9]{1,6})["']""")
_MOST = 10_000


def ods_merges(content: bytes) -> list[list[Range]]:
    """Zero-based merged ranges (both corners inside) of each sheet of a content.xml, in order."""
    sheets: list[list[Range]] = []
    row = col = 0
    rows = 1
    for found in _TAG.finditer(content):
        end, name, rest = found.groups()
        if end:
            if name == b"table-row":
                row, col = row + rows, 0
            continue
        times = int(repeated[1]) if (repeated := _REPEATED.search(rest)) else 1
        if name == b"table":
            sheets.append([])
            row = 0
        elif name == b"table-row":
            rows, col = times, 0
            if rest.endswith(b"/"):
                row += rows
        else:
            wide, high = (int(m[1]) if (m := span.search(rest)) else 1 for span in (_WIDE, _HIGH))
            if 1 < wide * high <= MAX_CELLS and sheets and len(sheets[-1]) < _MOST:
                sheets[-1].append(((row, col), (row + high - 1, col + wide - 1)))
            col += times
    return sheets
