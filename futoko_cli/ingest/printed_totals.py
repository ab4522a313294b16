"""Totals printed at the right of a grid (欠席 遅刻 早退 出停・忌引), compared with the cells they sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import ABSENCES, Kind
from futoko_cli.core.model import a1
from futoko_cli.ingest.dayrow import Merge, spread
from futoko_cli.ingest.drafts import DraftRow, Page
from futoko_cli.ingest.wording import squeezed

_LATE: Final = (Kind.LATE, Kind.LATE_AND_EARLY_LEAVE)
_EARLY: Final = (Kind.EARLY_LEAVE, Kind.LATE_AND_EARLY_LEAVE)
_STOPPED: Final = (Kind.SUSPENDED, Kind.CLASS_CLOSURE)
_LABELS: Final[dict[str, tuple[Kind, ...]]] = {
    "欠席": ABSENCES,
    "欠席日数": ABSENCES,
    "欠席計": ABSENCES,
    "欠": ABSENCES,
    "遅刻": _LATE,
    "遅刻回数": _LATE,
    "遅": _LATE,
    "早退": _EARLY,
    "早退回数": _EARLY,
    "早": _EARLY,
    "病欠": (Kind.ABSENT_SICK,),
    "事故欠": (Kind.ABSENT_OTHER,),
    "出停・忌引": (*_STOPPED, Kind.BEREAVEMENT),
    "出停忌引": (*_STOPPED, Kind.BEREAVEMENT),
    "出席停止・忌引等": (*_STOPPED, Kind.BEREAVEMENT),
    "出席停止・忌引": (*_STOPPED, Kind.BEREAVEMENT),
    "出停・忌引等": (*_STOPPED, Kind.BEREAVEMENT),
    "出停": _STOPPED,
    "出席停止": _STOPPED,
    "忌引": (Kind.BEREAVEMENT,),
}
_OTHER_SPAN = re.compile(r"累|年間|通算|学期|年計|まで|前月")


def total_columns(
    rows: Sequence[Sequence[object]], merges: Sequence[Merge], header_rows: range, right: int
) -> dict[int, str]:
    """Column → label of the month's totals right of the days; columns of running totals are left out."""
    found: dict[int, str] = {}
    width = max((len(rows[r]) for r in header_rows), default=0)
    merged = spread(rows, merges, header_rows.start, header_rows.stop - 1, right + 1, width) if merges else {}
    foreign: set[int] = set()
    for index in header_rows:
        carry = ""
        for col in range(right + 1, len(rows[index])):
            value = rows[index][col]
            text = squeezed(merged.get((index, col), value)) if value == "" else squeezed(value)
            if _OTHER_SPAN.search(text):
                carry = text
            elif text in ("月計", "当月", "今月", "月間"):
                carry = ""
            if carry:
                foreign.add(col)
            if text in _LABELS and col not in found:
                found[col] = text
    seen: set[str] = set()
    columns: dict[int, str] = {}
    for col, label in sorted(found.items()):
        if col not in foreign and label not in seen:
            columns[col] = label
            seen.add(label)
    return columns


def compare_totals(page: Page, rows: Sequence[DraftRow], columns: dict[int, str], class_label: str) -> list[Issue]:
    """``total-differs`` for each printed total that is not what the row's cells say; unknown marks excuse a row."""
    wanted = [(col, label, _LABELS[label]) for col, label in columns.items()]
    issues = []
    for row in rows:
        kinds = [mark.kind for mark in row.marks]
        if Kind.UNKNOWN in kinds:
            continue
        cells = page.rows[row.row]
        for col, label, counting in wanted:
            printed = cells[col] if col < len(cells) else ""
            if not kinds and not printed:
                continue
            counted = sum(map(kinds.count, counting)) if kinds else 0
            if printed != counted and isinstance(printed, (float, int)):
                if counted > printed >= counted - sum(mark.ranged and mark.kind in counting for mark in row.marks):
                    continue  # a mark merged over a weekend or a holiday: the school counted fewer days
                issues.append(_differs(page, row, col, label, counted, class_label))
    return issues


def _differs(page: Page, row: DraftRow, col: int, label: str, counted: int, class_label: str) -> Issue:
    key = f"{class_label}-{row.number:02}" if row.number is not None else a1(row.row, row.col)
    return page.issue(
        "total-differs",
        f"{key} の「{label}」は {page.rows[row.row][col]:g} と印刷されていますが、セルを数えると {counted} です。",
        "セルか合計のどちらかを直してください。futoko はセルを数えています。",
        row=row.row,
        col=col,
        subject=label,
    )
