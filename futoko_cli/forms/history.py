"""What was done so far (これまでの対応, 経過): contacts and meetings of the ledger, a line each, oldest first."""

from __future__ import annotations

from futoko_cli.core.ledger import Contact, How, Meeting
from futoko_cli.forms.case import Case
from futoko_cli.forms.dates import month_of, short
from futoko_cli.forms.field import Value


def _line(head: str, notes: list[str], text: str) -> str:
    """``11/7 家庭訪問（担任、自宅）`` and the writer's own words, with their line breaks."""
    said = [note.strip() for note in notes if note.strip()]
    bracket = f"（{'、'.join(said)}）" if said else " " if text.strip() else ""
    return f"{head}{bracket}{text}"


def _contact_line(contact: Contact) -> str:
    met = ""
    if contact.how is not How.CALL and contact.met is not None:
        met = "本人に会えた" if contact.met else "本人に会えず"
    return _line(f"{short(contact.day)} {contact.how.value}", [contact.by, contact.place, met], contact.content)


def _meeting_line(meeting: Meeting) -> str:
    attendees = "、".join(line.strip() for line in meeting.attendees.splitlines() if line.strip())
    return _line(f"{short(meeting.day)} ケース会議", [attendees], meeting.agreed)


def done(case: Case) -> str:
    """Every contact and meeting up to the day of writing; "" where there was none."""
    contacts = [(row.day, 0, n, _contact_line(row)) for n, row in enumerate(case.ledger.contacts) if _before(case, row)]
    meetings = [(row.day, 1, n, _meeting_line(row)) for n, row in enumerate(case.ledger.meetings) if _before(case, row)]
    return "\n".join(line for *_, line in sorted([*contacts, *meetings]))


def calls(case: Case) -> str:
    """Every telephone call up to the day of writing."""
    own = [row for row in case.ledger.contacts if _before(case, row) and row.how is How.CALL]
    return "\n".join(_contact_line(row) for row in sorted(own, key=lambda row: row.day))


def _before(case: Case, row: Contact | Meeting) -> bool:
    return row.key == case.key and row.day <= case.day


def contacts_of_month(case: Case) -> dict[str, Value]:
    """電話連絡回数, 家庭訪問回数, その他回数 of the month; not known without a ledger."""
    if not case.has_ledger:
        return {}
    own = [
        row.how
        for row in case.ledger.contacts
        if row.key == case.key and month_of(row.day) == case.about and row.day <= case.told_until
    ]
    others = [how for how in (How.INTERVIEW, How.OTHER) if how in own]
    return {
        "電話連絡回数": own.count(How.CALL),
        "家庭訪問回数": own.count(How.VISIT),
        "その他の連絡": "・".join(others),
        "その他回数": sum(own.count(how) for how in others),
    }
