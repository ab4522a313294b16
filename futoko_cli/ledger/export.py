"""The ledger as plain tables (台帳の書き出し): one clean reading, for other programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Final

from futoko_cli.core.ledger import Ledger
from futoko_cli.ledger.keys import class_of_key, name_in
from futoko_cli.ledger.rows import Cell, rows_of
from futoko_cli.ledger.sheets import SHEETS, Column

#: What a column may hold and still be shown with --masked: nothing that people wrote in their own words.
_BARE: Final = frozenset({"key", "whole", "date", "month", "choice", "yes", "tick", "sign", "time"})
Table = tuple[str, list[str], list[list[Cell]]]
Plain = str | int | None


def tables(ledger: Ledger, *, masked: bool = False) -> list[Table]:
    """Each sheet's title, headings and rows. ``masked``: no name, no birthday, no text."""
    found: list[Table] = []
    for kind in SHEETS:
        columns = [column for column in kind.columns if not masked or column.holds in _BARE]
        rows = [
            [_masked(row[column], column) if masked else row[column] for column in columns]
            for row in rows_of(kind, ledger)
        ]
        found.append((kind.title, [column.heading for column in columns], rows))
    return found


def _masked(value: Cell, column: Column) -> Cell:
    """A key without the name that stands in it for a missing number; times are free text in part."""
    if column.holds == "key" and isinstance(value, str) and name_in(value):
        return f"{class_of_key(value)}-＊＊"
    if column.holds == "time" and isinstance(value, str) and not re.fullmatch(r"[\d:：.～〜\- ]+", value):
        return "＊＊"
    return value


def as_csv(table: Table, safe: Callable[[Plain], Plain]) -> bytes:
    """One table for Excel: UTF-8 with BOM, CRLF; ``safe`` keeps a text from becoming a formula or a date."""
    _, headings, rows = table
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([value.isoformat() if isinstance(value, date) else safe(value) for value in row])
    return stream.getvalue().encode("utf-8-sig")


def as_json(found: list[Table]) -> dict[str, list[dict[str, str | int | None]]]:
    """All tables by title, a row as its cells by heading."""
    return {
        title: [
            {
                heading: value.isoformat() if isinstance(value, date) else value
                for heading, value in zip(headings, row, strict=True)
            }
            for row in rows
        ]
        for title, headings, rows in found
    }
