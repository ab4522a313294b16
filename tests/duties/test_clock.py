"""現認: the clock of 会えていない授業日 against a calendar counted by hand (小樽市 p.13).

Weekdays from Monday 4/7 on: 4/29, 5/5 and 5/6 are holidays, so the 20th is 5/7, the 29th 5/20, the 30th 5/21.
"""

from __future__ import annotations

import pytest

from futoko_cli.core.clock import SHOWN_FROM, Clock, Met, clock_of, clocks
from futoko_cli.core.ledger import Ledger
from futoko_cli.core.model import Assessment
from futoko_cli.settings.policy_file import load_policy
from tests.duties.school import assess
from tests.notation import day_of


def clock(whole: Assessment, index: int = 0) -> Clock:
    """The clock of one child."""
    assert whole.calendar is not None
    found = clock_of(whole.pupils[index], whole.register, whole.calendar, whole.ledger or Ledger(), whole.as_of)
    assert found is not None
    return found


def reached(whole: Assessment) -> list[str]:
    """Days on which 「現認できないまま30日」 was reached."""
    days = next(s.reached_on for s in whole.pupils[0].stages if s.stage.id == "unseen")
    return [f"{day.month}/{day.day}" for day in days]


def test_thirty_days_without_a_meeting() -> None:
    """The 30th absence is 5/21; 29 do not fire, and the clock says that tomorrow would."""
    assert reached(assess("太郎 4/7- 欠*30")) == ["5/21"]
    short = assess("太郎 4/7- 欠*29")
    assert reached(short) == []
    assert (clock(short).consecutive, clock(short).unseen, clock(short).forecast) == (29, 29, day_of("5/21"))


def test_a_visit_on_the_twentieth_day_begins_anew() -> None:
    """Met on 5/7: not 5/21 but the 30th school day after the visit, 6/18."""
    met = ("5/7 家庭訪問 会えた",)
    assert reached(assess("太郎 4/7- 欠*30", contacts=met)) == []
    assert reached(assess("太郎 4/7- 欠*49", contacts=met)) == []
    whole = assess("太郎 4/7- 欠*50", contacts=met)
    assert reached(whole) == ["6/18"]
    assert (clock(whole).consecutive, clock(whole).unseen) == (50, 30)


def test_the_forecast_counts_from_the_visit() -> None:
    """On 5/21 ten school days have passed since 5/7; twenty more end on 6/18."""
    found = clock(assess("太郎 4/7- 欠*30", contacts=("5/7 家庭訪問 会えた",)))
    assert (found.consecutive, found.unseen, found.forecast) == (30, 10, day_of("6/18"))
    assert found.met == Met(day_of("5/7"), "ledger", "家庭訪問")


@pytest.mark.parametrize(
    "words", ["5/7 電話 会えた", "5/7 電話", "5/7 家庭訪問", "5/7 面談", "5/7 その他"], ids=lambda words: words
)
def test_what_is_no_meeting_changes_nothing(words: str) -> None:
    """A telephone call, also one noted as met; a visit or a talk with the guardian alone."""
    whole = assess("太郎 4/7- 欠*30", contacts=(words,))
    assert reached(whole) == ["5/21"]
    assert clock(whole).unseen == 30
    assert clock(whole).met == Met(day_of("4/4"), "register", "present")


def test_a_day_at_the_centre_resets_and_one_at_home_does_not() -> None:
    """教育支援センター on 5/7; learning at home by ICT on the same day is no meeting."""
    there = assess("太郎 4/7- 欠*30", centre=("5/7",))
    assert reached(there) == []
    assert clock(there).met == Met(day_of("5/7"), "ledger", "教育支援センター")
    assert reached(assess("太郎 4/7- 欠*30", at_home=("5/7",))) == ["5/21"]


@pytest.mark.parametrize(("letter", "kind"), [("遅", "late"), ("別", "separate_room"), ("教", "credited")])
def test_a_day_at_school_or_credited_elsewhere_is_a_meeting(letter: str, kind: str) -> None:
    """The register alone says when the child was last met."""
    found = clock(assess(f"太郎 4/7- 欠*3 {letter} 欠*12"))
    assert (found.unseen, found.met) == (12, Met(day_of("4/10"), "register", kind))


def test_ict_counts_as_unseen_and_as_absent() -> None:
    """Learning at home by ICT goes on counting."""
    found = clock(assess("太郎 4/7- 欠*5 Ｉ*5"))
    assert (found.consecutive, found.unseen) == (10, 10)


def test_the_register_goes_first_on_the_same_day() -> None:
    """Late at school and visited in the evening: the register says so."""
    found = clock(assess("太郎 4/7- 遅 欠*10", contacts=("4/7 家庭訪問 会えた",)))
    assert found.met == Met(day_of("4/7"), "register", "late")


def test_nobody_was_ever_met() -> None:
    """Absent from the first day on: nothing stands for the last meeting."""
    found = clock(assess("太郎 4/1- 欠*14"))
    assert (found.unseen, found.met) == (14, None)


def test_who_is_listed() -> None:
    """Ten days unseen are listed, nine are not; the longest first; a child that left is not waited for."""
    whole = assess("九 4/7- 出*6 欠*9", "十 4/7- 出*5 欠*10", "長 4/7- 欠*15", "転 4/7- 欠*14 外", "来 4/7- 出*15")
    assert whole.calendar is not None
    found = clocks(whole.pupils, whole.register, whole.calendar, Ledger(), whole.as_of)
    assert [(each.result.pupil.name, each.unseen) for each in found] == [("長", 15), ("十", SHOWN_FROM)]


def test_the_forecast_ends_with_the_calendar() -> None:
    """Met last in March: no 30 school days are left in the year."""
    assert clock(assess("太郎 3/2- 欠*12")).forecast is None


def test_a_policy_without_the_rule_has_no_clock() -> None:
    """国の基準: nothing is listed."""
    whole = assess("太郎 4/7- 欠*30", policy=load_policy("national"))
    assert whole.calendar is not None
    known = (whole.register, whole.calendar, Ledger(), whole.as_of)
    assert clock_of(whole.pupils[0], *known) is None
    assert clocks(whole.pupils, *known) == ()


def test_a_visit_at_the_week_end_takes_back_no_friday() -> None:
    """The 30th day is Friday 5/23, the child is met on Saturday: the duty of Friday stands, and the clock says 0."""
    away = "太郎 4/9- 欠*30"
    whole = assess(away, contacts=("5/24 家庭訪問 会えた",))
    assert reached(whole) == ["5/23"]
    assert (clock(whole).unseen, clock(whole).met) == (0, Met(day_of("5/24"), "ledger", "家庭訪問"))
    assert reached(assess(away + "欠*5", contacts=("5/24 家庭訪問 会えた",))) == ["5/23"]
    assert reached(assess("太郎 4/9- 欠*29", contacts=("5/24 家庭訪問 会えた",))) == []


def test_a_visit_at_the_week_end_moves_the_forecast() -> None:
    """29 days by Friday 5/23, met on Saturday 5/24: thirty more, not one more."""
    assert clock(assess("太郎 4/10- 欠*29")).forecast == day_of("5/26")
    found = clock(assess("太郎 4/10- 欠*29", contacts=("5/24 家庭訪問 会えた",)))
    assert (found.unseen, found.forecast) == (0, day_of("7/4"))
    later = clock(assess("太郎 4/10- 欠*31", contacts=("5/24 家庭訪問 会えた",)))
    assert (later.unseen, later.forecast) == (2, day_of("7/4"))


def test_a_visit_after_the_last_day_where_the_clock_alone_had_run_out() -> None:
    """Suspended for long, then 10 days absent by Friday 5/30, met on Saturday: the clock, not the run, is the longer way."""
    away = "太郎 4/8- 停*26 欠*10"
    assert clock(assess(away)).forecast == day_of("6/27")
    found = clock(assess(away, contacts=("5/31 家庭訪問 会えた",)))
    assert (found.consecutive, found.unseen, found.forecast) == (10, 0, day_of("7/11"))
