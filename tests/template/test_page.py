"""Paper and width of a sheet in print."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from futoko_cli.splice.page import page_notes

WIDE = "横が用紙1枚に収まりません。"


def sentences(*steps: Callable[[Any], object], width: float = 20) -> list[str]:
    """What is said of one sheet whose columns A to H are used; A4 has room for some 90 digits upright."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("様式")
    sheet.set_column("A:H", width)
    sheet.write_string("H9", "右下")
    for step in steps:
        step(sheet)
    book.close()
    return [note.sentence for note in page_notes(out.getvalue(), "様式.xlsx")]


def a4(sheet: Any) -> None:  # noqa: ANN401  XlsxWriter has no types
    """Paper A4."""
    sheet.set_paper(9)


@pytest.mark.parametrize(("width", "found"), [(10, []), (12, [WIDE])])
def test_eight_columns_on_a4(width: float, found: list[str]) -> None:
    """Eight columns of 10 digits fit between margins of 0.7 inch, of 12 they do not."""
    assert sentences(a4, width=width) == found


@pytest.mark.parametrize(
    ("step", "found"),
    [
        (lambda sheet: sheet.fit_to_pages(1, 1), []),
        (lambda sheet: sheet.fit_to_pages(1, 0), []),
        (lambda sheet: sheet.fit_to_pages(0, 1), []),
        (lambda sheet: sheet.fit_to_pages(2, 1), [WIDE]),
        (lambda sheet: sheet.set_print_scale(50), []),
        (lambda sheet: sheet.set_print_scale(70), [WIDE]),
        (lambda sheet: sheet.print_area("A1:B9"), []),
        (lambda sheet: sheet.hide(), [WIDE]),  # the only sheet cannot be hidden
        (lambda sheet: sheet.set_column("C:H", None, None, {"hidden": True}), []),
    ],
)
def test_what_makes_a_wide_sheet_fit(step: Callable[[Any], object], found: list[str]) -> None:
    """Fitted to one page in width, scaled, cut by the print area, or with columns hidden."""
    assert sentences(a4, step) == found


def test_landscape_has_more_room() -> None:
    """Ten digits more a column fit on A4 lying down."""
    assert sentences(a4, width=14) == [WIDE]
    assert sentences(a4, lambda sheet: sheet.set_landscape(), width=14) == []


@pytest.mark.parametrize(("paper", "name"), [(8, "A3"), (12, "B4"), (1, "Letter"), (70, "別の大きさ")])
def test_other_paper(paper: int, name: str) -> None:
    """Boards want A4; another paper is named."""
    assert sentences(lambda sheet: sheet.set_paper(paper), width=5) == [f"用紙が A4 ではありません（{name}）。"]


def test_no_paper_at_all() -> None:
    """A workbook that never met a printer."""
    (sentence,) = sentences(width=5)
    assert "決められていません" in sentence
