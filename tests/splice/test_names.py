"""Names and what they point to: one cell, or the sentence that says why not."""

from __future__ import annotations

import pytest

from futoko_cli.splice import locate, names
from futoko_cli.splice.template import Template, open_template
from tests.splice.packages import OFFICE, RELS, part, parts, relationships, sheet, workbook, zipped


def refers(to: str) -> tuple[str, str]:
    """Sheet and cell, and the problem, of one name in a workbook with awkward sheet names."""
    titles = ("様式", "様式 1 (控)", "O'Neill", "Sheet2")
    template = open_template(zipped(parts(dict.fromkeys(titles, sheet("")), {"名": to})), "様式.xlsx")
    (name,) = template.names
    return (f"{name.target.sheet}!{name.target.cell}" if name.target else ""), name.problem


@pytest.mark.parametrize(
    ("to", "cell"),
    [
        ("様式!$B$3", "様式!B3"),
        ("'様式'!$B$3", "様式!B3"),
        ("'様式 1 (控)'!$AA$10", "様式 1 (控)!AA10"),
        ("'O''Neill'!$C$1", "O'Neill!C1"),
        ("sheet2!$xfd$1048576", "Sheet2!XFD1048576"),
        ("様式!$B$3:$B$3", "様式!B3"),
        ("=様式!$B$3", "様式!B3"),
    ],
)
def test_one_cell(to: str, cell: str) -> None:
    """Sheets quoted and not, with spaces, apostrophes and brackets; in either case."""
    assert refers(to) == (cell, "")


@pytest.mark.parametrize(
    ("to", "problem"),
    [
        ("様式!$B$3:$C$3", names.SEVERAL),
        ("様式!$B$3,様式!$B$5", names.SEVERAL),
        ("様式!$B:$B", names.SEVERAL),
        ("様式!$3:$3", names.SEVERAL),
        ("様式:Sheet2!$B$3", names.SEVERAL),
        ("様式!#REF!", names.DELETED),
        ("#REF!$B$3", names.DELETED),
        ("[1]様式!$B$3", names.OTHER_BOOK),
        ("'[昨年.xlsx]様式'!$B$3", names.OTHER_BOOK),
        ("様式!B3", names.RELATIVE),
        ("様式!$B3", names.RELATIVE),
        ("OFFSET(様式!$A$1,1,1)", names.NO_CELL),
        ('"令和7年度"', names.NO_CELL),
        ("30", names.NO_CELL),
        ("", names.NO_CELL),
        ("昨年!$B$3", names.NO_SHEET),
        ("様式!$XFE$1", names.FAR),
        ("様式!$A$1048577", names.FAR),
    ],
)
def test_no_one_cell(to: str, problem: str) -> None:
    """Each kind of reference that is not one cell of this workbook says so."""
    assert refers(to) == ("", problem)


def test_scopes_hidden_names_and_names_of_excel() -> None:
    """A name of a sheet keeps its sheet; hidden ones can be filled; print areas and macros are no fields."""
    content = parts({"表": sheet(""), "裏": sheet("")})
    defined = (
        '<definedName name="氏名">表!$A$1</definedName>'
        '<definedName name="氏名" localSheetId="1">裏!$A$1</definedName>'
        '<definedName name="隠し" hidden="1">表!$A$2</definedName>'
        '<definedName name="なし" localSheetId="7">表!$A$2</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">表!$A$1:$B$2</definedName>'
        '<definedName name="関数" function="1">表!$A$1</definedName>'
    )
    book = str(content["xl/workbook.xml"]).replace("</sheets>", f"</sheets><definedNames>{defined}</definedNames>")
    template = open_template(zipped(content | {"xl/workbook.xml": book}), "様式.xlsx")
    assert [(name.name, name.scope, name.hidden) for name in template.names] == [
        ("氏名", "", False),
        ("氏名", "裏", False),
        ("隠し", "", True),
        ("なし", "", False),
    ]
    assert template.names[-1].problem == names.NO_SHEET
    assert [target.sheet for target in template.targets["氏名"]] == ["表", "裏"]
    made = template.fill({"氏名": "小樽 花子"})
    assert made.receipt.parts == ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
    assert "小樽 花子" in part(made.data, "xl/worksheets/sheet2.xml")


def test_a_chart_sheet_has_no_cells() -> None:
    """A name on it says so; the other sheets keep their places in the list."""
    content = parts({"グラフ": "<chartsheet/>", "様式": sheet("")}, {"甲": "グラフ!$A$1", "乙": "様式!$A$1"})
    links = str(content["xl/_rels/workbook.xml.rels"]).replace(
        '/worksheet" Target="worksheets/sheet1.xml"', '/chartsheet" Target="worksheets/sheet1.xml"'
    )
    template = open_template(zipped(content | {"xl/_rels/workbook.xml.rels": links}), "様式.xlsx")
    assert [name.problem for name in template.names] == [names.NO_CELLS, ""]


def blocked(cell: str, data: str, more: dict[str, str | bytes] | None = None, after: str = "") -> str:
    """The problem of a name on a cell."""
    book = zipped(parts({"様式": sheet(data, after)}, {"名": f"様式!${cell[0]}${cell[1:]}"}, more=more))
    template: Template = open_template(book, "様式.xlsx")
    assert template.fill({"名": "値"}).data == book or not template.names[0].problem
    return template.names[0].problem


def test_cells_that_hold_more_than_a_value() -> None:
    """Rich values, unknown content and the inside of array formulas and data tables are never written."""
    assert blocked("A1", '<row r="1"><c r="A1" vm="1"><v>0</v></c></row>') == locate.RICH
    assert blocked("A1", '<row r="1"><c r="A1"><extLst/></c></row>') == locate.UNKNOWN
    array = '<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2</f><v>1</v></c><c r="B1"><v>2</v></c></row>'
    assert blocked("B1", array) == locate.SPREAD
    assert blocked("B2", array) == locate.SPREAD
    assert blocked("C1", array) == ""
    table = '<row r="1"><c r="A1"><f t="dataTable" ref="A1:A3" r1="C1"/><v>1</v></c></row><row r="2"><c r="A2"/></row>'
    assert blocked("A2", table) == locate.SPREAD


def test_tables_and_pivot_tables() -> None:
    """The heading and totals of a table stand in its own part as well; its rows are free; a pivot table is not."""
    more: dict[str, str | bytes] = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(
            {"rId1": ("table", "../tables/table1.xml"), "rId2": ("pivotTable", "/xl/pivotTables/pivotTable1.xml")}
        ),
        "xl/tables/table1.xml": '<table xmlns="urn:t" ref="A1:C5" totalsRowCount="1"/>',
        "xl/pivotTables/pivotTable1.xml": '<pivotTableDefinition xmlns="urn:p"><location ref="E1:F9"/></pivotTableDefinition>',
    }
    found = {cell: blocked(cell, "", more) for cell in ("A1", "C1", "D1", "A2", "B5", "A6", "E3", "G3")}
    assert found == {
        "A1": locate.HEADER,
        "C1": locate.HEADER,
        "D1": "",
        "A2": "",
        "B5": locate.HEADER,
        "A6": "",
        "E3": locate.PIVOT,
        "G3": "",
    }


def test_relationships_to_elsewhere_are_not_followed() -> None:
    """An external target and one that is not there change nothing."""
    links = (
        f'<Relationships xmlns="{RELS}"><Relationship Id="a" Type="{OFFICE}/table" TargetMode="External" '
        f'Target="http://example.com/t.xml"/><Relationship Id="b" Type="{OFFICE}/table" Target="../../../t.xml"/></Relationships>'
    )
    assert blocked("A1", "", {"xl/worksheets/_rels/sheet1.xml.rels": links}) == ""


def test_reading_back_what_a_person_typed() -> None:
    """Shared strings without their furigana, rich text, numbers, dates, Booleans, errors and blanks."""
    strings = (
        '<sst xmlns="urn:s"><si><t>外</t></si><si><r><t>小樽</t></r><r><t xml:space="preserve"> 花子</t></r>'
        "<rPh><t>オタル</t></rPh></si></sst>"
    )
    row = (
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1"><v>12.0</v></c><c r="C1" s="1"><v>45826</v></c>'
        '<c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c><c r="F1" s="1"/><c r="G1" t="s"><v>9</v></c>'
        '<c r="H1" t="str"><f>A1</f><v>小樽_x000A_花子</v></c></row>'
    )
    content = parts(
        {"様式": sheet(row)}, {f"名{c}": f"様式!${c}$1" for c in "ABCDEFGHI"}, more={"xl/sharedStrings.xml": strings}
    )
    links = str(content["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    read = open_template(zipped(content | {"xl/_rels/workbook.xml.rels": links}), "様式.xlsx").read()
    assert [str(value) for value in read.values()] == [
        "小樽 花子",
        "12",
        "2025-06-18",
        "True",
        "#N/A",
        "None",
        "None",
        "小樽\n花子",
        "None",
    ]


def test_a_workbook_without_names() -> None:
    """Nothing to fill, nothing to read, nothing changed."""
    book = workbook('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')
    template = open_template(book, "様式.xlsx")
    assert template.names == ()
    assert template.fill({"氏名": "小樽"}).data == book
    assert template.read() == {}
