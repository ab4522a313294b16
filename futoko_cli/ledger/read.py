"""Reading the ledger (支援台帳の読み取り): any Excel or OpenDocument workbook → ``Ledger`` and every wrong cell.

A wrong cell never becomes a value. A row is left out where a cell it cannot do without is wrong or missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from futoko_cli.core.issues import Issue
from futoko_cli.core.ledger import Ledger
from futoko_cli.errors import ConfigError
from futoko_cli.ingest.raw import Book
from futoko_cli.ingest.wording import same_name
from futoko_cli.ingest.workbook import FileProblem, open_book
from futoko_cli.ledger import settle
from futoko_cli.ledger.keys import name_in
from futoko_cli.ledger.sheets import CHILDREN, ROLES, SHEETS, Sheet
from futoko_cli.ledger.table import Row, Table, find_table, kind_of

_MAKE_ANEW: Final = "futoko init で、空の支援台帳を作れます。"
_KEYED: Final = frozenset({"children", "causes"})  # parts of the Ledger that are found by key


def read_ledger(
    path: Path, label: str, school_year: int, password: str | None = None
) -> tuple[Ledger, tuple[Issue, ...]]:
    """The ledger in a workbook, and what is wrong in it.

    Raises:
        ConfigError: the file cannot be opened, or not one sheet of it is a sheet of the ledger.

    """
    try:
        return ledger_in(open_book(path, label, password), school_year)
    except FileProblem as problem:
        raise ConfigError(f"支援台帳を読めません。{problem.issue.message}", problem.issue.hint) from None


def ledger_in(book: Book, school_year: int) -> tuple[Ledger, tuple[Issue, ...]]:
    """The ledger in an opened workbook. Raises ConfigError where no sheet is one of a ledger."""
    tables, issues = tables_of(book)
    rows = _of_their_child(tables, {kind: list(table.rows(school_year)) for kind, table in tables.items()})
    parts: dict[str, object] = {}
    for kind, table in tables.items():
        if kind is ROLES:
            continue
        kept = _records(kind, table, rows[kind])
        made = {row.at: kind.record(**values, at=row.at) for row, values in kept}
        if kind.part == "meetings" and ROLES in tables:
            made = settle.with_roles(made, tables[ROLES], rows[ROLES])
        records = tuple(made.values())
        parts[kind.part] = MappingProxyType({r.key: r for r in records}) if kind.part in _KEYED else records
    if ROLES in tables and not any(kind.part == "meetings" for kind in tables):
        settle.with_roles({}, tables[ROLES], rows[ROLES])
    ledger = Ledger(book.file, **parts)  # type: ignore[arg-type]  # each part is what its sheet's record says
    return ledger, (*issues, *(issue for table in tables.values() for issue in table.issues))


def tables_of(book: Book) -> tuple[dict[Sheet, Table], list[Issue]]:
    """The sheets of the ledger in a workbook, and what could not be read. Raises ConfigError where there is none."""
    tables: dict[Sheet, Table] = {}
    issues: list[Issue] = []
    seen: set[Sheet] = set()
    for sheet in book.sheets():
        if isinstance(sheet, Issue):
            if not sheet.sheet or kind_of(sheet.sheet):
                raise ConfigError(f"支援台帳を読めません。{sheet.message}", sheet.hint)
            continue
        kind = kind_of(sheet.name)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        found = find_table(kind, sheet, book.file)
        if isinstance(found, Issue):
            issues.append(found)
        else:
            tables[kind] = found
    if not seen:
        titles = "・".join(sheet.title for sheet in SHEETS)
        raise ConfigError(f"{book.file} に、支援台帳のシート（{titles}）が1つもありません。", _MAKE_ANEW)
    missing = [kind.title for kind in SHEETS if kind not in seen]
    if missing:
        issues.append(
            Issue(
                "ledger-sheet",
                f"シート「{'」「'.join(missing)}」がありません。書かれていないものとして扱います。",
                "シートの名前を変えたときは、もとに戻してください。",
                book.file,
            )
        )
    return tables, issues


def _records(kind: Sheet, table: Table, rows: Iterable[Row]) -> list[tuple[Row, dict[str, Any]]]:
    """Usable rows with the arguments of their records; a row that repeats another one is named and left out."""
    kept: list[tuple[Row, dict[str, Any]]] = []
    first: dict[tuple[object, ...], Row] = {}
    own = {column.field for column in kind.columns}
    join: Callable[[Table, Row, dict[str, Any]], dict[str, Any] | None] = settle.JOINED.get(kind.part, settle.as_it_is)
    for row in rows:
        if not row.usable:
            continue
        values = join(table, row, {name: value for name, value in row.values.items() if name in own})
        if values is None:
            continue
        if kind.unique:
            who = tuple(values.get(name) for name in kind.unique)
            if who in first:
                settle.doubled(table, row, first[who])
                continue
            first[who] = row
        kept.append((row, values))
    return kept


def _of_their_child(tables: Mapping[Sheet, Table], rows: Mapping[Sheet, list[Row]]) -> dict[Sheet, list[Row]]:
    """氏名 beside a key in the other sheets: where it is another child's, nobody knows whose the row is, and it is left out.

    A name that no child of 児童生徒 has (a former one, a slip) leaves the row with its key.
    """
    names: dict[object, str] = {}
    for row in rows.get(CHILDREN, ()):
        if row.usable and (name := same_name(str(row.values.get("name", "")))):
            names.setdefault(row.values["key"], name)
    keys = {name: str(key) for key, name in names.items()}
    found = {kind: list(each) for kind, each in rows.items()}
    for kind, table in tables.items():
        if kind is CHILDREN:
            continue
        for at, row in enumerate(found[kind]):
            said, called = same_name(str(row.values.get("氏名", ""))), names.get(row.values.get("key"))
            if not said or called is None or said == called:
                continue
            meant = keys.get(said)
            known = meant and not name_in(meant)
            table.issue(
                "ledger-name-differs",
                row.at.cell,
                "この行の氏名が、児童生徒のシートの同じキーの氏名と違います。"
                + ("この行は使っていません。" if meant else "キーのほうを使っています。"),
                f"キーか氏名を直してください。{f'その氏名のキーは {meant} です。' if known else ''}",
                subject="氏名",
            )
            if meant:
                found[kind][at] = replace(row, usable=False)
    return found
