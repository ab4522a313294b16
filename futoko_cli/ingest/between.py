"""Columns between the days that have no day (日にちのない列): what stands in them is named, never read."""

from __future__ import annotations

from typing import Final

from futoko_cli.core.issues import Issue, Severity
from futoko_cli.core.kinds import Kind
from futoko_cli.ingest.dayrow import DayHeader, Segment
from futoko_cli.ingest.drafts import Page
from futoko_cli.ingest.marks import MarkTable
from futoko_cli.ingest.pupil_rows import RowPlan
from futoko_cli.ingest.wording import plain, squeezed, whole

_REASONS: Final = ("理由", "事由", "備考", "欠席理由", "内容", "メモ")


def columns_unread(page: Page, header: DayHeader, plan: RowPlan, table: MarkTable) -> list[Issue]:
    """One ``column-unread`` for each sort of column without a day in which a child's row has a mark or a text."""
    cols = [col for segment in header.segments for col in _between(segment)]
    if not cols:
        return []
    found: dict[str, list[tuple[int, int]]] = {}
    known: set[str] = set()
    for pupil in plan.pupils:
        for index in (pupil.row, *pupil.also):
            row = page.rows[index]
            for col in cols:
                value = row[col] if col < len(row) else ""
                if type(value) is not str or not value or whole(value) is not None:
                    continue
                kind = table.read(value).kind
                if kind in (-1, Kind.STRUCK):
                    continue
                label = _label(page, header, plan, col)
                found.setdefault(label, []).append((index, col))
                if kind != Kind.UNKNOWN:
                    known.add(label)
    return [_issue(page, label, cells, marks=label in known) for label, cells in found.items()]


def _between(segment: Segment) -> list[int]:
    """Columns inside a month that no day heads; where every day has such columns, those of the last day too."""
    first, last = segment.cols[0], segment.cols[-1]
    if last - first + 1 == len(segment.cols):
        return []
    own = set(segment.cols)
    steps = {b - a for a, b in zip(segment.cols, segment.cols[1:], strict=False)}
    more = steps.pop() - 1 if len(steps) == 1 else 0
    return [col for col in range(first, last + 1 + more) if col not in own]


def _label(page: Page, header: DayHeader, plan: RowPlan, col: int) -> str:
    """The heading right above the children in this column."""
    for index in range(min(plan.first, len(page.rows)) - 1, max(header.row - 1, 0) - 1, -1):
        row = page.rows[index]
        if col < len(row) and (text := squeezed(row[col])):
            return text
    return ""


def _issue(page: Page, label: str, cells: list[tuple[int, int]], *, marks: bool) -> Issue:
    row, col = cells[0]
    grave: Severity | None = "warning" if label in _REASONS and not marks else None
    column = f"日にちの見出しのない列（「{label}」）" if label else "日にちの見出しのない列"
    return page.issue(
        "column-unread",
        f"{column}に記号や文字があります（「{plain(page.rows[row][col])}」など {len(cells)}か所）。読んでいません。",
        "" if grave else "1日を1列にして、記号を日にちの列に書いてください。",
        row=row,
        col=col,
        subject=label,
        grave=grave,
    )
