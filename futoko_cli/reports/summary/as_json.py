"""The summary as JSON (docs/json.md): every tally with its numbers; null where a number is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.core.summary import KEYS, THRESHOLDS, Group
from futoko_cli.reports.json_parts import Json, issue_part, who_part
from futoko_cli.reports.result_json import envelope

if TYPE_CHECKING:
    from futoko_cli.core.signs import Child
    from futoko_cli.reports.summary.figures import Figures


def summary_result(figures: Figures) -> Json:
    """The whole result of ``summary``; with --share no child, no file and no finding."""
    assessment = figures.assessment
    head = envelope("summary", assessment, figures.mask)
    if figures.shared:
        head["sources"] = []
    return {
        **head,
        "month": figures.month,
        "shared": figures.shared,
        "tallies": _tallies(figures),
        "last_year": None
        if figures.last_year is None
        else {
            "school_year": figures.last_year.assessment.school_year,
            "as_of": figures.last_year.assessment.as_of.isoformat(),
            "tallies": _tallies(figures.last_year),
        },
        "pupils": [_child(figures, child) for child in figures.children],
        "totals_only": len(assessment.totals),
        "issues": [] if figures.shared else [issue_part(figures.mask.issue(issue)) for issue in assessment.issues],
    }


def _tallies(figures: Figures) -> list[Json]:
    return [_tally(figures, group, span) for group in figures.groups for span in figures.spans(group)]


def _tally(figures: Figures, group: Group, span: str) -> Json:
    def of(key: str) -> int | None:
        return figures.value(group, span, key)

    tally, rate = figures.summary.of(group, span), figures.rate(group, span)
    return {
        "group": group.kind,
        "grade": group.grade,
        "class": group.name or None,
        "span": span,
        "enrolled": of("enrolled"),
        "children": of("children"),
        "school_dates": tally.dates,
        "days": {key: of(key) for key in KEYS},
        "absence_rate": None if rate is None else round(float(rate), 6),
        "lower_bound": tally.bounded,
        "classes_behind": list(tally.behind),
        "children_absent": of("touched:absent"),
        "children_late_early": of("touched:late_early"),
        "at_least": {str(least): of(str(least)) for least in THRESHOLDS},
        "stages": [
            {"id": s.id, "label": s.label, "active": of(f"active:{s.id}"), "reached": of(f"reached:{s.id}")}
            for s in figures.stages
        ],
    }


def _child(figures: Figures, child: Child) -> Json:
    stage = child.result.stage
    return {
        **who_part(child.result.pupil, figures.mask),
        "absent_in_month": child.absent,
        "absent": child.result.days["absent"],
        "consecutive": child.result.current,
        "late_early_in_month": child.late_early,
        "late_early_month_before": child.late_early_before,
        "previous_year_absences": child.previous_year,
        "stage": stage.stage.id if stage else None,
        "signs": list(child.signs),
    }
