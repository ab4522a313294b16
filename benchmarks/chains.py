"""Absences of many children at once (欠席の連なり), drawn from a seed: a matrix of kinds, children × school days.

Most children miss a few days; a share stays away in short spells again and again (五月雨登校); a few stay away for
weeks or months, some of them spending days at an education support centre (教育支援センター). The shares are invented:
they are near what schools report, and measure nothing but this program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from futoko_cli.core.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Kinds = npt.NDArray[np.uint8]
OFTEN: Final = 0.035  # children with short spells
LONG: Final = 0.025  # children who stay away from some day on
CENTRE: Final = 0.01  # … of whom these spend days at a centre
_SEASON: Final = {4: 0.7, 5: 1.0, 6: 1.0, 7: 0.8, 8: 0.5, 9: 1.1, 10: 1.4, 11: 1.5, 12: 1.5, 1: 1.5, 2: 1.6, 3: 0.9}
_FLU: Final = {10: 0.0025, 11: 0.006, 12: 0.004, 1: 0.005, 2: 0.005}


class _Spell(NamedTuple):
    """A cause: its kind of day and how long it lasts, drawn from ``lengths``."""

    kind: Kind
    lengths: tuple[int, ...]


_SPELLS: Final = (
    _Spell(Kind.ABSENT_SICK, (1, 1, 1, 1, 2, 3)),
    _Spell(Kind.SUSPENDED, (3, 4, 4, 5)),
    _Spell(Kind.ABSENT_OTHER, (1, 1, 1, 2)),
    _Spell(Kind.ABSENT, (1, 2, 3, 5)),
    _Spell(Kind.LATE, (1,)),
    _Spell(Kind.EARLY_LEAVE, (1,)),
    _Spell(Kind.BEREAVEMENT, (1, 2, 3)),
)


def chains(rng: np.random.Generator, children: int, days: Sequence[date]) -> Kinds:
    """(children, days): what each child's school days were; the same for the same state of ``rng``."""
    frailty: npt.NDArray[np.float32] = rng.gamma(2.0, 0.5, children).astype(np.float32)
    often = rng.random(children) < OFTEN
    kinds = np.zeros((children, len(days)), dtype=np.uint8)
    left, code = np.zeros(children, np.int8), np.zeros(children, np.uint8)
    lengths = np.array([np.resize(spell.lengths, 12) for spell in _SPELLS] + [np.zeros(12)], dtype=np.int8)
    codes = np.array([*(spell.kind for spell in _SPELLS), Kind.PRESENT], dtype=np.uint8)
    limits: dict[int, npt.NDArray[np.float32]] = {}
    for column, day in enumerate(days):
        if day.month not in limits:
            limits[day.month] = _limits(day.month, frailty, often)
        begun = (rng.random(children, dtype=np.float32) >= limits[day.month]).sum(axis=0)
        fresh = left <= 0
        code = np.where(fresh, codes[begun], code)
        left = np.where(fresh, lengths[begun, rng.integers(0, 12, children)], left) - 1
        kinds[:, column] = code
    _stay_away(rng, kinds)
    return kinds


def _limits(month: int, frailty: npt.NDArray[np.float32], often: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """(causes, children): a draw below a limit begins the first such cause."""
    even = np.ones_like(frailty)
    chances = [
        0.0105 * _SEASON[month] * frailty,
        _FLU.get(month, 0.0002) * even,
        0.0016 * even,
        np.where(often, 0.07, 0.0012 * frailty),
        np.where(often, 0.03, 0.0045),
        0.0035 * frailty,
        0.0003 * even,
    ]
    limits: npt.NDArray[np.float32] = np.cumsum(np.array(chances), axis=0, dtype=np.float32)
    return limits


def _stay_away(rng: np.random.Generator, kinds: Kinds) -> None:
    """From some day on a few children are hardly there; a long absence starts on any day, the first one more often."""
    children, width = kinds.shape
    draw = np.asarray(rng.random(children))
    away = np.flatnonzero(draw < LONG)
    for row in away.tolist():
        begin = 0 if rng.random() < 0.3 else int(rng.integers(0, width))
        other = Kind.CREDITED if draw[row] < CENTRE else Kind.ABSENT
        found = rng.choice(
            np.array([Kind.ABSENT, other, Kind.PRESENT, Kind.SEPARATE_ROOM, Kind.LATE], dtype=np.uint8),
            size=width - begin,
            p=(0.5, 0.4, 0.04, 0.04, 0.02),
        )
        kinds[row, begin:] = found
