"""Whether a text fits its box (枠に収まるか): lines of the box's font, broken as Excel breaks Japanese.

Measured, never cut: what is too long is reported. The figures are Excel's for the fonts that Japanese Windows has; a
viewer with other fonts may break a line one letter earlier or later.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from futoko_cli.splice.boxes import boxes
from futoko_cli.splice.escape import japanese
from futoko_cli.splice.fonts import face, widths
from futoko_cli.splice.shown import shown

if TYPE_CHECKING:
    from futoko_cli.splice.boxes import Box
    from futoko_cli.splice.model import CellValue, Target
    from futoko_cli.splice.template import Template

_MARGIN: Final = 3.0  # points left and right of a text together
_INDENT: Final = 6.75  # points of one step (インデント)
_LEGIBLE: Final = 6.0  # points: text is shrunk (縮小して全体を表示) no further
_LAST_LINE: Final = 1.02  # em: what the last line needs of a box, its letters without the gap below
_ENDLESS: Final = 10_000  # lines of a row that grows with its text
_VERTICAL: Final = 255
#: What may not begin a line: it takes the letter before it along (行頭禁則).
_NOT_FIRST: Final = frozenset("）］」』】〉》、。，．・：；！？)],.!?ぁぃぅぇぉっゃゅょァィゥェォッャュョー々")
#: What may not end a line (行末禁則).
_NOT_LAST: Final = frozenset("（［「『【〈《([")


class Overflow(NamedTuple):
    """A text too long for its box. ``characters_over``: so many at its end have no room."""

    lines_needed: int
    lines_there: int
    characters_over: int


class Room(NamedTuple):
    """What a box holds: ``line`` in em of its font, ``lines`` of them; ``wraps``: a long text is broken."""

    line: float
    lines: int
    wraps: bool


def overflow(template: Template, target: Target, text: CellValue) -> Overflow | None:
    """How much of ``text`` has no room in the box of ``target``; None where all of it has.

    A number or date is one line, whatever the box; too narrow a box shows it as ####. A formula is never overwritten.
    """
    if target.formula:
        return None
    book = boxes(template.data, template.label)
    box = book.box(target)
    room = _room(box)
    letters = widths(face(box.format.font))
    if isinstance(text, date) and target.shows != "date":
        text = japanese(text)
    if not isinstance(text, str):
        line = shown(text, book.code(target))
        too_wide = sum(map(letters.__getitem__, line)) > room.line
        return Overflow(1, min(room.lines, 1), len(line)) if too_wide or not room.lines else None
    if not text or (room.lines and len(text) <= room.line and "\n" not in text):
        return None
    starts = line_starts(text, room, letters)
    if len(starts) <= room.lines and (room.wraps or _widest(text, letters) <= room.line):
        return None
    if not room.wraps and room.lines:
        return _unwrapped(text, room, letters)
    over = len(text) if not room.lines else len(text) - starts[room.lines]
    return Overflow(len(starts), room.lines, over)


def capacity(template: Template, target: Target) -> tuple[int, int]:
    """How many full-width letters a line holds, and how many lines there are (1 where text is not wrapped)."""
    room = _room(boxes(template.data, template.label).box(target))
    return int(room.line), room.lines


def box_too_small(template: Template, target: Target) -> str:
    """Why a box can show nothing at all, as a sentence; "" where it can show something."""
    box = boxes(template.data, template.label).box(target)
    if not box.width or not box.height:
        return "行か列が表示されていません（非表示）。"
    room = _room(box)
    if not room.lines:
        return f"高さ {box.height:g} ポイントでは、{box.format.size:g} ポイントの字が1行も入りません。"
    needed = 0.55 if target.shows == "number" else 1.0
    if room.line < needed:
        return f"幅 {box.width:g} ポイントには、{box.format.size:g} ポイントの字が1字も入りません。"
    return ""


def line_starts(text: str, room: Room, letters: dict[str, float]) -> list[int]:
    """Where each line of a text begins; without wrapping, one line for each that was typed."""
    starts: list[int] = []
    at = 0
    for line in text.split("\n"):
        starts.append(at)
        if room.wraps and len(line) > room.line:
            starts.extend(at + n for n in _breaks(line, room.line, letters))
        at += len(line) + 1
    return starts


def _breaks(line: str, room: float, letters: dict[str, float]) -> list[int]:
    """Where the lines below the first begin. What stands further back never changes an earlier break."""
    ends = list(accumulate(map(letters.__getitem__, line)))
    found: list[int] = []
    start, used, length = 0, 0.0, len(line)
    while ends[-1] - used > room + 1e-9:
        stop = max(bisect_right(ends, used + room + 1e-9, lo=start), start + 1)
        while stop < length and line[stop] == " ":  # spaces hang beyond the end
            stop += 1
        if stop == length:
            break
        start = _kept(line, start, stop)
        used = ends[start - 1]
        found.append(start)
    return found


def _kept(line: str, start: int, stop: int) -> int:
    """Where the next line begins: before ``stop``, so that no word is torn and no mark stands alone."""
    at = stop
    if _in_word(line[at - 1]) and _in_word(line[at]):
        while at > start and _in_word(line[at - 1]):
            at -= 1
        if at == start:  # longer than a line: torn
            return stop
    while at - 1 > start and (line[at] in _NOT_FIRST or line[at - 1] in _NOT_LAST):
        at -= 1
    return at if at > start else stop


def _in_word(char: str) -> bool:
    return "!" <= char <= "~"


def _widest(text: str, letters: dict[str, float]) -> float:
    return max(sum(map(letters.__getitem__, line)) for line in text.split("\n"))


def _unwrapped(text: str, room: Room, letters: dict[str, float]) -> Overflow:
    """A text that stays on the lines it was typed in: what stands beyond the box's edge, and below it."""
    lines = text.split("\n")
    below = sum(map(len, lines[room.lines :]))
    beside = 0
    for line in lines[: room.lines]:
        ends = list(accumulate(map(letters.__getitem__, line)))
        beside += len(line) - bisect_right(ends, room.line + 1e-9)
    return Overflow(len(lines), room.lines, below + beside)


@lru_cache(maxsize=512)
def _room(box: Box) -> Room:
    look = box.format
    size, pitch = look.size, look.size * face(look.font).pitch
    if not size or not box.width or not box.height:
        return Room(0.0, 0, wraps=False)
    along, across = box.width - _MARGIN - look.indent * _INDENT, box.height
    grows = box.grows and look.wrap
    if look.rotation == _VERTICAL:  # columns of letters, from right to left
        return Room(max(across / pitch, 0.0), _lines(box.width - _MARGIN, size, pitch), wraps=look.wrap)
    if 45 < look.rotation <= 90 or look.rotation > 135:
        along, across, grows = box.height - _MARGIN, box.width, False
    if look.shrink and size > _LEGIBLE:
        return Room(max(along, 0.0) / _LEGIBLE, _lines(across, _LEGIBLE, _LEGIBLE), wraps=False)
    lines = _ENDLESS if grows else max(_lines(across, size, pitch), int(box.grows))
    return Room(max(along, 0.0) / size, lines, wraps=look.wrap)


def _lines(across: float, size: float, pitch: float) -> int:
    """Lines that a height holds; half a point more or less shows in no print."""
    return max(int((across + 0.5 - _LAST_LINE * size) / pitch + 1), 0)
