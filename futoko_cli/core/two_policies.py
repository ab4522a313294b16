"""Two policies on one register (対応基準の比較): which stages answer each other, and whose dates differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from futoko_cli.core.model import PupilResult, StageState
from futoko_cli.core.policy import Condition, Policy, Stage

PairedBy = Literal["rule", "id", "label", "condition", "forms", "order"]
#: Only under the first, only under the second; earlier or later under the second; reached alike, active differently.
Turn = Literal["only_a", "only_b", "earlier", "later", "standing"]
TURNS: Final[tuple[Turn, ...]] = ("only_b", "only_a", "earlier", "later", "standing")


@dataclass(frozen=True, slots=True)
class StagePair:
    """Two stages that answer each other, and by what they were found."""

    a: Stage
    b: Stage
    by: PairedBy


@dataclass(frozen=True, slots=True)
class Difference:
    """One child whose stage is not the same under both policies."""

    a: PupilResult
    b: PupilResult
    state_a: StageState
    state_b: StageState
    turn: Turn


@dataclass(frozen=True, slots=True)
class PairResult:
    """All children of one pair of stages; ``same`` reached both alike, everybody else reached neither."""

    pair: StagePair
    differences: tuple[Difference, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A stage that nothing in the other policy answers, and the children who reached it."""

    side: Literal["a", "b"]
    stage: Stage
    reached: tuple[tuple[PupilResult, StageState], ...]


def _forms(stage: Stage) -> Hashable:
    return frozenset(duty.form for duty in stage.duties if duty.form)


def _meets(condition: Condition) -> Hashable:
    """What of a condition must be equal: measure, threshold and stretch; which page it stands on says nothing."""
    return condition.measure, condition.comparison, condition.threshold, condition.window, condition.on


def _rule(stage: Stage) -> Hashable:
    return frozenset(map(_meets, stage.conditions)), stage.rule.match if len(stage.conditions) > 1 else ""


def _sharing(left: Sequence[Stage], right: Sequence[Stage]) -> list[tuple[Stage, Stage]]:
    """Stages with a condition in common, where each has it with one other only."""
    met = {id(stage): set(map(_meets, stage.conditions)) for stage in (*left, *right)}
    common = [(one, other) for one in left for other in right if met[id(one)] & met[id(other)]]
    return [
        (one, other)
        for one, other in common
        if sum(each is one for each, _ in common) == 1 and sum(each is other for _, each in common) == 1
    ]


def _crosses(a: Policy, b: Policy, found: Sequence[StagePair], one: Stage, other: Stage) -> bool:
    """Whether a pair would hold a milder stage of one policy against a graver one than found pairs do."""
    i, j = a.stages.index(one), b.stages.index(other)
    return any((a.stages.index(pair.a) < i) != (b.stages.index(pair.b) < j) for pair in found)


def pair_stages(a: Policy, b: Policy) -> list[StagePair]:
    """By equal rules, else id, label, an equal condition, the forms that they ask for, order; in A's order.

    By order are stages paired that stand between the same pairs, from mild to grave.
    """
    left, right = list(a.stages), list(b.stages)
    found: list[StagePair] = []

    def take(one: Stage, other: Stage, by: PairedBy) -> None:
        found.append(StagePair(one, other, by))
        left.remove(one)
        right.remove(other)

    def by_sign(by: PairedBy, sign: Callable[[Stage], Hashable]) -> None:
        for one in list(left):
            others = [other for other in right if sign(other) and sign(other) == sign(one)]
            if len(others) == 1 and sum(sign(each) == sign(one) for each in left) == 1:
                take(one, others[0], "id" if one.id == others[0].id else by)

    by_sign("rule", _rule)
    by_sign("id", lambda stage: stage.id)
    by_sign("label", lambda stage: stage.label)
    for one, other in _sharing(left, right):
        take(one, other, "condition")
    by_sign("forms", _forms)
    for one in list(left):
        between = [other for other in right if not _crosses(a, b, found, one, other)]
        if between:
            take(one, between[0], "order")
    return sorted(found, key=lambda pair: a.stages.index(pair.a))


def _turn(a: StageState, b: StageState) -> Turn | None:
    if not a.reached_on or not b.reached_on:
        return "only_a" if a.reached_on else "only_b" if b.reached_on else None
    first_a, first_b = a.reached_on[0], b.reached_on[0]
    if first_a != first_b:
        return "earlier" if first_b < first_a else "later"
    return "standing" if a.active != b.active else None


def _state(result: PupilResult, stage: Stage) -> StageState:
    return next(state for state in result.stages if state.stage.id == stage.id)


def _order(difference: Difference) -> tuple[int, bool, int]:
    """By turn; children for whom it holds now under either first; then the latest date first."""
    states = (difference.state_a, difference.state_b)
    latest = max(day.toordinal() for state in states for day in state.reached_on)
    return TURNS.index(difference.turn), not any(state.active for state in states), -latest


def hold_together(
    a: Policy, b: Policy, under_a: Sequence[PupilResult], under_b: Sequence[PupilResult]
) -> tuple[tuple[PairResult, ...], tuple[Unpaired, ...]]:
    """The same children judged by both: what differs in each pair of stages, and the stages that stand alone."""
    pairs = pair_stages(a, b)
    found = []
    for pair in pairs:
        differences: list[Difference] = []
        same = 0
        for one, other in zip(under_a, under_b, strict=True):
            state_a, state_b = _state(one, pair.a), _state(other, pair.b)
            turn = _turn(state_a, state_b)
            if turn is not None:
                differences.append(Difference(one, other, state_a, state_b, turn))
            else:
                same += bool(state_a.reached_on)
        found.append(PairResult(pair, tuple(sorted(differences, key=_order)), same))
    alone = []
    sides: tuple[tuple[Literal["a", "b"], Policy, Sequence[PupilResult], set[str]], ...] = (
        ("a", a, under_a, {pair.a.id for pair in pairs}),
        ("b", b, under_b, {pair.b.id for pair in pairs}),
    )
    for side, policy, results, taken in sides:
        for stage in policy.stages:
            if stage.id not in taken:
                states = ((result, _state(result, stage)) for result in results)
                alone.append(Unpaired(side, stage, tuple(each for each in states if each[1].reached_on)))
    return tuple(found), tuple(alone)
