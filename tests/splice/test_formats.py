"""What a number format shows: dates told from numbers, times, colours and literals."""

from __future__ import annotations

import pytest

from futoko_cli.splice.formats import read_styles, shows_of, shows_of_code
from tests.splice.packages import MAIN


@pytest.mark.parametrize(
    "code",
    [
        '[$-411]ggge"年"m"月"d"日"',
        "[$-ja-JP]ggge年m月d日;@",
        "yyyy/mm/dd",
        "yyyy年m月",
        'm"月"',
        "mmm",
        "ge.m.d",
        "d",
        "aaa",
        "[Red]aaaa",
        'yyyy"年"m"月"d"日" h"時"mm"分"',
        "[<=43585]ggge年m月d日;[>=43586]ggge年m月d日",
        "m/d h:mm",
        "[DBNum3]ggge年",
        "ddd",
        "YYYY-MM-DD",
        r"yyyy\-mm\-dd",
    ],
)
def test_dates(code: str) -> None:
    """Years, months, days, eras and weekdays."""
    assert shows_of_code(code) == "date"


@pytest.mark.parametrize(
    "code",
    [
        "0",
        "#,##0.0",
        "0.00E+00",
        '0"日"',
        '#"年度"',
        "[Red]-0",
        "h:mm",
        "[h]:mm:ss",
        "mm:ss.0",
        "[$¥-411]#,##0",
        "0%",
        r"0\d",
        "0_d",
        "# ?/?",
        'h"時"mm"分"',
        "[>=100]0;[Red]0",
    ],
)
def test_numbers_and_times(code: str) -> None:
    """Letters in quotes, after a backslash, in brackets or beside hours are no dates."""
    assert shows_of_code(code) == "number"


def test_text_and_nothing() -> None:
    """The text format, the general ones, and a format that shows only words."""
    assert shows_of_code("@") == "text"
    assert [shows_of_code(code) for code in ("General", "G/標準", '"済"', "", ";;;", 'yyy"')] == ["general"] * 5 + [
        "date"
    ]


def test_built_in_formats() -> None:
    """The date formats of a Japanese Excel among them; 32 and 33 are times."""
    dates = {number for number in range(60) if shows_of(number, {}) == "date"}
    assert dates == {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58}
    assert (shows_of(49, {}), shows_of(0, {}), shows_of(1, {}), shows_of(45, {})) == (
        "text",
        "general",
        "number",
        "number",
    )
    assert shows_of(14, {14: "0"}) == "number"  # a workbook may say otherwise


def test_only_the_styles_of_cells_count() -> None:
    """Formats of named styles stand in a list of their own; a strange number is general."""
    xml = (
        f'<styleSheet xmlns="{MAIN}"><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="x"/><xf/></cellXfs></styleSheet>'
    )
    assert [style.shows for style in read_styles(xml.encode(), None)] == ["general", "date", "general", "general"]
    assert read_styles(None, None) == ()
