"""What one page of a register (出席簿) says: marks, totals, remarks; how it looks is in ``sheet``."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from scripts.sample.school import ABSENT, SKIPPED, Child, Room
from scripts.sample.year import closed

if TYPE_CHECKING:
    from collections.abc import Sequence

DAYS: Final = 31
MARKS: Final = {
    "absent": "／",
    "absent_sick": "病",
    "absent_other": "事",
    "late": "チ",
    "early_leave": "ソ",
    "suspended": "停",
    "bereavement": "忌",
    "separate_room": "別",
    "credited": "教",
    "class_closure": "学閉",
}
LEGEND: Final = (
    "凡例　／：欠席　病：病欠　事：事故欠　チ：遅刻　ソ：早退　停：出席停止　忌：忌引　"
    "別：別室登校　教：教育支援センター　学閉：学級閉鎖"
)
TOTALS: Final = (("欠席", ABSENT), ("遅刻", ("late",)), ("早退", ("early_leave",)), ("出停・忌引", SKIPPED))
#: Kinds whose reason belongs to the remarks (備考).
_REMARKED: Final = ("suspended", "bereavement", "credited")
_LEAST_LINES: Final = 30


@dataclass(frozen=True)
class Page:
    """A class, a month, and how far the register is filled in."""

    school: str
    room: Room
    year: int
    month: int
    entered_to: date

    @cached_property
    def days(self) -> list[date | None]:
        """The 31 columns; None where the month has no such day."""
        length = monthrange(self.year, self.month)[1]
        return [date(self.year, self.month, n) if n <= length else None for n in range(1, DAYS + 1)]

    @cached_property
    def grounds(self) -> list[str]:
        """For each column why it is closed: 祝, 休, 土, 日; ``none`` for no such day, empty on a school day."""
        return [closed(day, self.room.grade) if day else "none" for day in self.days]

    @cached_property
    def school_days(self) -> list[date]:
        """授業日 of the month."""
        return [day for day, ground in zip(self.days, self.grounds, strict=True) if day and not ground]

    @cached_property
    def filled(self) -> list[date]:
        """The school days that are entered."""
        return [day for day in self.school_days if day <= self.entered_to]

    @cached_property
    def children(self) -> list[Child]:
        """Those on the roll on any school day of the month."""
        return [child for child in self.room.children if any(map(child.enrolled, self.school_days))]

    @cached_property
    def lines(self) -> int:
        """Lines of the table: always a full page, whatever the size of the class."""
        return max(_LEAST_LINES, len(self.children))

    @cached_property
    def moves(self) -> list[tuple[Child, date, str]]:
        """Who came and who left in this month (転入・転出)."""
        dated = [(child, day, word) for child in self.children for day, word in _moves(child)]
        return [(child, day, word) for child, day, word in dated if day in self.days]

    def count(self, children: Sequence[Child], days: Sequence[date], kinds: tuple[str, ...]) -> int:
        """Count days of these kinds; a date on which a child was not enrolled has no entry."""
        return sum(day in child.entries and child.entries[day].kind in kinds for child in children for day in days)

    def rate(self) -> float:
        """Divide for 出席率: days attended of the days that had to be attended."""
        due = sum(child.enrolled(day) for child in self.children for day in self.filled)
        due -= self.count(self.children, self.filled, SKIPPED)
        return (due - self.count(self.children, self.filled, ABSENT)) / due if due else 0.0

    def mark(self, child: Child, day: date | None) -> str:
        """Find the mark (記号) of one date: blank when the child was there or nothing is entered yet."""
        if day is None or day > self.entered_to:
            return ""
        words = [word for moved, word in _moves(child) if moved == day]
        return words[0] if words else MARKS[child.entries[day].kind] if day in child.entries else ""

    def ground(self, child: Child | None, place: int) -> str:
        """Say as ``grounds`` does, and ``none`` where the child was not on the roll."""
        day = self.days[place]
        if child and day and day not in {child.joined, child.left} and not child.enrolled(day):
            return "none"
        return self.grounds[place]

    def remark(self, child: Child) -> str:
        """Write 備考: when the child came or went, why it was kept at home."""
        words = [f"{day.month}/{day.day}{word}" for moved, day, word in self.moves if moved is child]
        entries = [child.entries[day] for day in self.filled if day in child.entries]
        reasons = [entry.reason for entry in entries if entry.kind in _REMARKED]
        return "、".join([*words, *dict.fromkeys(reasons)])


def _moves(child: Child) -> list[tuple[date, str]]:
    return [(day, word) for day, word in ((child.joined, "転入"), (child.left, "転出")) if day]
