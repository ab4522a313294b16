"""Writes a canvas as a workbook: one A4 page, names (名前の定義), drop-downs; no author, the same bytes each time."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from scripts.templates.canvas import COLUMN_PIXELS, COLUMNS, Box, Canvas
from scripts.templates.look import MINCHO, font_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Stands in the workbook as the day it was made.
CREATED: Final = datetime(2025, 4, 1)  # noqa: DTZ001  XlsxWriter writes it as it is
_A4: Final = 9
_SIDE, _TOP, _BOTTOM = 0.39, 0.35, 0.31  # margins in inches
_PIXELS_PER_MM: Final = 96 / 25.4
_POINTS_PER_PIXEL: Final = 0.75
#: ＭＳ 明朝 11 is what a column's width is counted in; XlsxWriter knows its eight-pixel digits by these two sizes.
_OPTIONS: Final = {
    "in_memory": True,
    "default_format_properties": font_of(MINCHO, 11) | {"font_scheme": ""},
    "default_column_width": 72,
    "default_row_height": 18,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


_SIDES: Final = ("left", "right", "top", "bottom")


def workbook(canvas: Canvas) -> bytes:
    """The canvas as the bytes of an .xlsx file."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": canvas.form.title, "created": CREATED})
        sheet = book.add_worksheet(canvas.form.title)
        _page_setup(sheet, canvas)
        formats = _Formats(book)
        for box in canvas.boxes:
            _write_box(sheet, box, partial(_look, formats, canvas, box))
            if box.part.name:
                place = xl_rowcol_to_cell(box.row, box.col, row_abs=True, col_abs=True)
                book.define_name(box.part.name, f"='{canvas.form.title}'!{place}")
    return buffer.getvalue()


class _Formats:
    """The formats of one workbook; asked twice for the same look it gives the same format."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, wishes: dict[str, Any]) -> Format:
        key = tuple(sorted(wishes.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wishes)
        return self._made[key]


def _look(formats: _Formats, canvas: Canvas, box: Box, row: int, col: int) -> Format:
    """The looks of one cell of a box: each cell of a merged box has rules of its own."""
    rules = {side: canvas.rules[row, col, side] for side in _SIDES if (row, col, side) in canvas.rules}
    return formats.of({**box.part.look.properties(), **rules})


def _page_setup(sheet: Worksheet, canvas: Canvas) -> None:
    sheet.set_paper(_A4)
    sheet.set_portrait()
    sheet.set_margins(left=_SIDE, right=_SIDE, top=_TOP, bottom=_BOTTOM)
    sheet.set_header("", {"margin": 0})
    sheet.set_footer("", {"margin": 0})
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.hide_gridlines(2)
    sheet.set_column_pixels(0, COLUMNS - 1, COLUMN_PIXELS)
    for row, millimetres in enumerate(canvas.heights):
        sheet.set_row(row, round(millimetres * _PIXELS_PER_MM) * _POINTS_PER_PIXEL)
    last = len(canvas.heights) - 1
    sheet.print_area(0, 0, last, COLUMNS - 1)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, COLUMNS - 1)})


def _write_box(sheet: Worksheet, box: Box, look: Callable[[int, int], Format]) -> None:
    first = look(box.row, box.col)
    if (box.row, box.col) != (box.last_row, box.last_col):
        sheet.merge_range(box.row, box.col, box.last_row, box.last_col, "", first)
    for row in range(box.row, box.last_row + 1):
        for col in range(box.col, box.last_col + 1):
            sheet.write_blank(row, col, None, look(row, col))
    if box.part.text:
        sheet.write_string(box.row, box.col, box.part.text, first)
    if box.part.choices:
        choices = {"validate": "list", "source": list(box.part.choices), "show_error": False, "show_input": False}
        sheet.data_validation(box.row, box.col, box.row, box.col, choices)
