"""Measures (ものさし): each is a matrix of integers, pupils × dates, what the count was on that day.

All of them are pure numpy on a register's ``kinds``; a day outside school, skipped or not entered
changes no count. The rules stand in docs/counting.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from futoko_cli.core.kinds import SEEN, Kind
from futoko_cli.core.policy import Condition, Policy, Window
from futoko_cli.core.register import Days, Kinds, Register

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
_CODES = len(Kind)


def among(kinds: Kinds, wanted: Iterable[Kind]) -> Bools:
    """(P, D) True where the day is of one of the wanted kinds."""
    table = np.zeros(_CODES, dtype=bool)
    table[[int(kind) for kind in wanted]] = True
    return table[kinds]


def runs(extends: Bools, breaks: Bools) -> Ints:
    """Length of the current run of absences on each day (連続); skipped days change nothing."""
    count = np.cumsum(extends, axis=1, dtype=np.int32)
    run: Ints = count - np.maximum.accumulate(np.where(breaks, count, 0), axis=1)
    return run


def breaking(kinds: Kinds, policy: Policy, counted: Iterable[Kind]) -> Bools:
    """Days that end a run: neither counted, nor skipped, nor closed, nor unknown.

    An absence of a kind that a condition leaves out is skipped too: it is no day at school.
    """
    neutral = {*counted, *policy.absent, *policy.skipped, Kind.NO_SCHOOL, Kind.UNENTERED}
    return ~among(kinds, neutral)


def _starts(days: Days, window: Window, terms: tuple[int, ...]) -> npt.NDArray[np.intp]:
    """(D,) column at which the window of each day begins (year, term or month)."""
    if window.name == "year" or not len(days):
        return np.zeros(len(days), dtype=np.intp)
    if window.name == "term":
        group = np.searchsorted(np.array(sorted(terms), dtype=np.int64), days, side="right")
    else:
        group = np.array([date.fromordinal(int(d)).month for d in days])
    fresh = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    return fresh[np.searchsorted(fresh, np.arange(len(days)), side="right") - 1]


def windowed(steps: Ints, days: Days, window: Window, terms: tuple[int, ...], school: Bools) -> Ints:
    """Sum of ``steps`` over the window that ends on each day; (P, D)."""
    total = np.cumsum(steps, axis=1, dtype=np.int32)
    before = np.concatenate([np.zeros((len(steps), 1), np.int32), total], axis=1)
    if window.name != "school_days":
        since: Ints = total - before[:, _starts(days, window, terms)]
        return since
    result: Ints = total.copy()
    for i in range(len(steps)):
        own = np.flatnonzero(school[i])
        # the window of column j holds the last `length` own school days up to j
        have = np.searchsorted(own, np.arange(steps.shape[1]), side="right")
        first = np.maximum(have - window.length, 0)
        start = np.where(have > 0, own[np.minimum(first, max(len(own) - 1, 0))] if len(own) else 0, 0)
        result[i] = total[i] - before[i, start]
    return result


def final_lengths(run: Ints, breaks: Bools) -> Ints:
    """(P, D) length that the run of each day comes to in the end."""
    width = run.shape[1]
    last = np.ones_like(breaks)
    last[:, :-1] = breaks[:, 1:]
    ends = np.where(last, np.arange(width), width)
    ends = np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]
    found: Ints = np.take_along_axis(run, ends, axis=1)
    return found


def without_long_runs(total: Ints, in_long: Ints, run: Ints, final: Ints, length: int) -> Ints:
    """Totals of a window that leave out every run which has come to ``length`` days by that day.

    ``total`` are absences in the window, ``in_long`` those of runs that are long in the end. Of the run that
    still goes on, only what has happened by the day may decide: its days stand at the window's end.
    """
    current = np.minimum(run, total)
    not_yet: Ints = np.where((final >= length) & (run < length), current, 0)
    return total - in_long + not_yet


@dataclass(frozen=True, slots=True)
class Measured:
    """Values ``num / den``: int32 (P, D) over an int or an array that broadcasts to it.

    ``known`` (P, 1) is False where a child's value cannot be known. ``now`` (P,) are whole values as known now, where
    something happened after the last day.
    """

    num: Ints
    den: int | Ints = 1
    known: Bools | None = None
    now: Ints | None = None

    def holds(self, comparison: str, threshold: Fraction) -> Bools:
        """(P, D) True where the value is ≥, > or ≤ the threshold; exact, no floats."""
        left = self.num.astype(np.int64) * threshold.denominator
        right = np.int64(threshold.numerator) * self.den
        mask = (
            left >= right if comparison == "at_least" else left > right if comparison == "more_than" else left <= right
        )
        if not isinstance(self.den, int):
            mask = mask & (self.den > 0)
        return mask if self.known is None else mask & self.known

    def last_values(self) -> list[int | Fraction | None]:
        """(P,) value of each pupil on the last day; None where it cannot be known."""
        rows, width = self.num.shape
        if not width:
            return [0] * rows
        num = (self.num[:, -1] if self.now is None else self.now).tolist()
        if isinstance(self.den, int) and self.den == 1:
            values: list[int | Fraction | None] = list(num)
        else:
            den = np.broadcast_to(self.den, self.num.shape)[:, -1].tolist()
            exact = [Fraction(n, d) if d else Fraction(0) for n, d in zip(num, den, strict=True)]
            values = [int(v) if v.denominator == 1 else v for v in exact]
        if self.known is None:
            return values
        return [v if known else None for v, known in zip(values, self.known[:, 0].tolist(), strict=True)]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a register alone does not hold.

    ``terms``: ordinals on which a term (学期) begins; ``previous_year``: 前年度の欠席 by pupil key;
    ``seen``: further days of 現認 by pupil key.
    """

    terms: tuple[int, ...] = ()
    previous_year: Mapping[str, int] | None = None
    seen: Mapping[str, frozenset[int]] | None = None


def _counted(register: Register, condition: Condition) -> Bools:
    """Days that count for this condition: its kinds, and its reasons where it names some."""
    steps = among(register.kinds, condition.kinds)
    if condition.reasons is not None:
        for (i, j), at in register.marks.items():
            if steps[i, j] and at.mark.reason and not any(w in at.mark.reason for w in condition.reasons):
                steps[i, j] = False
    return steps


def unseen(register: Register, seen_on: Mapping[str, frozenset[int]]) -> Measured:
    """School days since the child was last met face to face (現認); ``seen_on`` adds days by key.

    A meeting on a day that is none of the register's counts from then on: it takes nothing back of the days before it.
    Where it lies behind the last day, only the value known now is 0.
    """
    seen = among(register.kinds, SEEN)
    between = np.zeros_like(seen)
    now = np.ones(len(seen), dtype=bool)
    for i, pupil in enumerate(register.pupils):
        for day in seen_on.get(pupil.key, ()):
            j = int(np.searchsorted(register.days, day))
            if j == len(register.days):
                now[i] = False
            else:
                (seen if register.days[j] == day else between)[i, j] = True
    school = register.is_school & (register.kinds != Kind.UNENTERED)
    steps = school & ~seen
    count = np.cumsum(steps, axis=1, dtype=np.int32)
    base = np.where(seen | (register.kinds == Kind.NOT_ENROLLED), count, np.where(between, count - steps, 0))
    run: Ints = count - np.maximum.accumulate(base, axis=1)
    return Measured(run, now=np.where(now, run[:, -1], 0) if run.shape[1] else None)


def _month_rate(register: Register, steps: Bools, facts: Facts) -> Measured:
    months = [(d.year, d.month) for d in (date.fromordinal(int(day)) for day in register.days)]
    by_class = {
        c: np.array([table.get(m, 0) for m in months], dtype=np.int32) for c, table in register.month_days.items()
    }
    den = np.array([by_class[p.class_id] for p in register.pupils], dtype=np.int32).reshape(steps.shape)
    num = windowed(steps.astype(np.int32), register.days, Window("month"), facts.terms, register.is_school)
    return Measured(num, den)


def _weighted(register: Register, condition: Condition, facts: Facts) -> Measured:
    scale = lcm(*(weight.denominator for _, weight in condition.weights), 1)
    table = np.zeros(_CODES, dtype=np.int32)
    for kind, weight in condition.weights:
        table[kind] = int(weight * scale)
    steps = table[register.kinds]
    return Measured(windowed(steps, register.days, condition.window, facts.terms, register.is_school), scale)


def measure(register: Register, policy: Policy, condition: Condition, facts: Facts) -> Measured:
    """The matrix behind one condition. Raises KeyError for a measure that does not exist."""
    kinds, name = register.kinds, condition.measure
    if name == "unseen":
        return unseen(register, facts.seen or {})
    if name == "weighted":
        return _weighted(register, condition, facts)
    if name == "previous_year_absences":
        known = [(facts.previous_year or {}).get(p.key) for p in register.pupils]
        column = np.array([0 if v is None else v for v in known], dtype=np.int32).reshape(-1, 1)
        mask = np.array([v is not None for v in known], dtype=bool).reshape(-1, 1)
        return Measured(np.broadcast_to(column, kinds.shape), known=mask)
    if name in {"late_early", "present_days"}:
        table = np.zeros(_CODES, dtype=np.int32)
        if name == "late_early":
            table[[Kind.LATE, Kind.EARLY_LEAVE, Kind.LATE_AND_EARLY_LEAVE]] = (1, 1, 2)
        else:
            table[[int(kind) for kind in SEEN if kind != Kind.CREDITED] + [int(Kind.EXCUSED)]] = 1
        return Measured(windowed(table[kinds], register.days, condition.window, facts.terms, register.is_school))
    steps = _counted(register, condition)
    if name == "month_rate":
        return _month_rate(register, steps, facts)
    breaks = breaking(kinds, policy, condition.kinds)
    run = runs(steps, breaks)
    if name == "consecutive":
        return Measured(run)
    window = Window("month") if name == "month_absences" else condition.window
    if name not in {"cumulative", "month_absences"}:
        raise KeyError(name)

    def within(counted: Bools) -> Ints:
        return windowed(counted.astype(np.int32), register.days, window, facts.terms, register.is_school)

    total, length = within(steps), condition.leave_out_runs
    if length is not None and total.shape[1]:
        final = final_lengths(run, breaks)
        total = without_long_runs(total, within(steps & (final >= length)), run, final, length)
    return Measured(total)
