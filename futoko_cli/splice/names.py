"""Defined names (名前の定義): which of a workbook's names is exactly one cell, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from futoko_cli.splice.model import Target
from futoko_cli.splice.tags import local, parse, parser_for

_SHEET: Final = r"(?:'((?:[^']|'')+)'|([^'!\s]+))"
_CELL: Final = r"\$([A-Za-z]{1,3})\$([1-9][0-9]{0,6})"
_AREA: Final = re.compile(rf"=?{_SHEET}!{_CELL}(?::{_CELL})?")
_LOOSE: Final = re.compile(
    rf"=?{_SHEET}!\$?[A-Za-z]{{1,3}}\$?[1-9][0-9]{{0,6}}(?::\$?[A-Za-z]{{1,3}}\$?[1-9][0-9]{{0,6}})?"
)
_LINES: Final = re.compile(rf"=?{_SHEET}!(?:\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}})")
_LONGEST: Final = 2_000  # characters; a reference to one cell has at most fifty
_LAST_ROW: Final = 1_048_576
_LAST_COL: Final = 16_384

DELETED: Final = "指していたセルが削除されています (#REF!)。「数式」→「名前の管理」で指し直してください。"
OTHER_BOOK: Final = "ほかのブックのセルを指しています。このブックのセルを指してください。"
SEVERAL: Final = "2つ以上のセルを指しています。1つのセル（または1つの結合セル）を指してください。"
RELATIVE: Final = "「$」の付かない参照です。「$B$3」のように「$」を付けて指してください。"
NO_CELL: Final = "セルではなく、数式や値です。1つのセルを指してください。"
NO_SHEET: Final = "指しているシートがありません。「数式」→「名前の管理」で指し直してください。"
NO_CELLS: Final = "セルのないシート（グラフ シートなど）を指しています。ワークシートのセルを指してください。"
FAR: Final = "シートの外を指しています。「数式」→「名前の管理」で指し直してください。"


@dataclass(frozen=True, slots=True)
class DefinedName:
    """One name of the workbook. ``scope``: the sheet it belongs to, or nothing; ``problem``: why ``target`` is None."""

    name: str
    scope: str
    refers: str
    hidden: bool
    target: Target | None
    problem: str


class RawName(NamedTuple):
    """One name as workbook.xml spells it. ``scope``: place of its sheet in the list of sheets, or None."""

    name: str
    refers: str
    scope: int | None
    hidden: bool


class Area(NamedTuple):
    """The cells a name points to: sheet, and zero-based first and last row and column."""

    sheet: str
    row: int
    col: int
    last_row: int
    last_col: int


class Book(NamedTuple):
    """What workbook.xml lists: every sheet's title in order (charts too), and the names that people gave."""

    sheets: tuple[str, ...]
    names: tuple[RawName, ...]


def read_book(xml: bytes) -> Book:
    """Sheets and names of workbook.xml; names of Excel's own (``_xlnm.``), macros and functions are left out."""
    sheets: list[str] = []
    names: list[RawName] = []
    path: list[str] = []
    pieces: list[str] = []
    current: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        path.append(local(name))
        if path[1:] == ["sheets", "sheet"]:
            sheets.append(attributes.get("name", ""))
        elif path[1:] == ["definedNames", "definedName"]:
            current = attributes
            pieces.clear()
            parser.CharacterDataHandler = pieces.append

    def end(_name: str) -> None:
        if path[1:] == ["definedNames", "definedName"]:
            parser.CharacterDataHandler = None
            kept = _name_of(current, "".join(pieces).strip())
            if kept is not None:
                names.append(kept)
        path.pop()

    parser = parser_for(xml)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse(parser, xml)
    return Book(tuple(sheets), tuple(names))


def _name_of(attributes: Mapping[str, str], refers: str) -> RawName | None:
    name = attributes.get("name", "")
    if not name or name.lower().startswith("_xlnm."):
        return None
    if any(attributes.get(kind) in {"1", "true"} for kind in ("function", "vbProcedure", "xlm")):
        return None
    scope = attributes.get("localSheetId")
    place = int(scope) if scope is not None and re.fullmatch("[0-9]{1,6}", scope) else None
    return RawName(name, refers, place, attributes.get("hidden") in {"1", "true"})


@lru_cache(maxsize=1024)
def column_of(letters: str) -> int:
    """Zero-based column of its letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def area_of(refers: str, sheets: Mapping[str, str]) -> Area | str:
    """The cells that a reference names, or the sentence that says why there are none.

    ``sheets``: titles in lower case → title, or nothing for sheets without cells.
    """
    if len(refers) > _LONGEST:
        return NO_CELL
    if "#REF!" in refers.upper():
        return DELETED
    if re.match(r"=?'?[^'!]*\[[^\]]*\]", refers):
        return OTHER_BOOK
    found = _AREA.fullmatch(refers)
    if found is None:
        return _no_area(refers)
    title = found[1].replace("''", "'") if found[1] is not None else found[2]
    sheet = sheets.get(title.lower())
    if sheet is None:
        return SEVERAL if ":" in title and found[1] is None else NO_SHEET
    if not sheet:
        return NO_CELLS
    row, col = int(found[4]) - 1, column_of(found[3])
    last_row, last_col = (int(found[6]) - 1, column_of(found[5])) if found[5] else (row, col)
    row, last_row = sorted((row, last_row))
    col, last_col = sorted((col, last_col))
    if last_row >= _LAST_ROW or last_col >= _LAST_COL:
        return FAR
    return Area(sheet, row, col, last_row, last_col)


def _no_area(refers: str) -> str:
    if _LOOSE.fullmatch(refers):
        return RELATIVE
    if _LINES.fullmatch(refers) or ("," in refers and all(_AREA.fullmatch(one) for one in refers.split(","))):
        return SEVERAL
    return NO_CELL
