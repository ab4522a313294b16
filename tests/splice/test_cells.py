"""Cells written by sheet, row and column: rows added below what is there."""

from __future__ import annotations

from datetime import date

import pytest

from futoko_cli.errors import TemplateError
from futoko_cli.splice.cells import splice_cells
from futoko_cli.splice.model import Change, Edit
from tests.splice.packages import DATE, differing, part, workbook

DATA = (
    '<row r="1" s="1" customFormat="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row>'
    '<row r="2"><c r="A2" s="3" t="inlineStr"><is><t>前</t></is></c></row>'
)


def test_rows_below() -> None:
    """New rows come in order with their columns' style; everything else stays."""
    before = workbook(DATA, before='<dimension ref="A1:B2"/><cols><col min="2" max="2" style="2"/></cols>')
    edits = [Edit("様式", 3, 1, date(2025, 6, 18)), Edit("様式", 3, 0, "小樽"), Edit("様式", 2, 0, 4)]
    made = splice_cells(before, "台帳.xlsx", edits)
    assert part(made.data).count("<row") == 4
    assert '<row r="3"><c r="A3"><v>4</v></c></row>' in part(made.data)
    assert '小樽</t></is></c><c r="B4" s="2"><v>45826</v></c></row></sheetData>' in part(made.data)
    assert '<dimension ref="A1:B4"/>' in part(made.data)
    assert differing(before, made.data) == ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]
    assert made.receipt.changes[0] == Change("", "様式", "B4", date(2025, 6, 18))


def test_emptied_and_restyled() -> None:
    """None empties a cell and keeps its style; a style given replaces it and says what a date looks like."""
    made = splice_cells(
        workbook(DATA), "台帳.xlsx", [Edit("様式", 1, 0, None), Edit("様式", 1, 1, date(2025, 6, 18), DATE)]
    )
    assert '<row r="2"><c r="A2" s="3"/><c r="B2" s="2"><v>45826</v></c></row>' in part(made.data)
    made = splice_cells(workbook(DATA), "台帳.xlsx", [Edit("様式", 1, 0, 5, DATE), Edit("様式", 0, 0, 6, DATE)])
    assert '<c r="A2" s="2"><v>5</v></c>' in part(made.data)
    assert '<c r="A1" s="2"><v>6</v></c>' in part(made.data)


def test_formulas_stay() -> None:
    """A cell with a formula is skipped and named."""
    made = splice_cells(workbook(DATA), "台帳.xlsx", [Edit("様式", 0, 1, 5)])
    assert made.data == workbook(DATA)
    assert made.receipt.skipped == (Change("", "様式", "B1", 5),)


def test_nothing_to_do() -> None:
    """No edit, no change."""
    assert splice_cells(workbook(DATA), "台帳.xlsx", []).data == workbook(DATA)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Edit("昨年", 0, 0, 1), "シート「昨年」がありません"),
        (Edit("様式", -1, 0, 1), "には書き込めません"),
        (Edit("様式", 1_048_576, 0, 1), "A1048577 には書き込めません"),
        (Edit("様式", 0, 16_384, 1), "には書き込めません"),
    ],
)
def test_places_that_are_not_there(edit: Edit, message: str) -> None:
    """A sheet or cell that does not exist is named."""
    with pytest.raises(TemplateError, match=message):
        splice_cells(workbook(DATA), "台帳.xlsx", [edit])


def test_a_merged_cell_is_its_first_cell() -> None:
    """Whichever cell of the area is given."""
    merges = '<mergeCells><mergeCell ref="A2:B3"/></mergeCells>'
    made = splice_cells(workbook(DATA, after=merges), "台帳.xlsx", [Edit("様式", 2, 1, 7)])
    assert '<c r="A2" s="3"><v>7</v></c></row></sheetData>' in part(made.data)
