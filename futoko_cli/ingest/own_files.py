"""What futoko itself wrote (自分の出力): never read as a register, wherever it lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from futoko_cli.ingest.wording import squeezed

#: Stands beside issued forms: a folder that holds it holds no registers.
JOURNAL: Final = "issued.json"
#: Sheets that every ledger (支援台帳) has, by title.
LEDGER_SHEETS: Final = frozenset({"児童生徒", "連絡・訪問", "要因・所見"})
#: Headings of the tables that futoko writes (scan, duties, summary, and below), the first column's first.
_OWN: Final = (
    ("キー", "段階", "連続(現在)"),
    ("期限", "キー", "段階", "すること"),
    ("年度", "区分", "期間", "在籍", "欠席率"),
    ("キー", "出席簿の欠席", "うち出席扱い", "確認"),  # record, as CSV and workbook
    ("キー", "日付", "出席扱い", "通級の記録"),  # credit --csv
    ("キー", "＋出停・忌引等", "出席した日"),  # survey -o X.xlsx: children, month, tallies
    ("キー", "月の授業日", "累計欠席"),
    ("学年", "性別", "計", "経済的理由", "未分類"),
    # the sheets of the 支援台帳 (futoko ledger export), with the columns that stay with --masked
    ("キー", "性別", "前年度欠席", "長期欠席の理由"),
    ("日付", "キー", "方法", "本人に会えた"),
    ("キー", "いじめの被害", "友人関係", "該当なし"),
    ("月", "キー", "今月の状況"),
    ("日付", "キー", "開始", "終了", "短期目標の期日"),
    ("日付", "キー", "分掌・機関名"),
    ("日付", "キー", "児童虐待の疑い"),
    ("キー", "種類", "受付日", "決定日"),
    ("日付", "キー", "ICT", "時間"),
    ("日付", "キー", "状態", "対象月"),
)
#: Headings that are these and no more: 月次 and 役割分担, masked.
_WHOLE: Final = (["月", "キー"], ["日付", "キー"])
#: … of every sheet of ``futoko credit -o X.xlsx``.
CREDIT_TITLE: Final = "相談・指導等の状況と出席扱いの記録"
#: How the first cell of ``futoko duties -o X.xlsx`` begins.
PAGE_TITLE: Final = "不登校対応の期限"
#: … and of every sheet of ``futoko summary -o X.xlsx``.
SUMMARY_TITLE: Final = "出欠のまとめ（futoko summary）"
#: … and of every sheet of ``futoko district -o X.xlsx``.
DISTRICT_TITLE: Final = "全校集計（futoko district）"
_HEADING_ROWS: Final = 10
_SQUEEZED: Final = tuple(
    (squeezed_row, frozenset(squeezed_row)) for squeezed_row in (tuple(map(squeezed, own)) for own in _OWN)
)
_BEGINS: Final = frozenset(own[0] for own in (*(row for row, _ in _SQUEEZED), *_WHOLE))


def is_own_file(path: Path) -> bool:
    """Whether a CSV file is a table that futoko wrote."""
    try:
        with path.open("rb") as handle:
            head = handle.read(500).decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return False
    return _is_heading([word.strip() for word in head.partition("\n")[0].split(",")])


def _is_heading(row: Sequence[object]) -> bool:
    first = squeezed(row[0]) if row else ""
    if first not in _BEGINS:  # nearly every row of a register
        return False
    words = [squeezed(value) for value in row]
    return words in _WHOLE or any(first == own[0] and own_words <= set(words) for own, own_words in _SQUEEZED)


def is_own_table(rows: Sequence[Sequence[object]]) -> bool:
    """Whether a sheet is a table that futoko wrote, its month page of duties, a page of its summary, a record of 出席扱い."""
    first = str(rows[0][0]) if rows and rows[0] else ""
    return first.startswith((PAGE_TITLE, SUMMARY_TITLE, DISTRICT_TITLE, CREDIT_TITLE)) or any(
        map(_is_heading, rows[:_HEADING_ROWS])
    )


def is_ledger(titles: Iterable[str]) -> bool:
    """Whether a workbook with these sheets is a ledger (支援台帳)."""
    return set(titles) >= LEDGER_SHEETS


def holds_issued(names: Iterable[str]) -> bool:
    """Whether a folder with these files holds issued forms (発行した様式)."""
    return JOURNAL in names
