"""Layout C (様式C): totals only. They are read; runs cannot be known from them, and that is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from futoko_cli.core.school_calendar import school_year_of
from futoko_cli.ingest.columns import NEVER_A_NAME, NOT_A_PUPIL, find_pupil_columns, pupil_name, role_of
from futoko_cli.ingest.drafts import DraftRow, Extract, Page, TotalsDraft
from futoko_cli.ingest.headings import combine
from futoko_cli.ingest.list_columns import header_columns
from futoko_cli.ingest.pupil_rows import like_a_name
from futoko_cli.ingest.wording import plain, squeezed, whole

NAME: Final = "totals"
_MONTH = re.compile(r"^(1[0-2]|[1-9])月(?:分|欠席)?$")
_ABSENT = re.compile(r"^欠席(?:日数|合計|計|累計)?$")
_YEAR_TOTAL = re.compile(r"^(?:合計|累計|年計|年間|計|欠席(?:日数|合計|計|累計|日数合計)?)$")
_HEADER_ROWS = 20
_MONTHS = 3


@dataclass(slots=True)
class Shape:
    """Header row, the column of each month's absences, and of the year's total (−1: none)."""

    row: int
    months: dict[int, int] = field(default_factory=dict)
    total: int = -1


def _absence_column(rows: Sequence[Sequence[object]], row: int, col: int, stop: int) -> int:
    """Below a month that spans 欠席 遅刻 早退, the column of 欠席; else the month's own."""
    below = rows[row + 1] if row + 1 < len(rows) else []
    for c in range(col, min(stop, len(below))):
        if squeezed(below[c]) in ("欠席", "欠", "欠席日数"):
            return c
    return col


def identify(page: Page) -> Shape | None:
    """A header of months, or of 欠席, beside names — and neither days nor dates anywhere."""
    if page.headers:
        return None
    for index, row in enumerate(page.rows[:_HEADER_ROWS]):
        columns = header_columns(row, index)
        if {"date", "first", "kind"} & columns.at.keys():
            return None
        months = [(c, int(m[1])) for c, v in enumerate(row) if isinstance(v, str) and (m := _MONTH.match(squeezed(v)))]
        totals = [c for c, v in enumerate(row) if isinstance(v, str) and _YEAR_TOTAL.match(squeezed(v))]
        near = page.rows[max(index - 1, 0) : index + 2]
        named = any(role_of(v) in ("name", "number") for line in near for v in line)
        if not named or (len(months) < _MONTHS and not any(_ABSENT.match(squeezed(row[c])) for c in totals)):
            continue
        edges = [c for c, _ in months[1:]] + [
            min((c for c in totals if months and c > months[-1][0]), default=len(row))
        ]
        shape = Shape(index)
        for (col, month), stop in zip(months, edges, strict=False):
            shape.months[month] = _absence_column(page.rows, index, col, stop)
        right = [c for c in totals if c not in shape.months.values()]
        shape.total = right[-1] if right else -1
        return shape
    return None


def _counts(line: Sequence[object], shape: Shape) -> bool:
    cols = [*shape.months.values(), *([shape.total] if shape.total >= 0 else [])]
    return any(col < len(line) and whole(line[col]) is not None for col in cols)


def extract(page: Page, shape: Shape) -> Extract:
    """Each child's totals, and one issue that says what they cannot tell."""
    result = Extract()
    columns = find_pupil_columns(
        page.rows, shape.row, min([*shape.months.values(), *([shape.total] if shape.total >= 0 else [])])
    )
    title = "\n".join(" ".join(plain(v) for v in row if v != "") for row in page.rows[: shape.row])
    place = combine(title, page.sheet.name, page.stem)
    year = place.school_year or page.school_year or page.fallback_year or school_year_of(page.today)
    for index in range(max((shape.row, *columns.header_rows)) + 1, len(page.rows)):
        line = page.rows[index]
        number = whole(line[columns.number]) if 0 <= columns.number < len(line) else None
        name = pupil_name(line, columns)
        bad = NEVER_A_NAME if number is not None else NOT_A_PUPIL
        if not name or bad.match(squeezed(name)):
            continue
        if number is None and columns.number >= 0 and not (like_a_name(name) and _counts(line, shape)):
            continue  # furigana, a remark; a name with counts is a child whose number is missing
        by_month: dict[str, int] = {}
        for month, col in shape.months.items():
            value = line[col] if col < len(line) else ""
            count = whole(value)
            if count is not None:
                by_month[f"{year + (month < 4)}-{month:02}"] = count
            elif value != "":
                result.issues.append(
                    page.issue(
                        "mark-unknown",
                        f"合計の欄の「{plain(value)}」は数として読めません。",
                        "数を入れてください。",
                        row=index,
                        col=col,
                        subject=plain(value),
                    )
                )
        printed = whole(line[shape.total]) if 0 <= shape.total < len(line) else None
        counted = sum(by_month.values())
        if printed is not None and by_month and printed != counted:
            result.issues.append(
                page.issue(
                    "total-differs",
                    f"合計は {printed} と印刷されていますが、月の数をたすと {counted} です。",
                    "どちらかを直してください。",
                    row=index,
                    col=shape.total,
                    subject="合計",
                )
            )
        result.totals.append(
            TotalsDraft(
                page.file,
                page.sheet.name,
                place.class_id,
                DraftRow(number, name, index, max(columns.name, 0)),
                by_month,
                counted if by_month else printed or 0,
                shape.row,
            )
        )
    result.issues.append(
        page.issue(
            "totals-only",
            f"{len(result.totals)}人の合計だけのシートです（{year}年度）。日ごとの記号がないため、連続欠席は分かりません。",
            "日ごとの出席簿を一緒に渡してください。",
            row=shape.row,
            col=0,
        )
    )
    return result
