"""The records of the invented school: a child, a class, the whole; nothing is counted here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

#: 欠席 in the register; a day of these is one absence and prolongs a run.
ABSENT = ("absent", "absent_sick", "absent_other", "credited")
#: 出席停止・忌引等: such a day neither adds to a run of absences nor ends it.
SKIPPED = ("suspended", "bereavement", "class_closure")


class Entry(NamedTuple):
    """What one date of one child was: the kind of day (区分, ids as in the product) and the reason (理由)."""

    kind: str
    reason: str = ""


@dataclass(slots=True)
class Child:
    """One child (児童); a date that ``entries`` does not hold is a day at school."""

    number: int
    name: str
    sex: str
    entries: dict[date, Entry] = field(default_factory=dict)
    joined: date | None = None  # 転入: enrolled from this day
    left: date | None = None  # 転出: no longer enrolled from this day
    moved: str = ""  # from where, to where
    reading: str = ""  # in katakana (フリガナ)

    def enrolled(self, day: date) -> bool:
        """Whether the child belongs to the class on this day (在籍)."""
        return (self.joined is None or self.joined <= day) and (self.left is None or day < self.left)


@dataclass(frozen=True, slots=True)
class Room:
    """One class (学級) with its teacher (担任)."""

    grade: int
    name: str
    teacher: str
    children: tuple[Child, ...]

    @property
    def title(self) -> str:
        """``1年1組``."""
        return f"{self.grade}年{self.name}組"

    def key(self, child: Child) -> str:
        """Grade-class-number, the child's key in every result."""
        return f"{self.grade}-{self.name}-{child.number:02}"


@dataclass(frozen=True, slots=True)
class School:
    """The school and the day up to which its registers are filled in."""

    name: str
    rooms: tuple[Room, ...]
    entered_to: date
