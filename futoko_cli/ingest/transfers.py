"""Lists of 転入・転出 below a grid: one row names a child, a day, and which way it went."""

from __future__ import annotations

import re
from collections.abc import Sequence

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Mark
from futoko_cli.core.school_calendar import school_year_of
from futoko_cli.ingest.columns import role_of
from futoko_cli.ingest.dates import ImpossibleDateError, parse_day
from futoko_cli.ingest.drafts import DraftRow, Page
from futoko_cli.ingest.wording import plain, same_name, squeezed, whole

_IN = re.compile(r"転入|編入")
_OUT = re.compile(r"転出|除籍|転学")
_DATE = re.compile(r"(?:(?:令和|R)\s*(?:\d+|元)\s*[年./]|20\d\d\s*[年./-])?\s*\d{1,2}\s*[月/.]\s*\d{1,2}\s*日?")
_HINT = "その日のセルに 転入／転出 と書くと確実です。"
_BRACKET = re.compile(r"\s*[(（\[〔][^()（）\[\]〔〕]*(?:転入|編入|転出|除籍|転学)[^()（）\[\]〔〕]*[)）\]〕]?\s*$")
_BETWEEN = re.compile(r"[\s・、,，()（）「」:]+")
_MOST_TOKENS = 12


def bare_name(name: str) -> str:
    """A name without a note of a move: 井上二（5/12転出） → 井上二."""
    return _BRACKET.sub("", name) if name[-1:] in ")）]〕" else name


def notes_of_moves(page: Page, rows: Sequence[DraftRow], right_col: int) -> list[Issue]:
    """Moves that stand only in a child's name or right of the days (備考 5/12転出): each is named with its cell."""
    issues = []
    for child in rows:
        if any(mark.kind in (Kind.TRANSFER_IN, Kind.TRANSFER_OUT) for mark in child.marks):
            continue
        right = page.rows[child.row][right_col:]
        words = "".join([value for value in right if type(value) is str])
        found = None
        if words and (_IN.search(words) or _OUT.search(words)):
            texts = ((col, v) for col, v in enumerate(right, right_col) if type(v) is str)
            found = next((col for col, v in texts if _IN.search(v) or _OUT.search(v)), None)
        if found is None and bare_name(child.name) != child.name:
            found = child.col
        if found is not None:
            issues.append(
                page.issue(
                    "transfer-unmatched",
                    "転入・転出の書き込みがありますが、その日のセルにはありません。在籍のまま数えています。",
                    _HINT,
                    row=child.row,
                    col=found,
                )
            )
    return issues


def read_moves(page: Page, lines: Sequence[int], children: Sequence[DraftRow], school_year: int) -> list[Issue]:
    """Add a 転入 or 転出 mark to each child the list names; rows that cannot be joined are issues."""
    issues: list[Issue] = []
    direction: Kind | None = None
    for index in lines:
        row = page.rows[index]
        texts = [(c, plain(v)) for c, v in enumerate(row) if isinstance(v, str) and v.strip()]
        # 転入・転出 as the label of a row does not cancel the 転出 in another of its cells
        ways = {way for _, text in texts if (way := _way(text)) is not None}
        way = ways.pop() if len(ways) == 1 else None
        labels = sum(1 for v in row if role_of(v))
        day, day_col = _day(row, school_year)
        if way is not None and (day is None or labels):
            direction = way
        if day is None or labels > 1:
            continue
        own = way or direction
        found = _child(row, [text for _, text in texts], children, day_col)
        if own is None or found is None:
            issues.append(
                page.issue(
                    "transfer-unmatched",
                    "転入・転出の欄のこの行を、名簿の行と結べません。数えていません。",
                    _HINT,
                    row=index,
                    col=day_col,
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
    """The first date of the school year, else the first date at all: a birthday is no move."""
    first: tuple[int | None, int] = (None, -1)
    for col, value in enumerate(row):
        if value == "" or (isinstance(value, (int, float)) and value < 36526):
            continue
        try:
            day = parse_day(value, school_year)
            if day is None and isinstance(value, str) and (match := _DATE.search(plain(value))):
                day = parse_day(match[0].strip(), school_year)
        except ImpossibleDateError:
            continue
        if day is not None and school_year_of(day) == school_year:
            return day, col
        if day is not None and first[0] is None:
            first = day, col
    return first


def _names(texts: Sequence[str]) -> set[str]:
    """Everything in a row that could be one name: whole cells, words, and neighbours joined (姓 名)."""
    found = {same_name(text) for text in texts}
    words = [word.removesuffix("さん") for text in texts for word in _BETWEEN.split(text) if word][:_MOST_TOKENS]
    for size in (1, 2, 3):
        found.update(same_name("".join(words[i : i + size])) for i in range(len(words) - size + 1))
    return found


def _child(row: Sequence[object], texts: Sequence[str], children: Sequence[DraftRow], day_col: int) -> DraftRow | None:
    names = _names(texts)
    named = [child for child in children if child.name and same_name(bare_name(child.name)) in names]
    if len(named) == 1:
        return named[0]
    numbers = {whole(v) for c, v in enumerate(row) if c != day_col and whole(v) is not None}
    hits = [child for child in (named or ([] if _has_name(row) else children)) if child.number in numbers]
    return hits[0] if len(hits) == 1 else None


def _has_name(row: Sequence[object]) -> bool:
    """Whether the row holds a text that could be a name: then its number alone must not decide."""
    texts = [squeezed(v) for v in row if isinstance(v, str)]
    return any(len(t) >= 2 and not re.search(r"[\d/月日]|転|除籍|番|編入", t) for t in texts)
