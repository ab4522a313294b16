"""Cells get names (名前の定義): ``xl/workbook.xml`` with more names in it, every other part as it was."""

from __future__ import annotations

import re
import zlib
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple

from futoko_cli.errors import TemplateError
from futoko_cli.splice.package import Package, Packed
from futoko_cli.splice.refusal import as_template, broken
from futoko_cli.splice.tags import elements, local, parse, parser_for, prefix_of, tag_at

if TYPE_CHECKING:
    from collections.abc import Mapping

_PART: Final = "xl/workbook.xml"
_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
#: What stands before the names; ECMA-376 part 1, 18.2.27 (workbook).
_BEFORE: Final = frozenset({"sheets", "functionGroups", "externalReferences"})
_LEVEL: Final = 6


class Place(NamedTuple):
    """One cell of one sheet, as a person writes it."""

    sheet: str
    column: str
    row: int

    @property
    def formula(self) -> str:
        """What the name refers to: ``'様式'!$B$3``."""
        sheet = self.sheet.replace("'", "''")
        return f"'{sheet}'!${self.column}${self.row}"


def read_place(text: str) -> Place | None:
    """``様式!B3``, ``'様式 1'!$B$3`` or ``B3`` (no sheet: the only one); None where it is neither."""
    sheet, _, cell = text.strip().rpartition("!")
    match = _CELL.fullmatch(cell.strip())
    if match is None or (len(match[1]) == 3 and match[1].upper() > "XFD") or int(match[2]) > 1_048_576:
        return None
    if len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    return Place(sheet, match[1].upper(), int(match[2]))


def bind(data: bytes, label: str, places: Mapping[str, Place]) -> bytes:
    """The workbook with a name for each place.

    Raises:
        TemplateError: a sheet that is not there or not said, a name that is there already, or a damaged workbook.

    """
    with as_template(label):
        package = Package(data, label)
        if _PART not in package.archive:
            raise broken(label)
        xml = package.read(_PART)
        sheets, names = _listed(xml)
        added = b"".join(
            _element(name, _placed(place, sheets, label), xml)
            for name, place in places.items()
            if _free(name, names, label)
        )
        return package.exchange({_PART: _packed(_inserted(xml, added, label))})


def _listed(xml: bytes) -> tuple[list[str], set[str]]:
    """Titles of the sheets; the names that hold in the whole workbook, in small letters as Excel compares them."""
    found = list(elements(xml))
    sheets = [tag.get("name", "") for depth, name, tag in found if depth == 3 and name == "sheet"]
    names = {
        tag.get("name", "").casefold()
        for depth, name, tag in found
        if depth == 3 and name == "definedName" and "localSheetId" not in tag
    }
    return sheets, names


def _free(name: str, names: set[str], label: str) -> bool:
    if name.casefold() in names:
        raise TemplateError(
            f"{label} には「{name}」という名前がすでにあります。", "Excel の［数式］→［名前の管理］で直してください。"
        )
    return True


def _placed(place: Place, sheets: list[str], label: str) -> Place:
    """The place with the sheet's title as the workbook spells it."""
    if not place.sheet and len(sheets) == 1:
        return place._replace(sheet=sheets[0])
    title = next((sheet for sheet in sheets if sheet.casefold() == place.sheet.casefold()), "")
    if not title:
        said = f"「{place.sheet}」というシートがありません" if place.sheet else "シートが2枚以上あります"
        raise TemplateError(
            f"{label} には{said}。", f"「シート名!B3」のように書きます。シートは {'、'.join(sheets)} です。"
        )
    return place._replace(sheet=title)


def _element(name: str, place: Place, xml: bytes) -> bytes:
    prefix = prefix_of(tag_at(xml, _root(xml)).name).decode()
    text = f'<{prefix}definedName name="{escape(name)}">{escape(place.formula, quote=False)}</{prefix}definedName>'
    return text.encode()


def _root(xml: bytes) -> int:
    at = 0
    parser = parser_for(xml)

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal at
        at = parser.CurrentByteIndex
        parser.StartElementHandler = None

    parser.StartElementHandler = start
    parse(parser, xml)
    return at


def _inserted(xml: bytes, added: bytes, label: str) -> bytes:
    """The part with ``added`` at the end of its names, in a list of their own where it has none."""
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    depth = 0
    parser = parser_for(xml)

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth == 2:
            starts[local(name)] = parser.CurrentByteIndex

    def end(name: str) -> None:
        nonlocal depth
        if depth == 2:
            ends[local(name)] = parser.CurrentByteIndex
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parse(parser, xml)
    prefix = prefix_of(tag_at(xml, _root(xml)).name)
    opening, closing = b"<" + prefix + b"definedNames>", b"</" + prefix + b"definedNames>"
    if "definedNames" in starts:
        tag = tag_at(xml, starts["definedNames"])
        if tag.closed:
            return xml[: tag.start] + opening + added + closing + xml[tag.end :]
        at = ends["definedNames"]
        return xml[:at] + added + xml[at:]
    last = max((starts[name] for name in _BEFORE & starts.keys()), default=-1)
    if last < 0:
        raise broken(label)
    tag = tag_at(xml, last)
    name = next(name for name in _BEFORE if starts.get(name) == last)
    at = tag.end if tag.closed else xml.index(b">", ends[name]) + 1
    return xml[:at] + opening + added + closing + xml[at:]


def _packed(xml: bytes) -> Packed:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    data = packer.compress(xml) + packer.flush()
    return Packed((data,), len(data), zlib.crc32(xml), len(xml))
