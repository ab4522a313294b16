"""The result is read again (検算): nothing differs from the template but what was asked for.

Nothing here trusts how the file was made: its directory is read anew, every part that should be as it was is compared
byte by byte, every changed part is unzipped, checked against its checksum and compared with the template outside the
edited spans, and every written cell is parsed and compared with the value asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from xml.parsers.expat import ExpatError  # the bytes come from this program

from futoko_cli.ingest.archive import Archive
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.splice.cell import read_cells, value_of
from futoko_cli.splice.package import Package
from futoko_cli.splice.plan import Plan
from futoko_cli.splice.refusal import unproven


class Changed(NamedTuple):
    """One part that was made anew: its plan, what stands in its slots, and what must hold for the slots' bytes."""

    plan: Plan
    pieces: Sequence[bytes]
    holds: Callable[[Sequence[bytes]], bool]


def prove(package: Package, data: bytes, changed: Mapping[str, Changed]) -> None:
    """Compare the file with the template.

    Raises:
        TemplateError: something differs that should not, or a value is not what was asked for.

    """
    label = package.label
    try:
        archive = Archive(data, label)
    except FileProblem:
        raise unproven(label, "ファイルの構造") from None
    if archive.members.keys() != package.entries.keys():
        raise unproven(label, "部品の一覧")
    before = package.data
    for name, entry in package.entries.items():
        if name in changed:
            continue
        was, now = package.archive.members[name], archive.members[name]
        head = entry.start - entry.begin
        same = was._replace(start=0) == now._replace(start=0)
        if (
            not same
            or data[now.start - head : now.start + now.packed] != before[entry.begin : entry.start + was.packed]
        ):
            raise unproven(label, f"部品「{entry.name}」")
    for name, part in changed.items():
        try:
            xml = archive.read(name)
            whole = _matches(xml, part)
        except (FileProblem, ExpatError, ValueError):
            whole = False
        if not whole:
            raise unproven(label, f"部品「{package.entries[name].name}」")


def _matches(xml: bytes, part: Changed) -> bool:
    """Whether the part is the template's outside its slots, and its slots hold what they should."""
    plan = part.plan
    template = plan.xml
    at = here = 0
    drops = iter((*plan.drops, None))
    drop = next(drops)
    pieces: list[bytes] = []
    for slot, piece in zip(plan.slots, part.pieces, strict=True):
        while drop is not None and drop.start < slot.start:
            length = drop.start - at
            if xml[here : here + length] != template[at : drop.start]:
                return False
            at, here, drop = drop.end, here + length, next(drops)
        length = slot.start - at
        if xml[here : here + length] != template[at : slot.start]:
            return False
        here += length
        pieces.append(xml[here : here + len(piece)])
        here += len(piece)
        at = slot.end
    while drop is not None:
        length = drop.start - at
        if xml[here : here + length] != template[at : drop.start]:
            return False
        at, here, drop = drop.end, here + length, next(drops)
    return xml[here:] == template[at:] and part.holds(pieces)


def holds_cells(pieces: Sequence[bytes], asked: Mapping[str, str | float | bool | None]) -> bool:
    """Whether the cells written in ``pieces`` hold what was asked for, by A1 notation, each once."""
    found = read_cells(b"<row>" + b"".join(pieces) + b"</row>")
    held: dict[str, tuple[object, type]] = {}
    for attributes, content in found:
        value = value_of(content)
        held[attributes.get("r", "")] = (value, type(value))
    if len(held) != len(found) or held.keys() != asked.keys():
        return False
    return all(_same(held[cell], value) for cell, value in asked.items())


def _same(held: tuple[object, type], value: str | float | bool | None) -> bool:
    if value is None or value == "":
        return held[0] is None
    numbers = (int, float)
    return held[0] == value and (held[1] is type(value) or (held[1] in numbers and type(value) in numbers))
