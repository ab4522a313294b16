"""日にちの行: where the days stand, which of them the heading closes, and which dates they are."""

from __future__ import annotations

from datetime import date

import pytest

from futoko_cli.ingest.dayrow import (
    Segment,
    column_facts,
    find_day_headers,
    month_dates,
    says_closed,
    spread,
    weekday_of,
)
from futoko_cli.ingest.marks import mark_table
from tests.ingest.grids import Grid, parse

TABLE = mark_table()
MARCH = range(1, 32)


def grid(*lines: str) -> Grid:
    """Rows whose cells are parted by ``|``."""
    return parse("\n".join(["#sheet 1-1", *(line.replace("|", "\t") for line in lines)])).sheets[0]


def cells(numbers: range) -> str:
    """Day numbers as cells."""
    return "|".join(str(n) for n in numbers)


def found(*lines: str) -> list[tuple[int, int, int]]:
    """Row, first and last column of each day row."""
    return [(h.row, h.first_col, h.last_col) for h in find_day_headers(grid(*lines).rows)]


@pytest.mark.parametrize(
    "heading",
    [
        cells(MARCH),
        "|".join(f"{n}日" for n in MARCH),
        "|".join(f"{n}(月)" for n in MARCH),
        "|".join("'" + str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")) for n in MARCH),
        "|".join(f"2026-03-{n:02}" for n in MARCH),
    ],
    ids=["numbers", "with 日", "with weekday", "full width", "dates"],
)
def test_a_day_row_in_every_spelling(heading: str) -> None:
    """Title, blank row, then the days from column C on."""
    assert found("令和7年度 3月", "", f"番号|氏名|{heading}", "1|春野　空") == [(2, 2, 32)]


@pytest.mark.parametrize(("days", "is_one"), [(7, False), (8, True)])
def test_eight_numbers_are_enough(days: int, is_one: bool) -> None:
    """Seven numbers in a row are no days yet."""
    assert bool(found(f"番号|氏名|{cells(range(1, days + 1))}")) == is_one


@pytest.mark.parametrize(("days", "is_one"), [(7, False), (8, True)])
def test_eight_dates_are_enough(days: int, is_one: bool) -> None:
    """Real dates the same."""
    assert bool(found("|".join(["番号", "氏名", *(f"2026-03-{n:02}" for n in range(1, days + 1))]))) == is_one


@pytest.mark.parametrize(
    "row",
    [
        "1|春野　空|2|0|1|0|0|3|0|0|1|0|0|2",
        "計|" + "|".join(["3"] * 31),
        "氏名|" + "|".join(["欠"] * 31),
        "|".join(["令和7年度", *"出席簿の題名と印鑑の欄が続く長い行"]),
    ],
    ids=["a child's totals", "statistics", "marks", "texts"],
)
def test_other_rows_are_no_day_row(row: str) -> None:
    """Numbers that do not rise, and rows of texts."""
    assert found(row) == []


def test_a_second_row_of_days_right_below_is_not_another_heading() -> None:
    """Running numbers of school days below the day numbers."""
    assert found(f"番号|氏名|{cells(MARCH)}", f"授業日||{cells(MARCH)}", "1|春野　空") == [(0, 2, 32)]


def test_two_months_one_below_the_other() -> None:
    """Each with its own row."""
    block = [f"番号|氏名|{cells(MARCH)}", "|", "1|春野　空", ""]
    assert [row for row, _, _ in found(*block, *block)] == [0, 4]


def test_two_months_side_by_side() -> None:
    """One row, two stretches: the numbers fall back to 1."""
    (header,) = find_day_headers(grid(f"番号|氏名|{cells(range(1, 31))}|{cells(MARCH)}").rows)
    assert [(s.cols[0], s.cols[-1], s.numbers[-1]) for s in header.segments] == [(2, 31, 30), (32, 62, 31)]


def test_a_weekday_row_of_real_dates_gives_the_numbers_theirs() -> None:
    """Numbers in the first row, below them dates shown as 月火水: the numbers get their dates."""
    weekdays = "|".join(f"2026-03-{n:02}" for n in MARCH)
    (header,) = find_day_headers(grid(f"番号|氏名|{cells(MARCH)}", f"||{weekdays}", "1|春野　空").rows)
    assert [date.fromordinal(header.segments[0].dates[n]) for n in (0, 30)] == [date(2026, 3, 1), date(2026, 3, 31)]


def test_a_weekday_row_of_another_month_gives_none() -> None:
    """Dates that do not agree with the numbers are left alone."""
    weekdays = "|".join(f"2026-03-{n:02}" for n in range(2, 32))
    (header,) = find_day_headers(grid(f"番号|氏名|{cells(range(1, 31))}", f"||{weekdays}").rows)
    assert header.segments[0].dates == []


@pytest.mark.parametrize(("month", "days"), [(2, 28), (4, 30), (3, 31)])
def test_columns_of_days_that_a_month_lacks(month: int, days: int) -> None:
    """31 columns always: those beyond the month's end have no date."""
    dates = month_dates(Segment(list(range(2, 33)), list(MARCH)), 2025, month)
    assert len(dates) == days
    assert date.fromordinal(dates[2]) == date(2025 + (month < 4), month, 1)


def test_a_leap_year_has_its_29th() -> None:
    """February of the school year 2027."""
    assert len(month_dates(Segment(list(range(2, 33)), list(MARCH)), 2027, 2)) == 29


@pytest.mark.parametrize(
    ("cell", "weekday"),
    [
        ("月", 0),
        ("（火）", 1),
        ("日曜日", 6),
        ("日曜", 6),
        ("(土)", 5),
        (date(2026, 3, 4), 2),
        ("祝", None),
        ("", None),
        (7.0, None),
    ],
)
def test_weekdays(cell: object, weekday: int | None) -> None:
    """月, （火）, 日曜日, or a real date."""
    assert weekday_of(cell) == weekday


@pytest.mark.parametrize(
    "cell", ["休", "祝", "振替休日", "夏季休業", "夏休み", "開校記念日", "慰霊の日", "―", "□", "臨時休校"]
)
def test_headings_that_close_a_column(cell: str) -> None:
    """休 and its kin, and signs for struck days."""
    assert says_closed(cell, TABLE)


@pytest.mark.parametrize(
    "cell", ["", "土", "日", "月", "始業式", "授業参観", "休日参観", "土曜授業", "運動会", "欠", "休み時間"]
)
def test_headings_that_do_not(cell: str) -> None:
    """Weekdays, ceremonies and events; a 参観 on a holiday is a school day."""
    assert not says_closed(cell, TABLE)


def test_what_the_rows_around_say() -> None:
    """Weekdays, a closed column under a merged cell, and a ceremony."""
    sheet = grid(
        "令和7年度 3月",
        f"番号|氏名|{cells(MARCH)}",
        "||日|月|火|水|木|金|土|日|月",
        "|||||||||||||||||||||||||||修了式||学年末休業",
        "1|春野　空",
    )
    sheet.merges.append(((3, 29), (3, 32)))
    (header,) = find_day_headers(sheet.rows)
    facts = column_facts(sheet.rows, sheet.merges, header, 4, TABLE)
    assert facts.weekdays == {2: 6, 3: 0, 4: 1, 5: 2, 6: 3, 7: 4, 8: 5, 9: 6, 10: 0}
    assert sorted(facts.closed) == [29, 30, 31, 32]
    assert facts.ceremonies == {27: "修了式"}


def test_weekdays_inside_the_day_cells() -> None:
    """1(日)."""
    sheet = grid("番号|氏名|" + "|".join(f"{n}({'日月火水木金土'[(n - 1) % 7]})" for n in MARCH), "1|春野　空")
    (header,) = find_day_headers(sheet.rows)
    facts = column_facts(sheet.rows, [], header, 1, TABLE)
    assert [facts.weekdays[col] for col in (2, 3, 8, 9)] == [6, 0, 5, 6]


def test_merged_cells_inside_an_area() -> None:
    """Each covered cell gets the text of the first; blank and outside ranges give nothing."""
    rows: list[list[object]] = [["", "出停", "", ""], ["", "", "", ""]]
    merges = [((0, 1), (0, 3)), ((1, 0), (1, 1)), ((5, 5), (6, 6))]
    assert spread(rows, merges, 0, 1, 0, 2) == {(0, 1): "出停", (0, 2): "出停"}
