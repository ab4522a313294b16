"""Text files: any encoding a school writes, any delimiter, no silent loss."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from futoko_cli.ingest.guard import FileProblem
from futoko_cli.ingest.text import decode, read_text, sniff_delimiter
from futoko_cli.ingest.workbook import RawSheet, open_book

LIST = "日付,氏名,区分\n2025-04-08,髙橋　﨑,欠席\n"


def refusal(data: bytes) -> str:
    """The message with which a file is refused."""
    with pytest.raises(FileProblem) as caught:
        read_text(data, "一覧.csv")
    assert caught.value.issue.code in {"file-unreadable", "file-too-large"}
    assert "一覧.csv" in caught.value.issue.message
    return caught.value.issue.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    """The same list in every encoding gives the same cells."""
    path = tmp_path / "一覧.csv"
    path.write_bytes(LIST.encode(encoding))
    book = open_book(path, "一覧.csv")
    (sheet,) = book.sheets()
    assert isinstance(sheet, RawSheet)
    assert (book.kind, sheet.name, sheet.visible, sheet.merges) == ("csv", "", True, [])
    assert sheet.rows == [["日付", "氏名", "区分"], ["2025-04-08", "髙橋　﨑", "欠席"]]


def test_old_mail_encoding() -> None:
    """ISO-2022-JP is told by its escapes, not taken for ASCII."""
    assert decode("氏名,区分\n".encode("iso2022_jp"), "一覧.csv") == "氏名,区分\n"


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiters(delimiter: str) -> None:
    """The delimiter that stands in most lines wins over one inside a reason."""
    text = f'番号{delimiter}理由\n1{delimiter}"発熱, 頭痛; 腹痛"\n2{delimiter}通院\n'
    assert sniff_delimiter(text) == delimiter


def test_declared_delimiter() -> None:
    """Excel's own first line is believed."""
    assert sniff_delimiter("sep=;\na,b;c,d\n") == ";"


def test_ragged_rows_are_filled_up() -> None:
    """Rows of different length become one rectangle; blank rows at the end are no rows."""
    sheet = read_text("題名\n番号,氏名,備考\n1,太郎\n,,\n\n".encode(), "一覧.csv")
    assert sheet.rows == [["題名", "", ""], ["番号", "氏名", "備考"], ["1", "太郎", ""]]


def test_line_ends_and_quotes() -> None:
    """A line break inside quotes belongs to the cell, whatever ends the lines."""
    sheet = read_text('番号,理由\r\n1,"発熱\r\n頭痛 ""38度"""\r\n'.encode(), "一覧.csv")
    assert sheet.rows == [["番号", "理由"], ["1", '発熱\r\n頭痛 "38度"']]
    assert read_text(b"a,b\rc,d\r", "x.csv").rows == [["a", "b"], ["c", "d"]]


def test_stray_quotes_are_letters() -> None:
    """A quotation mark inside a cell does not join cells or lines."""
    sheet = read_text('番号,理由\n1,身長5"の"件\n2,"あ"い\n3,無し\n'.encode(), "一覧.csv")
    assert [row[0] for row in sheet.rows] == ["番号", "1", "2", "3"]


def test_quote_that_never_closes() -> None:
    """One missing quotation mark would swallow every later row: refused, not half read."""
    rows = "".join(f"{i},欠席\n" for i in range(60))
    assert "引用符" in refusal(f'番号,区分\n1,"発熱\n{rows}'.encode())
    assert "引用符" in refusal(f'番号,区分\n1,"{"あ" * 200_000}\n2,欠席\n'.encode())


def test_bytes_that_are_no_text() -> None:
    """NUL bytes and bytes of no encoding are refused."""
    assert "文字のファイル" in refusal(b"a,b\0c\n")
    assert "文字のファイル" in refusal(b"\x81\xff\xfe\x80,\n")


def test_too_many_cells() -> None:
    """Millions of delimiters, or one endless row above many short ones, are refused before they fill the memory."""
    assert "多すぎます" in refusal(b"," * 4_000_000)
    assert "異常に多い" in refusal(b"," * 20_000 + b"\nx" * 20_000)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes, the answer is a rectangle or a problem."""
    try:
        sheet = read_text(data, "一覧.csv")
    except FileProblem:
        return
    assert len({len(row) for row in sheet.rows}) <= 1
