"""``futoko credit --json``: verdicts of 出席扱い key by key (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.core.credit_words import lapsed, lapsing, place_words, reason_text, remark
from futoko_cli.reports.credit_rows import place_text, said
from futoko_cli.reports.json_parts import Json, issue_part, who_part
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.result_json import envelope

if TYPE_CHECKING:
    from futoko_cli.core.credit import CreditDay, PupilCredit
    from futoko_cli.core.ledger import Application
    from futoko_cli.core.model import Assessment
    from futoko_cli.pipeline.credits import Credited


def credit_result(whole: Credited, *, masked: bool = False) -> Json:
    """Every child with an application, a day of 通級 or a mark of 出席扱い."""
    assessment = whole.assessment
    mask = Mask.of(assessment, masked=masked)
    return {
        **envelope("credit", assessment, mask),
        "pupils": [_pupil(each, assessment, mask) for each in whole.shown],
        "issues": [issue_part(mask.issue(issue)) for issue in assessment.issues],
    }


def _pupil(credit: PupilCredit, assessment: Assessment, mask: Mask) -> Json:
    as_of = assessment.as_of
    return {
        **who_part(credit.pupil, mask),
        "credited": len(credit.credited),
        "by_place": [
            {
                "place": mask.text(place.application.place),
                "words": mask.text(place_words(place.application)),
                "kind": place.application.kind,
                "days": place.days,
            }
            for place in credit.by_place()
        ],
        "by_month": credit.by_month(),
        "remarks": mask.text(remark(credit)),
        "applications": [_application(each, mask) for each in credit.applications],
        "lapsing": [_application(each, mask) for each in lapsing(credit, as_of)],
        "lapsed": [_application(each, mask) for each in lapsed(credit, as_of)],
        "days": [_day(day, mask) for day in credit.days],
    }


def _application(application: Application, mask: Mask) -> Json:
    return {
        "place": mask.text(application.place),
        "kind": application.kind,
        "received": application.received.isoformat() if application.received else None,
        "decided": application.decided.isoformat() if application.decided else None,
        "decision": application.decision,
        "sheet": application.at.sheet,
        "cell": application.at.cell if application.at.row >= 0 else None,
    }


def _day(day: CreditDay, mask: Mask) -> Json:
    return {
        "date": day.day.isoformat(),
        "place": place_text(day, mask),
        "ict": day.ict,
        "content": said(day.content, mask),
        "hours": said(day.hours, mask),
        "credited": day.credited,
        "reason": day.reason.value,
        "reason_text": reason_text(day),
        "kind": day.kind.id if day.kind is not None else None,
        "recorded": day.recorded,
        "file": mask.text(day.file),
        "sheet": mask.text(day.at.sheet),
        "cell": day.at.cell if day.at.row >= 0 else None,
    }
