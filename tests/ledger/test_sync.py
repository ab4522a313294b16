"""New children below what is there: the workbook of a school keeps everything else of it, byte for byte."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any, Final

import pytest

from futoko_cli.core.model import ClassId, Pupil
from futoko_cli.errors import ConfigError, InputError
from futoko_cli.ingest.workbook import open_bytes
from futoko_cli.ledger.make import make_ledger
from futoko_cli.ledger.read import ledger_in
from futoko_cli.ledger.sync import sync_ledger
from tests.ledger.books import YEAR, workbook
from tests.ledger.filled import KEY, LEDGER, bare

PUPILS: Final = [
    Pupil(KEY, ClassId(1, "1"), 7, "春野　𠮷乃"),
    Pupil("1-1-08", ClassId(1, "1"), 8, "=夏川"),
    Pupil("1-1-09", ClassId(1, "1"), 9, "秋山　葉"),
]
NEW: Final = ["1-1-08", "1-1-09"]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _decorated() -> bytes:
    """A ledger as a school makes it its own: a column, colours, a comment, a drop-down, a picture of rules."""
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    book = load_workbook(io.BytesIO(make_ledger("", YEAR, LEDGER)))
    page = book["児童生徒"]
    page["V1"], page["V2"], page["V5"] = "きょうだい", "2-1-03", "※赤は転入"
    page["B2"].fill = PatternFill("solid", fgColor="FFFF0000")
    page["A2"].comment = Comment("4月に転入", "教頭")
    page["W2"] = "=COUNTA(A2:A100)"
    choices = DataValidation(type="list", formula1='"あり,なし"')
    choices.add("X2:X50")
    page.add_data_validation(choices)
    page.conditional_formatting.add("J2:J99", CellIsRule(operator="greaterThan", formula=["30"]))  # type: ignore[no-untyped-call]  # openpyxl
    page.row_dimensions[4].height = 40
    book.create_sheet("本校のメモ")["A1"] = "自由に"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("made", [lambda: make_ledger("", YEAR, LEDGER), _decorated], ids=["new", "school's own"])
def test_only_the_new_rows_differ(made: Any) -> None:  # noqa: ANN401  a function without arguments
    """Two new children below the last row; every other part of the package is the same, and so is every old row."""
    before = made()
    filled = sync_ledger(before, "支援台帳.xlsx", PUPILS)
    assert filled is not None
    old, new = _parts(before), _parts(filled.data)
    differ = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    assert differ == set(filled.receipt.parts)
    assert sum(name.startswith("xl/worksheets/") for name in differ) == 1
    assert not any("style" in name or "comment" in name or "drawing" in name for name in differ)
    assert [(c.sheet, c.cell, c.value) for c in filled.receipt.changes] == [
        ("児童生徒", "A4", "1-1-08"),
        ("児童生徒", "B4", "=夏川"),
        ("児童生徒", "A5", "1-1-09"),
        ("児童生徒", "B5", "秋山　葉"),
    ]
    ledger, issues = ledger_in(open_bytes(filled.data, "支援台帳.xlsx"), YEAR)
    assert issues == ()
    assert list(ledger.children) == [*LEDGER.children, *NEW]
    assert bare(ledger.contacts) == bare(LEDGER.contacts)


def test_what_the_school_added_survives() -> None:
    """Own column, colour, comment, formula, drop-down, conditional format, height and sheet: as they were."""
    from openpyxl import load_workbook

    filled = sync_ledger(_decorated(), "支援台帳.xlsx", PUPILS)
    assert filled is not None
    book = load_workbook(io.BytesIO(filled.data))
    page = book["児童生徒"]
    assert (page["V2"].value, page["V5"].value, page["W2"].value) == ("2-1-03", "※赤は転入", "=COUNTA(A2:A100)")
    assert page["B2"].fill.fgColor.rgb == "FFFF0000"
    assert page["A2"].comment.text == "4月に転入"
    assert any(str(rule.sqref) == "X2:X50" for rule in page.data_validations.dataValidation)
    assert len(page.conditional_formatting) == 1
    assert page.row_dimensions[4].height == 40
    assert book["本校のメモ"]["A1"].value == "自由に"
    assert page["A5"].number_format == "@"
    assert page["B4"].data_type == "s"


def test_nobody_new_is_nothing_to_write() -> None:
    """Everybody is there, however the keys are written: None, and so once more after a sync."""
    book = workbook({"児童生徒": [["キー", "氏名"], ["１-1-7", "春野"], ["1-1-8", ""], ["1年1組9番", "秋山"]]})
    assert sync_ledger(book, "支援台帳.xlsx", PUPILS) is None
    filled = sync_ledger(make_ledger("", YEAR), "支援台帳.xlsx", PUPILS)
    assert filled is not None
    assert sync_ledger(filled.data, "支援台帳.xlsx", PUPILS) is None


def test_rows_of_a_sheet_that_was_moved_about() -> None:
    """A title above, name before key, a column of the school's own: the cells below the right headings."""
    book = workbook(
        {"児童生徒": [["本校の児童"], [], ["番号", "氏名", "メモ", "キー"], ["", "春野", "", KEY], [1], [2]]}
    )
    filled = sync_ledger(book, "支援台帳.xlsx", PUPILS)
    assert filled is not None
    assert [change.cell for change in filled.receipt.changes] == ["D5", "B5", "D6", "B6"]


def test_a_child_that_two_registers_name_comes_once() -> None:
    """The same key twice in the list is one row."""
    filled = sync_ledger(make_ledger("", YEAR), "支援台帳.xlsx", [*PUPILS, *PUPILS])
    assert filled is not None
    assert sum(change.value in {p.key for p in PUPILS} for change in filled.receipt.changes) == 3


def test_a_key_that_cannot_be_read_stops_it() -> None:
    """Excel made a date of 1-1-07: the child would come twice, so nothing is written and the cell is named."""
    book = workbook({"児童生徒": [["キー", "氏名"], [date(2001, 1, 7), "春野"], ["", "夏川"]]})
    with pytest.raises(ConfigError) as caught:
        sync_ledger(book, "支援台帳.xlsx", PUPILS)
    assert "A2・A3" in caught.value.message


def test_rows_in_an_excel_table_are_left_alone() -> None:
    """Rows below a table would not belong to it: refused, with what to do."""
    from openpyxl import load_workbook
    from openpyxl.worksheet.table import Table

    book = load_workbook(io.BytesIO(workbook({"児童生徒": [["キー", "氏名"], [KEY, "春野"]]})))
    book["児童生徒"].add_table(Table(displayName="名簿", ref="A1:B2"))
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(ConfigError) as caught:
        sync_ledger(stream.getvalue(), "支援台帳.xlsx", PUPILS)
    assert "テーブル" in caught.value.message
    assert "範囲に変換" in caught.value.hint


def test_a_workbook_of_another_kind() -> None:
    """A text, a password, a workbook without 児童生徒: each says why not and what to do."""
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml")
    plain, locked = make_ledger("", YEAR), io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(plain)).encrypt("ひみつ", locked)
    others = {
        "ではない": "キー,氏名\n1-1-07,春野\n".encode(),
        "パスワード": locked.getvalue(),
        "児童生徒": workbook({"連絡・訪問": [["日付", "キー", "方法"]]}),
        "壊れ": plain[: len(plain) // 2],
    }
    for word, data in others.items():
        with pytest.raises(ConfigError) as caught:
            sync_ledger(data, "支援台帳.xlsx", PUPILS)
        assert word in caught.value.message
        assert caught.value.hint


def test_a_register_that_names_nobody() -> None:
    """A register of another school year: it is not said that everybody is in the ledger."""
    with pytest.raises(InputError, match="1人も読めていません"):
        sync_ledger(make_ledger("", YEAR), "支援台帳.xlsx", [])
