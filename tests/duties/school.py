"""A class with a ledger, written by hand: register lines, contacts, records; assessed as the program does."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rich.console import Console

from futoko_cli.core.agenda import Agenda
from futoko_cli.core.escalation import decide
from futoko_cli.core.issues import Issue
from futoko_cli.core.ledger import Action, At, CentreDay, Contact, How, Ledger
from futoko_cli.core.measures import Facts
from futoko_cli.core.model import Assessment
from futoko_cli.core.policy import Policy
from futoko_cli.pipeline.agenda import agenda_of
from tests.core.duty_page import OTARU, action, calendar
from tests.notation import SCHOOL_YEAR, day_of, page
from tests.terminal.fabricate import FILE, source, with_marks


def contact(words: str, key: str = "1-1-01") -> Contact:
    """``"5/7 家庭訪問 会えた"``; without 会えた the child was not met."""
    day, how, *met = words.split()
    return Contact(day_of(day), key, How(how), met=met == ["会えた"])


def record(line: str, row: int = 1, key: str = "1-1-01", note: str = "") -> Action:
    """One row of 対応記録 (tests.core.duty_page) with its cell."""
    return replace(action(line), key=key, by="教頭", note=note, at=At("対応記録", row, 1))


def assess(
    *lines: str,
    contacts: Sequence[str] = (),
    centre: Sequence[str] = (),
    at_home: Sequence[str] = (),
    actions: Sequence[Action] = (),
    upto: str | None = None,
    labels: dict[str, str] | None = None,
    vacation: tuple[str, str] | None = None,
    names: Sequence[str] = (),
    policy: Policy = OTARU,
    issues: tuple[Issue, ...] = (),
    ledger: bool = True,
) -> Assessment:
    """The class as ``pipeline.assess`` gives it; contacts, centre days and days of ICT are the first child's."""
    register = page(*lines, upto=upto, labels=labels, vacation=vacation)
    if names:
        register = replace(
            register, pupils=tuple(replace(p, name=n) for p, n in zip(register.pupils, names, strict=True))
        )
    days = [CentreDay(day_of(day), "1-1-01", "教育支援センター") for day in centre]
    days += [CentreDay(day_of(day), "1-1-01", "自宅", ict=True) for day in at_home]
    book = Ledger("台帳.xlsx", contacts=tuple(map(contact, contacts)), centre_days=tuple(days), actions=tuple(actions))
    known = calendar(labels)
    if vacation:
        first, last = (day_of(day).toordinal() for day in vacation)
        known = replace(known, vacations=((first, last),))
    return Assessment(
        policy,
        SCHOOL_YEAR,
        date.fromordinal(int(register.days[-1])),
        "見本市立第一小学校",
        "平日",
        (source(),),
        tuple(decide(register, policy, Facts(seen=book.seen_days()))),
        (),
        issues,
        with_marks(register, source()),
        1,
        len(register.days),
        inputs=(FILE,),
        ledger=book if ledger else None,
        calendar=known,
    )


def nameless(whole: Assessment, name: str) -> Assessment:
    """The class with its first child without a number: the name stands in the key."""
    first = replace(whole.pupils[0].pupil, key=f"1-1-{name}", number=None, name=name)
    register = replace(whole.register, pupils=(first, *whole.register.pupils[1:]))
    return replace(whole, pupils=(replace(whole.pupils[0], pupil=first), *whole.pupils[1:]), register=register)


def looked_at(whole: Assessment, on: str, month: str = "") -> Agenda:
    """The agenda on a day."""
    return agenda_of(whole, day_of(on), month)


def console(width: int = 80) -> tuple[Console, io.StringIO]:
    """A console on a string."""
    from futoko_cli.terminal.style import make_console  # rich is loaded on demand everywhere

    stream = io.StringIO()
    return make_console(stream, width=width), stream
