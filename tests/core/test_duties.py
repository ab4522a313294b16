"""義務: a year of duties as a calendar, with the days written out by hand (小樽市 p.11–13)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from futoko_cli.core.duties import Owed, duties, why_stray
from futoko_cli.core.ledger import Ledger
from tests.core.duty_page import OTARU, lines, owing
from tests.notation import day_of

if TYPE_CHECKING:
    from futoko_cli.core.policy import MonthRule

REPORTS = ("速報", "欠席状況報告書")
MONTHLY = "欠席状況報告書（個人別）"


def test_three_days_running_oblige_to_four_things_the_same_day() -> None:
    """連続3日目: contact, report to the head, case meeting, visit; two days oblige to nothing."""
    assert lines(owing("太郎 5/12- 欠欠 出", on="5/14")) == []
    assert lines(owing("太郎 5/12- 欠欠欠", on="5/14")) == [
        "家庭への連絡 5/14 → 5/14 未",
        "管理職への報告 5/14 → 5/14 未",
        "校内ケース会議 5/14 → 5/14 未",
        "家庭訪問 5/14 → 5/14 未",
    ]


def test_the_day_after_it_is_overdue() -> None:
    """Due on 5/14: on that day still open, on 5/15 overdue."""
    assert lines(owing("太郎 5/12- 欠欠欠", on="5/14"), "家庭訪問") == ["家庭訪問 5/14 → 5/14 未"]
    assert lines(owing("太郎 5/12- 欠欠欠", on="5/15"), "家庭訪問") == ["家庭訪問 5/14 → 5/14 期限切れ"]


def test_each_run_arms_the_first_stage_again() -> None:
    """Two runs of three in one month: twice everything; a long run only once."""
    assert lines(owing("太郎 5/12- 欠欠欠 出 欠欠欠 出", on="5/14"), "家庭訪問") == [
        "家庭訪問 5/14 → 5/14 未",
        "家庭訪問 5/20 → 5/20 未",
    ]
    assert lines(owing("太郎 5/12- 欠*12", on="5/14"), "家庭訪問") == ["家庭訪問 5/14 → 5/14 未"]


def test_seven_days_in_may_report_in_may_alone() -> None:
    """速報 on 5/20; May's report by 6/5 as 新規; June without an absence asks for none."""
    assert lines(owing("太郎 5/12- 欠*7 出", on="6/1", upto="6/30"), *REPORTS) == [
        "速報 5/20 → 5/20 期限切れ",
        "欠席状況報告書 5月 → 6/5 新規 未",
    ]


def test_six_days_and_nine_apart_oblige_to_no_report() -> None:
    """One below either threshold."""
    assert lines(owing("太郎 5/12- 欠*6 出", on="6/1"), *REPORTS) == []
    assert lines(owing("太郎 4/7- " + "欠出" * 9, on="6/1"), *REPORTS) == []


def test_the_report_comes_again_each_month_with_an_absence() -> None:
    """新規 once, then 継続; the run goes over the summer; no report for a month without an absence."""
    found = owing("太郎 6/23- 欠*10 10/1- 欠", on="10/31", upto="10/31")
    assert lines(found, "欠席状況報告書") == [
        "欠席状況報告書 7月 → 8/5 新規 期限切れ",
        "欠席状況報告書 10月 → 11/5 継続 未",
    ]


def test_a_run_that_ends_with_the_month() -> None:
    """The seventh day is 6/30: June's report is the first; 7/1 would be July's."""
    assert lines(owing("太郎 6/20- 欠*7 出", on="7/1", upto="7/31"), *REPORTS) == [
        "速報 6/30 → 6/30 期限切れ",
        "欠席状況報告書 6月 → 7/4 新規 未",
    ]
    assert lines(owing("太郎 6/23- 欠*7 出", on="7/1", upto="7/31"), *REPORTS) == [
        "速報 7/1 → 7/1 未",
        "欠席状況報告書 7月 → 8/5 新規 未",
    ]


def test_the_fifth_on_a_closed_day_is_due_on_the_open_day_before() -> None:
    """5 July 2025 is a Saturday: 7/4. 5 October a Sunday: 10/3. 5 May a holiday after a holiday week-end: 5/2."""
    for start, month, due in (("6/2-", "6月", "7/4"), ("9/1-", "9月", "10/3"), ("4/7-", "4月", "5/2")):
        (line,) = lines(owing(f"太郎 {start} 欠*7 出", on="12/1"), "欠席状況報告書")
        assert line == f"欠席状況報告書 {month} → {due} 新規 期限切れ"


def test_a_run_across_the_vacation_is_one() -> None:
    """Five days before the summer and two after it: the seventh is 8/21, and the month in which it is reached is reported."""
    found = owing("太郎 7/18- 欠*5 欠*2 出", on="8/21", vacation=("7/26", "8/19"))
    assert lines(found, *REPORTS) == ["速報 8/21 → 8/21 未", "欠席状況報告書 8月 → 9/5 新規 未"]


def test_long_absent_the_year_before_is_never_new() -> None:
    """30 days the year before: 継続 from the first report; 29 days: 新規."""
    for before, standing in ((29, "新規"), (30, "継続")):
        (line,) = lines(owing("太郎 5/12- 欠*7 出", on="5/20", previous_year=before), "欠席状況報告書")
        assert line == f"欠席状況報告書 5月 → 6/5 {standing} 未"


def test_what_the_ledger_records_is_done() -> None:
    """速報 by its short name; the monthly report in the month after, or by the month that the row names."""
    year = "太郎 5/12- 欠*7 出 6/2- 欠 7/1- 欠"
    recorded = ("5/20 済 速報", f"6/4 済 {MONTHLY}", f"8/20 済 {MONTHLY} 6月", f"8/4 不要 {MONTHLY}")
    assert lines(owing(year, *recorded, on="8/20"), *REPORTS) == [
        "速報 5/20 → 5/20 済",
        "欠席状況報告書 5月 → 6/5 新規 済",
        "欠席状況報告書 6月 → 7/4 継続 済",
        "欠席状況報告書 7月 → 8/5 継続 不要",
    ]


def test_a_row_of_the_first_run_does_not_settle_the_second() -> None:
    """The visit of 5/15 is about the run of 5/14, not the one of 5/20; one of 5/20 is about that."""
    year = "太郎 5/12- 欠欠欠 出 欠欠欠 出"
    assert lines(owing(year, "5/15 済 家庭訪問", on="5/20"), "家庭訪問") == [
        "家庭訪問 5/14 → 5/14 済",
        "家庭訪問 5/20 → 5/20 未",
    ]
    assert lines(owing(year, "5/20 済 家庭訪問", on="5/20"), "家庭訪問") == [
        "家庭訪問 5/14 → 5/14 期限切れ",
        "家庭訪問 5/20 → 5/20 済",
    ]


def test_a_row_before_the_day_settles_nothing_and_is_handed_back() -> None:
    """A visit of 5/13 came before the third day; a duty nobody knows is not ours to judge."""
    found = owing("太郎 5/12- 欠欠欠", "5/13 済 家庭訪問", "5/14 済 交換日記", on="5/14")
    assert lines(found, "家庭訪問") == ["家庭訪問 5/14 → 5/14 未"]
    assert [stray.what for stray in found.strays] == ["家庭訪問", "交換日記"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("5/13 済 家庭訪問", "その日までに、この義務はありません。"),
        ("5/15 済 家庭訪問", "まだ来ていない日付です。"),
        ("5/14 済 家庭連絡", "この名前の義務は対応基準にありません。「家庭への連絡」のことですか。"),
        ("5/14 済 ケース会議", "この名前の義務は対応基準にありません。「校内ケース会議」のことですか。"),
        ("5/14 済 交換日記", "この名前の義務は対応基準にありません。"),
    ],
)
def test_why_a_row_settles_nothing(row: str, why: str) -> None:
    """The day is not there yet, the name is another, or nothing of the name is owed."""
    names = [duty.what for stage in OTARU.stages for duty in stage.duties]
    found = owing("太郎 5/12- 欠欠欠", row, on="5/14")
    (stray,) = (*found.strays, *found.ahead)
    assert why_stray(stray, names, day_of("5/14")) == why


def test_a_row_of_a_later_day_is_not_known_yet() -> None:
    """Judged on 5/19, what was recorded on 5/20 has not happened."""
    found = owing("太郎 5/12- 欠*7 出", "5/20 済 速報", on="5/19")
    assert lines(found, "速報") == ["速報 5/20 → 5/20 未"]
    assert (found.strays, [action.what for action in found.ahead]) == ((), ["速報"])


def test_the_later_row_counts() -> None:
    """Waived first, then done after all."""
    year = "太郎 5/12- 欠*7 出"
    assert lines(owing(year, "5/20 不要 速報", "5/21 済 速報", on="5/22"), "速報") == ["速報 5/20 → 5/20 済"]


def test_a_correction_takes_a_stage_back() -> None:
    """The seventh day was a day at school after all: no duty is left, and the record of it is handed back."""
    before = owing("太郎 5/12- 欠*7 出", "5/20 済 速報", "5/14 済 家庭訪問", on="5/22")
    after = owing("太郎 5/12- 欠*6 出出", "5/20 済 速報", "5/14 済 家庭訪問", on="5/22")
    assert lines(before, "速報") == ["速報 5/20 → 5/20 済"]
    assert lines(after, "速報") == []
    assert before.strays == ()
    # no other duty of the name is left, so nobody asks for the row any more
    assert lines(after, "家庭訪問") == ["家庭訪問 5/14 → 5/14 済"]


def test_a_correction_adds_a_stage() -> None:
    """A day at school in the middle was an absence: the two runs of three are one of seven."""
    assert lines(owing("太郎 5/12- 欠欠欠出欠欠欠 出", on="5/22"), *REPORTS) == []
    assert lines(owing("太郎 5/12- 欠欠欠欠欠欠欠 出", on="5/22"), "速報") == ["速報 5/20 → 5/20 期限切れ"]


def test_duties_of_a_child_that_left_stay_open_and_say_so() -> None:
    """転出 with a report still due: May's report is owed, June asks for none."""
    assert lines(owing("太郎 5/12- 欠*9 外*26", on="6/1"), "欠席状況報告書") == [
        "欠席状況報告書 5月 → 6/5 新規 未 転出"
    ]


def test_no_month_after_the_transfer_asks_for_a_report() -> None:
    """A policy that wants every month (``reached``): up to the month of the last day enrolled, none later."""
    stages = tuple(
        replace(stage, duties=tuple(replace(duty, months="reached") for duty in stage.duties)) for stage in OTARU.stages
    )
    found = owing("太郎 5/12- 欠*7 出*10 外*60", on="9/1", policy=replace(OTARU, stages=stages))
    assert [line.split()[1] for line in lines(found, "欠席状況報告書")] == ["5月", "6月"]


@pytest.mark.parametrize(
    ("row", "settled"),
    [
        ("5/30", "5月"),
        ("6/2", "5月"),
        ("6/15", "5月"),
        ("6/16", "6月"),
        ("6/30", "6月"),
        ("7/1", "6月"),
        ("6/30|5月", "5月"),
    ],
)
def test_a_report_due_at_the_month_end_is_about_the_nearest_one(row: str, settled: str) -> None:
    """Sent on the day it is due, or a little late: the month whose end is nearest, unless the row names one."""
    stages = tuple(
        replace(stage, duties=tuple(replace(d, due="end_of_month") if d.monthly else d for d in stage.duties))
        for stage in OTARU.stages
    )
    day, _, month = row.partition("|")
    recorded = f"{day} 済 {MONTHLY} {month}".strip()
    found = owing("太郎 5/12- 欠*9 出 6/2- 欠", recorded, on="7/1", upto="6/30", policy=replace(OTARU, stages=stages))
    done = [line.split()[1] for line in lines(found, "欠席状況報告書") if line.endswith("済")]
    assert done == [settled]


def test_ids_stay_over_runs() -> None:
    """The same duty has the same id when the register has gone on; each duty has its own."""
    early = owing("太郎 5/12- 欠*7", on="5/20")
    later = owing("太郎 5/12- 欠*7 出 欠*7", on="6/20")
    ids = {each.id for each in later.owed}
    assert {each.id for each in early.owed} <= ids
    assert len(ids) == len(later.owed)


def test_done_and_waived_are_settled() -> None:
    """Open and overdue are not."""
    found = owing("太郎 5/12- 欠*7 出 6/2- 欠", "5/20 済 速報", f"6/3 不要 {MONTHLY}", on="5/31", upto="6/30")
    by_state = {each.state: each.settled for each in found.owed}
    assert by_state == {"overdue": False, "done": True, "open": False}


@pytest.mark.parametrize(
    ("rule", "months"),
    [
        ("absent", ["5月", "7月"]),
        ("holding", ["5月"]),
        ("active", []),
        ("reached", ["5月", "6月", "7月"]),
    ],
)
def test_which_months_ask_for_a_report(rule: MonthRule, months: list[str]) -> None:
    """A run of seven in May, one day in July: by absence, by the stage's days, at the month's end, or always."""
    stages = tuple(
        replace(stage, duties=tuple(replace(duty, months=rule) for duty in stage.duties)) for stage in OTARU.stages
    )
    policy = replace(OTARU, stages=stages)
    found = owing("太郎 5/12- 欠*7 出 7/1- 欠", on="7/31", upto="7/31", policy=policy)
    assert [line.split()[1] for line in lines(found, "欠席状況報告書")] == months


def test_active_at_the_month_end_asks_for_the_month() -> None:
    """The run that goes on over the end of May holds then."""
    report = next(stage for stage in OTARU.stages if stage.id == "report")
    stage = replace(report, duties=(replace(report.duties[1], months="active"),))
    policy = replace(OTARU, stages=(stage,))
    assert [line.split()[1] for line in lines(owing("太郎 5/22- 欠*7 出", on="6/9", upto="6/30", policy=policy))] == [
        "5月"
    ]


def test_nobody_owes_nothing() -> None:
    """No child, no duty."""
    from datetime import date

    from futoko_cli.core.due import DueDates
    from tests.core.duty_page import calendar

    empty: tuple[Owed, ...] = ()
    day = date(2025, 5, 20)
    assert duties((), DueDates(calendar()), Ledger(), day, day).owed == empty
