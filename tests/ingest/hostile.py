"""Hostile and broken files, made on the spot: what each is, and what must come out of it."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable

from futoko_cli.ingest.guard import MAX_FILE
from tests.ingest.packages import GOOD, LINK, MAIN, text_cell, workbook, workbook_parts, worksheet, zipped

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"
MB = 1024 * 1024


def beside_good(sheet: str, **parts: str) -> bytes:
    """A workbook whose first sheet is hostile and whose second is not."""
    return workbook({"悪": sheet, "良": GOOD}, **parts)


def ods(rows: str) -> bytes:
    """An OpenDocument workbook of one sheet."""
    names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    body = f'<office:body><office:spreadsheet><table:table table:name="4月">{rows}</table:table>'
    content = f"<office:document-content {names}>{body}</office:spreadsheet></office:body></office:document-content>"
    manifest = '<manifest:manifest xmlns:manifest="m"/>'
    return zipped([("mimetype", ODS_MIME), ("META-INF/manifest.xml", manifest), ("content.xml", content)])


def ods_cell(columns: int = 1) -> str:
    """A cell with a text, that many times."""
    repeated = f'table:number-columns-repeated="{columns}"'
    return f'<table:table-cell office:value-type="string" {repeated}><text:p>x</text:p></table:table-cell>'


def strings(*texts: str, declared: int = 0) -> str:
    """A shared strings part."""
    inner = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'<sst xmlns="{MAIN}" count="{declared}" uniqueCount="{declared}">{inner}</sst>'


def duplicate_part() -> bytes:
    """Two parts of one name: readers differ in which they take."""
    parts = workbook_parts({"4月": GOOD})
    return zipped([*parts, parts[-1]])


def overlapping_parts() -> bytes:
    """Two directory entries point at the same bytes."""
    data = bytearray(workbook({"4月": GOOD, "5月": GOOD}))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def declared_size(size: int) -> bytes:
    """The last part says that it unzips to ``size`` bytes; in truth it makes a million."""
    data = bytearray(workbook({"4月": GOOD.replace("<sheetData>", " " * MB + "<sheetData>")}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", size)
    return bytes(data)


def damaged_part() -> bytes:
    """One byte of a stored sheet is another: only the checksum tells."""
    data = zipped(workbook_parts({"4月": GOOD}), method=zipfile.ZIP_STORED)
    return data.replace("番号".encode(), "番弓".encode())


def locked_zip() -> bytes:
    """The parts carry the flag of zip encryption."""
    data = bytearray(workbook({"4月": GOOD}))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def locked_xls() -> bytes:
    """An .xls whose second record says that the rest is encrypted."""
    record = bytes.fromhex("0908100000060500") + bytes(12) + b"\x2f\x00\x04\x00abcd"
    return OLE + bytes(504) + record + bytes(488) + "Workbook".encode("utf-16-le") + bytes(512)


def locked_xlsx() -> bytes:
    """What Excel makes of a workbook with a password."""
    return OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def garbage_xls() -> bytes:
    """A proper header, then chains of sectors that lead nowhere."""
    noise = random.Random(1).randbytes(20_000)  # noqa: S311  the same noise each time
    header = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<LLLLLLLL", 0xFFFFFFF, 0, 0, 4096, 0, 0x7FFFFFFF, 0, 0x7FFFFFFF)
    return header.ljust(512, b"\0") + "Workbook".encode("utf-16-le") + bytes(16) + noise


def part_names(count: int) -> bytes:
    """A package of many empty parts."""
    return zipped([(f"x{i}", b"") for i in range(count)], method=zipfile.ZIP_STORED)


def many_sheets(count: int) -> bytes:
    """One part, listed as many sheets."""
    parts = workbook_parts({"4月": GOOD})
    listed = "".join(f'<sheet name="{i}" sheetId="{i}" r:id="r1"/>' for i in range(1, count + 1))
    parts[1] = (parts[1][0], f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets>{listed}</sheets></workbook>')
    return zipped(parts)


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ATTRIBUTES = " ".join(f'a{i}=""' for i in range(60_000))
FAR = text_cell("A1", "番号") + text_cell("XFD60000", "x")

#: name → (the file, what comes out): ``!code`` refuses the file, ``code`` one sheet, ``read`` is a sheet that was read.
CASES: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    # cells
    "far_cell": (lambda: beside_good(worksheet(FAR)), ["file-too-large", "read"]),
    "far_cell_prefixed": (
        lambda: beside_good(worksheet(FAR).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")),
        ["file-too-large", "read"],
    ),
    "far_cell_both_spellings": (
        lambda: beside_good(
            worksheet(text_cell("A1", "a") + text_cell("XFD60000", "x").replace("<", "<y:").replace("<y:/", "</y:"))
            .replace("<worksheet ", f'<worksheet xmlns:y="{MAIN}" ')
            .replace("<worksheet xmlns:y", f'<worksheet xmlns="{MAIN}" xmlns:y', 1)
            .replace(f' xmlns="{MAIN}">', ">", 1)
        ),
        ["file-too-large", "read"],
    ),
    "far_cell_behind_a_false_end": (
        lambda: beside_good(worksheet('<c r="A1"><v>1</v></y:c><y:c r="XFD60000"><v>9</v></c>')),
        ["file-unreadable", "read"],
    ),
    "far_cell_by_a_second_position": (
        lambda: beside_good(worksheet('<c r="A1"><v>1</v></c><c r="A2" r="XFD60000"><v>9</v></c>')),
        ["file-unreadable", "read"],
    ),
    "far_cell_other_attribute_order": (
        lambda: beside_good(worksheet(f'{text_cell("A1", "a")}<c s="1" r="XFD60000"><v>1</v></c>')),
        ["file-too-large", "read"],
    ),
    "far_cell_by_its_row": (
        lambda: beside_good(worksheet('<row r="900000"><c/><c/><c/><c/><c><v>1</v></c></row>')),
        ["file-too-large", "read"],
    ),
    "far_cell_in_a_dense_sheet": (
        lambda: beside_good(worksheet("".join(text_cell(f"A{i}", "x") for i in range(1, 900)) + FAR)),
        ["file-too-large", "read"],
    ),
    "row_of_eleven_digits": (
        lambda: beside_good(worksheet('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>')),
        ["file-too-large", "read"],
    ),
    "row_tag_of_eleven_digits": (
        lambda: beside_good(worksheet(f'<row r="99999999999">{text_cell("A1", "x")}</row>')),
        ["read", "read"],
    ),
    "column_of_four_letters": (
        lambda: beside_good(worksheet(text_cell("A1", "a") + text_cell("ABCD1", "x"))),
        ["file-unreadable", "read"],
    ),
    "row_zero": (lambda: beside_good(worksheet(text_cell("A0", "x"))), ["file-unreadable", "read"]),
    "blank_far_cell": (
        lambda: beside_good(worksheet(text_cell("A1", "a") + '<c r="XFD60000" s="1"/>')),
        ["read", "read"],
    ),
    "huge_declared_dimension": (
        lambda: beside_good(worksheet(text_cell("A1", "a"), head='<dimension ref="A1:XFD1048576"/>')),
        ["read", "read"],
    ),
    "million_empty_rows": (
        lambda: beside_good(worksheet("".join(f'<row r="{i}"/>' for i in range(1, 1_000_001)))),
        ["read", "read"],
    ),
    "cell_of_60000_attributes": (
        lambda: beside_good(worksheet(f'<c r="A1" {ATTRIBUTES}><v>1</v></c>')),
        ["read", "read"],
    ),
    "sheets_of_many_wide_grids": (
        lambda: workbook({f"s{i}": worksheet(text_cell("A1", "a") + text_cell("ZZ999", "x")) for i in range(40)}),
        ["read"] * 28 + ["file-too-large"] * 12,
    ),
    # merged ranges
    "merge_over_the_sheet": (
        lambda: beside_good(
            worksheet(text_cell("A1", "a"), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
        ),
        ["read", "read"],
    ),
    "merges_on_each_other": (
        lambda: beside_good(
            worksheet(
                text_cell("A1", "a") + text_cell("Z99", "b"),
                "<mergeCells>" + '<mergeCell ref="A1:Z99"/>' * 1000 + "</mergeCells>",
            )
        ),
        ["file-too-large", "read"],
    ),
    "two_hundred_thousand_merges": (
        lambda: beside_good(
            worksheet(
                text_cell("A1", "a"),
                "".join(
                    ["<mergeCells>", *(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(1, 200_001)), "</mergeCells>"]
                ),
            )
        ),
        ["file-too-large", "read"],
    ),
    # strings
    "declared_string_count": (
        lambda: beside_good(worksheet('<c r="A1" t="s"><v>0</v></c>'), strings=strings("番号", declared=4_000_000_000)),
        ["read", "read"],
    ),
    "string_index_out_of_range": (
        lambda: beside_good(worksheet('<c r="A1" t="s"><v>77</v></c>'), strings=strings("番号")),
        ["file-unreadable", "read"],
    ),
    "long_string_in_many_cells": (
        lambda: beside_good(
            worksheet("".join(f'<c r="A{i}" t="s"><v>0</v></c>' for i in range(1, 10_000))),
            strings=strings("あ" * 100_000),
        ),
        ["file-too-large", "read"],
    ),
    "strings_counted_inside": (
        lambda: beside_good(GOOD, strings=f'<sst xmlns="{MAIN}"><x:sst uniqueCount="4000000000"><si/></x:sst></sst>'),
        ["!file-unreadable"],
    ),
    "number_too_large_for_a_date": (  # the reader panics
        lambda: beside_good(
            worksheet('<c r="A1" s="1"><v>-1e300</v></c>'),
            styles='<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        ),
        ["file-unreadable", "read"],
    ),
    "style_of_60000_attributes": (
        lambda: beside_good(
            GOOD, styles=f'<styleSheet><cellXfs><xf {ATTRIBUTES} numFmtId="0"/></cellXfs></styleSheet>'
        ),
        ["read", "read"],
    ),
    "odd_style_of_60000_attributes": (
        lambda: beside_good(
            GOOD, styles=f"<styleSheet><cellXfs><xf {ATTRIBUTES} numFmtId='0'/></cellXfs></styleSheet>"
        ),
        ["!file-too-large"],
    ),
    # XML
    "entities_in_a_sheet": (
        lambda: beside_good(ENTITY + worksheet(text_cell("A1", "&b;"))[39:]),
        ["file-unreadable", "read"],
    ),
    "entities_in_the_strings": (lambda: beside_good(GOOD, strings=ENTITY + strings("&b;")), ["!file-unreadable"]),
    "entities_in_the_workbook": (
        lambda: zipped(
            [(n, (ENTITY + str(d)) if n == "xl/workbook.xml" else d) for n, d in workbook_parts({"4月": GOOD})]
        ),
        ["!file-unreadable"],
    ),
    "entities_in_utf_16": (
        lambda: workbook({"悪": (ENTITY + GOOD.partition("?>")[2]).encode("utf-16"), "良": GOOD}),
        ["file-unreadable", "read"],
    ),
    "unfinished_comments": (lambda: beside_good(worksheet("<!--" * 100_000)), ["file-unreadable", "read"]),
    "sheet_cut_short": (lambda: beside_good(GOOD[:-40]), ["file-unreadable", "read"]),
    "binary_sheet": (lambda: workbook({"悪": bytes(range(256)) * 20, "良": GOOD}), ["file-unreadable", "read"]),
    "unknown_encoding": (lambda: beside_good(GOOD.replace("UTF-8", "UTF-7")), ["file-unreadable", "read"]),
    # zip
    "zip_bomb": (lambda: beside_good(worksheet(" " * (20 * MB))), ["!file-too-large"]),
    "part_too_large": (lambda: declared_size(70 * MB), ["!file-too-large"]),
    "too_many_parts": (lambda: part_names(12_000), ["!file-too-large"]),
    "too_many_sheets": (lambda: many_sheets(20_000), ["!file-too-large"]),
    "one_part_as_many_sheets": (lambda: many_sheets(50), ["!file-unreadable"]),
    "two_parts_of_one_name": (duplicate_part, ["!file-unreadable"]),
    "overlapping_parts": (overlapping_parts, ["!file-unreadable"]),
    "lying_size": (lambda: declared_size(100), ["file-unreadable"]),
    "damaged_part": (damaged_part, ["file-unreadable"]),
    "zip_cut_short": (lambda: workbook({"4月": GOOD})[:-400], ["!file-unreadable"]),
    "zip_directory_cut": (lambda: b"PK\x05\x06" + bytes(18), ["!file-unreadable"]),
    "locked_zip": (locked_zip, ["!file-encrypted"]),
    "missing_sheet_part": (lambda: zipped(workbook_parts({"4月": GOOD})[:-1]), ["!file-unreadable"]),
    # other formats
    "locked_xlsx": (locked_xlsx, ["!file-encrypted"]),
    "locked_xls": (locked_xls, ["!file-encrypted"]),
    "garbage_xls": (garbage_xls, ["!file-unreadable"]),
    "ole_without_workbook": (lambda: OLE + bytes(4096), ["!file-unreadable"]),
    "word_97": (lambda: OLE + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(512), ["!file-unreadable"]),
    "ods_billion_rows": (
        lambda: ods(f'<table:table-row table:number-rows-repeated="1000000000">{ods_cell()}</table:table-row>'),
        ["!file-too-large"],
    ),
    "ods_billion_columns": (
        lambda: ods(f"<table:table-row>{ods_cell(1_000_000_000)}</table:table-row>"),
        ["!file-too-large"],
    ),
    "ods_rows_times_columns": (
        lambda: ods(
            f"<table:table-row>{ods_cell(2000)}</table:table-row>"
            '<table:table-row table:number-rows-repeated="2000"><table:table-cell/></table:table-row>'
            f"<table:table-row>{ods_cell()}</table:table-row>"
        ),
        ["!file-too-large"],
    ),
    "ods_cut_short": (lambda: ods("</table:table>"), ["!file-unreadable"]),
    "ods_locked": (
        lambda: zipped(
            [("mimetype", ODS_MIME), ("META-INF/manifest.xml", "<m><encryption-data/></m>"), ("content.xml", "x")]
        ),
        ["!file-encrypted"],
    ),
    "open_document_text": (
        lambda: zipped([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")]),
        ["!file-unreadable"],
    ),
    "word_2007": (lambda: zipped([("word/document.xml", "<x/>")]), ["!file-unreadable"]),
    "plain_zip": (lambda: zipped([("r7.xlsx", b"x")]), ["!file-unreadable"]),
    "binary_workbook": (
        lambda: zipped(
            [
                ("_rels/.rels", f'<R><Relationship Id="a" Type="{LINK}/officeDocument" Target="xl/workbook.bin"/></R>'),
                ("xl/workbook.bin", b"x"),
            ]
        ),
        ["!file-unreadable"],
    ),
    "html": (lambda: "\r\n <html><table><tr><td>番号</td></tr></table></html>".encode("cp932"), ["!file-unreadable"]),
    "html_utf_16": (lambda: "<table><tr><td>番号</td></tr></table>".encode("utf-16"), ["!file-unreadable"]),
    "xml_spreadsheet_2003": (
        lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        ["!file-unreadable"],
    ),
    "pdf": (lambda: b"%PDF-1.7\n" + bytes(100), ["!file-unreadable"]),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), ["!file-unreadable"]),
    "photograph": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), ["!file-unreadable"]),
    "bitmap": (lambda: b"BM" + bytes(100), ["!file-unreadable"]),
    "excel_4": (lambda: b"\x09\x04\x06\x00" + bytes(100), ["!file-unreadable"]),
    "noise": (lambda: bytes(b % 251 for b in range(7, 90_000, 17)), ["!file-unreadable"]),
    "nothing": (lambda: b"", ["!file-unreadable"]),
    "too_large_on_disk": (lambda: bytes(MAX_FILE + 1), ["!file-too-large"]),
}
