"""Layout B (様式B): one child's year, rows 4月…3月, columns 1…31."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import ClassId, Mark
from futoko_cli.ingest.columns import GRADE, NUMBER, role_of
from futoko_cli.ingest.columns import NAME as NAME_LABELS
from futoko_cli.ingest.dates import ImpossibleDateError, in_year
from futoko_cli.ingest.dayrow import DayHeader, Segment
from futoko_cli.ingest.drafts import Draft, DraftRow, Extract, Page
from futoko_cli.ingest.grid_layout import month_labels
from futoko_cli.ingest.grid_rows import unknown_mark
from futoko_cli.ingest.headings import heading
from futoko_cli.ingest.layouts.class_month_grid import legend_clash
from futoko_cli.ingest.legend import learn
from futoko_cli.ingest.marks import MarkTable
from futoko_cli.ingest.when_where import Setting, find_place, title_text, year_for
from futoko_cli.ingest.wording import plain, squeezed, whole

NAME: Final = "pupil-year"
_NUMBER = re.compile(r"(?:番号|出席番号|No\.?)\s*[::]?\s*(\d{1,3})|(?<!\d)(\d{1,3})\s*番(?!号)")
_NAMED = re.compile(r"(?:氏名|名前|児童名|生徒名)\s*[::]?\s*(\S.*)$")
_NO_NAME = re.compile(r"[0-9::]|年度|出席|出欠|個人別|学校|担任|校長|教頭|凡例|学級|番号|^[年組番印月]$")


def identify(page: Page) -> list[DayHeader]:
    """Day rows under which months stand."""
    return [h for h in page.headers if month_labels(page, h)]


def extract(page: Page, headers: list[DayHeader]) -> Extract:
    """Every child's year on the sheet."""
    result = Extract()
    grids = [(h, month_labels(page, h)) for h in headers]
    inside = {r for h, months in grids for r in (h.row, *months)}
    legend, clashes = learn([row for index, row in enumerate(page.rows) if index not in inside])
    result.issues.extend(legend_clash(page, mark) for mark in clashes)
    result.legend = legend
    table = page.table.overlaid(legend)
    top = 0
    for header, months in grids:
        _one(page, header, months, top, table, result)
        top = max(months) + 1
    return result


def _one(page: Page, header: DayHeader, months: dict[int, int], top: int, table: MarkTable, result: Extract) -> None:
    title = title_text(page, top, header.row, header.first_col)
    setting = find_place(page, title, row=header.row)
    row = _child(page, top, header, setting, result)
    segment = header.segments[0]
    year = year_for(page, setting.place, None, {}, None)
    covers: list[int] = []
    cells: dict[int, tuple[int, int]] = {}
    for index, month in sorted(months.items()):
        _month(page, index, month, year, segment, table, row, result, covers, cells)
    class_id = setting.place.class_id
    if class_id is None:
        class_id = ClassId(setting.place.grade, "？")
        result.issues.append(
            page.issue(
                "class-unknown",
                "どの学級の児童生徒か分かりません。学級を「？」として数えています。",
                "題名に 1年1組 のように書いてください。",
                row=header.row,
                col=0,
            )
        )
    result.issues.extend(setting.issues)
    result.drafts.append(
        Draft(
            page.file,
            page.sheet.name,
            NAME,
            class_id,
            None,
            covers,
            [row],
            cells,
            header_row=header.row,
            name_col=row.col,
            first_day_col=segment.cols[0],
            last_day_col=segment.cols[-1],
        )
    )


def _month(
    page: Page,
    index: int,
    month: int,
    year: int,
    segment: Segment,
    table: MarkTable,
    row: DraftRow,
    result: Extract,
    covers: list[int],
    cells: dict[int, tuple[int, int]],
) -> None:
    line = page.rows[index]
    for col, number in zip(segment.cols, segment.numbers, strict=True):
        value = line[col] if col < len(line) else ""
        reading = table.read(value)
        try:
            day = in_year(year, month, number)
        except ImpossibleDateError:
            if reading.kind not in (-1, Kind.STRUCK, Kind.PRESENT):
                result.issues.append(
                    page.issue(
                        "date-impossible",
                        f"{month}月にない {number} 日の欄に「{plain(value)}」があります。",
                        "正しい日に書き直してください。数えていません。",
                        row=index,
                        col=col,
                    )
                )
            continue
        covers.append(day)
        cells[day] = (index, col)
        if reading.kind < 0:
            continue
        if reading.kind == Kind.STRUCK and _other_weekday(value, day) and not _told(result):
            result.issues.append(
                page.issue(
                    "weekday-differs",
                    f"{date.fromordinal(day).month}/{number} に「{plain(value)}」とありますが、{year}年度のその日の曜日と合いません。",
                    "年度を確かめてください。",
                    row=index,
                    col=col,
                    subject=plain(value),
                )
            )
        mark = Mark(day, reading.kind, plain(value), reading.reason, index, col)
        row.marks.append(mark)
        if reading.kind == Kind.UNKNOWN:
            result.issues.append(unknown_mark(page, mark, conflict=reading.conflict))


def _told(result: Extract) -> bool:
    return any(issue.code == "weekday-differs" for issue in result.issues)


def _other_weekday(value: object, day: int) -> bool:
    text = squeezed(value)
    return text in ("土", "日") and date.fromordinal(day).weekday() != (5 if text == "土" else 6)


def _child(page: Page, top: int, header: DayHeader, setting: Setting, result: Extract) -> DraftRow:
    """Number and name from the rows above the grid, else from the sheet's name."""
    number, name, at = None, "", (header.row, 0)
    for index in range(top, header.row):
        line = page.rows[index]
        for col, value in enumerate(line):
            if value == "":
                continue
            text = plain(value)
            after = next((v for v in line[col + 1 :] if v != ""), "")
            if squeezed(value) in NUMBER and number is None:
                number = whole(after)
            elif squeezed(value) in NAME_LABELS and isinstance(after, str) and not name:
                name, at = after.strip(), (index, line.index(after, col + 1))
            elif isinstance(value, str) and (match := _NAMED.search(text)) and not name:
                name, at = match[1].strip(), (index, col)
            elif number is None and (match := _NUMBER.search(text)):
                number = int(match[1] or match[2])
    if not name:
        name, at = _plain_name(page, top, header.row) or ("", at)
    if number is None:
        number = whole(page.sheet.name) if not heading(page.sheet.name).months else None
    if not name and number is None:
        result.issues.append(
            page.issue(
                "row-unread",
                "だれの出席か分かりません。氏名も番号もありません。",
                "表の上に氏名と番号を書いてください。",
                row=header.row,
                col=0,
            )
        )
    grade = setting.place.grade
    return DraftRow(number, name, at[0], at[1], grade=grade)


def _plain_name(page: Page, top: int, bottom: int) -> tuple[str, tuple[int, int]] | None:
    """A lone text above the grid that is no title, class, number or label."""
    for index in range(bottom - 1, top - 1, -1):
        for col, value in enumerate(page.rows[index]):
            text = squeezed(value) if isinstance(value, str) else ""
            if len(text) > 1 and not _NO_NAME.search(text) and role_of(value) is None and text not in GRADE:
                return str(value).strip(), (index, col)
    return None
