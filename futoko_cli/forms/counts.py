"""Numbers from the register (出席簿): absences by month, days at a centre (通級), late and early, the run.

All of them end on ``Case.until``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from futoko_cli.core.escalation import DAY_SUMS, episodes
from futoko_cli.core.kinds import ABSENCES, Kind
from futoko_cli.core.ledger import CentreDay
from futoko_cli.core.measures import Bools, among, breaking, runs
from futoko_cli.core.model import Episode
from futoko_cli.core.register import Days, Kinds, Register
from futoko_cli.forms import shared
from futoko_cli.forms.case import Case
from futoko_cli.forms.dates import month_bounds, school_months
from futoko_cli.forms.field import Value


class Own(NamedTuple):
    """One child's row of the register up to the last day counted: ``days`` (D,), ``kinds`` (1, D)."""

    days: Days
    kinds: Kinds

    def have(self, *wanted: Kind) -> Bools:
        """(D,) days of these kinds."""
        found: Bools = among(self.kinds, wanted)[0]
        return found


def own_days(case: Case) -> Own:
    """The school days of the child's class, as this child has them."""
    register, row = case.assessment.register, case.result.index
    end = int(np.searchsorted(register.days, case.until.toordinal(), side="right"))
    open_days = register.kinds[row, :end] != Kind.NO_SCHOOL
    return Own(register.days[:end][open_days], register.kinds[row : row + 1, :end][:, open_days])


@lru_cache(maxsize=8)
def _firsts(school_year: int) -> tuple[int, ...]:
    """The first day of each month of a school year, and of the one after it, as ordinals."""
    months = school_months(school_year)
    return (*(month_bounds(month)[0].toordinal() for month in months), month_bounds(months[-1])[1].toordinal() + 1)


def _enrolled(enrolled: Bools, span: slice) -> bool:
    """Whether the child belonged to the school in a month; one without school days (8月) is as the day before it."""
    if span.start < span.stop:
        return bool(enrolled[span].any())
    nearest = enrolled[span.start - 1 : span.start] if span.start else enrolled[:1]
    return bool(nearest.all())


def by_month(case: Case, own: Own, counted: Bools) -> dict[str, int | None]:
    """Days per month of the school year (YYYY-MM): None outside enrolment, before a month has come, and where nobody knows.

    A month of which not one day is entered (its sheet was not read) has no number: 0 would be a claim.
    """
    enrolled, blank = ~own.have(Kind.NOT_ENROLLED), own.have(Kind.UNENTERED)
    silent = blank | ~enrolled
    found: dict[str, int | None] = {}
    year, until = case.assessment.school_year, case.until.toordinal()
    firsts = _firsts(year)
    edges = np.searchsorted(own.days, firsts).tolist()
    for month, first, low, high in zip(school_months(year), firsts, edges, edges[1:], strict=False):
        span = slice(low, high)
        unknown = bool(blank[span].any() and silent[span].all())
        known = first <= until and not unknown and _enrolled(enrolled, span)
        found[month] = int(np.count_nonzero(counted[span])) if known else None
    return found


def _centre_dates(case: Case) -> set[int]:
    return {row.day.toordinal() for row in case.ledger.centre_days if row.key == case.key and not row.ict}


def _at_centre(case: Case, own: Own) -> Bools:
    """(D,) absences on which the child was at a centre (通級): the register or the ledger says so; never ICT."""
    listed = np.isin(own.days, sorted(_centre_dates(case)))
    found: Bools = own.have(Kind.CREDITED) | (own.have(*ABSENCES) & listed)
    return found


def centre_days_not_absent(case: Case) -> list[CentreDay]:
    """Rows of 通級 (not ICT) of the school year on days that are no absence in the register: not counted."""
    own = own_days(case)
    absent = set(own.days[own.have(*ABSENCES)].tolist())
    first = month_bounds(school_months(case.assessment.school_year)[0])[0]
    return [
        row
        for row in case.ledger.centre_days
        if row.key == case.key and not row.ict and first <= row.day <= case.until and row.day.toordinal() not in absent
    ]


def absent_by_month(case: Case) -> dict[str, int | None]:
    """欠席日数 per month (YYYY-MM), every kind of absence."""
    own = own_days(case)
    return by_month(case, own, own.have(*ABSENCES))


def total(numbers: dict[str, int | None]) -> int:
    """累計 of the months that have a number."""
    return sum(number or 0 for number in numbers.values())


def _boxes(prefix: str, numbers: dict[str, int | None]) -> dict[str, Value]:
    months: dict[str, Value] = {f"{prefix}_{month[-2:]}月": number for month, number in numbers.items()}
    return {**months, f"{prefix}_累計": total(numbers)}


def absences(case: Case) -> dict[str, Value]:
    """欠席日数_04月 … 欠席日数_03月, 欠席日数_累計."""
    return _boxes("欠席日数", absent_by_month(case))


def centre_days(case: Case) -> dict[str, Value]:
    """通級日数_04月 … 通級日数_03月, 通級日数_累計: part of the absences, never more."""
    own = own_days(case)
    return _boxes("通級日数", by_month(case, own, _at_centre(case, own)))


def late_and_early(case: Case) -> dict[str, Value]:
    """遅刻日数, 早退日数 of the school year."""
    own = own_days(case)
    return {
        shared.LATE.name: int(own.have(*DAY_SUMS["late"]).sum()),
        shared.EARLY_LEAVE.name: int(own.have(*DAY_SUMS["early_leave"]).sum()),
    }


def latest_run(case: Case) -> Episode | None:
    """The last run of absences (連続欠席) up to the last day counted, whether it goes on or not."""
    own, policy = own_days(case), case.assessment.policy
    extends = among(own.kinds, policy.absent)
    run = runs(extends, breaking(own.kinds, policy, policy.absent))
    found = episodes(Register((case.result.pupil,), own.days, own.kinds), extends, run)[0]
    return found[-1] if found else None


def current_run(case: Case) -> Episode | None:
    """The run of absences that goes on."""
    run = latest_run(case)
    return run if run is not None and run.ongoing else None
