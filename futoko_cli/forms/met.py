"""When the child was last met face to face (現認), by whom and how. A telephone call and ICT never count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from futoko_cli.core.kinds import LABELS, SEEN, Kind
from futoko_cli.core.ledger import How
from futoko_cli.forms import counts
from futoko_cli.forms.case import Case
from futoko_cli.forms.dates import month_of
from futoko_cli.forms.field import Value

#: 現認方法 of a day at school, by its kind.
AT_SCHOOL: Final = {
    Kind.PRESENT: "登校",
    Kind.LATE: "登校（遅刻）",
    Kind.EARLY_LEAVE: "登校（早退）",
    Kind.LATE_AND_EARLY_LEAVE: "登校（遅刻・早退）",
    Kind.SEPARATE_ROOM: "別室登校",
}


@dataclass(frozen=True, slots=True)
class Met:
    """One meeting face to face: ``by`` is 現認者 (None: nobody wrote it), ``how`` 現認方法＜場所等＞."""

    day: date
    by: str | None
    how: str


def _with_place(how: str, place: str) -> str:
    return f"{how}（{place}）" if place.strip() else how


def _in_register(own: counts.Own) -> list[tuple[int, Met]]:
    """The last day at school and the last one of 出席扱い; the number tells which goes first on one day."""
    found: list[tuple[int, Met]] = []
    for rank, kinds in ((3, tuple(AT_SCHOOL)), (0, tuple(set(SEEN) - set(AT_SCHOOL)))):
        columns = np.flatnonzero(own.have(*kinds))
        if len(columns):
            at = int(columns[-1])
            kind = Kind(int(own.kinds[0, at]))
            found.append((rank, Met(date.fromordinal(int(own.days[at])), None, AT_SCHOOL.get(kind, LABELS[kind]))))
    return found


def _in_ledger(case: Case) -> list[tuple[int, Met]]:
    contacts = [
        (2, Met(row.day, row.by if row.by.strip() else None, _with_place(row.how.value, row.place)))
        for row in case.ledger.contacts
        if row.key == case.key and row.met and row.how is not How.CALL and row.day <= case.told_until
    ]
    centre = [
        (1, Met(row.day, None, _with_place("通級", row.place)))
        for row in case.ledger.centre_days
        if row.key == case.key and not row.ict and row.day <= case.told_until
    ]
    return contacts + centre


def last_met(case: Case) -> Met | None:
    """The last 現認 up to the last day counted; on one day school goes before a visit, a visit before a centre."""
    found = [*_in_register(counts.own_days(case)), *_in_ledger(case)]
    best = max(found, key=lambda each: (each[1].day, each[0], each[1].by is not None), default=None)
    return best[1] if best else None


def not_met_days(case: Case) -> int:
    """会えていない授業日数: the child's school days since the last 現認; a day not entered does not count."""
    own, met = counts.own_days(case), last_met(case)
    outside = np.flatnonzero(own.have(Kind.NOT_ENROLLED))
    start = int(outside[-1]) + 1 if len(outside) else 0
    after = own.days[start:] > (met.day.toordinal() if met else 0)
    return int((after & ~own.have(Kind.UNENTERED)[start:]).sum())


def boxes(case: Case) -> dict[str, Value]:
    """最終現認日, 現認者 and 現認方法 where it lies in the month, else 現認できなかった理由 from 月次."""
    met, note = last_met(case), case.note(case.about)
    found: dict[str, Value] = {"最終現認日": met.day if met else None}
    if met and month_of(met.day) == case.about:
        return {**found, "現認者": met.by, "現認方法": met.how}
    return {**found, "現認できなかった理由": note.unmet_reason if note else None}
