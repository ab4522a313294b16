"""An issued workbook as a person sees it: every cell that holds something, by sheet and place; and a pen to write in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import openpyxl

REFERENCE = re.compile(r"'?(?P<sheet>.+?)'?!\$(?P<column>[A-Z]+)\$(?P<row>\d+)")


def dump(path: Path) -> str:
    """One line a cell, ``AB12 text``; a line break inside is shown as ⏎, a named cell with its name."""
    book = openpyxl.load_workbook(path)
    names = {str(defined.attr_text).replace("$", ""): name for name, defined in book.defined_names.items()}
    lines = []
    for sheet in book.worksheets:
        lines.append(f"[{sheet.title}]")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    name = names.get(f"{sheet.title}!{cell.coordinate}") or names.get(
                        f"'{sheet.title}'!{cell.coordinate}"
                    )
                    told = f"  〔{name}〕" if name else ""
                    lines.append(f"{cell.coordinate} {_shown(cell.value)}{told}")
    return "\n".join(lines) + "\n"


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | float):
        return f"{value!r}"
    return str(value).replace("\n", "⏎")


def write(path: Path, answers: Mapping[str, str]) -> None:
    """Type into the named cells, as a teacher does in Excel, and save."""
    book = openpyxl.load_workbook(path)
    for name, value in answers.items():
        found = REFERENCE.fullmatch(str(book.defined_names[name].attr_text))
        assert found is not None
        book[found["sheet"]][f"{found['column']}{found['row']}"] = value
    book.save(path)


def named(path: Path, *names: str) -> list[object]:
    """What stands in the named cells."""
    book = openpyxl.load_workbook(path)
    found = []
    for name in names:
        place = REFERENCE.fullmatch(str(book.defined_names[name].attr_text))
        assert place is not None
        found.append(book[place["sheet"]][f"{place['column']}{place['row']}"].value)
    return found
