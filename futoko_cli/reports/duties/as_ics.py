"""``futoko duties --ics``: due days as whole-day events that Outlook and Google take, the same UID each time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from futoko_cli import __version__
from futoko_cli.core.school_calendar import year_bounds
from futoko_cli.reports.duties.words import STATES, anonymous, digest, duty_words, moved_text, subject

if TYPE_CHECKING:
    from icalendar import Event

    from futoko_cli.core.agenda import Agenda
    from futoko_cli.core.duties import Owed
    from futoko_cli.core.model import Assessment

_UID: Final = 32


def uid(assessment: Assessment, each: Owed) -> str:
    """Of an event: a fingerprint, since a key without a number holds a name."""
    return f"{digest(f'{assessment.policy.id}/{each.id}')[:_UID]}@futoko"


def duties_ics(assessment: Assessment, agenda: Agenda, *, with_names: bool = False) -> bytes:
    """The calendar file. What is done stays in it, marked 済, so that a second import updates the event."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//futoko//{__version__}//JA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "不登校対応の期限")
    for each in agenda.owed:
        if not agenda.is_old(each):
            calendar.add_component(_event(assessment, agenda, each, with_names=with_names))
    return bytes(calendar.to_ical())


def _event(assessment: Assessment, agenda: Agenda, each: Owed, *, with_names: bool) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid(assessment, each))
    event.add("dtstamp", datetime.combine(agenda.on, time(), UTC))
    event.add("sequence", max(agenda.on.toordinal() - year_bounds(assessment.school_year)[0], 0))
    event.add("dtstart", each.due)
    event.add("dtend", each.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    who = f"{each.pupil.key} {each.pupil.name}" if with_names else anonymous(each.pupil)
    mark = f"【{STATES[each.state]}】" if each.settled else ""
    what, to, form = duty_words(each)
    event.add("summary", f"{mark}{who} {what.rstrip('*')}")
    lines = [f"［{each.stage.label}］{subject(each)}", *(word for word in (to, form, moved_text(each)) if word)]
    lines += ["期限は資料に記載がなく、futokoの設定です。"] if each.duty.cite.decision else []
    event.add("description", "\n".join(lines))
    return event
