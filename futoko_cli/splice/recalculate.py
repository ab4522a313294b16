"""Recalculation (再計算): Excel is asked to work out every formula anew when it opens the workbook.

LibreOffice does not listen, so the values that formulas gave are left out as well (``places``).
"""

from __future__ import annotations

from typing import Final

from futoko_cli.splice.plan import Plan, Span
from futoko_cli.splice.tags import MarkupError, Tag, attribute_span, local, parse, parser_for, prefix_of, tag_at

#: What stands before calcPr; ECMA-376 part 1, 18.2.27 (workbook).
_BEFORE: Final = frozenset({"sheets", "functionGroups", "externalReferences", "definedNames"})
_ATTRIBUTE: Final = b' fullCalcOnLoad="1"'


def recalculating(part: str, xml: bytes) -> tuple[Plan, tuple[bytes, ...]]:
    """The workbook part cut where it says how to calculate, and what comes to stand there."""
    where, after, prefix = _find(xml)
    if where is None:
        new = b"<" + prefix + b"calcPr" + _ATTRIBUTE + b"/>"
        return Plan(part, xml, [Span(after, after)]), (new,)
    span = attribute_span(xml, where, b"fullCalcOnLoad")
    if span is not None:
        return Plan(part, xml, [Span(*span)]), (b"1",)
    at = where.start + 1 + len(where.name)
    return Plan(part, xml, [Span(at, at)]), (_ATTRIBUTE,)


def asks(xml: bytes) -> bool:
    """Whether the workbook part asks for it."""
    where, _, _ = _find(xml)
    span = attribute_span(xml, where, b"fullCalcOnLoad") if where is not None else None
    return span is not None and xml[slice(*span)] in {b"1", b"true"}


def _find(xml: bytes) -> tuple[Tag | None, int, bytes]:
    """The calcPr tag, the end of what comes before it, and the prefix in use."""
    found: list[int] = []
    before: list[tuple[int, int]] = []  # start, end tag
    depth = 0

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth == 2 and local(name) == "calcPr":
            found.append(parser.CurrentByteIndex)
        elif depth == 2 and local(name) in _BEFORE:
            before.append((parser.CurrentByteIndex, -1))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 1 and local(name) in _BEFORE:
            before[-1] = (before[-1][0], parser.CurrentByteIndex)

    parser = parser_for(xml)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse(parser, xml)
    if not before or len(found) > 1:
        raise MarkupError
    begin, end_tag = before[-1]
    tag = tag_at(xml, begin)
    after = tag.end if tag.closed else xml.index(b">", end_tag) + 1
    return (tag_at(xml, found[0]) if found else None), after, prefix_of(tag.name)
