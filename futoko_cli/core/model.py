"""The records that flow through the program: what was read (Roll) and what was decided (Assessment)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from futoko_cli.core.issues import Issue

if TYPE_CHECKING:
    from futoko_cli.core.ledger import Ledger
    from futoko_cli.core.measures import Facts
    from futoko_cli.core.policy import Condition, Policy, Stage
    from futoko_cli.core.register import Register
    from futoko_cli.core.school_calendar import SchoolCalendar


def column_name(col: int) -> str:
    """Letters of a zero-based column: 0 → A, 26 → AA."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, col: int) -> str:
    """A1 notation of a zero-based cell; a row alone (col < 0) gives the row number."""
    return f"{column_name(col)}{row + 1}" if col >= 0 else str(row + 1)


class Mark(NamedTuple):
    """One non-blank cell (記号): a date as proleptic ordinal, what it means, and where it stands."""

    day: int
    kind: int
    text: str
    reason: str
    row: int
    col: int
    ranged: bool = False  # part of a range of days: non-school days in it mean nothing


class Source(NamedTuple):
    """One block of one sheet that was read: the unit that ``inspect`` and ``sources`` list."""

    file: str
    sheet: str
    layout: str
    class_name: str
    month: str | None
    pupils: int
    header_row: int = 0
    name_col: int = -1
    first_day_col: int = -1
    last_day_col: int = -1


class MarkAt(NamedTuple):
    """A mark together with the source it stands in: the provenance of one day."""

    mark: Mark
    source: Source

    @property
    def cell(self) -> str:
        """A1 notation."""
        return a1(self.mark.row, self.mark.col)


class ClassId(NamedTuple):
    """A class (学級): grade may be unknown (a special class named なかよし)."""

    grade: int | None
    name: str

    @property
    def label(self) -> str:
        """``1-2``, ``なかよし``, ``3-A``."""
        return self.name if self.grade is None else f"{self.grade}-{self.name}"

    @property
    def title(self) -> str:
        """For people: ``1年2組``, ``なかよし``."""
        suffix = "組" if len(self.name) == 1 or self.name.isdigit() else ""
        return f"{self.name}{suffix}" if self.grade is None else f"{self.grade}年{self.name}{suffix}"

    @property
    def order(self) -> tuple[int, int, str]:
        """Sort key: grade, then the class by number where it is one."""
        number = int(self.name) if self.name.isdigit() else 999
        return (self.grade if self.grade is not None else 99, number, self.name)


def pupil_key(class_id: ClassId, number: int | None, name: str) -> str:
    """grade-class-number, the number with two digits; without a number the name takes its place."""
    return f"{class_id.label}-{name}" if number is None else f"{class_id.label}-{number:02}"


@dataclass(frozen=True, slots=True)
class Pupil:
    """One child (児童生徒). ``key`` = grade-class-number (docs/counting.md)."""

    key: str
    class_id: ClassId
    number: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Episode:
    """One run of absences (連続欠席): first and last absent day, length in days."""

    first: date
    last: date
    days: int
    ongoing: bool


@dataclass(frozen=True, slots=True)
class ConditionState:
    """One condition of a stage for one pupil: value at ``as_of``, whether it holds, every date it was reached.

    ``value`` is None where it cannot be known (no 前年度欠席 given).
    """

    condition: Condition
    value: int | Fraction | None
    met: bool
    reached_on: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class StageState:
    """One stage (段階) for one pupil: active at ``as_of``, every date on which it was reached."""

    stage: Stage
    active: bool
    reached_on: tuple[date, ...]
    conditions: tuple[ConditionState, ...]
    months: tuple[str, ...] = ()  # YYYY-MM in which it held on some day
    month_ends: tuple[str, ...] = ()  # … on the last day counted of the month


@dataclass(frozen=True, slots=True)
class PupilResult:
    """Everything counted and decided for one child up to ``as_of``."""

    index: int  # row of the register's matrix
    pupil: Pupil
    days: dict[str, int]
    absent_by_month: dict[str, int]
    current: int
    longest: int
    episodes: tuple[Episode, ...]
    stages: tuple[StageState, ...]

    @property
    def active(self) -> tuple[StageState, ...]:
        """Active stages, gravest first."""
        return tuple(s for s in reversed(self.stages) if s.active)

    @property
    def stage(self) -> StageState | None:
        """The highest active stage: policies list their stages from mild to grave."""
        return self.active[0] if self.active else None


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """One child of a sheet that has totals only (様式C): absences per month (YYYY-MM) or for the year."""

    pupil: Pupil
    source: Source
    cell: str
    absent_by_month: dict[str, int]
    absent: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer of one run (``pipeline.assess``): what every screen, table and form shows."""

    policy: Policy
    school_year: int
    as_of: date
    school_name: str
    calendar_origin: str
    sources: tuple[Source, ...]
    pupils: tuple[PupilResult, ...]
    totals: tuple[TotalsRow, ...]
    issues: tuple[Issue, ...]
    register: Register
    files_read: int = 0
    school_days: int = 0
    selected: str = ""  # what --class/--grade/--pupil narrowed the run to, for the screen
    inputs: tuple[str, ...] = ()  # the files as they were typed, for the next command to copy
    notes: tuple[str, ...] = ()
    ledger: Ledger | None = None  # 支援台帳, where one was given
    calendar: SchoolCalendar | None = None
    previous_year: Mapping[str, int] = field(default_factory=dict)  # 前年度の欠席 by key, where known
    facts: Facts | None = None  # what was known beyond the register when it was decided
    known_by: date | None = None  # up to which day the ledger was believed

    @property
    def has_errors(self) -> bool:
        """Whether problems of severity ``error`` remain (exit code 1)."""
        return any(issue.severity == "error" for issue in self.issues)
