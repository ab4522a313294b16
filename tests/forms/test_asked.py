"""要記入: what a person still has to write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from futoko_cli.core.ledger import Child, Ledger, MonthNote
from futoko_cli.forms import monthly, unseen
from futoko_cli.forms.asked import still_to_write
from tests.forms.casebook import KEY, NO_LEDGER, case, contact, ledger

AWAY = "太郎 5/30- 欠*60"


def names(values: Mapping[str, Any]) -> list[str]:
    """Names of the monthly report's boxes still to be written."""
    return [field.name for field in still_to_write(monthly.FORM, values)]


def report(told: Ledger = NO_LEDGER, month: str = "2025-06") -> dict[str, Any]:
    """The monthly report of a child away since 5/30."""
    return monthly.values(case(AWAY, told, month=month, as_of="7/31"))


def test_not_met_this_month() -> None:
    """The reason is asked for, who met the child and how are not."""
    asked = names(report())
    assert "現認できなかった理由" in asked
    assert not {"現認者", "現認方法", "最終現認日"} & set(asked)


def test_met_this_month() -> None:
    """Who met it is asked for where nobody wrote it; the reason is not."""
    asked = names(report(ledger(contact("6/12 家庭訪問 ○"))))
    assert "現認者" in asked
    assert not {"現認できなかった理由", "現認方法"} & set(asked)
    assert "現認者" not in names(report(ledger(contact("6/12 家庭訪問 ○", "担任"))))


def test_never_met() -> None:
    """The day itself is asked for, and the reason."""
    found = monthly.values(case("太郎 4/1- 欠*80", month="2025-06"))
    assert {"最終現認日", "現認できなかった理由"} <= set(names(found))


def test_a_new_report_has_no_plan_to_look_back_on() -> None:
    """先月の方策の評価 from the second report on."""
    assert "先月の方策の評価" not in names(report())
    assert "先月の方策の評価" in names(report(month="2025-07"))


def test_zero_is_an_answer_and_blanks_are_none() -> None:
    """0 absences the year before are written; spaces are not."""
    told = ledger(MonthNote("2025-06", KEY, situation="元気"), child=Child(KEY, previous_year=0, address="\u3000"))
    found = report(told)
    asked = names(found)
    assert not {"前年度欠席日数", "今月の状況"} & set(asked)
    assert "現住所" in asked
    assert "今月の状況" in names({**found, "今月の状況": " \n"})


def test_what_nobody_is_asked_for_is_not_listed() -> None:
    """Counts, boxes and その他 stay out of the list."""
    assert all(field.asked for field in still_to_write(monthly.FORM, report()))
    assert not {"欠席日数_07月", "要因_その他", "連携_その他名"} & set(names(report()))


def test_no_abuse_needs_no_words() -> None:
    """児童虐待の疑い 無: its contents are not asked for."""
    found = unseen.values(case(AWAY, as_of="7/15"))
    assert "虐待の疑い_内容" in [f.name for f in still_to_write(unseen.FORM, found)]
    told = {**found, "虐待の疑い_無": True}
    assert "虐待の疑い_内容" not in [f.name for f in still_to_write(unseen.FORM, told)]
