"""Duties of an assessment (することの一覧): stages, calendar and ledger brought together."""

from __future__ import annotations

from datetime import date

from futoko_cli.core.due import DueDates
from futoko_cli.core.duties import Duties, duties
from futoko_cli.core.ledger import Ledger
from futoko_cli.core.model import Assessment


def duties_of(assessment: Assessment, on: date) -> Duties:
    """What every child of an assessment is owed, and how it stands on a day; nothing without a calendar."""
    if assessment.calendar is None:
        return Duties(())
    register = assessment.register
    left = {register.pupils[i].key: date.fromordinal(day) for i, day in register.left().items()}
    return duties(
        assessment.pupils,
        DueDates(assessment.calendar),
        assessment.ledger or Ledger(),
        assessment.as_of,
        on,
        left=left,
        previous_year=assessment.previous_year,
    )
