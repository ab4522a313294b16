"""The result of ``futoko report`` as JSON (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.reports.json_parts import Json, issue_part, who_part
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.result_json import RESULT_VERSION

if TYPE_CHECKING:
    from futoko_cli.issuing.record import Batch, Row


def report_result(batch: Batch, *, masked: bool = False) -> Json:
    """Every form of the call, whether it was written, and what is still to be written by hand."""
    assessment = batch.job.assessment
    mask = Mask.of(assessment, masked=masked, files=batch.theirs)
    policy = assessment.policy
    return {
        "futoko_result_version": RESULT_VERSION,
        "command": f"report {batch.form.id}",
        "policy": {"id": policy.id, "edition": policy.edition, "title": policy.title},
        "school": batch.job.school.name or assessment.school_name,
        "school_year": assessment.school_year,
        "as_of": assessment.as_of.isoformat(),
        "month": batch.month or None,
        "dry_run": batch.job.dry_run,
        "folder": mask.text(str(batch.folder)),
        "list": batch.listed.name if batch.listed else None,
        "forms": [_row(row, batch.month, mask) for row in batch.rows],
        "left_out": [{**who_part(left.pupil, mask), "reason": left.reason} for left in batch.left_out],
        "drafts": [mask.text(path.name) for path in batch.drafts],
        "previews": [mask.text(path.name) for path in batch.previews],
        "kept_copies": [{"file": mask.text(file), "copy": mask.text(copy)} for file, copy in batch.copies.items()],
        "issues": [issue_part(mask.issue(i)) for i in (*batch.issues, *assessment.issues)],
    }


def _row(row: Row, month: str, mask: Mask) -> Json:
    chosen = row.chosen
    months = chosen.result.absent_by_month
    return {
        **who_part(row.pupil, mask),
        "file": mask.text(row.path.name),
        "state": row.outcome.value,
        "continued": row.continued,
        "absent_month": months.get(month, 0) if month else None,
        "absent": sum(months.values()),
        "occasion": None if month else chosen.when.isoformat(),
        "due": chosen.due.isoformat() if chosen.due else None,
        "to": chosen.duty.to if chosen.duty else None,
        "to_write": list(row.to_write),
        "errors": len(chosen.errors),
    }
