"""Layout E by day (様式E): one day a sheet, class blocks stacked or side by side, each with its own heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import ClassId, Mark
from futoko_cli.ingest.columns import NOT_A_PUPIL, role_of
from futoko_cli.ingest.dates import ImpossibleDateError, dates_in, serial_day
from futoko_cli.ingest.dayrow import WEEKDAYS
from futoko_cli.ingest.drafts import Draft, DraftRow, Extract, Page, YearNeededError
from futoko_cli.ingest.grid_rows import unknown_mark
from futoko_cli.ingest.headings import combine, heading, leftover_class, titled
from futoko_cli.ingest.legend import learn, legend_clash
from futoko_cli.ingest.list_columns import dated_list, header_columns
from futoko_cli.ingest.marks import MarkTable
from futoko_cli.ingest.when_where import month_key
from futoko_cli.ingest.wording import plain, squeezed, whole, written

NAME: Final = "day-sheet"
_LIST_ROWS = 20
_PRINTED_LABEL = re.compile(r"(?:印刷|出力|作成|発行|更新)(?:年月日|日時|日)?[::]?$")
_WEEKDAY = re.compile(r"[0-9]日?\s*[((]([月火水木金土日])(?:曜日?)?[))]|([月火水木金土日])曜日")
Cell = tuple[int, int]


@dataclass(slots=True)
class Group:
    """One class block: heading row, columns left…right, and the column of each role."""

    row: int
    left: int
    right: int
    at: dict[str, int]


def _groups(row: Sequence[object], index: int) -> list[Group]:
    """Blocks of one heading row; a role that comes again opens the next block."""
    whole_row = header_columns(row, index).at
    if "kind" not in whole_row or not {"name", "number"} & whole_row.keys() or {"date", "first"} & whole_row.keys():
        return []
    groups: list[Group] = []
    for col, value in enumerate(row):
        part = header_columns([value], index).at
        role = next(iter(part), None)
        if role is None:
            continue
        if not groups or role in groups[-1].at:
            if groups:
                groups[-1].right = col - 1
            groups.append(Group(index, col, len(row), {}))
        groups[-1].at[role] = col
    return [g for g in groups if "kind" in g.at and {"name", "number"} & g.at.keys()]


def identify(page: Page) -> list[Group]:
    """Blocks of one day; empty where the sheet has days as columns, a date column, or names no day."""
    if page.headers or any(dated_list(header_columns(row, index)) for index, row in enumerate(page.rows[:_LIST_ROWS])):
        return []
    groups = [g for index, row in enumerate(page.rows) for g in _groups(row, index)]
    if not groups:
        return []
    try:
        return groups if _days(page, groups[0].row, page.school_year or page.fallback_year or 2000) else []
    except (LookupError, ImpossibleDateError):
        return []


def _days(page: Page, first_row: int, year: int | None) -> dict[int, Cell]:
    """Days that stand above the first heading, each with its cell; without any, those of sheet and file name."""
    found: dict[int, Cell] = {}
    for index, row in enumerate(page.rows[:first_row]):
        before = ""
        for col, value in enumerate(row):
            if value == "":
                continue
            when = serial_day(value)
            if when is not None and not _PRINTED_LABEL.search(before):
                found.setdefault(when, (index, col))
            elif when is None and not _PRINTED_LABEL.search(before):
                for day in dates_in(titled(plain(value)), year):
                    found.setdefault(day, (index, col))
            before = squeezed(value) if isinstance(value, str) else ""
    if not found:
        titles = [titled(" ".join(plain(v) for v in row if v != "")) for row in page.rows[:first_row]]
        for text in (*titles, page.sheet.name, page.stem):
            if days := dates_in(text, year):
                return dict.fromkeys(days, (0, 0))
    return found


def _one_day(page: Page, first_row: int, year: int | None, result: Extract) -> int | None:
    """The sheet's day; two different ones are an error, and a weekday beside it must be its own."""
    days = _days(page, first_row, year)
    if len(days) > 1:
        told = "・".join(f"{when.month}/{when.day}" for when in map(date.fromordinal, sorted(days)))
        row, col = list(days.values())[1]
        result.issues.append(
            page.issue(
                "date-impossible",
                f"題名に{told}と違う日付があり、どの日か決まりません。このシートは読んでいません。",
                "表の上の日付を1つにし、印刷の日には「印刷日」と付けてください。",
                row=row,
                col=col,
            )
        )
        return None
    for day, (row, col) in days.items():
        line = " ".join(plain(v) for v in page.rows[row] if v != "") if row < first_row else ""
        match = _WEEKDAY.search(line)
        if match and WEEKDAYS.index(match[1] or match[2]) != date.fromordinal(day).weekday():
            when = date.fromordinal(day)
            result.issues.append(
                page.issue(
                    "weekday-differs",
                    f"題名は{when.month}/{when.day}（{match[1] or match[2]}）ですが、この日は{WEEKDAYS[when.weekday()]}曜日です。日付のほうで読みました。",
                    "日付か曜日を直してください。",
                    row=row,
                    col=col,
                )
            )
        return day
    return None


def extract(page: Page, groups: list[Group]) -> Extract:
    """Each block as a draft that covers one day."""
    result = Extract()
    children = _childrens_rows(page, groups)
    legend, clashes = learn([] if index in children else row for index, row in enumerate(page.rows))
    result.issues.extend(legend_clash(page, mark) for mark in clashes)
    result.legend = legend
    table = page.table.overlaid(legend)
    titles = " ".join(plain(v) for row in page.rows[: groups[0].row] for v in row if v != "")
    year = heading(titles).school_year or heading(page.sheet.name).school_year or heading(page.stem).school_year
    year = year or page.school_year or page.fallback_year
    try:
        day = _one_day(page, groups[0].row, year, result)
    except LookupError:
        raise YearNeededError from None
    if day is None:
        return result
    for position, group in enumerate(groups):
        above = groups[position - 1].row if position and groups[position - 1].row != group.row else 0
        end = next((g.row for g in groups[position + 1 :] if g.row > group.row), len(page.rows))
        _block(page, group, above, end, day, table, result)
    return result


def _childrens_rows(page: Page, groups: Sequence[Group]) -> set[int]:
    """Headings and rows of children: what stands in them is no legend and no title."""
    rows = {group.row for group in groups}
    for group in groups:
        end = next((g.row for g in groups if g.row > group.row), len(page.rows))
        rows.update(i for i in range(group.row + 1, end) if _row(page.rows[i], i, group) is not None)
    return rows


def _class_above(page: Page, group: Group, top: int) -> ClassId | None:
    """Class named above the block or beside its heading, nearest first, else by sheet or file."""
    above: str | None = None
    for index in range(group.row - 1, top - 1, -1):
        text = " ".join(plain(v) for v in page.rows[index][group.left : group.right + 1] if v != "")
        found = heading(text).class_id
        if found is not None:
            return found
        if text and above is None:
            above = leftover_class(text) if index > top or not top else None
            above = above if above is not None and squeezed(text).startswith(above) else ""
    if above:
        return ClassId(None, above)  # なかよし, alone right above its block
    for index in range(group.row - 1, -1, -1):
        found = heading(" ".join(plain(v) for v in page.rows[index] if v != "")).class_id
        if found is not None:
            return found
    return combine("", page.sheet.name, page.stem).class_id


def _block(page: Page, group: Group, top: int, end: int, day: int, table: MarkTable, result: Extract) -> None:
    class_id = _class_above(page, group, top)
    rows: list[DraftRow] = []
    for index in range(group.row + 1, end):
        line = page.rows[index]
        row = _row(line, index, group)
        if row is None:
            continue
        value = line[group.at["kind"]] if group.at["kind"] < len(line) else ""
        reading = table.read(value)
        if reading.kind >= 0:
            reason = plain(line[group.at["reason"]]) if group.at.get("reason", len(line)) < len(line) else ""
            mark = Mark(day, reading.kind, written(value), reading.reason or reason, index, group.at["kind"])
            row.marks.append(mark)
            if reading.kind == Kind.UNKNOWN:
                result.issues.append(unknown_mark(page, mark, conflict=reading.conflict))
        rows.append(row)
    if class_id is None and rows and not all(r.class_name for r in rows):
        class_id = ClassId(None, "？")
        result.issues.append(page.class_unknown(row=group.row, col=group.left))
    if rows:
        result.drafts.append(
            Draft(
                page.file,
                page.sheet.name,
                NAME,
                class_id,
                month_key([day]),
                (day,),
                rows,
                {day: (-1, group.at["kind"])},
                header_row=group.row,
                name_col=group.at.get("name", -1),
                first_day_col=group.at["kind"],
                last_day_col=group.at["kind"],
            )
        )


def _row(line: Sequence[object], index: int, group: Group) -> DraftRow | None:
    def cell(role: str) -> object:
        col = group.at.get(role, -1)
        return line[col] if 0 <= col < len(line) else ""

    number = whole(cell("number"))
    name = str(cell("name")).strip() if isinstance(cell("name"), str) else ""
    if role_of(name) or (NOT_A_PUPIL.match(squeezed(name)) and number is None):
        return None
    if (number is None and not name) or ("name" in group.at and not name):
        return None
    grade = whole(str(cell("grade")).replace("年", ""))
    klass = squeezed(cell("class")).removesuffix("組") or None
    own = heading(plain(cell("class"))) if klass else None
    if own is not None and own.class_name is not None:
        grade, klass = own.grade or grade, own.class_name
    return DraftRow(number, name, index, max(group.at.get("name", 0), 0), [], grade, klass)
