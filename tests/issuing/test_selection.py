"""Whose form is due: the duty's months, occasions, keys, and the reason for everybody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from futoko_cli.core.issues import Issue
from futoko_cli.core.ledger import Action, At, Child, Ledger, Meeting
from futoko_cli.core.model import Assessment
from futoko_cli.core.policy import MonthRule
from futoko_cli.errors import UsageError
from futoko_cli.issuing.selection import Chosen, LeftOut, Wanted, select
from tests.issuing.paper import NAMES, TODAY, school, told
from tests.terminal.fabricate import FILE, policy


def keys(found: list[Chosen]) -> list[str]:
    """Who gets a form."""
    return [each.pupil.key for each in found]


def reasons(left: list[LeftOut]) -> dict[str, str]:
    """Who does not, and why."""
    return {each.pupil.key: each.reason for each in left}


def test_monthly_with_an_absence() -> None:
    """June: 山田 reached the stage in May and was absent in June; 鈴木 was not; 佐藤 had 9 days, one short."""
    chosen, left = select(school(), Wanted("monthly", "2025-06"), TODAY)
    assert keys(chosen) == ["1-1-01"]
    assert chosen[0].due == date(2025, 7, 4)  # 7/5 is a Saturday
    assert reasons(left) == {"1-1-02": "6月の欠席が0日です。"}


def test_monthly_before_the_stage() -> None:
    """In the month before the stage was reached nobody is reported or left out."""
    assert select(school(), Wanted("monthly", "2025-04"), TODAY) == ([], [])


def test_reached_on_the_last_day_of_the_month() -> None:
    """The seventh day is 5/30: May is reported; where it is 6/2, it is not."""
    on_last = school("山田 4/7- 出 5/22- 欠*7", upto="6/30")
    a_day_later = school("山田 4/7- 出 5/23- 欠*7", upto="6/30")
    assert keys(select(on_last, Wanted("monthly", "2025-05"), TODAY)[0]) == ["1-1-01"]
    assert select(a_day_later, Wanted("monthly", "2025-05"), TODAY) == ([], [])


def monthly_rule(months: MonthRule) -> Assessment:
    """The register under a policy whose monthly duty repeats by another rule."""
    rules = policy()
    report = rules.stages[1]
    duties = tuple(replace(d, months=months) if d.form == "monthly" else d for d in report.duties)
    stages = (rules.stages[0], replace(report, duties=duties), rules.stages[2])
    whole = school()
    pupils = tuple(
        replace(r, stages=tuple(replace(s, stage=n) for s, n in zip(r.stages, stages, strict=True)))
        for r in whole.pupils
    )
    return replace(whole, policy=replace(rules, stages=stages), pupils=pupils)


def test_months_active() -> None:
    """With ``active`` only those whose stage holds: 山田 has more than ten absences, the run of 鈴木 has ended."""
    chosen, left = select(monthly_rule("active"), Wanted("monthly", "2025-06"), TODAY)
    assert keys(chosen) == ["1-1-01"]
    assert reasons(left) == {"1-1-02": "6月末に［速報］に当たっていません。"}


def test_months_reached() -> None:
    """With ``reached`` every month after the first one."""
    assert keys(select(monthly_rule("reached"), Wanted("monthly", "2025-06"), TODAY)[0]) == ["1-1-01", "1-1-02"]


def test_exactly_the_named_ones() -> None:
    """--pupil makes the form for a child that no stage asks for, and for nobody else."""
    chosen, left = select(school(), Wanted("monthly", "2025-06", ("1-1-03",)), TODAY)
    assert keys(chosen) == ["1-1-03"]
    assert chosen[0].duty is None
    assert left == []


def test_everyone_of_the_year() -> None:
    """--all takes those without an absence too."""
    assert keys(select(school(), Wanted("monthly", "2025-06", everyone=True), TODAY)[0]) == ["1-1-01", "1-1-02"]


def test_nobody_has_this_key() -> None:
    """A key that nobody has is a mistake of the call."""
    with pytest.raises(UsageError, match="1-1-09"):
        select(school(), Wanted("quick", keys=("1-1-09",)), TODAY)


def test_quick_is_for_whom_the_stage_holds() -> None:
    """速報: 山田 still has ten absences; the run of 鈴木 is over."""
    chosen, left = select(school(), Wanted("quick"), TODAY)
    assert keys(chosen) == ["1-1-01"]
    assert chosen[0].when == date(2025, 5, 20)
    assert reasons(left) == {"1-1-02": "5/20に達しましたが、今は当たりません。"}


def test_quick_of_a_month() -> None:
    """With --month everybody who reached the stage in it."""
    assert keys(select(school(), Wanted("quick", "2025-05"), TODAY)[0]) == ["1-1-01", "1-1-02"]
    assert select(school(), Wanted("quick", "2025-06"), TODAY)[0] == []


def test_no_duty_names_the_form() -> None:
    """The policy has no アセスメントシート: the message says what to do; --all takes all who reached any stage."""
    with pytest.raises(UsageError, match="アセスメントシート") as caught:
        select(school(), Wanted("assessment"), TODAY)
    assert "--pupil" in caught.value.hint
    assert keys(select(school(), Wanted("assessment", everyone=True), TODAY)[0]) == ["1-1-01", "1-1-02", "1-1-03"]


def test_a_meeting_is_an_occasion() -> None:
    """The sheet of a meeting is dated on the ledger's latest meeting, not on one that is still to come."""
    meetings = tuple(Meeting(date(2025, month, day), "1-1-01") for month, day in ((6, 20), (7, 10), (7, 30)))
    whole = replace(school(), ledger=replace(told(), meetings=meetings))
    chosen, _ = select(whole, Wanted("case-meeting", keys=("1-1-01",)), TODAY)
    assert chosen[0].when == date(2025, 7, 10)


def test_month_of_another_year_or_not_entered() -> None:
    """A month outside the school year, or one without a single day entered, is a mistake of the call."""
    with pytest.raises(UsageError, match="2025年度"):
        select(school(), Wanted("monthly", "2026-04"), TODAY)
    with pytest.raises(UsageError, match="8月の入力がありません"):
        select(school(), Wanted("monthly", "2025-08"), TODAY)


def test_left_the_school() -> None:
    """A child that has left is left out with that reason."""
    whole = school("山田 4/7- 出 5/12- 欠*8 外*60", upto="7/16")
    _, left = select(whole, Wanted("monthly", "2025-06"), TODAY)
    assert reasons(left) == {"1-1-01": "6月は在籍していません。"}


def test_errors_of_the_own_row_are_noted() -> None:
    """An unknown mark in 山田's row and a wrong cell of his ledger row touch him alone; a warning touches nobody."""
    own = Issue("mark-unknown", "記号「△」", file=FILE, sheet="1-1 5月", cell="Z5")
    other = Issue("mark-unknown", "記号「△」", file=FILE, sheet="1-1 5月", cell="Z6")
    ledger = Issue("ledger-value", "日付ではありません", file="支援台帳.xlsx", sheet="児童生徒", cell="D9")
    mild = Issue("row-hidden", "隠し行", file=FILE, sheet="1-1 5月", cell="Z5")
    named = Issue("pupil-name-differs", "氏名が違います", names=(NAMES[0],))
    rows = told(Child("1-1-01", at=At("児童生徒", 8)))
    whole = replace(school(), ledger=rows, issues=(own, other, ledger, mild, named))
    chosen, _ = select(whole, Wanted("monthly", "2025-06"), TODAY)
    assert chosen[0].errors == (own, ledger, named)


def test_what_the_ledger_says_was_sent_is_not_made_again() -> None:
    """速報 of 山田 is recorded as done: nobody sends it twice unasked; --pupil and --all still make it."""
    whole = school()
    assert keys(select(whole, Wanted("quick"), TODAY)[0]) == ["1-1-01"]
    done = replace(whole, ledger=Ledger(actions=(Action(date(2025, 5, 21), "1-1-01", "速報", "済"),)))
    chosen, left = select(done, Wanted("quick"), TODAY)
    assert (keys(chosen), reasons(left)["1-1-01"]) == ([], "台帳の対応記録では、5/21に済です。")
    assert keys(select(done, Wanted("quick", keys=("1-1-01",)), TODAY)[0]) == ["1-1-01"]
    assert "1-1-01" in keys(select(done, Wanted("quick", everyone=True), TODAY)[0])


def test_a_row_of_another_child_settles_nothing() -> None:
    """Nor one before the stage was reached."""
    for action in (
        Action(date(2025, 5, 21), "1-1-02", "速報", "済"),
        Action(date(2025, 5, 19), "1-1-01", "速報", "済"),
    ):
        done = replace(school(), ledger=Ledger(actions=(action,)))
        assert keys(select(done, Wanted("quick"), TODAY)[0]) == ["1-1-01"]
