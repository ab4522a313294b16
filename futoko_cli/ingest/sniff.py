"""What a file really is (中身の見分け): names lie, the first bytes seldom do."""

from __future__ import annotations

import re
from typing import Final, Literal

from futoko_cli.ingest.guard import unreadable

Container = Literal["zip", "ole", "locked", "text"]

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_BIFF8: Final = bytes.fromhex("0908100000060500")  # the first record of a workbook since Excel 97
_FILEPASS: Final = b"\x2f\0"
_FOREIGN: Final = {
    b"%PDF": "PDF",
    b"\x89PNG": "画像",
    b"\xff\xd8\xff": "画像",
    b"GIF8": "画像",
    b"BM": "画像",
    b"II*\0": "画像",
    b"MM\0*": "画像",
    b"\x1f\x8b": "圧縮ファイル",
    b"7z\xbc\xaf": "圧縮ファイル",
    b"Rar!": "圧縮ファイル",
    b"{\\rtf": "Word 文書",
    b"\x7fELF": "プログラム",
    b"MZ": "プログラム",
}
_EXPORT: Final = "出席簿を Excel (.xlsx) か CSV で書き出し直してください。"
_OPEN_AND_SAVE: Final = "Excel で開き、「名前を付けて保存」で「Excel ブック (.xlsx)」を選んで保存し直してください。"
_HTML: Final = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|meta|table|body|style|div)\b",
    re.IGNORECASE | re.DOTALL,
)


def container(data: bytes, file: str) -> Container:
    """Zip package, OLE file (.xls), either of them locked with a password, or text; all else is named and refused.

    Raises:
        FileProblem: PDF, picture, HTML or XML under an Excel name, an OLE file that is no workbook.

    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(_OLE):
        return _ole_kind(data, file)
    for magic, what in _FOREIGN.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:512]):
            raise unreadable(file, f"は{what}です。", _EXPORT)
    start = _ascii_start(data)
    if _HTML.match(start):
        raise unreadable(file, "の中身は Excel ではなく HTML (Web ページ) です。", _OPEN_AND_SAVE)
    if start.startswith(b"MIME-Version:"):
        raise unreadable(file, "の中身は Excel ではなく Web ページ (.mht) です。", _OPEN_AND_SAVE)
    if start.startswith((b"<?xml", b"<Workbook")):
        if b"schemas-microsoft-com:office:spreadsheet" in start or b"Excel.Sheet" in start:
            raise unreadable(file, "の中身は「XML スプレッドシート 2003」です。", _OPEN_AND_SAVE)
        raise unreadable(file, "の中身は Excel ではなく XML です。", _EXPORT)
    if data[:2] in {b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"}:
        raise unreadable(file, "は Excel 95 より前の形式です。", _OPEN_AND_SAVE)
    return "text"


def _ascii_start(data: bytes) -> bytes:
    """The first 4 KB as ASCII, without a byte-order mark; UTF-16 shrinks to its low bytes."""
    start = data[:8192]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")[2:]
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096]


def _ole_kind(data: bytes, file: str) -> Container:
    """An OLE file is an .xls only where it holds a stream named Workbook or Book."""
    if _name("EncryptedPackage") in data:
        return "locked"
    if _name("WordDocument") in data:
        raise unreadable(file, "は Word 文書です。", _EXPORT)
    if _name("PowerPoint Document") in data:
        raise unreadable(file, "は PowerPoint です。", _EXPORT)
    if _name("Workbook") not in data and _name("Book") not in data:
        raise unreadable(file, "の中に Excel のブックが見つかりません。")
    return "locked" if _has_filepass(data) else "ole"


def _has_filepass(data: bytes) -> bool:
    """Whether the workbook stream says, among its first records, that what follows is encrypted."""
    at = data.find(_BIFF8)
    end = at + 512
    while 0 <= at < end:
        if data[at : at + 2] == _FILEPASS:
            return True
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return False


def _name(stream: str) -> bytes:
    """How a stream's name lies in an OLE directory."""
    return stream.encode("utf-16-le") + b"\0\0"
