"""Widths and heights of cells in points, as Excel has them."""

from __future__ import annotations

import time
from typing import Any

import pytest

from futoko_cli.splice.boxes import boxes
from futoko_cli.splice.fit import box_too_small, overflow
from futoko_cli.splice.template import Template, open_template
from tests.template.fabricate import SHEET, spoiled, workbook

PART = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"


def opened(changes: dict[str, tuple[str, str]] | None = None, **more: Any) -> Template:  # noqa: ANN401  as workbook
    """A workbook whose B2 is 学年, spoiled."""
    return open_template(spoiled(workbook({"学年": f"{SHEET}!$B$2"}, **more), changes or {}), "様式.xlsx")


def size(made: Template) -> tuple[float, float]:
    """Width and height of 学年 in points."""
    found = boxes(made.data, made.label).box(made.targets["学年"][0])
    return found.width, found.height


def test_a_plain_cell() -> None:
    """Calibri 11: 64 pixels wide, 15 points high."""
    assert size(opened()) == (48.0, 15.0)


def test_a_merged_range_is_the_sum_of_its_cells() -> None:
    """Three columns of 64 pixels, one set to 10 digits; two rows, one set to 30 points."""
    made = opened(merged=("B2:D3",), columns={"C:C": 10}, rows={3: 30})
    assert size(made) == (48 + 56.25 + 48, 45.0)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ('<sheetFormatPr defaultRowHeight="15"/>', '<sheetFormatPr defaultRowHeight="18.75"/>', (48.0, 18.75)),
        (
            '<sheetFormatPr defaultRowHeight="15"/>',
            '<sheetFormatPr baseColWidth="10" defaultRowHeight="15"/>',
            (60.0, 15.0),
        ),
        (
            '<sheetFormatPr defaultRowHeight="15"/>',
            '<sheetFormatPr defaultColWidth="2.7109375" defaultRowHeight="15"/>',
            (14.25, 15.0),
        ),
        (
            '<sheetFormatPr defaultRowHeight="15"/>',
            '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>',
            (48.0, 0.0),
        ),
    ],
)
def test_defaults_of_a_sheet(before: str, after: str, found: tuple[float, float]) -> None:
    """Row height, width in digits with and without margins, rows hidden by default."""
    assert size(opened({PART: (before, after)})) == found


def test_another_font_makes_other_columns() -> None:
    """ＭＳ Ｐゴシック 11 as the workbook's own font: digits of 8 pixels, columns of 72."""
    assert size(opened({STYLES: ('val="Calibri"', 'val="ＭＳ Ｐゴシック"')}))[0] == 54.0


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        (STYLES, '<sz val="11"/>', '<sz val="nan"/>'),
        (STYLES, '<sz val="11"/>', '<sz val="0"/>'),
        (STYLES, 'fontId="0"', 'fontId="99"'),
        (PART, 'defaultRowHeight="15"', 'defaultRowHeight="-1"'),
        (PART, 'defaultRowHeight="15"', 'defaultRowHeight="1e99"'),
    ],
)
def test_figures_that_no_form_has(part: str, before: str, after: str) -> None:
    """A size that is no number, a font that is not there: measured somehow, never a crash."""
    made = opened({part: (before, after)})
    target = made.targets["学年"][0]
    overflow(made, target, "あ" * 50)
    assert isinstance(box_too_small(made, target), str)
    assert all(0 <= points < 1e6 for points in size(made))


def test_a_range_over_the_whole_sheet_costs_nothing() -> None:
    """A million merged rows are not walked through."""
    made = opened(merged=("B2:C3",))
    vast = open_template(
        spoiled(made.data, {PART: ('<mergeCell ref="B2:C3"', '<mergeCell ref="B2:XFD1048576"')}), "様式.xlsx"
    )
    begin = time.perf_counter()
    width, height = size(vast)
    assert time.perf_counter() - begin < 0.5
    assert (width, height) == (48.0 * 16_383, 15.0 * 1_048_575)
