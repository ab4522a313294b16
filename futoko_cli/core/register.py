"""The register (出席簿) as one matrix, pupils × school dates, a small integer per day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import ClassId, Mark, MarkAt, Pupil, Source

Kinds = npt.NDArray[np.uint8]
Days = npt.NDArray[np.int64]


class BlockRow(NamedTuple):
    """One child's row of a block: index into ``Roll.pupils``, its marks, where its name stands."""

    pupil: int
    marks: list[Mark]
    row: int
    col: int


@dataclass(slots=True)
class Block:
    """One block of a sheet: the dates it covers and the rows in it.

    ``covers`` are ordinals for which a blank cell says something: present, or — where the block marks
    presence too (``explicit``) — not entered yet. ``lists_class``: every child of the class has a row in it
    (no list, no child's own page); ``whole_year``: a list, silent about whom it does not name. ``cells`` gives the (row, column) of a date, row −1
    where it is the child's own row.
    """

    source: Source
    covers: Sequence[int]
    rows: list[BlockRow]
    explicit: bool = False
    cells: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    lists_class: bool = True
    whole_year: bool = False


@dataclass(slots=True)
class Roll:
    """Everything read from the files (名簿と記号): children, blocks, and the days the sheets close or open."""

    pupils: list[Pupil]
    blocks: list[Block]
    struck: dict[ClassId, frozenset[int]] = field(default_factory=dict)
    opened: dict[ClassId, frozenset[int]] = field(default_factory=dict)
    ceremonies: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Register:
    """Pupils × dates.

    ``days``: int64 (D,), ordinals ascending, every date ≤ as_of that is a school day of some class.
    ``kinds``: uint8 (P, D), codes of Kind up to NO_SCHOOL.
    ``marks``: provenance of every non-blank cell, by (pupil row, day column).
    ``labels``: calendar names of days by ordinal; ``own_labels`` those of a class that has its own. ``month_days``: school days of whole months by
    class and (year, month) — the denominators of a month's rate. ``transfers``: cells that say 転入 or 転出, by pupil row,
    on whatever day.
    """

    pupils: tuple[Pupil, ...]
    days: Days
    kinds: Kinds
    marks: dict[tuple[int, int], MarkAt] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    month_days: dict[ClassId, dict[tuple[int, int], int]] = field(default_factory=dict)
    transfers: dict[int, tuple[MarkAt, ...]] = field(default_factory=dict)
    own_labels: dict[ClassId, dict[int, str]] = field(default_factory=dict)

    def row_of(self, key: str) -> int:
        """Row of a pupil by key; raises KeyError."""
        for index, pupil in enumerate(self.pupils):
            if pupil.key == key:
                return index
        raise KeyError(key)

    def named(self, names: Sequence[str]) -> npt.NDArray[np.bool_]:
        """(P, D): days that the calendar of the child's class gives one of these names."""
        found = np.zeros(self.kinds.shape, dtype=bool)
        wanted = set(names)
        if not wanted & {*self.labels.values(), *(v for own in self.own_labels.values() for v in own.values())}:
            return found
        days = self.days.tolist()
        found[:] = [self.labels.get(day, "") in wanted for day in days]
        for i, pupil in enumerate(self.pupils) if self.own_labels else ():
            own = self.own_labels.get(pupil.class_id, self.labels)
            found[i] = [own.get(day, "") in wanted for day in days]
        return found

    def left(self) -> dict[int, int]:
        """Children no longer enrolled on the last day of their own class: row → last day enrolled (ordinal)."""
        found = {}
        own = self.kinds != Kind.NO_SCHOOL
        enrolled = self.is_school
        for i in np.flatnonzero((self.kinds == Kind.NOT_ENROLLED).any(axis=1) & enrolled.any(axis=1)).tolist():
            last = int(np.flatnonzero(enrolled[i])[-1])
            if own[i, last + 1 :].any():
                found[i] = int(self.days[last])
        return found

    @property
    def is_school(self) -> npt.NDArray[np.bool_]:
        """(P, D): the child's own school days: enrolled, and a school day of the class."""
        mask: npt.NDArray[np.bool_] = (self.kinds != Kind.NO_SCHOOL) & (self.kinds != Kind.NOT_ENROLLED)
        return mask
