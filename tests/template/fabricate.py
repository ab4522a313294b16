"""Workbooks of an office that never was, each made for one case."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from futoko_cli.splice.model import Target
from futoko_cli.splice.template import Template, open_template

SHEET: Final = "様式"
OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(
    names: Mapping[str, str],
    *,
    cells: Mapping[str, object] | None = None,
    formats: Mapping[str, Mapping[str, Any]] | None = None,
    merged: tuple[str, ...] = (),
    rows: Mapping[int, float] | None = None,
    columns: Mapping[str, float] | None = None,
    boxes: tuple[str, ...] = (),
    a4: bool = True,
    properties: Mapping[str, Any] | None = None,
) -> bytes:
    """A workbook of one sheet 様式. ``names``: name → reference; ``formats`` by cell, ``boxes``: check-boxes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": datetime(2025, 4, 1), **(properties or {})})  # noqa: DTZ001  a day without a zone
    sheet = book.add_worksheet(SHEET)
    if a4:
        sheet.set_paper(9)
    for letters, width in (columns or {}).items():
        sheet.set_column(letters, width)
    for row, height in (rows or {}).items():
        sheet.set_row(row - 1, height)
    looks = {cell: book.add_format(dict(look)) for cell, look in (formats or {}).items()}
    values = dict(cells or {})
    for area in merged:
        first = area.partition(":")[0]
        sheet.merge_range(area, values.pop(first, ""), looks.get(first))
    for cell in {*looks, *values} - {area.partition(":")[0] for area in merged}:
        value = values.get(cell)
        if isinstance(value, str) and value.startswith("="):
            sheet.write_formula(cell, value, looks.get(cell))
        elif value is None:
            sheet.write_blank(cell, None, looks.get(cell))
        else:
            sheet.write(cell, value, looks.get(cell))
    for cell in boxes:
        sheet.insert_checkbox(cell, False)  # noqa: FBT003  XlsxWriter takes it by position
    for name, refers in names.items():
        book.define_name(name, f"={refers}")
    book.close()
    return out.getvalue()


def template(names: Mapping[str, str], **more: Any) -> Template:  # noqa: ANN401  whatever ``workbook`` takes
    """The same, opened."""
    return open_template(workbook(names, **more), "様式.xlsx")


def box(
    area: str = "B2", *, width: float = 20, height: float | None = None, size: float = 11, **look: object
) -> tuple[Template, Target]:
    """One cell or merged range with the name 今月の状況, in ＭＳ 明朝: a full-width letter is as wide as its size."""
    first, _, last = area.partition(":")
    rows = range(int(first[1:]), int((last or first)[1:]) + 1)
    made = template(
        {"今月の状況": f"{SHEET}!${first[0]}${first[1:]}"},
        formats={first: {"font_name": "ＭＳ 明朝", "font_size": size, **look}},
        merged=(area,) if last else (),
        columns={"A:Z": width},
        rows=dict.fromkeys(rows, height) if height else None,
    )
    return made, made.targets["今月の状況"][0]


def spoiled(data: bytes, changes: Mapping[str, tuple[str, str]], added: Mapping[str, str] | None = None) -> bytes:
    """A workbook with texts of its parts exchanged and parts added: what no library writes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name in changes:
                before, after = changes[name]
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode(), 1)
            new.writestr(name, text)
        for name, body in (added or {}).items():
            new.writestr(name, body)
    return out.getvalue()
