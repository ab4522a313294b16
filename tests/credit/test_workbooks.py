"""The workbooks: numbers are numbers, dates are dates, a name that begins with = is text; the same bytes each time."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from futoko_cli.reports.workbook import Pages
from tests.credit.classes import HOSTILE, june, spring, told


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2年1組."""
    return june(tmp_path_factory.mktemp("june"))


def _book(folder: Path, *words: str, name: str = "表.xlsx") -> Any:  # noqa: ANN401  openpyxl has no types
    said = told(folder, *words, "-q", "-o", name, "--force")
    assert said.code == 0, said.err
    return load_workbook(folder / name)


def _rows(sheet: Any) -> list[list[Any]]:  # noqa: ANN401  as above
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def _no_formula(book: Any) -> None:  # noqa: ANN401  as above
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [
        c.coordinate for c in cells if isinstance(c.value, str) and c.value.replace(".", "").isdigit() and c.column > 5
    ]


def test_the_record_as_a_workbook(folder: Path) -> None:
    """Five numbers a child, the 備考 with its line break, the hostile name as text; the head on each page, A4."""
    book = _book(folder, "record")
    assert book.sheetnames == ["2-1"]
    sheet = book["2-1"]
    rows = _rows(sheet)
    assert rows[2][5:11] == [
        "授業日数",
        "出席停止・忌引等の日数",
        "出席しなければならない日数",
        "欠席日数",
        "出席日数",
        "備考",
    ]
    assert rows[3][:10] == ["2-1-01", 2, "1", 1, "春野　一", 20, 1, 19, 2, 17]
    assert rows[4][10] == "出席扱い4日（民間施設「そらいろ」2日\n自宅においてICT等を活用した学習活動2日）"
    assert rows[-1][4] == HOSTILE
    assert sheet.cell(len(rows), 5).data_type == "s"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    _no_formula(book)


def test_the_term_record_of_each_child(folder: Path) -> None:
    """A sheet a child: date, place, content, hours, credited or why not; dates are dates."""
    book = _book(folder, "credit")
    assert book.sheetnames == ["2-1-01", "2-1-02", "2-1-03", "2-1-04", "2-1-06"]
    rows = _rows(book["2-1-01"])
    assert [row[0] for row in rows if str(row[0]).startswith("1学期")] == ["1学期　出席扱い 3日"]
    days = [row for row in rows if isinstance(row[0], datetime)]
    assert [row[0].date() for row in days[:3]] == [date(2025, 6, 2), date(2025, 6, 3), date(2025, 6, 4)]
    assert days[0][1:] == ["月", "みどり", "=1+1", "9:00～12:00", "×", "申請の受付日（6/4）より前です"]
    assert days[2][5:] == ["○", None]
    assert book["2-1-01"].page_setup.paperSize == 9
    _no_formula(book)


def test_terms_divide_the_record(folder: Path) -> None:
    """Terms of futoko.toml: from 6/5 on the second."""
    settings = folder / "futoko.toml"
    before = settings.read_text(encoding="utf-8")
    try:
        text = before.replace("[calendar]", '[calendar]\nterms = ["2025-04-01", "2025-06-05"]')
        settings.write_text(text, encoding="utf-8")
        rows = _rows(_book(folder, "credit")["2-1-01"])
    finally:
        settings.write_text(before, encoding="utf-8")
    assert [row[0] for row in rows if "学期" in str(row[0])] == ["1学期　出席扱い 1日", "2学期　出席扱い 2日"]


def test_a_folder_gets_a_workbook_a_child(folder: Path) -> None:
    """Named by key; nothing is written where one of them is there already."""
    out = folder / "記録"
    out.mkdir()
    assert told(folder, "credit", "-o", out).code == 0
    names = sorted(path.name for path in out.iterdir())
    assert names == [f"出席扱いの記録_2-1-0{n}.xlsx" for n in (1, 2, 3, 4, 6)]
    (out / names[0]).unlink()
    again = told(folder, "credit", "-o", out)
    assert again.code == 6
    assert "1つも書いていません" in again.err
    assert not (out / names[0]).exists()
    assert told(folder, "credit", "-o", out, "--force").code == 0


def test_the_survey_as_a_workbook(tmp_path: Path) -> None:
    """Both bases, the children, and the month; every count a number."""
    book = _book(spring(tmp_path), "survey", "--month", "2025-05")
    assert book.sheetnames == ["欠席日数", "欠席＋出停・忌引等", "児童生徒", "5月"]
    rows = _rows(book["欠席＋出停・忌引等"])
    assert ["計", None, 5, 1, 0, 2, 1, 1] in rows
    assert ["1,000人あたり", None, 714.3, 142.9, 0, 285.7, 142.9, 142.9] in rows
    assert [row[:2] for row in rows if row[0] == "50〜89日"] == [["50〜89日", 1]]
    children = _rows(book["児童生徒"])
    assert children[3][4:] == ["赤木　一", "女", 37, 37, 21, "不登校", 35, "継続", "あり"]
    assert _rows(book["5月"])[3][4:] == ["赤木　一", "女", 20, 20, 0, 0, 37, "不登校", "この月に30日"]
    _no_formula(book)


@pytest.mark.parametrize("command", ["record", "credit", "survey"])
def test_the_same_bytes_and_no_name_when_masked(folder: Path, command: str) -> None:
    """Two runs give one file; --masked leaves out names and what teachers wrote."""
    made = []
    for name in ("一.xlsx", "二.xlsx"):
        _book(folder, command, name=name)
        made.append((folder / name).read_bytes())
    assert made[0] == made[1]
    masked = _book(folder, command, "--masked", name="三.xlsx")
    texts = [str(cell) for sheet in masked for row in _rows(sheet) for cell in row]
    assert not [text for text in texts if "春野" in text or "=1+1" in text or HOSTILE in text]


def test_names_of_sheets() -> None:
    """What Excel refuses is mended, and two sheets of one name are told apart."""
    pages = Pages("表")
    for name in ("1/2[なかよし]", "1-1", "1-1", "", "あ" * 40):
        pages.page(name, (10,), landscape=False).line("=1+1")
    book = load_workbook(io.BytesIO(pages.close()))
    assert book.sheetnames == ["1_2_なかよし_", "1-1", "1-1(2)", "-", "あ" * 28]
    assert book["1-1"]["A1"].data_type == "s"
