"""One day short, reached before, totals only."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from futoko_cli.core.forecast import days_short
from futoko_cli.core.model import ConditionState
from futoko_cli.core.policy import Group, Stage
from futoko_cli.terminal.watch import nearly
from tests.terminal.fabricate import assess, condition, policy, totals_row
from tests.terminal.test_scan import screen_of


@pytest.mark.parametrize(
    ("threshold", "more_than", "value", "short"),
    [(7, False, 6, True), (7, False, 5, False), (7, False, 7, False), (7, True, 7, True), (7, True, 6, False)],
)
def test_one_short(threshold: int, *, more_than: bool, value: int, short: bool) -> None:
    """n−1 of 「n日以上」, n of 「n日を超える」."""
    state = ConditionState(condition("consecutive", threshold, more_than=more_than), value, value > threshold, ())
    assert (days_short(state) == 1) is short


def test_unknown_value_is_not_short() -> None:
    """What cannot be known, and what does not grow by a day, is no warning."""
    assert days_short(ConditionState(condition("cumulative", 3), None, met=False, reached_on=())) != 1
    assert days_short(ConditionState(condition("month_rate", Fraction(1, 3)), 0, met=False, reached_on=())) != 1


def test_all_conditions_must_be_near() -> None:
    """すべて: 29 days absent and 29 days not met is near; 29 days absent alone is not."""
    near, far = assess("太郎 4/7- 欠*29", "花子 4/7- 教*20 欠*9").pupils
    assert [s.stage.id for s in near.stages if nearly(s)] == ["unseen"]
    assert [s.stage.id for s in far.stages if nearly(s)] == []


def test_group_in_a_group() -> None:
    """（連続7 または 累計10） かつ 会えていない30: near only where both sides are."""
    inner = Group("any", (condition("consecutive", 7), condition("cumulative", 10)))
    stage = Stage("s", "段階", Group("all", (inner, condition("unseen", 30))))
    near, far = assess("太郎 4/7- 欠*29", "花子 4/7- 出*23 欠*6", rules=replace(policy(), stages=(stage,))).pupils
    assert nearly(near.stages[0])
    assert not nearly(far.stages[0])


def test_watch_list() -> None:
    """Two days running, nine in all, and already in a milder stage: each is one day short of something."""
    shown = screen_of(assess("二 4/7- 出*9 欠*2", "九 4/7- 欠*6 出 欠*3 出", "六 4/7- 出*5 欠*6", "無 4/7- 出"))
    assert "【あと1日で基準に達する】 3人" in shown
    assert "連続  2日・累計  2日  あと1日で［初期対応］" in shown
    assert "連続  0日・累計  9日  あと1日で［速報］" in shown
    assert "連続  6日・累計  6日  あと1日で［速報］ いま 初期対応" in shown


def test_watch_list_is_cut() -> None:
    """Twenty children, then how many more."""
    shown = screen_of(assess(*(f"子{n} 4/7- 欠*2" for n in range(25))))
    assert "【あと1日で基準に達する】 25人" in shown
    assert "ほか 5人" in shown


def test_reached_before() -> None:
    """A child who was at a stage this year and came back is not forgotten."""
    shown = screen_of(assess("太郎 4/7- 欠*3 出 欠*4 出"))
    assert "今年度に達したことがある】 1人" in shown
    assert "［初期対応］ 4/15（2回）  累計  7日" in shown


def test_long_lists_are_cut() -> None:
    """Twenty lines each, then how many more."""
    rows = tuple(totals_row(f"子{n}", 5) for n in range(23))
    shown = screen_of(assess(*(f"子{n} 4/7- 欠*3 出" for n in range(22)), totals=rows))
    assert "今年度に達したことがある】 22人" in shown
    assert "ほか 2人" in shown
    assert "ほか 欠席のある 3人" in shown


def test_totals_only() -> None:
    """The sum is shown, and that runs cannot be known."""
    shown = screen_of(assess("太郎 4/7- 出", totals=(totals_row(), totals_row("零", 0))))
    assert "【合計だけの出席簿】 2人  日ごとの記号がないため、連続欠席は分かりません。" in shown
    assert "1-2-09  小林 秋" in shown
    assert "欠席 21日（4月 4・5月 17）" in shown
