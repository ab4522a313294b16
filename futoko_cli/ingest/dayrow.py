"""The row of day numbers (日にちの行): 1…31 in any spelling, real dates, several months side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from futoko_cli.core.kinds import Kind
from futoko_cli.ingest.dates import ImpossibleDateError, day_number, in_year, month_of, parse_day, serial_day
from futoko_cli.ingest.marks import MarkTable
from futoko_cli.ingest.wording import plain, squeezed

WEEKDAYS: Final = "月火水木金土日"
_LEAST_DAYS = 8
_LEAST_DATES = 5
_CLOSED = re.compile(r"(?:休業|休み|休日|祝日|休校|閉庁日?|記念日|代休|振休|振替|慰霊の日|県民の日)日?$")
_CEREMONY = re.compile(r"始業式|終業式|修了式|卒業式|入学式")
_ALWAYS_CLOSED = re.compile(
    r"^.*(?:代休|振休|振替休日|振替休業)日?$|^(?:代休|振休|振替休日|振替休業日?)[(（]", re.DOTALL
)
_OPEN_EVENT = re.compile(r"(?:授業|参観|登校).*振替日?$|休(?:業|み|日|校).*(?:授業|参観|登校)日?$")
_MONTH_AND_DAY = re.compile(r"^(1[0-2]|0?[1-9])\s*[月/.-]\s*([0-9]{1,2})")
Merge = tuple[tuple[int, int], tuple[int, int]]


@dataclass(slots=True)
class Segment:
    """One month's stretch of a day row: columns and day numbers, ``dates`` where the cells are real dates."""

    cols: list[int]
    numbers: list[int]
    dates: list[int] = field(default_factory=list)
    said: int | None = None  # the month of headings like 5/1, whose year stands elsewhere
    month: tuple[int, int] | None = None  # known from dates beside it, where the row has more days than the month


@dataclass(slots=True)
class DayHeader:
    """A day row: its index and its segments from left to right."""

    row: int
    segments: list[Segment]

    @property
    def first_col(self) -> int:
        """First day column."""
        return self.segments[0].cols[0]

    @property
    def last_col(self) -> int:
        """Last day column."""
        return self.segments[-1].cols[-1]


def _day_cell(value: object) -> tuple[int | None, int | None, int | None]:
    """Date, month and day number of a heading cell, each as far as it says it: 2025/05/01, 5/1, 1日, a real date."""
    if type(value) is float and 1 <= value <= 31:
        return None, None, int(value) if value.is_integer() else None
    when, month = serial_day(value), None
    if when is None and isinstance(value, str) and len(value) > 2 and ("/" in value or "月" in value or "-" in value):
        try:
            when = parse_day(value, None)
        except ImpossibleDateError:
            return None, None, None
        except LookupError:  # 5/1 without a year
            when = None
            match = _MONTH_AND_DAY.match(plain(value))
            month, number = (int(match[1]), int(match[2])) if match else (None, None)
            return None, month, number if number and 1 <= number <= 31 else None
    return when, month, date.fromordinal(when).day if when is not None else day_number(value)


def _segments(row: Sequence[object]) -> list[Segment]:
    found: list[Segment] = []
    for col, value in enumerate(row):
        if value == "" or value is None or (isinstance(value, str) and not value[0].isdigit()):
            continue
        when, month, number = _day_cell(value)
        if number is None:
            continue
        last = found[-1] if found else None
        if (
            last is None
            or number <= last.numbers[-1]
            or (when is None) != (not last.dates)
            or col - last.cols[-1] > 3
            or month != last.said
        ):
            last = Segment([], [], said=month)
            found.append(last)
        last.cols.append(col)
        last.numbers.append(number)
        if when is not None:
            last.dates.append(when)
    return found


def _enough_numbers(row: Sequence[object]) -> bool:
    """Cheap first look: at least eight cells that could be day numbers or dates, and one of them 8 or more."""
    types = list(map(type, row))
    numbers = len(types) - types.count(str)
    if numbers == types.count(float):  # counts of a class stay small, days of a month do not
        if numbers >= _LEAST_DAYS and max(v for v in row if type(v) is float) >= _LEAST_DAYS:
            return True
    elif numbers >= _LEAST_DAYS:
        return True
    return sum(1 for v in row if v != "" and type(v) is str and v[0].isdigit()) + numbers >= _LEAST_DAYS and (
        numbers < _LEAST_DAYS
    )


def _is_childs_row(row: Sequence[object], first_day_col: int) -> bool:
    """Below a day row: a number at the left, and fewer filled day cells than a heading has."""
    days = row[first_day_col : first_day_col + 31]
    return len(days) - days.count("") < _LEAST_DAYS and float in map(type, row[:first_day_col])


def find_day_headers(rows: Sequence[Sequence[object]]) -> list[DayHeader]:
    """Every row that reads as days of a month; a count row right below one is not taken for another."""
    headers: list[DayHeader] = []
    for index, row in enumerate(rows):
        if headers and _is_childs_row(row, headers[-1].first_col):
            continue
        filled = len(row) - row.count("")
        if filled < _LEAST_DAYS or not _enough_numbers(row):
            continue
        every = _segments(row)
        segments = [s for s in every if len(s.cols) >= (_LEAST_DATES if s.dates else _LEAST_DAYS)]
        # numbered rows of a register (1 2 3 … down the page) never look like this; counts do not rise
        if not segments or sum(len(s.cols) for s in segments) * 2 < sum(len(s.cols) for s in every):
            continue
        last = headers[-1] if headers and index - headers[-1].row <= 2 else None
        if last is None:
            headers.append(DayHeader(index, segments))
        elif segments[0].dates:  # a weekday row of real dates below the numbers
            _date_by(last, segments)
        elif all(s.dates for s in last.segments):  # … or above them: then the numbers are the day row
            below = DayHeader(index, segments)
            if _date_by(below, last.segments):
                headers[-1] = below
    return headers


def _date_by(header: DayHeader, weekday_row: list[Segment]) -> bool:
    """A weekday row made of real dates (format aaa) gives the numbers beside it their dates; True where it fits."""
    known = {col: when for s in weekday_row for col, when in zip(s.cols, s.dates, strict=True)}
    fits = False
    for segment in header.segments:
        pairs = [(known[c], n) for c, n in zip(segment.cols, segment.numbers, strict=True) if c in known]
        if pairs and not segment.dates and all(date.fromordinal(when).day == n for when, n in pairs):
            month = month_of(pairs[0][0])
            if segment.numbers[-1] <= len(month):
                segment.dates = [month[n - 1] for n in segment.numbers]
            else:
                first = date.fromordinal(month.start)
                segment.month = (first.year, first.month)
            fits = True
    return fits


def month_dates(segment: Segment, school_year: int, month: int) -> dict[int, int]:
    """Column → ordinal of a segment read as one month; columns of days the month lacks are left out."""
    days = month_of(in_year(school_year, month, 1))
    numbered = zip(segment.cols, segment.numbers, strict=True)
    return {col: days[number - 1] for col, number in numbered if number <= len(days)}


def spread(
    rows: Sequence[Sequence[object]], merges: Sequence[Merge], top: int, bottom: int, left: int, right: int
) -> dict[tuple[int, int], object]:
    """Cells inside an area that a merged cell covers, each with the text of the merge's first cell."""
    cells: dict[tuple[int, int], object] = {}
    for (r0, c0), (r1, c1) in merges:
        if r1 < top or r0 > bottom or c1 < left or c0 > right or r0 >= len(rows) or c0 >= len(rows[r0]):
            continue
        value = rows[r0][c0]
        if value == "":
            continue
        for r in range(max(r0, top), min(r1, bottom) + 1):
            for c in range(max(c0, left), min(c1, right) + 1):
                cells[r, c] = value
    return cells


def weekday_of(value: object) -> int | None:
    """0 (月) … 6 (日) of a heading cell: 月, （火）, a real date; None otherwise."""
    if type(value) is str:
        return _weekday_in(value)
    when = serial_day(value)
    return None if when is None else date.fromordinal(when).weekday()


def _weekday_in(value: str) -> int | None:
    text = plain(value).strip("()（）曜日 ") if len(value) > 1 else value
    text = "日" if not text and "日" in value else text
    return WEEKDAYS.index(text) if len(text) == 1 and text in WEEKDAYS else None


class HeadingCell(NamedTuple):
    """What one heading cell says of its column: a weekday, that it is closed, a ceremony."""

    weekday: int | None
    closed: bool
    ceremony: str


def heading_cell(value: object, table: MarkTable) -> HeadingCell:
    """Read one heading cell; texts are read once for each table of marks."""
    if type(value) is not str:
        return HeadingCell(weekday_of(value), closed=False, ceremony="")
    found = table.headings.get(value)
    if found is None:
        ceremony = _CEREMONY.search(value)
        found = HeadingCell(weekday_of(value), says_closed(value, table), ceremony[0] if ceremony else "")
        table.headings[value] = found
    return found


def says_closed(value: object, table: MarkTable) -> bool:
    """Whether a heading cell closes its column: 休, 祝, 夏季休業, 振替休日; 土 and 日 are weekdays, not this."""
    text = squeezed(value)
    if not text or text in WEEKDAYS:
        return False
    if table.read(text).kind == Kind.STRUCK:
        return True
    return bool(_ALWAYS_CLOSED.match(text)) or (bool(_CLOSED.search(text)) and not _OPEN_EVENT.search(text))


@dataclass(slots=True)
class ColumnFacts:
    """What the heading rows say of the columns: weekday by column, columns they close, ceremonies (終業式)."""

    weekdays: dict[int, int]
    closed: set[int]
    ceremonies: dict[int, str]


def column_facts(
    rows: Sequence[Sequence[object]],
    merges: Sequence[Merge],
    header: DayHeader,
    first_pupil: int,
    table: MarkTable,
) -> ColumnFacts:
    """Read the rows around a day row, from two above it down to the first child."""
    left, right = header.first_col, header.last_col
    facts = ColumnFacts({}, set(), {})
    day_cols = {col for s in header.segments for col in s.cols}
    top = max(header.row - 2, 0)
    merged: Mapping[tuple[int, int], object] = spread(rows, merges, top, first_pupil - 1, left, right) if merges else {}
    for index in range(top, first_pupil):
        row = rows[index]
        if row.count("") == len(row) and not merged:
            continue
        cells = {c: v for c, v in enumerate(row[left : right + 1], left) if v != "" and c in day_cols}
        cells.update({c: v for (r, c), v in merged.items() if r == index and c in day_cols})
        if index == header.row:
            _inline_weekdays(cells, facts)
            continue
        said = {c: heading_cell(v, table) for c, v in cells.items()}
        found = {c: cell.weekday for c, cell in said.items() if cell.weekday is not None}
        if found and len(found) * 2 > len(cells):
            facts.weekdays.update(found)
        facts.closed.update(c for c, cell in said.items() if cell.closed)
        facts.ceremonies.update({c: cell.ceremony for c, cell in said.items() if cell.ceremony and not cell.closed})
    return facts


_INLINE = re.compile(rf"[\n(（\s]([{WEEKDAYS}])[)）\s]?$")


def _inline_weekdays(cells: Mapping[int, object], facts: ColumnFacts) -> None:
    """Weekdays written into the day cells themselves: 1(火)."""
    for col, value in cells.items():
        if isinstance(value, str) and len(value) > 2 and (match := _INLINE.search(plain(value))):
            facts.weekdays[col] = WEEKDAYS.index(match[1])
