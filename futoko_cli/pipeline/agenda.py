"""The agenda of an assessment (することの一覧): duties, the unseen clock and the list before a vacation, on one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from futoko_cli.core.agenda import Agenda, narrowed
from futoko_cli.core.clock import clocks, expected
from futoko_cli.core.ledger import Ledger
from futoko_cli.core.model import Assessment
from futoko_cli.pipeline.owed import duties_of


def agenda_of(assessment: Assessment, on: date, month: str = "", *, looking_back: bool = False) -> Agenda:
    """Everything owed by the children of an assessment as it stands on a day; ``month`` (YYYY-MM) narrows the duties.

    ``looking_back``: the day is not today, so rows of 対応記録 of later days are no mistake.
    """
    found = duties_of(assessment, on)
    ledger = assessment.ledger or Ledger()
    keys = {result.pupil.key for result in assessment.pupils}
    active = frozenset((r.pupil.key, s.stage.id, s.reached_on[-1]) for r in assessment.pupils for s in r.active)
    told = (*found.strays, *(() if looking_back else found.ahead))
    strays = tuple(action for action in told if action.key in keys)
    agenda = Agenda(on, found.owed, active, bool(ledger.actions), strays=strays)
    if assessment.calendar is not None:
        known = (assessment.pupils, assessment.register, assessment.calendar)
        agenda = replace(
            agenda,
            clocks=clocks(
                *known,
                ledger.known_by(assessment.known_by or assessment.as_of),
                assessment.as_of,
                assessment.facts.terms if assessment.facts else (),
            ),
            expected=expected(*known, assessment.as_of, on),
        )
    return narrowed(agenda, month) if month else agenda
