"""Check-boxes: cells of Excel 2024, and form controls with and without a linked cell."""

from __future__ import annotations

import io
import zipfile

import pytest

from futoko_cli.splice import locate
from futoko_cli.splice.template import open_template
from tests.splice.controls import Control, with_controls
from tests.splice.packages import differing, part, zipped

VML = "xl/drawings/vmlDrawing1.vml"
SHEET = "xl/worksheets/sheet1.xml"
ROW = '<row r="3"><c r="B3" s="2"/><c r="D3" t="b"><v>0</v></c></row>'


def prop(number: int) -> str:
    """Name of a control's part."""
    return f"xl/ctrlProps/ctrlProp{number}.xml"


def test_check_box_cells() -> None:
    """A cell whose style has the check-box feature holds TRUE or FALSE; the cell beside it a sign."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("様式")
        page.insert_checkbox("B3", False)  # noqa: FBT003  the library's own order
        page.insert_checkbox("B4", True)  # noqa: FBT003  the library's own order
        for name, cell in {"同意": "$B$3", "不同意": "$B$4", "備考": "$B$5"}.items():
            book.define_name(name, f"=様式!{cell}")
    template = open_template(out.getvalue(), "様式.xlsx")
    assert {name: targets[0].box for name, targets in template.targets.items()} == {
        "同意": "cell",
        "不同意": "cell",
        "備考": "",
    }
    assert template.read() == {"同意": False, "不同意": True, "備考": None}
    made = template.fill({"同意": True, "不同意": False, "備考": True})
    assert '<c r="B3" s="1" t="b"><v>1</v></c>' in part(made.data)
    assert '<c r="B4" s="1" t="b"><v>0</v></c>' in part(made.data)
    assert ">☑</t>" in part(made.data)
    assert differing(out.getvalue(), made.data) == [SHEET]
    assert open_template(made.data, "様式.xlsx").read() == {"同意": True, "不同意": False, "備考": True}


def test_the_linked_cell() -> None:
    """Its value, the control's part and the drawing change together; the other control stays."""
    before = with_controls(ROW, {"同意": "様式!$D$3"}, Control(2, 1, "$D$3"), Control(7, 1, "$D$8"))
    template = open_template(before, "様式.xlsx")
    assert template.targets["同意"][0].box == "control"
    made = template.fill({"同意": True})
    assert differing(before, made.data) == [SHEET, VML, prop(0)]
    assert list(made.receipt.parts) == [SHEET, VML, prop(0)]
    assert '<c r="D3" t="b"><v>1</v></c>' in part(made.data)
    assert 'formControlPr checked="Checked" xmlns' in part(made.data, prop(0))
    assert part(made.data, VML) == part(before, VML).replace(
        "<x:FmlaLink>$D$3</x:FmlaLink><x:NoThreeD/>",
        "<x:FmlaLink>$D$3</x:FmlaLink><x:NoThreeD/><x:Checked>1</x:Checked>",
    )
    assert open_template(made.data, "様式.xlsx").read() == {"同意": True}


def test_unticking() -> None:
    """The sign goes from the drawing, the part says so, the cell is FALSE; and once more it changes nothing."""
    before = with_controls(ROW.replace("<v>0", "<v>1"), {"同意": "様式!$D$3"}, Control(2, 1, "$D$3", checked=True))
    made = open_template(before, "様式.xlsx").fill({"同意": False})
    assert 'checked="Unchecked"' in part(made.data, prop(0))
    assert "Checked>" not in part(made.data, VML)
    assert '<c r="D3" t="b"><v>0</v></c>' in part(made.data)
    again = open_template(made.data, "様式.xlsx")
    assert again.read() == {"同意": False}
    assert part(again.fill({"同意": False}).data, VML) == part(made.data, VML)


@pytest.mark.parametrize("link", ["", "$D$3", "様式!$D$3", "別!$C$4", "'別'!C4", "つなぎ"])
def test_a_box_over_the_cell(link: str) -> None:
    """The name may be on the cell the box lies on: that cell stays, the linked one follows wherever it is."""
    names = {"同意": "様式!$B$3", "つなぎ": "別!$C$4"}
    before = with_controls(ROW, names, Control(2, 1, link))
    template = open_template(before, "様式.xlsx")
    made = template.fill({"同意": True})
    parts = [VML, prop(0)]
    if link:
        parts.insert(0, SHEET if "D" in link else "xl/worksheets/sheet2.xml")
    assert sorted(differing(before, made.data)) == sorted(parts)
    assert '<c r="B3" s="2"/>' in part(made.data)
    assert open_template(made.data, "様式.xlsx").read()["同意"] is True


def test_a_box_of_excel_2007() -> None:
    """It stands in the drawing alone."""
    before = with_controls(ROW, {"同意": "様式!$B$3"}, Control(2, 1, prop=False))
    made = open_template(before, "様式.xlsx").fill({"同意": True})
    assert differing(before, made.data) == [VML]
    assert open_template(made.data, "様式.xlsx").read() == {"同意": True}


def test_a_box_anywhere_in_the_merged_cell() -> None:
    """One box in the area is meant; of two none is, and the cell gets a sign."""
    merges = '<mergeCells><mergeCell ref="B3:C5"/></mergeCells>'
    one = open_template(with_controls(ROW, {"同意": "様式!$B$3"}, Control(4, 2), merges=merges), "様式.xlsx")
    assert one.fill({"同意": True}).receipt.parts == (VML, prop(0))
    both = with_controls(ROW, {"同意": "様式!$B$3"}, Control(4, 2), Control(3, 1), merges=merges)
    two = open_template(both, "様式.xlsx")
    assert two.targets["同意"][0].box == ""
    assert ">☑</t>" in part(two.fill({"同意": True}).data)


def test_text_goes_into_the_cell_under_the_box() -> None:
    """Only a tick ticks."""
    before = with_controls(ROW, {"備考": "様式!$B$3"}, Control(2, 1))
    made = open_template(before, "様式.xlsx").fill({"備考": "電話で確認"})
    assert made.receipt.parts == (SHEET,)
    assert open_template(made.data, "様式.xlsx").read() == {"備考": "電話で確認"}


def test_boxes_that_share_a_cell() -> None:
    """They show the same in Excel, so all of them are ticked."""
    before = with_controls(ROW, {"同意": "様式!$D$3"}, Control(2, 1, "$D$3"), Control(7, 1, "$D$3"))
    assert open_template(before, "様式.xlsx").fill({"同意": True}).receipt.parts == (SHEET, VML, prop(0), prop(1))


def test_option_buttons_and_activex() -> None:
    """An option button is not ours to press; a cell under an ActiveX control is refused."""
    option = open_template(with_controls(ROW, {"性別": "様式!$B$3"}, Control(2, 1, kind="Radio")), "様式.xlsx")
    assert option.targets["性別"][0].box == ""
    active = open_template(with_controls(ROW, {"性別": "様式!$B$3"}, Control(2, 1, kind="ActiveX")), "様式.xlsx")
    assert active.names[0].problem == locate.ACTIVE
    assert active.fill({"性別": "男"}).data == active.data


def test_a_box_neither_on_nor_off() -> None:
    """A mixed box reads as nothing, and either tick settles it in the part and in the drawing."""
    before = with_controls(ROW, {"同意": "様式!$B$3"}, Control(2, 1, checked=True))
    with zipfile.ZipFile(io.BytesIO(before)) as package:
        content = {info.filename: package.read(info) for info in package.infolist()}
    content[VML] = content[VML].replace(b"Checked>1<", b"Checked>2<")
    content[prop(0)] = content[prop(0)].replace(b'"Checked"', b'"Mixed"')
    template = open_template(zipped(content), "様式.xlsx")
    assert template.read() == {"同意": None}
    for tick in (True, False):
        made = template.fill({"同意": tick})
        assert made.receipt.parts == (VML, prop(0))
        assert open_template(made.data, "様式.xlsx").read() == {"同意": tick}
