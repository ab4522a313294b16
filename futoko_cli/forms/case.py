"""One child and one form (事案): everything that the boxes of a form are filled from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from futoko_cli.core.ledger import Child, Ledger
from futoko_cli.core.model import Assessment, PupilResult
from futoko_cli.forms.field import Value


@dataclass(frozen=True, slots=True)
class School:
    """What futoko.toml says of the school: 学校名, 校長名, 記入者, 担当."""

    name: str = ""
    principal: str = ""
    writer: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One child and one form.

    ``month``: YYYY-MM that the form is about, "" where it has none (then the month of ``day``); ``day``: the day the
    form is written on; ``previous``: fields of last month's form as a person left it; ``already``: an earlier monthly
    report for this child exists (継続).
    """

    assessment: Assessment
    result: PupilResult
    ledger: Ledger
    school: School
    month: str
    day: date
    previous: Mapping[str, Value]
    already: bool = False

    @property
    def key(self) -> str:
        """The child's key (キー)."""
        return self.result.pupil.key

    @property
    def child(self) -> Child:
        """The child's row of the ledger, an empty one where it has none."""
        return self.ledger.children.get(self.key) or Child(self.key)

    @property
    def has_ledger(self) -> bool:
        """Whether a ledger (支援台帳) was given: without one, nothing it would hold is known."""
        return self.ledger.file != ""

    @property
    def about(self) -> str:
        """The month (YYYY-MM) that the form is about."""
        return self.month or f"{self.day.year}-{self.day.month:02}"
