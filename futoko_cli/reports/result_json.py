"""Results as JSON: the keys that other programs rely on (docs/json.md), with a version in front."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from futoko_cli.core.model import TotalsRow, a1, column_name
from futoko_cli.reports.evidence import condition_columns, day_cells, leading_condition
from futoko_cli.reports.lookup import find_result
from futoko_cli.reports.marks_found import gathered
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import definitions, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from futoko_cli.core.issues import Issue
    from futoko_cli.core.model import Assessment, ConditionState, Pupil, PupilResult, Source, StageState
    from futoko_cli.core.policy import Cite, Window
    from futoko_cli.reports.evidence import DayCell
    from futoko_cli.reports.marks_found import MarksSeen

RESULT_VERSION: Final = 1
Json = dict[str, Any]


def dump(obj: Json, *, ascii_only: bool = False) -> str:
    """JSON text with a line break at its end; ``ascii_only`` for a stream whose encoding is not UTF-8."""
    text = json.dumps(obj, ensure_ascii=ascii_only, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()  # broken file names as JSON escapes


def _dates(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]


def _source(source: Source) -> Json:
    return {
        "file": source.file,
        "sheet": source.sheet,
        "layout": source.layout,
        "class": source.class_name,
        "month": source.month,
        "pupils": source.pupils,
    }


def _issue(issue: Issue) -> Json:
    return {
        "code": issue.code,
        "severity": issue.severity,
        "file": issue.file,
        "sheet": issue.sheet,
        "cell": issue.cell,
        "subject": issue.subject,
        "message": issue.message,
        "hint": issue.hint,
    }


def _who(pupil: Pupil, mask: Mask) -> Json:
    return {
        "key": mask.key(pupil),
        "grade": pupil.class_id.grade,
        "class": pupil.class_id.name,
        "number": pupil.number,
        "name": mask.name(pupil),
    }


def _cite(cite: Cite) -> Json:
    return {
        "document": cite.document,
        "page": cite.page,
        "checked_on": cite.checked_on.isoformat(),
        "decision": cite.decision,
    }


def _window(window: Window) -> str | Json:
    return {"school_days": window.length} if window.name == "school_days" else window.name


def _value(state: ConditionState) -> int | str | None:
    return None if state.value is None else number(state.value)


def _condition(state: ConditionState) -> Json:
    condition = state.condition
    return {
        "measure": condition.measure,
        "comparison": condition.comparison,
        "threshold": number(condition.threshold),
        "value": _value(state),
        "met": state.met,
        "reached_on": _dates(state.reached_on),
        "window": _window(condition.window),
        "cite": _cite(condition.cite),
    }


def _stage(state: StageState) -> Json:
    return {
        "id": state.stage.id,
        "label": state.stage.label,
        "active": state.active,
        "reached_on": _dates(state.reached_on),
        "conditions": [_condition(c) for c in state.conditions],
    }


def _pupil(result: PupilResult, mask: Mask) -> Json:
    return {
        **_who(result.pupil, mask),
        "days": dict(result.days),
        "absent_by_month": dict(result.absent_by_month),
        "consecutive": {"current": result.current, "longest": result.longest},
        "episodes": [
            {"from": e.first.isoformat(), "to": e.last.isoformat(), "days": e.days, "ongoing": e.ongoing}
            for e in result.episodes
        ],
        "stage": result.stage.stage.id if result.stage else None,
        "stages": [_stage(state) for state in result.stages],
    }


def _totals(row: TotalsRow, mask: Mask) -> Json:
    source = mask.source(row.source)
    return {
        **_who(row.pupil, mask),
        "absent": row.absent,
        "absent_by_month": dict(row.absent_by_month),
        "file": source.file,
        "sheet": source.sheet,
        "cell": row.cell,
    }


def _envelope(command: str, assessment: Assessment, mask: Mask) -> Json:
    policy = assessment.policy
    return {
        "futoko_result_version": RESULT_VERSION,
        "command": command,
        "policy": {"id": policy.id, "edition": policy.edition, "title": policy.title},
        "school": assessment.school_name,
        "school_year": assessment.school_year,
        "as_of": assessment.as_of.isoformat(),
        "calendar": assessment.calendar_origin,
        "definitions": {**definitions(policy), "skipped_kinds": [kind.id for kind in policy.skipped]},
        "sources": [_source(mask.source(s)) for s in assessment.sources],
    }


def scan_result(assessment: Assessment, *, masked: bool = False) -> Json:
    """The whole result of ``scan``: every child in the register's order, flagged or not."""
    mask = Mask.of(assessment, masked=masked)
    return {
        **_envelope("scan", assessment, mask),
        "pupils": [_pupil(r, mask) for r in assessment.pupils],
        "totals_only": [_totals(t, mask) for t in assessment.totals],
        "issues": [_issue(mask.issue(i)) for i in assessment.issues],
    }


def _day(cell: DayCell, mask: Mask) -> Json:
    at = cell.at
    source = mask.source(at.source) if at else None
    return {
        "date": cell.day.isoformat(),
        "kind": cell.kind.id,
        "mark": mask.mark(at.mark) if at else None,
        "reason": mask.reason(at.mark) if at else None,
        "file": source.file if source else None,
        "sheet": source.sheet if source else None,
        "cell": at.cell if at else None,
    }


def _explained_stage(assessment: Assessment, result: PupilResult, state: StageState, mask: Mask) -> Json:
    """A stage with the value, threshold and source that explain it, and the days of every condition."""
    leading = leading_condition(state)
    columns = sorted({j for c in state.conditions for j in condition_columns(assessment, result, c)})
    return {
        **_stage(state),
        "value": _value(leading) if leading else None,
        "threshold": number(leading.condition.threshold) if leading else None,
        "cite": _cite(leading.condition.cite) if leading else None,
        "days": [_day(c, mask) for c in day_cells(assessment.register, result.index, columns)],
    }


def explain_result(assessment: Assessment, key: str, *, masked: bool = False) -> Json:
    """The result of ``explain`` for one child. Raises UsageError where nobody has this key.

    ``pupils`` holds that one child; a child of a totals-only sheet stands under ``totals_only`` instead.
    """
    mask = Mask.of(assessment, masked=masked)
    found = find_result(assessment, key)
    envelope = _envelope("explain", assessment, mask)
    issues = [_issue(mask.issue(i)) for i in assessment.issues]
    if isinstance(found, TotalsRow):
        return {**envelope, "pupils": [], "totals_only": [_totals(found, mask)], "issues": issues}
    register, row = assessment.register, found.index
    marked = sorted(j for i, j in register.marks if i == row)
    pupil = {
        **_pupil(found, mask),
        "stages": [_explained_stage(assessment, found, state, mask) for state in found.stages],
        "marks": [_day(c, mask) for c in day_cells(register, row, marked)],
    }
    return {**envelope, "pupils": [pupil], "totals_only": [], "issues": issues}


def _inspected(source: Source, marks_seen: MarksSeen, mask: Mask) -> Json:
    first, last = source.first_day_col, source.last_day_col
    return {
        **_source(mask.source(source)),
        "header_row": source.header_row + 1,
        "name_column": column_name(source.name_col) if source.name_col >= 0 else None,
        "day_columns": {"from": column_name(first), "to": column_name(max(first, last))} if first >= 0 else None,
        "first_day_cell": a1(source.header_row, first) if first >= 0 else None,
        "marks": [
            {"mark": text, "kind": kind.id, "count": count}
            for text, kind, count in gathered(marks_seen.get(source, {}))
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
        "issues": [_issue(mask.issue(i)) for i in issues],
    }
