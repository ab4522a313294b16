"""One row per child as CSV that Excel opens rightly: UTF-8 with BOM, CRLF, nothing that becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import months_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from futoko_cli.core.model import Assessment, Pupil, PupilResult, TotalsRow

Cell = str | int | None

#: Keys of ``PupilResult.days`` and their column titles.
_DAYS: Final = {
    "school": "授業日数",
    "absent": "欠席(累計)",
    "absent_sick": "うち病欠",
    "absent_other": "うち事故欠",
    "credited": "うち出席扱い",
    "late": "遅刻",
    "early_leave": "早退",
    "separate_room": "別室登校",
    "suspended": "出席停止",
    "bereavement": "忌引",
    "class_closure": "学級閉鎖",
    "excused": "公欠",
    "unentered": "未入力",
}
_FORMULA: Final = re.compile(r"[=+\-@\t\r＝＋－＠]")  # full-width twins too
#: What Excel would turn into a date: 1-1-07, 5-12.
_DATE_LIKE: Final = re.compile(r"\d{1,2}[-/]\d{1,2}(?:[-/]\d{1,4})?")


def safe_cell(value: Cell) -> Cell:
    """Text behind an apostrophe where Excel would read a formula or a date from it."""
    if isinstance(value, str) and (_FORMULA.match(value) or _DATE_LIKE.fullmatch(value)):
        return f"'{value}"
    return value


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as a file that Excel opens rightly."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _titles(assessment: Assessment) -> list[Cell]:
    months: list[Cell] = [f"{int(month[-2:])}月" for month in months_of(assessment.school_year)]
    head: list[Cell] = ["キー", "学年", "組", "番号", "氏名", "段階", "連続(現在)", "連続(最長)"]
    return [*head, *_DAYS.values(), *months, "達した日", "備考"]


def who_columns(pupil: Pupil, mask: Mask) -> list[Cell]:
    """キー, 学年, 組, 番号, 氏名: how every table of children begins."""
    return [mask.key(pupil), pupil.class_id.grade, pupil.class_id.name, pupil.number, mask.name(pupil)]


def _months(assessment: Assessment, counts: dict[str, int], last: str) -> list[Cell]:
    """Absences of each month; blank after the month ``last`` (YYYY-MM)."""
    return [counts.get(month, 0 if month <= last else None) for month in months_of(assessment.school_year)]


def _pupil_row(assessment: Assessment, result: PupilResult, mask: Mask) -> list[Cell]:
    state = result.stage
    return [
        *who_columns(result.pupil, mask),
        state.stage.label if state else "",
        result.current,
        result.longest,
        *(result.days[key] for key in _DAYS),
        *_months(assessment, result.absent_by_month, f"{assessment.as_of:%Y-%m}"),
        state.reached_on[-1].isoformat() if state and state.reached_on else "",
        "未入力の日があるため、欠席は実際より少ない可能性があります" if result.days["unentered"] else "",
    ]


def _totals_row(assessment: Assessment, row: TotalsRow, mask: Mask) -> list[Cell]:
    days: list[Cell] = [row.absent if key == "absent" else None for key in _DAYS]
    months = _months(assessment, row.absent_by_month, "")
    return [*who_columns(row.pupil, mask), "", None, None, *days, *months, "", "合計だけの出席簿（連続欠席は不明）"]


def scan_csv(assessment: Assessment, *, masked: bool = False) -> bytes:
    """Every child of an assessment, one row each, in the register's order."""
    mask = Mask.of(assessment, masked=masked)
    rows = [
        _titles(assessment),
        *(_pupil_row(assessment, r, mask) for r in assessment.pupils),
        *(_totals_row(assessment, t, mask) for t in assessment.totals),
    ]
    return csv_bytes(rows)
