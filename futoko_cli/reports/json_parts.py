"""Parts of a JSON result: a source, a child, a stage, a day, a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from futoko_cli.reports.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from futoko_cli.core.issues import Issue
    from futoko_cli.core.model import ConditionState, Pupil, PupilResult, Source, StageState, TotalsRow
    from futoko_cli.core.policy import Cite, Window
    from futoko_cli.reports.evidence import DayCell
    from futoko_cli.reports.masking import Mask

Json = dict[str, Any]


def _dates(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]


def source_part(source: Source) -> Json:
    """One block that was read."""
    return {
        "file": source.file,
        "sheet": source.sheet,
        "layout": source.layout,
        "class": source.class_name,
        "month": source.month,
        "pupils": source.pupils,
    }


def issue_part(issue: Issue) -> Json:
    """One finding with its place."""
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


def who_part(pupil: Pupil, mask: Mask) -> Json:
    """Who a child is."""
    return {
        "key": mask.key(pupil),
        "grade": pupil.class_id.grade,
        "class": pupil.class_id.name,
        "number": pupil.number,
        "name": mask.name(pupil),
    }


def cite_part(cite: Cite) -> Json:
    """Where a number stands."""
    return {
        "document": cite.document,
        "page": cite.page,
        "checked_on": cite.checked_on.isoformat(),
        "decision": cite.decision,
    }


def _window(window: Window) -> str | Json:
    return {"school_days": window.length} if window.name == "school_days" else window.name


def value_part(state: ConditionState) -> int | str | None:
    """A count; null where it cannot be known."""
    return None if state.value is None else number(state.value)


def _condition(state: ConditionState) -> Json:
    condition = state.condition
    return {
        "measure": condition.measure,
        "comparison": condition.comparison,
        "threshold": number(condition.threshold),
        "value": value_part(state),
        "met": state.met,
        "reached_on": _dates(state.reached_on),
        "window": _window(condition.window),
        "cite": cite_part(condition.cite),
    }


def stage_part(state: StageState) -> Json:
    """One stage (段階) with its conditions."""
    return {
        "id": state.stage.id,
        "label": state.stage.label,
        "active": state.active,
        "reached_on": _dates(state.reached_on),
        "conditions": [_condition(c) for c in state.conditions],
    }


def pupil_part(result: PupilResult, mask: Mask) -> Json:
    """Everything counted and decided for one child."""
    return {
        **who_part(result.pupil, mask),
        "days": dict(result.days),
        "absent_by_month": dict(result.absent_by_month),
        "consecutive": {"current": result.current, "longest": result.longest},
        "episodes": [
            {"from": e.first.isoformat(), "to": e.last.isoformat(), "days": e.days, "ongoing": e.ongoing}
            for e in result.episodes
        ],
        "stage": result.stage.stage.id if result.stage else None,
        "stages": [stage_part(state) for state in result.stages],
    }


def totals_part(row: TotalsRow, mask: Mask) -> Json:
    """One child of a totals-only sheet."""
    source = mask.source(row.source)
    return {
        **who_part(row.pupil, mask),
        "absent": row.absent,
        "absent_by_month": dict(row.absent_by_month),
        "file": source.file,
        "sheet": source.sheet,
        "cell": row.cell,
    }


def day_part(cell: DayCell, mask: Mask) -> Json:
    """One day with its cell; nulls where it has none."""
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
