"""Rows of 指導要録「出欠の記録」: what screen, table and workbook share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from futoko_cli.core.record_columns import COLUMNS
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.result_csv import Cell, csv_bytes, who_columns
from futoko_cli.reports.workbook import Pages

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment
    from futoko_cli.core.record import AttendanceRecord, Figures

#: Beside the columns of 指導要録: what they were made from, and whether the row may be copied.
BESIDE: Final = ("出席簿の欠席", "うち出席扱い")
CHECK: Final = "確認"
_WHO: Final = ("キー", "学年", "組", "番号", "氏名")
_WIDTHS: Final = (9, 6, 6, 6, 18, 10, 13, 15, 10, 10, 42, 13, 13, 24)
_CENTRED: Final = frozenset(range(4))


def titles_of(titles: Mapping[str, str]) -> list[str]:
    """Titles of the columns, the board's own where it has some."""
    return [titles.get(column, title) for column, title in COLUMNS.items()]


def numbers(figures: Figures) -> tuple[int, int, int, int, int]:
    """授業日数 … 出席日数 in the order of the columns."""
    return figures.school, figures.suspended, figures.must, figures.absent, figures.present


def check_text(record: AttendanceRecord) -> str:
    """Why the row may not be copied as it stands; blank where it may."""
    return "。".join([*record.faults, *(["転入・転出の日が分かりません"] if record.dateless else [])])


def _row(record: AttendanceRecord, mask: Mask) -> list[Cell]:
    pupil, figures = record.pupil, record.figures
    return [
        *who_columns(pupil, mask),
        *numbers(figures),
        mask.text(record.remark),
        figures.absences,
        figures.credited,
        check_text(record),
    ]


def record_csv(
    assessment: Assessment, records: Iterable[AttendanceRecord], titles: Mapping[str, str], *, masked: bool = False
) -> bytes:
    """One row a child, for Excel."""
    mask = Mask.of(assessment, masked=masked)
    head: list[Cell] = [*_WHO, *titles_of(titles), *BESIDE, CHECK]
    return csv_bytes([head, *(_row(record, mask) for record in records)])


def record_xlsx(
    assessment: Assessment, records: Sequence[AttendanceRecord], titles: Mapping[str, str], *, masked: bool = False
) -> bytes:
    """A sheet for each class, A4 landscape. Rows that may not be copied say so in the last column."""
    mask = Mask.of(assessment, masked=masked)
    pages = Pages("出欠の記録")
    day = assessment.as_of
    head = [*_WHO, *titles_of(titles), *BESIDE, CHECK]
    classes = dict.fromkeys(record.pupil.class_id for record in records)
    for class_id in classes:
        page = pages.page(class_id.label, _WIDTHS, landscape=True, footer=assessment.school_name)
        page.line(f"出欠の記録　{class_id.title}", "title")
        page.line(
            f"{assessment.school_name}　{assessment.school_year}年度　{day.year}年{day.month}月{day.day}日まで".strip(
                "　"
            )
        )
        page.head(head, keep=True)
        for record in records:
            if record.pupil.class_id == class_id:
                page.cells(_row(record, mask), "strong" if record.faults else "text", centred=_CENTRED)
    if not classes:
        pages.page("出欠の記録", _WIDTHS, landscape=True).head(head)
    return pages.close()
