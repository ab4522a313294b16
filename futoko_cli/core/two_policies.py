"""Two policies on one register (対応基準の比較): which stages answer each other, and whose dates differ."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from futoko_cli.core.model import PupilResult, StageState
from futoko_cli.core.policy import Policy, Stage

PairedBy = Literal["id", "label", "forms", "order"]
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


def pair_stages(a: Policy, b: Policy) -> list[StagePair]:
    """By id, else label, else the forms that they ask for, else by their order from mild to grave; in A's order."""
    left, right = list(a.stages), list(b.stages)
    found: list[StagePair] = []
    signs: tuple[tuple[PairedBy, Callable[[Stage], Hashable]], ...] = (
        ("id", lambda stage: stage.id),
        ("label", lambda stage: stage.label),
        ("forms", _forms),
    )
    for by, sign in signs:
        for one in list(left):
            others = [other for other in right if sign(other) and sign(other) == sign(one)]
            alone = sum(sign(each) == sign(one) for each in left) == 1
            if len(others) == 1 and alone:
                found.append(StagePair(one, others[0], by))
                left.remove(one)
                right.remove(others[0])
    found += [StagePair(one, other, "order") for one, other in zip(left, right, strict=False)]
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
