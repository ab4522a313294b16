"""Layout B (様式B): one child's year, rows 4月…3月, columns 1…31."""

from __future__ import annotations

from datetime import date
from typing import Final

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import ClassId, Mark
from futoko_cli.ingest.dates import ImpossibleDateError, in_year
from futoko_cli.ingest.dayrow import DayHeader, Segment
from futoko_cli.ingest.drafts import Draft, DraftRow, Extract, Page
from futoko_cli.ingest.grid_layout import month_labels
from futoko_cli.ingest.grid_rows import unknown_mark
from futoko_cli.ingest.legend import learn, legend_clash
from futoko_cli.ingest.marks import MarkTable
from futoko_cli.ingest.pupil_title import class_of_page, find_child
from futoko_cli.ingest.when_where import find_place, title_text, year_for
from futoko_cli.ingest.wording import plain, squeezed, written

NAME: Final = "pupil-year"


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
    child = find_child(page, top, header.row)
    row = DraftRow(child.number, child.name, child.row, child.col, grade=setting.place.grade)
    if not child.name and child.number is None:
        result.issues.append(
            page.issue(
                "row-unread",
                "だれの出席か分かりません。氏名も番号もありません。",
                "表の上に氏名と番号を書いてください。",
                row=header.row,
                col=0,
            )
        )
    segment = header.segments[0]
    year = year_for(page, setting.place, None, {}, None)
    covers: list[int] = []
    cells: dict[int, tuple[int, int]] = {}
    for index, month in sorted(months.items()):
        _month(page, index, month, year, segment, table, row, result, covers, cells)
    class_id = class_of_page(page, title, setting.place, child)
    if class_id is None:
        class_id = ClassId(setting.place.grade, "？")
        result.issues.append(page.class_unknown(row=header.row, col=0))
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
        mark = Mark(day, reading.kind, written(value), reading.reason, index, col)
        row.marks.append(mark)
        if reading.kind == Kind.UNKNOWN:
            result.issues.append(unknown_mark(page, mark, conflict=reading.conflict))


def _told(result: Extract) -> bool:
    return any(issue.code == "weekday-differs" for issue in result.issues)


def _other_weekday(value: object, day: int) -> bool:
    text = squeezed(value)
    return text in ("土", "日") and date.fromordinal(day).weekday() != (5 if text == "土" else 6)
