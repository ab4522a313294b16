"""XML parts of a workbook, read for where things stand (タグの位置): expat with a DOCTYPE refused, tags cut at bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.parsers import expat

from futoko_cli.ingest.guard import MAX_TAG

if TYPE_CHECKING:
    from pyexpat import XMLParserType

#: Both spellings of the namespace of worksheets: transitional and strict.
MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_TAG: Final = re.compile(rb"""<[^\s/>"']++(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE: Final = re.compile(rb"""(?<!\s)\s++([^\s=<>"']++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_NAME: Final = re.compile(rb"""<([^\s/>"']++)""")
_ENCODINGS: Final = frozenset({"utf-8", "utf8"})
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class MarkupError(ValueError):
    """A part that Excel would not write: DOCTYPE, another encoding, rows or cells out of order."""


class EncodingError(MarkupError):
    """A part in another encoding than UTF-8: XML allows it, Excel never writes it."""


class Tag(NamedTuple):
    """One start tag: qualified name, where it begins and ends, whether it is its own end."""

    name: bytes
    start: int
    end: int
    closed: bool


def tag_at(xml: bytes, start: int) -> Tag:
    """The start tag at ``start``."""
    found = _TAG.match(xml, start)
    name = _NAME.match(xml, start)
    if found is None or name is None or found.end() - start > MAX_TAG:
        raise MarkupError
    return Tag(name[1], start, found.end(), xml[found.end() - 2 : found.end() - 1] == b"/")


def prefix_of(name: bytes) -> bytes:
    """The prefix of a qualified name with its colon, or nothing."""
    return name[: name.rfind(b":") + 1]


def attribute_span(xml: bytes, tag: Tag, name: bytes) -> tuple[int, int] | None:
    """Where the value of an attribute stands, without its quotes."""
    at = tag.start + 1 + len(tag.name)
    for found in _ATTRIBUTE.finditer(xml, at, tag.end):
        if found[1] == name:
            return found.span(2) if found[2] is not None else found.span(3)
    return None


def parser_for(xml: bytes, separator: str | None = None) -> XMLParserType:
    """A parser that refuses a DOCTYPE and any encoding but UTF-8."""
    if xml.startswith(_UTF16):
        raise EncodingError
    parser = expat.ParserCreate(namespace_separator=separator)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.XmlDeclHandler = _only_utf8
    return parser


def _no_doctype(*_: object) -> None:
    raise MarkupError


def _only_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise EncodingError


def parse(parser: XMLParserType, xml: bytes) -> None:
    """Feed the whole part."""
    parser.Parse(xml, True)  # noqa: FBT003  expat takes it by position only


def local(name: str) -> str:
    """A name without its namespace or prefix."""
    if ":" not in name and " " not in name:
        return name
    return name.rpartition(" ")[2].rpartition(":")[2]


def elements(xml: bytes) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Every element of a small part: depth (the root is 1), local name, attributes by local name."""
    found: list[tuple[int, str, dict[str, str]]] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        found.append((depth, local(name), {local(key): value for key, value in attributes.items()}))

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = parser_for(xml)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse(parser, xml)
    return iter(found)
