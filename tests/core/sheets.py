"""Sheets of a register in words, before they are one matrix: ``"太郎 4/7欠 4/8病"``, one line a child.

Days from ``covers`` ("4/7〜4/30"); letters as in tests.notation, and 入(転入) 転(転出) 休(休業日の記号) ？(unknown).
Day 7 stands in column I, the first child in row 5: 4/7 of the first child is cell I5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from futoko_cli.calendars import national_holidays
from futoko_cli.core.filling import fill_register
from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import ClassId, Mark, Pupil, Source
from futoko_cli.core.register import Block, BlockRow, Register, Roll
from futoko_cli.core.school_calendar import CalendarRule, DayEffect, SchoolCalendar
from tests.notation import LETTERS, day_of

TOP = 4
MEANINGS = {
    **LETTERS,
    "入": Kind.TRANSFER_IN,
    "転": Kind.TRANSFER_OUT,
    "休": Kind.STRUCK,
    "？": Kind.UNKNOWN,
}
SHOWN = {kind: letter for letter, kind in LETTERS.items()} | {Kind.NO_SCHOOL: "＿"}


def at(text: str) -> int:
    """Ordinal of ``4/7`` in the school year 2025."""
    return day_of(text).toordinal()


def days(text: str) -> range:
    """``4/7〜4/30`` as ordinals."""
    first, _, last = text.partition("〜")
    return range(at(first), at(last or first) + 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of one class."""

    covers: str
    lines: tuple[str, ...]
    klass: str = "1-1"
    explicit: bool = False
    file: str = "r7.xlsx"
    name: str = "4月"
    ranged: bool = False


def sheet(covers: str, *lines: str, klass: str = "1-1", explicit: bool = False, name: str = "4月") -> Sheet:
    """A sheet of children's lines."""
    return Sheet(covers, lines, klass, explicit, name=name)


def roll(*sheets: Sheet) -> Roll:
    """The sheets as one roll; children of one name in one class are one child."""
    pupils: dict[tuple[ClassId, str], int] = {}
    listed: list[Pupil] = []
    blocks = []
    for each in sheets:
        grade, name = each.klass.split("-")
        class_id = ClassId(int(grade), name)
        rows = []
        for position, line in enumerate(each.lines):
            who, *words = line.split()
            if (class_id, who) not in pupils:
                number = sum(p.class_id == class_id for p in listed) + 1
                pupils[class_id, who] = len(listed)
                listed.append(Pupil(f"{each.klass}-{number:02}", class_id, number, who))
            marks = [_mark(word, TOP + position, ranged=each.ranged) for word in words]
            rows.append(BlockRow(pupils[class_id, who], marks, TOP + position, 1))
        source = Source(each.file, each.name, "class-month-grid", each.klass, None, len(rows))
        covers = days(each.covers) if each.covers else ()
        cells = {day: (-1, column(day)) for day in covers}
        blocks.append(Block(source, covers, rows, each.explicit, cells))
    return Roll(listed, blocks)


def column(day: int) -> int:
    """Column of a day: its number, one right of the name."""
    from datetime import date

    return date.fromordinal(day).day + 1


def _mark(word: str, row: int, *, ranged: bool) -> Mark:
    match = re.fullmatch(r"(\d+/\d+)(.)", word)
    assert match, word
    day = at(match[1])
    return Mark(day, MEANINGS[match[2]], match[2], "", row, column(day), ranged)


def calendar(*rules: CalendarRule) -> SchoolCalendar:
    """The weekdays of 2025 without holidays, and rows of a calendar file."""
    return SchoolCalendar(2025, national_holidays(2025), rules=rules)


def says(span: str, effect: DayEffect, klass: str = "") -> CalendarRule:
    """One row of a calendar file, for everybody, a grade (``1``) or a class (``1-1``)."""
    found = days(span)
    grade, _, name = klass.partition("-")
    return CalendarRule(found[0], found[-1], effect, "", int(grade) if grade else None, name or None)


def fill(*sheets: Sheet, upto: str = "4/18", rules: tuple[CalendarRule, ...] = ()) -> tuple[Register, list[Issue]]:
    """The matrix of these sheets up to a day."""
    return fill_register(roll(*sheets), calendar(*rules), at(upto))


def shown(register: Register, name: str, since: str = "4/7") -> str:
    """A child's days as letters, from a day on: ``出欠欠出``; ＿ where its class has no school."""
    (i,) = [n for n, p in enumerate(register.pupils) if p.name == name]
    return "".join(
        SHOWN[Kind(kind)] for day, kind in zip(register.days, register.kinds[i], strict=True) if day >= at(since)
    )


def told(issues: list[Issue]) -> list[str]:
    """Each problem as code and cell."""
    return [f"{issue.code} {issue.cell}".strip() for issue in issues]
