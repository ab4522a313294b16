"""秘匿: small numbers hidden, and an attempt to work them out again."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from futoko_cli.core.sharing import Place, figures, hidden_places, shown_spans
from futoko_cli.core.summary import SCHOOL, YEAR, Group, summarise
from futoko_cli.core.suppression import Cell, Equation, Tables, derivable, suppressed
from tests.summary.invent import school


def column(**parts: int) -> Tables:
    """One table: parts and their total (``sum``); a number is a number of children."""
    values: dict[Cell, int] = dict(parts.items())
    values["sum"] = sum(parts.values())
    return Tables(values, values, [Equation("sum", tuple(parts))])


def test_four_children_are_hidden_and_five_are_not() -> None:
    """4 is below the limit, 5 is not; 0 speaks of nobody."""
    assert column(a=4, b=5, c=0, d=3).sensitive == {"a", "d"}


def test_one_hidden_class_takes_another_along() -> None:
    """Hidden alone, 1組's 2 would be 27 less 10 and 15; so 2組's 10, the smaller of the two, is hidden too."""
    table = column(a=2, b=10, c=15)
    assert derivable(table, frozenset("a")) == {"a": 2}
    assert suppressed(table) == {"a", "b"}


def test_two_hidden_ones_may_still_be_told() -> None:
    """1 and 1 of 12: two numbers of at least 1 that make 2 can only be 1 and 1, so a third is hidden."""
    table = column(a=1, b=1, c=10)
    assert derivable(table, frozenset("ab")) == {"a": 1, "b": 1}
    assert suppressed(table) == {"a", "b", "c"}


def test_what_is_safe_stays() -> None:
    """Two hidden numbers that make 5 may be 1 and 4 or 2 and 3: nothing more is hidden."""
    assert suppressed(column(a=2, b=3, c=9)) == {"a", "b"}


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    """Nothing below 5, nothing hidden; zeros stay."""
    assert suppressed(column(a=5, b=0, c=9)) == frozenset()


def test_a_school_of_few_hides_its_total() -> None:
    """Three children in all: the class, and the total that equals it."""
    assert suppressed(column(a=3, b=0)) == {"a", "sum"}


def test_the_total_goes_where_no_part_is_left() -> None:
    """Five classes with one child each, 5 in all: five numbers of at least 1 can only be 1, so 5 is hidden too."""
    table = column(a=1, b=1, c=1, d=1, e=1, f=0)
    assert derivable(table, frozenset("abcde")) == dict.fromkeys("abcde", 1)
    assert suppressed(table) == {*"abcde", "sum"}


def test_subtracting_across_tables_is_seen() -> None:
    """Two tables share their parts: neither tells a hidden number alone, their difference does."""
    values: dict[Cell, int] = {"a": 2, "b": 7, "c": 8, "ab": 9, "abc": 17, "bc": 15}
    tables = Tables(
        values, values, [Equation("abc", ("a", "bc")), Equation("bc", ("b", "c")), Equation("ab", ("a", "b"))]
    )
    assert derivable(tables, frozenset({"a", "b"})) == {"a": 2, "b": 7}
    hidden = suppressed(tables)
    assert "a" in hidden
    assert "a" not in derivable(tables, hidden)


def test_elimination_finds_what_no_single_table_tells() -> None:
    """a+b, b+c and a+c are shown: together they give all three, though each of them gives none."""
    values: dict[Cell, int] = {"a": 4, "b": 4, "c": 4, "ab": 8, "bc": 8, "ac": 8}
    pairs = [Equation("ab", ("a", "b")), Equation("bc", ("b", "c")), Equation("ac", ("a", "c"))]
    tables = Tables(values, values, pairs)
    assert derivable(tables, frozenset("abc")) == {"a": 4, "b": 4, "c": 4}
    assert not derivable(tables, suppressed(tables))


GRID = st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=2)


def grid(rows: list[list[int]]) -> Tables:
    """Two rows and three columns with their totals, as classes and kinds are."""
    values: dict[Cell, int] = {}
    equations = []
    for r, row in enumerate(rows):
        values |= {(r, c): value for c, value in enumerate(row)}
        values[r, "sum"] = sum(row)
        equations.append(Equation((r, "sum"), tuple((r, c) for c in range(len(row)))))
    for c in (*range(len(rows[0])), "sum"):
        values["sum", c] = sum(values[r, c] for r in range(len(rows)))
        equations.append(Equation(("sum", c), tuple((r, c) for r in range(len(rows)))))
    return Tables(values, values, equations)


@given(GRID)
@settings(max_examples=25)
def test_nobody_who_tries_every_table_finds_a_hidden_number(rows: list[list[int]]) -> None:
    """Law, by brute force: for each hidden small number another table with another number shows the same cells.

    The other tables are searched among all 2×3 tables of numbers up to 8, and hide the same cells, which a reader
    knows to be at least 1.
    """
    tables = grid(rows)
    hidden = suppressed(tables)
    open_ = [(r, c) for r in range(2) for c in range(3) if (r, c) in hidden]
    others: dict[Cell, set[int]] = {cell: set() for cell in tables.sensitive}
    if len(open_) > 4:  # too many tables to try: the next law covers them
        return
    for guess in product(range(1, 9), repeat=len(open_)):
        other = [list(row) for row in rows]
        for (r, c), value in zip(open_, guess, strict=True):
            other[r][c] = value
        seen = grid(other).values
        if all(seen[cell] == value for cell, value in tables.values.items() if cell not in hidden):
            for cell, found in others.items():
                found.add(seen[cell])
    assert all(len(found) > 1 for found in others.values())


@given(GRID)
def test_what_is_hidden_cannot_be_worked_out(rows: list[list[int]]) -> None:
    """Law: after hiding, no small number follows from the shown ones; zeros are always shown."""
    tables = grid(rows)
    hidden = suppressed(tables)
    assert tables.sensitive <= hidden
    assert not set(derivable(tables, hidden)) & tables.sensitive
    assert all(tables.values[cell] for cell in hidden)


def test_a_summary_is_hidden_place_by_place() -> None:
    """1-1's three absences of April come from one child: hidden in class, grade and school, month and kind."""
    summary = summarise(school())
    hidden = hidden_places(summary)
    assert Place(Group("class", 1, "1"), "2025-05", "absent") in hidden
    assert Place(SCHOOL, "2025-04", "absent_sick") in hidden
    assert Place(Group("class", 1, "1"), "2025-05", "suspended") not in hidden  # nobody: 0 is shown


def test_a_summary_of_nothing_hides_nothing() -> None:
    """Without a school day there is no number."""
    summary = summarise(school())
    assert hidden_places(type(summary)("2025-04", (), (), (), {})) == frozenset()


CLASS = tuple(f"児{n} 4/{7 + n % 4}- 欠{'病' if n % 2 else '欠'} 5/7- {'遅' if n % 3 else '出'}" for n in range(12))


@pytest.mark.parametrize("away", [1, 4, 5])
def test_the_children_of_a_class_are_hidden_up_to_four(away: int) -> None:
    """12 children of 1組 were away in May's first days, 1, 4 or 5 of 2組: from 5 on the number is shown."""
    one = tuple(line.replace("5/7-", "5/1- 欠 5/7-") for line in CLASS)
    two = tuple(line.replace("5/7-", "5/1- 欠 5/7-") if n < away else line for n, line in enumerate(CLASS))
    summary = summarise(school({(1, "1"): one, (1, "2"): two, (1, "3"): one}))
    place = Place(Group("class", 1, "2"), "2025-05", "absent")
    hidden = hidden_places(summary)
    assert (place in hidden) == (away < 5)
    assert figures(summary.of(place.group, place.span))["touched:absent"] == (away, away)


def test_of_a_class_only_the_month_and_the_year_are_handed_on() -> None:
    """Other months of a class would tell the hidden one; of all children every span is."""
    summary = summarise(school())
    assert shown_spans(summary, Group("class", 1, "1")) == (YEAR, "2025-05")
    assert shown_spans(summary, SCHOOL) == (YEAR, "2025-04", "2025-05", *summary.weekdays)
