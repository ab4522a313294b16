"""Results as JSON: the keys that other programs rely on (docs/json.md), with a version in front."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from futoko_cli.core.model import TotalsRow, a1, column_name
from futoko_cli.reports.evidence import condition_columns, day_cells, leading_condition
from futoko_cli.reports.json_parts import (
    Json,
    cite_part,
    day_part,
    issue_part,
    pupil_part,
    source_part,
    stage_part,
    totals_part,
    value_part,
)
from futoko_cli.reports.lookup import find_result
from futoko_cli.reports.marks_found import gathered
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import definitions, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from futoko_cli.core.issues import Issue
    from futoko_cli.core.model import Assessment, PupilResult, Source, StageState
    from futoko_cli.reports.marks_found import MarksSeen

__all__ = ["RESULT_VERSION", "Json", "dump", "explain_result", "inspect_result", "scan_result"]

RESULT_VERSION: Final = 1


def dump(obj: Json, *, ascii_only: bool = False) -> str:
    """JSON text with a line break at its end: a line for each key, and one for each record of a list.

    Whole indentation would cost six times the time, since only the compact encoder is compiled code.
    ``ascii_only`` is for a stream whose encoding is not UTF-8.
    """
    encode = json.JSONEncoder(ensure_ascii=ascii_only).encode
    lines = []
    for key, value in obj.items():
        records = isinstance(value, list) and value
        text = "[\n    " + ",\n    ".join(map(encode, value)) + "\n  ]" if records else encode(value)
        lines.append(f"  {encode(key)}: {text}")
    whole = "{\n" + ",\n".join(lines) + "\n}\n"
    return whole.encode("utf-8", "backslashreplace").decode()  # broken file names as JSON escapes


def envelope(command: str, assessment: Assessment, mask: Mask) -> Json:
    policy = assessment.policy
    return {
        "futoko_result_version": RESULT_VERSION,
        "command": command,
        "policy": {"id": policy.id, "edition": policy.edition, "title": policy.title},
        "school": assessment.school_name,
        "school_year": assessment.school_year,
        "as_of": assessment.as_of.isoformat(),
        "definitions": {**definitions(policy), "skipped_kinds": [kind.id for kind in policy.skipped]},
        "sources": [source_part(mask.source(s)) for s in assessment.sources],
    }


def scan_result(assessment: Assessment, *, masked: bool = False) -> Json:
    """The whole result of ``scan``: every child in the register's order, flagged or not."""
    mask = Mask.of(assessment, masked=masked)
    return {
        **envelope("scan", assessment, mask),
        "pupils": [pupil_part(r, mask) for r in assessment.pupils],
        "totals_only": [totals_part(t, mask) for t in assessment.totals],
        "issues": [issue_part(mask.issue(i)) for i in assessment.issues],
    }


def _explained_stage(assessment: Assessment, result: PupilResult, state: StageState, mask: Mask) -> Json:
    """A stage with the value, threshold and source that explain it, and the days of every condition."""
    leading = leading_condition(state)
    columns = sorted({j for c in state.conditions for j in condition_columns(assessment, result, c)})
    return {
        **stage_part(state),
        "value": value_part(leading) if leading else None,
        "threshold": number(leading.condition.threshold) if leading else None,
        "cite": cite_part(leading.condition.cite) if leading else None,
        "days": [day_part(c, mask) for c in day_cells(assessment.register, result.index, columns)],
    }


def explain_result(assessment: Assessment, key: str, *, masked: bool = False) -> Json:
    """The result of ``explain`` for one child. Raises UsageError where nobody has this key.

    ``pupils`` holds that one child; a child of a totals-only sheet stands under ``totals_only`` instead.
    """
    mask = Mask.of(assessment, masked=masked)
    found = find_result(assessment, key)
    head = envelope("explain", assessment, mask)
    issues = [issue_part(mask.issue(i)) for i in assessment.issues]
    if isinstance(found, TotalsRow):
        return {**head, "pupils": [], "totals_only": [totals_part(found, mask)], "issues": issues}
    register, row = assessment.register, found.index
    marked = sorted(j for i, j in register.marks if i == row)
    pupil = {
        **pupil_part(found, mask),
        "stages": [_explained_stage(assessment, found, state, mask) for state in found.stages],
        "marks": [day_part(c, mask) for c in day_cells(register, row, marked)],
    }
    return {**head, "pupils": [pupil], "totals_only": [], "issues": issues}


def _inspected(source: Source, marks_seen: MarksSeen, mask: Mask) -> Json:
    first, last = source.first_day_col, source.last_day_col
    return {
        **source_part(mask.source(source)),
        "header_row": source.header_row + 1,
        "name_column": column_name(source.name_col) if source.name_col >= 0 else None,
        "day_columns": {"from": column_name(first), "to": column_name(max(first, last))} if first >= 0 else None,
        "first_day_cell": a1(source.header_row, first) if first >= 0 else None,
        "marks": [
            {"mark": text, "kind": kind.id, "count": count}
            for text, kind, count in gathered(marks_seen.get(source, {}), mask)
        ],
    }


def inspect_result(
    sources: Sequence[Source],
    issues: Sequence[Issue],
    marks_seen: MarksSeen,
    *,
    mask: Mask | None = None,
) -> Json:
    """The result of ``inspect``: each block that was recognised, its marks, and every problem."""
    mask = mask or Mask(masked=False)
    return {
        "futoko_result_version": RESULT_VERSION,
        "command": "inspect",
        "sources": [_inspected(s, marks_seen, mask) for s in sources],
        "issues": [issue_part(mask.issue(i)) for i in issues],
    }
