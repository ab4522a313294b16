"""Registers drawn by lot: half by hypothesis, half from seeded dice, whose pages look more like a school's."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st
from hypothesis.extra import numpy as stn

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Pupil
from futoko_cli.core.register import Register
from tests.core.plain_loop import Line
from tests.notation import CLASS, school_dates

YEAR = school_dates()
DAYS = 70
LAST = Kind.NO_SCHOOL  # the last code that stands in a matrix
ABSENT = (Kind.ABSENT, Kind.ABSENT_SICK, Kind.ABSENT_OTHER, Kind.CREDITED, Kind.CREDITED_ICT)
OTHER = tuple(kind for kind in Kind if kind <= LAST and kind not in (*ABSENT, Kind.PRESENT))

Grid = npt.NDArray[np.uint8]


def register_of(kinds: Grid, days: list[date]) -> Register:
    """A register of these kinds on these days."""
    pupils = tuple(Pupil(f"1-1-{n:02}", CLASS, n, f"児{n}") for n in range(1, len(kinds) + 1))
    months: dict[tuple[int, int], int] = {}
    for day in YEAR:
        months[day.year, day.month] = months.get((day.year, day.month), 0) + 1
    ordinals = np.array([day.toordinal() for day in days], dtype=np.int64)
    return Register(pupils, ordinals, kinds, month_days={CLASS: months})


def _diced(pupils: int, days: int, seed: int, density: float, sticky: float) -> Grid:
    """Mostly at school; absences at a density, in runs; now and then any other kind."""
    dice = random.Random(seed)  # noqa: S311 - dice, no secret
    rows = []
    for _ in range(pupils):
        row: list[Kind] = []
        away = False
        for _ in range(days):
            away = dice.random() < (sticky if away else density)
            other = dice.random() < 0.08
            row.append(dice.choice(OTHER) if other else dice.choice(ABSENT) if away else Kind.PRESENT)
        rows.append(row)
    return np.array(rows, dtype=np.uint8).reshape(pupils, days)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """One to four children over up to seventy school days that begin anywhere in the year."""
    start = draw(st.integers(0, len(YEAR) - DAYS))
    pupils, days = draw(st.integers(1, 4)), draw(st.integers(1, DAYS))
    if draw(st.booleans()):
        chance = st.floats(0, 1)
        kinds = _diced(pupils, days, draw(st.integers(0, 2**32)), draw(chance), draw(chance))
    else:
        kinds = draw(stn.arrays(np.uint8, (pupils, days), elements=st.integers(0, LAST)))
    return register_of(kinds, YEAR[start : start + days])


def lines(register: Register) -> list[Line]:
    """The same children for the plain loop."""
    days = [date.fromordinal(int(day)) for day in register.days]
    return [Line(days, [Kind(int(kind)) for kind in row]) for row in register.kinds]


def free_columns(register: Register) -> list[int]:
    """Columns before which a further day fits: the first, and each after a weekend or a holiday."""
    days = register.days.tolist()
    return [0, *(j for j in range(1, len(days)) if days[j] - days[j - 1] > 1)]


def with_column(register: Register, at: int, kind: Kind) -> Register:
    """The same page with a further day before column ``at``, on which every child has ``kind``."""
    day = int(register.days[at]) - 1
    kinds = np.insert(register.kinds, at, int(kind), axis=1)
    return replace(register, days=np.insert(register.days, at, day), kinds=kinds)
