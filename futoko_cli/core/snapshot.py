"""What one run knew (前回の控え), small enough to be kept: counts, stages and every day that was not plain presence.

No child's name stands in it, only a digest that says whether two names are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Episode


class DayThen(NamedTuple):
    """One day of one child as it was read: its kind, and the mark with its cell where there was one."""

    kind: Kind
    mark: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""


class InputThen(NamedTuple):
    """A file that was read, with the digest of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StageThen:
    """One stage (段階) of one child: active then, and every date on which it had been reached."""

    id: str
    label: str
    active: bool
    reached_on: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PupilThen:
    """One child as it was known: ``key`` without a name in it, ``name`` the digest ("" unknown).

    ``days`` holds every school day that was not plain presence; ``counts`` are the keys of ``PupilResult.days``.
    """

    key: str
    class_name: str
    name: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    absent_by_month: Mapping[str, int] = field(default_factory=dict)
    episodes: tuple[Episode, ...] = ()
    stages: tuple[StageThen, ...] = ()
    days: Mapping[date, DayThen] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One run. ``school_days`` are the register's; None where the days are not known (a result of ``scan --json``)."""

    policy: str
    edition: str
    school_year: int
    as_of: date
    pupils: tuple[PupilThen, ...]
    school_days: frozenset[date] | None = None
    inputs: tuple[InputThen, ...] = ()

    @property
    def classes(self) -> frozenset[str]:
        """Labels of the classes that children belong to."""
        return frozenset(pupil.class_name for pupil in self.pupils)

    def on(self, pupil: PupilThen, day: date) -> DayThen:
        """A child's day: what stood there, else presence on a school day, else no school."""
        if day in pupil.days:
            return pupil.days[day]
        return DayThen(Kind.PRESENT if day in (self.school_days or ()) else Kind.NO_SCHOOL)
