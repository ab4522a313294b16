"""Duties in lines: what a child's year obliges to, as a person would list it in a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from futoko_cli.calendars import national_holidays
from futoko_cli.core.due import DueDates
from futoko_cli.core.duties import Duties, Owed, duties
from futoko_cli.core.escalation import decide
from futoko_cli.core.ledger import Action, Ledger
from futoko_cli.core.measures import Facts
from futoko_cli.core.policy import Policy
from futoko_cli.core.school_calendar import CalendarRule, SchoolCalendar
from futoko_cli.settings.policy_file import load_policy
from tests.notation import SCHOOL_YEAR, day_of, page

OTARU = load_policy("otaru")
STATES = {"overdue": "期限切れ", "open": "未", "done": "済", "waived": "不要"}
SHORT = {"new": "新規", "continuing": "継続", "": ""}


def calendar(labels: dict[str, str] | None = None) -> SchoolCalendar:
    """Weekdays that are no holiday, with ceremonies by day (``{"7/25": "終業式"}``)."""
    rules = tuple(
        CalendarRule(day_of(when).toordinal(), day_of(when).toordinal(), "open", label)
        for when, label in (labels or {}).items()
    )
    return SchoolCalendar(SCHOOL_YEAR, national_holidays(SCHOOL_YEAR), rules=rules)


def action(line: str) -> Action:
    """``"7/3 済 欠席状況報告書（個人別） 6月"`` of the first child; the month may be left out."""
    day, state, what, *month = line.split()
    period = ""
    if month:
        number = int(month[0].removesuffix("月"))
        period = f"{SCHOOL_YEAR + (number < 4)}-{number:02}"
    return Action(day_of(day), "1-1-01", what, state, month=period)


def owing(
    line: str,
    *actions: str,
    on: str,
    upto: str | None = None,
    labels: dict[str, str] | None = None,
    policy: Policy = OTARU,
    previous_year: int | None = None,
    seen: Sequence[str] = (),
    vacation: tuple[str, str] | None = None,
) -> Duties:
    """What the first child of the lines is owed, judged on a day."""
    register = page(line, labels=labels, upto=upto, vacation=vacation)
    met = {"1-1-01": frozenset(day_of(day).toordinal() for day in seen)}
    facts = Facts(previous_year={"1-1-01": previous_year} if previous_year is not None else None, seen=met)
    results = decide(register, policy, facts)
    gone = {register.pupils[i].key: date.fromordinal(day) for i, day in register.left().items()}
    return duties(
        results,
        DueDates(calendar(labels)),
        Ledger(actions=tuple(map(action, actions))),
        date.fromordinal(int(register.days[-1])),
        day_of(on),
        left=gone,
        previous_year={} if previous_year is None else {"1-1-01": previous_year},
    )


def line_of(each: Owed) -> str:
    """``速報 5/20 → 5/20 未``: duty, month or day reached, due day, 新規・継続, how it stands."""
    when = f"{int(each.period[5:])}月" if each.period else f"{each.reached.month}/{each.reached.day}"
    parts = [each.duty.what.split("（")[0], when, "→", f"{each.due.month}/{each.due.day}"]
    parts += [SHORT[each.standing], STATES[each.state], "転出" if each.left else ""]
    return " ".join(part for part in parts if part)


def lines(found: Duties, *wanted: str) -> list[str]:
    """The duties as lines; ``wanted`` keeps those that begin with one of these words."""
    shown = [line_of(each) for each in found.owed]
    return [line for line in shown if not wanted or line.startswith(wanted)]
