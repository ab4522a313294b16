"""Opening any register file safely (ファイルを開く): Excel, OpenDocument or text, by content, never by its name.

The way of a file: size and place (``guard``) → what it is (``sniff``) → ``package`` for .xlsx and .xlsm, ``isolated``
for .xls and .ods, ``text`` for the rest. Its bytes are read once and the file is closed before anything is parsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.ingest.guard import FileProblem, read_bytes, too_large
from futoko_cli.ingest.raw import Book, RawSheet
from futoko_cli.ingest.sniff import container

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from futoko_cli.core.issues import Issue

__all__ = ["Book", "FileProblem", "RawSheet", "open_book", "open_bytes"]


def open_book(path: Path, label: str, password: str | None = None) -> Book:
    """Open one file; ``label`` is the name that people see.

    Raises:
        FileProblem: it cannot be read at all; nothing else is ever raised. A sheet that cannot be read comes as an
            ``Issue`` from ``Book.sheets``.

    """
    try:
        return open_bytes(read_bytes(path, label), label, password)
    except MemoryError:
        raise too_large(label, "を開くにはメモリーが足りません。") from None


def open_bytes(data: bytes, label: str, password: str | None = None) -> Book:
    """Open what was read from a file already. Raises FileProblem."""
    kind = container(data, label)
    if kind == "locked":
        from futoko_cli.ingest.unlock import unlock, wrong_password

        data = unlock(data, label, password)
        kind = container(data, label)
        if kind == "locked":
            raise wrong_password(label)
    if kind == "zip":
        return _open_zip(data, label)
    if kind == "ole":
        from futoko_cli.ingest.isolated import Isolated

        return Book(label, "xls", Isolated(data, label).sheets)
    from futoko_cli.ingest.text import read_text

    sheet = read_text(data, label)
    return Book(label, "csv", lambda: iter([sheet]))


def _open_zip(data: bytes, label: str) -> Book:
    from futoko_cli.ingest.archive import Archive

    archive = Archive(data, label)
    if "mimetype" in archive and "content.xml" in archive:
        from futoko_cli.ingest.isolated import Isolated
        from futoko_cli.ingest.ods import check_ods

        check_ods(archive)
        isolated = Isolated(data, label)
        return Book(label, "ods", lambda: _with_merges(isolated.sheets(), archive.read("content.xml"), label))
    from futoko_cli.ingest.package import Package

    return Book(label, "xlsx", Package(archive).sheets)


def _with_merges(sheets: Iterator[RawSheet | Issue], content: bytes, label: str) -> Iterator[RawSheet | Issue]:
    """Sheets of an .ods with the merged ranges that the reader leaves out."""
    from futoko_cli.ingest.cells import clipped
    from futoko_cli.ingest.ods_merges import ods_merges

    merges = ods_merges(content)
    for index, sheet in enumerate(sheets):
        if isinstance(sheet, RawSheet) and index < len(merges):
            try:
                sheet.merges = clipped(merges[index], sheet.rows, label, sheet.name)
            except FileProblem as problem:
                yield problem.issue
                continue
        yield sheet
