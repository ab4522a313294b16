"""長期欠席 tallies of the annual and the monthly survey. A day of 出席扱い stays an absence (甲州市ガイドライン p.7).

The figures are those of 出欠の記録 (``core.record``). What nobody has written stays unknown: 未分類, 不明.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

import numpy as np

from futoko_cli.core.credit import CreditDay, PupilCredit, Reason
from futoko_cli.core.kinds import Kind
from futoko_cli.core.ledger import FACTORS, Causes, Ledger
from futoko_cli.core.record import AttendanceRecord, Figures
from futoko_cli.core.register import Register

Basis = Literal["absent", "absent_and_suspended"]
#: Both bases of 30 days, because the survey changed from the first to the second.
BASES: Final[Mapping[Basis, str]] = {
    "absent": "欠席日数",
    "absent_and_suspended": "欠席日数＋出席停止・忌引等の日数",
}
#: 長期欠席の理由; "" is 未分類.
REASONS: Final = ("病気", "経済的理由", "不登校", "その他", "")
UNCLASSIFIED: Final = "未分類"
FUTOKO: Final = "不登校"
SEXES: Final = ("男", "女", "")
LONG, FIFTY, NINETY = 30, 50, 90
FEW_PRESENT: Final = 10


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One child as the survey sees it. ``previous``: 前年度の欠席; ``supported``: 相談・指導; None where unknown."""

    record: AttendanceRecord
    sex: str = ""
    reason: str = ""
    previous: int | None = None
    supported: bool | None = None
    contradicted: bool = False  # the ledger says × for 相談・指導, and records some
    causes: Causes | None = None

    def days(self, basis: Basis) -> int:
        """Days by which a child is told to be away for long."""
        figures = self.record.figures
        return figures.absences if basis == "absent" else figures.survey_days

    @property
    def continuing(self) -> bool | None:
        """継続: 30 days or more in the year before; None where nobody wrote it."""
        return None if self.previous is None else self.previous >= LONG


@dataclass(frozen=True, slots=True)
class Tally:
    """The children of 30 days and more by one basis; ``enrolled``: by how many the rate is taken."""

    basis: Basis
    children: tuple[Surveyed, ...]
    enrolled: int

    @property
    def futoko(self) -> tuple[Surveyed, ...]:
        """Of them those whose main reason is 不登校."""
        return tuple(each for each in self.children if each.reason == FUTOKO)

    def by_reason(self, children: Iterable[Surveyed] | None = None) -> dict[str, int]:
        """Number of children by 長期欠席の理由, all reasons in their order."""
        counts = Counter(each.reason for each in (self.children if children is None else children))
        return {reason: counts[reason] for reason in REASONS}

    def by_grade_and_sex(self) -> dict[tuple[int | None, str], tuple[Surveyed, ...]]:
        """Children by grade and sex, those groups that have any."""
        found: dict[tuple[int | None, str], list[Surveyed]] = {}
        for each in self.children:
            found.setdefault((each.record.pupil.class_id.grade, each.sex), []).append(each)
        order = sorted(found, key=lambda group: (group[0] is None, group[0] or 0, SEXES.index(group[1])))
        return {group: tuple(found[group]) for group in order}

    def between(self, first: int, last: int | None = None) -> tuple[Surveyed, ...]:
        """Children of 不登校 with so many days by this basis."""
        return self._futoko(
            lambda each: first <= each.days(self.basis) and (last is None or each.days(self.basis) <= last)
        )

    def present_up_to(self, most: int) -> tuple[Surveyed, ...]:
        """Children of 不登校 who were at school on so few days; 出席扱い is no day at school here."""
        return self._futoko(lambda each: each.record.figures.at_school <= most)

    def continuing(self, state: bool | None) -> tuple[Surveyed, ...]:
        """Children of 不登校: 継続 (True), 新規 (False), unknown (None)."""
        return self._futoko(lambda each: each.continuing is state)

    def supported(self, state: bool | None, at_least: int = LONG) -> tuple[Surveyed, ...]:
        """Children of 不登校 with (True), without (False) 相談・指導, or of whom nobody knows (None)."""
        return self._futoko(lambda each: each.supported is state and each.days(self.basis) >= at_least)

    def factors(self) -> dict[str, tuple[int, int]]:
        """把握した事実 of 不登校: each item as the main one, and as another one."""
        causes = [each.causes for each in self.futoko if each.causes]
        return {
            factor: (sum(each.main == factor for each in causes), sum(factor in each.others for each in causes))
            for factor in FACTORS
        }

    def rate(self, count: int) -> Fraction | None:
        """Per 1,000 children; None where nobody is enrolled."""
        return Fraction(count * 1000, self.enrolled) if self.enrolled else None

    def _futoko(self, wanted: Callable[[Surveyed], bool]) -> tuple[Surveyed, ...]:
        return tuple(each for each in self.futoko if wanted(each))


def _at_a_place(day: CreditDay) -> bool:
    """Whether somebody outside school met the child: a day of 通級 up to now, approved or not, but none of ICT."""
    return not day.ict and day.reason not in {Reason.AFTER_AS_OF, Reason.NOT_ENROLLED}


def surveyed(
    records: Sequence[AttendanceRecord],
    ledger: Ledger | None,
    credits_: Iterable[PupilCredit],
    previous: Mapping[str, int],
) -> tuple[Surveyed, ...]:
    """Every child with what the ledger knows of it."""
    ledger = ledger or Ledger()
    visited = {each.pupil.key for each in credits_ for day in each.days if _at_a_place(day)}
    helped = visited | {note.key for note in ledger.months if note.agencies}
    found = []
    for record in records:
        key = record.pupil.key
        child = ledger.children.get(key)
        implied = key in helped
        said = child.supported if child else None
        found.append(
            Surveyed(
                record,
                child.sex if child else "",
                child.long_absence if child else "",
                previous.get(key),
                True if implied else said,
                implied and said is False,
                ledger.causes.get(key),
            )
        )
    return tuple(found)


def tally(children: Iterable[Surveyed], basis: Basis, enrolled: int) -> Tally:
    """Those of 30 days and more by a basis."""
    return Tally(basis, tuple(each for each in children if each.days(basis) >= LONG), enrolled)


def enrolled_on(register: Register, indices: Iterable[int], day: int) -> int:
    """Children who belong to the school on a day: their first school day from it on, else their last before it."""
    count = 0
    for i in indices:
        kinds = register.kinds[i]
        own = np.flatnonzero(kinds != Kind.NO_SCHOOL)
        later = own[register.days[own] >= day]
        at = later[0] if later.size else own[-1] if own.size else None
        count += at is not None and bool(kinds[at] != Kind.NOT_ENROLLED)
    return count


@dataclass(frozen=True, slots=True)
class MonthOfChild:
    """One child of the monthly 長欠調査: the month, the year up to its end, and whether 30 days were reached in it."""

    child: Surveyed
    month: Figures
    year: Figures

    @property
    def reached(self) -> bool:
        """30 days were reached in this month."""
        return self.year.absences >= LONG > self.year.absences - self.month.absences


def monthly(
    children: Sequence[Surveyed], month: Sequence[Figures], year: Sequence[Figures], at_least: int
) -> tuple[MonthOfChild, ...]:
    """Children with 30 days and more up to the end of the month, or with so many in the month itself.

    ``month`` and ``year`` are figures by row of the register.
    """
    found = (MonthOfChild(each, month[each.record.index], year[each.record.index]) for each in children)
    return tuple(each for each in found if each.year.absences >= LONG or each.month.absences >= at_least)
