"""The screen of ``futoko summary``: at 80 and 120 columns, on a cp932 terminal, with small numbers hidden."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from futoko_cli.reports.summary.figures import HIDDEN, Figures, figures_of
from futoko_cli.terminal.summary import show_summary
from tests.summary.invent import Classes, school, with_totals, year_before
from tests.terminal.fabricate import console, unknown_marks


def shown(figures: Figures, width: int = 80, *, problems: bool = True) -> str:
    """The screen as text."""
    target, stream = console(width)
    show_summary(figures, target, problems=problems)
    return stream.getvalue()


def line_of(text: str, start: str) -> list[str]:
    """The words of the first line that begins so."""
    return next(line.split() for line in text.splitlines() if line.split()[:1] == [start])


def test_the_month_at_a_glance() -> None:
    """May by hand: 3 of 30 days, three children late or away, 2 days not entered."""
    text = shown(figures_of(school()))
    assert "【2025年5月】 授業日 5日・在籍 6人" in text
    assert "欠席率 10.0%［下限］（出席率 90.0%）" in text
    assert "欠席 延べ3日（2人）" in text
    assert "前の月（4月）  欠席率 4.3% → 今月は +5.7ポイント" in text
    assert "30日以上 0人  50日以上 0人  90日以上 0人" in text
    assert "［初期対応］ 0人（0人）" in text


def test_tables_of_classes_months_and_weekdays() -> None:
    """Columns: 在籍 欠席 欠席率 bar 遅刻早退 出停等 30日以上; weekdays have no children of their own."""
    text = shown(figures_of(school()))
    assert line_of(text, "1年1組")[:4] == ["1年1組", "4", "2", "10.0%"]
    assert line_of(text, "1年1組")[-3:] == ["3", "0", "0"]
    assert line_of(text, "4月")[:4] == ["4月", "7", "6", "4.3%"]
    assert line_of(text, "年度計")[-1] == "［下限］"
    assert line_of(text, "月曜")[:2] == ["月曜", "2"]


@pytest.mark.parametrize("width", [80, 100, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Long names of classes and children are cut or wrapped; bars grow with the room."""
    classes: Classes = {(1, "1"): ("青木 4/1- 欠*9",), (None, "ひまわりひまわりひまわり"): ("井上 4/1- 欠遅",)}
    figures = figures_of(school(classes, names={"青木": "寿限無" * 10}), last_year=year_before())
    text = shown(figures, width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert ("#" * 11 in text) == (width > 80)


def test_a_terminal_of_windows_shows_every_letter() -> None:
    """No character of the screen's own is missing from cp932."""
    text = shown(figures_of(with_totals(school()), last_year=year_before()))
    assert text.encode("cp932").decode("cp932") == text


def test_shared_the_screen_names_no_child() -> None:
    """Stars instead of small numbers, what they mean, and no list."""
    text = shown(figures_of(school(), shared=True))
    assert line_of(text, "1年1組")[2] == HIDDEN
    assert "要注意" not in text
    assert "青木" not in text
    assert "5人未満" in text


def test_masked_the_screen_has_keys_only() -> None:
    """The child to watch by its key."""
    figures = figures_of(school({(1, "1"): ("青木 5/1- 欠*5",)}, names={"青木": "青木 太郎"}), masked=True)
    text = shown(figures)
    assert "1-1-01" in text
    assert "青木" not in text


def test_more_children_than_a_screen_holds_are_counted() -> None:
    """25 to watch: 20 shown, 5 told."""
    lines = tuple(f"児{n} 5/1- 欠*5" for n in range(25))
    text = shown(figures_of(school({(1, "1"): lines})))
    assert "【要注意】 25人" in text
    assert "ほか 5人" in text


def test_problems_are_told_or_counted() -> None:
    """With -q only how many there are; nothing of them where the screen is shared."""
    issues = unknown_marks(2)
    told = shown(figures_of(school(issues=issues)))
    counted = shown(figures_of(school(issues=issues)), problems=False)
    assert "「△」" in told
    assert "「△」" not in counted
    assert "【問題】" in counted
    assert "「△」" not in shown(figures_of(school(issues=issues), shared=True))


def test_nothing_counted_says_so() -> None:
    """Without a school day there is no table."""
    whole = school(upto="4/1")
    figures = figures_of(whole)
    none = type(figures.summary)("2025-04", (), (), (), {})
    empty = Figures(whole, none, figures.mask, False, frozenset(), (), ())  # noqa: FBT003  a record's fields
    assert "集計できる授業日がありません。" in shown(empty)
