"""Rows of a grid (行の分類): which is a child, which furigana, statistics, a list of 転入・転出, or unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from futoko_cli.core.kinds import Kind
from futoko_cli.ingest.columns import MOVES, NEVER_A_NAME, NOT_A_PUPIL, PupilColumns, pupil_name, role_of
from futoko_cli.ingest.dates import serial_day
from futoko_cli.ingest.furigana import KanaRow, settle
from futoko_cli.ingest.marks import MarkTable
from futoko_cli.ingest.wording import is_kana, squeezed, whole

_NO_MARK, _LONG, _SHORT, _READ = range(4)
_NOTE = re.compile(r"[:=※→]|欠席|遅刻|早退|出席|停止|忌引|記号|学級|学校$|行事|予定|曜|天気|給食")
_DATE_LIKE = re.compile(r"\d+\s*[/月]")
_TWO_PARTS = re.compile(r"^\S{1,10}[ \u3000]+\S{1,10}$")
#: A child called or written 転入　太郎; with a date it is a row of the list of moves.
_MOVED_NAME = re.compile(r"^(?:転入|転出|編入)[ \u3000]+(?!.*(?:児童|生徒|生$|者|先|計|数|日))\S{1,10}$")
_PART_TOTAL = re.compile(r"^([男女]子?(?:小?計|合計)?|小計)$")
#: Between words and dates of a list: they mark no day.
_NOT_A_SIGN = re.compile(r"[:=※→~〜ー―−.,、。()-]")
_LONGEST_NAME = 20
_SHORT_TEXT = 2


@dataclass(slots=True)
class PupilRow:
    """A child: number, name, its own row, and further rows (furigana, a second line) that may hold marks."""

    number: int | None
    name: str
    row: int
    also: list[int] = field(default_factory=list)


@dataclass(slots=True)
class RowPlan:
    """Every row of a block, classified. ``moves`` are rows of a 転入・転出 list, ``rest`` all others.

    ``stray`` rows hold marks of nobody: they are named, never read.
    """

    pupils: list[PupilRow] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)

    @property
    def first(self) -> int:
        """First row of a child; a large number where there is none."""
        rows = [r for p in self.pupils for r in (p.row, *p.also)]
        return min(rows, default=10**6)


def plan_rows(
    rows: Sequence[Sequence[object]],
    top: int,
    bottom: int,
    columns: PupilColumns,
    days: tuple[int, int],
    table: MarkTable,
) -> RowPlan:
    """Classify rows top…bottom−1 of a grid whose days stand in the columns ``days`` (first and last)."""
    sorter = _Sorter(rows, columns, days, table)
    for index in range(top, bottom):
        row = rows[index]
        number = whole(row[columns.number]) if 0 <= columns.number < len(row) else None
        name = pupil_name(row, columns)
        listed = sorter.in_moves and _tells_a_move(row)
        if number is not None and name and not listed and _can_be_a_name(name):
            sorter.child(number, name, index)
        else:
            sorter.other(index, number, name)
    return sorter.finish()


@dataclass(slots=True)
class _Sorter:
    """The rows so far: ``near`` is the last row of the children, ``waiting`` names that another child must confirm."""

    rows: Sequence[Sequence[object]]
    columns: PupilColumns
    days: tuple[int, int]
    table: MarkTable
    plan: RowPlan = field(default_factory=RowPlan)
    kana: list[KanaRow] = field(default_factory=list)
    waiting: list[tuple[int, str]] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)
    in_moves: bool = False
    ended: bool = False
    near: int = -1

    def child(self, number: int | None, name: str, index: int) -> None:
        """A child; names that waited above it inside the block are children too."""
        if self.waiting:
            self.plan.pupils.extend(PupilRow(None, waited, row) for row, waited in self.waiting)
            self.waiting = []
        self.in_moves = False
        self.plan.pupils.append(PupilRow(number, name, index))
        self.near = index

    def other(self, index: int, number: int | None, name: str) -> None:
        """Any row but a number with a name."""
        row, plan = self.rows[index], self.plan
        texts = self._left_texts(row, name)
        labelled = bool(texts) and self._labelled(texts)
        # statistics and weekdays are most of these rows: their cells are not read
        quick = not self.in_moves and (not _TWO_PARTS.match(name) if labelled else not texts and not self._kana(row))
        marks = _NO_MARK if quick else self._marks(row)
        named = bool(name) and _is_a_name(name, self.table)
        read = marks == _READ and number is None and not labelled and not _dated(row)
        if read and (named or _MOVED_NAME.match(name)):
            self._unnumbered(index, name, marks)
            return
        opens = bool(plan.pupils) and _opens_moves(row, texts)
        if (opens or self.in_moves) and marks == _SHORT and not _dated(row) and self._signed(row, name):
            plan.stray.append(index)  # 転入　次郎 with three ×: no list of moves, nobody known
            return
        if opens:
            self.in_moves, self.waiting = True, []
        if self.in_moves:
            (plan.moves if marks != _READ or _tells_a_move(row) else plan.stray).append(index)
        elif not texts and number is None:
            kana = self._kana(row)
            stray = (self.near >= 0 and _text_in(row, self.days)) or (kana and marks == _READ)
            (plan.stray if stray else plan.rest).append(index)
        elif any(map(_is_label, texts)):
            self._label(index, texts, named=named and marks == _READ and bool(_TWO_PARTS.match(name)))
        elif number is not None:
            kana = self._kana(row) if not name else ""
            plan.pupils.append(PupilRow(number, kana, index))
            self.near = index if kana else self.near
        elif named:
            self._unnumbered(index, name, marks)
        else:
            note = bool(_NOTE.search("".join(texts))) or self.table.read(name).kind not in (-1, Kind.UNKNOWN)
            (plan.stray if marks == _READ and not note and plan.pupils else plan.rest).append(index)

    def _label(self, index: int, texts: Sequence[str], *, named: bool) -> None:
        """A row of statistics: 男子計 ends the boys, anything else the children."""
        if self.near >= 0:
            part = next((t for t in texts if _PART_TOTAL.match(t)), "")
            self.parts.update(part[:1])
            if part and self.columns.number < 0 and not {"男", "女"} <= self.parts:
                self.near = index
            else:
                self.ended = True
        self.waiting = []
        (self.plan.stray if named and self.near >= 0 else self.plan.rest).append(index)

    def _unnumbered(self, index: int, name: str, marks: int) -> None:
        """A name without a number: with marks a child, without them where it stands among the children."""
        if is_kana(name) and self.columns.number >= 0:
            self.kana.append(KanaRow(index, name, marks == _READ, self._stands(index, name, marks)))
            self.near = index if self.near >= 0 else -1
            return
        verdict = self._stands(index, name, marks)
        if verdict == "child":
            self.child(None, name, index)
        elif verdict == "wait":
            self.waiting.append((index, name))
        else:
            (self.plan.stray if verdict == "stray" else self.plan.rest).append(index)

    def _stands(self, index: int, name: str, marks: int) -> str:
        two = bool(_TWO_PARTS.match(name))
        if marks == _READ:
            return "child"
        if self.near < 0 and self.columns.number >= 0:  # above the first child: perhaps a row of the heading
            return "child" if marks == _SHORT and two else "wait" if marks == _NO_MARK and two else "rest"
        if self.ended:
            return "rest" if marks < _SHORT else "child" if two else "stray"
        if self.near == index - 1 or (self.columns.number < 0 and not self.parts):
            return "child"
        if marks == _SHORT:
            return "child" if two else "stray"
        return "wait" if two else "rest"

    def finish(self) -> RowPlan:
        """The plan, once every row of kana is known to be furigana or a child."""
        plan = self.plan
        plan.rest.extend(row for row, _ in self.waiting)
        if self.kana:
            owners = {pupil.row: pupil for pupil in plan.pupils}
            for found in settle(self.rows, self.kana, owners, self.days, self.table):
                if found.verdict == "child" or (found.verdict == "wait" and found.row < self.near):
                    plan.pupils.append(PupilRow(None, found.name, found.row))
                else:
                    (plan.stray if found.verdict == "stray" else plan.rest).append(found.row)
        plan.pupils.sort(key=lambda pupil: pupil.row)
        return plan

    def _marks(self, row: Sequence[object]) -> int:
        """Whether the days hold marks that the table knows, short texts (perhaps unknown marks), or long ones."""
        left, right = self.days
        found = _NO_MARK
        for value in row[left : right + 1]:
            if type(value) is str and value:
                kind = self.table.read(value).kind
                if Kind.LATE <= kind <= Kind.CLASS_CLOSURE:
                    return _READ
                if kind not in (-1, Kind.STRUCK):
                    found = max(found, _SHORT if len(squeezed(value)) <= _SHORT_TEXT else _LONG)
        return found

    def _signed(self, row: Sequence[object], name: str) -> bool:
        """Whether unknown marks stand in the days: signs, and beside a name like 転入　次郎 letters too."""
        left, right = self.days
        short = {
            squeezed(v) for v in row[left : right + 1] if type(v) is str and self.table.read(v).kind == Kind.UNKNOWN
        }
        named = bool(_MOVED_NAME.match(name))
        return any(
            len(text) <= _SHORT_TEXT
            and not text.isdigit()
            and not _NOT_A_SIGN.search(text)
            and (named or not text.isalnum())
            for text in short
        )

    def _left_texts(self, row: Sequence[object], name: str) -> list[str]:
        """Texts left of the days; beside a name, the columns of sex, grade and class tell no statistics."""
        columns = self.columns
        aside = {columns.kana}
        sexed = bool(name or self._kana(row))
        if sexed:
            aside |= {columns.sex, columns.grade, columns.klass}
        return [
            text
            for c, v in enumerate(row[: self.days[0]])
            if isinstance(v, str)
            and c not in aside
            and (text := squeezed(v))
            and not (sexed and c != columns.name and text in ("男", "女"))
        ]

    def _kana(self, row: Sequence[object]) -> str:
        value = row[self.columns.kana] if 0 <= self.columns.kana < len(row) else ""
        return value.strip() if isinstance(value, str) and is_kana(value) and role_of(value) is None else ""

    @staticmethod
    def _labelled(texts: Sequence[str]) -> bool:
        return any(_is_label(text) and not MOVES.match(text) for text in texts)


@lru_cache(maxsize=32768)
def _can_be_a_name(text: str) -> bool:
    return not NEVER_A_NAME.match(squeezed(text)) and role_of(text) is None


def _is_a_name(text: str, table: MarkTable) -> bool:
    """Whether a text without a number beside it can be a child's name: no label, legend, note or mark."""
    return like_a_name(text) and table.read(text).kind in (-1, Kind.UNKNOWN)


@lru_cache(maxsize=32768)
def like_a_name(text: str) -> bool:
    """Whether a text is no label, legend or note."""
    short = squeezed(text)
    return len(short) <= _LONGEST_NAME and not (_is_label(short) or _NOTE.search(short) or _DATE_LIKE.search(short))


def _dated(row: Sequence[object]) -> bool:
    return any((isinstance(v, str) and _DATE_LIKE.search(v)) or serial_day(v) is not None for v in row)


def _tells_a_move(row: Sequence[object]) -> bool:
    return _dated(row) or any(isinstance(v, str) and MOVES.search(v) for v in row)


def _opens_moves(row: Sequence[object], texts: Sequence[str]) -> bool:
    """A heading or row of a 転入・転出 list; a statistics row 転入 0 0 1 is none."""
    if any(MOVES.search(text) for text in texts):
        rest = [v for v in row if v != "" and not (isinstance(v, str) and MOVES.search(v))]
        return not rest or any(isinstance(v, str) or serial_day(v) is not None for v in rest)
    return sum(1 for v in row if v != "" and role_of(v) in ("name", "number")) > 1


def _is_label(text: str) -> bool:
    return bool(NOT_A_PUPIL.match(text)) or role_of(text) is not None


def _text_in(row: Sequence[object], days: tuple[int, int]) -> bool:
    return any(isinstance(v, str) and v.strip(" \u3000") for v in row[days[0] : days[1] + 1])
