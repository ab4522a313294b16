"""The unseen clock (現認): since when nobody has met a child; and who would fall under a rule of the closing day.

Both take the stages of the policy as they are: a stage without the measure ``unseen`` has no clock, a policy without
conditions ``on`` a day has no list before the vacation (長期休業前; 小樽市不登校対応マニュアル p.13).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from futoko_cli.core.forecast import day_reached
from futoko_cli.core.kinds import SEEN, Kind
from futoko_cli.core.ledger import How, Ledger
from futoko_cli.core.model import ConditionState, PupilResult, StageState
from futoko_cli.core.policy import Condition, Group, Stage
from futoko_cli.core.register import Register
from futoko_cli.core.school_calendar import SchoolCalendar

#: School days unseen from which a child is listed: two weeks of school, a third of the 30 of 小樽市 (our decision).
SHOWN_FROM: Final = 10
#: Days before a closing day from which the list of the vacation rule is shown: the week before it (our decision).
DAYS_BEFORE: Final = 7


@dataclass(frozen=True, slots=True)
class Met:
    """The last time a child was met face to face: by the register (a kind of day) or by the ledger (how)."""

    day: date
    source: Literal["register", "ledger"]
    how: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One child's clock: absences in a row, school days unseen, who met it last, when the stage is or will be reached.

    ``forecast``: the date on which the stage is reached if every coming school day is an absence; None where it
    holds already or that cannot be said.
    """

    result: PupilResult
    state: StageState
    consecutive: int
    unseen: int
    met: Met | None
    forecast: date | None


@dataclass(frozen=True, slots=True)
class Expected:
    """A child who would be in a stage of the closing day, as things stand (集計日の数のまま)."""

    result: PupilResult
    stage: Stage
    day: date
    name: str  # of the day: 終業式, 修了式
    consecutive: int
    cumulative: int
    unseen: int | None


def _unseen(state: StageState) -> ConditionState | None:
    """The condition on 会えていない授業日 that holds on any day."""
    return next((c for c in state.conditions if c.condition.measure == "unseen" and not c.condition.on), None)


def _unseen_for(state: StageState) -> int | None:
    condition = _unseen(state)
    return None if condition is None or condition.value is None else int(condition.value)


def last_met(register: Register, index: int, ledger: Ledger) -> Met | None:
    """When a child was last met, at school or, by the ledger, elsewhere; on one day the register goes first."""
    kinds = register.kinds[index].tolist()
    found: Met | None = None
    for j in range(len(kinds) - 1, -1, -1):
        if Kind(kinds[j]) in SEEN:
            found = Met(date.fromordinal(int(register.days[j])), "register", Kind(kinds[j]).id)
            break
    key = register.pupils[index].key
    entries = [(c.day, c.how.value) for c in ledger.contacts if c.key == key and c.met and c.how is not How.CALL]
    entries += [(d.day, d.place) for d in ledger.centre_days if d.key == key and not d.ict]
    day, how = max(entries, default=(date.min, ""))
    if day > (found.day if found else date.min):
        return Met(day, "ledger", how)
    return found


def clock_of(
    result: PupilResult,
    register: Register,
    calendar: SchoolCalendar,
    ledger: Ledger,
    as_of: date,
    terms: Sequence[int] = (),
) -> Clock | None:
    """The clock of one child; None where no stage of the policy asks for it. ``terms``: days on which a term begins."""
    for state in result.stages:
        unseen = _unseen_for(state)
        if unseen is None:
            continue
        coming = sorted(day for day in calendar.open_days(result.pupil.class_id) if day > as_of.toordinal())
        met = last_met(register, result.index, ledger)
        return Clock(result, state, result.current, unseen, met, day_reached(state, as_of, coming, terms))
    return None


def clocks(
    results: Sequence[PupilResult],
    register: Register,
    calendar: SchoolCalendar,
    ledger: Ledger,
    as_of: date,
    terms: Sequence[int] = (),
) -> tuple[Clock, ...]:
    """Children unseen for SHOWN_FROM school days or more and still enrolled, longest first."""
    found = [
        clock
        for result in results
        if any((_unseen_for(state) or 0) >= SHOWN_FROM for state in result.stages)
        and (clock := clock_of(result, register, calendar, ledger, as_of, terms))
    ]
    return tuple(sorted(found, key=lambda clock: -clock.unseen))


def _would(rule: Group, states: Mapping[Condition, ConditionState], name: str) -> bool:
    """Whether the rule would hold on a day of this name with today's numbers."""

    def one(member: Condition | Group) -> bool:
        if isinstance(member, Group):
            return _would(member, states, name)
        value = states[member].value
        return value is not None and (not member.on or name in member.on) and member.holds(value)

    return any(map(one, rule.members)) if rule.match == "any" else all(map(one, rule.members))


def expected(
    results: Sequence[PupilResult], register: Register, calendar: SchoolCalendar, as_of: date, on: date
) -> tuple[Expected, ...]:
    """Children who would be in a stage of the next closing day; none before the week of that day.

    A closing day that the register has reached is judged by the stage itself.
    """
    found = []
    left = register.left()
    for result in results:
        if result.index in left:
            continue
        labels = calendar.labels_of(result.pupil.class_id)
        for state in result.stages:
            names = {name for c in state.stage.conditions for name in c.on}
            day = min((d for d, name in labels.items() if name in names and d > as_of.toordinal()), default=0)
            if not day or on < date.fromordinal(day) - timedelta(days=DAYS_BEFORE):
                continue
            states = {c.condition: c for c in state.conditions}
            name = labels[day]
            if _would(state.stage.rule, states, name):
                unseen = next((c.value for c in state.conditions if c.condition.measure == "unseen"), None)
                found.append(
                    Expected(
                        result,
                        state.stage,
                        date.fromordinal(day),
                        name,
                        result.current,
                        result.days["absent"],
                        None if unseen is None else int(unseen),
                    )
                )
    return tuple(found)
