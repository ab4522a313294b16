"""``futoko survey --json``: the 長期欠席 tallies key by key (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.core.survey import BASES
from futoko_cli.reports.json_parts import Json, issue_part, who_part
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.record_json import figures_part
from futoko_cli.reports.result_json import envelope
from futoko_cli.reports.survey_parts import factor_lines, futoko_lines, keys, rate

if TYPE_CHECKING:
    from futoko_cli.core.survey import Surveyed, Tally
    from futoko_cli.pipeline.long_absence import LongAbsence, MonthSurvey


def survey_result(whole: LongAbsence, *, masked: bool = False) -> Json:
    """Both tallies; ``pupils`` are the children of at least one of them; ``month`` null where none was asked for."""
    assessment = whole.assessment
    mask = Mask.of(assessment, masked=masked)
    long = {each.record.index for tally in whole.tallies for each in tally.children}
    return {
        **envelope("survey", assessment, mask),
        "enrolled": whole.enrolled,
        "tallies": [_tally(tally, mask) for tally in whole.tallies],
        "pupils": [_child(each, mask) for each in whole.children if each.record.index in long],
        "month": _month(whole.month, mask) if whole.month else None,
        "issues": [issue_part(mask.issue(issue)) for issue in assessment.issues],
    }


def _tally(tally: Tally, mask: Mask) -> Json:
    return {
        "basis": tally.basis,
        "title": BASES[tally.basis],
        "children": len(tally.children),
        "rate": rate(tally, len(tally.children)),
        "by_reason": _reasons(tally.by_reason()),
        "by_grade_and_sex": [
            {"grade": grade, "sex": sex or None, "children": len(group), "by_reason": _reasons(tally.by_reason(group))}
            for (grade, sex), group in tally.by_grade_and_sex().items()
        ],
        "futoko": {
            "children": len(tally.futoko),
            "rate": rate(tally, len(tally.futoko)),
            **{line.id: len(line.children) for line in futoko_lines(tally)},
            "days_90_unsupported_keys": keys(tally.supported(state=False, at_least=90), mask),
            "days_90_support_unknown_keys": keys(tally.supported(state=None, at_least=90), mask),
            "facts": [
                {"factor": name, "label": label, "main": main, "others": others}
                for name, label, main, others in factor_lines(tally)
            ],
        },
    }


def _reasons(counts: dict[str, int]) -> Json:
    return {reason or "未分類": count for reason, count in counts.items()}


def _child(child: Surveyed, mask: Mask) -> Json:
    return {
        **who_part(child.record.pupil, mask),
        "sex": child.sex or None,
        "reason": child.reason or None,
        "days": child.days("absent"),
        "days_with_suspended": child.days("absent_and_suspended"),
        "at_school": child.record.figures.at_school,
        "previous_year_absences": child.previous,
        "continuing": child.continuing,
        "supported": child.supported,
        "record": figures_part(child.record.figures),
    }


def _month(month: MonthSurvey, mask: Mask) -> Json:
    return {
        "month": month.month,
        "until": month.until.isoformat(),
        "at_least": month.at_least,
        "pupils": [
            {
                **who_part(each.child.record.pupil, mask),
                "sex": each.child.sex or None,
                "reason": each.child.reason or None,
                "school_days": each.month.school,
                "absent": each.month.absences,
                "suspended": each.month.suspended,
                "credited": each.month.credited,
                "absent_to_date": each.year.absences,
                "suspended_to_date": each.year.suspended,
                "reached_30": each.reached,
                "continuing": each.child.continuing,
                "supported": each.child.supported,
            }
            for each in month.children
        ],
    }
