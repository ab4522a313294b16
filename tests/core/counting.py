"""Conditions and policies of an invented board, and the counts of one line of a register."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Literal

from futoko_cli.core.escalation import decide
from futoko_cli.core.measures import Facts, Measured, measure
from futoko_cli.core.model import PupilResult
from futoko_cli.core.policy import Cite, Condition, Group, Policy, Stage
from futoko_cli.core.register import Register
from tests.notation import page

CITE = Cite("架空市の手引き", "1", date(2026, 4, 1))
TERMS = (date(2025, 4, 1).toordinal(), date(2025, 9, 1).toordinal(), date(2026, 1, 1).toordinal())


def rule(name: str = "consecutive", at_least: float | Fraction | None = 1, **more: Any) -> Condition:  # noqa: ANN401
    """A condition; ``more_than`` or ``at_most`` take the place of ``at_least``."""
    for comparison in ("more_than", "at_most"):
        if comparison in more:
            return Condition(name, comparison, Fraction(more.pop(comparison)), CITE, **more)
    return Condition(name, "at_least", Fraction(at_least or 0), CITE, **more)


def stage(name: str, *conditions: Condition | Group, match: Literal["any", "all"] = "any") -> Stage:
    """A stage (段階) of the invented board."""
    return Stage(name, f"段階{name}", Group(match, conditions))


def board(*stages: Stage, **more: Any) -> Policy:  # noqa: ANN401
    """A policy (対応基準) of these stages, from mild to grave."""
    return Policy("kakuu", "架空市の手引き", "架空市教育委員会", "2026-04-01", date(2026, 4, 1), stages, **more)


def measured(register: Register, condition: Condition, facts: Facts | None = None, **policy: Any) -> Measured:  # noqa: ANN401
    """The matrix behind one condition."""
    return measure(register, board(**policy), condition, facts or Facts(TERMS))


def written(line: str) -> int:
    """Column of the first day that a line of notation writes."""
    return page("太郎 " + line.split()[1] + " 出").days.size - 1


def counts(line: str, condition: Condition | None = None, facts: Facts | None = None, **policy: Any) -> str:  # noqa: ANN401
    """What the count was on each day from the first written one on: ``1 2 3 0``."""
    found = measured(page(line), condition or rule(), facts, **policy)
    return " ".join(str(value) for value in found.num[0, written(line) :].tolist())


def result(line: str, *stages: Stage, upto: str | None = None, labels: dict[str, str] | None = None) -> PupilResult:
    """Everything decided for one line of notation."""
    return decide(page(line, upto=upto, labels=labels), board(*stages), Facts(TERMS))[0]


def reached(line: str, *conditions: Condition | Group, **more: Any) -> str:  # noqa: ANN401
    """The dates on which a stage of these conditions (any of them) is reached: ``5/14 7/16``."""
    (state,) = result(line, stage("a", *conditions), **more).stages
    return " ".join(short(day) for day in state.reached_on)


def short(day: date) -> str:
    """``5/14``."""
    return f"{day.month}/{day.day}"
