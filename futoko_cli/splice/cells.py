"""Any cells of any workbook written (セルの差し込み): by sheet, row and column instead of by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from futoko_cli.core.model import a1
from futoko_cli.errors import TemplateError
from futoko_cli.splice.book import Workbook
from futoko_cli.splice.checkboxes import Cell, read_boxes
from futoko_cli.splice.locate import Locator
from futoko_cli.splice.model import CellValue, Edit, Filled
from futoko_cli.splice.names import Area
from futoko_cli.splice.refusal import as_template, refused
from futoko_cli.splice.template import Bound, bind, fill_bound, writer_for


def splice_cells(data: bytes, label: str, edits: Sequence[Edit]) -> Filled:
    """The workbook with every edit made. Cells and rows that do not exist get the style of their row or column.

    A cell inside a merged area means the area's first cell; a cell with a formula is left alone and listed as skipped.

    Raises:
        TemplateError: the workbook cannot be written into, or one of the cells cannot.

    """
    book = Workbook(data, label)
    with as_template(label):
        locator = Locator(book, read_boxes(book))
        pairs: list[tuple[Bound, CellValue | None]] = []
        styles: dict[Cell, int] = {}
        for edit in edits:
            bound = _bound(locator, edit)
            pairs.append((bound, edit.value))
            if edit.style is not None:
                styles[bound.cell] = edit.style
        writer = writer_for(book, [bound for bound, _ in pairs], styles)
        return fill_bound(writer, pairs)


def _bound(locator: Locator, edit: Edit) -> Bound:
    book = locator.book
    if edit.sheet not in book.views:
        raise refused(book.label, f"にシート「{edit.sheet}」がありません。", "シートの名前を確かめてください。")
    if not (0 <= edit.row < 1_048_576 and 0 <= edit.col < 16_384):
        raise _place(book, edit, "シートの外にあります。")
    found = locator.target("", Area(edit.sheet, edit.row, edit.col, edit.row, edit.col))
    if isinstance(found, str):
        raise _place(book, edit, found)
    if edit.style is not None:
        found = replace(found, style=edit.style, shows=book.style(edit.style).shows)
    return bind(locator, found)


def _place(book: Workbook, edit: Edit, why: str) -> TemplateError:
    return refused(book.label, f"の「{edit.sheet}」{a1(edit.row, edit.col)} には書き込めません。", why)
