"""Check-boxes among the form controls (フォーム コントロールのチェックボックス): where they sit, what they are linked to.

The state of one stands in up to three places: its ctrlProp part (Excel 2010 and later), its shape in the VML drawing,
and the cell it is linked to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from futoko_cli.splice.book import SheetView, Workbook
from futoko_cli.splice.names import area_of, column_of
from futoko_cli.splice.plan import Span
from futoko_cli.splice.refusal import as_template
from futoko_cli.splice.tags import attribute_span, tag_at

Cell = tuple[str, int, int]  # sheet, zero-based row and column

_DATA: Final = re.compile(rb"<((?:\w{1,40}:)?)ClientData\b([^<>]*+)>")
_KIND: Final = re.compile(rb"""\bObjectType\s*+=\s*+["']Checkbox["']""")
_SHAPE: Final = re.compile(rb"<(?:\w{1,40}:)?shape\b([^<>]*+)>")
_NUMBER: Final = re.compile(rb"""\bid\s*+=\s*+["'][^"']{0,100}?_s([0-9]{1,12})["']""")
_CHECKED: Final = re.compile(rb"<((?:\w{1,40}:)?)Checked\s*+(?:/>|>\s*+([0-9]*+)\s*+</\1Checked\s*+>)")
_LINK: Final = re.compile(rb"<((?:\w{1,40}:)?)FmlaLink\s*+>([^<]*+)</\1FmlaLink\s*+>")
_ANCHOR: Final = re.compile(
    rb"<((?:\w{1,40}:)?)Anchor\s*+>\s*+([0-9]{1,7})\s*+,\s*+-?[0-9]++\s*+,\s*+([0-9]{1,7})\s*+,"
)
_STATES: Final = {b"": False, b"0": False, b"1": True, b"Unchecked": False, b"Checked": True}
_LOOSE: Final = re.compile(r"(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class Mark(NamedTuple):
    """Where a box's state stands in one part: its bytes, and what they become."""

    part: str
    span: Span
    on: bytes
    off: bytes


@dataclass(frozen=True, slots=True)
class CheckBox:
    """One check-box control: the cell where it begins, its linked cell, its state (None: mixed), where that stands."""

    at: Cell
    link: Cell | None
    checked: bool | None
    marks: tuple[Mark, ...]


class Boxes(NamedTuple):
    """All check-boxes of a workbook, and the cells under ActiveX controls."""

    boxes: tuple[CheckBox, ...]
    active: frozenset[Cell]


@dataclass(slots=True)
class _Shape:
    row: int = -1
    col: int = -1
    link: str = ""
    checked: bool | None = False
    marks: tuple[Mark, ...] = ()


def read_boxes(book: Workbook) -> Boxes:
    """Every check-box of every worksheet."""
    boxes: list[CheckBox] = []
    active: set[Cell] = set()
    for view in book.views.values():
        if any(link.kind in {"ctrlProp", "vmlDrawing", "control"} for link in view.links):
            with as_template(book.label):
                boxes += _of_sheet(book, view, active)
    return Boxes(tuple(boxes), frozenset(active))


def _of_sheet(book: Workbook, view: SheetView, active: set[Cell]) -> list[CheckBox]:
    shapes: dict[str, _Shape] = {}
    for link in view.links:
        if link.kind == "vmlDrawing":
            _drawn(book.small_part(link.part), link.part, shapes)
    parts = {link.id: link for link in view.links if link.kind in {"ctrlProp", "control"}}
    seen: set[str] = set()
    for control in view.scan.controls if parts else ():
        found = parts.get(control.link)
        if found is None or control.shape in seen:
            continue
        seen.add(control.shape)
        if found.kind == "control":
            active.add((view.title, control.row, control.col))
            shapes.pop(control.shape, None)
            continue
        shape = shapes.get(control.shape, _Shape())
        if _property(book.small_part(found.part), found.part, shape):
            shape.row, shape.col = (control.row, control.col) if control.row >= 0 else (shape.row, shape.col)
            shapes[control.shape] = shape
    return [
        CheckBox((view.title, s.row, s.col), _linked(s.link, view.title, book), s.checked, s.marks)
        for s in shapes.values()
    ]


def _drawn(vml: bytes, part: str, shapes: dict[str, _Shape]) -> None:
    """The check-boxes of a VML drawing. It is searched, not parsed: Excel itself writes VML that is no XML."""
    shape = at = 0
    name = ""
    while data := _DATA.search(vml, at):
        end = vml.find(b"</" + data[1] + b"ClientData", data.end())
        if end < 0:
            return
        for found in _SHAPE.finditer(vml, shape, data.start()):
            number = _NUMBER.search(found[1])
            name = number[1].decode() if number else ""
        shape = at = end
        if name and _KIND.search(data[2]):
            shapes[name] = _drawn_box(vml, Span(data.end(), end), data[1], part)
        name = ""


def _drawn_box(vml: bytes, inner: Span, prefix: bytes, part: str) -> _Shape:
    """What stands in one ClientData element."""
    checked = _CHECKED.search(vml, *inner)
    state = _STATES.get(checked[2] or b"1") if checked else False
    span = Span(*checked.span()) if checked else Span(inner.end, inner.end)
    on = b"<" + prefix + b"Checked>1</" + prefix + b"Checked>"
    shape = _Shape(checked=state, marks=(Mark(part, span, on, b""),))
    if link := _LINK.search(vml, *inner):
        shape.link = link[2].decode("utf-8", "replace").strip()
    if anchor := _ANCHOR.search(vml, *inner):
        shape.col, shape.row = int(anchor[2]), int(anchor[3])
    return shape


def _property(xml: bytes, part: str, shape: _Shape) -> bool:
    """Take over what a ctrlProp part says; false where it is no check-box."""
    start = re.search(rb"<(?:\w+:)?formControlPr\b", xml)
    if start is None:
        return False
    tag = tag_at(xml, start.start())

    def attribute(name: bytes) -> str:
        span = attribute_span(xml, tag, name)
        return xml[slice(*span)].decode() if span else ""

    if attribute(b"objectType") != "CheckBox":
        return False
    shape.link = (attribute(b"fmlaLink") or shape.link).replace("&apos;", "'").replace("&amp;", "&")
    shape.checked = _STATES.get(attribute(b"checked").encode())
    span = attribute_span(xml, tag, b"checked")
    at = tag.start + 1 + len(tag.name)
    if span is None:
        mark = Mark(part, Span(at, at), b' checked="Checked"', b"")
    else:
        mark = Mark(part, Span(*span), b"Checked", b"Unchecked")
    shape.marks = (*shape.marks, mark)
    return True


def _linked(link: str, sheet: str, book: Workbook) -> Cell | None:
    """The one cell that a link names, directly or by a defined name."""
    found = _LOOSE.fullmatch(link)
    if found is not None:
        title = found[1].replace("''", "'") if found[1] is not None else found[2] or sheet
        title = book.titles.get(title.lower(), "")
        return (title, int(found[4]) - 1, column_of(found[3])) if title else None
    book.spend(len(book.book.names) if link else 0)
    for name in book.book.names if link else ():
        if name.name.lower() == link.lower():
            where = area_of(name.refers, book.titles)
            if not isinstance(where, str):
                return where.sheet, where.row, where.col
    return None
