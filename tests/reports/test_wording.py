"""The shared Japanese words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from futoko_cli.core.model import ConditionState, StageState
from futoko_cli.core.policy import Condition, Duty, Group, Stage, Window
from futoko_cli.reports.wording import (
    cites_text,
    definitions,
    due_text,
    duty_text,
    long_date,
    months_of,
    number,
    rule_text,
    stage_reason,
    year_title,
)
from tests.terminal.fabricate import cite, condition, policy

if TYPE_CHECKING:
    from futoko_cli.core.policy import DueRule

DAY = date(2025, 11, 13)


def test_dates() -> None:
    """Days, school years and months."""
    assert long_date(DAY) == "2025年11月13日（木）"
    assert year_title(2025) == "令和7年度（2025年度）"
    assert year_title(2018) == "2018年度"
    assert months_of(2025)[0] == "2025-04"
    assert months_of(2025)[-1] == "2026-03"


def test_number() -> None:
    """Whole numbers stay numbers."""
    assert number(Fraction(6, 3)) == 2
    assert number(Fraction(1, 3)) == "1/3"


def test_rule() -> None:
    """Any, all, and one in the other."""
    inner = Group("any", (condition("consecutive", 7), condition("cumulative", 10)))
    whole = Group("all", (inner, condition("unseen", 30)))
    assert rule_text(whole) == (
        "（連続欠席 7日以上 または 断続（累計）欠席 10日以上） かつ 会えていない授業日 30日以上"
    )


@pytest.mark.parametrize(
    ("rule", "monthly", "words"),
    [
        ("same_day", False, "当日中"),
        ("school_days_later", False, "5授業日以内"),
        ("day_of_next_month", True, "毎月、翌月5日まで"),
        ("closing_day", False, "終業式・修了式の日まで"),
        ("end_of_month", False, "月末まで"),
    ],
)
def test_due(rule: DueRule, *, monthly: bool, words: str) -> None:
    """Each rule of a due date in words."""
    assert due_text(Duty("報告", "", "", rule, 5, monthly=monthly, cite=cite("1"))) == words


def test_duty() -> None:
    """The form is named unless the duty's own words do."""
    duty = Duty("校内ケース会議", "校内", "case-meeting", "same_day", 0, monthly=False, cite=cite("1"))
    assert duty_text(duty) == "校内ケース会議  校内  当日中  様式 協議シート"
    assert duty_text(replace(duty, what="協議シートの記入", to="")) == "協議シートの記入  当日中"
    assert duty_text(replace(duty, form="町の様式")).endswith("様式 町の様式")


def test_cites() -> None:
    """One document once, its pages, and what futoko decided."""
    assert cites_text([cite("11"), cite("12"), cite("12")]) == "見本市不登校対応マニュアル p.11・p.12"
    assert cites_text([cite("11"), cite("11", decision=True)]).endswith("p.11（一部はfutokoの設定）")
    assert cites_text([cite("", decision=True)]) == "見本市不登校対応マニュアル（futokoの設定）"


def reason_of(*conditions: Condition, reached: bool = True, value: int = 8) -> str:
    """The reason of a stage whose conditions are met."""
    days = (DAY,) if reached else ()
    states = tuple(ConditionState(c, value, met=True, reached_on=days) for c in conditions)
    return stage_reason(StageState(Stage("s", "段階", Group("any", conditions)), True, days, states), ())  # noqa: FBT003


def test_reasons() -> None:
    """Which day, which count: n日目, を超過, or the condition's own words."""
    assert reason_of(condition("cumulative", 10)) == "11/13に断続（累計）欠席10日目"
    assert reason_of(condition("cumulative", 10, more_than=True)) == "11/13に断続（累計）欠席が10日を超過"
    assert reason_of(condition("late_early", 10)) == "11/13に遅刻・早退10回"
    assert reason_of(condition("month_rate", Fraction(1, 3))) == "11/13に月の欠席の割合 1/3以上"
    assert reason_of(replace(condition("cumulative", 3), window=Window("term"))) == (
        "11/13に学期の断続（累計）欠席 3日以上"
    )
    assert reason_of(replace(condition("cumulative", 3), comparison="at_most")) == ("11/13に断続（累計）欠席 3日以下")
    assert reason_of(condition("previous_year_absences", 30), value=35) == "前年度の欠席 35日（前年度の欠席 30日以上）"


def test_reasons_of_one_day() -> None:
    """The day is said once, the latest first."""
    text = reason_of(condition("consecutive", 7), condition("cumulative", 10))
    assert text == "11/13に連続欠席7日目、断続（累計）欠席10日目"


def test_definitions() -> None:
    """Built from the settings: without skipped kinds nothing is said of them."""
    assert "出席停止・忌引・学級閉鎖の日は数えず" in definitions(policy())["consecutive"]
    assert "数えず" not in definitions(replace(policy(), skipped=()))["consecutive"]


def test_holds() -> None:
    """≥, > and ≤."""
    at_most = replace(condition("present_days", 10), comparison="at_most")
    assert [condition("cumulative", 7).holds(n) for n in (6, 7)] == [False, True]
    assert [condition("cumulative", 7, more_than=True).holds(n) for n in (7, 8)] == [False, True]
    assert [at_most.holds(n) for n in (10, 11)] == [True, False]
