"""段階: the day on which a stage is reached, the case one below it, and when it can be reached again."""

from __future__ import annotations

import pytest

from futoko_cli.core.escalation import decide
from futoko_cli.core.measures import Facts
from futoko_cli.core.policy import Group, Window
from tests.core.counting import board, reached, result, rule, stage
from tests.notation import page

SEVEN = rule(at_least=7)
TEN = rule("cumulative", 10)


@pytest.mark.parametrize(("days", "day"), [(6, ""), (7, "5/20"), (8, "5/20")], ids=["six", "seven", "eight"])
def test_seven_days_running(days: int, day: str) -> None:
    """連続7日目: six days reach nothing, the seventh does, the eighth adds nothing."""
    assert reached(f"太郎 5/12- 欠*{days} 出", SEVEN) == day


@pytest.mark.parametrize(("days", "day"), [(2, ""), (3, "5/14"), (4, "5/14")])
def test_three_days_running(days: int, day: str) -> None:
    """連続3日目."""
    assert reached(f"太郎 5/12- 欠*{days} 出", rule(at_least=3)) == day


@pytest.mark.parametrize(("days", "day"), [(9, ""), (10, "4/28"), (11, "4/28")])
def test_ten_days_apart(days: int, day: str) -> None:
    """断続10日目, every other day absent: nine reach nothing, the eleventh adds nothing."""
    assert reached("太郎 4/2- " + "欠出" * days, TEN) == day


@pytest.mark.parametrize(("days", "day"), [(29, ""), (30, "5/16"), (31, "5/16")])
def test_thirty_days_in_a_year(days: int, day: str) -> None:
    """年間30日."""
    assert reached(f"太郎 4/2- 欠*{days}", rule("cumulative", 30)) == day


@pytest.mark.parametrize(("days", "least", "more"), [(6, "", ""), (7, "5/20", ""), (8, "5/20", "5/21")])
def test_to_reach_seven_is_not_to_exceed_it(days: int, least: str, more: str) -> None:
    """「7日目」 fires on the seventh day, 「7日を超えて」 on the eighth."""
    line = f"太郎 5/12- 欠*{days} 出"
    assert reached(line, SEVEN) == least
    assert reached(line, rule(more_than=7)) == more


def test_each_run_reaches_it_again() -> None:
    """A run of seven, a day at school, another run of seven: two dates."""
    assert reached("太郎 5/12- 欠*7 出 欠*7 出", SEVEN) == "5/20 5/30"


def test_a_long_run_reaches_it_once() -> None:
    """Twenty days running are one episode: one date."""
    assert reached("太郎 5/12- 欠*20", SEVEN) == "5/20"


def test_a_skipped_day_does_not_arm_it_again() -> None:
    """Seven days, 忌引, an eighth: the stage held all the while."""
    assert reached("太郎 5/12- 欠*7 忌 欠", SEVEN) == "5/20"


def test_a_month_reaches_it_again_in_the_next() -> None:
    """月5日: once in April, once in May, not in June."""
    line = "太郎 4/7- 欠出欠出欠出欠出欠 5/7- 欠欠欠出欠欠 6/2- 欠欠欠欠"
    assert reached(line, rule("month_absences", 5)) == "4/17 5/14"


def test_a_total_of_the_year_is_reached_once() -> None:
    """A sum that never falls reaches its threshold once."""
    assert reached("太郎 4/7- 欠*10 出 欠*10", TEN) == "4/18"


def test_a_rolling_window_can_be_left_and_reached_again() -> None:
    """3 of the last 5 school days: held, left, held again."""
    condition = rule("cumulative", 3, window=Window("school_days", 5))
    assert reached("太郎 4/7- 欠欠欠出出出欠欠欠", condition) == "4/9 4/17"


def test_either_seven_running_or_ten_in_all() -> None:
    """または: whichever comes first; the other one later adds no date while the stage holds."""
    assert reached("太郎 4/7- 欠*7 出 欠*3", SEVEN, TEN) == "4/15 4/21"
    assert reached("太郎 4/7- 欠*10", SEVEN, TEN) == "4/15"
    assert reached("太郎 4/7- 欠*6 出 欠*3", SEVEN, TEN) == ""


def test_both_must_hold() -> None:
    """かつ: thirty days running, and not met on any of them; a day at the centre is a meeting."""
    both = Group("all", (rule(at_least=5), rule("unseen", 5)))
    assert reached("太郎 5/12- 欠欠欠欠", both) == ""
    assert reached("太郎 5/12- 欠欠欠欠欠", both) == "5/16"
    assert reached("太郎 5/12- 欠欠教欠欠", both) == ""
    assert reached("太郎 5/12- 欠欠教欠欠欠欠欠", both) == "5/21"


def test_groups_within_groups() -> None:
    """(連続7 または 断続10) かつ 現認なし3日."""
    either = Group("any", (SEVEN, TEN))
    nested = Group("all", (either, rule("unseen", 3)))
    assert nested.flat == (SEVEN, TEN, rule("unseen", 3))
    assert reached("太郎 4/7- 欠*5 教 欠*2", nested) == ""
    assert reached("太郎 4/7- 欠*5 教 欠*3", nested) == "4/17"


def test_only_on_the_closing_day() -> None:
    """Before a vacation: more than 7 days running on 終業式 itself; the day before counts for nothing."""
    closing = rule(more_than=7, on=("終業式", "修了式"))
    labels = {"7/25": "終業式"}
    assert reached("太郎 7/15- 欠*8 出", closing, labels=labels) == "7/25"
    assert reached("太郎 7/16- 欠*7 出", closing, labels=labels) == ""
    assert reached("太郎 7/14- 欠*8 出", closing, labels=labels) == ""
    assert reached("太郎 7/15- 欠*8 出", closing, labels={"7/25": "始業式"}) == ""
    assert reached("太郎 7/15- 欠*8 出", closing) == ""


def test_nothing_is_reached_outside_enrolment() -> None:
    """Ten absences, then 転出: the total does not stay active for a child who has left."""
    ten = stage("a", TEN)
    assert result("太郎 4/7- 欠*10 出", ten).stages[0].active
    left = result("太郎 4/7- 欠*10 外", ten)
    assert not left.stages[0].active
    assert left.stage is None


def test_active_and_value_on_the_last_day() -> None:
    """A stage that was reached and is over: its date stays, it is not active, the value is today's."""
    line = result("太郎 5/12- 欠*7 出", stage("a", SEVEN, TEN))
    (state,) = line.stages
    assert not state.active
    seven, ten = state.conditions
    assert (seven.value, seven.met) == (0, False)
    assert (ten.value, ten.met) == (7, False)
    assert [len(c.reached_on) for c in (seven, ten)] == [1, 0]


def test_the_gravest_active_stage_stands_first() -> None:
    """Stages are listed from mild to grave; the last active one is the child's stage."""
    three, seven, never = (stage(name, rule(at_least=n)) for name, n in (("a", 3), ("b", 7), ("c", 99)))
    line = result("太郎 5/12- 欠*7", three, seven, never)
    assert [s.stage.id for s in line.active] == ["b", "a"]
    assert line.stage is not None
    assert line.stage.stage.id == "b"
    assert result("太郎 5/12- 欠欠", three, seven).stage is None


def test_last_year_and_two_days_now() -> None:
    """沖縄の兆候: 前年度30日以上 and 連続2; one who is unknown reaches nothing."""
    watch = stage("watch", rule("previous_year_absences", 30), rule(at_least=2), match="all")
    register = page("太郎 4/7- 欠欠", "花子 4/7- 欠欠", "次郎 4/7- 欠欠")
    facts = Facts(previous_year={"1-1-01": 30, "1-1-02": 29})
    assert [bool(line.stage) for line in decide(register, board(watch), facts)] == [True, False, False]
    assert decide(register, board(watch))[0].stage is None


def test_a_policy_without_stages_still_counts() -> None:
    """No stage: counts and runs all the same."""
    line = result("太郎 4/7- 欠欠")
    assert (line.stages, line.stage, line.current) == ((), None, 2)


def test_no_day_at_all() -> None:
    """Before the first school day: nothing is counted, nothing holds — not even a total of at most 10."""
    register = page("太郎", upto="4/1")
    empty = type(register)(register.pupils, register.days[:0], register.kinds[:, :0])
    (line,) = decide(empty, board(stage("a", rule("present_days", at_most=10))))
    assert (line.current, line.longest, line.episodes, line.days["school"]) == (0, 0, (), 0)
    assert not line.stages[0].active
