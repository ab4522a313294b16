"""Kinds of day (区分): what one pupil's one date is. Source of the table: docs/counting.md."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Kind(IntEnum):
    """One small integer per pupil and date; codes up to ``NO_SCHOOL`` stand in a register's matrix.

    The codes after it are meanings that only a mark can have: they change enrolment or the
    calendar, or are not understood, and never stand in a matrix.
    """

    PRESENT = 0
    LATE = 1
    EARLY_LEAVE = 2
    LATE_AND_EARLY_LEAVE = 3
    SEPARATE_ROOM = 4
    EXCUSED = 5
    ABSENT = 6
    ABSENT_SICK = 7
    ABSENT_OTHER = 8
    CREDITED = 9
    CREDITED_ICT = 10
    SUSPENDED = 11
    BEREAVEMENT = 12
    CLASS_CLOSURE = 13
    UNENTERED = 14
    NOT_ENROLLED = 15
    NO_SCHOOL = 16
    TRANSFER_IN = 17
    TRANSFER_OUT = 18
    STRUCK = 19
    UNKNOWN = 20

    @property
    def id(self) -> str:
        """The English key used in mark files, policies and JSON, e.g. ``absent_sick``."""
        return self.name.lower()


#: Japanese words of the screen, in the order of the enum.
LABELS: Final[dict[Kind, str]] = {
    Kind.PRESENT: "出席",
    Kind.LATE: "遅刻",
    Kind.EARLY_LEAVE: "早退",
    Kind.LATE_AND_EARLY_LEAVE: "遅刻・早退",
    Kind.SEPARATE_ROOM: "別室登校",
    Kind.EXCUSED: "公欠",
    Kind.ABSENT: "欠席",
    Kind.ABSENT_SICK: "病欠",
    Kind.ABSENT_OTHER: "事故欠",
    Kind.CREDITED: "出席扱い",
    Kind.CREDITED_ICT: "出席扱い（ICT）",
    Kind.SUSPENDED: "出席停止",
    Kind.BEREAVEMENT: "忌引",
    Kind.CLASS_CLOSURE: "学級閉鎖",
    Kind.UNENTERED: "未入力",
    Kind.NOT_ENROLLED: "在籍外",
    Kind.NO_SCHOOL: "休業日",
    Kind.TRANSFER_IN: "転入",
    Kind.TRANSFER_OUT: "転出",
    Kind.STRUCK: "休業日の記号",
    Kind.UNKNOWN: "不明",
}

#: 欠席 in the register: extends a run and counts in every total.
ABSENCES: Final = (
    Kind.ABSENT,
    Kind.ABSENT_SICK,
    Kind.ABSENT_OTHER,
    Kind.CREDITED,
    Kind.CREDITED_ICT,
)
#: 出席停止・忌引等: neither adds to a run nor ends it, unless a policy says otherwise.
SKIPPED: Final = (Kind.SUSPENDED, Kind.BEREAVEMENT, Kind.CLASS_CLOSURE)
#: Somebody of the school or a centre met the child face to face on such a day.
SEEN: Final = (
    Kind.PRESENT,
    Kind.LATE,
    Kind.EARLY_LEAVE,
    Kind.LATE_AND_EARLY_LEAVE,
    Kind.SEPARATE_ROOM,
    Kind.CREDITED,
)
#: Every kind a mark or a policy may name, by its English key.
BY_ID: Final[dict[str, Kind]] = {kind.id: kind for kind in Kind}
