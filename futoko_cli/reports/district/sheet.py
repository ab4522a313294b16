"""One sheet of district.xlsx (用紙と見出し): A4, its heading, and numbers of the view as cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from futoko_cli.ingest.own_files import DISTRICT_TITLE
from futoko_cli.reports.summary.looks import HIDDEN_VALUE, Column, Hidden, Looks, Value, write_table
from futoko_cli.reports.summary.words import month_title
from futoko_cli.reports.wording import long_date, year_title

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from futoko_cli.district.result import SchoolResult
    from futoko_cli.district.view import Group, View

TOP: Final = 3  # row of the headings
_A4: Final = 9
HIGH: Final = 54  # points of a row of headings of up to four lines
Cell = Value | Hidden


@dataclass(frozen=True, slots=True)
class Paper:
    """What every sheet is made from."""

    book: Workbook
    looks: Looks
    view: View


def heading(view: View) -> tuple[str, str]:
    """The two lines on top of every sheet."""
    rollup = view.rollup
    month = f"　{month_title(rollup.month)}" if rollup.month else ""
    day = f"　{long_date(date.fromisoformat(rollup.as_of))} まで" if rollup.as_of else ""
    year = year_title(rollup.school_year) if rollup.school_year else ""
    schools = f"学校 {len(rollup.run.schools)}校のうち {len(rollup.counted)}校を集計"
    return f"{DISTRICT_TITLE}{month}", f"{year}{day}　{schools}".strip("　")


def start(paper: Paper, title: str, widths: Sequence[float], *, landscape: bool) -> Worksheet:
    """A sheet with its heading: one page wide, page numbers and 取扱注意 at the foot."""
    sheet = paper.book.add_worksheet(title)
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    warning = "" if paper.view.shared else "取扱注意　"
    sheet.set_footer(f"&L&9{warning}&A&R&9&P / &N ページ", {"margin": 0.3})
    sheet.hide_gridlines(2)
    for col, width in enumerate(widths):
        sheet.set_column(col, col, width)
    for row, text in enumerate(heading(paper.view)):
        sheet.write_string(row, 0, text, paper.looks.get("title" if row == 0 else "lead"))
    return sheet


def table(
    paper: Paper,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    fixed: int,
    strong: int = 0,
    high: float = HIGH,
) -> tuple[Worksheet, int]:
    """A sheet that is one table: frozen headings, a filter; ``strong`` rows on top are bold. The row behind it too."""
    sheet = start(paper, title, [column.width for column in columns], landscape=True)
    end = write_table(sheet, paper.looks, TOP, columns, rows, strong=dict.fromkeys(range(strong), True))
    sheet.set_row(TOP, high)
    sheet.freeze_panes(TOP + 1, fixed)
    sheet.repeat_rows(TOP)
    sheet.autofilter(TOP, 0, max(end - 1, TOP), len(columns) - 1)
    return sheet, end


def school_columns(view: View) -> list[Column]:
    """学校コード, where any school has one, and the school."""
    coded = any(school.code for school in view.rollup.run.schools)
    return [*([Column("学校コード", 10, "text")] if coded else []), Column("学校", 24, "text")]


def school_cells(view: View, school: SchoolResult | None) -> list[Cell]:
    """What stands in these columns; of all schools together without one."""
    both: list[Cell] = [school.code if school else "", "全校" if school is None else school.title]
    return both[-len(school_columns(view)) :]


def number(view: View, group: Group, key: str) -> Cell:
    """A figure; ＊ where it is hidden, blank where there is none."""
    value = view.value(group, key)
    return HIDDEN_VALUE if value is None and view.is_hidden(group, key) else value


def rate(view: View, group: Group) -> Cell:
    """欠席率; ＊ where it is hidden."""
    found = view.rate(group)
    return HIDDEN_VALUE if found is None and view.rollup.rate(*group) is not None else found


def present(view: View, group: Group) -> Cell:
    """出席率."""
    found = rate(view, group)
    return Fraction(1) - found if isinstance(found, Fraction) else found


def per_1000(view: View, group: Group, key: str = "at_least_30") -> Cell:
    """千人当たりの人数; ＊ where a number behind it is hidden."""
    found = view.per_1000(group, key)
    hidden = view.is_hidden(group, key) or view.is_hidden(group, "enrolled")
    return HIDDEN_VALUE if found is None and hidden else found


def grown(view: View, group: Group, before: Group) -> Cell:
    """By how much 欠席率 has changed; ＊ where one of them is hidden, blank where there is none."""
    now, then = rate(view, group), rate(view, before)
    if isinstance(now, Hidden) or isinstance(then, Hidden):
        return HIDDEN_VALUE
    return now - then if isinstance(now, Fraction) and isinstance(then, Fraction) else None


def days(view: View, group: Group) -> Cell:
    """授業日: a number, or fewest to most where schools differ."""
    fewest, most = view.dates(group)
    return most if fewest == most else f"{fewest}～{most}"
