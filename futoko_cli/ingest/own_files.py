"""What futoko itself wrote (自分の出力): never read as a register, wherever it lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from futoko_cli.ingest.wording import squeezed

#: Stands beside issued forms: a folder that holds it holds no registers.
JOURNAL: Final = "issued.json"
#: Sheets that every ledger (支援台帳) has, by title.
LEDGER_SHEETS: Final = frozenset({"児童生徒", "連絡・訪問", "要因・所見"})
_OWN_FIRST: Final = "キー"
_OWN: Final = {_OWN_FIRST, "段階", "連続(現在)"}  # headings of ``futoko scan --csv``
_HEADING_ROWS: Final = 10


def is_own_file(path: Path) -> bool:
    """Whether a CSV file is what ``futoko scan --csv`` wrote."""
    try:
        with path.open("rb") as handle:
            head = handle.read(500).decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return False
    return {word.strip() for word in head.partition("\n")[0].split(",")} >= _OWN


def is_own_table(rows: Sequence[Sequence[object]]) -> bool:
    """Whether a sheet is what ``futoko scan --csv`` wrote."""
    return any(_OWN_FIRST in row[:1] and {squeezed(value) for value in row} >= _OWN for row in rows[:_HEADING_ROWS])


def is_ledger(titles: Iterable[str]) -> bool:
    """Whether a workbook with these sheets is a ledger (支援台帳)."""
    return set(titles) >= LEDGER_SHEETS


def holds_issued(names: Iterable[str]) -> bool:
    """Whether a folder with these files holds issued forms (発行した様式)."""
    return JOURNAL in names
