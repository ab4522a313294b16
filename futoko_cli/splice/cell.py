"""One cell's XML (セル1つ): found in its row, read, and written anew with its style kept."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from futoko_cli.core.model import a1
from futoko_cli.splice.escape import escaped, unescaped
from futoko_cli.splice.names import column_of
from futoko_cli.splice.tags import MarkupError, Tag, local, parse, parser_for, prefix_of, tag_at

_REF: Final = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_TYPE: Final = re.compile(rb"""(?<!\s)\s++t\s*+=\s*+(?:"[^"]*"|'[^']*')""")
_STYLE: Final = re.compile(rb"""((?<!\s)\s++s\s*+=\s*+)(?:"[^"]*"|'[^']*')""")
_CHILDREN: Final = frozenset({"v", "f", "is"})


class Found(NamedTuple):
    """One cell of a row: column, where its start tag begins and its end tag (or what follows it), attributes, children."""

    col: int
    start: int
    end_tag: int
    attributes: dict[str, str]
    children: tuple[str, ...]

    def end(self, xml: bytes) -> int:
        """Where the whole cell ends."""
        tag = tag_at(xml, self.start)
        return tag.end if tag.closed else xml.index(b">", self.end_tag) + 1


class RowCells(NamedTuple):
    """The cells of one row: its start tag, all cells, and where a cell after the last one goes."""

    tag: Tag
    cells: tuple[Found, ...]
    tail: int


class Held(NamedTuple):
    """What a cell's XML says: type and text, before anything is looked up."""

    kind: str
    text: str


def row_cells(xml: bytes, start: int, end_tag: int, row: int) -> RowCells:
    """Every cell of the row that begins at ``start`` and whose end tag begins at ``end_tag``.

    Raises:
        MarkupError: cells out of order or doubled, cells of another row.

    """
    tag = tag_at(xml, start)
    if tag.closed:
        return RowCells(tag, (), tag.end)
    row_end = xml.index(b">", end_tag) + 1
    part = xml[start:row_end]
    prefix = prefix_of(tag.name).decode()
    cell_name, skipped = prefix + "c", len(prefix)
    cells: list[Found] = []
    begun: list[tuple[int, int, dict[str, str]]] = []
    children: list[str] = []
    tail = end_tag
    depth = 0
    last = -1

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, tail, last
        depth += 1
        if depth == 3:
            children.append(name[skipped:] if name.startswith(prefix) else name)
        elif depth == 2:
            at = start + parser.CurrentByteIndex
            if name != cell_name:
                if local(name) == "c":
                    raise MarkupError
                tail = min(tail, at)
                return
            col = _column(attributes.get("r"), row, last)
            if col <= last or tail < end_tag:
                raise MarkupError
            last = col
            children.clear()
            begun.append((col, at, attributes))

    def finish(_name: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 1 and begun:
            col, at, attributes = begun.pop()
            cells.append(Found(col, at, start + parser.CurrentByteIndex, attributes, tuple(children)))

    parser = parser_for(part)
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parse(parser, part)
    return RowCells(tag, tuple(cells), tail)


def _column(ref: str | None, row: int, last: int) -> int:
    if ref is None:
        return last + 1
    found = _REF.fullmatch(ref)
    if found is None or int(found[2]) != row + 1:
        raise MarkupError
    col = column_of(found[1])
    if col >= 16_384:
        raise MarkupError
    return col


class Frame(NamedTuple):
    """A cell without its content: what its XML begins with, and the prefix of its children."""

    head: bytes  # up to the type
    prefix: bytes
    text: tuple[bytes, bytes]
    number: tuple[bytes, bytes]
    flag: tuple[bytes, bytes]


def frame(head: bytes, prefix: bytes) -> Frame:
    """The frames of all kinds of content for one cell."""
    p = prefix
    close = b"</" + p + b"c>"
    return Frame(
        head,
        p,
        (
            head + b' t="inlineStr"><' + p + b"is><" + p + b't xml:space="preserve">',
            b"</" + p + b"t></" + p + b"is>" + close,
        ),
        (head + b"><" + p + b"v>", b"</" + p + b"v>" + close),
        (head + b' t="b"><' + p + b"v>", b"</" + p + b"v>" + close),
    )


def frame_of(xml: bytes, found: Found, row: int, style: int | None = None) -> Frame:
    """The frame of a cell that exists: all its attributes but the type; one that does not say its place says it now."""
    tag = tag_at(xml, found.start)
    inner = xml[found.start : tag.end - (2 if tag.closed else 1)].rstrip()
    head = _TYPE.sub(b"", inner)
    if "r" not in found.attributes:
        at = 1 + len(tag.name)
        head = head[:at] + b' r="' + a1(row, found.col).encode() + b'"' + head[at:]
    if style is not None:
        head, changed = _STYLE.subn(lambda m: m[1] + b'"%d"' % style, head)
        if not changed:
            head += b' s="%d"' % style
    return frame(head, prefix_of(tag.name))


def new_frame(row: int, col: int, style: int, prefix: bytes) -> Frame:
    """The frame of a cell that does not exist yet."""
    dressed = b' s="%d"' % style if style else b""
    return frame(b"<" + prefix + b'c r="' + a1(row, col).encode() + b'"' + dressed, prefix)


def written(into: Frame, value: str | float | bool | None) -> bytes:
    """The cell with ``value`` in it; dates are serial numbers by now."""
    if value is None or value == "":
        return into.head + b"/>"
    if isinstance(value, str):
        before, after = into.text
        return before + escaped(value) + after
    if isinstance(value, bool):
        before, after = into.flag
        return before + (b"1" if value else b"0") + after
    before, after = into.number
    return before + repr(value).encode() + after


def read_cells(fragment: bytes) -> list[tuple[dict[str, str], Held]]:
    """Every cell of a fragment: attributes, and what it holds. Furigana is not part of a text."""
    cells: list[tuple[dict[str, str], Held]] = []
    pieces: list[str] = []
    reading = False
    phonetic = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal reading, phonetic
        tag = local(name)
        if tag == "c":
            pieces.clear()
            cells.append((attributes, Held("", "")))
        elif tag == "rPh":
            phonetic += 1
        reading = tag in {"v", "t"} and not phonetic

    def end(name: str) -> None:
        nonlocal reading, phonetic
        tag = local(name)
        reading = False
        if tag == "c":
            kind = cells[-1][0].get("t", "n") if pieces else ""
            cells[-1] = (cells[-1][0], Held(kind, "".join(pieces)))
        elif tag == "rPh":
            phonetic -= 1

    def text(data: str) -> None:
        if reading:
            pieces.append(data)

    parser = parser_for(fragment)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parse(parser, fragment)
    return cells


def value_of(held: Held) -> str | float | bool | int | None:
    """What a cell holds, where no list of strings is needed; whole numbers are int."""
    if held.kind == "" and not held.text:
        return None
    if held.kind in {"inlineStr", "str", "e", "d"}:
        return unescaped(held.text)
    if held.kind == "b":
        return held.text.strip() in {"1", "true"}
    try:
        found = float(held.text)
    except ValueError:
        return unescaped(held.text)
    return int(found) if found.is_integer() and abs(found) < 1e15 else found
