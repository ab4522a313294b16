"""Rows of a grid (行の分類): which is a child, which furigana, statistics, a list of 転入・転出, or unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from futoko_cli.ingest.columns import MOVES, NEVER_A_NAME, NOT_A_PUPIL, PupilColumns, pupil_name, role_of
from futoko_cli.ingest.dates import serial_day
from futoko_cli.ingest.wording import is_kana, squeezed, whole


@dataclass(slots=True)
class PupilRow:
    """A child: number, name, its own row, and further rows (furigana, a second line) that may hold marks."""

    number: int | None
    name: str
    row: int
    also: list[int] = field(default_factory=list)


@dataclass(slots=True)
class RowPlan:
    """Every row of a block, classified. ``moves`` are rows of a 転入・転出 list, ``rest`` all others."""

    pupils: list[PupilRow] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)

    @property
    def first(self) -> int:
        """First row of a child; a large number where there is none."""
        rows = [r for p in self.pupils for r in (p.row, *p.also)]
        return min(rows, default=10**6)


def _left_texts(row: Sequence[object], columns: PupilColumns, limit: int) -> list[str]:
    keep = {columns.kana}
    return [squeezed(v) for c, v in enumerate(row[:limit]) if isinstance(v, str) and v and c not in keep]


def plan_rows(
    rows: Sequence[Sequence[object]], top: int, bottom: int, columns: PupilColumns, first_day_col: int
) -> RowPlan:
    """Classify rows top…bottom−1 of a grid whose days begin at ``first_day_col``."""
    plan = RowPlan()
    in_moves = stats_seen = False
    kana_above: list[int] = []
    last_pupil = -1
    for index in range(top, bottom):
        row = rows[index]
        number = whole(row[columns.number]) if 0 <= columns.number < len(row) else None
        name = pupil_name(row, columns)
        listed = in_moves and _tells_a_move(row)
        if number is not None and name and not listed and _can_be_a_name(name):
            in_moves = False
            plan.pupils.append(PupilRow(number, name, index, kana_above))
            kana_above, last_pupil = [], index
            continue
        texts = _left_texts(row, columns, first_day_col)
        if plan.pupils and _opens_moves(row, texts):
            in_moves = True
        if in_moves:
            plan.moves.append(index)
            continue
        if not texts and number is None:
            (plan.stray if last_pupil >= 0 and _marks(row, first_day_col) else plan.rest).append(index)
            continue
        if any(_is_label(t) for t in texts):
            stats_seen = stats_seen or last_pupil >= 0
            plan.rest.append(index)
            continue
        if number is None and name and is_kana(name) and columns.number >= 0:
            # furigana above the first child: the sheet writes it above; else below its child
            below = last_pupil < 0 or _above_style(plan)
            (kana_above if below else plan.pupils[-1].also).append(index)
            continue
        if (name and not stats_seen and columns.number < 0) or (
            name and not stats_seen and last_pupil in (index - 1, -1) and last_pupil >= 0
        ):
            plan.pupils.append(PupilRow(None, name, index, kana_above))
            kana_above, last_pupil = [], index
        elif number is not None:
            plan.pupils.append(PupilRow(number, "", index, kana_above))
            kana_above = []
        else:
            plan.rest.append(index)
    return plan


@lru_cache(maxsize=32768)
def _can_be_a_name(text: str) -> bool:
    return not NEVER_A_NAME.match(squeezed(text)) and role_of(text) is None


_DATE_LIKE = re.compile(r"\d+\s*[/月]")


def _tells_a_move(row: Sequence[object]) -> bool:
    return any(
        (isinstance(v, str) and (MOVES.search(v) or _DATE_LIKE.search(v))) or serial_day(v) is not None for v in row
    )


def _opens_moves(row: Sequence[object], texts: Sequence[str]) -> bool:
    """A heading or row of a 転入・転出 list; a statistics row 転入 0 0 1 is none."""
    if any(MOVES.search(text) for text in texts):
        rest = [v for v in row if v != "" and not (isinstance(v, str) and MOVES.search(v))]
        return not rest or any(isinstance(v, str) or serial_day(v) is not None for v in rest)
    return sum(1 for v in row if v != "" and role_of(v) in ("name", "number")) > 1


def _above_style(plan: RowPlan) -> bool:
    return bool(plan.pupils and plan.pupils[0].also and plan.pupils[0].also[0] < plan.pupils[0].row)


def _is_label(text: str) -> bool:
    squeezed_text = squeezed(text)
    return bool(NOT_A_PUPIL.match(squeezed_text)) or role_of(text) is not None


def _marks(row: Sequence[object], first_day_col: int) -> bool:
    return any(isinstance(v, str) and v.strip(" \u3000") for v in row[first_day_col:])
