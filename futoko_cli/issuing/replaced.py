"""Forms that a later one has taken the place of (置きかわった様式): the register moved the day, the form was made again.

速報 was made for 6/10; a mark is corrected, the stage is reached on 6/11, and 速報 is made for that day. The first one
is of an occasion that never was: it needs no correction of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from futoko_cli.issuing.selection import MONTHLY, ledger_days

if TYPE_CHECKING:
    from futoko_cli.core.ledger import Ledger
    from futoko_cli.core.model import PupilResult
    from futoko_cli.issuing.journal import Entry


def replacing(entry: Entry, entries: Iterable[Entry], result: PupilResult, ledger: Ledger | None) -> Entry | None:
    """The form that stands for this one now; None where its own occasion still holds, or none was made since."""
    if entry.form == MONTHLY:
        return None
    days = _occasions(entry.form, result, ledger)
    if entry.period in days:
        return None
    found = [
        other
        for other in entries
        if (other.kind, other.form, other.key) == ("form", entry.form, entry.key)
        and other.period in days
        and other.as_of >= entry.as_of
    ]
    return max(found, key=lambda other: other.period, default=None)


def _occasions(form: str, result: PupilResult, ledger: Ledger | None) -> set[str]:
    """Days that ask for the form as register and ledger have it now."""
    days = {
        day
        for state in result.stages
        if any(duty.form == form for duty in state.stage.duties)
        for day in state.reached_on
    }
    return {day.isoformat() for day in (*days, *ledger_days(ledger, form, result.pupil.key, date.max))}
