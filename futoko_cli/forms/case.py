"""One child and one form (事案): everything that the boxes of a form are filled from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from futoko_cli.core.ledger import Causes, Child, Ledger, MonthNote
from futoko_cli.core.model import Assessment, PupilResult
from futoko_cli.forms.dates import month_bounds, month_of
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
    form is written on; ``previous``: fields of the last form before this one as a person left it, and
    ``previous_month`` its month (YYYY-MM, "" where it is not known, then the month before); ``already``: an earlier monthly
    report for this child exists (継続); ``previous_year``: 前年度の欠席 of futoko.toml, for where the ledger has none;
    ``ledger_until``: the last day of which the ledger may speak, where that is later than the as-of date (which is
    often the last day with a mark, and a visit can follow it).
    ``ledger`` may be the whole one or the child's part (``ledgers_by_child``).
    """

    assessment: Assessment
    result: PupilResult
    ledger: Ledger
    school: School
    month: str
    day: date
    previous: Mapping[str, Value]
    already: bool = False
    previous_year: int | None = None
    ledger_until: date | None = None
    previous_month: str = ""

    @property
    def key(self) -> str:
        """The child's key (キー)."""
        return self.result.pupil.key

    @property
    def child(self) -> Child:
        """The child's row of the ledger, an empty one where it has none."""
        return self.ledger.children.get(self.key) or Child(self.key)

    @property
    def causes(self) -> Causes:
        """The child's factors (要因・所見), empty ones where none are written."""
        return self.ledger.causes.get(self.key) or Causes(self.key)

    @property
    def absent_before(self) -> int | None:
        """前年度の欠席日数: the ledger's, else that of futoko.toml."""
        written = self.child.previous_year
        return self.previous_year if written is None else written

    @property
    def has_ledger(self) -> bool:
        """Whether a ledger (支援台帳) speaks of this child: without one, nothing it would hold is known."""
        return self.ledger.file != "" and self.key not in self.ledger.withheld

    @property
    def about(self) -> str:
        """The month (YYYY-MM) that the form is about."""
        return self.month or month_of(self.day)

    @property
    def _last_day(self) -> date:
        return month_bounds(self.month)[1] if self.month else self.day

    @property
    def until(self) -> date:
        """The last day that is counted: the month's end, or the day of writing, never beyond the as-of date."""
        return min(self._last_day, self.assessment.as_of)

    @property
    def told_until(self) -> date:
        """The last day on which the ledger is believed: as ``until``, or later where ``ledger_until`` says so."""
        as_of = self.assessment.as_of
        return min(self._last_day, max(as_of, self.ledger_until or as_of))

    def note(self, month: str) -> MonthNote | None:
        """The child's row of 月次 for a month."""
        rows = [row for row in self.ledger.months if row.key == self.key and row.month == month]
        return rows[-1] if rows else None


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


_Row = TypeVar("_Row", bound=_Keyed)


def _by_key(rows: Iterable[_Row]) -> dict[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.key].append(row)
    return {key: tuple(own) for key, own in found.items()}


def ledgers_by_child(ledger: Ledger, keys: Iterable[str]) -> dict[str, Ledger]:
    """The part of the ledger that concerns each child: a whole school is looked through once, not once a child."""
    contacts, months, meetings = _by_key(ledger.contacts), _by_key(ledger.months), _by_key(ledger.meetings)
    concerns, applications = _by_key(ledger.concerns), _by_key(ledger.applications)
    centre_days, actions = _by_key(ledger.centre_days), _by_key(ledger.actions)
    return {
        key: replace(
            ledger,
            contacts=contacts.get(key, ()),
            months=months.get(key, ()),
            meetings=meetings.get(key, ()),
            concerns=concerns.get(key, ()),
            applications=applications.get(key, ()),
            centre_days=centre_days.get(key, ()),
            actions=actions.get(key, ()),
        )
        for key in keys
    }
