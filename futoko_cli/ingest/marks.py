"""Marks (記号): what a cell means. Tables are data (marks/*.toml, --marks, legends); nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final, NamedTuple

from futoko_cli.core.kinds import BY_ID, LABELS, Kind
from futoko_cli.errors import ConfigError
from futoko_cli.ingest.wording import squeezed
from futoko_cli.settings.strict import parse, read_toml

_HIRAGANA: Final = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_REASON = re.compile(r"^([^(\[〔「]{1,12})[(\[〔「]([^(\[〔「]{1,60}?)[)\]〕」]?$")
_BETWEEN = "・,、+&/|"
_OPENING, _CLOSING = "([〔「", ")]〕」"
_SHORT = 3

#: Two marks in one cell that agree, and what they mean together.
_TOGETHER: Final[dict[frozenset[Kind], Kind]] = {
    frozenset({Kind.LATE, Kind.EARLY_LEAVE}): Kind.LATE_AND_EARLY_LEAVE,
    frozenset({Kind.ABSENT, Kind.ABSENT_SICK}): Kind.ABSENT_SICK,
    frozenset({Kind.ABSENT, Kind.ABSENT_OTHER}): Kind.ABSENT_OTHER,
    frozenset({Kind.ABSENT, Kind.CREDITED}): Kind.CREDITED,
    frozenset({Kind.ABSENT, Kind.CREDITED_ICT}): Kind.CREDITED_ICT,
    frozenset({Kind.CREDITED, Kind.CREDITED_ICT}): Kind.CREDITED,
    frozenset({Kind.PRESENT, Kind.LATE}): Kind.LATE,
    frozenset({Kind.PRESENT, Kind.EARLY_LEAVE}): Kind.EARLY_LEAVE,
    frozenset({Kind.PRESENT, Kind.SEPARATE_ROOM}): Kind.SEPARATE_ROOM,
}


_WHY: Final = frozenset({Kind.ABSENT_SICK, Kind.ABSENT_OTHER})
_CAME: Final = _WHY | {Kind.PRESENT, Kind.SEPARATE_ROOM, Kind.SUSPENDED, Kind.BEREAVEMENT, Kind.EXCUSED}
#: Marks that stand in the brackets of another as its reason only.
_AS_REASON: Final[dict[Kind, frozenset[Kind]]] = {
    Kind.LATE: _CAME,
    Kind.EARLY_LEAVE: _CAME,
    Kind.LATE_AND_EARLY_LEAVE: _CAME | {Kind.LATE, Kind.EARLY_LEAVE},
    Kind.SEPARATE_ROOM: frozenset({Kind.PRESENT, Kind.LATE, Kind.EARLY_LEAVE}) | _WHY,
    Kind.EXCUSED: _WHY | {Kind.PRESENT, Kind.BEREAVEMENT},
    Kind.SUSPENDED: _WHY,
    Kind.CLASS_CLOSURE: _WHY | {Kind.SUSPENDED},
    Kind.ABSENT_SICK: _WHY | {Kind.ABSENT},
    Kind.ABSENT_OTHER: _WHY | {Kind.ABSENT},
}


class Reading(NamedTuple):
    """What one cell means: a Kind code, the reason in brackets, and whether its marks contradict."""

    kind: int
    reason: str = ""
    conflict: bool = False


BLANK: Final = Reading(-1)


def normal(value: object) -> str:
    """One spelling of a mark: NFKC, no blanks, short hiragana as katakana (ち → チ)."""
    text = squeezed(value)
    return text.translate(_HIRAGANA) if len(text) <= _SHORT else text


class MarkTable:
    """Meanings by mark; ``read`` remembers every cell text it has seen."""

    def __init__(self, meanings: dict[str, Kind], fixed: frozenset[str] = frozenset()) -> None:
        """``meanings`` by normal spelling; ``fixed`` are the marks of the school's own file, which no legend changes."""
        self.meanings = meanings
        self.fixed = fixed
        self._cache: dict[object, Reading] = {"": BLANK, None: BLANK, " ": BLANK, "\u3000": BLANK}
        self.headings: dict[str, Any] = {}  # what ``ingest.dayrow`` read of heading cells with this table
        self._overlays: dict[frozenset[tuple[str, Kind]], MarkTable] = {}

    def read(self, value: object) -> Reading:
        """Meaning of one cell; ``BLANK`` for an empty one, kind UNKNOWN where it is not understood."""
        found = self._cache.get(value)
        if found is None:
            found = self._cache[value] = self._read(normal(value))
        return found

    def _read(self, text: str) -> Reading:
        if not text:
            return BLANK
        kind = self.meanings.get(text)
        if kind is not None:
            return Reading(kind)
        parts = _outer_parts(text)
        if len(parts) < 2:  # one mark: a reason in brackets, else try it letter by letter
            if match := _REASON.match(text):
                return self._with_bracket(self._read(normal(match[1])), match[2])
            parts = list(text) if 1 < len(text) <= _SHORT else []
        read = [self._read(normal(part)) for part in parts]
        if not read or any(reading.kind in (Kind.UNKNOWN, -1) for reading in read):
            return Reading(Kind.UNKNOWN)
        both = combined([reading.kind for reading in read])
        return both._replace(reason="・".join(reading.reason for reading in read if reading.reason))

    def _with_bracket(self, head: Reading, inner: str) -> Reading:
        """欠席(頭痛) keeps its reason; a bracket that is itself a mark says more of the kind, or contradicts it."""
        if head.kind in (Kind.UNKNOWN, -1):
            return Reading(Kind.UNKNOWN, conflict=head.conflict)
        kind = head.kind
        for part in _outer_parts(inner):
            more = self.meanings.get(normal(part))
            if more is None:
                continue
            both = _explained(Kind(kind), more, part)
            if both is None:
                return Reading(Kind.UNKNOWN, conflict=True)
            kind = both
        return Reading(kind, "・".join(text for text in (head.reason, inner) if text))

    def overlaid(self, legend: dict[str, Kind]) -> MarkTable:
        """The same table with a sheet's legend on top; the school's own file still wins."""
        news = {m: k for m, k in legend.items() if m not in self.fixed and self.meanings.get(m) != k}
        if not news:
            return self
        key = frozenset(news.items())
        if key not in self._overlays:
            self._overlays[key] = MarkTable({**self.meanings, **news}, self.fixed)
        return self._overlays[key]


def _outer_parts(text: str) -> list[str]:
    """Marks of one cell, split at ・ , and the like outside brackets: 遅刻(通院)・早退 → 遅刻(通院), 早退."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter in _BETWEEN and depth <= 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part for part in parts if part]


def _explained(kind: Kind, more: Kind, word: str) -> Kind | None:
    """``kind`` with a mark in its brackets; None where the two contradict."""
    if more in _AS_REASON.get(kind, ()) or more in (kind, Kind.STRUCK):
        return kind  # 遅刻(病気), 早退(忌引), 病欠(届)
    if word == "出席扱い" and kind in (Kind.EXCUSED, Kind.SEPARATE_ROOM):
        return kind
    if {kind, more} == {Kind.CREDITED, Kind.CREDITED_ICT}:
        return Kind.CREDITED_ICT
    return _TOGETHER.get(frozenset({kind, more}))


def combined(kinds: Sequence[int]) -> Reading:
    """Several marks of one day together; a conflict where they contradict."""
    result = Kind(kinds[0])
    for kind in kinds[1:]:
        if kind == result:
            continue
        both = _TOGETHER.get(frozenset({result, Kind(kind)}))
        if both is None:
            return Reading(Kind.UNKNOWN, conflict=True)
        result = both
    return Reading(result)


@lru_cache(maxsize=1)
def standard() -> dict[str, Kind]:
    """The built-in table (marks/standard.toml), by normal spelling."""
    text = (resources.files("futoko_cli") / "marks" / "standard.toml").read_text(encoding="utf-8")
    return parse_marks(text, "marks/standard.toml")


def parse_marks(text: str, origin: str) -> dict[str, Kind]:
    """Meanings of a marks file. Raises ConfigError for a wrong file, key, meaning or a mark given twice."""
    data = parse(text, f"記号のファイル {origin} ")
    allowed = "・".join(kind.id for kind in Kind if kind not in _NEVER)
    if unknown := [key for key in data if key != "marks"]:
        raise ConfigError(
            f"記号のファイル {origin} に知らない項目「{unknown[0]}」があります。", "書けるのは [marks] だけです。"
        )
    table = data.get("marks")
    if not isinstance(table, dict):
        raise ConfigError(
            f"記号のファイル {origin} に [marks] がありません。",
            '[marks] の下に "×" = "absent" のように書いてください。',
        )
    found: dict[str, Kind] = {}
    for mark, meaning in table.items():
        kind = BY_ID.get(meaning) if isinstance(meaning, str) else None
        if kind is None or kind in _NEVER:
            raise ConfigError(f'{origin}: marks."{mark}" の意味「{meaning}」は使えません。', f"使える語：{allowed}")
        spelling = normal(mark)
        if not spelling:
            raise ConfigError(f"{origin}: 空白は記号にできません。空白のセルはいつも出席です。")
        if found.get(spelling, kind) != kind:
            raise ConfigError(
                f"{origin}: 「{mark}」に2つの意味（{LABELS[found[spelling]]}・{LABELS[kind]}）があります。"
            )
        found[spelling] = kind
    return found


_NEVER: Final = (Kind.NOT_ENROLLED, Kind.NO_SCHOOL, Kind.UNKNOWN)


def mark_table(own: Path | None = None) -> MarkTable:
    """The built-in table, with the school's own file on top. Raises ConfigError."""
    if own is None:
        return MarkTable(dict(standard()))
    text = read_toml(own, f"記号のファイル {own}")
    extra = parse_marks(text, own.name)
    return MarkTable({**standard(), **extra}, frozenset(extra))


def mark_hint(text: str) -> str:
    """The one line to add, for each of the meanings it can have."""
    return (
        f'欠席なら marks.toml の [marks] に "{text}" = "absent" と1行足し、--marks marks.toml で渡してください。'
        "遅刻なら late、早退なら early_leave、出席停止なら suspended、出席なら present と書きます。"
    )
