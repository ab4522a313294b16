"""The workbook that is made: read back it says the same, and it is pleasant and safe to write in."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from futoko_cli.core.ledger import FACTORS, Causes, CentreDay, Child, Contact, How, Ledger
from futoko_cli.ingest.workbook import open_bytes
from futoko_cli.ledger.make import make_ledger
from futoko_cli.ledger.read import ledger_in
from futoko_cli.ledger.sheets import CHILDREN, INTRODUCTION, ROWS, SHEETS, Sheet
from tests.ledger.books import YEAR
from tests.ledger.filled import DAY, KEY, LEDGER, bare

SCHOOL: Final = "見本市立みどり小学校"
FILLED: Final = make_ledger(SCHOOL, YEAR, LEDGER)
EMPTY: Final = make_ledger(SCHOOL, YEAR)


def _pages(data: bytes) -> Any:  # noqa: ANN401  openpyxl has no types
    return load_workbook(io.BytesIO(data))


def _part(data: bytes, title: str) -> str:
    """The XML of one sheet."""
    index = [INTRODUCTION, *(kind.title for kind in SHEETS)].index(title) + 1
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(f"xl/worksheets/sheet{index}.xml").decode()


def test_what_is_written_is_read_back() -> None:
    """Every record, text and sign comes back, and nothing is wrong with the workbook."""
    ledger, issues = ledger_in(open_bytes(FILLED, "支援台帳.xlsx"), YEAR)
    assert issues == ()
    assert bare(ledger) == bare(LEDGER)


def test_an_empty_ledger_is_read_without_a_remark() -> None:
    """A new ledger has every sheet and column, and no row."""
    ledger, issues = ledger_in(open_bytes(EMPTY, "支援台帳.xlsx"), YEAR)
    assert issues == ()
    assert bare(ledger) == bare(Ledger())


_SAID: Final = st.text(st.characters(blacklist_categories=("Cs", "Cc")) | st.just("\n"), max_size=60).map(
    lambda text: text.strip(" \t\n\u3000")
)


@settings(max_examples=25)
@given(
    name=_SAID.map(lambda text: " ".join(text.split("\n"))),
    content=_SAID,
    earlier=st.dictionaries(st.sampled_from(["幼", "小1", "中2"]), st.integers(0, 366)),
    signs=st.lists(st.sampled_from(list(FACTORS)), unique=True, max_size=4),
    met=st.sampled_from([True, False, None]),
    day=st.dates(date(2025, 4, 1), date(2026, 3, 31)),
)
def test_any_words_come_back(
    name: str, content: str, earlier: dict[str, int], signs: list[str], met: bool | None, day: date
) -> None:
    """A law: whatever people write, made and read again it is the same."""
    order = [factor for factor in FACTORS if factor in signs[1:]]
    ledger = Ledger(
        children={KEY: Child(KEY, name, earlier=earlier)},
        contacts=(Contact(day, KEY, How.VISIT, met=met, content=content),),
        causes={KEY: Causes(KEY, signs[0] if signs else "", tuple(order), overall=content)},
        centre_days=(CentreDay(day, KEY, ict=bool(met)),),
    )
    found, issues = ledger_in(open_bytes(make_ledger("", YEAR, ledger), "支援台帳.xlsx"), YEAR)
    assert [issue for issue in issues if issue.code != "ledger-value"] == []
    if not issues:
        assert bare(found) == bare(ledger)
    else:  # only an Excel error typed as a text is refused
        assert {name.strip().upper(), content.strip().upper()} & {"#N/A", "#REF!", "#VALUE!", "#DIV/0!"}


def test_the_same_bytes_at_any_time() -> None:
    """Made two seconds later it is the same file: no clock, no author in it."""
    first = make_ledger(SCHOOL, YEAR, LEDGER)
    time.sleep(0.01)
    assert first == FILLED
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert re.search(r"<dc:creator>(.*?)</dc:creator>|<dc:creator/>", package.read("docProps/core.xml").decode())
    assert not _pages(first).properties.creator


def test_texts_are_texts_numbers_numbers_and_dates_dates() -> None:
    """=HYPERLINK, @SUM and -1+1 are texts; days count as dates, absences as numbers."""
    book = _pages(FILLED)
    assert not any(cell.data_type == "f" for page in book for row in page for cell in row)
    child = [cell.value for cell in book["児童生徒"][2]]
    assert child[:2] == [KEY, "春野　𠮷乃"]
    assert child[4].date() == date(2012, 5, 6)
    assert child[5] == "=HYPERLINK(1)"
    assert child[9] == 35
    assert book["児童生徒"]["E2"].is_date
    assert book["連絡・訪問"]["A2"].value.date() == DAY
    assert book["月次"]["A3"].value == "3月"


@pytest.mark.parametrize("kind", SHEETS, ids=lambda kind: kind.title)
def test_each_sheet_is_set_up(kind: Sheet) -> None:
    """Heading and name stay in sight, filter buttons, A4 on its side, one page wide, heading on each page, 取扱注意."""
    page = _pages(EMPTY)[kind.title]
    assert [cell.value.replace("\n", "") for cell in page[1]] == [column.heading for column in kind.columns]
    assert page.freeze_panes in {"C2", "D2"}
    assert page.auto_filter.ref
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert page.print_title_rows == "$1:$1"
    assert "取扱注意" in page.oddFooter.left.text
    assert "&P" in page.oddFooter.right.text.replace("&[Page]", "&P")


@pytest.mark.parametrize("kind", SHEETS, ids=lambda kind: kind.title)
def test_each_column_helps(kind: Sheet) -> None:
    """Every choice and key has its drop-down, every date its check, and hints show, down to row 2,001."""
    page = _pages(EMPTY)[kind.title]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    for cell, column in zip(page[1], kind.columns, strict=True):
        rule: Any = rules.get(f"{cell.column_letter}2:{cell.column_letter}{ROWS + 1}")
        if column.hint:
            assert rule is not None
            assert rule.prompt == column.hint
        if column.choices:
            assert rule.formula1 == f'"{",".join(column.choices)}"'
        if column.holds == "key" and kind is not CHILDREN:
            assert rule.formula1 == "キー一覧"
        if column.holds in {"date", "born"}:
            assert rule.type == "date"


def test_cells_typed_later_look_right() -> None:
    """The columns carry formats: a key stays a text, a day looks like one, long words wrap."""
    page = _pages(EMPTY)["連絡・訪問"]
    looks = {heading.value: page.column_dimensions[heading.column_letter] for heading in page[1]}
    assert looks["キー"].number_format == "@"
    assert looks["日付"].number_format == "yyyy/m/d"
    assert looks["内容"].alignment.wrap_text
    assert looks["内容"].border.left.style == "thin"
    assert looks["内容"].font.name == "游ゴシック"


def test_the_first_sheet_explains_the_others() -> None:
    """はじめに names every sheet, and is not read as data."""
    page = _pages(EMPTY)[INTRODUCTION]
    said = [str(cell.value) for row in page for cell in row if cell.value]
    assert all(kind.title in said and kind.about in said for kind in SHEETS)
    assert any("取扱注意" in text for text in said)


def test_a_school_name_with_an_ampersand() -> None:
    """& begins a code in a page's header: doubled it is itself."""
    assert "A&amp;&amp;B学園" in _part(make_ledger("A&B学園", YEAR), "児童生徒")
