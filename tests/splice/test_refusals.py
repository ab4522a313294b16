"""Files that cannot be filled: each says what it is and what to do; nothing else ever comes out."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from futoko_cli.errors import TemplateError
from futoko_cli.splice import book
from futoko_cli.splice.package import Package, Packed
from futoko_cli.splice.template import open_template
from tests.splice.packages import SHEET_TYPE, parts, sheet, zipped

CONTENT = parts({"様式": sheet('<row r="1"><c r="A1"/><c r="B1"><v>1</v></c></row>')}, {"氏名": "様式!$A$1"})
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def typed(kind: str) -> bytes:
    """The workbook under another content type."""
    return zipped(CONTENT | {"[Content_Types].xml": str(CONTENT["[Content_Types].xml"]).replace(SHEET_TYPE, kind)})


def doubled() -> bytes:
    """A package with a part twice, in two spellings."""
    return zipped(CONTENT | {"XL/Worksheets/Sheet1.xml": sheet("")})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "ではありません"),
        ("氏名,学年\n小樽 花子,3".encode(), "文字だけのファイル"),
        (b"%PDF-1.7", "PDF"),
        (b"<html><body><table>", "HTML"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0\0", r"\.xls"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "パスワード"),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0\0", "Word"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
            "見つかりません",
        ),
        (zipped({"word/document.xml": "<x/>"}), "Word"),
        (zipped(CONTENT)[:-40], "壊れている"),
        (zipped(CONTENT)[:300], "壊れている"),
        (zipped(CONTENT | {"_xmlsignatures/sig1.xml": "<s/>"}), "電子署名"),
        (doubled(), "同じ名前の部品"),
        (typed("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"), r"\.xltx"),
        (typed("application/vnd.ms-excel.template.macroEnabled.main+xml"), r"\.xltm"),
        (typed("application/vnd.ms-excel.addin.macroEnabled.main+xml"), r"\.xlam"),
        (zipped(CONTENT | {"xl/styles.xml": "<styleSheet>"}), "壊れている"),
        (zipped(CONTENT | {"xl/workbook.xml": "<!DOCTYPE a []><workbook/>"}), "DOCTYPE"),
        (zipped(CONTENT | {"xl/big.xml": b"0" * (70 * 1024 * 1024)}), "大きすぎ|圧縮"),
    ],
)
def test_what_cannot_be_filled(data: bytes, message: str) -> None:
    """A plain sentence with the file's name, and what to do about it."""
    with pytest.raises(TemplateError, match=message) as refusal:
        open_template(data, "様式.xlsx").fill({"氏名": "小樽"})
    assert "様式.xlsx" in refusal.value.message
    assert refusal.value.hint


def test_too_many_names() -> None:
    """A workbook with tens of thousands of names is not worked through."""
    names = {f"名{n}": "様式!$A$1" for n in range(20_001)}
    with pytest.raises(TemplateError, match="20,001 個"):
        open_template(zipped(parts({"様式": sheet("")}, names)), "様式.xlsx")


def test_a_file_made_to_cost_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names times merged areas are counted, and work beyond the limit is refused; one step below it is done."""
    merges = "<mergeCells>" + '<mergeCell ref="C3:D4"/>' * 50 + "</mergeCells>"
    names = {f"名{n}": f"様式!$A${n + 1}" for n in range(50)}
    data = zipped(parts({"様式": sheet("", merges)}, names))
    counted = open_template(data, "様式.xlsx").book
    assert counted._work > 50 * 50
    monkeypatch.setattr(book, "_MAX_WORK", counted._work)
    assert len(open_template(data, "様式.xlsx").targets) == 50
    monkeypatch.setattr(book, "_MAX_WORK", counted._work - 1)
    with pytest.raises(TemplateError, match="多すぎます"):
        open_template(data, "様式.xlsx").fill({"名1": 1})


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_spoilt_parts(data: st.DataObject) -> None:
    """Whatever is broken in a part, it is refused or filled: no other error, and no damage."""
    name = data.draw(st.sampled_from([name for name in CONTENT if name.endswith((".xml", ".rels"))]))
    xml = str(CONTENT[name]).encode()
    at, length = data.draw(st.integers(0, len(xml))), data.draw(st.integers(0, 30))
    new = data.draw(
        st.sampled_from([b"", b"<", b'"', b"\0", b"<c/>", b'<row r="1"/>', b' r="2"', b"<!--", b"&x;", b"/>"])
    )
    spoilt = zipped(CONTENT | {name: xml[:at] + new + xml[at + length :]})
    try:
        template = open_template(spoilt, "様式.xlsx")
        made = template.fill({"氏名": "小樽"})
    except TemplateError:
        return
    if "氏名" in template.targets:
        assert open_template(made.data, "様式.xlsx").read()["氏名"] in {"小樽", None}


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_spoilt_files(data: st.DataObject) -> None:
    """The same for the zip itself."""
    whole = zipped(CONTENT)
    at = data.draw(st.integers(0, len(whole)))
    spoilt = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 12)) :]
    try:
        made = open_template(spoilt, "様式.xlsx").fill({"氏名": "小樽"})
    except TemplateError:
        return
    assert made.data == spoilt or open_template(made.data, "様式.xlsx").read()["氏名"] == "小樽"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("小樽", "小梅"),  # another value
        ('<c r="A1"', '<c r="C1"'),  # another cell
        ("<v>1</v>", "<v>2</v>"),  # a cell nobody asked for
        ('t="inlineStr"', 't="formulas!"'),
    ],
)
def test_a_wrong_result_is_never_handed_out(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the writing went wrong, the proof finds it and nothing comes out."""
    right = Package.exchange

    def wrong(self: Package, made: dict[str, Packed]) -> bytes:
        for name, packed in made.items():
            xml = zlib.decompress(b"".join(packed.chunks), -15).replace(old.encode(), new.encode())
            body = zlib.compressobj(9, zlib.DEFLATED, -15)
            chunk = body.compress(xml) + body.flush()
            made[name] = Packed((chunk,), len(chunk), zlib.crc32(xml), len(xml))
        return right(self, made)

    monkeypatch.setattr(Package, "exchange", wrong)
    with pytest.raises(TemplateError, match=r"sheet1\.xml」が元と違っていました"):
        open_template(zipped(CONTENT), "様式.xlsx").fill({"氏名": "小樽"})


@pytest.mark.parametrize("spoil", ["lost", "other", "crc"])
def test_a_spoilt_package_is_never_handed_out(spoil: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lost part, a part changed that nobody asked for, a wrong checksum."""
    right = Package.exchange

    def wrong(self: Package, made: dict[str, Packed]) -> bytes:
        data = right(self, made)
        if spoil == "crc":
            at = data.index(b"PK\x01\x02") + 16
            return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(out, "w") as two:
            for info in one.infolist():
                changed = info.filename == "xl/styles.xml"
                if not (changed and spoil == "lost"):
                    two.writestr(info, one.read(info) + (b" " if changed else b""))
        return out.getvalue()

    monkeypatch.setattr(Package, "exchange", wrong)
    with pytest.raises(TemplateError, match="書き込みを中止しました"):
        open_template(zipped(CONTENT), "様式.xlsx").fill({"氏名": "小樽"})
