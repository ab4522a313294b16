"""What changed (前回から変わったこと): two snapshots of one school held against each other (docs/changes.md).

Days are compared up to the earlier of the two as-of dates: what lies behind it is new, not changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final, Literal
from unicodedata import normalize

from futoko_cli.core.alarm import Alarm, alarms
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Episode
from futoko_cli.core.snapshot import DayThen, PupilThen, Snapshot

StageTurn = Literal["reached", "taken_back", "moved"]
#: Another kind of day; the same kind in other words; entered where nothing had been, not even presence.
DayTurn = Literal["corrected", "reworded", "entered"]
RunTurn = Literal["begun", "grown", "ended"]
PupilTurn = Literal["new", "gone", "moved", "renamed"]
#: Days that a calendar decides, not a cell: one for the other is no correction of a child's day.
_NO_MARK: Final = frozenset({Kind.PRESENT, Kind.NO_SCHOOL})


@dataclass(frozen=True, slots=True)
class StageChange:
    """A stage newly reached (``after``), taken back by a correction (``before``), or reached on another day (both)."""

    key: str
    stage: str
    label: str
    before: date | None
    after: date | None

    @property
    def turn(self) -> StageTurn:
        """Which of the three."""
        if self.before is None:
            return "reached"
        return "taken_back" if self.after is None else "moved"


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that both runs had counted and that reads otherwise now (訂正された日)."""

    key: str
    day: date
    before: DayThen
    after: DayThen

    @property
    def turn(self) -> DayTurn:
        """Which of the three."""
        if self.before.kind is self.after.kind:
            return "reworded"
        return "entered" if self.before.kind is Kind.UNENTERED else "corrected"


@dataclass(frozen=True, slots=True)
class MonthChange:
    """Absences of a closed month that are not what they were: all that can be said where days are not known."""

    key: str
    month: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class RunChange:
    """A run of absences (連続欠席) that began, grew or ended; ``before`` days it had last time."""

    key: str
    turn: RunTurn
    episode: Episode
    before: int


@dataclass(frozen=True, slots=True)
class PupilChange:
    """A child new, gone, with another key (``before``), or with another name under the same key."""

    key: str
    turn: PupilTurn
    before: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs. Without ``same_year`` nothing was compared, without ``same_policy`` only the days."""

    before: Snapshot
    after: Snapshot
    stages: tuple[StageChange, ...] = ()
    days: tuple[DayChange, ...] = ()
    months: tuple[MonthChange, ...] = ()
    runs: tuple[RunChange, ...] = ()
    pupils: tuple[PupilChange, ...] = ()
    alarms: tuple[Alarm, ...] = ()

    @property
    def same_year(self) -> bool:
        """Whether both are of one school year (年度)."""
        return self.before.school_year == self.after.school_year

    @property
    def same_policy(self) -> bool:
        """Whether both were judged by one edition of one policy (対応基準)."""
        return (self.before.policy, self.before.edition) == (self.after.policy, self.after.edition)

    @property
    def days_known(self) -> bool:
        """Whether single days could be compared."""
        return self.before.school_days is not None and self.after.school_days is not None

    @property
    def backwards(self) -> bool:
        """Whether this run ends before the earlier one did."""
        return self.after.as_of < self.before.as_of

    @property
    def nothing(self) -> bool:
        """Whether both could be compared and nothing differs."""
        found = (self.stages, self.days, self.months, self.runs, self.pupils, self.alarms)
        return self.same_year and not any(found)


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """Everything that differs from ``before`` to ``after``, children in the order of ``after``."""
    if before.school_year != after.school_year:
        return Changes(before, after)
    pairs, pupils = paired(before.pupils, after.pupils)
    limit = min(before.as_of, after.as_of)
    known = before.school_days is not None and after.school_days is not None
    stages: list[StageChange] = []
    days: list[DayChange] = []
    months: list[MonthChange] = []
    runs: list[RunChange] = []
    for old, new in pairs:
        if known:
            days += _days(before, after, old, new, limit)
        if (before.policy, before.edition) == (after.policy, after.edition):
            stages += _stages(old, new, limit)
            runs += _runs(old, new)
            if not known:
                months += _months(old, new, before.as_of, after.as_of)
    corrected = {change.key for change in days if change.turn == "corrected"}
    pupils_gone = sum(change.turn == "gone" for change in pupils)
    loud = alarms(before, after, pairs, len(corrected), pupils_gone)
    return Changes(before, after, tuple(stages), tuple(days), tuple(months), tuple(runs), tuple(pupils), loud)


def paired(
    before: Sequence[PupilThen], after: Sequence[PupilThen]
) -> tuple[list[tuple[PupilThen, PupilThen]], list[PupilChange]]:
    """Children of both runs, and those new, gone, moved or renamed.

    Key and name first; then a name that one child has on both sides (its number or class changed); then the key alone
    (its name was put right).
    """
    old = {pupil.key: pupil for pupil in before}
    new = {pupil.key: pupil for pupil in after}
    found: dict[str, tuple[PupilThen, PupilChange | None]] = {}
    for key, pupil in new.items():
        if key in old and (old[key].name == pupil.name or not (old[key].name and pupil.name)):
            found[key] = old.pop(key), None
    by_name = _once(old.values())
    for name, pupil in _once(p for p in after if p.key not in found).items():
        if name in by_name:
            then = old.pop(by_name[name].key)
            found[pupil.key] = then, PupilChange(pupil.key, "moved", then.key)
    for key in new:
        if key in old and key not in found:
            found[key] = old.pop(key), PupilChange(key, "renamed")
    pairs = [(found[key][0], pupil) for key, pupil in new.items() if key in found]
    changes = [found[key][1] if key in found else PupilChange(key, "new") for key in new]
    gone = [PupilChange(key, "gone") for key in old]
    return pairs, [change for change in changes if change is not None] + gone


def _once(pupils: Iterable[PupilThen]) -> dict[str, PupilThen]:
    """Children by digest of their name, where only one has it."""
    everyone = [pupil for pupil in pupils if pupil.name]
    counts = Counter(pupil.name for pupil in everyone)
    return {pupil.name: pupil for pupil in everyone if counts[pupil.name] == 1}


def _words(mark: str) -> str:
    return "".join(normalize("NFKC", mark).split())


def _differs(old: DayThen, new: DayThen) -> bool:
    if old.kind in _NO_MARK and new.kind in _NO_MARK:
        return False
    return old.kind is not new.kind or _words(old.mark) != _words(new.mark)


def _days(before: Snapshot, after: Snapshot, old: PupilThen, new: PupilThen, limit: date) -> list[DayChange]:
    """Days up to ``limit`` that read otherwise, in their order."""
    found = []
    for day in sorted(day for day in {*old.days, *new.days} if day <= limit):
        then, now = before.on(old, day), after.on(new, day)
        if _differs(then, now):
            found.append(DayChange(new.key, day, then, now))
    return found


def _stages(old: PupilThen, new: PupilThen, limit: date) -> list[StageChange]:
    """Dates on which stages were reached: those gone and those new are paired in their order."""
    were = {stage.id: stage for stage in old.stages}
    found = []
    for stage in new.stages:
        if stage.id not in were:
            continue
        past = were[stage.id].reached_on
        lost = [day for day in past if day not in stage.reached_on and day <= limit]
        won = [day for day in stage.reached_on if day not in past]
        for was, now in zip_longest(lost, won):
            found.append(StageChange(new.key, stage.id, stage.label, was, now))
    return found


def _runs(old: PupilThen, new: PupilThen) -> list[RunChange]:
    """Runs matched by the days they share; one that a correction took away is told by its days."""
    found = []
    for run in new.episodes:
        shared = [then for then in old.episodes if then.first <= run.last and run.first <= then.last]
        if not shared:
            found.append(RunChange(new.key, "begun", run, 0))
            continue
        days = max(then.days for then in shared)
        if any(then.ongoing for then in shared) and not run.ongoing and run is _last_of(shared[-1], new):
            found.append(RunChange(new.key, "ended", run, days))
        elif run.days > days:
            found.append(RunChange(new.key, "grown", run, days))
    return found


def _last_of(then: Episode, pupil: PupilThen) -> Episode:
    """Of the runs that a correction may have split an earlier one into, the last."""
    return [run for run in pupil.episodes if then.first <= run.last and run.first <= then.last][-1]


def _months(old: PupilThen, new: PupilThen, was: date, now: date) -> list[MonthChange]:
    """Months that both runs had counted to the same day: closed ones, and the current one on the same as-of date."""
    running = "" if was == now else f"{min(was, now):%Y-%m}"
    found = []
    for month in sorted({*old.absent_by_month, *new.absent_by_month}):
        then, today = old.absent_by_month.get(month, 0), new.absent_by_month.get(month, 0)
        if then != today and (not running or month < running):
            found.append(MonthChange(new.key, month, then, today))
    return found
