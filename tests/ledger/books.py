"""Ledgers as a teacher's Excel leaves them: sheets of rows, written cell by cell. All names are invented."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from futoko_cli.core.issues import Issue
from futoko_cli.core.ledger import Ledger
from futoko_cli.ledger.read import read_ledger
from futoko_cli.ledger.sheets import SHEETS

YEAR: Final = 2025
Rows = Sequence[Sequence[object]]


def headings(title: str) -> list[str]:
    """The headings of one sheet in their order."""
    return next([column.heading for column in kind.columns] for kind in SHEETS if kind.title == title)


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx with these sheets; a text that begins with # is an error value, like #N/A."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                if value not in ("", None):
                    cell = page.cell(r, c, value)
                    if isinstance(value, str):
                        cell.data_type = "e" if value.startswith("#") else "s"
                    elif isinstance(value, date):
                        cell.number_format = "yyyy/m/d"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(folder: Path, sheets: Mapping[str, Rows], year: int = YEAR) -> tuple[Ledger, list[Issue]]:
    """What ``read_ledger`` makes of these sheets; remarks on sheets that are not there are left out."""
    path = folder / "支援台帳.xlsx"
    path.write_bytes(workbook(sheets))
    ledger, issues = read_ledger(path, path.name, year)
    return ledger, [issue for issue in issues if issue.code != "ledger-sheet"]


def one(folder: Path, title: str, **cells: object) -> tuple[Ledger, list[Issue]]:
    """A ledger with one row in one sheet, its cells by heading; the heading is row 1, the row is row 2."""
    return read(folder, {title: [list(cells), list(cells.values())]})


def said(issues: Sequence[Issue]) -> list[tuple[str, str, str]]:
    """Code, sheet and cell of each finding."""
    return [(issue.code, issue.sheet, issue.cell) for issue in issues]
