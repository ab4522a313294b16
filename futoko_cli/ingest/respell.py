"""Worksheets in an unusual spelling (珍しい書き方のシート) rewritten cell by cell with expat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.parsers import expat  # a DOCTYPE was refused before, so there is no entity to expand

from futoko_cli.core.model import column_name
from futoko_cli.ingest.cells import column_number, far_cell
from futoko_cli.ingest.markup import broken

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_ROW: Final = 1_048_576
_MAX_COL: Final = 16_384


class _Writer:
    """Follows the cells as a reader does: a cell without ``r`` stands right of the one before it."""

    def __init__(self, file: str, sheet: str) -> None:
        self.out: list[str] = []
        self.file, self.sheet = file, sheet
        self.row, self.col = 1, 1
        self.open: list[str] = []  # names of the open elements inside the cell
        self.attributes: Mapping[str, str] = {}
        self.ref = ""
        self.value: list[str] = []
        self.inline = self.filled = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2]
        if self.ref:
            self.open.append(name)
            self.filled = self.filled or name in {"v", "is"}
            if name == "is":
                self.inline, self.value = True, []
        elif name == "row" and "r" in attributes:
            self.row = self._number(attributes["r"])
        elif name == "c":
            self.attributes = attributes
            row = self.row
            if ref := attributes.get("r"):
                letters = ref.rstrip("0123456789")
                row, self.col = self._number(ref[len(letters) :]), self._column(letters)
            self.ref = f"{column_name(self.col - 1)}{row}"
            if self.col > _MAX_COL:
                raise far_cell(self.file, self.sheet, self.ref)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if self.open:
            self.open.pop()
        elif name == "c" and self.ref:
            if self.filled:  # an empty text is a value too
                self.out.append(self._cell())
            self.ref, self.value, self.inline, self.filled = "", [], False, False
            self.col += 1
        elif name == "row":
            self.row, self.col = self.row + 1, 1

    def text(self, data: str) -> None:
        if not self.open or "rPh" in self.open:  # furigana
            return
        if self.open[-1] == "t" if self.inline else self.open[0] == "v":
            self.value.append(data)

    def _cell(self) -> str:
        style, kind = self.attributes.get("s", ""), self.attributes.get("t", "")
        head = f'<c r="{self.ref}"'
        head += f' s="{style}"' if style.isdecimal() and style.isascii() else ""
        head += f' t="{kind}"' if kind.isalpha() and kind.isascii() else ""
        text = "".join(self.value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if self.inline:
            return f'{head}><is><t xml:space="preserve">{text}</t></is></c>'
        return f"{head}><v>{text}</v></c>"

    def _number(self, digits: str) -> int:
        if not digits.isdecimal() or not digits.isascii() or not digits.strip("0"):
            raise broken(self.file, self.sheet)
        if len(digits) > 7 or int(digits) > _MAX_ROW:
            raise far_cell(self.file, self.sheet, digits[:12])
        return int(digits)

    def _column(self, letters: str) -> int:
        if not letters.isalpha() or not letters.isascii() or len(letters) > 3:
            raise broken(self.file, self.sheet)
        return column_number(letters.upper().encode())


def respell(xml: bytes, file: str, sheet: str) -> bytes:
    """Every cell of ``xml`` that holds something, spelled ``<c r="B4" s="3" t="s">…</c>``.

    Raises:
        FileProblem: not well-formed, or a cell outside the largest sheet that Excel has.

    """
    writer = _Writer(file, sheet)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    try:
        parser.Parse(xml, True)  # noqa: FBT003  expat takes it by position only
    except expat.ExpatError:
        raise broken(file, sheet) from None
    return "".join(writer.out).encode()
