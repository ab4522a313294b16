"""What a batch was asked and what it did (発行の記録)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import Assessment, Pupil
from futoko_cli.forms.case import School
from futoko_cli.forms.field import Form, Value
from futoko_cli.issuing.edits import Rights
from futoko_cli.issuing.outbox import Outcome
from futoko_cli.issuing.selection import MONTHLY, Chosen, LeftOut, Wanted

#: Called with how many are done, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """One call of ``futoko report``. ``day``: the day the forms are written on; ``inputs``: digests of what was read.

    ``password``: locks what is written; ``passwords`` open what a former call locked. ``ledger_until``: the last day
    on which the ledger is believed, where that is later than the as-of date.
    """

    assessment: Assessment
    wanted: Wanted
    template: bytes
    template_label: str
    out: Path
    day: date
    school: School = field(default_factory=School)
    previous_year: Mapping[str, int] = field(default_factory=dict)
    ledger_until: date | None = None
    inputs: tuple[str, ...] = ()
    rights: Rights = field(default_factory=Rights)
    dry_run: bool = False
    with_names: bool = False
    password: str | None = None
    passwords: tuple[str, ...] = ()
    mail: bool = False
    pdf: bool = False


@dataclass(slots=True)
class Row:
    """One child's form: what became of it, what it says, and what is still to be written by hand."""

    chosen: Chosen
    path: Path
    outcome: Outcome
    values: Mapping[str, Value]
    to_write: tuple[str, ...] = ()
    why: str = ""  # where it could not be written
    issued_as: str = ""  # where a person gave it another name

    @property
    def pupil(self) -> Pupil:
        """The child."""
        return self.chosen.pupil

    @property
    def continued(self) -> bool | None:
        """継続 or 新規; None for forms that do not tell."""
        said = self.values.get("新規継続")
        return None if said is None else said == "継続"


@dataclass(slots=True)
class Batch:
    """Everything that a screen, a list or a program wants to know about a call."""

    job: Job
    form: Form
    folder: Path
    rows: list[Row] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    listed: Path | None = None  # 一覧
    drafts: list[Path] = field(default_factory=list)
    previews: list[Path] = field(default_factory=list)
    copies: Mapping[str, str] = field(
        default_factory=dict
    )  # files written over a person's work, and where that is kept
    theirs: set[str] = field(default_factory=set)  # names that people gave to workbooks

    @property
    def month(self) -> str:
        """YYYY-MM of a monthly form, else ""."""
        return self.job.wanted.month if self.form.id == MONTHLY else ""

    def having(self, *outcomes: Outcome) -> list[Row]:
        """The rows of some outcomes, in the register's order."""
        return [row for row in self.rows if row.outcome in outcomes]

    @property
    def failed(self) -> bool:
        """Whether a file could not be written."""
        return any(row.outcome is Outcome.FAILED for row in self.rows)

    @property
    def has_errors(self) -> bool:
        """Whether problems of severity ``error`` remain, in the registers or in the forms."""
        return self.job.assessment.has_errors or any(issue.severity == "error" for issue in self.issues)
