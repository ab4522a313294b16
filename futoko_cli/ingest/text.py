"""Text files (CSV・TSV): decoded, cut into cells, made rectangular."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from futoko_cli.ingest.guard import MAX_CELLS, FileProblem, too_large, unreadable
from futoko_cli.ingest.raw import RawSheet

_SAVE_CSV: Final = "Excel で「CSV UTF-8 (コンマ区切り)」を選んで保存し直してください。"
_QUOTED: Final = re.compile(r'"[^"]*"')
_DECLARED: Final = re.compile(r'"?sep=(.)"?\s*')
_SAMPLE: Final = 30  # lines looked at for the delimiter
_MAX_FIELD: Final = 32_767  # characters of one cell, as in Excel


def read_text(data: bytes, file: str) -> RawSheet:
    """The one sheet of a text file; every cell is a ``str``, rows filled up to the same width.

    Raises:
        FileProblem: neither UTF-8 nor CP932 (Shift_JIS), not text at all, or a quotation mark never closed.

    """
    text = decode(data, file)
    delimiter = sniff_delimiter(text)
    if text.count(delimiter) + text.count("\n") > MAX_CELLS:
        raise too_large(file, "は行と列が多すぎます。", "年度ごと、学年ごとに分けてください。")
    rows = _rows(text, delimiter, file)
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise too_large(file, "には、列が異常に多い行があります。", _SAVE_CSV)
    grid: list[list[object]] = [[*row, *[""] * (width - len(row))] for row in rows]
    return RawSheet("", visible=True, rows=grid, merges=[])


def decode(data: bytes, file: str) -> str:
    """Text by its byte-order mark, else UTF-8 if it is valid UTF-8, else CP932.

    Raises:
        FileProblem: none of them, or bytes that no text has.

    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    elif b"\x1b$" in data:
        encodings = ["iso2022_jp"]
    else:
        encodings = ["utf-8", "cp932"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    hint = "Excel で開けるファイルなら、" + _SAVE_CSV
    raise unreadable(file, "は、Excel でも文字のファイル (UTF-8・Shift_JIS) でもありません。", hint)


def sniff_delimiter(text: str) -> str:
    """Comma, tab or semicolon: the one that stands in most of the first lines, then the most frequent."""
    if declared := _DECLARED.fullmatch(text[:20].partition("\n")[0]):
        return declared[1]
    lines = [line for line in _QUOTED.sub("", text[:65_536]).splitlines() if line.strip()][:_SAMPLE]
    return max(",\t;", key=lambda d: (sum(d in line for line in lines), sum(line.count(d) for line in lines)))


def _rows(text: str, delimiter: str, file: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        rows = _lenient_rows(text, delimiter, file)
    if any(len(field) > _MAX_FIELD for row in rows for field in row):
        raise _open_quote(file)
    return rows


def _lenient_rows(text: str, delimiter: str, file: str) -> list[list[str]]:
    """Stray quotation marks inside a cell are only letters; one that swallows the rest of the file is a problem."""
    lines = text.count("\n")
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if any(field.count("\n") > max(20, lines // 2) for field in row):
                raise _open_quote(file)
    except csv.Error:
        raise _open_quote(file) from None
    return rows


def _open_quote(file: str) -> FileProblem:
    return unreadable(file, 'の引用符 (") が閉じていません。', _SAVE_CSV)
