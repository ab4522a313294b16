"""Cell formats of a register page (出席簿の書式): thin rules, a firm frame, grey where there is no school."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

MINCHO: Final = "ＭＳ 明朝"
GOTHIC: Final = "ＭＳ ゴシック"
GREY: Final = "#D9D9D9"
RED: Final = "#C00000"
BLUE: Final = "#1F4E9E"
THIN, MEDIUM, DOTTED, HAIR = 1, 2, 4, 7
_NO_SUCH_DAY: Final = 14  # Excel's pattern of thin upward strokes
_STACKED: Final = 270  # XlsxWriter's word for Japanese vertical writing
_BASE: Final = {"font_name": MINCHO, "font_size": 9, "align": "center", "valign": "vcenter"}


class Look:
    """The formats of one workbook; asked twice for the same look it gives the same format."""

    def __init__(self, book: Workbook) -> None:
        """Start with no format."""
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **wishes: object) -> Format:
        """Make or find the format with these XlsxWriter properties over the plain one (centred ＭＳ 明朝, 9 pt)."""
        key = tuple(sorted(wishes.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**_BASE, **wishes})
        return self._formats[key]

    def text(self, size: float = 9, **wishes: object) -> Format:
        """Words outside the table: no border, to the left."""
        return self.of(font_size=size, align="left", **wishes)

    def head(self, **wishes: object) -> Format:
        """Frame a heading of the table."""
        return self.of(**{"font_name": GOTHIC, "border": THIN, **wishes})

    def stacked(self, **wishes: object) -> Format:
        """Write vertically (縦書き)."""
        return self.head(rotation=_STACKED, **wishes)


def day_fill(kind: str) -> dict[str, Any]:
    """Ground of a day's column: grey when closed, hatched where the month has no such day."""
    if kind == "none":
        return {"pattern": _NO_SUCH_DAY, "fg_color": "#7F7F7F", "bg_color": "#FFFFFF"}
    return {"bg_color": GREY} if kind else {}
