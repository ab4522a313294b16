"""The snapshot of a run as a file (前回の控え), as ``--remember`` writes it (docs/changes.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final
from unicodedata import normalize

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Assessment, PupilResult
from futoko_cli.core.snapshot import DayThen, InputThen, PupilThen, Snapshot, StageThen
from futoko_cli.issuing.file_names import public_key
from futoko_cli.reports.result_json import dump

FILE_NAME: Final = "futoko-前回.json"
VERSION: Final = 1
VERSION_KEY: Final = "futoko_snapshot_version"
_LONGEST_MARK: Final = 200  # letters; a cell may hold a whole letter to the school


def name_digest(name: str) -> str:
    """A short sign for a name, the same however it is spaced: it tells two names apart and does not show them."""
    plain = "".join(normalize("NFKC", name).split())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16] if plain else ""


def snapshot_of(assessment: Assessment, inputs: Iterable[tuple[str, str]] = ()) -> Snapshot:
    """What a run knew; ``inputs`` are the names of the files read with their SHA-256."""
    marked: dict[int, list[int]] = {}
    register = assessment.register
    days = [date.fromordinal(day) for day in register.days.tolist()]
    for i, j in zip(*(axis.tolist() for axis in register.kinds.nonzero()), strict=True):
        marked.setdefault(i, []).append(j)
    everyone: dict[str, PupilThen] = {}
    for result in assessment.pupils:
        found: dict[date, DayThen] = {}
        for j in marked.get(result.index, ()):
            kind = Kind(int(register.kinds[result.index, j]))
            at = register.marks.get((result.index, j))
            place = (at.mark.text[:_LONGEST_MARK], at.source.file, at.source.sheet, at.cell) if at else ()
            found[days[j]] = DayThen(kind, *place)
        pupil = _pupil(result, found)
        everyone.setdefault(pupil.key, pupil)
    policy = assessment.policy
    return Snapshot(
        policy.id,
        policy.edition,
        assessment.school_year,
        assessment.as_of,
        tuple(everyone.values()),
        frozenset(days),
        tuple(InputThen(*each) for each in inputs),
    )


def _pupil(result: PupilResult, days: dict[date, DayThen]) -> PupilThen:
    return PupilThen(
        public_key(result.pupil),
        result.pupil.class_id.label,
        name_digest(result.pupil.name),
        result.days,
        result.absent_by_month,
        result.episodes,
        tuple(StageThen(s.stage.id, s.stage.label, s.active, s.reached_on) for s in result.stages),
        days,
    )


def narrowed(before: Snapshot, after: Snapshot, *, one: bool) -> Snapshot:
    """The earlier run cut down to what a narrowed run is about: its classes, or its one child."""
    keys = {pupil.key for pupil in after.pupils}
    names = {pupil.name for pupil in after.pupils if pupil.name}
    kept = [
        pupil
        for pupil in before.pupils
        if pupil.key in keys or (pupil.name in names if one else pupil.class_name in after.classes)
    ]
    return replace(before, pupils=tuple(kept))


def snapshot_text(snapshot: Snapshot) -> str:
    """The snapshot as JSON, a line for each child."""
    places: dict[tuple[str, str], int] = {}
    pupils = [_pupil_part(pupil, places) for pupil in snapshot.pupils]
    return dump(
        {
            VERSION_KEY: VERSION,
            "policy": {"id": snapshot.policy, "edition": snapshot.edition},
            "school_year": snapshot.school_year,
            "as_of": snapshot.as_of.isoformat(),
            "inputs": [each._asdict() for each in snapshot.inputs],
            "school_days": [day.isoformat() for day in sorted(snapshot.school_days or ())],
            "places": [list(place) for place in places],
            "pupils": pupils,
        }
    )


def _pupil_part(pupil: PupilThen, places: dict[tuple[str, str], int]) -> dict[str, Any]:
    marks: list[list[object]] = []
    for day, then in sorted(pupil.days.items()):
        part: list[object] = [day.isoformat(), then.kind.id]
        if then.cell:
            part += [then.mark, places.setdefault((then.file, then.sheet), len(places)), then.cell]
        marks.append(part)
    return {
        "key": pupil.key,
        "class": pupil.class_name,
        "name_digest": pupil.name,
        "days": dict(pupil.counts),
        "absent_by_month": dict(pupil.absent_by_month),
        "episodes": [[e.first.isoformat(), e.last.isoformat(), e.days, e.ongoing] for e in pupil.episodes],
        "stages": [[s.id, s.label, s.active, [day.isoformat() for day in s.reached_on]] for s in pupil.stages],
        "marks": marks,
    }
