"""Lists of 転入・転出 below a grid: one row names a child, a day, and which way it went."""

from __future__ import annotations

import re
from collections.abc import Sequence

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Mark
from futoko_cli.ingest.columns import role_of
from futoko_cli.ingest.dates import ImpossibleDateError, parse_day
from futoko_cli.ingest.drafts import DraftRow, Page
from futoko_cli.ingest.wording import plain, same_name, squeezed, whole

_IN = re.compile(r"転入|編入")
_OUT = re.compile(r"転出|除籍|転学")
_DATE = re.compile(r"(?:(?:令和|R)\s*(?:\d+|元)\s*[年./]|20\d\d\s*[年./-])?\s*\d{1,2}\s*[月/.]\s*\d{1,2}\s*日?")
_HINT = "その日のセルに 転入／転出 と書くと確実です。"


def read_moves(page: Page, lines: Sequence[int], children: Sequence[DraftRow], school_year: int) -> list[Issue]:
    """Add a 転入 or 転出 mark to each child the list names; rows that cannot be joined are issues."""
    issues: list[Issue] = []
    direction: Kind | None = None
    for index in lines:
        row = page.rows[index]
        texts = [(c, plain(v)) for c, v in enumerate(row) if isinstance(v, str) and v.strip()]
        joined = " ".join(text for _, text in texts)
        way = _way(joined)
        labels = sum(1 for v in row if role_of(v))
        day, day_col = _day(row, school_year)
        if way is not None and (day is None or labels):
            direction = way
        if day is None or labels > 1:
            continue
        own = way or direction
        found = _child(row, joined, children, day_col)
        if own is None or found is None:
            names = tuple(text for _, text in texts if len(text) > 1 and not text[0].isdigit())
            issues.append(
                page.issue(
                    "transfer-unmatched",
                    f"転入・転出の欄の行（{joined[:40]}）を名簿の行と結べません。",
                    _HINT,
                    row=index,
                    col=0,
                    names=names,
                )
            )
            continue
        if not any(mark.kind == own for mark in found.marks):
            found.marks.append(Mark(day, own, "転入" if own == Kind.TRANSFER_IN else "転出", "", index, day_col))
    return issues


def _way(text: str) -> Kind | None:
    inward, outward = bool(_IN.search(text)), bool(_OUT.search(text))
    if inward == outward:
        return None
    return Kind.TRANSFER_IN if inward else Kind.TRANSFER_OUT


def _day(row: Sequence[object], school_year: int) -> tuple[int | None, int]:
    for col, value in enumerate(row):
        if value == "" or (isinstance(value, (int, float)) and value < 36526):
            continue
        try:
            day = parse_day(value, school_year)
            if day is None and isinstance(value, str) and (match := _DATE.search(plain(value))):
                day = parse_day(match[0].strip(), school_year)
        except ImpossibleDateError:
            continue
        if day is not None:
            return day, col
    return None, -1


def _child(row: Sequence[object], joined: str, children: Sequence[DraftRow], day_col: int) -> DraftRow | None:
    flat = same_name(squeezed(joined))
    named = [child for child in children if child.name and same_name(child.name) in flat]
    if len(named) == 1:
        return named[0]
    numbers = {whole(v) for c, v in enumerate(row) if c != day_col and whole(v) is not None}
    hits = [child for child in (named or ([] if _has_name(row) else children)) if child.number in numbers]
    return hits[0] if len(hits) == 1 else None


def _has_name(row: Sequence[object]) -> bool:
    """Whether the row holds a text that could be a name: then its number alone must not decide."""
    texts = [squeezed(v) for v in row if isinstance(v, str)]
    return any(len(t) >= 2 and not re.search(r"[\d/月日]|転|除籍|番|編入", t) for t in texts)
