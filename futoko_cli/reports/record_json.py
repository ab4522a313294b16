"""``futoko record --json``: 出欠の記録 key by key (docs/json.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from futoko_cli.core.record_columns import COLUMNS
from futoko_cli.reports.json_parts import Json, issue_part, who_part
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.record_rows import titles_of
from futoko_cli.reports.result_json import envelope

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment
    from futoko_cli.core.record import AttendanceRecord, Figures


def record_result(
    assessment: Assessment, records: Iterable[AttendanceRecord], titles: Mapping[str, str], *, masked: bool = False
) -> Json:
    """Every child selected, in the register's order."""
    mask = Mask.of(assessment, masked=masked)
    return {
        **envelope("record", assessment, mask),
        "titles": dict(zip(COLUMNS, titles_of(titles), strict=True)),
        "records": [
            {
                **who_part(each.pupil, mask),
                **figures_part(each.figures),
                "remarks": mask.text(each.remark),
                "adds_up": not each.faults,
                "faults": list(each.faults),
                "transfer_day_unknown": each.dateless,
            }
            for each in records
        ],
        "issues": [issue_part(mask.issue(issue)) for issue in assessment.issues],
    }


def figures_part(figures: Figures) -> Json:
    """The columns of 出欠の記録, and what they were made from."""
    return {
        "school_days": figures.school,
        "suspended": figures.suspended,
        "must_attend": figures.must,
        "absent": figures.absent,
        "present": figures.present,
        "register_absent": figures.absences,
        "credited": figures.credited,
        "at_school": figures.at_school,
        "unentered": figures.unentered,
    }
