"""Rows of kana without a number (ふりがなの行): furigana of the child beside it, or a child."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from futoko_cli.core.kinds import Kind
from futoko_cli.ingest.marks import MarkTable, combined
from futoko_cli.ingest.wording import is_kana


class KanaRow(NamedTuple):
    """A row whose name is kana alone: whether it holds marks, and what it is if it is no furigana."""

    row: int
    name: str
    marked: bool
    verdict: str


class Owner(Protocol):
    """A child that furigana can belong to (``pupil_rows.PupilRow``)."""

    name: str
    row: int
    also: list[int]


def settle(
    rows: Sequence[Sequence[object]],
    kana: Sequence[KanaRow],
    owners: Mapping[int, Owner],
    days: tuple[int, int],
    table: MarkTable,
) -> Iterator[KanaRow]:
    """Give furigana to its owner where the sheet writes furigana; yield every other row of kana.

    A sheet writes furigana where most children named in kanji have such a row, all on the same side.
    """
    at = {found.row for found in kana}
    written = [row for row, owner in owners.items() if owner.name and not is_kana(owner.name)]
    below, above = sum(row + 1 in at for row in written), sum(row - 1 in at for row in written)
    step = -1 if above > below or (above == below and kana[0].row < min(owners, default=-1)) else 1
    most = max(below, above)
    pattern = most * 2 > len(written)
    hiragana = sum(map(_hiragana, kana)) * 2 > len(kana)
    children: set[int] = set()
    for found in kana:
        beside = found.row - step
        owner = owners.get(beside)
        if beside in children and step > 0 and not found.marked and pattern:
            continue
        fits = owner is not None and not (found.marked and (most < 2 or _hiragana(found) != hiragana))
        if pattern and fits and owner is not None and not _clash(rows[owner.row], rows[found.row], days, table):
            owner.also.append(found.row)
        else:
            children.add(found.row)
            yield found


def _hiragana(found: KanaRow) -> bool:
    return any("ぁ" <= letter <= "ゖ" for letter in found.name)


def _clash(one: Sequence[object], other: Sequence[object], days: tuple[int, int], table: MarkTable) -> bool:
    """Whether two rows say things of one day that one child cannot have done."""
    left, right = days
    for first, second in zip(one[left : right + 1], other[left : right + 1], strict=False):
        if first != "" and second != "":
            kinds = (table.read(first).kind, table.read(second).kind)
            if not {-1, int(Kind.UNKNOWN)} & set(kinds) and kinds[0] != kinds[1] and combined(kinds).conflict:
                return True
    return False
