"""What a cell shows for a value, by its number format."""

from __future__ import annotations

from datetime import date

import pytest

from futoko_cli.splice.model import CellValue
from futoko_cli.splice.shown import shown

DAY = date(2025, 6, 8)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (DAY, "#14", "2025/6/8"),
        (DAY, "#57", "R7.6.8"),
        (DAY, "#58", "令和7年6月8日"),
        (DAY, "#0", "2025/6/8"),
        (DAY, '[$-411]ggge"年"m"月"d"日";@', "令和7年6月8日"),
        (DAY, "yyyy-mm-dd", "2025-06-08"),
        (DAY, "gge.mm.dd", "令7.06.08"),
        (DAY, r"m\月d\日\(aaa\)", "6月8日(日)"),
        (DAY, "aaaa", "日曜日"),
        (date(1989, 1, 7), "ggge", "昭和64"),
        (12, "#0", "12"),
        (12, '0"日"', "12日"),
        (12, '#,##0_ ;[Red]-0"円"', "12 "),
        (1.5, "#2", "1.5"),
        (7, '"計"', "7"),
        (True, "#0", "☑"),
        ("12", '0"日"', "12"),
    ],
)
def test_values_as_excel_shows_them(value: CellValue, code: str, text: str) -> None:
    """Dates with eras and weekdays, numbers with their unit, ticks, and texts as they are."""
    assert shown(value, code) == text
