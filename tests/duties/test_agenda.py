"""The agenda: where each duty stands in time, what is told by number, what is most urgent. Days counted by hand.

Seven absences from 5/12 (Monday) reach 連続3日目 on 5/14 and 速報 on 5/20; May's report is due on 6/5 (Thursday).
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from futoko_cli.core.agenda import Agenda, grouped, listed, moved, old_counts, urgent, when_of
from futoko_cli.core.model import Assessment
from futoko_cli.reports.duties.words import moved_text
from tests.core.duty_page import OTARU
from tests.duties.school import assess, looked_at, record

SEVEN = "太郎 5/12- 欠*7"


def sections(agenda: Agenda, *, everything: bool = False) -> list[str]:
    """``期限 child stage when: how many`` of each group, as the screen has them."""
    groups = grouped(agenda, listed(agenda, everything=everything), OTARU)
    return [
        f"{g.first.due.month}/{g.first.due.day} {g.first.pupil.name} {g.first.stage.id} {g.when}: {len(g.owed)}"
        for g in groups
    ]


@pytest.mark.parametrize(
    ("on", "when"),
    [("5/26", "later"), ("6/1", "later"), ("6/2", "week"), ("6/4", "week"), ("6/5", "today"), ("6/6", "overdue")],
)
def test_when_the_report_of_may_is_due(on: str, when: str) -> None:
    """6/5 is a Thursday: later up to Sunday 6/1, this week from Monday on, today, overdue."""
    agenda = looked_at(assess(SEVEN), on)
    (report,) = [each for each in agenda.owed if each.period]
    assert when_of(report, agenda.on) == when


def test_a_monday_is_next_week_on_a_sunday() -> None:
    """The week ends on Sunday: 8/5 is a Tuesday, and on Sunday 8/3 it is not this week."""
    agenda = looked_at(assess("太郎 7/1- 欠*7"), "8/3")
    (report,) = [each for each in agenda.owed if each.period]
    assert (report.due.month, report.due.day) == (8, 5)
    assert when_of(report, agenda.on) == "later"


def test_duties_of_one_day_are_one_group() -> None:
    """Four things of one stage on one day; what is done stands apart."""
    whole = assess(SEVEN, actions=(record("5/15 済 家庭訪問"),))
    assert sections(looked_at(whole, "5/20"), everything=True) == [
        "5/14 太郎 early overdue: 3",
        "5/20 太郎 report today: 1",
        "6/5 太郎 report later: 1",
        "5/14 太郎 early settled: 1",
    ]


def test_old_ones_of_a_stage_that_is_over_are_told_by_number() -> None:
    """Three days in April, back since: nothing recorded, so a number; never for a stage that holds."""
    agenda = looked_at(assess("前 4/7- 欠*3 出 欠*3 出", "今 5/12- 欠*3", upto="5/14"), "5/15")
    assert sections(agenda) == ["5/14 今 early overdue: 4"]
    assert old_counts(agenda, OTARU) == [("連続3日目の対応", 8, 1)]
    assert len(listed(agenda, everything=True)) == 12


@pytest.mark.parametrize(("on", "shown"), [("5/10", 4), ("5/11", 0)])
def test_with_records_they_are_listed_for_a_month(on: str, shown: int) -> None:
    """Reached on 4/9, over since: 31 days later (5/10) still one by one, on the 32nd day by number."""
    whole = assess("太郎 4/7- 欠*3 出", "次郎 4/1- 出", actions=(record("4/2 済 電話", key="1-1-02"),), upto="4/30")
    assert len(listed(looked_at(whole, on), everything=False)) == shown


def test_an_earlier_run_of_a_stage_that_holds_is_over_too() -> None:
    """Two runs of three: only the second one holds."""
    agenda = looked_at(assess("太郎 5/7- 欠*3 出 欠*3"), "5/16")
    assert sections(agenda) == ["5/15 太郎 early overdue: 4"]
    assert old_counts(agenda, OTARU) == [("連続3日目の対応", 4, 1)]


def test_one_month() -> None:
    """June: due on 6/5, and nothing of May; what is overdue from May is told by number."""
    whole = assess(SEVEN, "次郎 6/2- 欠*7", upto="6/10")
    agenda = looked_at(whole, "6/10", "2025-06")
    assert sections(agenda) == [
        "6/4 次郎 early overdue: 4",
        "6/10 次郎 report today: 1",
        "7/4 次郎 report later: 1",
    ]
    assert [label for label, *_ in old_counts(agenda, OTARU)] == ["速報と欠席状況報告"]  # 太郎 is back
    assert agenda.earlier == 0
    still = looked_at(assess("太郎 5/12- 欠*20"), "6/10", "2025-06")
    assert still.earlier == 5  # four of 5/14 and 速報 of 5/20


def test_the_most_urgent() -> None:
    """The gravest stage that holds first; where records are kept the earliest day, else the latest."""
    lines = ("早 5/12- 欠*3 出*9", "長 4/7- 欠*34", "七 5/12- 欠*12")

    def order(whole: Assessment) -> list[str]:
        groups = urgent(looked_at(whole, "5/28"), OTARU, 9)
        return [f"{g.first.pupil.name} {g.first.stage.id} {g.first.due.month}/{g.first.due.day}" for g in groups]

    graver = ["長 unseen 5/21"]
    later = ["長 report 6/5", "七 report 6/5"]
    assert order(assess(*lines)) == [
        *graver,
        *("七 report 5/20", "長 report 5/2", "長 report 4/15", *later, "七 early 5/14", "長 early 4/9"),
    ]
    assert order(assess(*lines, actions=(record("5/1 済 電話"),))) == [
        *graver,
        *("長 report 4/15", "長 report 5/2", "七 report 5/20", *later, "長 early 4/9", "七 early 5/14"),
        "早 early 5/14",
    ]


def test_strays_of_other_children_are_not_shown() -> None:
    """A class looked at alone hears nothing of another class's records."""
    whole = assess(SEVEN, "次郎 5/12- 欠*3", actions=(record("5/13 済 家庭訪問", key="1-1-02"),))
    assert len(looked_at(whole, "5/20").strays) == 1
    assert looked_at(replace(whole, pupils=whole.pupils[:1]), "5/20").strays == ()


def test_moved_from_a_closed_day() -> None:
    """7/5 is a Saturday: moved to 7/4; 6/5 stays."""
    agenda = looked_at(assess(SEVEN, "次郎 6/2- 欠*7"), "6/10")
    reports = {each.period: moved(each) for each in agenda.owed if each.period}
    assert reports == {"2025-05": False, "2025-06": True}


def test_a_month_end_on_a_closed_day() -> None:
    """5/31 is a Saturday: moved to Friday 5/30; 4/30 is a Wednesday and stays."""
    report = next(stage for stage in OTARU.stages if stage.id == "report")
    monthly = replace(report.duties[1], due="end_of_month")
    policy = replace(OTARU, stages=(replace(report, duties=(monthly,)),))
    agenda = looked_at(assess("太郎 4/7- 欠*30", policy=policy), "5/26")
    assert [(f"{each.due:%m/%d}", moved(each)) for each in agenda.owed] == [("04/30", False), ("05/30", True)]
    assert [moved_text(each) for each in agenda.owed] == ["", "月末が休みのため繰上げ"]


def test_without_a_calendar_nothing_is_owed() -> None:
    """A reading without any register."""
    agenda = looked_at(replace(assess(SEVEN), calendar=None), "5/20")
    assert (agenda.owed, agenda.clocks, agenda.expected) == ((), (), ())
