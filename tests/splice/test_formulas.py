"""Formulas: never overwritten, and no old result left for a reader to believe."""

from __future__ import annotations

import pytest

from futoko_cli.errors import TemplateError
from futoko_cli.splice.model import Change
from futoko_cli.splice.template import open_template
from tests.splice.packages import differing, part, parts, sheet, zipped

SUM = '<row r="1"><c r="A1"/><c r="B1" s="2"><f>SUM(C1:D1)</f><v>12</v></c><c r="C1"><v>12</v></c></row>'
FAR = (
    '<row r="1"><c r="A1" t="str"><f>様式!A1</f><v>前の名前</v></c><c r="B1"><f t="shared" si="0"/><v/></c>'
    '<c r="C1" t="inlineStr"><f>A1</f><is><t>前</t></is></c><c r="D1"><v>5</v></c></row>'
)
NAMES = {"氏名": "様式!$A$1", "合計": "様式!$B$1"}


def book(calc: str = '<calcPr calcId="191029"/>', *, prefix: str = "") -> bytes:
    """Two sheets with formulas and one without."""
    content = parts(
        {"様式": sheet(SUM), "控え": sheet(FAR), "他": sheet('<row r="1"><c r="A1"><v>1</v></c></row>')},
        NAMES,
        book=calc,
    )
    if prefix:
        xml = str(content["xl/workbook.xml"])
        for tag in ("workbook", "sheets", "sheet", "definedNames", "definedName", "calcPr"):
            xml = (
                xml.replace(f"<{tag} ", f"<x:{tag} ")
                .replace(f"<{tag}>", f"<x:{tag}>")
                .replace(f"</{tag}>", f"</x:{tag}>")
            )
        content["xl/workbook.xml"] = xml.replace("xmlns=", "xmlns:x=", 1)
    return zipped(content)


def test_a_formula_cell_is_left_alone() -> None:
    """It is listed as skipped, with what would have been written; the rest is filled."""
    made = open_template(book(), "様式.xlsx").fill({"氏名": "小樽 花子", "合計": 3})
    assert made.receipt.skipped == (Change("合計", "様式", "B1", 3),)
    assert [change.name for change in made.receipt.changes] == ["氏名"]
    assert '<c r="B1" s="2"><f>SUM(C1:D1)</f></c><c r="C1"><v>12</v></c>' in part(made.data)


def test_only_a_formula_to_fill_changes_nothing() -> None:
    """Where nothing is written, nothing is touched."""
    template = open_template(book(), "様式.xlsx")
    assert template.fill({"合計": 3}).data == template.data


def test_old_results_go_everywhere() -> None:
    """Values of formulas leave all sheets, Excel is told to calculate, and no other part changes."""
    before = book()
    made = open_template(before, "様式.xlsx").fill({"氏名": "小樽 花子"})
    changed = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]
    assert differing(before, made.data) == changed
    assert list(made.receipt.parts) == changed
    expected = FAR.replace("<v>前の名前</v>", "").replace("<v/>", "").replace("<is><t>前</t></is>", "")
    assert expected in part(made.data, "xl/worksheets/sheet2.xml")
    assert '<calcPr fullCalcOnLoad="1" calcId="191029"/>' in part(made.data, "xl/workbook.xml")


@pytest.mark.parametrize(
    ("calc", "expected"),
    [
        ("", '</definedNames><calcPr fullCalcOnLoad="1"/></workbook>'),
        ("<oleSize ref='A1'/>", '</definedNames><calcPr fullCalcOnLoad="1"/><oleSize'),
        ('<calcPr fullCalcOnLoad="0" calcMode="manual"/>', '<calcPr fullCalcOnLoad="1" calcMode="manual"/>'),
        ("<calcPr fullCalcOnLoad='false'></calcPr>", "<calcPr fullCalcOnLoad='1'></calcPr>"),
    ],
)
def test_where_excel_is_told(calc: str, expected: str) -> None:
    """The element is made at its place, or changed where it is."""
    made = open_template(book(calc), "様式.xlsx").fill({"氏名": "小樽"})
    assert expected in part(made.data, "xl/workbook.xml")


def test_a_workbook_that_asks_already() -> None:
    """Then its part stays byte for byte."""
    before = book('<calcPr fullCalcOnLoad="1"/>')
    made = open_template(before, "様式.xlsx").fill({"氏名": "小樽"})
    assert differing(before, made.data) == ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]


def test_a_prefix_in_the_list_of_sheets() -> None:
    """The new element takes the prefix of its neighbours."""
    made = open_template(book("", prefix="x"), "様式.xlsx").fill({"氏名": "小樽"})
    assert '</x:definedNames><x:calcPr fullCalcOnLoad="1"/>' in part(made.data, "xl/workbook.xml")


def test_two_elements_are_damage() -> None:
    """A workbook that says twice how to calculate is refused."""
    with pytest.raises(TemplateError, match="壊れている"):
        open_template(book("<calcPr/><calcPr/>"), "様式.xlsx").fill({"氏名": "小樽"})
