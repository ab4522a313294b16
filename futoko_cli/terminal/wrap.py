"""Breaking Japanese lines: between wide characters, never before a closing mark, widths in terminal cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[str, str]  # text, style

_OPEN: Final = "（［「『【〈《"
_CLOSE: Final = "）］」』】〉》、。・，．：；！？ーっゃゅょァィゥェォッャュョ々～"
_FULL_ENOUGH: Final = 0.7  # of a line's room
#: What may not be torn: opening marks; narrow letters (with their 日, 人 …), a katakana word or one wide letter,
#: with the hiragana behind it; closing marks.
_UNIT: Final = re.compile(
    rf"[ \u3000]+|[{_OPEN}]*(?:[!-~]+[年月日人回組番種件]?|[ァ-ヴー]+|.)[ぁ-んー]*[{_CLOSE}]*", re.DOTALL
)
#: Control characters, direction marks and lone surrogates: they could move the cursor or hide text.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_SPACES: Final = re.compile("[\t\n\u2028\u2029]+")


def clean(text: str) -> str:
    """Text from a file made safe for a terminal: line breaks become spaces, control characters ``?``."""
    return _UNSAFE.sub("?", _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))


def pad(text: str, width: int) -> str:
    """Text filled with spaces to a width in cells; longer text stays as it is."""
    return text + " " * (width - cell_len(text))


def cut(text: str, width: int) -> str:
    """Text of at most ``width`` cells; what was cut ends in ``～``."""
    if cell_len(text) <= width:
        return text
    kept = ""
    for char in text:
        if cell_len(kept + char) > width - 2:
            break
        kept += char
    return kept + "～"


def _units(text: str, widest: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, cells) of each unit; one that no line can hold is given letter by letter."""
    for match in _UNIT.finditer(text):
        start, end = match.span()
        cells = cell_len(match[0])
        if cells <= widest:
            yield start, end, cells
        else:
            yield from ((i, i + 1, cell_len(text[i])) for i in range(start, end))


def _breaks(text: str, first: int, rest: int) -> list[tuple[int, int]]:
    """(start, end) of each line, given the cells free on the first line and on the others.

    A line ends at a space or behind 、 or 。 where one stands near its end, else between two letters.
    """
    lines: list[tuple[int, int]] = []
    room, used = first, 0
    line: list[tuple[int, int, int]] = []  # units of the current line
    for unit in _units(text, min(first, rest)):
        line.append(unit)
        used += unit[2]
        # what a break leaves over may again be too long: the lines below have less room than the first
        while used > room and len(line) > 1 and not text[unit[0] : unit[1]].isspace():
            kept = _kept(text, line[:-1], room) or len(line) - 1
            lines.append((line[0][0], line[kept - 1][1]))
            line = line[kept:]
            room, used = rest, sum(cells for _, _, cells in line)
    if line:
        lines.append((line[0][0], line[-1][1]))
    return [_trimmed(text, begin, end) for begin, end in lines]


def _kept(text: str, line: list[tuple[int, int, int]], room: int) -> int:
    """How many units stay on a full line, so that it ends at a space or behind 、 or 。; 0 without a good place."""
    used = sum(cells for _, _, cells in line)
    for count in range(len(line), 0, -1):
        start, end, cells = line[count - 1]
        if used < room * _FULL_ENOUGH:
            return 0
        if text[start:end].isspace() or text[end - 1] in "、。":
            return count
        used -= cells
    return 0


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    """A line without the spaces at its ends."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def wrap(spans: Sequence[Span], width: int, indent: int = 0, hang: int | None = None) -> list[list[Span]]:
    """Lines of at most ``width`` cells: the first indented by ``indent``, the others by ``hang``."""
    hang = indent if hang is None else hang
    text = "".join(span[0] for span in spans)
    if indent + cell_len(text) <= width:
        return [[(" " * indent, ""), *spans]]
    lines = []
    for n, (begin, end) in enumerate(_breaks(text, width - indent, width - hang)):
        line: list[Span] = [(" " * (hang if n else indent), "")]
        at = 0
        for piece, style in spans:
            low, high = max(begin - at, 0), min(end - at, len(piece))
            if low < high:
                line.append((piece[low:high], style))
            at += len(piece)
        lines.append(line)
    return lines
