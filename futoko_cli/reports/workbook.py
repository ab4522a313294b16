"""Plain workbooks of results (表のブック): A4, ruled, one page wide, numbers as numbers, dates as dates, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal
from unicodedata import east_asian_width

from futoko_cli.new_workbook import new_workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
Look = Literal["title", "note", "head", "text", "centred", "strong", "plain"]
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001  a fixed day: the same figures give the same bytes
_A4: Final = 9
_FONT: Final = "ＭＳ ゴシック"
_LINE, _SPACE, _TITLE, _TALLEST = 13.5, 4.0, 24.0, 409.0  # points; Excel has no taller row
_PLAIN: Final = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
_RULED: Final = {**_PLAIN, "border": 1, "text_wrap": True}
_LOOKS: Final[dict[Look, dict[str, Any]]] = {
    "title": {**_PLAIN, "font_size": 14, "bold": True},
    "note": _PLAIN,
    "plain": {**_PLAIN, "bold": True},
    "head": {**_RULED, "bold": True, "align": "center", "bg_color": "#E7E6E6"},
    "text": _RULED,
    "centred": {**_RULED, "align": "center"},
    "strong": {**_RULED, "bold": True, "bg_color": "#F2F2F2"},
}
_SHEET_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))


class Pages:
    """A workbook that grows page by page; ``data`` are its bytes once it is closed."""

    def __init__(self, title: str) -> None:
        """Start an empty workbook; XlsxWriter loads here."""
        self._stream = io.BytesIO()
        self._book = new_workbook(self._stream, title, _MADE)
        self._book.formats[0].set_font_name(_FONT)
        self._book.formats[0].set_font_size(10)
        self._looks: dict[tuple[Look, str], Format] = {}
        self._names: set[str] = set()

    def page(self, name: str, widths: Sequence[float], *, landscape: bool, footer: str = "") -> Page:
        """A new sheet; a name that Excel would refuse is mended, a second one of the same name numbered."""
        mended = name.translate(_SHEET_NAME)[:28] or "-"
        number = 2
        wanted = mended
        while wanted.casefold() in self._names:
            wanted, number = f"{mended}({number})", number + 1
        self._names.add(wanted.casefold())
        sheet = self._book.add_worksheet(wanted)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&9{footer.replace('&', '&&')[:80]}&R&9&P / &N ページ")
        for col, width in enumerate(widths):
            sheet.set_column(col, col, width)
        return Page(self, sheet, widths)

    def look(self, look: Look, number: str = "") -> Format:
        """A format, made once."""
        if (look, number) not in self._looks:
            self._looks[look, number] = self._book.add_format(_LOOKS[look] | _number(look, number))
        return self._looks[look, number]

    def close(self) -> bytes:
        """The whole workbook."""
        self._book.close()
        return self._stream.getvalue()


class Page:
    """One sheet, written downwards."""

    def __init__(self, pages: Pages, sheet: Worksheet, widths: Sequence[float]) -> None:
        """Start at the first row."""
        self.pages, self.sheet, self.widths = pages, sheet, widths
        self.row = 0

    def line(self, text: str, look: Look = "note") -> None:
        """One line of text that runs over the columns."""
        self.sheet.set_row(self.row, _TITLE if look == "title" else _LINE + _SPACE)
        self.sheet.write_string(self.row, 0, text, self.pages.look(look))
        self.row += 1

    def skip(self) -> None:
        """An empty row."""
        self.row += 1

    def head(self, titles: Sequence[str], *, keep: bool = False) -> None:
        """A row of headings; with ``keep`` it stays on top of the screen and of each printed page."""
        tallest = max(_lines(text, width) for text, width in zip(titles, self.widths, strict=False))
        self.sheet.set_row(self.row, _LINE * tallest + _SPACE)
        for col, text in enumerate(titles):
            self.sheet.write_string(self.row, col, text, self.pages.look("head"))
        if keep:
            self.sheet.freeze_panes(self.row + 1, 0)
            self.sheet.repeat_rows(self.row)
        self.row += 1

    def cells(self, values: Sequence[Cell], look: Look = "text", centred: frozenset[int] = frozenset()) -> None:
        """A row of values, each as what it is; text is never a formula."""
        texts = zip(values, self.widths, strict=False)
        tallest = max((_lines(v, w) for v, w in texts if isinstance(v, str)), default=1)
        self.sheet.set_row(self.row, min(_TALLEST, _LINE * tallest + _SPACE))
        for col, value in enumerate(values):
            shown: Look = "centred" if col in centred and look == "text" else look
            self._write(col, value, shown)
        self.row += 1

    def _write(self, col: int, value: Cell, look: Look) -> None:
        if value is None or value == "":
            self.sheet.write_blank(self.row, col, None, self.pages.look(look))
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, col, value, self.pages.look(look, "m/d"))
        elif isinstance(value, int):
            self.sheet.write_number(self.row, col, value, self.pages.look(look, "0"))
        elif isinstance(value, float):
            self.sheet.write_number(self.row, col, value, self.pages.look(look, "0.0"))
        else:
            self.sheet.write_string(self.row, col, value, self.pages.look(look))


def _number(look: Look, number: str) -> dict[str, Any]:
    """How a number or date looks; a figure keeps off the border, unless its column is centred."""
    if not number:
        return {}
    if number == "m/d" or look == "centred":
        return {"num_format": number, "align": "center"}
    return {"num_format": f"{number}_ ", "align": "right"}


def _lines(text: str, width: float) -> int:
    """Lines of a wrapped text in a column of so many half-width characters."""
    room = max(2.0, width - 0.5)
    wide = (sum(2 if east_asian_width(c) in "WFA" else 1 for c in line) for line in text.split("\n"))
    return sum(max(1, int(-(-cells // room))) for cells in wide)
