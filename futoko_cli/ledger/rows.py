"""Records of the ledger as rows again (台帳の行): what each column holds, for the workbook and for tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from futoko_cli.core.ledger import Causes, Ledger
from futoko_cli.ledger.sheets import EARLIER, FACTOR, ROLES, Column, Sheet

#: What a cell of a written ledger is; None for a blank one.
Cell = str | int | date | None
_SIGNS: Final = {True: "○", False: "×", None: None}


def rows_of(kind: Sheet, ledger: Ledger) -> Iterator[dict[Column, Cell]]:
    """The rows of one sheet, a cell for each of its columns."""
    for record, found in _records(kind, ledger):
        row: dict[Column, Cell] = {}
        for column in kind.columns:
            if column.field:
                row[column] = _cell(column, record, found)
            else:
                child = ledger.children.get(found["key"])
                row[column] = child.name if child and child.name else None
        yield row


def _records(kind: Sheet, ledger: Ledger) -> Iterator[tuple[object, dict[str, Any]]]:
    """Each record with what of its row is not a plain field of its own."""
    if kind is ROLES:
        for meeting in ledger.meetings:
            for role in meeting.roles:
                yield role, {"day": meeting.day, "key": meeting.key}
        return
    part = getattr(ledger, kind.part)
    for record in part.values() if hasattr(part, "values") else part:
        yield record, {"key": record.key}


def _cell(column: Column, record: object, found: dict[str, Any]) -> Cell:
    name = column.field
    if name.startswith(FACTOR):
        return _sign(record, name.removeprefix(FACTOR))
    if name.startswith(EARLIER):
        years: dict[str, int] = getattr(record, "earlier", {})
        return years.get(name.removeprefix(EARLIER))
    value = found[name] if name in found else getattr(record, name)
    match column.holds:
        case "yes":
            return _SIGNS[value]
        case "tick":
            return "○" if value else None
        case "words":
            return "、".join(value) or None
        case _:
            shown: Cell = value if isinstance(value, (int, date)) else str(value or "") or None
            return shown


def _sign(record: object, factor: str) -> str | None:
    if not isinstance(record, Causes):
        return None
    if record.main == factor:
        return "◎"
    return "○" if factor in record.others else None
