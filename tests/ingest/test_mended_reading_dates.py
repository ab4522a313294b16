"""Ranges with an unreadable end, years out of the century, odd digits and numbers: told, never counted, never a crash."""

from __future__ import annotations

from datetime import date

import pytest

from futoko_cli.ingest.dates import ImpossibleDateError, date_span, day_number, parse_day, serial_day
from futoko_cli.ingest.wording import plain, whole
from tests.ingest.grids import read_text, short

HEADING = "日付|学年|組|番号|氏名|区分"


@pytest.mark.parametrize(
    "text",
    [
        "5月7日から5月9日まで",
        "5/7〜5/9まで",
        "自5月7日至5月9日",
        "自 5/7 至 5/9",
        "5/7(水)〜9日(金)",
        "5月7日〜9日まで",
    ],
)
def test_ranges(text: str) -> None:
    """7 to 9 May."""
    assert date_span(text, 2025) == (date(2025, 5, 7).toordinal(), date(2025, 5, 9).toordinal())


@pytest.mark.parametrize("text", ["5/7〜継続中", "5月7日から当分の間", "2025/5/7〜፩", "5/7〜未定"])
def test_an_end_that_is_no_date(text: str) -> None:
    """Never taken for one day."""
    with pytest.raises(ImpossibleDateError):
        date_span(text, 2025)


@pytest.mark.parametrize("cell", ["9999/5/7", "0001/5/7", "1900/5/7", "2205/5/7", "令和99年5月7日", date(9999, 5, 7)])
def test_years_out_of_the_century(cell: object) -> None:
    """A slip of the pen, as a text or as a real date."""
    with pytest.raises(ImpossibleDateError):
        parse_day(cell, 2025)


@pytest.mark.parametrize("cell", ["፩", "𐩀", "፩፩፩፩፩", "①", float("nan"), float("inf"), float("-inf"), 1e308])
def test_odd_digits_and_numbers(cell: object) -> None:
    """No date, no day number, no whole number, and no crash."""
    assert parse_day(cell, 2025) is None
    assert (whole(cell), serial_day(cell)) in [(None, None), (1, None)]
    assert day_number(cell) in (None, 1)
    assert plain(cell)


def test_a_list_tells_an_unreadable_end() -> None:
    """日付 5/7〜継続中, and 終了日 継続中 in its own column: an error each, nothing counted."""
    found = read_text(
        "令和7年度", HEADING, "5/7〜継続中|1|1|3|春野　空|欠席", "5月12日から5月14日まで|1|1|4|夏川　海|欠席"
    )
    assert [issue.code for issue in found.issues] == ["date-impossible"]
    assert [[short(m.day) for m in row.marks] for row in found.drafts[0].rows] == [[], ["5/12", "5/13", "5/14"]]
    found = read_text("令和7年度", "開始日|終了日|クラス|番号|氏名|区分", "5/7|継続中|1-1|3|春野　空|欠席")
    assert [(issue.code, "継続中" in issue.message) for issue in found.issues] == [("date-impossible", True)]
    assert found.drafts[0].rows[0].marks == []


def test_a_list_tells_the_year_9999() -> None:
    """9999/5/7."""
    found = read_text("令和7年度", HEADING, "9999/5/7|1|1|3|春野　空|欠席", "፩|1|1|4|夏川　海|欠席")
    assert [issue.code for issue in found.issues] == ["date-impossible", "date-impossible"]
