"""What changed as JSON (前回から変わったこと): the key ``changes`` of ``scan --json`` (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.issuing.file_names import public_key
from futoko_cli.reports.masking import Mask

if TYPE_CHECKING:
    from datetime import date

    from futoko_cli.core.changes import Changes, DayChange, PupilChange, RunChange, StageChange
    from futoko_cli.core.model import Assessment, Pupil
    from futoko_cli.core.snapshot import DayThen
    from futoko_cli.reports.json_parts import Json


class Shown:
    """How children and cells of two runs are shown: names of this run only, and what ``--masked`` leaves of them."""

    def __init__(self, assessment: Assessment, mask: Mask) -> None:
        """Learn who is who in this run."""
        self.mask = mask
        self._pupils: dict[str, Pupil] = {}
        for result in assessment.pupils:
            self._pupils.setdefault(public_key(result.pupil), result.pupil)
        self._places = {(at.source.file, at.source.sheet) for at in assessment.register.marks.values()}
        self._places.update((source.file, source.sheet) for source in assessment.sources)

    def key(self, key: str) -> str:
        """A child's key as the rest of the output shows it; one of the earlier run has no name in it anyway."""
        return self.mask.key(self._pupils[key]) if key in self._pupils else key

    def name(self, key: str) -> str | None:
        """The name; None for a child of the earlier run, and masked."""
        return self.mask.name(self._pupils[key]) if key in self._pupils else None

    def mark(self, then: DayThen) -> str | None:
        """The mark; None where none stood there, and masked: a reason may be written in it."""
        return None if self.mask.masked or not then.cell else then.mark

    def place(self, then: DayThen) -> tuple[str, str] | None:
        """File and sheet of a mark; masked, only those that this run has too, for another may be called after a child."""
        if not then.cell:
            return None
        place = (then.file, then.sheet)
        if self.mask.masked and place not in self._places:
            return ("", "")
        return self.mask.text(then.file), self.mask.text(then.sheet)


def with_changes(result: Json, changes: Changes | None, assessment: Assessment, *, masked: bool) -> Json:
    """The result of ``scan`` with the key ``changes`` behind the others; null where nothing was remembered yet."""
    mask = Mask.of(assessment, masked=masked)
    return {**result, "changes": changes and changes_part(changes, assessment, mask)}


def changes_part(changes: Changes, assessment: Assessment, mask: Mask) -> Json:
    """Everything that differs from the earlier run; ``unchanged`` where nothing does."""
    shown = Shown(assessment, mask)
    before = changes.before
    return {
        "since": {
            "policy": {"id": before.policy, "edition": before.edition},
            "school_year": before.school_year,
            "as_of": before.as_of.isoformat(),
        },
        "unchanged": changes.nothing,
        "same_school_year": changes.same_year,
        "same_policy": changes.same_policy,
        "days_compared": changes.same_year and changes.days_known,
        "backwards": changes.backwards,
        "alarms": [{"rule": a.rule, "count": a.count, "of": a.whole} for a in changes.alarms],
        "stages": [{**_who(c.key, shown), **_stage(c)} for c in changes.stages],
        "days": [{**_who(c.key, shown), **_day(c, shown)} for c in changes.days],
        "months": [
            {**_who(c.key, shown), "month": c.month, "before": c.before, "after": c.after} for c in changes.months
        ],
        "episodes": [{**_who(c.key, shown), **_run(c)} for c in changes.runs],
        "pupils": [_pupil(c, shown) for c in changes.pupils],
    }


def _who(key: str, shown: Shown) -> Json:
    return {"key": shown.key(key), "name": shown.name(key)}


def _pupil(change: PupilChange, shown: Shown) -> Json:
    """A child that is gone has no name any more: its key may be another child's by now."""
    who = {"key": change.key, "name": None} if change.turn == "gone" else _who(change.key, shown)
    return {**who, "change": change.turn, "key_before": change.before or None}


def _date(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _stage(change: StageChange) -> Json:
    return {
        "change": change.turn,
        "id": change.stage,
        "label": change.label,
        "before": _date(change.before),
        "after": _date(change.after),
    }


def _cell(then: DayThen, shown: Shown) -> Json:
    place = shown.place(then)
    return {
        "kind": then.kind.id,
        "mark": shown.mark(then),
        "file": (place[0] or None) if place else None,
        "sheet": (place[1] or None) if place else None,
        "cell": then.cell or None,
    }


def _day(change: DayChange, shown: Shown) -> Json:
    return {
        "date": change.day.isoformat(),
        "change": change.turn,
        "before": _cell(change.before, shown),
        "after": _cell(change.after, shown),
    }


def _run(change: RunChange) -> Json:
    run = change.episode
    return {
        "change": change.turn,
        "from": run.first.isoformat(),
        "to": run.last.isoformat(),
        "days": run.days,
        "days_before": change.before,
    }
