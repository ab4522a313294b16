"""``futoko duties -o duties.xlsx``: a month on one sheet of A4 for the wall, readable in monochrome."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from futoko_cli.core.agenda import grouped
from futoko_cli.core.due import DueDates, month_end, month_of
from futoko_cli.ingest.own_files import PAGE_TITLE
from futoko_cli.new_workbook import new_workbook
from futoko_cli.reports.duties.page_list import write_list
from futoko_cli.reports.duties.words import anonymous, cells, mark_of, short_what

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from futoko_cli.core.agenda import Agenda, Group
    from futoko_cli.core.model import Assessment

_MADE: Final = datetime(2025, 4, 1)  # noqa: DTZ001  fixed, so that the same page is the same file
_FONT: Final = "游ゴシック"
_A4: Final = 9
_WEEKDAYS: Final = ("月", "火", "水", "木", "金", "土", "日")
_WIDE, _NARROW = 23, 10  # columns of school days and of the week-end, in Excel's letters
_ENTRIES: Final = 5  # in one day's box; more are told by number
_LINE, _LEAST = 12.0, 2  # height of a line in points, lines of a box at the least
_HEAD, _DAY = 60.0, 15.0  # heights of the lines above the weeks together, and of a row of day numbers
#: What may stand on the page in points: A4 across inside its margins, at three quarters of its size at the least.
_TALLEST: Final = 537 / 0.75
_GREY, _PALE = "#D9D9D9", "#EFEFEF"


class Looks:
    """The formats of the page, each made once."""

    def __init__(self, book: Workbook) -> None:
        """Nothing is made before it is asked for."""
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **style: Any) -> Format:  # noqa: ANN401  Excel's formats hold numbers, words and flags
        """A format with the page's font."""
        base = {"font_name": _FONT, "font_size": 9, "valign": "vcenter"} | style
        key = tuple(sorted(base.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(base)
        return self._made[key]


def duties_page(assessment: Assessment, agenda: Agenda, *, with_names: bool = False) -> bytes:
    """The workbook as bytes: the month of the agenda, else of the day it is looked at."""
    month = agenda.month or month_of(agenda.on)
    groups = grouped(agenda, (each for each in agenda.owed if not agenda.is_old(each)), assessment.policy)
    stream = io.BytesIO()
    book = new_workbook(stream, PAGE_TITLE, _MADE)
    book.formats[0].set_font_name(_FONT)
    page = book.add_worksheet(f"{int(month[:4])}年{int(month[5:])}月")
    looks = Looks(book)
    _set_up(page)
    _write_head(page, looks, assessment, agenda, month)
    row, used = _write_month(page, looks, assessment, month, groups)
    write_list(page, looks, row + 1, groups, agenda, with_names=with_names, room=_TALLEST - _HEAD - used)
    book.close()
    return stream.getvalue()


def _set_up(page: Worksheet) -> None:
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(0.4, 0.4, 0.4, 0.4)
    page.fit_to_pages(1, 1)
    page.center_horizontally()
    page.hide_gridlines(2)
    for col in range(7):
        page.set_column(col, col, _WIDE if col < 5 else _NARROW)


def _write_head(page: Worksheet, looks: Looks, assessment: Assessment, agenda: Agenda, month: str) -> None:
    """Month, school, and the two days: the last one counted and the one the states are judged on."""
    page.set_row(0, 26)
    heading = f"{PAGE_TITLE}　{int(month[:4])}年{int(month[5:])}月"
    page.merge_range(0, 0, 0, 3, "", looks.of())
    page.write_string(0, 0, heading, looks.of(font_size=18, bold=True))
    page.merge_range(0, 4, 0, 6, "", looks.of())
    page.write_string(0, 4, assessment.school_name, looks.of(font_size=11, align="right"))
    page.set_row(1, 16)
    day = looks.of(num_format='yyyy"年"m"月"d"日"', align="left")
    page.write_string(1, 0, "出席簿を数えた日（集計日）", looks.of(align="right"))
    page.write_datetime(1, 1, datetime.combine(assessment.as_of, datetime.min.time()), day)
    page.write_string(1, 2, "済んだかどうかを見た日", looks.of(align="right"))
    page.write_datetime(1, 3, datetime.combine(agenda.on, datetime.min.time()), day)
    page.merge_range(1, 4, 1, 6, "", looks.of())
    page.write_string(1, 4, "□ まだ　■ 済　－ 不要", looks.of(align="right"))


def _write_month(
    page: Worksheet, looks: Looks, assessment: Assessment, month: str, groups: Sequence[Group]
) -> tuple[int, float]:
    """Weeks from Monday: a row of days over a row of boxes each. Returns the next free row, and the points used."""
    row, used = 2, 0.0
    for col, name in enumerate(_WEEKDAYS):
        page.write_string(row, col, name, looks.of(bold=True, align="center", border=1, bg_color=_GREY))
    row += 1
    last = month_end(month)
    day = last.replace(day=1)
    by_day: dict[date, list[Group]] = {}
    for group in groups:
        by_day.setdefault(group.first.due, []).append(group)
    named = assessment.calendar.labels if assessment.calendar else {}
    closed = DueDates(assessment.calendar).closed if assessment.calendar else lambda day: day.weekday() > 4
    monday = day - timedelta(days=day.weekday())
    while monday <= last:
        week = [monday + timedelta(days=n) for n in range(7)]
        boxes = [_box(each, by_day, named) if month_of(each) == month else [] for each in week]
        lines = max(_LEAST, *(sum(ceil(cells(line) / _room(n)) for line in box) for n, box in enumerate(boxes)))
        page.set_row(row, _DAY)
        page.set_row(row + 1, lines * _LINE + 3)
        used += _DAY + lines * _LINE + 3
        for col, (each, box) in enumerate(zip(week, boxes, strict=True)):
            inside = month_of(each) == month
            shade = {"bg_color": _PALE} if closed(each) or not inside else {}
            top = looks.of(bold=True, align="left", indent=1, num_format="d", left=1, right=1, top=1, **shade)
            body = looks.of(
                font_size=8, valign="top", align="left", indent=1, text_wrap=True, left=1, right=1, bottom=1, **shade
            )
            if inside:
                page.write_datetime(row, col, datetime.combine(each, datetime.min.time()), top)
            else:
                page.write_blank(row, col, None, top)
            page.write_string(row + 1, col, "\n".join(box), body) if box else page.write_blank(row + 1, col, None, body)
        row += 2
        monday += timedelta(days=7)
    return row, used


def _room(col: int) -> int:
    """Half-width letters on a line of a box."""
    return (_WIDE if col < 5 else _NARROW) + 5  # in a smaller letter than Excel's own


def _box(day: date, by_day: Mapping[date, Sequence[Group]], named: Mapping[int, str]) -> list[str]:
    """Lines of one day: its name in the calendar, then a line for each child and stage. Never a name."""
    label = named.get(day.toordinal(), "")
    found = by_day.get(day, [])
    lines = [f"〔{label}〕"] if label else []
    lines += [f"{mark_of(g.first)} {anonymous(g.first.pupil)} {short_what(g)}" for g in found[:_ENTRIES]]
    if len(found) > _ENTRIES:
        lines.append(f"ほか {len(found) - _ENTRIES}件")
    return lines
