"""``futoko duties --json``: the agenda key by key (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.core.agenda import moved, when_of
from futoko_cli.reports.duties.words import bare_words
from futoko_cli.reports.duties.wrong import wrong_part
from futoko_cli.reports.json_parts import Json, issue_part, who_part
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.result_json import envelope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from futoko_cli.core.agenda import Agenda
    from futoko_cli.core.clock import Clock, Expected
    from futoko_cli.core.duties import Owed
    from futoko_cli.core.ledger import Action
    from futoko_cli.core.model import Assessment, Pupil
    from futoko_cli.issuing.corrections import Correction


def duties_result(
    assessment: Assessment, agenda: Agenda, *, masked: bool = False, wrong: Sequence[Correction] = ()
) -> Json:
    """The whole result: every duty, settled or not, by due day as the policy and the register order them.

    ``wrong``: issued forms that the register has overtaken.
    """
    mask = Mask.of(assessment, masked=masked)
    pupils = {result.pupil.key: result.pupil for result in assessment.pupils}
    return {
        **envelope("duties", assessment, mask),
        "on": agenda.on.isoformat(),
        "month": agenda.month or None,
        "recorded": agenda.recorded,
        "duties": [_duty(each, agenda, mask) for each in sorted(agenda.owed, key=lambda each: each.due)],
        "strays": [_stray(action, pupils, mask) for action in agenda.strays],
        "clock": [_clock(clock, mask) for clock in agenda.clocks],
        "preview": [_expected(each, mask) for each in agenda.expected],
        "corrections": [wrong_part(each, mask) for each in wrong],
        "issues": [issue_part(mask.issue(issue)) for issue in assessment.issues],
    }


def _duty(each: Owed, agenda: Agenda, mask: Mask) -> Json:
    action = each.action
    said = action if action is not None and not mask.masked else None  # names and notes are a person's own words
    return {
        "id": each.id.replace(each.pupil.key, mask.key(each.pupil), 1),
        **who_part(each.pupil, mask),
        "left": each.left,
        "stage": each.stage.id,
        "active": agenda.is_active(each),
        "what": each.duty.what,
        "to": each.duty.to,
        "form": each.duty.form or None,
        "reached_on": each.reached.isoformat(),
        "month": each.period or None,
        "standing": each.standing or None,
        "due": each.due.isoformat(),
        "moved": moved(each),
        "decision": each.duty.cite.decision,
        "state": each.state,
        "when": when_of(each, agenda.on),
        "done_on": action.day.isoformat() if action else None,
        "by": said.by if said else None,
        "note": said.note if said else None,
        "ledger_sheet": action.at.sheet if action else None,
        "ledger_cell": action.at.cell if action and action.at.sheet else None,
    }


def _stray(action: Action, pupils: dict[str, Pupil], mask: Mask) -> Json:
    return {
        "key": mask.key(pupils[action.key]),
        "date": action.day.isoformat(),
        "what": bare_words(action, mask),
        "state": action.state,
        "month": action.month or None,
        "ledger_sheet": action.at.sheet,
        "ledger_cell": action.at.cell if action.at.sheet else None,
    }


def _clock(clock: Clock, mask: Mask) -> Json:
    state, met = clock.state, clock.met
    return {
        **who_part(clock.result.pupil, mask),
        "stage": state.stage.id,
        "active": state.active,
        "consecutive": clock.consecutive,
        "unseen": clock.unseen,
        "met_on": met.day.isoformat() if met else None,
        "met_by": met.source if met else None,
        "reached_on": [day.isoformat() for day in state.reached_on],
        "forecast": clock.forecast.isoformat() if clock.forecast else None,
    }


def _expected(each: Expected, mask: Mask) -> Json:
    return {
        **who_part(each.result.pupil, mask),
        "stage": each.stage.id,
        "day": each.day.isoformat(),
        "day_name": each.name,
        "consecutive": each.consecutive,
        "cumulative": each.cumulative,
        "unseen": each.unseen,
    }
