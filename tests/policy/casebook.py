"""Cases as data (tests/policy/cases): one small register each, and the days on which stages are reached.

Keys of a case: ``register`` (tests/notation.py), ``reached`` (stage → dates; a stage not named is never
reached), ``about`` (``"stage n"``: the condition, by its place in the stage, that this register brings
one short of its threshold or exactly to it), ``active`` (stages on the last day; left out: those that
were reached on it are), and what a register does not hold: ``upto``, ``labels``, ``reasons``, ``seen``,
``previous_year``, ``terms``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from futoko_cli.core.escalation import decide
from futoko_cli.core.kinds import Kind
from futoko_cli.core.measures import Facts
from futoko_cli.core.model import Mark, MarkAt, PupilResult, Source
from futoko_cli.core.policy import Condition, Policy
from futoko_cli.core.register import Register
from futoko_cli.settings.policy_file import load_policy
from tests.notation import day_of, page

HERE = Path(__file__).parent
BOOKS = sorted((HERE / "cases").glob("*.toml"))
_SHEET = Source("cases.toml", "1-1", "class-month-grid", "1-1", None, 1)


@dataclass(frozen=True)
class Case:
    """One case; the fields are the keys of the file, see above."""

    book: str
    policy: Policy
    register: str
    reached: dict[str, list[str]] = field(default_factory=dict)
    about: str = ""
    active: list[str] | None = None
    upto: str | None = None
    labels: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    previous_year: int | None = None
    terms: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The register itself, which says best what the case is about."""
        return f"{self.book} {self.about} {self.register}"

    @property
    def page(self) -> Register:
        """The register as a matrix, with the reasons at their days."""
        register = page(f"太郎 {self.register}", labels=self.labels, upto=self.upto)
        marks = {}
        for when, reason in self.reasons.items():
            day = day_of(when).toordinal()
            mark = Mark(day, Kind.ABSENT, "欠", reason, 0, 0)
            marks[0, register.days.tolist().index(day)] = MarkAt(mark, _SHEET)
        return replace(register, marks=marks)

    def decide(self) -> PupilResult:
        """What the program decides of the one child."""
        register = self.page
        key = register.pupils[0].key
        facts = Facts(
            terms=tuple(day_of(day).toordinal() for day in self.terms),
            previous_year=None if self.previous_year is None else {key: self.previous_year},
            seen={key: frozenset(day_of(day).toordinal() for day in self.seen)},
        )
        (result,) = decide(register, self.policy, facts)
        return result

    def dates(self) -> dict[str, tuple[date, ...]]:
        """The expected dates of every stage of the policy."""
        return {stage.id: tuple(day_of(day) for day in self.reached.get(stage.id, ())) for stage in self.policy.stages}

    def is_about(self, stage: str, index: int) -> bool:
        """Whether this case stands at the threshold of that condition."""
        return self.about == f"{stage} {index}"


def read_book(path: Path) -> list[Case]:
    """All cases of one file; a key that no case knows is an error."""
    book = tomllib.loads(path.read_text(encoding="utf-8"))
    policy = load_policy(book["policy"], HERE)
    return [Case(path.stem, policy, **case) for case in book["cases"]]


def conditions(policy: Policy) -> list[tuple[str, int, Condition]]:
    """(stage, place, condition) of every condition of a policy."""
    return [(stage.id, n, each) for stage in policy.stages for n, each in enumerate(stage.conditions)]
