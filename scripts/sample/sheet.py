"""One page of a register (出席簿) as a sheet: a class and a month, A4 landscape, as a school files it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scripts.sample.heading import (
    DAY,
    EVENTS,
    FIRST,
    GAP,
    NAME,
    NUMBER,
    NUMBERS,
    REMARK,
    SCHOOL,
    SEX,
    TEACHER,
    TITLE,
    TOTAL,
    WEEKDAYS,
    write_days,
    write_heading,
)
from scripts.sample.look import DOTTED, GOTHIC, HAIR, MEDIUM, THIN, Look, day_fill
from scripts.sample.page import DAYS, LEGEND, TOTALS, Page
from scripts.sample.school import ABSENT

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from scripts.sample.school import Child

_A4: Final = 9
_TABLE: Final = 480  # height of all children's lines: thirty of 16 points fill the page
_HEIGHTS: Final = {TITLE: 15, SCHOOL: 18, TEACHER: 18, GAP: 5, NUMBERS: 15, WEEKDAYS: 15, EVENTS: 56}
_WIDTHS: Final = {NUMBER: 4, NAME: 14.5, SEX: 3, REMARK: 12}


def write_page(book: Workbook, look: Look, name: str, page: Page) -> None:
    """Add the page as a sheet (シート)."""
    sheet = book.add_worksheet(name)
    _paper(sheet, page)
    write_heading(sheet, look, page)
    write_days(sheet, look, page)
    children: list[Child | None] = [*page.children, *[None] * (page.lines - len(page.children))]
    for place, child in enumerate(children):
        _line(sheet, look, page, place, child)
    below = FIRST + page.lines
    _statistics(sheet, look, page, below)
    end = _foot(sheet, look, page, below + 4)
    sheet.print_area(0, 0, end, REMARK)


def _paper(sheet: Worksheet, page: Page) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.4)
    sheet.center_horizontally()
    sheet.repeat_rows(NUMBERS, EVENTS)
    sheet.freeze_panes(FIRST, DAY)
    sheet.hide_gridlines(2)
    sheet.set_column(DAY, TOTAL - 1, 2.57)
    sheet.set_column(TOTAL, REMARK - 1, 3.4)
    for column, width in _WIDTHS.items():
        sheet.set_column(column, column, width)
    lines = dict.fromkeys(range(FIRST, FIRST + page.lines + 3), _TABLE / page.lines)
    for row, height in {**_HEIGHTS, **lines}.items():
        sheet.set_row(row, height)


def _line(sheet: Worksheet, look: Look, page: Page, place: int, child: Child | None) -> None:
    """One child, or an empty line; every fifth rule is firmer, so that the eye keeps its row."""
    row, last = FIRST + place, place == page.lines - 1
    rule = {"bottom": MEDIUM if last else THIN if place % 5 == 4 else HAIR}
    sheet.write(row, NUMBER, child.number if child else "", look.of(left=MEDIUM, right=THIN, **rule))
    sheet.write(row, NAME, child.name if child else "", look.text(10, right=THIN, indent=1, **rule))
    sheet.write(row, SEX, child.sex if child else "", look.of(font_size=8, right=THIN, **rule))
    for column, day in enumerate(page.days):
        edge = {"right": MEDIUM if column == DAYS - 1 else DOTTED, **day_fill(page.ground(child, column)), **rule}
        mark = page.mark(child, day) if child else ""
        sheet.write(row, DAY + column, mark, look.of(font_name=GOTHIC, shrink=True, **edge))
    for column, (_, kinds) in enumerate(TOTALS, TOTAL):
        value = page.count([child], page.filled, kinds) if child else ""
        sheet.write(row, column, value, look.of(num_format="#", right=THIN, **rule))  # a zero is left blank
    remark = page.remark(child) if child else ""
    sheet.write(row, REMARK, remark, look.text(8, right=MEDIUM, shrink=True, **rule))


def _statistics(sheet: Worksheet, look: Look, page: Page, top: int) -> None:
    """欠席 of boys, girls and all on each day."""
    sheet.merge_range(top, NUMBER, top + 2, NUMBER, "欠席", look.stacked(left=MEDIUM, bottom=MEDIUM))
    groups = (("男　計", "男", THIN), ("女　計", "女", THIN), ("合　計", "男女", MEDIUM))
    for row, (label, sexes, bottom) in enumerate(groups, top):
        some = [child for child in page.children if child.sex in sexes]
        rule = {"bottom": bottom, "font_size": 8}
        sheet.merge_range(row, NAME, row, SEX, label, look.head(**rule))
        for column, day in enumerate(page.days):
            value = page.count(some, [day], ABSENT) if day in page.filled and day else ""
            edge = {"right": MEDIUM if column == DAYS - 1 else DOTTED, **day_fill(page.grounds[column]), **rule}
            sheet.write(row, DAY + column, value, look.of(**edge))
        for column, (_, kinds) in enumerate(TOTALS, TOTAL):
            sheet.write(row, column, page.count(some, page.filled, kinds), look.of(right=THIN, **rule))
        sheet.write(row, REMARK, "", look.of(right=MEDIUM, **rule))


def _foot(sheet: Worksheet, look: Look, page: Page, row: int) -> int:
    """授業日数 and 出席率, the legend (凡例), and the list of those who moved; returns the last row."""
    absent = page.count(page.children, page.filled, ABSENT)
    boxes = (
        (0, 1, 4, "授業日数", len(page.filled), '0"日"'),
        (6, 9, 12, "欠席延べ日数", absent, '0"日"'),
        (14, 16, 19, "出席率", page.rate(), "0.0%"),
    )
    sheet.set_row(row - 1, 5)
    for left, middle, right, label, value, form in boxes:
        sheet.merge_range(row, left, row, middle, label, look.head(font_size=8))
        sheet.merge_range(row, middle + 1, row, right, value, look.of(border=THIN, num_format=form))
    sheet.merge_range(row + 1, 0, row + 1, REMARK, LEGEND, look.text(8))
    if not page.moves:
        return row + 1
    sheet.merge_range(row + 2, 0, row + 2, 1, "転入・転出", look.head(font_size=8))
    for below, (child, day, word) in enumerate(page.moves, row + 3):
        words = f"{day.month}月{day.day}日　{child.number}番　{child.name}　（{child.moved}）"
        sheet.merge_range(below, 0, below, 1, word, look.of(border=THIN, font_size=8))
        sheet.merge_range(below, 2, below, 25, words, look.text(8, border=THIN, indent=1))
    return row + 2 + len(page.moves)
