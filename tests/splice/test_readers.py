"""A form as Excel programs write it, filled, and seen through the eyes of other readers."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from futoko_cli.splice.template import open_template
from tests.splice.packages import differing

HOSTILE = '=HYPERLINK("http://example.com","𠮷野")'


def form() -> bytes:
    """A form with a merged box, a picture of shapes, a comment, a rule, a list, a total on another sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page, other = book.add_worksheet("様式 3"), book.add_worksheet("集計")
        era = book.add_format({"num_format": '[$-411]ggge"年"m"月"d"日"', "border": 1})
        page.merge_range("B3:E3", "", book.add_format({"border": 1, "text_wrap": True}))
        page.write_blank("B4", None, era)
        page.write_number("B5", 0, book.add_format({"num_format": '0"日"'}))
        page.insert_textbox("G2", "記入上の注意")
        page.write_comment("B5", "合計を書く")
        page.data_validation("B6", {"validate": "list", "source": ["新規", "継続"]})
        page.conditional_format("B5", {"type": "cell", "criteria": ">=", "value": 30, "format": era})
        other.write_formula("A1", "='様式 3'!B5*2", None, 999)
        for name, cell in {"氏名": "$B$3", "生年月日": "$B$4", "欠席日数": "$B$5", "新規継続": "$B$6"}.items():
            book.define_name(name, f"='様式 3'!{cell}")
    return out.getvalue()


def test_other_readers_see_the_same() -> None:
    """Calamine and openpyxl read the text as text, the date as a date, and no total that is out of date."""
    made = open_template(form(), "様式.xlsx").fill(
        {"氏名": HOSTILE, "生年月日": date(2014, 5, 6), "欠席日数": 12, "新規継続": "新規"}
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(made.data))
    rows = book.get_sheet_by_name("様式 3").to_python(skip_empty_area=False)
    assert [row[1] for row in rows[2:6]] == [HOSTILE, date(2014, 5, 6), 12.0, "新規"]
    assert book.get_sheet_by_name("集計").to_python() == []
    page = openpyxl.load_workbook(io.BytesIO(made.data))["様式 3"]
    assert page["B4"].value == datetime(2014, 5, 6)  # noqa: DTZ001  a cell has no time zone
    assert page["B4"].border.left.style == "thin"
    assert page["B3"].value == HOSTILE
    assert [str(area) for area in page.merged_cells.ranges] == ["B3:E3"]


def test_everything_around_the_cells_stays() -> None:
    """Text box, comment, rule and list: no part but the two sheets differs."""
    before = form()
    made = open_template(before, "様式.xlsx").fill({"氏名": "小樽 花子"})
    changed = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}  # XlsxWriter asks for recalculation itself
    assert set(differing(before, made.data)) == changed
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert all(tag in sheet for tag in ("<dataValidation ", "<conditionalFormatting ", "<drawing ", "<legacyDrawing "))
