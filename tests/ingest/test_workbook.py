"""Opening workbooks: the same grid that the reader gives for the whole file, whatever wrote it."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.styles import Font, PatternFill
from python_calamine import CalamineWorkbook

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import a1
from futoko_cli.ingest import respell
from futoko_cli.ingest.workbook import FileProblem, RawSheet, open_book
from tests.ingest.packages import GOOD, LINK, MAIN, text_cell, workbook, workbook_parts, worksheet, zipped

STRINGS = (
    f'<sst xmlns="{MAIN}" count="9"><si><t>太郎</t></si><si><r><t>花</t></r><r><t>子</t></r>'
    '<rPh sb="0" eb="1"><t>ハナ</t></rPh></si><si/><si><t xml:space="preserve"> a&lt;b </t></si></sst>'
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="m&quot;月&quot;d&quot;日&quot;"/>'
    '</numFmts><fonts><font/></fonts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs>'
    "</styleSheet>"
)


def sheets_of(data: bytes, folder: Path, name: str = "r7.xlsx") -> list[RawSheet]:
    """All sheets of a workbook; a problem fails the test."""
    path = folder / name
    path.write_bytes(data)
    found = list(open_book(path, name).sheets())
    assert not [sheet for sheet in found if isinstance(sheet, Issue)], found
    return [sheet for sheet in found if isinstance(sheet, RawSheet)]


def plainly(data: bytes) -> list[list[list[Any]]]:
    """The grids that calamine reads from the whole file."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    count = len(book.sheet_names)
    return [book.get_sheet_by_index(i).to_python(skip_empty_area=False) for i in range(count)]


# What a cell may look like: attribute order, quotes, spaces, what it holds. ``R`` stands for its position.
BLANK = ["<cR/>", '<cR s="1"/>', '<cR s="1" />', '<cR s="2"></c>', "<cR><v/></c>", '<cR s="1"><f>A1</f></c>']
FILLED = [
    "<cR><v>12</v></c>",
    '<cR s="1"><v>45754</v></c>',
    '<cR s="2"><v>45754.5</v></c>',
    '<cR s="0" t="n"><v>0</v></c>',
    '<cR t="s"><v>0</v></c>',
    '<cR s="1" t="s"><v>1</v></c>',
    '<cR t="s"><v>2</v></c>',
    '<cR t="s"><v>3</v></c>',
    '<cR t="b"><v>1</v></c>',
    '<cR t="e"><v>#N/A</v></c>',
    '<cR t="str"><f>\'4月\'!A1&amp;"欠"</f><v>／</v></c>',
    '<cR t="str"><v></v></c>',
    "<cR><f>SUM(A1:B2)</f><v>3</v></c>",
    '<cR t="inlineStr"><is><t>欠</t></is></c>',
    '<cR t="inlineStr"><is><r><t xml:space="preserve"> a</t></r><r><t>b</t></r></is></c>',
]
ODD = [
    "<cR t='s'><v>0</v></c>",
    '<c s="1"R t="s"><v>1</v></c >',
    "<c\nR><v>7</v></c>",
    '<!-- <c r="A1"><v>9</v></c> --><cR><v>8</v></c>',
    "<c s='1'R/>",
]


@st.composite
def sheet_xml(draw: st.DrawFn) -> str:
    """A worksheet in the spelling of some program: usual, odd, without positions, or with a prefix."""
    cells = [*BLANK, *FILLED, *draw(st.sampled_from([[], [], ODD]))]
    without_positions = draw(st.integers(0, 4)) == 0
    blank_share = draw(st.sampled_from([0, 1, 4]))
    rows: list[str] = []
    row = 0
    for _ in range(draw(st.integers(0, 6))):
        row += draw(st.sampled_from([1, 1, 1, 3]))
        col = -1
        inside = ""
        for cell in draw(st.lists(st.sampled_from(cells + BLANK * blank_share), max_size=12)):
            col += draw(st.sampled_from([1, 1, 1, 2, 30]))
            implied = without_positions and draw(st.booleans())
            inside += cell.replace("R", "" if implied else f' r="{a1(row - 1, col)}"')
        more = draw(st.sampled_from(["", ' spans="1:45"', ' ht="18" x14ac:dyDescent="0.4"', ' hidden="1"']))
        rows.append(f'<row r="{row}"{more}>{inside}</row>')
    text = worksheet("".join(rows), "<conditionalFormatting><cfRule/></conditionalFormatting>")
    if draw(st.integers(0, 5)) == 0:
        text = text.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("<x:!", "<!")
        text = text.replace("xmlns=", "xmlns:x=")
    return text


@settings(max_examples=300, deadline=None)
@given(st.lists(sheet_xml(), min_size=1, max_size=3))
def test_same_grid_as_the_whole_file(tmp_path_factory: pytest.TempPathFactory, sheets: list[str]) -> None:
    """Leaving out blank cells, moving merges and rewriting odd sheets changes no value and no position."""
    data = workbook({f"s{i}": sheet for i, sheet in enumerate(sheets)}, strings=STRINGS, styles=STYLES)
    assert [sheet.rows for sheet in sheets_of(data, tmp_path_factory.mktemp("same"))] == plainly(data)


def register(rows: int = 40) -> bytes:
    """A bordered month sheet as Excel writes it: most cells blank."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    border = book.add_format({"border": 1})
    dates = book.add_format({"border": 1, "num_format": "m/d"})
    for month in ("4月", "5月"):
        sheet = book.add_worksheet(month)
        sheet.write(0, 0, f"令和7年度 {month} 1年1組 出席簿")
        sheet.merge_range(1, 0, 2, 0, "番号", border)
        for col in range(1, 45):
            sheet.write_datetime(1, col, datetime(2025, 4, 1), dates)  # noqa: DTZ001  a cell has no time zone
        for row in range(3, rows):
            for col in range(60):
                sheet.write_blank(row, col, None, border)
            sheet.write(row, 0, row - 2, border)
            sheet.write(row, 5, "欠", border)
            sheet.write_formula(row, 40, f'=COUNTIF(B{row}:AN{row},"欠")', border, 1)
    book.worksheets()[1].hide()
    book.close()
    return out.getvalue()


def test_register_of_blank_cells(tmp_path: Path) -> None:
    """Values, dates, merges and hidden sheets; the columns that only have borders are not part of the grid."""
    data = register()
    april, may = sheets_of(data, tmp_path)
    assert [april.rows, may.rows] == plainly(data)
    assert (april.name, april.visible, may.visible) == ("4月", True, False)
    assert april.merges == [((1, 0), (2, 0))]
    assert april.rows[1][1] == date(2025, 4, 1)
    assert {len(row) for row in april.rows} == {45}


def test_book_is_read_again(tmp_path: Path) -> None:
    """Nothing is used up, and the file is no longer needed."""
    path = tmp_path / "r7.xlsx"
    path.write_bytes(register())
    book = open_book(path, "r7.xlsx")
    path.unlink()
    assert [s.rows for s in book.sheets() if isinstance(s, RawSheet)] == [
        s.rows for s in book.sheets() if isinstance(s, RawSheet)
    ]
    assert (book.file, book.kind) == ("r7.xlsx", "xlsx")


def test_usual_sheets_are_not_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks of XlsxWriter and openpyxl take the fast way; a long list does too."""
    monkeypatch.delattr(respell, "respell")
    sheets_of(register(1500), tmp_path)
    book = openpyxl.Workbook()
    for row in range(1200):
        book.active.append([row, f"児童{row}", None, "欠席"])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    (sheet,) = sheets_of(out.getvalue(), tmp_path)
    assert sheet.rows[1199] == [1199, "児童1199", "", "欠席"]


def test_name_does_not_matter(tmp_path: Path) -> None:
    """An .xlsx named .xls, .csv or nothing at all is read by its content."""
    for name in ("r7.xls", "r7.csv", "r7"):
        assert len(sheets_of(register(), tmp_path, name)) == 2


def test_merges_end_with_the_grid(tmp_path: Path) -> None:
    """A merged range outside the grid is gone, one that reaches over its edge is cut."""
    refs = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:B2", "B1:ZZ1", "C9:D9", "nonsense"))
    cells = text_cell("A1", "a") + text_cell("C2", "b")
    (sheet,) = sheets_of(workbook({"4月": worksheet(cells, f"<mergeCells>{refs}</mergeCells>")}), tmp_path)
    assert sheet.merges == [((0, 0), (1, 1)), ((0, 1), (0, 2))]


def test_unusual_places_of_parts(tmp_path: Path) -> None:
    """Absolute targets, other names, other case, and sheet names with signs in them."""
    parts = dict(workbook_parts({"1年&amp;2年": GOOD}))
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        "worksheets/sheet1.xml", "/XL/Worksheets/../worksheets/Sheet1.xml"
    )
    (sheet,) = sheets_of(zipped(list(parts.items())), tmp_path)
    assert sheet.name == "1年&2年"


def test_workbook_under_another_name(tmp_path: Path) -> None:
    """The package says where its workbook lies; charts beside the sheets are left out."""
    parts = dict(workbook_parts({"4月": GOOD, "図": "<chartsheet/>"}))
    parts = {name.replace("workbook.xml", "workbook2.xml"): data for name, data in parts.items()}
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace("workbook.xml", "workbook2.xml")
    rels = "xl/_rels/workbook2.xml.rels"
    parts[rels] = str(parts[rels]).replace(f'"r2" Type="{LINK}/worksheet"', f'"r2" Type="{LINK}/chartsheet"')
    assert [sheet.name for sheet in sheets_of(zipped(list(parts.items())), tmp_path)] == ["4月"]


def test_dates_since_1904(tmp_path: Path) -> None:
    """A workbook made on an old Macintosh counts its days from 1904."""
    parts = dict(workbook_parts({"4月": worksheet('<c r="A1" s="1"><v>44291</v></c>')}, styles=STYLES))
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    (sheet,) = sheets_of(zipped(list(parts.items())), tmp_path)
    assert sheet.rows == [[date(2025, 4, 6)]]


@pytest.mark.parametrize("encoding", ["utf-16", "shift_jis"])
def test_parts_in_other_encodings(encoding: str, tmp_path: Path) -> None:
    """The standard allows UTF-16; some converters write Shift_JIS."""
    data = GOOD.replace("UTF-8", encoding).encode(encoding)
    (sheet,) = sheets_of(workbook({"4月": data}), tmp_path)
    assert sheet.rows == [["番号", "氏名"]]


def test_cdata_is_text(tmp_path: Path) -> None:
    """A value inside CDATA is the value."""
    cell = '<c r="A1" t="str"><v><![CDATA[a<b & c]]></v></c>'
    (sheet,) = sheets_of(workbook({"4月": worksheet(cell)}), tmp_path)
    assert sheet.rows == [["a<b & c"]]


def test_many_sheets_share_long_strings(tmp_path: Path) -> None:
    """A long remark in some cells is no bomb, even where it needs a second look."""
    strings = f"<sst><si><t>{'備考' * 15_000}</t></si><si><t>欠</t></si></sst>"
    cells = '<c r="A1" t="s"><v>0</v></c>' + "".join(f'<c r="B{i}" t="s"><v>1</v></c>' for i in range(1, 100))
    found = sheets_of(workbook({f"{i}": worksheet(cells) for i in range(40)}, strings=strings), tmp_path)
    assert [len(str(sheet.rows[0][0])) for sheet in found] == [30_000] * 40


def test_looks(tmp_path: Path) -> None:
    """Hidden rows, struck-out names and blacked-out days, blank ones included."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 6):
        sheet.append([row, f"児童{row}", None])
    sheet["B3"].font = Font(strike=True)
    sheet["C2"].fill = PatternFill("solid", fgColor="FF000000")
    sheet["C3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet["C4"].fill = PatternFill("solid", fgColor="FF1A1A1A")
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("見本")
    out = io.BytesIO()
    book.save(out)
    first, second = sheets_of(out.getvalue(), tmp_path)
    assert first.hidden_rows() == {3}
    assert first.struck_cells() == {(2, 1)}
    assert first.dark_cells() == {(1, 2), (3, 2)}
    assert not second.hidden_rows() | second.struck_cells() | second.dark_cells()


@pytest.mark.parametrize(
    ("color", "dark"),
    [
        ('theme="1"', True),
        ('theme="1" tint="0.15"', True),
        ('theme="1" tint="0.5"', False),
        ('theme="0" tint="-0.9"', True),
        ('theme="0"', False),
        ('theme="4"', False),
        ('indexed="8"', True),
        ('indexed="22"', False),
        ('rgb="FFFFFFFF"', False),
        ('rgb="nonsense"', False),
    ],
)
def test_black_in_all_its_spellings(color: str, dark: bool, tmp_path: Path) -> None:
    """Black is a colour, a place in the palette, or the theme's text colour."""
    fill = f'<fills><fill/><fill><patternFill patternType="solid"><fgColor {color}/></patternFill></fill></fills>'
    styles = f'<styleSheet>{fill}<cellXfs><xf fillId="0"/><xf fillId="1"/></cellXfs></styleSheet>'
    sheet = worksheet(f'{text_cell("A1", "a")}<c r="B1" s="1"/>')
    (found,) = sheets_of(workbook({"4月": sheet}, styles=styles), tmp_path)
    assert found.dark_cells() == ({(0, 1)} if dark else set())


def test_xls(tmp_path: Path) -> None:
    """Excel 97: values, dates, merges, hidden sheets."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("4月")
    sheet.write_merge(0, 0, 0, 2, "1年1組")
    for col, value in enumerate([1, "太郎", date(2025, 4, 8), time(8, 30), True]):
        style = {2: "YYYY-MM-DD", 3: "h:mm"}.get(col, "General")
        sheet.write(1, col, value, xlwt.easyxf(num_format_str=style))
    book.add_sheet("控え").visibility = 1
    out = io.BytesIO()
    book.save(out)
    first, second = sheets_of(out.getvalue(), tmp_path, "r7.xls")
    assert first.rows[1] == [1, "太郎", date(2025, 4, 8), time(8, 30), True]
    assert first.merges == [((0, 0), (0, 2))]
    assert (second.visible, second.rows) == (False, [])
    assert open_book(tmp_path / "r7.xls", "r7.xls").kind == "xls"


def test_ods(tmp_path: Path) -> None:
    """OpenDocument: values and dates, and the endless blank rows that LibreOffice writes."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="4月")
    row = TableRow()
    for attributes, text in (
        ({"valuetype": "float", "value": "1"}, "1"),
        ({"valuetype": "string"}, "太郎"),
        ({"valuetype": "date", "datevalue": "2025-04-08"}, "4/8"),
        ({"numbercolumnsrepeated": "16380"}, ""),
    ):
        cell = TableCell(**attributes)
        if text:
            cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(row)
    blank = TableRow(numberrowsrepeated="1048575")
    blank.addElement(TableCell(numbercolumnsrepeated="16384"))
    table.addElement(blank)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    (sheet,) = sheets_of(out.getvalue(), tmp_path, "r7.ods")
    assert sheet.rows == [[1.0, "太郎", date(2025, 4, 8)]]
    assert open_book(tmp_path / "r7.ods", "r7.ods").kind == "ods"


def test_password(tmp_path: Path) -> None:
    """A locked workbook asks for its password, opens with it, and says so when it is the wrong one."""
    msoffcrypto = pytest.importorskip("msoffcrypto.format.ooxml")
    locked = io.BytesIO()
    msoffcrypto.OOXMLFile(io.BytesIO(register())).encrypt("ひみつ", locked)
    path = tmp_path / "r7.xlsx"
    path.write_bytes(locked.getvalue())
    messages: list[str] = []
    for password in (None, "ちがう"):
        with pytest.raises(FileProblem) as caught:
            open_book(path, "r7.xlsx", password)
        assert caught.value.issue.code == "file-encrypted"
        messages.append(caught.value.issue.message)
    assert "かかっています" in messages[0]
    assert "開けません" in messages[1]
    assert len(list(open_book(path, "r7.xlsx", "ひみつ").sheets())) == 2


def test_nothing_heavy_is_imported(tmp_path: Path) -> None:
    """Opening an .xlsx imports neither zipfile nor a table library nor what other formats need."""
    path = tmp_path / "r7.xlsx"
    path.write_bytes(register())
    program = (
        "import sys; from pathlib import Path; from futoko_cli.ingest.workbook import open_book\n"
        "assert [s.name for s in open_book(Path(sys.argv[1]), 'r7.xlsx').sheets()]\n"
        "print(*sorted({'zipfile', 'json', 'csv', 'subprocess', 'openpyxl', 'pandas', 'msoffcrypto'} & set(sys.modules)))"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == ""
