"""What the board keeps of one school (1校分の結果): counts by grade and month, problems, and no child's name.

It is all that travels — from a worker process, from a cluster, from a school's own export — and all that a roll-up
sums: numbers by school and grade, and the few children whom somebody has to ask about, by key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from futoko_cli.core.summary import THRESHOLDS

#: Changes whenever a figure means something else: results of another version are never mixed in.
RESULT_VERSION: Final = 1
#: 連続7日・断続10日 (小樽市不登校対応マニュアル p.12): counted of every school, whatever its policy.
RUN: Final = 7
SUM: Final = 10
#: 授業日 without 現認 from which a child is named to the board (our decision; the clock's own list begins at 10).
UNMET: Final = 20

#: Sums of days, each with the number of children that it comes from under ``by:…``.
DAY_KEYS: Final = (
    "school",
    "absent",
    "absent_unsaid",
    "absent_sick",
    "absent_other",
    "credited",
    "late",
    "early_leave",
    "separate_room",
    "skipped",
    "excused",
    "unentered",
)
#: Numbers of children at the span's end, or (``_new``) who came to it within the span.
HEAD_KEYS: Final = (
    "enrolled",
    *(f"at_least_{least}" for least in THRESHOLDS),
    "long_continued",
    "long_new",
    "long_unknown",
    "run",
    "run_new",
    "sum",
    "sum_new",
    "unmet",
)
#: Every figure of a ``Row`` in its order; ``dates`` is the number of 授業日 of the group.
FIGURES: Final = ("dates", *HEAD_KEYS, *DAY_KEYS, *(f"by:{key}" for key in DAY_KEYS))

Outcome = Literal["read", "empty", "failed"]


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of all children of a school (``grade`` 0) or of one grade over one span.

    ``grade``: 0 all children, −1 classes without a grade. ``span``: ``year`` or a month (YYYY-MM) with a school day.
    ``figures``: numbers in the order of ``FIGURES``.
    """

    grade: int
    span: str
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage (段階) of the school's policy: children on it at a span's end, and those who reached it within."""

    id: str
    label: str
    span: str
    active: int
    reached: int


@dataclass(frozen=True, slots=True)
class Child:
    """One child whom nobody has met for ``UNMET`` school days or who is on a stage of the policy.

    ``key`` holds no name: where the register has no number, the place in the register stands for it. ``name`` is ""
    unless a run on the registers themselves asked for names; it never leaves in an export.
    """

    key: str
    grade: int
    class_name: str
    absent: int
    current: int
    longest: int
    unseen: int
    stage: str = ""
    previous_year: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class IssueCount:
    """Problems of one kind: how often, and where the first one stands, in words without a name."""

    code: str
    severity: str
    count: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class SchoolResult:
    """One school. ``outcome``: ``read``; ``empty``, a folder without registers; ``failed``, ``error`` says why.

    ``folder`` is the name of the sub-folder (or of the export file) and tells schools apart within one run;
    ``code`` is the 学校コード. ``as_of`` (YYYY-MM-DD) is "" where nothing was counted. ``behind`` are classes whose marks
    stop too early; ``inputs`` the sha256 of every register, sorted: no file names, one could be a child's.
    """

    folder: str
    name: str = ""
    code: str = ""
    outcome: Outcome = "read"
    error: str = ""
    hint: str = ""
    policy: str = ""
    edition: str = ""
    school_year: int = 0
    as_of: str = ""
    rows: tuple[Row, ...] = ()
    stages: tuple[StageRow, ...] = ()
    children: tuple[Child, ...] = ()
    behind: tuple[str, ...] = ()
    issues: tuple[IssueCount, ...] = ()
    inputs: tuple[str, ...] = ()
    totals_only: int = 0  # children known by totals only (様式C): in none of the figures

    @property
    def title(self) -> str:
        """For people: the school's name, else its folder."""
        return self.name or self.folder

    @property
    def errors(self) -> int:
        """Problems of severity ``error``."""
        return sum(issue.count for issue in self.issues if issue.severity == "error")

    @property
    def months(self) -> tuple[str, ...]:
        """Months counted, oldest first."""
        return tuple(row.span for row in self.rows if row.grade == 0 and row.span != "year")


def figures_of(row: Row) -> Mapping[str, int]:
    """The figures of a row by their keys."""
    return dict(zip(FIGURES, row.figures, strict=True))


@dataclass(frozen=True, slots=True)
class Run:
    """All schools of one run, in the order of their folders; ``unfinished`` are folders that it did not reach."""

    schools: tuple[SchoolResult, ...]
    unfinished: tuple[str, ...] = ()
    stopped: bool = False  # by the person, with Ctrl-C
    notes: tuple[str, ...] = ()  # what is to be known beside it, in sentences
