"""Values in named cells: each kind as the cell shows it, hostile text as text."""

from __future__ import annotations

from datetime import date

import pytest

from futoko_cli.errors import TemplateError
from futoko_cli.splice.model import CellValue, Change
from futoko_cli.splice.template import open_template
from tests.splice.packages import DATE, ERA, TEXT, differing, part, parts, sheet, workbook, zipped

ROW = f'<row r="3"><c r="B3" s="{TEXT}" t="s"><v>0</v></c><c r="C3" s="{ERA}"/><c r="D3"/></row>'
NAMES = {"氏名": "様式!$B$3", "生年月日": "様式!$C$3", "欠席日数": "様式!$D$3"}


def filled(value: CellValue, name: str = "欠席日数") -> str:
    """The sheet with one value in it."""
    return part(open_template(workbook(ROW, NAMES), "様式.xlsx").fill({name: value}).data)


def test_a_text_a_date_and_a_number() -> None:
    """Style kept, text as text, the date as the number its format shows, the count as a number."""
    template = open_template(workbook(ROW, NAMES), "様式.xlsx")
    made = template.fill({"氏名": "小樽 花子", "生年月日": date(2014, 5, 6), "欠席日数": 12})
    xml = part(made.data)
    assert '<c r="B3" s="3" t="inlineStr"><is><t xml:space="preserve">小樽 花子</t></is></c>' in xml
    assert '<c r="C3" s="1"><v>41765</v></c><c r="D3"><v>12</v></c>' in xml
    assert made.receipt.changes[2] == Change("欠席日数", "様式", "D3", 12)
    assert made.receipt.parts == ("xl/worksheets/sheet1.xml",)
    assert differing(template.data, made.data) == ["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.com","x")',
        "@SUM(A1)",
        "+81-134",
        "-1",
        "𠮷野 \u202e太郎\u2069",
        "  前後の空白　",
        "1行目\n2行目\tタブ",
        "a\x00b\x1f\x7f\ufffe",
        "_x000D_ と _x005F_",
        "_x0041\x01",
        "]]> & <c r='A1'/> &amp; \"引用\"",
        "\ud83d 半分",
        "007",
        "TRUE",
    ],
)
def test_text_stays_the_text_it_is(text: str) -> None:
    """No formula, no number, no lost character, and the same text again when it is read back."""
    template = open_template(workbook(ROW, NAMES), "様式.xlsx")
    made = template.fill({"欠席日数": text})
    assert '<c r="D3" t="inlineStr">' in part(made.data)
    assert "<f" not in part(made.data)
    assert open_template(made.data, "様式.xlsx").read()["欠席日数"] == text


def test_line_breaks_are_those_of_a_cell() -> None:
    """CR LF and CR become the LF that Excel writes."""
    assert "一\n二\n三<" in filled("一\r\n二\r三")


def test_escapes_are_those_of_excel() -> None:
    """What XML forbids is spelled _xHHHH_; a text that only looks so is protected."""
    assert ">a_x000B_b<" in filled("a\x0bb")
    assert ">_x005F_x000D_<" in filled("_x000D_")
    assert ">_x000_<" in filled("_x000_")  # one digit short: nothing to protect


def test_numbers_keep_every_digit() -> None:
    """Halves stay halves; a number longer than a cell can hold is kept as text."""
    assert '<c r="D3"><v>4.5</v></c>' in filled(4.5)
    assert '<c r="D3"><v>9007199254740992</v></c>' in filled(2**53)
    assert ">9007199254740993<" in filled(2**53 + 1)
    with pytest.raises(TemplateError, match="数ではない値"):
        filled(float("nan"))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 6, 18), "令和7年6月18日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1872, 12, 31), "1872年12月31日"),
    ],
)
def test_a_date_in_an_ordinary_cell_is_written_out(day: date, expected: str) -> None:
    """Where the format shows no date, the Japanese date stands there as text, on either side of each era."""
    assert f">{expected}</t>" in filled(day)


def test_dates_before_the_serials_begin() -> None:
    """Excel counts a day too many before March 1900: such a date is written out even in a date cell."""
    assert "<v>61</v>" in filled(date(1900, 3, 1), "生年月日")
    assert ">明治33年2月28日<" in filled(date(1900, 2, 28), "生年月日")


def test_a_workbook_that_counts_from_1904() -> None:
    """The same date is 1,462 less there, and reads back the same."""
    content = parts({"様式": sheet(f'<row r="1"><c r="A1" s="{DATE}"/></row>')}, {"日": "様式!$A$1"})
    book = str(content["xl/workbook.xml"]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    template = open_template(zipped(content | {"xl/workbook.xml": book}), "様式.xlsx")
    made = template.fill({"日": date(2025, 6, 18)})
    assert f"<v>{45826 - 1462}</v>" in part(made.data)
    assert open_template(made.data, "様式.xlsx").read() == {"日": date(2025, 6, 18)}


def test_nothing_empty_and_unknown() -> None:
    """None leaves a cell alone, an empty text empties it, a name that is not there is ignored."""
    template = open_template(workbook(ROW, NAMES), "様式.xlsx")
    assert template.fill({"氏名": None, "学校名": "色内小学校"}).data == template.data
    made = template.fill({"氏名": ""})
    assert '<c r="B3" s="3"/>' in part(made.data)
    assert open_template(made.data, "様式.xlsx").read()["氏名"] is None


def test_the_longest_text() -> None:
    """32,767 characters fit into a cell, one more does not; a character beyond the first plane counts two."""
    assert "あ" * 32_767 + "<" in filled("あ" * 32_767)
    with pytest.raises(TemplateError, match="D3（欠席日数）に入れる文が長すぎます（32,768 文字）"):
        filled("あ" * 32_768)
    with pytest.raises(TemplateError, match="32,768 文字"):
        filled("𠮷" * 16_384)


def test_two_names_of_one_cell() -> None:
    """The same value twice is fine, two values are refused."""
    template = open_template(workbook(ROW, {"氏名": "様式!$B$3", "児童名": "様式!$B$3"}), "様式.xlsx")
    assert "小樽" in part(template.fill({"氏名": "小樽", "児童名": "小樽"}).data)
    with pytest.raises(TemplateError, match="違う2つの値"):
        template.fill({"氏名": "小樽", "児童名": "余市"})


def test_filling_is_deterministic_and_independent() -> None:
    """The same values give the same bytes, whatever was filled before."""
    template = open_template(workbook(ROW, NAMES), "様式.xlsx")
    first = template.fill({"氏名": "小樽", "欠席日数": 3}).data
    template.fill({"氏名": "余市" * 400, "生年月日": date(2015, 1, 1)})
    assert template.fill({"氏名": "小樽", "欠席日数": 3}).data == first
    assert open_template(template.data, "様式.xlsx").fill({"氏名": "小樽", "欠席日数": 3}).data == first


def test_ticks_in_ordinary_cells() -> None:
    """A tick where there is no box is a sign, and reads back as a tick."""
    template = open_template(workbook(ROW, NAMES), "様式.xlsx")
    made = template.fill({"氏名": True, "欠席日数": False})
    assert ">☑</t>" in part(made.data)
    assert ">☐</t>" in part(made.data)
    back = open_template(made.data, "様式.xlsx").read()
    assert back["氏名"] is True
    assert back["欠席日数"] is False
