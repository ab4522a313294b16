"""The result is read again (検算): nothing differs from the template but what was asked for.

Nothing here trusts how the file was made: its directory is read anew, every part that should be as it was is compared
byte by byte, every changed part is unzipped, checked against its checksum and compared with the template outside the
edited spans, and every written cell is parsed and compared with the value asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Final, NamedTuple
from xml.parsers.expat import ExpatError  # the bytes come from this program

from futoko_cli.ingest.archive import Archive, Member
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.splice.escape import unescaped
from futoko_cli.splice.package import Package
from futoko_cli.splice.places import Content
from futoko_cli.splice.plan import Plan
from futoko_cli.splice.refusal import unproven
from futoko_cli.splice.tags import parse, parser_for

_Cell = tuple[str, str, str]  # place, type, text
_MAX_SEEN: Final = 4_096
_seen: dict[bytes, tuple[_Cell, ...]] = {}  # a number or sign in the same cell is parsed once in a batch


class Changed(NamedTuple):
    """One part that was made anew: its plan, what stands in its slots, and what must hold for the slots' bytes."""

    plan: Plan
    pieces: Sequence[bytes]
    holds: Callable[[Sequence[bytes]], bool]


class Prover:
    """Proves results of one template. What never changes from one result to the next is unzipped once."""

    def __init__(self, package: Package) -> None:
        """Nothing is proven yet."""
        self._package = package
        self._proven: dict[str, tuple[Member, bytes]] = {}  # parts that are alike in every result
        self._cuts: set[int] = set()

    def prove(self, data: bytes, changed: Mapping[str, Changed], fixed: Container[str]) -> None:
        """Compare the file with the template; the parts in ``fixed`` are the same in every result.

        Raises:
            TemplateError: something differs that should not, or a value is not what was asked for.

        """
        package = self._package
        label = package.label
        try:
            archive = Archive(data, label)
        except FileProblem:
            raise unproven(label, "ファイルの構造") from None
        if archive.members.keys() != package.entries.keys():
            raise unproven(label, "部品の一覧")
        before = package.data
        for name, entry in package.entries.items():
            now = archive.members[name]
            part = changed.get(name)
            if part is None:
                was = package.archive.members[name]
                head = entry.start - entry.begin
                raw = data[now.start - head : now.start + now.packed]
                whole = was[:4] == now[:4] and raw == before[entry.begin : entry.start + was.packed]
            else:
                whole = self._made(archive, name, part, name in fixed)
            if not whole:
                raise unproven(label, f"部品「{entry.name}」")

    def _made(self, archive: Archive, name: str, part: Changed, fixed: bool) -> bool:
        """Whether a part made anew is what it should be."""
        member = archive.members[name]
        known = (member._replace(start=0), archive.packed(name).data)
        if fixed and self._proven.get(name) == known:
            return True
        try:
            whole = self._cut(part.plan) and _matches(archive.read(name), part)
        except (FileProblem, ExpatError, ValueError):
            return False
        if whole and fixed:
            self._proven[name] = known
        return whole

    def _cut(self, plan: Plan) -> bool:
        """Whether what a plan keeps, with what it takes out, is the template's part."""
        if id(plan) in self._cuts:
            return True
        out = sorted((*((span, False) for span in plan.slots), *((span, True) for span in plan.drops)))
        kept = [b""]
        at = 0
        for span, dropped in out:
            kept[-1] += plan.xml[at : span.start]
            if not dropped:
                kept.append(b"")
            at = span.end
        kept[-1] += plan.xml[at:]
        if tuple(kept) != plan.statics:
            return False
        self._cuts.add(id(plan))
        return True


def _matches(xml: bytes, part: Changed) -> bool:
    """Whether the part is the template's outside its slots, and its slots hold what they should."""
    here = 0
    pieces: list[bytes] = []
    statics = part.plan.statics
    for static, piece in zip(statics, part.pieces, strict=False):
        if not xml.startswith(static, here):
            return False
        here += len(static)
        end = here + len(piece)
        pieces.append(xml[here:end])
        here = end
    return len(pieces) + 1 == len(statics) and xml[here:] == statics[-1] and part.holds(pieces)


def holds_cells(pieces: Sequence[bytes], asked: Mapping[str, Content]) -> bool:
    """Whether the cells written in ``pieces`` hold what was asked for, by A1 notation, each once."""
    new = [piece for piece in pieces if piece not in _seen]
    if new:
        if len(_seen) > _MAX_SEEN:
            _seen.clear()
            new = list(pieces)
        _seen.update(zip(new, _parsed(new), strict=True))
    found = [cell for piece in pieces for cell in _seen[piece]]
    return (
        len(found) == len(asked)
        and all(ref in asked and _holds(kind, text, asked[ref]) for ref, kind, text in found)
        and len({cell[0] for cell in found}) == len(found)
    )


def _parsed(pieces: Sequence[bytes]) -> list[tuple[_Cell, ...]]:
    """The cells of each piece: place, type and text."""
    found: list[list[tuple[dict[str, str], list[str]]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "piece":
            found.append([])
        elif name == "c" or name.endswith(":c"):
            found[-1].append((attributes, []))

    def text(data: str) -> None:
        if not found[-1]:
            raise ValueError  # text outside a cell
        found[-1][-1][1].append(data)

    parser = parser_for(b"")
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parse(parser, b"<all><piece>" + b"</piece><piece>".join(pieces) + b"</piece></all>")
    return [tuple((a.get("r", ""), a.get("t", "n"), "".join(texts)) for a, texts in cells) for cells in found]


def _holds(kind: str, text: str, value: Content) -> bool:
    if value is None or value == "":
        return not text and kind == "n"
    if isinstance(value, str):
        return kind == "inlineStr" and (unescaped(text) if "_x" in text else text) == value
    if isinstance(value, bool):
        return kind == "b" and text == ("1" if value else "0")
    return kind == "n" and float(text) == value
