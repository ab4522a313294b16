"""現認なし, 月の割合, 遅刻・早退, 出席日数, 重みづけ, 前年度: the counts beside 連続 and 断続."""

from __future__ import annotations

from fractions import Fraction

import pytest

from futoko_cli.core.escalation import decide
from futoko_cli.core.kinds import Kind
from futoko_cli.core.measures import Facts
from futoko_cli.core.model import ClassId, Mark, MarkAt, Source
from futoko_cli.core.policy import Window
from tests.core.counting import board, counts, measured, reached, rule, stage
from tests.notation import day_of, page

UNSEEN = rule("unseen")
THIRD = Fraction(1, 3)
SOURCE = Source("r7.csv", "", "long-list", "1-1", None, 1)


def test_nobody_has_met_the_child() -> None:
    """Absent, 忌引, 出停, 学級閉鎖 and ICT at home: school days on which nobody met the child."""
    assert counts("太郎 4/1- 出欠忌停閉Ｉ欠", UNSEEN) == "0 1 2 3 4 5 6"


@pytest.mark.parametrize("letter", ["出", "遅", "早", "両", "別", "教"])
def test_a_meeting_face_to_face(letter: str) -> None:
    """At school, or at the centre (教育支援センター): somebody met the child."""
    assert counts(f"太郎 4/1- 欠欠{letter}欠", UNSEEN) == "1 2 0 1"


def test_the_centre_meets_the_child_and_ict_does_not() -> None:
    """A day at the centre sets the clock back, a day of ICT at home does not: both are 欠席."""
    assert counts("太郎 4/1- 欠教Ｉ欠", UNSEEN) == "1 0 1 2"
    assert counts("太郎 4/1- 欠教Ｉ欠") == "1 2 3 4"


def test_public_leave_is_no_meeting() -> None:
    """公欠 is 出席 in the record, but nobody at school met the child."""
    assert counts("太郎 4/1- 欠公欠", UNSEEN) == "1 2 3"


def test_a_day_not_entered_does_not_move_the_clock() -> None:
    """未入力: unknown, so the count is a lower bound."""
    assert counts("太郎 4/1- 欠未欠", UNSEEN) == "1 1 2"


def test_a_newcomer_s_clock_begins_with_enrolment() -> None:
    """Days before 転入 are none on which the child could have been met."""
    assert counts("太郎 4/1- 外外欠欠", UNSEEN) == "0 0 1 2"


def test_a_home_visit_in_the_ledger_is_a_meeting() -> None:
    """現認 on 4/3 ends the count of that day; one on a Saturday is known from then on, and leaves Friday as it was."""
    facts = Facts(seen={"1-1-01": frozenset([day_of("4/3").toordinal()])})
    assert counts("太郎 4/1- 欠欠欠欠", UNSEEN, facts) == "1 2 0 1"
    facts = Facts(seen={"1-1-01": frozenset([day_of("4/5").toordinal()])})
    assert counts("太郎 4/1- 欠欠欠欠欠", UNSEEN, facts) == "1 2 3 4 1"


def test_a_meeting_after_the_last_day_is_known_now() -> None:
    """Counted up to Friday 4/4, met on Saturday: Friday was the fourth day all the same, and nobody is missed now."""
    facts = Facts(seen={"1-1-01": frozenset([day_of("4/5").toordinal()])})
    (found,) = decide(page("太郎 4/1- 欠欠欠欠"), board(stage("a", rule("unseen", 4))), facts)
    (state,) = found.stages
    assert [(day.month, day.day) for day in state.reached_on] == [(4, 4)]
    assert [each.value for each in state.conditions] == [0]


def test_a_meeting_before_the_first_day_says_nothing() -> None:
    """A visit in March is before the register begins; another child's visit is not mine."""
    early = day_of("4/1").toordinal() - 3
    facts = Facts(seen={"1-1-01": frozenset([early]), "1-1-02": frozenset([early + 3])})
    assert counts("太郎 4/1- 欠欠", UNSEEN, facts) == "1 2"


@pytest.mark.parametrize(("absent", "held"), [(6, ""), (7, "4/10"), (8, "4/10")])
def test_exactly_a_third_of_the_month_is_enough(absent: int, held: str) -> None:
    """April has 21 school days: 7 are exactly a third, 6 are not; exact arithmetic, no floats."""
    assert reached(f"太郎 4/2- 欠*{absent} 出", rule("month_rate", THIRD)) == held


def test_more_than_a_third_is_one_day_more() -> None:
    """7 of 21 is not more than a third, 8 is."""
    assert reached("太郎 4/2- 欠*7 出", rule("month_rate", more_than=THIRD)) == ""
    assert reached("太郎 4/2- 欠*8 出", rule("month_rate", more_than=THIRD)) == "4/11"


def test_the_rate_is_of_the_whole_month() -> None:
    """3 of 3 days so far are 3 of April's 21, not all of it."""
    assert measured(page("太郎 4/1- 欠欠欠"), rule("month_rate", THIRD)).last_values()[0] == Fraction(1, 7)


def test_the_rate_of_a_month_without_school_days_is_never_reached() -> None:
    """A class whose calendar knows no day of the month: no rate, not a division by zero."""
    register = page("太郎 4/1- 欠欠")
    register.month_days[ClassId(1, "1")].clear()
    found = measured(register, rule("month_rate", THIRD))
    assert not found.holds("at_least", Fraction(0)).any()
    assert found.last_values()[0] == 0


def test_late_and_early_leave_are_times() -> None:
    """遅刻 1, 早退 1, both on one day 2."""
    assert counts("太郎 4/7- 遅早両欠別出", rule("late_early")) == "1 2 4 4 4 4"


def test_late_and_early_leave_within_a_month() -> None:
    """The window holds for this count too."""
    assert counts("太郎 4/30- 遅早両", rule("late_early", window=Window("month"))) == "1 1 3"


def test_days_present() -> None:
    """出席日数: at school, late, early, 別室 and 公欠; no credited day, no 出停."""
    assert counts("太郎 4/1- 出遅早両別公教Ｉ欠停未", rule("present_days")) == "1 2 3 4 5 6 6 6 6 6 6"


@pytest.mark.parametrize(("present", "holds"), [(0, True), (9, True), (10, True), (11, False)])
def test_present_ten_days_or_less(present: int, holds: bool) -> None:
    """出席10日以下 holds from the first day on and ends with the eleventh."""
    line = f"太郎 4/1- 出*{present} 欠*5"
    assert measured(page(line), rule("present_days")).holds("at_most", Fraction(10))[0, -1] == holds
    assert reached(line, rule("present_days", at_most=10)) == "4/1"


def test_weights() -> None:
    """遅刻・早退 ÷ 2 and 別室 in full (国研「不登校相当」): halves add up exactly."""
    half = Fraction(1, 2)
    weights = (
        (Kind.ABSENT, Fraction(1)),
        (Kind.LATE, half),
        (Kind.EARLY_LEAVE, half),
        (Kind.SEPARATE_ROOM, Fraction(1)),
    )
    condition = rule("weighted", 3, weights=weights)
    assert counts("太郎 4/7- 欠遅早別", condition) == "2 3 4 6"  # in halves
    assert measured(page("太郎 4/7- 欠遅"), condition).last_values()[0] == Fraction(3, 2)
    assert reached("太郎 4/7- 欠遅早別", condition) == "4/10"
    assert reached("太郎 4/7- 欠遅出別", condition) == ""


def test_last_year_s_absences() -> None:
    """前年度の欠席 is one number a child; where nobody gave it, it is unknown and nothing is reached."""
    register = page("太郎 4/1- 欠", "花子 4/1- 欠")
    thirty = rule("previous_year_absences", 30)
    found = measured(register, thirty, Facts(previous_year={"1-1-01": 30}))
    assert (found.last_values()[0], found.last_values()[1]) == (30, None)
    assert found.holds("at_least", Fraction(30)).tolist() == [[True], [False]]
    assert found.holds("at_least", Fraction(31)).tolist() == [[False], [False]]
    # unknown is not 0: "at most" does not hold either
    assert found.holds("at_most", Fraction(100)).tolist() == [[True], [False]]
    assert measured(register, thirty).last_values()[0] is None


@pytest.mark.parametrize(("reason", "counted"), [("", "1"), ("頭痛", "1"), ("だるい、頭痛", "1"), ("骨折", "0")])
def test_only_vague_reasons_count(reason: str, counted: str) -> None:
    """徳島県: an absence with a clear reason is left out; one without a reason counts."""
    register = page("太郎 4/1- 欠")
    register.marks[0, 0] = MarkAt(Mark(int(register.days[0]), Kind.ABSENT, "欠", reason, 1, 5), SOURCE)
    found = measured(register, rule("cumulative", reasons=("頭痛", "腹痛")))
    assert str(found.last_values()[0]) == counted


def test_a_reason_beside_a_day_at_school_is_no_absence() -> None:
    """遅刻(頭痛) does not become an absence by its reason."""
    register = page("太郎 4/1- 遅")
    register.marks[0, 0] = MarkAt(Mark(int(register.days[0]), Kind.LATE, "遅", "頭痛", 1, 5), SOURCE)
    assert measured(register, rule("cumulative", reasons=("頭痛",))).last_values()[0] == 0
