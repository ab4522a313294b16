"""現認: the day the child was last met face to face, by whom and how, or why not."""

from __future__ import annotations

from datetime import date

import pytest

from futoko_cli.core.ledger import CentreDay, Contact, Ledger, MonthNote
from futoko_cli.forms import monthly, unseen
from tests.forms.casebook import KEY, case, centre, contact, ledger
from tests.notation import day_of

AWAY = "太郎 5/30- 欠*60"  # last at school on 5/29
REASON = MonthNote("2025-06", KEY, unmet_reason="本人が会うことを拒んだため。")
FIELDS = ("最終現認日", "現認者", "現認方法", "現認できなかった理由")


def told(line: str, table: Ledger, as_of: str = "7/31", month: str = "2025-06") -> tuple[object, ...]:
    """The four boxes."""
    found = monthly.values(case(line, table, month=month, as_of=as_of))
    return tuple(found[name] for name in FIELDS)


@pytest.mark.parametrize(
    ("letter", "how"),
    [
        ("出", "登校"),
        ("遅", "登校（遅刻）"),
        ("早", "登校（早退）"),
        ("両", "登校（遅刻・早退）"),
        ("別", "別室登校"),
        ("教", "出席扱い"),
    ],
)
def test_a_day_at_school(letter: str, how: str) -> None:
    """How it came is known from the register; who met it is not guessed."""
    assert told(f"太郎 6/2- 欠{letter}欠*60", ledger(REASON)) == (date(2025, 6, 3), None, how, None)


@pytest.mark.parametrize("letter", "欠病事Ｉ公停忌閉未外")
def test_no_meeting(letter: str) -> None:
    """Absent, ICT at home, 公欠, 出停, 忌引, 閉鎖, not entered, not enrolled: nobody met the child."""
    line = f"太郎 5/30- 欠欠{letter}欠*60"
    assert told(line, ledger(REASON)) == (date(2025, 5, 29), None, None, "本人が会うことを拒んだため。")


def test_a_visit() -> None:
    """現認者 and 現認方法＜場所等＞ from the row."""
    table = ledger(contact("6/12 家庭訪問 ○", "担任 架空", "自宅の玄関"), REASON)
    assert told(AWAY, table) == (date(2025, 6, 12), "担任 架空", "家庭訪問（自宅の玄関）", None)


def test_a_visit_without_a_name_or_a_place() -> None:
    """What the row does not say stays blank."""
    assert told(AWAY, ledger(contact("6/12 面談 ○"))) == (date(2025, 6, 12), None, "面談", None)


@pytest.mark.parametrize("row", ["6/12 電話 ○", "6/12 電話", "6/12 家庭訪問 ×", "6/12 家庭訪問"])
def test_what_is_no_meeting(row: str) -> None:
    """A telephone call never is, whatever the row says; nor a visit at which nobody wrote ○."""
    assert told(AWAY, ledger(contact(row, "担任"), REASON))[0] == date(2025, 5, 29)


def test_another_child_s_visit() -> None:
    """1-1-02 was met, 1-1-01 was not."""
    table = ledger(contact("6/12 家庭訪問 ○", key="1-1-02"), centre("6/12", key="1-1-02"), REASON)
    assert told(AWAY, table)[0] == date(2025, 5, 29)


def test_the_month_s_last_day_and_the_next_one_s_first() -> None:
    """Met on 6/30: met in June. Met on 7/1: not in June, and June does not know of it."""
    assert told(AWAY, ledger(contact("6/30 家庭訪問 ○", "担任"), REASON))[:2] == (date(2025, 6, 30), "担任")
    late = told(AWAY, ledger(contact("7/1 家庭訪問 ○", "担任"), REASON))
    assert late == (date(2025, 5, 29), None, None, "本人が会うことを拒んだため。")


def test_met_the_month_before() -> None:
    """The day is shown; by whom and how are not asked, the reason is."""
    table = ledger(contact("5/31 家庭訪問 ○", "担任", "自宅"))
    assert told(AWAY, table) == (date(2025, 5, 31), None, None, None)


def test_as_of_in_mid_month() -> None:
    """Seen from 6/10, the visit of 6/12 has not been; where the ledger may speak on, it has."""
    table = ledger(contact("6/12 家庭訪問 ○", "担任"), contact("7/2 家庭訪問 ○", "担任"))
    assert told(AWAY, table, as_of="6/10")[0] == date(2025, 5, 29)
    later = case(AWAY, table, month="2025-06", as_of="6/10", ledger_until=day_of("7/5"))
    assert monthly.values(later)["最終現認日"] == date(2025, 6, 12)
    assert monthly.values(later)["家庭訪問回数"] == 1
    earlier = case(AWAY, table, month="2025-06", as_of="6/12", ledger_until=day_of("6/1"))
    assert monthly.values(earlier)["最終現認日"] == date(2025, 6, 12)


def test_a_day_at_the_centre() -> None:
    """通級 is a meeting, ICT at home is none."""
    assert told(AWAY, ledger(centre("6/12", "青空教室"))) == (date(2025, 6, 12), None, "通級（青空教室）", None)
    assert told(AWAY, ledger(centre("6/12", ict=True)))[0] == date(2025, 5, 29)


@pytest.mark.parametrize(
    ("letter", "rows", "how"),
    [
        ("遅", [contact("6/12 家庭訪問 ○", "担任"), centre("6/12")], "登校（遅刻）"),
        ("欠", [centre("6/12"), contact("6/12 家庭訪問 ○", "担任")], "家庭訪問"),
        ("教", [centre("6/12", "青空教室")], "通級（青空教室）"),
        ("欠", [contact("6/12 面談 ○"), contact("6/12 家庭訪問 ○", "担任")], "家庭訪問"),
    ],
    ids=["school first", "then a visit", "then the place", "of two the one with a name"],
)
def test_twice_on_one_day(letter: str, rows: list[Contact | CentreDay], how: str) -> None:
    """School goes before a visit, a visit before a centre."""
    assert told(f"太郎 5/30- 欠*9 {letter} 欠*60", ledger(*rows))[::2] == (date(2025, 6, 12), how)


def test_never_met_this_year() -> None:
    """Nothing is known, nothing is written."""
    assert told("太郎 4/1- 欠*90", ledger()) == (None, None, None, None)


def test_days_nobody_met_the_child() -> None:
    """連絡票: school days since, a visit on a Saturday sets the clock back, a day not entered does not move it."""
    table = ledger(contact("6/7 家庭訪問 ○"))
    assert unseen.values(case(AWAY, ledger(), as_of="6/13"))["会えていない授業日数"] == 11
    assert unseen.values(case(AWAY, table, as_of="6/13"))["会えていない授業日数"] == 5
    assert unseen.values(case("太郎 6/2- 欠未欠", ledger(), as_of="6/4"))["会えていない授業日数"] == 2
    assert unseen.values(case("太郎 4/1- 外*42 欠欠", ledger(), as_of="6/4"))["会えていない授業日数"] == 2
