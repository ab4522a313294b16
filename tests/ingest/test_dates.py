"""日付: real dates, serials, eras and short ones; years and months in titles; what no calendar has."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from futoko_cli.ingest.dates import (
    ImpossibleDateError,
    date_span,
    dates_in,
    day_number,
    era_year,
    in_year,
    months_in,
    parse_day,
    school_year_in,
    serial_day,
    without_dates,
)

MAY_7 = date(2025, 5, 7).toordinal()


@pytest.mark.parametrize(
    "cell",
    [
        date(2025, 5, 7),
        datetime(2025, 5, 7, 8, 30),  # noqa: DTZ001 - a cell has no time zone
        45784,
        45784.0,
        "45784",
        "2025/5/7",
        "2025-05-07",
        "2025.5.7",
        "２０２５年５月７日",
        "2025年5月7日(水)",
        "2025-05-07T00:00:00",
        "20250507",
        20250507.0,
        "令和7年5月7日",
        "令和 ７年５月７日",
        "R7.5.7",
        "5/7",
        "５月７日",
        "5月7日(水)",
        "5.7",
        "5-7",
    ],
)
def test_the_seventh_of_may(cell: object) -> None:
    """One day in every spelling that a cell can hold."""
    assert parse_day(cell, 2025) == MAY_7


@pytest.mark.parametrize("cell", ["", "欠", "来週", 7, 7.0, True, None, "5", "3-1組", "100", 36525, 73051])
def test_what_is_no_date(cell: object) -> None:
    """Blank, words, counts, and numbers outside this century's serials."""
    assert parse_day(cell, 2025) is None


@pytest.mark.parametrize("cell", ["6/31", "2/29", "13/1", "0/5", "2025/2/29", "令和7年11月31日", "20251301"])
def test_dates_that_no_calendar_has(cell: str) -> None:
    """They have the shape of a date: said so, not passed over."""
    with pytest.raises(ImpossibleDateError):
        parse_day(cell, 2025)


def test_a_number_with_a_point_is_no_date() -> None:
    """Who types 5.10 into Excel leaves the number 5.1: 1 May or 10 May cannot be told, so it is no date."""
    assert parse_day(5.1, 2025) is None


def test_a_leap_day() -> None:
    """2/29 lies in the school year 2023 (2024), not in 2024."""
    assert parse_day("2/29", 2023) == date(2024, 2, 29).toordinal()
    with pytest.raises(ImpossibleDateError):
        parse_day("2/29", 2024)


def test_a_short_date_lies_in_the_school_year() -> None:
    """3/31 belongs to the year after; without a school year it cannot be told."""
    assert parse_day("3/31", 2025) == date(2026, 3, 31).toordinal() == in_year(2025, 3, 31)
    assert parse_day("4/1", 2025) == date(2025, 4, 1).toordinal()
    with pytest.raises(LookupError):
        parse_day("3/31", None)
    assert parse_day("2025/5/7", None) == MAY_7


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("5/7〜5/9", (5, 7), (5, 9)),
        ("5/7～9", (5, 7), (5, 9)),
        ("5/7~5/9", (5, 7), (5, 9)),
        ("5月7日から9日", (5, 7), (5, 9)),
        ("2025/5/7〜2025/5/9", (5, 7), (5, 9)),
        ("4/30〜5/1", (4, 30), (5, 1)),
        ("5/7", (5, 7), (5, 7)),
        ("5/7〜", (5, 7), (5, 7)),
    ],
)
def test_spans(cell: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    """From one day to another, both inside."""
    assert date_span(cell, 2025) == (date(2025, *first).toordinal(), date(2025, *last).toordinal())


def test_what_is_no_span() -> None:
    """Words, and a span whose last day does not exist."""
    assert date_span("来週〜5/9", 2025) is None
    assert date_span("", 2025) is None
    assert date_span(date(2025, 5, 7), 2025) == (MAY_7, MAY_7)
    with pytest.raises(ImpossibleDateError):
        date_span("6/20〜31", 2025)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (1.0, 1),
        (31, 31),
        ("１", 1),
        ("1日", 1),
        ("1(火)", 1),
        ("１\n火", 1),
        ("31", 31),
        (32, None),
        (0, None),
        ("計", None),
        ("1組", None),
    ],
)
def test_day_numbers(cell: object, number: int | None) -> None:
    """1…31 of a heading, with or without 日 and weekday."""
    assert day_number(cell) == number


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和7年度 4月 1年1組", 2025),
        ("令和７年度", 2025),
        ("R7年度", 2025),
        ("2025年度出席簿", 2025),
        ("平成31年度", 2019),
        ("令和元年度", 2019),
        ("令和8年3月 出席簿", 2025),
        ("令和8年4月 出席簿", 2026),
        ("2026.03", 2025),
        ("202603", 2025),
        ("R8.1", 2025),
        ("1年1組 4月", None),
        ("3-1", None),
        ("", None),
    ],
)
def test_school_years_in_titles(text: str, year: int | None) -> None:
    """年度 as written; a year with a month from January to March belongs to the year before."""
    assert school_year_in(text) == year


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("令和7年度 4月 1年1組", [4]),
        ("4月・5月", [4, 5]),
        ("１２月", [12]),
        ("R7.4", [4]),
        ("2025-04", [4]),
        ("202511", [11]),
        ("4月 (5月10日現在)", [4]),
        ("5月10日現在", []),
        ("印刷日 2025/06/02", []),
        ("期間 2025/05/01〜2025/05/31", [5]),
        ("令和7年5月1日(木)から5月31日", [5]),
        ("13月", []),
        ("1年1組", []),
    ],
)
def test_months_in_titles(text: str, months: list[int]) -> None:
    """Each month once; a single day, such as the day of printing, names none."""
    from futoko_cli.ingest.wording import plain

    assert months_in(plain(text)) == months


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("令和7年度 4月 1年1組", "1年1組"),
        ("2025年4月 3-2", "3-2"),
        ("R7 2年A組", "2年A組"),
        ("4月分 なかよし", "なかよし"),
    ],
)
def test_titles_without_their_dates(text: str, rest: str) -> None:
    """令和7年 is never taken for a seventh grade."""
    assert " ".join(without_dates(text).split()) == rest


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和7年5月7日(水) 出席簿", (2025, 5, 7)),
        ("出席状況_20250507", (2025, 5, 7)),
        ("5月7日", (2025, 5, 7)),
        ("1/8", (2026, 1, 8)),
    ],
)
def test_the_day_of_a_title(text: str, day: tuple[int, int, int]) -> None:
    """A day sheet's own date."""
    assert dates_in(text, 2025) == [date(*day).toordinal()]


def test_titles_without_a_day() -> None:
    """No date, a 13th month, or no year to place it in."""
    assert dates_in("令和7年度 出席簿", 2025) == []
    assert dates_in("13/1", 2025) == []
    with pytest.raises(LookupError):
        dates_in("5月7日", None)
    with pytest.raises(ImpossibleDateError):
        dates_in("2025年2月30日", 2025)


def test_eras() -> None:
    """元年 is the first year."""
    assert [era_year("令和", "元", None), era_year("H", "31", None), era_year(None, None, "2025")] == [2019, 2019, 2025]


def test_serials() -> None:
    """Only this century's serials are dates: a child's number 7 is none."""
    assert serial_day(36526.0) == date(2000, 1, 1).toordinal()
    assert serial_day(73050) == date(2099, 12, 31).toordinal()
    assert [serial_day(value) for value in (36525.0, 73051, 7.0, "45784")] == [None] * 4
