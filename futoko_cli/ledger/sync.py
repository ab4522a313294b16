"""New children into the ledger (児童生徒を足す): key and name below what is there, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from futoko_cli.core.model import Pupil, a1
from futoko_cli.errors import ConfigError, InputError
from futoko_cli.ingest.archive import Archive
from futoko_cli.ingest.parts import read_parts
from futoko_cli.ingest.sniff import container
from futoko_cli.ingest.workbook import FileProblem, open_bytes
from futoko_cli.ledger.keys import typed_key
from futoko_cli.ledger.read import tables_of
from futoko_cli.ledger.sheets import CHILDREN
from futoko_cli.ledger.table import Table
from futoko_cli.ledger.values import is_blank

if TYPE_CHECKING:
    from futoko_cli.splice.model import Filled

_BY_HAND = "キーと氏名を、Excel で児童生徒のシートの下に書き足してください。"


def sync_ledger(data: bytes, label: str, pupils: Sequence[Pupil]) -> Filled | None:
    """The workbook with every pupil that 児童生徒 does not have, in the order given; None where nobody is missing.

    Raises:
        ConfigError: the workbook cannot be changed safely (no .xlsx, a password, rows in an Excel table), or it
            cannot be told who is in it.
        InputError: the registers name nobody: it cannot be said that all are in the ledger.
        TemplateError: it holds what could not be kept whole.

    """
    if not pupils:
        raise InputError(
            "出席簿から児童生徒を1人も読めていません。支援台帳はそのままです。",
            "出席簿の年度が設定（futoko.toml の school_year）と同じかを、futoko inspect で確かめてください。",
        )
    try:
        table = _children(data, label)
    except FileProblem as problem:
        raise ConfigError(f"支援台帳に書き足せません。{problem.issue.message}", problem.issue.hint) from None
    known = _keys(table)
    new = [pupil for pupil in {p.key: p for p in pupils}.values() if pupil.key not in known]
    if not new:
        return None
    from futoko_cli.splice.cells import splice_cells
    from futoko_cli.splice.model import Edit

    row = _last_used(table) + 1
    edits = []
    for index, pupil in enumerate(new, row):
        for field, value in (("key", pupil.key), ("name", pupil.name)):
            col = table.column(field)
            if col is not None and value:
                edits.append(Edit(table.title, index, col, value))
    return splice_cells(data, label, edits)


def _children(data: bytes, label: str) -> Table:
    """The sheet 児童生徒 of a workbook that can be written into."""
    kind = container(data, label)
    if kind == "locked":
        raise ConfigError(
            f"{label} にはパスワードがかかっているため、書き足せません。",
            "Excel でパスワードを外してから sync し、終わったらもう一度パスワードを付けてください。",
        )
    book = open_bytes(data, label)
    if book.kind != "xlsx":
        raise ConfigError(
            f"{label} は .xlsx ではないため、書き足せません。",
            "Excel で「Excel ブック (.xlsx)」として保存し直すか、" + _BY_HAND,
        )
    tables, _ = tables_of(book)
    if CHILDREN not in tables:
        raise ConfigError(
            f"{label} に、児童生徒のシート（見出し「キー」）がありません。",
            "シートの名前と見出しをもとに戻してください。",
        )
    table = tables[CHILDREN]
    if _in_excel_table(data, label, table.title):
        raise ConfigError(
            f"{label} の「{table.title}」はテーブル（表）になっているため、書き足せません。",
            "Excel の「テーブルデザイン」で「範囲に変換」を選んで保存するか、" + _BY_HAND,
        )
    return table


def _in_excel_table(data: bytes, label: str, title: str) -> bool:
    """Whether the sheet holds an Excel table (ListObject): rows below it would not belong to it."""
    archive = Archive(data, label)
    path = next((part.path for part in read_parts(archive).sheets if part.name == title), "")
    folder, _, name = path.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    return rels in archive and b"/relationships/table" in archive.read(rels)


def _keys(table: Table) -> set[str]:
    """Keys in the sheet. Raises ConfigError where a row's key cannot be read: its child would come twice."""
    keys: set[str] = set()
    unclear: list[str] = []
    key_col, name_col = table.column("key"), table.column("name")
    for index in range(table.header + 1, len(table.sheet.rows)):
        key, name = (_cell(table, index, col) for col in (key_col, name_col))
        if is_blank(key) and is_blank(name):
            continue
        found = typed_key(key)
        if found is None:
            unclear.append(a1(index, key_col or 0))
        else:
            keys.add(found)
    if unclear:
        raise ConfigError(
            f"{table.file} の「{table.title}」に、キーの読めない行があります（{'・'.join(unclear[:5])}）。"
            "同じ児童生徒を2度足すおそれがあるため、何も書いていません。",
            "キーを 1-1-07 のように直してから、もう一度実行してください。",
        )
    return keys


def _last_used(table: Table) -> int:
    """The last row in which a column of the ledger holds something; the heading where there is none."""
    for index in range(len(table.sheet.rows) - 1, table.header, -1):
        if any(not is_blank(_cell(table, index, col)) for col in table.at.values()):
            return index
    return table.header


def _cell(table: Table, index: int, col: int | None) -> object:
    line = table.sheet.rows[index]
    return line[col] if col is not None and col < len(line) else ""
