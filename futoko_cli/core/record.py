"""指導要録「出欠の記録」: 授業日数 − 出席停止・忌引等 = 出席しなければならない日数; − 欠席日数 = 出席日数.

出席扱い is an inner number of 出席日数 (甲州市ガイドライン p.7): an absence of the register, no absence here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from futoko_cli.core.credit import AT_SCHOOL, PupilCredit
from futoko_cli.core.credit_words import remark
from futoko_cli.core.kinds import ABSENCES, SKIPPED, Kind
from futoko_cli.core.measures import Bools, among
from futoko_cli.core.model import Pupil
from futoko_cli.core.register import Register

_EVENTS: Final = {int(Kind.TRANSFER_IN): "転入", int(Kind.TRANSFER_OUT): "転出"}
_STRUCK_OFF: Final = "除"  # 除籍 is a 転出 of the register under another name


@dataclass(frozen=True, slots=True)
class Figures:
    """One child's days in a span, counted kind by kind; the sums follow from them."""

    school: int = 0  # 授業日数
    suspended: int = 0  # 出席停止・忌引等の日数
    absences: int = 0  # 欠席 in the register, 出席扱い among them
    credited: int = 0  # 出席扱い that is approved
    at_school: int = 0
    unentered: int = 0

    @property
    def must(self) -> int:
        """出席しなければならない日数."""
        return self.school - self.suspended

    @property
    def absent(self) -> int:
        """欠席日数 of 指導要録."""
        return self.absences - self.credited

    @property
    def present(self) -> int:
        """出席日数 of 指導要録."""
        return self.must - self.absent

    @property
    def survey_days(self) -> int:
        """欠席日数＋出席停止・忌引等の日数."""
        return self.absences + self.suspended

    def faults(self) -> tuple[str, ...]:
        """Why the numbers may not be copied; empty where they add up."""
        found = []
        if self.unentered:
            found.append(f"未入力の日が {self.unentered}日あります")
        if self.credited > self.absences:
            found.append(f"出席扱い {self.credited}日が、出席簿の欠席 {self.absences}日より多くなっています")
        if self.present != self.at_school + self.credited + self.unentered:
            found.append(
                f"出席日数 {self.present}日が、出席した日 {self.at_school}日と出席扱い {self.credited}日の和と合いません"
            )
        return tuple(found)


@dataclass(frozen=True, slots=True)
class AttendanceRecord:
    """出欠の記録 of one child. ``dateless``: joined or left on a day that no cell names."""

    index: int
    pupil: Pupil
    figures: Figures
    remark: str = ""
    dateless: bool = False

    @property
    def faults(self) -> tuple[str, ...]:
        """Why the row may not be copied; empty where it adds up."""
        return self.figures.faults()


def figures_of(register: Register, credits_: Iterable[PupilCredit], span: Bools | None = None) -> list[Figures]:
    """Figures of every child over the whole register, or over the days of ``span`` (D,)."""
    span = np.ones(len(register.days), dtype=bool) if span is None else span
    days = frozenset(register.days[span].tolist())
    kinds = register.kinds[:, span]
    credited: Mapping[int, int] = {
        each.index: sum(day.day.toordinal() in days for day in each.credited) for each in credits_
    }
    inside = (kinds != Kind.NO_SCHOOL) & (kinds != Kind.NOT_ENROLLED)
    columns = [
        inside,
        *(among(kinds, wanted) for wanted in (SKIPPED, ABSENCES, AT_SCHOOL, (Kind.UNENTERED,))),
    ]
    counts = zip(*(mask.sum(axis=1).tolist() for mask in columns), strict=True)
    return [
        Figures(school, suspended, absences, credited.get(i, 0), at_school, unentered)
        for i, (school, suspended, absences, at_school, unentered) in enumerate(counts)
    ]


def records_of(register: Register, credits_: Iterable[PupilCredit], as_of: date) -> tuple[AttendanceRecord, ...]:
    """出欠の記録 of every child of the register up to its last day."""
    known = {each.index: each for each in credits_}
    figures = figures_of(register, known.values())
    found = []
    for i, pupil in enumerate(register.pupils):
        moves = _moves(register, i, as_of)
        credit = known.get(i)
        words = "\n".join(filter(None, ("・".join(moves), remark(credit) if credit else "")))
        found.append(AttendanceRecord(i, pupil, figures[i], words, _dateless(register, i, as_of)))
    return tuple(found)


def _moves(register: Register, row: int, as_of: date) -> list[str]:
    """``6月16日転入``, in order; a day that several cells name is said once."""
    words = []
    for at in register.transfers.get(row, ()):
        when = date.fromordinal(at.mark.day)
        word = "除籍" if at.mark.text.startswith(_STRUCK_OFF) else _EVENTS[at.mark.kind]
        if when <= as_of:
            words.append(f"{when.month}月{when.day}日{word}")
    return list(dict.fromkeys(words))


def _dateless(register: Register, row: int, as_of: date) -> bool:
    """Whether the child was outside the school for a while without a cell that says since or until when."""
    outside = bool((register.kinds[row] == Kind.NOT_ENROLLED).any())
    return outside and not _moves(register, row, as_of)


def closed_grades(register: Register) -> dict[tuple[int, date], int]:
    """Days on which every class of a grade had 学級閉鎖, with the number of classes.

    A whole grade's closure lies outside 授業日数 and belongs into the calendar as 学年閉鎖.
    """
    classes: dict[int, dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, pupil in enumerate(register.pupils):
        if pupil.class_id.grade is not None:
            classes[pupil.class_id.grade][pupil.class_id].append(i)
    found: dict[tuple[int, date], int] = {}
    for grade, rooms in classes.items():
        closed = [(register.kinds[rows] == Kind.CLASS_CLOSURE).any(axis=0) for rows in rooms.values()]
        for j in np.flatnonzero(np.logical_and.reduce(closed)).tolist():
            found[grade, date.fromordinal(int(register.days[j]))] = len(rooms)
    return found
