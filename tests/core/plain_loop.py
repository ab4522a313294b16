"""The counts of one child as somebody would make them with a pencil: day by day, no arithmetic of arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from futoko_cli.core.kinds import ABSENCES, SEEN, SKIPPED, Kind

NO_DAY = (Kind.NO_SCHOOL, Kind.UNENTERED)


@dataclass(frozen=True, slots=True)
class Line:
    """One child's days."""

    days: Sequence[date]
    kinds: Sequence[Kind]

    def runs(self, counted: Sequence[Kind] = ABSENCES) -> list[int]:
        """連続 on each day."""
        run = 0
        found = []
        for kind in self.kinds:
            if kind in counted:
                run += 1
            elif kind not in (*ABSENCES, *SKIPPED, *NO_DAY):
                run = 0
            found.append(run)
        return found

    def run_of(self, upto: int) -> dict[int, int]:
        """Absent day → length that its run has on day ``upto``."""
        found: dict[int, int] = {}
        current: list[int] = []
        for j in range(upto + 1):
            if self.kinds[j] in ABSENCES:
                current.append(j)
            elif self.kinds[j] not in (*SKIPPED, *NO_DAY):
                current = []
            found.update(dict.fromkeys(current, len(current)))
        return found

    def window(self, upto: int, name: str, length: int, terms: Sequence[date]) -> list[int]:
        """Days of the window that ends on day ``upto``: year, term, month, or the last school days."""
        today = self.days[upto]
        before = range(upto + 1)
        if name == "month":
            return [j for j in before if (self.days[j].year, self.days[j].month) == (today.year, today.month)]
        if name == "term":
            start = max((term for term in terms if term <= today), default=date.min)
            return [j for j in before if self.days[j] >= start]
        if name == "school_days":
            own = [j for j in before if self.kinds[j] not in (Kind.NO_SCHOOL, Kind.NOT_ENROLLED)]
            start_at = own[-length:][0] if own else 0
            return list(range(start_at, upto + 1))
        return list(before)

    def total(self, name: str, length: int, terms: Sequence[date], weights: dict[Kind, Fraction]) -> list[Fraction]:
        """Sum of weights over the window of each day."""
        zero = Fraction(0)
        return [
            sum((weights.get(self.kinds[j], zero) for j in self.window(upto, name, length, terms)), zero)
            for upto in range(len(self.days))
        ]

    def short_runs(self, name: str, length: int, terms: Sequence[date], leave_out: int) -> list[int]:
        """Absences in the window of each day, without those of a run that has reached ``leave_out`` days by then."""
        found = []
        for upto in range(len(self.days)):
            run_of = self.run_of(upto)
            inside = self.window(upto, name, length, terms)
            found.append(sum(1 for j in inside if 0 < run_of.get(j, 0) < leave_out))
        return found

    def unseen(self) -> list[int]:
        """School days since somebody met the child."""
        count = 0
        found = []
        for kind in self.kinds:
            if kind in SEEN or kind == Kind.NOT_ENROLLED:
                count = 0
            elif kind not in NO_DAY:
                count += 1
            found.append(count)
        return found

    def reached(self, threshold: int) -> list[date]:
        """Days on which 連続 comes to the threshold from below, in 在籍."""
        held = False
        found = []
        for day, kind, run in zip(self.days, self.kinds, self.runs(), strict=True):
            now = run >= threshold and kind != Kind.NOT_ENROLLED
            if now and not held:
                found.append(day)
            held = now
        return found

    def episodes(self) -> list[tuple[date, date, int, bool]]:
        """Each run: first day, last day, length, and whether nothing has broken it."""
        found: list[tuple[date, date, int, bool]] = []
        first: date | None = None
        last = date.min
        count = 0
        for day, kind in zip(self.days, self.kinds, strict=True):
            if kind in ABSENCES:
                first, last, count = first or day, day, count + 1
            elif kind not in (*SKIPPED, *NO_DAY):
                if first:
                    found.append((first, last, count, False))
                first, count = None, 0
        return [*found, (first, last, count, True)] if first else found
