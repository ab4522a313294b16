"""Which month and class a block is (月と学級の決定): titles near it, names of sheet and file, checked by weekdays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import ClassId
from futoko_cli.core.school_calendar import school_year_of
from futoko_cli.ingest.columns import role_of
from futoko_cli.ingest.dayrow import DayHeader, Segment, month_dates
from futoko_cli.ingest.drafts import Page, YearNeededError
from futoko_cli.ingest.headings import Place, combine, heading, leftover_class, only_labels
from futoko_cli.ingest.wording import plain, squeezed

_YEARS_BACK = 6
_TITLE_ROWS = 40
_NEAR = 2  # a name alone counts in the two nearest lines
_TITLE = re.compile(r"[0-9元]\s*年度|出\s*席\s*簿(?!点検|提出)|出欠[席簿表状]|出席状況")
_MONTH_LABEL = re.compile(r"^(?:(?:令和|R|20)\s*[0-9元]{1,2}\s*(?:年度?|[./])\s*)?(1[0-2]|0?[1-9])\s*月\s*(?:分|度)?$")


@dataclass(slots=True)
class Setting:
    """Where a block stands: its place, and the issues met while finding it."""

    place: Place
    issues: list[Issue]


def title_text(page: Page, top: int, header_row: int, first_day_col: int) -> str:
    """Texts above a day row and left of it, nearest row first: a block's own title wins over the sheet's."""
    beside = [value for value in page.rows[header_row][:first_day_col] if role_of(value) is None]
    above = page.rows[max(top, header_row - _TITLE_ROWS) : header_row]
    lines = []
    for row in (beside, *(_title_cells(row, first_day_col) for row in reversed(above))):
        cells = [plain(value) for value in row if value != ""]
        if cells:
            lines.append(" ".join(cells))
    return "\n".join(lines)


def _title_cells(row: Sequence[object], first_day_col: int) -> Sequence[object]:
    """A row without its events: 1年生を迎える会 and 4月分集金 stand in the columns of their days."""
    days = " ".join(plain(value) for value in row[first_day_col:] if value != "")
    if not days or _TITLE.search(" ".join([*map(plain, row[:first_day_col]), days])) or only_labels(days):
        return row
    # 学級 and what stands right of it speak of the sheet, whatever else the row holds
    filled = [(col, plain(value)) for col, value in enumerate(row) if value != ""]
    beside = [value for (_, label), (col, value) in pairwise(filled) if col >= first_day_col and _labels(label, value)]
    return [*row[:first_day_col], *beside]


def _labels(label: str, value: str) -> bool:
    return (role_of(label) in ("class", "grade") or squeezed(label) in ("月", "年月", "年度")) and only_labels(value)


def month_label(page: Page, header: DayHeader, segment: Segment) -> tuple[int, ...]:
    """The month written above a segment, nearest row first: 4月, 令和7年4月分; an event (4月分集金) is none."""
    for index in range(header.row - 1, max(header.row - 4, -1), -1):
        row = page.rows[index]
        texts = [v for v in row[segment.cols[0] : segment.cols[-1] + 1] if isinstance(v, str) and "月" in v]
        months = {int(match[1]) for text in texts if (match := _MONTH_LABEL.match(plain(text)))}
        if len(months) == 1:
            return (months.pop(),)
    return ()


def _names_class(line: str) -> bool:
    return heading(line).class_name is not None


def _own_name(lines: Sequence[str]) -> str | None:
    """A class's own name that stands alone right above a block, or beside 出席簿: なかよし, なかよし 出席簿."""
    for position, line in enumerate(lines):
        own = leftover_class(line)
        if own and ("出席" in line or (position < _NEAR and squeezed(line) == own)):
            return own
    return None


def find_place(page: Page, title: str, *, row: int, inherited: Place | None = None) -> Setting:
    """Year, months and class of a block; a contradiction between title and names is an issue."""
    lines = title.split("\n") if title else []
    # each part from the nearest line that says it
    year = next((h.school_year for h in map(heading, lines) if h.school_year is not None), None)
    months = next((h.months for h in map(heading, lines) if h.months), ())
    named = next((line for line in lines if _names_class(line)), "")
    graded = next((line for line in lines if heading(line).grade is not None), "")
    called = None if named else _own_name(lines)
    own = combine(named or graded or (lines[-1] if lines else ""), page.sheet.name, page.stem)
    if called and (inherited is not None or not _names_class(page.sheet.name)):
        own = replace(own, class_id=ClassId(own.grade, called), clashes=())
    others = combine("", page.sheet.name, page.stem)
    place = Place(
        year if year is not None else others.school_year,
        months or others.months,
        own.class_id,
        own.grade,
        own.clashes,
    )
    if place.class_id is not None and place.class_id.grade is None and graded:
        place = Place(
            place.school_year,
            place.months,
            ClassId(heading(graded).grade, place.class_id.name),
            heading(graded).grade,
            place.clashes,
        )
    if inherited is not None:
        # a later block of the sheet: what its own title leaves out, the first block's title says
        silent = named == "" and called is None and inherited.class_id is not None
        place = Place(
            place.school_year if place.school_year is not None else inherited.school_year,
            months or inherited.months or place.months,
            inherited.class_id if silent else place.class_id,
            place.grade,
            () if silent else place.clashes,
        )
    issues = [
        page.issue(
            "heading-differs",
            f"題名は{place.class_id.title if place.class_id else '？'}ですが、{clash}です。題名のほうで読みました。",
            "題名かシート名を直してください。",
            row=row,
            col=0,
        )
        for clash in place.clashes
    ]
    return Setting(place, issues)


def _fits(segment: Segment, weekdays: Mapping[int, int], school_year: int, month: int) -> bool:
    days = month_dates(segment, school_year, month)
    checked = [(date.fromordinal(days[c]).weekday(), weekdays[c]) for c in days if c in weekdays]
    return bool(checked) and sum(a == b for a, b in checked) * 5 >= len(checked) * 4


def year_for(page: Page, place: Place, segment: Segment | None, weekdays: Mapping[int, int], month: int | None) -> int:
    """The school year of a block: setting, title, weekdays, other sheets, else assumed and said so.

    Raises YearNeededError where only other sheets can tell.
    """
    if place.school_year is not None:
        return place.school_year
    if page.school_year is not None:
        return page.school_year
    now = school_year_of(page.today)
    if segment is not None and month is not None and weekdays:
        fitting = [y for y in range(now + 1, now - _YEARS_BACK, -1) if _fits(segment, weekdays, y, month)]
        if page.fallback_year in fitting:
            return page.fallback_year
        past = [y for y in fitting if date(y + (month < 4), month, 1).toordinal() <= page.today]
        if past and page.fallback_year is None:
            return past[0]
    if page.fallback_year is None:
        raise YearNeededError
    return page.fallback_year


def place_segment(
    page: Page,
    setting: Setting,
    header: DayHeader,
    segment: Segment,
    label: tuple[int, ...],
    weekdays: Mapping[int, int],
) -> dict[int, int] | None:
    """Column → ordinal of one segment, or None (with an issue) where its month is unknown.

    ``label`` are the months written right above the segment; a heading of real dates needs none.
    """
    if segment.dates:
        return dict(zip(segment.cols, segment.dates, strict=True))
    if segment.month is not None:
        year, month = segment.month
        return month_dates(segment, year - (month < 4), month)
    place = setting.place
    names = [heading(page.sheet.name).months, heading(page.stem).months]
    label = (segment.said,) if segment.said else label and month_label(page, header, segment)
    candidates = [label, place.months, *names]
    single = [c[0] for c in candidates if len(c) == 1]
    if not single:
        setting.issues.append(
            page.issue(
                "month-unknown",
                "何月の出席簿か分かりません。このシートは読んでいません。",
                "シート名を「1-1 4月」のようにするか、題名に月を書いてください。",
                row=header.row,
                col=segment.cols[0],
            )
        )
        return None
    month = single[0]
    year = year_for(page, place, segment, weekdays, month)
    marked = {c: w for c, w in weekdays.items() if c in segment.cols}
    if len(names[0]) == 1 and names[0][0] != month and not label:
        fits = [_fits(segment, marked, year, m) for m in (month, names[0][0])]
        if fits[0] == fits[1]:
            setting.issues.append(
                page.issue(
                    "month-unknown",
                    f"題名は{month}月、シート名は{names[0][0]}月で、曜日でも決まりません。この表は読んでいません。",
                    "題名かシート名を直してください。",
                    row=header.row,
                    col=segment.cols[0],
                )
            )
            return None
    if marked and not _fits(segment, marked, year, month):
        other = next((m for m in single[1:] if m != month and _fits(segment, marked, year, m)), None)
        found = (
            f"題名は{month}月ですが、曜日は{other}月です。{other}月として読みました。"
            if other
            else f"{year + (month < 4)}年{month}月として読みましたが、曜日の行と合いません。"
        )
        setting.issues.append(
            page.issue(
                "weekday-differs",
                found,
                "年度・月・曜日の行のどれかを直してください。",
                row=header.row,
                col=segment.cols[0],
            )
        )
        month = other or month
    return month_dates(segment, year, month)


def month_key(days: Sequence[int]) -> str | None:
    """``YYYY-MM`` where all days lie in one month, else None."""
    months = {(d.year, d.month) for d in (date.fromordinal(day) for day in days)}
    if len(months) != 1:
        return None
    year, month = months.pop()
    return f"{year}-{month:02}"
