"""One school's assessment as the tables of the store (保存する表): days that were not simply present, and no names.

``docs/store.md`` says what each column means. A table is a dict of columns; ``store.py`` makes Parquet of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from futoko_cli.core.kinds import Kind
from futoko_cli.core.ledger import Ledger
from futoko_cli.core.model import Assessment
from futoko_cli.core.policy import Policy
from futoko_cli.core.register import Kinds

#: Type of every column, by table: ``word`` is a text that repeats, ``count`` a small whole number or nothing.
TABLES: Final[dict[str, dict[str, str]]] = {
    "marks": {"pupil": "word", "date": "day", "kind": "word", "effect": "word"},
    "enrolment": {
        "pupil": "text",
        "grade": "count",
        "class": "word",
        "number": "count",
        "first_day": "day",
        "last_day": "day",
        "previous_year_absences": "count",
    },
    "calendar": {"grade": "count", "class": "word", "date": "day"},
    "met": {"pupil": "word", "date": "day"},
}
Values = Sequence[object] | npt.NDArray[np.generic]
Columns = Mapping[str, Values]
_EPOCH: Final = date(1970, 1, 1).toordinal()


class Child(NamedTuple):
    """A row of the matrix: the key that may leave the school, and the class."""

    key: str
    grade: int
    class_name: str
    number: int | None
    previous_year: int | None


def effects(policy: Policy) -> npt.NDArray[np.object_]:
    """By code of a kind: ``absence`` prolongs a run, ``neutral`` leaves it alone, ``breaks`` ends it."""
    found = np.full(len(Kind), "breaks", dtype=object)
    found[[int(kind) for kind in (*policy.skipped, Kind.UNENTERED)]] = "neutral"
    found[[int(kind) for kind in policy.absent]] = "absence"
    return found


def tables_of(assessment: Assessment, keys: Mapping[int, str]) -> dict[str, Columns]:
    """The tables of a school; ``keys`` by row of the register."""
    register, before = assessment.register, assessment.previous_year
    chosen = [result.index for result in assessment.pupils]
    pupils = [result.pupil for result in assessment.pupils]
    children = [
        Child(
            keys[result.index],
            -1 if (grade := result.pupil.class_id.grade) is None else grade,
            result.pupil.class_id.name,
            result.pupil.number,
            before.get(result.pupil.key),
        )
        for result in assessment.pupils
    ]
    seen = (assessment.ledger or Ledger()).seen_days()
    met = [
        (child.key, day)
        for child, pupil in zip(children, pupils, strict=True)
        for day in _known_dates(register.days, sorted(seen.get(pupil.key, ())))
    ]
    tables = matrix_tables(children, register.days, register.kinds[chosen], effects(assessment.policy))
    return {**tables, "met": {"pupil": [key for key, _ in met], "date": _days([day for _, day in met])}}


def _known_dates(days: npt.NDArray[np.int64], seen: Sequence[int]) -> list[int]:
    """Each day of 現認 as it is; one after the last day counted is known then, and stands on that."""
    return sorted({min(day, int(days[-1])) for day in seen}) if len(days) else []


def _days(ordinals: Sequence[int] | npt.NDArray[np.int64]) -> npt.NDArray[np.generic]:
    """Ordinals as days of numpy."""
    found: npt.NDArray[np.generic] = (np.array(ordinals, dtype=np.int64) - _EPOCH).astype("datetime64[D]")
    return found


def matrix_tables(
    children: Sequence[Child], days: npt.NDArray[np.int64], kinds: Kinds, effect: npt.NDArray[np.object_]
) -> dict[str, Columns]:
    """Marks, enrolment and calendar of a matrix, children × dates."""
    keys = np.array([child.key for child in children], dtype=object)
    names = np.array([kind.id for kind in Kind], dtype=object)
    absent = ~np.isin(kinds, (Kind.PRESENT, Kind.NOT_ENROLLED, Kind.NO_SCHOOL))
    rows, columns = np.nonzero(absent)
    codes = kinds[rows, columns]
    return {
        "marks": {
            "pupil": keys[rows],
            "date": _days(days[columns]),
            "kind": names[codes],
            "effect": effect[codes],
        },
        "enrolment": _enrolment(children, days, kinds),
        "calendar": _calendar(children, days, kinds),
    }


def _calendar(children: Sequence[Child], days: npt.NDArray[np.int64], kinds: Kinds) -> Columns:
    """The school days of each class: a date on which it is not closed."""
    first = {(child.grade, child.class_name): row for row, child in reversed(list(enumerate(children)))}
    own = [(each, days[kinds[row] != Kind.NO_SCHOOL]) for each, row in sorted(first.items())]
    sizes = [len(dates) for _, dates in own]
    return {
        "grade": np.repeat(np.array([grade for (grade, _), _ in own], dtype=np.int16), sizes),
        "class": np.repeat(np.array([name for (_, name), _ in own], dtype=object), sizes),
        "date": _days(np.concatenate([dates for _, dates in own]) if own else []),
    }


def _enrolment(children: Sequence[Child], days: npt.NDArray[np.int64], kinds: Kinds) -> Columns:
    """A row a child and span of school days on which it belongs to the class; without days where it never does."""
    spans: list[tuple[Child, int | None, int | None]] = []
    for child, line in zip(children, kinds, strict=True):
        own = np.flatnonzero(line != Kind.NO_SCHOOL)
        inside = np.r_[False, line[own] != Kind.NOT_ENROLLED, False]
        begins, ends = np.flatnonzero(inside[1:] & ~inside[:-1]), np.flatnonzero(inside[:-1] & ~inside[1:])
        if not begins.size:
            spans.append((child, None, None))
        spans += [
            (child, int(days[own[begin]]), int(days[own[end - 1]]))
            for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
        ]
    return {
        "pupil": [child.key for child, _, _ in spans],
        "grade": [child.grade for child, _, _ in spans],
        "class": [child.class_name for child, _, _ in spans],
        "number": [child.number for child, _, _ in spans],
        "first_day": [None if first is None else date.fromordinal(first) for _, first, _ in spans],
        "last_day": [None if last is None else date.fromordinal(last) for _, _, last in spans],
        "previous_year_absences": [child.previous_year for child, _, _ in spans],
    }
