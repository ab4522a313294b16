"""Legends (凡例) printed in a sheet: ／：欠席　×：遅刻, one cell or many, either way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.ingest.drafts import Page
from futoko_cli.ingest.marks import MarkTable, normal, standard
from futoko_cli.ingest.wording import plain, squeezed

_LABEL = re.compile(r"凡例|記号|略号|マーク")
_SEPARATOR = r"\s*(?:[:=]|\.{2,}|‥|…)\s*"
_ARROW = r"\s*[→⇒]\s*"
_EDGE = r"(?:^|[\s,、;|・【\[(「]|凡例[:\s]*|記号[:\s]*|の意味[:\s]*)"
_MARK = r"([^\s\d,、;|:=→⇒()【】\[\]「」]{1,4}?)"
_SIGNS = re.compile(r"^[^\w\s]+$")
_FREE = 2


class _Patterns(NamedTuple):
    forward: re.Pattern[str]  # ×：欠席
    backward: re.Pattern[str]  # 欠席：×
    arrow: re.Pattern[str]  # ×→欠席, under a label only
    bracket: re.Pattern[str]  # 欠席(×), under a label only
    bare: re.Pattern[str]  # ×欠席, under a label only


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = "|".join(map(re.escape, sorted((w for w in standard() if len(w) > 1), key=len, reverse=True)))
    word = rf"((?:{words})(?:[・/](?:{words}))?)(?:日|とする)?"
    stop = r"(?=$|[\s,、;|・。)】\]」(])"
    before = r"(?:^|[\s,、;|・【】\[\](:])"
    mark = r"([^\s\d,、;|()「」]{1,3})(?=$|[\s,、;|)」])"
    return _Patterns(
        re.compile(_EDGE + _MARK + "[」]?" + _SEPARATOR + word + stop),
        re.compile(before + word + _SEPARATOR + mark),
        re.compile(_EDGE + _MARK + "[」]?" + _ARROW + word + stop),
        re.compile(before + word + r"[(「]" + mark),
        re.compile(r"(?:^|[\s,、;|:】])([^\w\s,、;|:()「」【】]|[ァ-ヶ]{1,2})\s?は?\s?" + word + stop),
    )


@lru_cache(maxsize=1)
def _meanings() -> MarkTable:
    return MarkTable(dict(standard()))


@lru_cache(maxsize=4096)
def entries(text: str, labelled: bool = False) -> tuple[tuple[str, Kind], ...]:
    """Mark and meaning pairs of one text.

    A remark is no legend: a text that neither stands under 凡例 nor holds the word teaches only marks that the
    standard table does not know, and only as ``×：欠席`` or ``欠席：×``.
    """
    text = plain(text)
    if labelled or _LABEL.search(text):
        return _under_label(text)
    found = [(mark, word) for mark, word in _found(_patterns().forward, text) if len(mark) <= _FREE]
    found = found or [(mark, word) for word, mark in _found(_patterns().backward, text) if _SIGNS.match(mark)]
    return _read([(mark, word) for mark, word in found if _unknown(mark)])


def _under_label(text: str) -> tuple[tuple[str, Kind], ...]:
    told = _patterns()
    found = _found(told.forward, text) or [(mark, word) for word, mark in _found(told.backward, text)]
    # 欠→遅刻 is a correction wherever it stands: an arrow gives no known mark another meaning
    found = found or [(mark, word) for mark, word in _found(told.arrow, text) if _unknown(mark)]
    found = found or [(mark, word) for word, mark in _found(told.bracket, text)]
    return _read(found or _found(told.bare, text))


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[str, str]]:
    return [(normal(match[1]), normal(match[2])) for match in pattern.finditer(text)]


def _unknown(mark: str) -> bool:
    """Whether the standard table leaves a mark open; a sign such as ■ or ― is struck by default only."""
    kind = _meanings().read(mark).kind
    return kind == Kind.UNKNOWN or (kind == Kind.STRUCK and bool(_SIGNS.match(mark)))


def _read(found: Sequence[tuple[str, str]]) -> tuple[tuple[str, Kind], ...]:
    read = [(mark, _meanings().read(word).kind) for mark, word in found if mark]
    return tuple((mark, Kind(kind)) for mark, kind in read if kind != Kind.UNKNOWN)


def _pairs(row: Sequence[str]) -> list[tuple[str, Kind]]:
    """Mark in one cell, its word in the next; two words side by side are headings, no pair."""
    table = standard()
    found = []
    for left, right in pairwise(row):
        mark, word = normal(left), normal(right)
        if len(word) < 2 or word not in table or len(mark) > 2 or mark.isdigit():
            continue
        if not (len(mark) > 1 and mark in table):
            found.append((mark, table[word]))
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


def legend_clash(page: Page, mark: str) -> Issue:
    """A legend that gives one mark two meanings."""
    return page.issue(
        "mark-conflict",
        f"凡例で「{mark}」に2つの意味があります。",
        "凡例を直してください。直すまでこの記号は数えません。",
        subject=mark,
    )
