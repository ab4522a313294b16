"""Cells found and made in sheets of every spelling: what else stands in the sheet stays."""

from __future__ import annotations

import pytest

from futoko_cli.errors import TemplateError
from futoko_cli.splice.template import open_template
from tests.splice.packages import MAIN, OFFICE, part, parts, sheet, workbook, zipped

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def text(cell: str, value: str = "値", more: str = "") -> str:
    """A written cell."""
    return f'<c r="{cell}"{more} t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'


def fill(data: str, cells: str, after: str = "", before: str = "") -> tuple[str, str]:
    """The sheet before and after the cells (``B3 C4``) were filled."""
    names = {f"名{n}": f"様式!${cell[0]}${cell[1:]}" for n, cell in enumerate(cells.split())}
    book = workbook(data, names, after, before)
    template = open_template(book, "様式.xlsx")
    assert [name.problem for name in template.names] == [""] * len(names)
    return part(book), part(template.fill(dict.fromkeys(names, "値")).data)


@pytest.mark.parametrize(
    ("data", "cell", "expected"),
    [
        ('<row r="3"/>', "B3", f'<row r="3">{text("B3")}</row>'),
        ('<row r="3" ht="20" />', "B3", f'<row r="3" ht="20">{text("B3")}</row>'),
        ('<row r="3"></row>', "B3", f'<row r="3">{text("B3")}</row>'),
        ('<row r="3"><c r="B3"/></row>', "B3", f'<row r="3">{text("B3")}</row>'),
        ('<row r="3"><c r="B3" s="2" ></c></row>', "B3", '<row r="3"><c r="B3" s="2" t="inlineStr">'),
        ("<row><c/><c/></row>", "B1", "<row><c/>" + text("B1") + "</row>"),
        ('<row r="2"/><row><c r="A3"/></row>', "B3", f'<row r="2"/><row><c r="A3"/>{text("B3")}</row>'),
        ('<row r="3"><c r="A3"/><c r="C3"/></row>', "B3", f'<row r="3"><c r="A3"/>{text("B3")}<c r="C3"/></row>'),
        ('<row r="2"/><row r="5"/>', "B3", f'<row r="2"/><row r="3">{text("B3")}</row><row r="5"/>'),
        ('<row r="2"/>', "B3", f'<row r="2"/><row r="3">{text("B3")}</row>'),
        ("<sheetData/>", "B3", f'<sheetData><row r="3">{text("B3")}</row></sheetData>'),
        ("<sheetData></sheetData>", "B3", f'<sheetData><row r="3">{text("B3")}</row></sheetData>'),
        ("<row r='3'><c r='B3' t='s' s='1'><v>0</v></c></row>", "B3", "<row r='3'><c r='B3' s='1' t=\"inlineStr\">"),
        ('<row r="3"><!-- <c r="B3"/> --><c r="B3"/></row>', "B3", '<!-- <c r="B3"/> -->' + text("B3")),
        ('<row r="3"><c r="B3" t="str"><v><![CDATA[</c>]]></v></c></row>', "B3", f'<row r="3">{text("B3")}</row>'),
        ('<row r="3"><c r="A3"/><extLst/></row>', "B3", f'<c r="A3"/>{text("B3")}<extLst/></row>'),
    ],
)
def test_one_cell(data: str, cell: str, expected: str) -> None:
    """A cell, a row, all rows missing; self-closed, without references, in single quotes, beside comments."""
    assert expected in fill(data, cell)[1]


def test_many_new_cells_at_one_place() -> None:
    """Cells made and replaced at one offset keep the order of the sheet."""
    _, after = fill('<row r="3"><c r="D3"/></row><row r="6"/>', "E3 D3 B3 C3 B4 A4 B5 B6 A7")
    order = [after.index(f'r="{cell}"') for cell in ["B3", "C3", "D3", "E3", "A4", "B4", "B5", "B6", "A7"]]
    assert order == sorted(order)
    assert f'<row r="4">{text("A4")}{text("B4")}</row><row r="5">{text("B5")}</row><row r="6">' in after


def test_only_given_values_make_cells() -> None:
    """A row that gets nothing is not made, a self-closed one is left as it is."""
    book = workbook('<row r="3" />', {"甲": "様式!$B$3", "乙": "様式!$B$4", "丙": "様式!$B$5"})
    after = part(open_template(book, "様式.xlsx").fill({"丙": "値"}).data)
    assert f'<row r="3" /><row r="5">{text("B5")}</row>' in after


def test_a_new_cell_looks_like_its_row_or_column() -> None:
    """The row's style where the row has one of its own, else the column's."""
    cols = '<cols><col min="2" max="3" style="2"/></cols>'
    _, after = fill('<row r="3" s="1" customFormat="1"/><row r="4" s="1"/>', "B3 B4 B5 D5", before=cols)
    assert '<c r="B3" s="1" t' in after
    assert '<c r="B4" s="2" t' in after
    assert '<c r="B5" s="2" t' in after
    assert '<c r="D5" t' in after


def test_spans_and_dimension_grow_only_where_they_must() -> None:
    """A cell inside leaves both alone, one outside widens them."""
    row = '<row r="3" spans="2:4"><c r="B3"/></row>'
    before, after = fill(row, "C3", before='<dimension ref="B3:D9"/>')
    assert after == before.replace('<c r="B3"/>', '<c r="B3"/>' + text("C3"))
    _, after = fill(row, "A3 F3 C4", before='<dimension ref="B3:D9"/>')
    assert '<row r="3" spans="1:6">' in after
    assert '<dimension ref="A3:F9"/>' in after


def test_rows_and_columns_of_anchors_are_no_cells() -> None:
    """Controls give their place in elements called row and col; nothing in them is touched."""
    anchor = f'<from><xdr:col xmlns:xdr="{XDR}">1</xdr:col><xdr:row xmlns:xdr="{XDR}">2</xdr:row></from>'
    controls = f'<controls><control shapeId="1025" r:id="rId1"><controlPr><anchor>{anchor}</anchor></controlPr></control></controls>'
    before, after = fill('<row r="3"><c r="B3"/></row>', "B3", after=controls)
    assert after == before.replace('<c r="B3"/>', text("B3"))


def test_a_prefix() -> None:
    """Some programs write x:c; new elements take the same prefix."""
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="A2" s="1"/></x:row></x:sheetData></x:worksheet>'
    book = zipped(parts({"様式": xml}, {"甲": "様式!$A$2", "乙": "様式!$B$2", "丙": "様式!$A$3"}))
    made = open_template(book, "様式.xlsx").fill({"甲": "値", "乙": 7, "丙": "値"})
    after = part(made.data)
    assert '<x:c r="A2" s="1" t="inlineStr"><x:is><x:t xml:space="preserve">値</x:t></x:is></x:c>' in after
    assert '<x:c r="B2"><x:v>7</x:v></x:c></x:row><x:row r="3"><x:c r="A3"' in after
    assert open_template(made.data, "様式.xlsx").read() == {"甲": "値", "乙": 7, "丙": "値"}


def test_strict_workbooks_and_a_byte_order_mark() -> None:
    """The strict spelling of the format is filled as well; a mark in front of the XML stays."""
    xml = "\ufeff" + sheet('<row r="1"><c r="A1"/></row>', uri="http://purl.oclc.org/ooxml/spreadsheetml/main")
    made = open_template(zipped(parts({"様式": xml}, {"甲": "様式!$A$1"})), "様式.xlsx").fill({"甲": 1})
    assert part(made.data) == xml.replace('<c r="A1"/>', '<c r="A1"><v>1</v></c>')


@pytest.mark.parametrize(
    "data",
    [
        '<row r="3"><c r="B3"/><c r="A3"/></row>',  # out of order
        '<row r="3"><c r="B3"/><c r="B3"/></row>',
        '<row r="3"><c r="B4"/></row>',
        '<row r="3"/><row r="3"/>',
        '<row r="4"/><row r="3"/>',
        '<row r="0"/>',
        '<row r="3"><y:c xmlns:y="urn:y" r="B3"/></row>',
        '<row r="3"><c xmlns="urn:y" r="B3"/></row>',
        '<y:row xmlns:y="urn:y" r="3"/>',
        '<row r="3"><c r="B3">',
    ],
)
def test_what_excel_would_call_damaged_is_refused(data: str) -> None:
    """Rows and cells out of order or doubled, strangers among them, and XML cut short."""
    with pytest.raises(TemplateError, match="壊れている"):
        open_template(workbook(data, {"甲": "様式!$B$3"}), "様式.xlsx")


@pytest.mark.parametrize(
    ("head", "encoding", "why"),
    [
        ('<?xml version="1.0" encoding="Shift_JIS"?>', "shift_jis", "UTF-8 ではない文字コード"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-8", "UTF-8 ではない文字コード"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16", "UTF-8 ではない文字コード"),
        ('<!DOCTYPE worksheet [<!ENTITY a "b">]>', "utf-8", "壊れている"),
    ],
)
def test_other_encodings_and_doctypes_are_refused(head: str, encoding: str, why: str) -> None:
    """Nothing Excel writes has them; which of the two it is, is said."""
    xml = f'{head}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData/></worksheet>'.encode(encoding)
    with pytest.raises(TemplateError, match=why):
        open_template(zipped(parts({"様式": xml}, {"甲": "様式!$B$3"})), "様式.xlsx")


def test_merged_cells_and_ranges() -> None:
    """A merged area means its first cell, whichever of its cells is named; a wider range is several cells."""
    merges = '<mergeCells count="1"><mergeCell ref="B3:D4"/></mergeCells>'
    names = {
        "全": "様式!$B$3:$D$4",
        "中": "様式!$C$4",
        "一部": "様式!$C$3:$D$4",
        "外": "様式!$B$3:$E$4",
        "一": "様式!$A$1:$A$1",
    }
    template = open_template(workbook('<row r="3"><c r="B3"/></row>', names, merges), "様式.xlsx")
    assert {name: targets[0].cell for name, targets in template.targets.items()} == {
        "全": "B3",
        "中": "B3",
        "一部": "B3",
        "一": "A1",
    }
    target = template.targets["中"][0]
    assert (target.last_row, target.last_col) == (3, 3)
    assert next(name.problem for name in template.names if name.name == "外").startswith("2つ以上のセル")
