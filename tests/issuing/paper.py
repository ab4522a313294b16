"""A school's desk in a test: an invented ledger, a template with every name in it, and a person who types into a form."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.workbook.defined_name import DefinedName

from futoko_cli.core.ledger import Causes, Child, Ledger, MonthNote
from futoko_cli.core.model import Assessment
from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.field import Value
from futoko_cli.issuing.batch import issue
from futoko_cli.issuing.edits import Rights
from futoko_cli.issuing.record import Batch, Job, Progress
from futoko_cli.issuing.selection import Wanted
from futoko_cli.splice.template import open_template
from tests.terminal.fabricate import assess

TODAY = date(2025, 7, 16)
#: May 13日, June 8日, July 2日; 鈴木 only in May; 佐藤 one short of ten.
LINES = (
    "山田 4/7- 出 5/12- 欠*13 6/2- 欠*8 7/2- 欠*2",
    "鈴木 4/7- 出 5/12- 欠*7",
    "佐藤 4/7- 出 5/12- 欠*6 出 欠*3",
)
NAMES = ("山田 太郎", "鈴木 花子", "佐藤 次郎")


@cache
def blank_form(form: str = "monthly", *, without: tuple[str, ...] = ()) -> bytes:
    """A template: one sheet, names of every field down column B, dates shown as dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "様式"
    row = 0
    for field in FORMS[form].fields:
        if field.name in without:
            continue
        row += 1
        sheet.cell(row, 1, field.label)
        cell = sheet.cell(row, 2)
        cell.alignment = Alignment(wrap_text=True)
        sheet.row_dimensions[row].height = 90
        if field.kind == "date":
            cell.number_format = "yyyy/m/d"
        book.defined_names[field.name] = DefinedName(field.name, attr_text=f"様式!$B${row}")
    sheet.column_dimensions["B"].width = 90
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def school(*lines: str, names: Sequence[str] = (), upto: str = "7/16") -> Assessment:
    """The register; LINES where none are given."""
    return assess(*(lines or LINES), names=tuple(names) or NAMES[: len(lines or LINES)], upto=upto)


def told(*rows: Child | Causes | MonthNote) -> Ledger:
    """A ledger of these rows."""
    return Ledger(
        "支援台帳.xlsx",
        MappingProxyType({r.key: r for r in rows if isinstance(r, Child)}),
        causes=MappingProxyType({r.key: r for r in rows if isinstance(r, Causes)}),
        months=tuple(r for r in rows if isinstance(r, MonthNote)),
    )


def make(
    out: Path,
    month: str = "2025-06",
    *,
    form: str = "monthly",
    register: Assessment | None = None,
    ledger: Ledger | None = None,
    keys: tuple[str, ...] = (),
    rights: Rights | None = None,
    template: bytes | None = None,
    progress: Progress | None = None,
    **more: Any,  # noqa: ANN401  fields of Job by name
) -> Batch:
    """One call of ``futoko report``."""
    found = replace(register or school(), ledger=ledger)
    job = Job(
        found,
        Wanted(form, month, keys),
        template or blank_form(form),
        "様式.xlsx",
        out,
        TODAY,
        rights=rights or Rights(),
    )
    return issue(replace(job, **more), progress)


def read(path: Path) -> dict[str, object]:
    """The named cells of a form."""
    return dict(open_template(path.read_bytes(), path.name).read())


def typed(path: Path, values: Mapping[str, Value], *, to: Path | None = None) -> Path:
    """A person opens a form, types into boxes and saves it; ``to``: under another name."""
    book = openpyxl.load_workbook(path)
    for name, value in values.items():
        (sheet, cell) = next(iter(book.defined_names[name].destinations))
        book[sheet][cell] = value
    path = to or path
    book.save(path)
    return path


def form_of(folder: Path, key: str = "1-1-01", title: str = "欠席状況報告書") -> Path:
    """The form of a child."""
    return folder / f"{title}_{key}.xlsx"


def codes(batch: Batch) -> list[str]:
    """The codes of a batch's problems, each once."""
    return sorted({issue.code for issue in batch.issues})
