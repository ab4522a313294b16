"""The agenda of an assessment (することの一覧): duties, the unseen clock and the list before a vacation, on one day."""

from __future__ import annotations

from datetime import date

from futoko_cli.core.agenda import Agenda, about
from futoko_cli.core.clock import clocks, expected
from futoko_cli.core.ledger import Ledger
from futoko_cli.core.model import Assessment
from futoko_cli.pipeline.owed import duties_of


def agenda_of(assessment: Assessment, on: date, month: str = "") -> Agenda:
    """Everything owed by the children of an assessment as it stands on a day; ``month`` (YYYY-MM) narrows the duties."""
    found = duties_of(assessment, on)
    ledger = assessment.ledger or Ledger()
    keys = {result.pupil.key for result in assessment.pupils}
    active = frozenset((r.pupil.key, s.stage.id) for r in assessment.pupils for s in r.active)
    owed = tuple(each for each in found.owed if not month or about(each, month))
    strays = tuple(action for action in found.strays if action.key in keys)
    if assessment.calendar is None:
        return Agenda(on, owed, active, bool(ledger.actions), month, strays)
    known = (assessment.pupils, assessment.register, assessment.calendar)
    return Agenda(
        on,
        owed,
        active,
        bool(ledger.actions),
        month,
        strays,
        clocks(*known, ledger, assessment.as_of),
        expected(*known, assessment.as_of, on),
    )
