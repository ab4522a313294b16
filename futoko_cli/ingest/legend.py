"""Legends (凡例) printed in a sheet: ／：欠席　×：遅刻, one cell or many, either way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from futoko_cli.core.kinds import Kind
from futoko_cli.ingest.marks import MarkTable, normal, standard
from futoko_cli.ingest.wording import plain, squeezed

_LABEL = re.compile(r"凡例|記号|略号|マーク")
_SEPARATOR = r"\s*(?:[:=→⇒]|\.{2,}|‥|…)\s*"
_EDGE = r"(?:^|[\s,、;|・【\[(「]|凡例[:\s]*|記号[:\s]*|の意味[:\s]*)"
_MARK = r"([^\s\d,、;|:=()【】\[\]「」]{1,4}?)"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = "|".join(map(re.escape, sorted((w for w in standard() if len(w) > 1), key=len, reverse=True)))
    word = rf"((?:{words})(?:[・/](?:{words}))?)(?:日|とする)?"
    stop = r"(?=$|[\s,、;|・。)】\]」(])"
    before = r"(?:^|[\s,、;|・【】\[\](:])"
    return (
        re.compile(_EDGE + _MARK + "[」]?" + _SEPARATOR + word + stop),
        re.compile(before + word + rf"(?:{_SEPARATOR}|[(「])" + r"([^\s\d,、;|()「」]{1,3})(?=$|[\s,、;|)」])"),
        re.compile(r"(?:^|[\s,、;|:】])([^\w\s,、;|:()「」【】]|[ァ-ヶ]{1,2})\s?は?\s?" + word + stop),
    )


@lru_cache(maxsize=1)
def _meanings() -> MarkTable:
    return MarkTable(dict(standard()))


@lru_cache(maxsize=4096)
def entries(text: str, labelled: bool = False) -> tuple[tuple[str, Kind], ...]:
    """Mark and meaning pairs of one text; without a separator only where the text is labelled 凡例."""
    text = plain(text)
    forward, backward, bare = _patterns()
    found = [(normal(m[1]), m[2]) for m in forward.finditer(text)]
    if not found:
        found = [(normal(m[2]), m[1]) for m in backward.finditer(text)]
    if not found and (labelled or _LABEL.search(text)):
        found = [(normal(m[1]), m[2]) for m in bare.finditer(text)]
    read = [(mark, _meanings().read(word).kind) for mark, word in found if mark]
    return tuple((mark, Kind(kind)) for mark, kind in read if kind != Kind.UNKNOWN)


def _pairs(row: Sequence[str]) -> list[tuple[str, Kind]]:
    """Mark in one cell, its word in the next."""
    table = standard()
    found = []
    for left, right in pairwise(row):
        word = normal(right)
        if len(word) > 1 and word in table and len(normal(left)) <= 2 and not normal(left).isdigit():
            found.append((normal(left), table[word]))
    return found


def learn(rows: Iterable[Sequence[object]]) -> tuple[dict[str, Kind], list[str]]:
    """Meanings that cells outside the grid print, and the marks to which they give two meanings."""
    found: dict[str, Kind] = {}
    clashes: list[str] = []
    below = 0
    for row in rows:
        if not row:
            below = 0
            continue
        texts = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        labelled = any(_LABEL.search(text) for text in texts)
        below = 15 if labelled else below - 1
        pairs: list[tuple[str, Kind]] = []
        for text in texts:
            if len(text) > 2:
                pairs.extend(entries(text, labelled or below > 0))
        if below > 0 and not pairs:
            pairs = _pairs([text for text in texts if not _LABEL.fullmatch(squeezed(text))])
        for mark, kind in pairs:
            if found.setdefault(mark, kind) != kind and mark not in clashes:
                clashes.append(mark)
    for mark in clashes:
        del found[mark]
    return found, clashes
