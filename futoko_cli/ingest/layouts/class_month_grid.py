"""Layout A and E (様式A・E): a class's month as a grid, rows of children, columns of days.

One sheet may hold several grids: months of one class stacked or side by side, or several classes.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import ABSENCES, Kind
from futoko_cli.core.model import ClassId, column_name
from futoko_cli.core.school_calendar import is_weekend, school_year_of
from futoko_cli.ingest.between import columns_unread
from futoko_cli.ingest.columns import PupilColumns, find_pupil_columns, role_of
from futoko_cli.ingest.dates import month_of, months_in
from futoko_cli.ingest.dayrow import ColumnFacts, DayHeader, Segment, column_facts
from futoko_cli.ingest.drafts import Draft, DraftRow, Extract, Page, View
from futoko_cli.ingest.grid_layout import month_labels
from futoko_cli.ingest.grid_rows import look_issues, read_rows
from futoko_cli.ingest.headings import Place
from futoko_cli.ingest.legend import learn, legend_clash
from futoko_cli.ingest.marks import MarkTable
from futoko_cli.ingest.printed_totals import compare_totals, total_columns
from futoko_cli.ingest.pupil_rows import RowPlan, plan_rows
from futoko_cli.ingest.transfers import bare_name, notes_of_moves, read_moves
from futoko_cli.ingest.when_where import Setting, find_place, month_key, place_segment, title_text
from futoko_cli.ingest.wording import plain

NAME: Final = "class-month-grid"
_LEAST_LISTED = 5


def identify(page: Page) -> list[DayHeader]:
    """Day rows under which children stand; empty where the sheet is no such grid."""
    return [h for h in page.headers if not month_labels(page, h)]


def extract(page: Page, headers: list[DayHeader]) -> Extract:
    """Every grid of the sheet."""
    result = Extract()
    ends = [header.row for header in headers[1:]] + [len(page.rows)]
    plans = {header.row: _planned(page, header, end) for header, end in zip(headers, ends, strict=True)}
    legend, clashes = learn(_outside(page, headers, [plan for _, plan in plans.values()]))
    result.issues.extend(legend_clash(page, mark) for mark in clashes)
    result.legend = legend
    table = page.table.overlaid(legend)
    for view, own in _side_by_side(page, headers):
        top = 0
        sheet_place: Place | None = None
        for position, header in enumerate(own):
            end = own[position + 1].row if position + 1 < len(own) else len(view.rows)
            columns, plan = plans[header.row] if view is page else _planned(view, header, end)
            top, place = _extract_grid(view, header, top, columns, plan, table, result, sheet_place)
            sheet_place = sheet_place or place
    return result


def _side_by_side(page: Page, headers: list[DayHeader]) -> list[tuple[Page, list[DayHeader]]]:
    """Classes side by side, each with its own 氏名 column: one view of the sheet for each, others blanked."""
    bounds: list[int] = []
    for header in headers:
        for before, after in pairwise(header.segments):
            between = range(before.cols[-1] + 1, after.cols[0])
            near = page.rows[max(header.row - 2, 0) : header.row + 3]
            names = [c for c in between if any(c < len(row) and role_of(row[c]) in ("name", "number") for row in near)]
            if names and names[0] not in bounds:
                bounds.append(names[0])
    if not bounds:
        return [(page, headers)]
    edges = [0, *sorted(bounds), max(len(row) for row in page.rows)]
    views = []
    for left, right in pairwise(edges):
        rows = [[v if left <= c < right else "" for c, v in enumerate(row)] for row in page.rows]
        own = [
            DayHeader(h.row, inside)
            for h in headers
            if (inside := [s for s in h.segments if left <= s.cols[0] < right])
        ]
        views.append((replace(page, sheet=View(page.sheet, rows)), own))
    return views


def _planned(page: Page, header: DayHeader, end: int) -> tuple[PupilColumns, RowPlan]:
    """Columns of a grid and what each of its rows is."""
    columns = find_pupil_columns(page.rows, header.row, header.first_col)
    first = max((header.row, *columns.header_rows)) + 1
    return columns, plan_rows(page.rows, first, end, columns, (header.first_col, header.last_col), page.table)


def _outside(page: Page, headers: list[DayHeader], plans: list[RowPlan]) -> list[list[str]]:
    """Texts that may hold a legend: all but number, name and days of the children."""
    lines: list[list[str]] = []
    days = {h.row for h in headers}
    children = {r for plan in plans for pupil in plan.pupils for r in (pupil.row, *pupil.also)}
    right = max(h.last_col for h in headers) + 1
    for index, row in enumerate(page.rows):
        if index in days:
            lines.append([])  # a legend above a grid ends here
            continue
        cells = row[right:] if index in children else row
        texts = [v for v in cells if v != "" and type(v) is str]
        if texts and max(map(len, texts)) > 1:
            lines.append(texts)
    return lines


def _extract_grid(
    page: Page,
    header: DayHeader,
    top: int,
    columns: PupilColumns,
    plan: RowPlan,
    table: MarkTable,
    result: Extract,
    inherited: Place | None,
) -> tuple[int, Place | None]:
    title = title_text(page, top, header.row, header.first_col)
    setting = find_place(page, title, row=header.row, inherited=inherited)
    last = max((p.row for p in plan.pupils), default=header.row)
    bottom = max((r for p in plan.pupils for r in (p.row, *p.also)), default=header.row)
    if not plan.pupils:
        result.issues.append(_nobody(page, header, plan, columns, table))
        return header.row + 1, setting.place
    facts = column_facts(page.rows, page.sheet.merges, header, plan.first, table)
    _dark(page, header, plan, facts)
    days_of: dict[int, int] = {}
    for segment in header.segments:
        placed = place_segment(page, setting, header, segment, _label_above(page, header, segment), facts.weekdays)
        if placed is None:
            result.issues.extend(setting.issues)
            return last + 1, setting.place
        _impossible(page, segment, placed, plan, table, result)
        days_of.update(placed)
    rows = read_rows(page, plan, columns, days_of, table, result)
    result.issues.extend(columns_unread(page, header, plan, table))
    struck = {days_of[c] for c in facts.closed if c in days_of}
    result.issues.extend(setting.issues)
    class_id = _class_of(page, setting, header, rows, result)
    days = sorted(days_of.values())
    year = setting.place.school_year
    if plan.moves:
        result.issues.extend(read_moves(page, plan.moves, rows, year if year is not None else school_year_of(days[0])))
    result.issues.extend(notes_of_moves(page, rows, header.last_col + 1))
    for row in rows:
        row.name = bare_name(row.name)
    result.issues.extend(look_issues(page, rows, columns))
    _totals(page, header, plan, rows, class_id, result)
    result.drafts.append(
        Draft(
            page.file,
            page.sheet.name,
            NAME,
            class_id,
            month_key(days),
            days,
            rows,
            {day: (-1, col) for col, day in days_of.items()},
            struck,
            {days_of[col]: name for col, name in facts.ceremonies.items() if col in days_of},
            _unlisted(days_of),
            header_row=header.row,
            name_col=columns.name,
            first_day_col=header.first_col,
            last_day_col=header.last_col,
        )
    )
    return bottom + 1, setting.place


def _nobody(page: Page, header: DayHeader, plan: RowPlan, columns: PupilColumns, table: MarkTable) -> Issue:
    """A grid without children: an unused sheet, or an error where marks stand in it all the same."""
    for index in (*plan.rest, *plan.stray):
        for col in range(header.first_col, header.last_col + 1):
            row = page.rows[index]
            if col < len(row) and table.read(row[col]).kind in ABSENCES:
                known = columns.name >= 0
                where = f"氏名の列（{column_name(columns.name)}列）に氏名がない" if known else "氏名の列が分からない"
                return page.issue(
                    "row-unread",
                    f"{where}ため、記号のある行を読めません。数えていません。",
                    f"{'この列' if known else '記号のある行'}に番号と氏名を書き、見出しを「番号」「氏名」としてください。",
                    row=index,
                    col=col,
                )
    return page.issue(
        "sheet-empty",
        "児童生徒の行がありません。",
        "氏名を入れてください。使っていないシートならそのままでかまいません。",
        row=header.row,
        col=header.first_col,
    )


def _label_above(page: Page, header: DayHeader, segment: Segment) -> tuple[int, ...]:
    """Months written above this segment, nearest row first: for months side by side."""
    for index in range(header.row - 1, max(header.row - 4, -1), -1):
        row = page.rows[index]
        texts = [v for v in row[segment.cols[0] : segment.cols[-1] + 1] if isinstance(v, str) and "月" in v]
        months = [m for text in texts for m in months_in(plain(text))]
        if len(set(months)) == 1:
            return (months[0],)
    return ()


def _dark(page: Page, header: DayHeader, plan: RowPlan, facts: ColumnFacts) -> None:
    """Columns blacked out by fill close like a written 休."""
    dark = page.sheet.dark_cells()
    if not dark:
        return
    for segment in header.segments:
        for col in segment.cols:
            black = sum((p.row, col) in dark for p in plan.pupils)
            if (header.row, col) in dark or black * 2 > len(plan.pupils):
                facts.closed.add(col)


def _impossible(
    page: Page, segment: Segment, placed: dict[int, int], plan: RowPlan, table: MarkTable, result: Extract
) -> None:
    """Marks in columns of days that the month lacks (31 of June)."""
    for col, number in zip(segment.cols, segment.numbers, strict=True):
        if col in placed:
            continue
        for pupil in plan.pupils:
            row = page.rows[pupil.row]
            value = row[col] if col < len(row) else ""
            if table.read(value).kind not in (-1, Kind.STRUCK, Kind.PRESENT):
                result.issues.append(
                    page.issue(
                        "date-impossible",
                        f"この月にない {number} 日の欄に「{plain(value)}」があります。",
                        "正しい日に書き直してください。数えていません。",
                        row=pupil.row,
                        col=col,
                    )
                )


def _unlisted(days_of: dict[int, int]) -> set[int]:
    """Days of the month that a heading of school days alone leaves out, as it does the weekends."""
    days = sorted(days_of.values())
    listed = set(days)
    gaps = [day for day in range(days[0], days[-1]) if day not in listed]
    if len(days) < _LEAST_LISTED or any(is_weekend(day) for day in days) or not any(map(is_weekend, gaps)):
        return set()
    month = month_of(days[0])
    return {day for day in range(month.start, max(month.stop, days[-1])) if day not in listed}


def _class_of(page: Page, setting: Setting, header: DayHeader, rows: list[DraftRow], result: Extract) -> ClassId | None:
    class_id = setting.place.class_id
    for row in rows:
        if row.class_name and row.grade is None:
            row.grade = setting.place.grade
    if class_id is None and not all(row.class_name for row in rows):
        result.issues.append(page.class_unknown(row=header.row, col=0))
        return ClassId(setting.place.grade, "？")
    return class_id


def _totals(
    page: Page, header: DayHeader, plan: RowPlan, rows: list[DraftRow], class_id: ClassId | None, result: Extract
) -> None:
    if len(header.segments) > 1:
        return
    span = range(max(header.row - 2, 0), min(max(header.row + 3, plan.first), plan.first))
    columns = total_columns(page.rows, page.sheet.merges, span, header.last_col)
    if not columns:
        return
    label = class_id.label if class_id else ""
    result.issues.extend(compare_totals(page, rows, columns, label))
