"""What sets two grids apart: rows of months (個人の1年) or rows of children (学級の月)."""

from __future__ import annotations

import re
from datetime import date

from futoko_cli.ingest.dates import serial_day
from futoko_cli.ingest.dayrow import DayHeader
from futoko_cli.ingest.drafts import Page
from futoko_cli.ingest.wording import squeezed, whole

_MONTH_CELL = re.compile(r"^(?:\d{4}年|令和\d+年)?(1[0-2]|[1-9])月(?:分|計)?$")
_ROWS_BELOW = 16


def month_labels(page: Page, header: DayHeader) -> dict[int, int]:
    """``_month_labels`` of a header, looked for once though two layouts ask."""
    found = page.month_labels.get(header.row)
    if found is None:
        found = page.month_labels[header.row] = _month_labels(page, header)
    return found


def _month_labels(page: Page, header: DayHeader) -> dict[int, int]:
    """Row → month for the rows below a day row whose label is a month; empty where there are none.

    A column of bare numbers counts only below a heading 月, so that 番号 4, 5, 6 is never read as months.
    """
    rows = page.rows
    for col in range(header.first_col):
        found: dict[int, int] = {}
        bare = any(
            squeezed(rows[r][col]) in ("月", "月日", "月/日", "月\\日")
            for r in range(max(header.row - 1, 0), header.row + 1)
            if col < len(rows[r])
        )
        bare = bare or _months_in_order(rows, header, col)
        if not bare and not any(
            _may_be_month(row[col]) for row in rows[header.row + 1 : header.row + _ROWS_BELOW] if col < len(row)
        ):
            continue
        for index in range(header.row + 1, min(header.row + _ROWS_BELOW, len(rows))):
            value = rows[index][col] if col < len(rows[index]) else ""
            if value == "":
                continue
            month = _month(value, bare=bare)
            if month is not None and month not in found.values():
                found[index] = month
        if len(found) > 2:
            return found
    return {}


def _months_in_order(rows: list[list[object]], header: DayHeader, col: int) -> bool:
    """Bare numbers 4, 5 … 12, 1, 2, 3 right below a day row: no list of children begins at 4."""
    below = [row[col] if col < len(row) else "" for row in rows[header.row + 1 : header.row + 13]]
    numbers = [whole(value) for value in below if value != ""]
    return len(numbers) > 5 and numbers == [*range(4, 13), 1, 2, 3][: len(numbers)]


def _may_be_month(value: object) -> bool:
    return (type(value) is str and "月" in value) or serial_day(value) is not None


def _month(value: object, *, bare: bool) -> int | None:
    if isinstance(value, str):
        match = _MONTH_CELL.match(squeezed(value))
        if match:
            return int(match[1])
    when = serial_day(value)
    if when is not None:
        return date.fromordinal(when).month
    number = whole(value) if bare else None
    return number if number is not None and 1 <= number <= 12 else None
