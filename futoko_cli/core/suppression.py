"""Hiding small numbers (秘匿): which cells of tables that add up may be shown, so that none of the hidden follows.

A cell that comes from 1 to 4 children is hidden; 0 stays, it speaks of nobody. Then so many more cells are hidden
that no reader finds a hidden small one: neither by adding and subtracting, however often, nor by what the hidden
numbers can be at all (none is below 1).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

LEAST: Final = 5  # children that a shown number comes from
Cell = Hashable
Row = tuple[dict[Cell, Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class Equation:
    """A total and the parts that add up to it."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells; parts first, since a total is worth more to a reader."""
        return (*self.parts, self.total)


@dataclass(frozen=True, slots=True)
class Tables:
    """What would be shown: ``values``, the children that each comes from, and how they add up."""

    values: Mapping[Cell, int]
    children: Mapping[Cell, int]
    equations: Sequence[Equation]

    @property
    def sensitive(self) -> frozenset[Cell]:
        """The cells that must stay hidden."""
        return frozenset(cell for cell, count in self.children.items() if 0 < count < LEAST)


def _rows(tables: Tables, hidden: frozenset[Cell]) -> list[Row]:
    """Each equation as a reader has it: hidden cells on the left, what the shown ones leave on the right."""
    rows: list[Row] = []
    for equation in tables.equations:
        signs = [(equation.total, Fraction(-1)), *((part, Fraction(1)) for part in equation.parts)]
        left = {cell: sign for cell, sign in signs if cell in hidden}
        if left:
            rows.append(
                (left, Fraction(-sum(sign * tables.values[cell] for cell, sign in signs if cell not in hidden)))
            )
    return rows


def _eliminated(rows: list[Row]) -> list[Row]:
    """The rows with each pivot left in one row only (Gauss-Jordan, exact)."""
    done: list[tuple[Cell, dict[Cell, Fraction], Fraction]] = []
    for given, value in rows:
        left, right = dict(given), value
        for pivot, row, total in done:
            left, right = _less(left, right, row, total, left.get(pivot, Fraction(0)))
        if not left:
            continue
        pivot = min(left, key=repr)
        factor = left[pivot]
        left, right = {cell: weight / factor for cell, weight in left.items()}, right / factor
        done = [(p, *_less(row, total, left, right, row.get(pivot, Fraction(0)))) for p, row, total in done]
        done.append((pivot, left, right))
    return [(row, total) for _, row, total in done]


def _less(
    row: dict[Cell, Fraction], right: Fraction, other: dict[Cell, Fraction], total: Fraction, by: Fraction
) -> Row:
    """A row less a multiple of another."""
    if not by:
        return row, right
    result = dict(row)
    for cell, weight in other.items():
        left = result.get(cell, Fraction(0)) - by * weight
        if left:
            result[cell] = left
        else:
            result.pop(cell, None)
    return result, right - by * total


def derivable(tables: Tables, hidden: frozenset[Cell]) -> dict[Cell, int]:
    """Hidden cells that a reader of the shown ones can work out, with what comes out."""
    rows = _rows(tables, hidden)
    rows += _eliminated(rows)
    low: dict[Cell, int] = dict.fromkeys(hidden, 1)
    high: dict[Cell, int | None] = dict.fromkeys(hidden)
    changed = True
    while changed:
        changed = False
        for left, right in rows:
            changed |= _narrow(left, right, low, high)
    return {cell: low[cell] for cell in hidden if low[cell] == high[cell]}


def _narrow(left: dict[Cell, Fraction], right: Fraction, low: dict[Cell, int], high: dict[Cell, int | None]) -> bool:
    """Tighten what each cell of a row can be, given what its others can be; whether that told anything."""
    ends = {cell: _ends(weight, low[cell], high[cell]) for cell, weight in left.items()}
    told = False
    limits: list[dict[Cell, Fraction | None]] = []
    for end in (0, 1):  # the others together at their least, at their most
        known = [value for pair in ends.values() if (value := pair[end]) is not None]
        total = sum(known, Fraction(0))
        limits.append(
            {
                cell: _rest(right, total, pair[end], len(ends) - len(known), weight=left[cell])
                for cell, pair in ends.items()
            }
        )
    for cell, weight in left.items():
        upper, lower = (limits[0][cell], limits[1][cell]) if weight > 0 else (limits[1][cell], limits[0][cell])
        if lower is not None and ceil(lower) > low[cell]:
            low[cell], told = ceil(lower), True
        known_high = high[cell]
        if upper is not None and (known_high is None or floor(upper) < known_high):
            high[cell], told = floor(upper), True
    return told


def _ends(weight: Fraction, low: int, high: int | None) -> tuple[Fraction | None, Fraction | None]:
    """What a cell adds to its row at the least and at the most; None where it has no end."""
    most = None if high is None else weight * high
    return (weight * low, most) if weight > 0 else (most, weight * low)


def _rest(right: Fraction, total: Fraction, own: Fraction | None, endless: int, *, weight: Fraction) -> Fraction | None:
    """What is left for a cell where the others of its row add up as they can; None where one of them has no end."""
    if endless > (own is None):
        return None
    return (right - total + (own or 0)) / weight


def _parcels(tables: Tables) -> Iterable[Tables]:
    """Tables apart from each other: no equation joins them."""
    home: dict[Cell, list[Equation]] = {}
    for equation in tables.equations:
        joined: list[Equation] = [equation]
        for known in {id(home[c]): home[c] for c in equation.cells if c in home}.values():
            joined += known
        for each in joined:
            home.update(dict.fromkeys(each.cells, joined))
    for equations in {id(each): each for each in home.values()}.values():
        cells = {cell for equation in equations for cell in equation.cells}
        yield Tables(
            {c: tables.values[c] for c in cells},
            {c: tables.children[c] for c in cells},
            equations,
        )


def _next(tables: Tables, hidden: frozenset[Cell], found: Iterable[Cell]) -> Cell:
    """The cell to hide beside those that can be worked out: a part before a total, of as few children as possible."""
    known = set(found)

    def cost(cell: Cell) -> tuple[int, str]:
        return tables.children[cell], repr(cell)

    def shown(cells: Iterable[Cell]) -> set[Cell]:
        return {cell for cell in cells if cell not in hidden and tables.values[cell]}

    near = [e for e in tables.equations if known & set(e.cells)]
    parts = shown(part for e in near for part in e.parts)
    # a hidden number follows from shown ones only: one that is not 0 stands somewhere
    candidates = parts or shown(e.total for e in near) or shown(tables.values)
    return min(candidates, key=cost)


def suppressed(tables: Tables) -> frozenset[Cell]:
    """The cells to hide."""
    hidden = set(tables.sensitive)
    for parcel in _parcels(tables):
        own = parcel.sensitive
        while found := [cell for cell in derivable(parcel, own) if cell in parcel.sensitive]:
            own |= {_next(parcel, own, found)}
        hidden |= own
    return frozenset(hidden)
