"""What was and will be done (方策): a plan of 月次, of last month's form, or of a case meeting, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from futoko_cli.core.ledger import Meeting, MonthNote
from futoko_cli.forms import counts
from futoko_cli.forms.case import Case
from futoko_cli.forms.dates import month_before, month_bounds, month_of, school_months, spoken
from futoko_cli.forms.field import Value
from futoko_cli.forms.meetings import latest_meeting

#: Boxes of a plan, in the order in which they are read, and the word before each.
PLAN: Final = {"何を行うか": "何を", "いつ行うか": "いつ", "誰が行うか": "誰が", "連携する相手": "連携"}


def of_note(note: MonthNote) -> dict[str, Value]:
    """The plan of a row of 月次, by field."""
    return {
        "何を行うか": note.what,
        "いつ行うか": note.when,
        "誰が行うか": note.who,
        "連携する相手": note.partner,
    }


def _written(value: Value) -> str:
    """What stands in a box; Excel may have made a date of what a person typed."""
    if value is None or isinstance(value, bool):
        return ""
    return spoken(value) if isinstance(value, date) else str(value)


def in_words(plan: Mapping[str, Value]) -> str:
    """何を：…, いつ：…, 誰が：…, 連携：…, a line each; "" where nothing is planned."""
    parts = {word: _written(plan.get(name)) for name, word in PLAN.items()}
    return "\n".join(f"{word}：{text}" for word, text in parts.items() if text.strip())


def _last_month(case: Case) -> str:
    """The month before; months in which the child had no school day (8月) are passed over."""
    own, months = counts.own_days(case), school_months(case.assessment.school_year)
    month = month_before(case.about)
    while month in months:
        first, last = month_bounds(month)
        if any(first.toordinal() <= day <= last.toordinal() for day in own.days.tolist()):
            break
        month = month_before(month)
    return month


def last_plan(case: Case) -> str:
    """先月の方策: as last month's form has it, else as last month's row of 月次 has it, else as an older form has it."""
    written, last = in_words(case.previous), _last_month(case)
    if written and (not case.previous_month or case.previous_month >= last):
        return written
    note = case.note(last)
    return (in_words(of_note(note)) if note else "") or written


def _of_meeting(meeting: Meeting) -> str:
    """Who takes on what by when (役割分担), and what was agreed."""
    roles = [f"{role.unit}：{role.goal}" if role.unit.strip() else role.goal for role in meeting.roles]
    lines = [line for line in roles if line.strip("： \u3000\n")]
    if lines and meeting.goal_day:
        lines.append(f"{spoken(meeting.goal_day)}まで")
    return "\n".join([*lines, *([meeting.agreed] if meeting.agreed.strip() else [])])


def next_steps(case: Case) -> str:
    """今後の対応: the latest plan, of 月次 or of a case meeting; of one month's two, 月次, written at its end."""
    notes = [row for row in case.ledger.months if row.key == case.key and row.month <= case.about]
    plans = [(row.month, n, in_words(of_note(row))) for n, row in enumerate(notes, 1)]
    meeting = latest_meeting(case)
    if meeting:
        plans.append((month_of(meeting.day), 0, _of_meeting(meeting)))
    return max((plan for plan in plans if plan[2]), default=("", 0, ""))[2]
