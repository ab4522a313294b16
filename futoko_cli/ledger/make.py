"""Making the ledger workbook (支援台帳を作る): drop-downs, hints, frozen panes, print set-up; the same bytes each time."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from futoko_cli.core.ledger import Ledger
from futoko_cli.core.school_calendar import year_bounds
from futoko_cli.ledger.introduction import write_introduction
from futoko_cli.ledger.lines import lines_needed
from futoko_cli.ledger.rows import Cell, rows_of
from futoko_cli.ledger.sheets import CAUSES, CHILDREN, INTRODUCTION, ROWS, SHEETS, Column, Sheet
from futoko_cli.new_workbook import new_workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT: Final = "游ゴシック"
_SIZE: Final = 10
_MADE: Final = datetime(2025, 4, 1)  # noqa: DTZ001  fixed, so that the same ledger is the same file
_KEYS: Final = "キー一覧"  # defined name: the keys written in 児童生徒, without the blank rows below
_A4: Final = 9
_STACKED: Final = 270  # xlsxwriter's number for 縦書き
_GREY, _LINE = "#EDEDED", "#808080"
_TITLE_LIMIT, _HINT_LIMIT = 32, 255  # Excel's, for the title and text of an input hint
_LINE_HEIGHT, _TALLEST = 17.5, 409.0  # points; Excel has no taller row
_MONTHS: Final = tuple(f"{m}月" for m in (*range(4, 13), 1, 2, 3))
_CENTRED: Final = frozenset({"key", "month", "choice", "yes", "tick", "sign", "date", "born", "time"})
_FORMATS: Final = {"key": "@", "date": "yyyy/m/d", "born": "yyyy/m/d", "month": "@", "whole": "0", "time": "@"}


def make_ledger(school_name: str, school_year: int, ledger: Ledger | None = None) -> bytes:
    """The workbook as bytes, with the rows of ``ledger`` where one is given."""
    stream = io.BytesIO()
    book = new_workbook(stream, "支援台帳", _MADE)
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(_SIZE)
    looks = _Looks(book)
    title = f"{school_name}　{school_year}年度（令和{school_year - 2018}年度）".strip("　")
    first = book.add_worksheet(INTRODUCTION)
    write_introduction(book, first, title, FONT)
    _set_up_page(first, title, landscape=False)
    pages = {kind: book.add_worksheet(kind.title) for kind in SHEETS}
    last = f"$A${ROWS + 1}"
    keys = f"'{CHILDREN.title}'!$A$2"
    book.define_name(_KEYS, f"=OFFSET({keys},0,0,MAX(1,COUNTA({keys}:{last})),1)")
    for kind, page in pages.items():
        _write_sheet(page, kind, looks, school_year)
        _set_up_page(page, title, landscape=True)
        for index, row in enumerate(rows_of(kind, ledger or Ledger()), 1):
            page.set_row(index, _height(row))
            for col, column in enumerate(kind.columns):
                value = row[column]
                _write(page, index, col, _month(value) if column.holds == "month" else value)
    book.close()
    return stream.getvalue()


class _Looks:
    """One format for each way a column looks, headings and cells apart."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Format] = {}

    def cell(self, column: Column) -> Format:
        """Of the column, for every cell that is typed later."""
        style: dict[str, Any] = {"valign": "top", "text_wrap": column.holds not in _CENTRED and column.holds != "whole"}
        if column.holds in _CENTRED:
            style["align"] = "center"
        if number := _FORMATS.get(column.holds):
            style["num_format"] = number
        return self._get("cell", column.holds, style)

    def heading(self, column: Column) -> Format:
        """Of the column's heading; factors stand upright in narrow columns."""
        style = {
            "bold": True,
            "bg_color": _GREY,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "bottom": 2,
        }
        if column.holds == "sign":
            return self._get("head", "sign", {**style, "rotation": _STACKED, "valign": "top", "text_wrap": False})
        return self._get("head", "", style)

    def _get(self, part: str, name: str, style: dict[str, Any]) -> Format:
        if (part, name) not in self._made:
            base = {"font_name": FONT, "font_size": _SIZE, "border": 1, "border_color": _LINE}
            self._made[part, name] = self._book.add_format(base | style)
        return self._made[part, name]


def _write_sheet(page: Worksheet, kind: Sheet, looks: _Looks, school_year: int) -> None:
    """Headings, column formats, drop-downs and hints."""
    page.set_row(0, 128 if kind is CAUSES else 34)
    for col, column in enumerate(kind.columns):
        page.set_column(col, col, column.width, looks.cell(column))
        page.write_string(0, col, column.broken or column.heading, looks.heading(column))
        page.data_validation(1, col, ROWS, col, _rule(kind, column, school_year))
    fixed = 1 + max(col for col, column in enumerate(kind.columns) if column.holds in {"key", "name"})
    page.freeze_panes(1, fixed)
    page.autofilter(0, 0, ROWS, len(kind.columns) - 1)


def _rule(kind: Sheet, column: Column, school_year: int) -> dict[str, Any]:
    """Excel's check of one column, and the hint that shows when a cell is chosen. Signs stop, the rest only warns."""
    rule: dict[str, Any] = {"validate": "any"}
    if column.choices:
        rule = {"validate": "list", "source": list(column.choices), "error_type": "stop"}
        rule["error_message"] = f"{'・'.join(column.choices)} から選んでください。"
    elif column.holds == "key" and kind is not CHILDREN:
        rule = {"validate": "list", "source": f"={_KEYS}", "error_type": "warning"}
        rule["error_message"] = "児童生徒のシートにないキーです。"
    elif column.holds == "month":
        rule = {"validate": "list", "source": list(_MONTHS), "error_type": "warning"}
        rule["error_message"] = "4月 から 3月 までの月を選んでください。"
    elif column.holds in {"date", "born"}:
        first, last = _span(column, school_year)
        rule = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last, "error_type": "warning"}
        rule["error_message"] = f"{first:%Y/%m/%d} から {last:%Y/%m/%d} までの日付ではありません。"
    elif column.holds == "whole":
        rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 366, "error_type": "stop"}
        rule["error_message"] = "0 以上の整数を書いてください。"
    hint = column.hint[:_HINT_LIMIT]
    return {**rule, "input_title": column.heading[:_TITLE_LIMIT], "input_message": hint} if hint else rule


def _span(column: Column, school_year: int) -> tuple[date, date]:
    if column.holds == "born":
        return date(school_year - 20, 4, 2), date(school_year - 5, 4, 1)
    first, last = map(date.fromordinal, year_bounds(school_year))
    return first - timedelta(days=column.before), last + timedelta(days=column.after)


def _set_up_page(page: Worksheet, title: str, *, landscape: bool) -> None:
    """A4, one page wide, the heading on each page, number of the page and 取扱注意 below."""
    if landscape:
        page.set_landscape()
        page.repeat_rows(0)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.65)
    shown = title.replace("&", "&&")[:80]
    page.set_header(f"&L&9{shown}&C&11支援台帳　&A&R&9【取扱注意】", {"margin": 0.35})
    page.set_footer("&L&9取扱注意　校外への持ち出し・置き忘れに注意&R&9&P / &N ページ", {"margin": 0.3})


def _month(value: Cell) -> Cell:
    """A month as the drop-down has it: 2025-06 → 6月."""
    return f"{int(value[-2:])}月" if isinstance(value, str) else value


def _height(row: dict[Column, Cell]) -> float:
    """Points that the longest text of a row needs: a program that opens the workbook may not measure it itself."""
    texts = [(value, column.width) for column, value in row.items() if isinstance(value, str)]
    return min(_TALLEST, _LINE_HEIGHT * max((lines_needed(text, width) for text, width in texts), default=1))


def _write(page: Worksheet, row: int, col: int, value: Cell) -> None:
    """One cell, in the format of its column: numbers as numbers, dates as dates, text never a formula."""
    if value is None:
        return
    style = page.col_info[col].column_format
    if isinstance(value, date):
        page.write_datetime(row, col, value, style)
    elif isinstance(value, int):
        page.write_number(row, col, value, style)
    else:
        page.write_string(row, col, value, style)
