"""The CSV: opens in Excel with its letters, its line ends, and without surprises."""

from __future__ import annotations

import csv
import io

import pytest

from futoko_cli.core.model import Assessment
from futoko_cli.reports.result_csv import safe_cell, scan_csv
from tests.terminal.fabricate import assess, totals_row


def rows_of(assessment: Assessment, *, masked: bool = False) -> list[dict[str, str]]:
    """Rows by column title."""
    return list(csv.DictReader(io.StringIO(scan_csv(assessment, masked=masked).decode("utf-8-sig"))))


def test_bytes() -> None:
    """UTF-8 with BOM and CRLF; one title line."""
    data = scan_csv(assess("太郎 4/7- 欠*3"))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_titles() -> None:
    """Who, stage, runs, kinds, months in the school year's order, date reached."""
    titles = list(rows_of(assess("太郎 4/7- 欠"))[0])
    assert titles[:8] == ["キー", "学年", "組", "番号", "氏名", "段階", "連続(現在)", "連続(最長)"]
    assert titles[8:10] == ["授業日数", "欠席(累計)"]
    assert titles[-14:] == [*(f"{m}月" for m in (*range(4, 13), 1, 2, 3)), "達した日", "備考"]


def test_one_child() -> None:
    """Numbers as they are, months to come left blank."""
    (row,) = rows_of(assess("太郎 4/28- 欠*7 出 未"))
    assert (row["段階"], row["連続(現在)"], row["連続(最長)"], row["欠席(累計)"]) == ("", "0", "7", "7")
    assert (row["4月"], row["5月"], row["6月"]) == ("2", "5", "")
    assert row["未入力"] == "1"
    assert "少ない可能性" in row["備考"]
    (flagged,) = rows_of(assess("太郎 4/7- 欠*7"))
    assert (flagged["段階"], flagged["達した日"]) == ("速報", "2025-04-15")


def test_totals_only_child() -> None:
    """What cannot be known is blank and said."""
    row = rows_of(assess("太郎 4/7- 出", totals=(totals_row(),)))[1]
    assert (row["連続(現在)"], row["欠席(累計)"], row["4月"]) == ("", "21", "4")
    assert "連続欠席は不明" in row["備考"]


@pytest.mark.parametrize("head", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_formula(head: str) -> None:
    """A name that begins like a formula is kept as text."""
    (row,) = rows_of(assess("誰か 4/7- 欠", names=(f"{head}1+1",)))
    assert row["氏名"] == f"'{head}1+1"


def test_no_key_becomes_a_date() -> None:
    """Excel would read 1-1-07 as a day in 2007."""
    assert safe_cell("1-1-07") == "'1-1-07"
    assert safe_cell("2025-04-15") == "2025-04-15"
    assert safe_cell("なかよし-07") == "なかよし-07"
    assert safe_cell(-1) == -1
    assert safe_cell(None) is None


def test_masked() -> None:
    """No name."""
    (row,) = rows_of(assess("誰か 4/7- 欠", names=("山田 太郎",)), masked=True)
    assert row["氏名"] == ""
