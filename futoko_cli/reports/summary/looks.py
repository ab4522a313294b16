"""How the summary's workbook looks (体裁): formats, page set-up, and cells written as what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from futoko_cli.ingest.own_files import SUMMARY_TITLE
from futoko_cli.reports.summary.figures import HIDDEN
from futoko_cli.reports.summary.words import month_title
from futoko_cli.reports.wording import long_date, year_title

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from futoko_cli.reports.summary.figures import Figures

FONT: Final = "游ゴシック"
GREY: Final = "#BFBFBF"  # bars: lighter than the number on them
_HEAD, _LINE = "#E7E6E6", "#808080"
_A4: Final = 9
_NUMBERS: Final = {
    "number": "#,##0",
    "rate": "0.0%",
    "date": "m/d",
    "day": "yyyy/m/d",
    "change": "+0;-0;0",
    "per": "#,##0.0",  # 千人当たり
    "points": "+0.0%;-0.0%;0.0%",  # how much a rate has changed
}
Value = str | int | date | Fraction | None


class Hidden:
    """Stands for a number that --share hides."""


HIDDEN_VALUE: Final = Hidden()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, width in characters, how its numbers look."""

    title: str
    width: float
    look: str = "number"


class Looks:
    """Each format once."""

    def __init__(self, book: Workbook) -> None:
        """The book's own font first, for cells nobody formats."""
        self._book = book
        self._made: dict[str, Format] = {}
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(10)
        self.strong = book.add_format({"bold": True, "underline": 1})

    def get(self, look: str, *, bold: bool = False) -> Format:
        """``title``, ``note``, ``head``, ``text``, ``wrap``, ``right``, or a kind of number."""
        key = f"{look}{bold}"
        if key not in self._made:
            style: dict[str, Any] = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "bold": bold}
            if look == "title":
                style |= {"font_size": 14, "bold": True}
            elif look not in {"note", "lead"}:
                style |= {"border": 1, "border_color": _LINE}
            if look == "head":
                style |= {"bold": True, "bg_color": _HEAD, "align": "center", "text_wrap": True}
            if look in {"wrap", "note"}:
                style |= {"text_wrap": True, "valign": "top" if look == "note" else "vcenter"}
            if look == "hidden":
                style |= {"align": "right"}
            if look in _NUMBERS:
                style |= {"num_format": _NUMBERS[look]}
            self._made[key] = self._book.add_format(style)
        return self._made[key]


def write(sheet: Worksheet, looks: Looks, at: tuple[int, int], value: Value | Hidden, look: str, *, bold: bool) -> None:
    """One cell: a number as number, a date as date, text never as a formula; blank where there is nothing."""
    row, col = at
    if isinstance(value, Hidden):
        sheet.write_string(row, col, HIDDEN, looks.get("hidden", bold=bold))
    elif value is None:
        sheet.write_blank(row, col, None, looks.get(look, bold=bold))
    elif isinstance(value, date):
        sheet.write_datetime(row, col, value, looks.get("date" if look == "number" else look, bold=bold))
    elif isinstance(value, str):
        sheet.write_string(row, col, value, looks.get("text" if look in _NUMBERS else look, bold=bold))
    elif isinstance(value, Fraction):
        kind = look if look in {"per", "points"} else "rate"
        sheet.write_number(row, col, float(value), looks.get(kind, bold=bold))
    else:
        sheet.write_number(row, col, value, looks.get(look, bold=bold))


def write_table(
    sheet: Worksheet,
    looks: Looks,
    top: int,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value | Hidden]],
    *,
    strong: Mapping[int, bool] | None = None,
) -> int:
    """Headings in row ``top``, rows below, those of ``strong`` bold; the first row behind it."""
    for col, column in enumerate(columns):
        sheet.write_string(top, col, column.title, looks.get("head"))
    for down, row in enumerate(rows):
        for col, (column, value) in enumerate(zip(columns, row, strict=True)):
            write(sheet, looks, (top + 1 + down, col), value, column.look, bold=bool(strong and strong.get(down)))
    return top + 1 + len(rows)


def heading(figures: Figures) -> tuple[str, str]:
    """The two lines on top of every sheet."""
    assessment = figures.assessment
    part = f"　{assessment.selected}" if assessment.selected else ""
    return (
        f"{SUMMARY_TITLE}　{month_title(figures.month)}　{assessment.school_name}".rstrip("　"),
        (
            f"{year_title(assessment.school_year)}{part}　集計日 {long_date(assessment.as_of)}　"
            f"基準 {assessment.policy.title}（{assessment.policy.edition}版）"
        ),
    )


def start_sheet(
    book: Workbook, looks: Looks, figures: Figures, title: str, widths: Sequence[float], *, landscape: bool
) -> Worksheet:
    """A sheet with its heading: A4, one page wide, page numbers and 取扱注意 at the foot."""
    sheet = book.add_worksheet(title)
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    warning = "" if figures.shared else "取扱注意　"
    sheet.set_footer(f"&L&9{warning}&A&R&9&P / &N ページ", {"margin": 0.3})
    sheet.hide_gridlines(2)
    for col, width in enumerate(widths):
        sheet.set_column(col, col, width)
    for row, text in enumerate(heading(figures)):
        sheet.write_string(row, 0, figures.mask.text(text), looks.get("title" if row == 0 else "lead"))
    return sheet


def bars(sheet: Worksheet, first: int, last: int, col: int) -> None:
    """A grey bar behind each number of a column."""
    if last >= first:
        rule = {"type": "data_bar", "bar_color": GREY, "bar_solid": True, "min_type": "num", "min_value": 0}
        sheet.conditional_format(first, col, last, col, rule)
