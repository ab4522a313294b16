"""The inspect screen: what was recognised, and what was not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.cells import cell_len

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Source
from futoko_cli.reports.marks_found import MarksSeen, gathered
from futoko_cli.reports.masking import Mask
from futoko_cli.terminal.inspect import show_inspect
from tests.terminal.fabricate import console, source, unknown_marks

MARKS = {("／", int(Kind.ABSENT)): 12, ("欠席(頭痛)", int(Kind.ABSENT)): 2, ("△", int(Kind.UNKNOWN)): 4}


def screen_of(sources: Sequence[Source], seen: MarksSeen, issues: Sequence[Issue] = (), width: int = 80) -> str:
    """The screen as text."""
    target, stream = console(width)
    show_inspect(sources, issues, seen, target)
    return stream.getvalue()


def test_one_sheet() -> None:
    """Layout, class, month, header row, name column, day columns, marks with meaning and count."""
    shown = screen_of([source()], {source(): MARKS})
    assert "「1-1 4月」  学級・月の表  1-1  4月（2025-04）  35人" in shown
    assert "見出し 4行目  氏名 C列  日 D列からAH列" in shown
    assert "記号  ／ 欠席 12   △ 意味が分からない 4   欠席 欠席 2" in shown
    assert "頭痛" not in shown


def test_sheet_without_places() -> None:
    """A sheet without a name column, days, month or marks."""
    bare = Source("a.csv", "", "long-list", "", None, 0)
    shown = screen_of([bare], {})
    assert "表  1行に1件の一覧  学級不明  月の指定なし  0人" in shown
    assert "見出し 1行目  氏名 なし  日 なし" in shown
    assert "記号  なし" in shown


def test_totals_of_all_sheets() -> None:
    """Marks of all sheets together; one that means two things is named."""
    other = {("／", int(Kind.LATE)): 1}
    shown = screen_of([source(4), source(5)], {source(4): MARKS, source(5): other})
    assert "【見つけた記号の合計】" in shown
    assert "「／」は、シートによって意味が違います: 遅刻・欠席" in shown


def test_nothing_recognised() -> None:
    """What was not read is listed with its reason and what to do."""
    issue = Issue("layout-per-period", "校時ごとの出席簿です。", "日ごとの出席簿を出してください。", "a.xlsx", "1-1")
    shown = screen_of([], {}, [issue])
    assert "出席簿と分かる表は、見つかりませんでした。" in shown
    assert "【読まなかったもの】 1件" in shown
    assert "a.xlsx「1-1」  校時ごとの出席簿  校時ごとの出席簿です。" in shown
    assert "直し方: 日ごとの出席簿を出してください。" in shown


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_too_wide(width: int) -> None:
    """Long file names wrap."""
    long = source()._replace(file="とても長い名前の" * 12 + ".xlsx")
    for line in screen_of([long, source(5)], {long: MARKS}, unknown_marks(), width).splitlines():
        assert cell_len(line) <= width, line


def test_gathered_leaves_reasons_out() -> None:
    """欠席(頭痛) and 欠席（腹痛） are one mark."""
    marks = {("欠席(頭痛)", 6): 1, ("欠席（腹痛）", 6): 2, ("(欠)", 6): 1}
    assert gathered(marks, Mask(masked=False)) == [("欠席", Kind.ABSENT, 3), ("(欠)", Kind.ABSENT, 1)]
