"""Deciding (段階の判定): masks of a policy's conditions, and the days on which they turn true."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from futoko_cli.core.kinds import ABSENCES, Kind
from futoko_cli.core.measures import Bools, Facts, Ints, Measured, among, breaking, measure, runs
from futoko_cli.core.model import ConditionState, Episode, PupilResult, StageState
from futoko_cli.core.policy import Condition, Group, Policy, Stage
from futoko_cli.core.register import Register

#: Keys of ``PupilResult.days`` beside ``school`` and the kinds summed into them.
DAY_SUMS: dict[str, tuple[Kind, ...]] = {
    "absent": ABSENCES,
    "absent_sick": (Kind.ABSENT_SICK,),
    "absent_other": (Kind.ABSENT_OTHER,),
    "credited": (Kind.CREDITED, Kind.CREDITED_ICT),
    "late": (Kind.LATE, Kind.LATE_AND_EARLY_LEAVE),
    "early_leave": (Kind.EARLY_LEAVE, Kind.LATE_AND_EARLY_LEAVE),
    "separate_room": (Kind.SEPARATE_ROOM,),
    "suspended": (Kind.SUSPENDED,),
    "bereavement": (Kind.BEREAVEMENT,),
    "class_closure": (Kind.CLASS_CLOSURE,),
    "excused": (Kind.EXCUSED,),
    "unentered": (Kind.UNENTERED,),
}


def rising(mask: Bools) -> Bools:
    """(P, D) True on each day on which the mask turns from false to true: a stage is reached there."""
    edges = mask.copy()
    edges[:, 1:] &= ~mask[:, :-1]
    return edges


def condition_mask(register: Register, condition: Condition, measured: Measured) -> Bools:
    """Days on which a condition holds; ``on`` limits it to days the calendar names so."""
    mask = np.broadcast_to(measured.holds(condition.comparison, condition.threshold), register.kinds.shape)
    enrolled: Bools = mask & (register.kinds != Kind.NOT_ENROLLED)
    if condition.on:
        enrolled = enrolled & register.named(condition.on)
    return enrolled


def group_mask(group: Group, masks: dict[Condition, Bools]) -> Bools:
    """Days on which a tree of any and all holds."""
    parts = [masks[m] if isinstance(m, Condition) else group_mask(m, masks) for m in group.members]
    joined: Bools = np.logical_or.reduce(parts) if group.match == "any" else np.logical_and.reduce(parts)
    return joined


def episodes(register: Register, extends: Bools, run: Ints) -> list[tuple[Episode, ...]]:
    """All runs (連続欠席) of each child, oldest first; ``ongoing`` where nothing broke it up to the last day."""
    days = register.days
    found: list[list[Episode]] = [[] for _ in register.pupils]
    rows, cols = np.nonzero(extends)
    lengths = run[rows, cols]
    first_of_next = np.append(rows[1:] != rows[:-1], True) | np.append(lengths[1:] == 1, True)
    begin = 0
    for end in np.flatnonzero(first_of_next).tolist() if len(rows) else []:
        i, j = int(rows[end]), int(cols[end])
        ongoing = bool(run[i, -1] == lengths[end]) and bool(run[i, j:].min() == lengths[end])
        found[i].append(
            Episode(
                date.fromordinal(int(days[cols[begin]])), date.fromordinal(int(days[j])), int(lengths[end]), ongoing
            )
        )
        begin = end + 1
    return [tuple(each) for each in found]


def _dates(edges: Bools, days: list[date]) -> dict[int, tuple[date, ...]]:
    found: dict[int, list[date]] = {}
    for i, j in zip(*(axis.tolist() for axis in np.nonzero(edges)), strict=True):
        found.setdefault(i, []).append(days[j])
    return {i: tuple(each) for i, each in found.items()}


class _Measures:
    """Each matrix is worked out once, however many conditions compare it with different numbers."""

    def __init__(self, register: Register, policy: Policy, facts: Facts) -> None:
        """Nothing is worked out before it is asked for."""
        self.register, self.policy, self.facts = register, policy, facts
        self._known: dict[tuple[object, ...], Measured] = {}

    def of(self, condition: Condition) -> Measured:
        """The measure behind a condition."""
        c = condition
        key = (c.measure, c.kinds, c.window, c.leave_out_runs, c.reasons, c.weights)
        if key not in self._known:
            self._known[key] = measure(self.register, self.policy, condition, self.facts)
        return self._known[key]


def _condition_states(condition: Condition, measured: Measured, mask: Bools, days: list[date]) -> list[ConditionState]:
    reached = _dates(rising(mask), days)
    met = mask[:, -1].tolist() if len(days) else [False] * len(mask)
    return [
        ConditionState(condition, value, holds, reached.get(i, ()))
        for i, (value, holds) in enumerate(zip(measured.last_values(), met, strict=True))
    ]


def _stage_states(measures: _Measures, stage: Stage, days: list[date]) -> list[StageState]:
    conditions = list(dict.fromkeys(stage.conditions))
    measured = [measures.of(c) for c in conditions]
    masks = [condition_mask(measures.register, c, m) for c, m in zip(conditions, measured, strict=True)]
    mask = group_mask(stage.rule, dict(zip(conditions, masks, strict=True)))
    parts = zip(*map(_condition_states, conditions, measured, masks, [days] * len(masks)), strict=True)
    reached = _dates(rising(mask), days)
    active = mask[:, -1].tolist() if len(days) else [False] * len(mask)
    months, ends = _months(mask, days)
    return [
        StageState(stage, active[i], reached.get(i, ()), part, months.get(i, ()), ends.get(i, ()))
        for i, part in enumerate(parts)
    ]


def _months(mask: Bools, days: list[date]) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """For each row with any day of a mask: months (YYYY-MM) that have one, and months whose last day is one."""
    names = [f"{day.year}-{day.month:02}" for day in days]
    last_of = {name: j for j, name in enumerate(names)}
    some: dict[int, tuple[str, ...]] = {}
    ends: dict[int, tuple[str, ...]] = {}
    for i in np.flatnonzero(mask.any(axis=1)).tolist():
        some[i] = tuple(dict.fromkeys(names[j] for j in np.flatnonzero(mask[i]).tolist()))
        ends[i] = tuple(name for name, j in last_of.items() if mask[i, j])
    return some, ends


def decide(register: Register, policy: Policy, facts: Facts | None = None) -> list[PupilResult]:
    """Counts, runs and stages of every child on the register's last day, in the register's order."""
    facts = facts or Facts()
    kinds = register.kinds
    days = [date.fromordinal(day) for day in register.days.tolist()]
    extends = among(kinds, policy.absent)
    run = runs(extends, breaking(kinds, policy, policy.absent))
    counts = {name: among(kinds, wanted).sum(axis=1).tolist() for name, wanted in DAY_SUMS.items()}
    school = register.is_school.sum(axis=1).tolist()
    longest = run.max(axis=1, initial=0).tolist()
    current = run[:, -1].tolist() if days else [0] * len(register.pupils)
    absent = among(kinds, ABSENCES)
    months = [f"{day.year}-{day.month:02}" for day in days]
    by_month = [Counter[str]() for _ in register.pupils]
    for i, j in zip(*(axis.tolist() for axis in np.nonzero(absent)), strict=True):
        by_month[i][months[j]] += 1
    measures = _Measures(register, policy, facts)
    stages = [_stage_states(measures, stage, days) for stage in policy.stages]
    per_pupil = episodes(register, extends, run)
    return [
        PupilResult(
            i,
            pupil,
            {"school": school[i], **{name: values[i] for name, values in counts.items()}},
            dict(by_month[i]),
            current[i],
            longest[i],
            per_pupil[i],
            tuple(states[i] for states in stages),
        )
        for i, pupil in enumerate(register.pupils)
    ]
