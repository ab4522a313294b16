"""The cells of a worksheet that hold something (中身のあるセル), cut out of its XML.

A register is a bordered table: two cells of three are blank and exist only for their border. A parser spends nearly
all its time on them and on reading every sheet a second time for merged ranges. Here C-speed searches keep the cells
that hold something, in the one spelling ``<c r="B4" s="3" t="s">…</c>``, and prove on what is left that no cell lies
so far away that the grid would not fit into memory. A sheet in any other spelling (cells without ``r``, attributes in
another order) goes through expat and comes out in the same one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from futoko_cli.ingest.guard import MAX_CELLS, MAX_MERGES, too_large
from futoko_cli.ingest.markup import broken, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from futoko_cli.ingest.guard import FileProblem

Range = tuple[tuple[int, int], tuple[int, int]]

#: Each finds the first cell that is *not* spelled so within its box. A second ``r`` must not pass (readers take the
#: last), nor a ``>`` inside quotes, nor more attributes than a cell has (some parsers take quadratic time over them).
_REST: Final = rb' s="[^"]{1,10}+")?+(?: t="[^"]{1,9}+")?+(?:>|(?: [a-qs-z][a-z]?+="[^"]{0,10}+"){1,4}+>))'
_WIDE: Final = rb'<c(?! r="[A-Z]{1,2}+[1-9][0-9]{0,2}+"(?:' + _REST  # 702 columns, 999 rows: the usual register
_LONG: Final = rb'<c(?! r="[A-Z][1-9][0-9]{0,4}+"(?:' + _REST  # 26 columns, 99,999 rows: a list
_ANY: Final = rb'<c(?! r="[A-Z]{1,3}+[1-9][0-9]{0,6}+"(?:' + _REST
_FORMULA: Final = re.compile(rb"<f[^<]*+</f>")  # only the value it gave is read
_ROW: Final = re.compile(rb'<row(?! r="[1-9][0-9]{0,6}")')  # a row that does not say its number, or says too much
_SAMPLE: Final = 2048  # bytes from the middle of a sheet that tell whether it is full of blank cells
_REF: Final = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')
_NAMESPACES: Final = (b"/spreadsheetml/2006/main", b"/spreadsheetml/main")
_MERGE: Final = re.compile(rb"""<mergeCell\s[^<>]*?ref\s*=\s*["']([^"'<>]{1,40})["']""")
_AREA: Final = re.compile(rb"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")
_HEAD: Final = b'<worksheet><mergeCells count="0"></mergeCells><sheetData>'  # merges first: calamine stops there
_TAIL: Final = b"</sheetData></worksheet>"


class Thinned(NamedTuple):
    """One worksheet part without blank cells, formulas and all else.

    ``filled``: how many cells it has at most; ``hidden``: some row may be hidden.
    """

    xml: bytes
    filled: int
    merges: list[Range]
    hidden: bool


def thin(xml: bytes, file: str, sheet: str) -> Thinned:
    """The part as calamine gets it, and what was cut from it.

    Exact: reading the result gives the grid that reading ``xml`` gives. Blank cells on the right and below, whatever
    their border, are no part of either.

    Raises:
        FileProblem: not a worksheet, cut short, or a cell so far away that the grid passes ``MAX_CELLS``.

    """
    xml = plain(xml, file, sheet)
    start = xml.find(b"<sheetData")
    opened = xml.find(b">", start)
    if start < 0 or opened < 0:
        raise broken(file, sheet)
    if xml[opened - 1] == ord("/"):
        return Thinned(_HEAD + _TAIL, 0, _merges(xml, opened, file, sheet), hidden=False)
    end = xml.rfind(b"</sheetData")
    if end < opened:
        raise broken(file, sheet)
    body = xml[opened + 1 : end]
    kept, filled, fits = _kept(body)
    root = xml[: xml.find(b">", xml.find(b"<worksheet"))]
    two_names = sum(map(root.count, _NAMESPACES)) > 1  # a prefix beside the default: cells may have either
    if two_names or not fits:
        if two_names or _prefixed(kept) or re.search(_ANY, kept):
            from futoko_cli.ingest.respell import respell

            kept = respell(xml, file, sheet)
            filled = kept.count(b"<c ")
        _check_grid(kept, file, sheet)
    return Thinned(b"".join((_HEAD, kept, _TAIL)), filled, _merges(xml, end, file, sheet), b" hidden=" in body)


def _kept(body: bytes) -> tuple[bytes, int, bool]:
    """The cells that hold something, how many they are at most, and whether a glance finds them all near."""
    middle = len(body) // 2
    sample = body[middle : middle + _SAMPLE]
    dense = sample.count(b"/>") < sample.count(b"</c")
    if dense and not _ROW.search(body) and _fits(body):
        return body, len(body) // 20, True  # cutting would cost more than it saves; no cell is shorter
    # a cell that holds something is what stands between the last "<c " and its end tag
    cells = [piece.rpartition(b"<c ")[2] for piece in body.split(b"</c")]
    cells.pop()  # what follows the last end tag
    if not cells:
        return b"", 0, True
    cells[0] = b"<c " + cells[0]
    cells[-1] += b"</c>"
    kept = _FORMULA.sub(b"", b"</c><c ".join(cells))
    return kept, len(cells), _fits(kept)


def _fits(cells: bytes) -> bool:
    """Whether every cell lies in one of the two usual boxes, in the usual spelling."""
    if re.search(_WIDE, cells) and re.search(_LONG, cells):
        return False
    return not _prefixed(cells)


def _prefixed(cells: bytes) -> bool:
    """Whether something may be a cell under a prefix: a reader takes ``<y:c>`` for one whatever y is."""
    return b":" in cells and b":c" in cells


def _check_grid(xml: bytes, file: str, sheet: str) -> None:
    """The exact corner of the grid, where a glance did not settle it."""
    last_row, last_col, far = 0, 0, ""
    for letters, digits in _REF.findall(xml):
        row, col = int(digits), column_number(letters)
        if row > last_row or col > last_col:
            last_row, last_col = max(row, last_row), max(col, last_col)
            far = f"{letters.decode()}{row}"
            if last_row * last_col > MAX_CELLS:
                raise far_cell(file, sheet, far)


def far_cell(file: str, sheet: str, cell: str) -> FileProblem:
    """A value far outside the table makes the grid too large."""
    hint = f"{cell} を表の外に置き忘れていないか確かめ、その行や列を削除して保存し直してください。"
    return too_large(file, f"では、{cell} が表から離れすぎています。", hint, sheet, cell)


@lru_cache(maxsize=1024)
def column_number(letters: bytes) -> int:
    """One-based column of its letters: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


@lru_cache(maxsize=4096)
def _area(ref: bytes) -> Range | None:
    """Zero-based corners of ``A3:B4``; sheets of one school repeat the same few."""
    found = _AREA.fullmatch(ref)
    if found is None:
        return None
    top, left = int(found[2]) - 1, column_number(found[1]) - 1
    bottom, right = (int(found[4]) - 1, column_number(found[3]) - 1) if found[3] else (top, left)
    return ((min(top, bottom), min(left, right)), (max(top, bottom), max(left, right)))


def _merges(xml: bytes, start: int, file: str, sheet: str) -> list[Range]:
    if xml.find(b"<mergeCell", start) < 0:
        return []
    refs = _MERGE.findall(xml, start)
    if len(refs) > MAX_MERGES:
        raise too_large(file, f"には結合セルが {len(refs):,} 個あります。", sheet=sheet)
    return [area for ref in refs if (area := _area(ref))]


def clipped(merges: Iterable[Range], rows: list[list[object]], file: str, sheet: str) -> list[Range]:
    """Merged ranges cut to the grid, so that walking over their cells stays inside it.

    Raises:
        FileProblem: together they cover more cells than the grid has, which Excel never writes.

    """
    height, width = len(rows), len(rows[0]) if rows else 0
    kept: list[Range] = []
    area = 0
    for (top, left), (bottom, right) in merges:
        if top < height and left < width:
            bottom, right = min(bottom, height - 1), min(right, width - 1)  # noqa: PLW2901
            area += (bottom - top + 1) * (right - left + 1)
            kept.append(((top, left), (bottom, right)))
    if area > height * width:
        raise too_large(file, "の結合セルが重なり合っています。", sheet=sheet)
    return kept
