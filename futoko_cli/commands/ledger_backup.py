"""Files beside the ledger (控え・書き出し): a copy of the workbook before it is changed, one file a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from futoko_cli.errors import OutputError
from futoko_cli.outputs import write_file

_CLOSE_IT = "Excel などを閉じてから、もう一度実行してください。"


def replace_with_backup(path: Path, before: bytes, after: bytes) -> Path:
    """The workbook as it was under a name with the time, then the new one in its place; the copy's path.

    Raises:
        OutputError: it is open in a program, it changed since it was read, or the folder cannot be written to. Then
            the workbook is as it was.

    """
    if any((path.parent / name).exists() for name in (f"~${path.name}", f".~lock.{path.name}#")):
        raise OutputError(f"{path.name} は、ほかのプログラムで開かれています。", _CLOSE_IT)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")  # noqa: DTZ005  the school's own wall clock
    backup = path.with_name(f"{path.stem}_控え_{stamp}{path.suffix}")
    number = 1
    while backup.exists():
        number += 1
        backup = path.with_name(f"{path.stem}_控え_{stamp}-{number}{path.suffix}")
    write_file(before, backup, force=False)
    try:
        same = path.read_bytes() == before
    except OSError:
        same = False
    if not same:
        raise OutputError(f"{path.name} は、読んでいる間に変わりました。何も書いていません。", _CLOSE_IT)
    write_file(after, path, force=True)
    return backup


def write_tables(folder: Path, tables: Mapping[str, bytes], force: bool) -> list[str]:
    """One CSV a table into a folder, which is made where it is missing; none where one of them is there already."""
    files = {folder / f"{title}.csv": data for title, data in tables.items()}
    there = [path for path in files if path.exists()]
    if there and not force:
        raise OutputError(f"{there[0]} はすでにあります。", "書きかえるときは --force を付けてください。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise OutputError(f"フォルダー {folder} を作れません。", "場所と権限を確かめてください。") from None
    for path, data in files.items():
        write_file(data, path, force=force)
    return [str(path) for path in files]
