"""The agenda (することの一覧): duties laid out by urgency on the day they are looked at, and what belongs beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from futoko_cli.core.clock import Clock, Expected
from futoko_cli.core.due import month_end, month_of, next_month
from futoko_cli.core.duties import Owed
from futoko_cli.core.ledger import Action
from futoko_cli.core.policy import Policy

When = Literal["overdue", "today", "week", "later", "settled"]
WHENS: Final[tuple[When, ...]] = ("overdue", "today", "week", "later", "settled")
#: Days for which an overdue duty of a stage that no longer holds is listed one by one: a month (our decision).
LISTED_DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class Group:
    """Duties of one child for one stage, reached on one day or about one month, due and standing alike."""

    owed: tuple[Owed, ...]
    when: When
    active: bool  # the stage holds on the last day counted

    @property
    def first(self) -> Owed:
        """What they have in common, on the first of them."""
        return self.owed[0]


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything ``futoko duties`` shows. ``recorded``: the ledger has any row of 対応記録 at all."""

    on: date
    owed: tuple[Owed, ...]
    active: frozenset[tuple[str, str, date]]  # child's key, stage's id and the day it was reached, where it still holds
    recorded: bool
    month: str = ""  # YYYY-MM, where it was narrowed to one
    earlier: int = 0  # overdue duties of months before it, without the old ones
    strays: tuple[Action, ...] = ()
    clocks: tuple[Clock, ...] = ()
    expected: tuple[Expected, ...] = ()

    def is_active(self, each: Owed) -> bool:
        """Whether the stage holds on the last day counted, since the very day that the duty is about."""
        return (each.pupil.key, each.stage.id, each.reached) in self.active

    def is_old(self, each: Owed) -> bool:
        """Overdue, of a stage that no longer holds, and long ago — or nobody records what is done: told by number."""
        if each.state != "overdue" or self.is_active(each):
            return False
        return not self.recorded or each.due < self.on - timedelta(days=LISTED_DAYS)


def when_of(each: Owed, on: date) -> When:
    """Where a duty stands in time; the week ends on Sunday."""
    if each.settled:
        return "settled"
    if each.due <= on:
        return "overdue" if each.due < on else "today"
    return "week" if each.due <= on + timedelta(days=6 - on.weekday()) else "later"


def about(each: Owed, month: str) -> bool:
    """Whether a duty is due in a month (YYYY-MM), or about it."""
    return month in {month_of(each.due), each.period}


def narrowed(agenda: Agenda, month: str) -> Agenda:
    """The agenda of one month (YYYY-MM), with the number of what is overdue from before."""
    kept = tuple(each for each in agenda.owed if about(each, month))
    earlier = [
        each
        for each in agenda.owed
        if each.state == "overdue" and month_of(each.due) < month and each not in kept and not agenda.is_old(each)
    ]
    return replace(agenda, owed=kept, month=month, earlier=len(earlier))


def moved(each: Owed) -> bool:
    """Whether the due day was moved because offices are closed on the day that the policy names."""
    month = each.period or month_of(each.reached)
    if each.duty.due == "end_of_month":
        return each.due != month_end(month)
    if each.duty.due == "day_of_next_month":
        end = month_end(next_month(month))
        return each.due != end.replace(day=min(each.duty.day, end.day))
    return False


def grouped(agenda: Agenda, owed: Iterable[Owed], policy: Policy) -> list[Group]:
    """Duties in groups, by section of time, due day, gravest stage and child."""
    order = [stage.id for stage in policy.stages]
    groups: dict[tuple[object, ...], list[Owed]] = {}
    for each in owed:
        key = (each.pupil.key, each.stage.id, each.reached, each.period, each.due, each.state)
        groups.setdefault(key, []).append(each)
    found = [
        Group(tuple(members), when_of(members[0], agenda.on), agenda.is_active(members[0]))
        for members in groups.values()
    ]
    return sorted(
        found,
        key=lambda group: (
            WHENS.index(group.when),
            group.first.due,
            -order.index(group.first.stage.id),
            group.first.pupil.class_id.order,
            group.first.pupil.key,
            group.first.reached,
        ),
    )


def urgent(agenda: Agenda, policy: Policy, count: int) -> list[Group]:
    """The most urgent groups that are still to be done.

    Stages that hold go first, then the gravest, then the earliest due day; where nothing is recorded the latest,
    because the old ones have most likely been done.
    """
    order = [stage.id for stage in policy.stages]
    sign = 1 if agenda.recorded else -1
    groups = grouped(agenda, (o for o in agenda.owed if not o.settled and not agenda.is_old(o)), policy)
    ranked = sorted(
        groups,
        key=lambda group: (
            not group.active,
            -order.index(group.first.stage.id),
            group.when == "later",
            sign * group.first.due.toordinal(),
        ),
    )
    return ranked[:count]


def old_counts(agenda: Agenda, policy: Policy) -> list[tuple[str, int, int]]:
    """(label of the stage, duties, children) of what is told by number, gravest stage first."""
    found = []
    for stage in reversed(policy.stages):
        members = [each for each in agenda.owed if each.stage is stage and agenda.is_old(each)]
        if members:
            found.append((stage.label, len(members), len({each.pupil.key for each in members})))
    return found


def listed(agenda: Agenda, *, everything: bool) -> Sequence[Owed]:
    """Duties to be listed one by one: those to be done, without the old ones; or everything."""
    if everything:
        return agenda.owed
    return [each for each in agenda.owed if not each.settled and not agenda.is_old(each)]
