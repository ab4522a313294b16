"""A sheet of paper (cells, merges, a name) and the savers for every kind of file schools have."""

from __future__ import annotations

import csv
import importlib
import io
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import openpyxl.utils

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

WEEKDAYS: Final = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Dated:
    """A real date with a number format (``d``, ``aaa``, ``yyyy/m/d``)."""

    day: date
    shape: str

    @property
    def text(self) -> str:
        """As a spreadsheet shows it, and as a CSV file holds it."""
        if self.shape == "aaa":
            return WEEKDAYS[self.day.weekday()]
        if self.shape == "d":
            return str(self.day.day)
        return f"{self.day.year}/{self.day.month}/{self.day.day}"


Value = str | int | float | Dated
Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class Paper:
    """One sheet; rows and columns from zero."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False

    def put(self, row: int, col: int, value: Value) -> None:
        """Write one cell; an empty text leaves it out."""
        if value != "":
            self.cells[row, col] = value

    def line(self, row: int, values: Iterable[Value], col: int = 0) -> None:
        """Write a row from left to right."""
        for offset, value in enumerate(values):
            self.put(row, col + offset, value)

    def paste(self, other: Paper, row: int, col: int) -> None:
        """Put another sheet's cells and merges at a place of this one."""
        for (r, c), value in other.cells.items():
            self.cells[row + r, col + c] = value
        self.merges += [(row + a, col + b, row + c, col + d) for a, b, c, d in other.merges]

    @property
    def height(self) -> int:
        """Number of rows."""
        return 1 + max((max(r for r, _ in self.cells), *(m[2] for m in self.merges)), default=-1) if self.cells else 0

    @property
    def width(self) -> int:
        """Number of columns."""
        return 1 + max((max(c for _, c in self.cells), *(m[3] for m in self.merges)), default=-1) if self.cells else 0


@dataclass(slots=True)
class Book:
    """One file to be: its name without the ending, and its sheets."""

    stem: str
    sheets: list[Paper]


def save(books: Sequence[Book], folder: Path, kind: str) -> list[Path]:
    """Write every book as ``kind`` (xlsx, xlsxwriter, xls, ods, csv-cp932, csv-utf8, csv-bom, tsv)."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for book in books:
        ending = {"xlsxwriter": "xlsx", "tsv": "tsv"}.get(kind, kind.split("-", maxsplit=1)[0])
        path = folder / f"{book.stem}.{ending}"
        if kind.startswith("csv") or kind == "tsv":
            (sheet,) = book.sheets
            path.write_bytes(_csv(sheet, kind))
        else:
            {"xlsx": _openpyxl, "xlsxwriter": _xlsxwriter, "xls": _xls, "ods": _ods}[kind](book, path)
        paths.append(path)
    return paths


def _csv(sheet: Paper, kind: str) -> bytes:
    rows = [["" for _ in range(sheet.width)] for _ in range(sheet.height)]
    for (r, c), value in sheet.cells.items():
        rows[r][c] = value.text if isinstance(value, Dated) else str(value)
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if kind == "tsv" else ",", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode({"csv-cp932": "cp932", "csv-bom": "utf-8-sig"}.get(kind, "utf-8"))


def _openpyxl(book: Book, path: Path) -> None:
    target = openpyxl.Workbook()
    target.remove(target["Sheet"])
    for sheet in book.sheets:
        page = target.create_sheet(sheet.name)
        for (r, c), value in sheet.cells.items():
            cell = page.cell(r + 1, c + 1)
            if isinstance(value, Dated):
                cell.value = datetime.combine(value.day, time())
                cell.number_format = value.shape
            else:
                cell.value = value
        for a, b, c, d in sheet.merges:
            page.merge_cells(start_row=a + 1, start_column=b + 1, end_row=c + 1, end_column=d + 1)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
    target.save(path)


def _xlsxwriter(book: Book, path: Path) -> None:
    target = importlib.import_module("xlsxwriter").Workbook(str(path), {"strings_to_formulas": False})
    shapes: dict[str, Any] = {}
    for sheet in book.sheets:
        page = target.add_worksheet(sheet.name)
        for a, b, c, d in sheet.merges:
            page.merge_range(a, b, c, d, "")
        for (r, c), value in sheet.cells.items():
            if isinstance(value, Dated):
                shape = shapes.setdefault(value.shape, target.add_format({"num_format": value.shape}))
                page.write_datetime(r, c, datetime.combine(value.day, time()), shape)
            elif isinstance(value, str):
                page.write_string(r, c, value)
            else:
                page.write_number(r, c, value)
        if sheet.hidden:
            page.hide()
    target.close()


def _xls(book: Book, path: Path) -> None:
    xlwt = importlib.import_module("xlwt")
    target = xlwt.Workbook(encoding="utf-8")
    for sheet in book.sheets:
        page = target.add_sheet(sheet.name, cell_overwrite_ok=True)
        for a, b, c, d in sheet.merges:
            page.merge(a, c, b, d)
        for (r, c), value in sheet.cells.items():
            if isinstance(value, Dated):
                style = xlwt.easyxf(num_format_str=value.shape)
                page.write(r, c, datetime.combine(value.day, time()), style)
            else:
                page.write(r, c, value)
        page.visibility = 1 if sheet.hidden else 0
    target.save(str(path))


def _ods(book: Book, path: Path) -> None:
    odf = {name: importlib.import_module(f"odf.{name}") for name in ("opendocument", "table", "text")}
    target = odf["opendocument"].OpenDocumentSpreadsheet()
    for sheet in book.sheets:
        page = odf["table"].Table(name=sheet.name)
        spans = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in sheet.merges}
        covered = {(r, c) for a, b, x, y in sheet.merges for r in range(a, x + 1) for c in range(b, y + 1)} - set(spans)
        for r in range(sheet.height):
            row = odf["table"].TableRow()
            for c in range(sheet.width):
                row.addElement(_ods_cell(odf, sheet.cells.get((r, c)), spans.get((r, c)), hide=(r, c) in covered))
            page.addElement(row)
        target.spreadsheet.addElement(page)
    target.save(str(path))


def _ods_cell(odf: dict[str, Any], value: Value | None, span: tuple[int, int] | None, *, hide: bool) -> object:
    kinds: dict[str, object] = {}
    if span:
        kinds = {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]}
    shown = ""
    if isinstance(value, Dated):
        kinds |= {"valuetype": "date", "datevalue": value.day.isoformat()}
        shown = value.text
    elif isinstance(value, str):
        kinds |= {"valuetype": "string"}
        shown = value
    elif value is not None:
        kinds |= {"valuetype": "float", "value": value}
        shown = str(value)
    make = odf["table"].CoveredTableCell if hide else odf["table"].TableCell
    cell = make(**kinds)
    if shown:
        cell.addElement(odf["text"].P(text=shown))
    return cell


def serial(day: date) -> float:
    """The number a spreadsheet stores for a date."""
    return float((day - date(1899, 12, 30)).days)
