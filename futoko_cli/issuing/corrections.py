"""Forms that have become wrong (訂正の要る様式): what was issued held against today's register, with the cells.

A monthly report speaks of its whole month; any other form of the days up to the day it was made. A form made anew
(``--force``) is entered anew, so it is right again. What cannot be known is no difference: a form of a later day than
the one looked back to, a month of which no register was read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from futoko_cli.core.kinds import ABSENCES, LABELS, Kind
from futoko_cli.core.measures import among
from futoko_cli.forms.shared import NAME
from futoko_cli.ingest.own_files import JOURNAL
from futoko_cli.issuing.file_names import public_key
from futoko_cli.issuing.journal import Entry, load
from futoko_cli.issuing.plain import sign_of

if TYPE_CHECKING:
    from futoko_cli.core.issues import Issue
    from futoko_cli.core.model import Assessment, Pupil, PupilResult

_MONTHLY = "monthly"
_UNKNOWN = (Kind.UNENTERED, Kind.NO_SCHOOL)


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """One day that the form counts and the register does not, or the other way round.

    ``now``: what the register says today, with the cell (file, sheet and A1) where a mark stands; ``cell`` is where the
    absence stood when the form was made.
    """

    day: date
    now: str
    now_cell: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One issued form whose counts are no longer the register's. ``pupil`` None: the child is in no register read."""

    entry: Entry
    path: Path
    pupil: Pupil | None
    before: int
    now: int
    added: tuple[ChangedDay, ...] = ()
    removed: tuple[ChangedDay, ...] = ()


def corrections(folder: Path, assessment: Assessment) -> tuple[list[Correction], list[Issue]]:
    """Every issued form below ``folder`` that needs a corrected copy, by period and child; and journals not readable.

    A child of a class that was not read at all is passed by: nothing is known of it.
    """
    results = _Children(assessment)
    classes = {result.pupil.class_id.label for result in assessment.pupils}
    found: list[Correction] = []
    issues: list[Issue] = []
    for place in _folders(folder):
        journal, damaged = load(place)
        if damaged is not None:
            issues.append(damaged)
        for entry in journal.entries.values():
            if entry.kind != "form" or not _of_year(entry, assessment.school_year) or _later(entry, assessment):
                continue
            result = results.of(entry)
            if result is not None:
                found.extend(_compared(entry, place, result, assessment))
            elif not assessment.selected and entry.key.rpartition("-")[0] in classes:
                found.append(Correction(entry, place / entry.file, None, len(entry.absent_days), 0))
    found.sort(key=lambda each: (each.entry.period, each.entry.key, each.entry.form))
    return found, issues


class _Children:
    """Children by what an entry of the journal says of them."""

    def __init__(self, assessment: Assessment) -> None:
        """Keys and digests of names, once for all entries."""
        self._by_key = {public_key(result.pupil): result for result in assessment.pupils}
        self._by_name: dict[str, list[PupilResult]] = {}
        for result in assessment.pupils:
            self._by_name.setdefault(_sign(result.pupil), []).append(result)
        self._everyone = {_sign(pupil) for pupil in assessment.register.pupils}

    def of(self, entry: Entry) -> PupilResult | None:
        """The child that the form was issued to: by key and name, else the only one of the name, where its key changed.

        A key whose child has another name now is that child's (its name was put right), unless another child of the
        register has the name; None where nobody can be said to be it.
        """
        holder = self._by_key.get(entry.key)
        note = entry.fields.get(NAME.name)
        if note is None:
            return holder
        named = self._by_name.get(note.written, [])
        if holder in named or note.written not in self._everyone:
            return holder
        return named[0] if len(named) == 1 else None


def _sign(pupil: Pupil) -> str:
    return sign_of(pupil.name, NAME.kind)


def _later(entry: Entry, assessment: Assessment) -> bool:
    """Whether the form was made from days behind the day looked back to: it did not exist then."""
    return assessment.known_by is not None and entry.as_of > assessment.known_by.isoformat()


def _folders(folder: Path) -> Iterator[Path]:
    """Folders with a journal, this one and those below, in order."""
    for where, below, names in os.walk(folder):
        below.sort()
        if JOURNAL in names:
            yield Path(where)


def _of_year(entry: Entry, school_year: int) -> bool:
    try:
        year, month = int(entry.period[:4]), int(entry.period[5:7])
    except ValueError:
        return False
    return year - (month < 4) == school_year


def _compared(entry: Entry, place: Path, result: PupilResult, assessment: Assessment) -> Iterator[Correction]:
    """A correction where the days of the form's month differ."""
    month, until = entry.period[:7], "9999" if entry.form == _MONTHLY else entry.as_of
    kinds = _month_days(result, assessment, month)
    if not _was_read(kinds, result, assessment, month):
        return
    now = {day for day, (kind, _) in kinds.items() if kind in ABSENCES and day <= until}
    before = set(entry.absent_days)
    if now == before:
        return
    yield Correction(
        entry,
        place / entry.file,
        result.pupil,
        len(before),
        len(now),
        tuple(_changed(day, kinds, entry) for day in sorted(now - before)),
        tuple(_changed(day, kinds, entry) for day in sorted(before - now)),
    )


def _was_read(kinds: Mapping[str, tuple[Kind, str]], result: PupilResult, assessment: Assessment, month: str) -> bool:
    """Whether any register of the month speaks of the child; else another month's file was read alone."""
    if any(kind not in _UNKNOWN for kind, _ in kinds.values()):
        return True
    label = result.pupil.class_id.label
    return any(source.month == month and source.class_name == label for source in assessment.sources)


def _changed(day: str, kinds: Mapping[str, tuple[Kind, str]], entry: Entry) -> ChangedDay:
    kind, cell = kinds.get(day, (Kind.NO_SCHOOL, ""))
    return ChangedDay(date.fromisoformat(day), LABELS[kind], cell, entry.cells.get(day, ""))


def _month_days(result: PupilResult, assessment: Assessment, month: str) -> dict[str, tuple[Kind, str]]:
    """Each day of a month as the register has it now: kind, and the cell of its mark."""
    register = assessment.register
    names = [date.fromordinal(day).isoformat() for day in register.days.tolist()]
    return {
        name: (Kind(int(register.kinds[result.index, j])), cell_of(assessment, result.index, j))
        for j, name in enumerate(names)
        if name.startswith(month)
    }


def cell_of(assessment: Assessment, row: int, column: int) -> str:
    """Where a day's mark stands: ``r7.xlsx「1-1 4月」F12``; nothing where there is no mark."""
    at = assessment.register.marks.get((row, column))
    if at is None:
        return ""
    sheet = f"「{at.source.sheet}」" if at.source.sheet else " "
    return f"{at.source.file}{sheet}{at.cell}"


def absent_cells(assessment: Assessment, result: PupilResult, month: str) -> dict[str, str]:
    """Days of absence of a month (ISO) with the cell of each: what a form's entry in the journal keeps."""
    register = assessment.register
    absent = among(register.kinds[result.index : result.index + 1], ABSENCES)[0]
    found = {}
    for j in np.flatnonzero(absent).tolist():
        name = date.fromordinal(int(register.days[j])).isoformat()
        if name.startswith(month):
            found[name] = cell_of(assessment, result.index, j)
    return found
