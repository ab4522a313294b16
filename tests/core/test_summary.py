"""集計: a school counted by hand, and what must add up whatever the register says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
from hypothesis import given

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import ClassId
from futoko_cli.core.register import Register
from futoko_cli.core.summary import KEYS, SCHOOL, YEAR, Group, Summary, summarise
from tests.core.drawn import registers
from tests.summary.invent import assessed, school, with_mark
from tests.terminal.fabricate import policy

CLASSES = {"1-1": Group("class", 1, "1"), "1-2": Group("class", 1, "2"), "2-1": Group("class", 2, "1")}
GROUPS = {"全体": SCHOOL, "1年": Group("grade", 1), "2年": Group("grade", 2), **CLASSES}
# what a clerk counts on the pages of tests/summary/invent.py, span by span
BY_HAND = """
期間    だれ  在籍 授業日 授業日数 欠席 区分なし 病欠 事故欠 出席扱い 遅刻 早退 遅早 出停等 別室 公欠 未入力
2025-04 1-1   4    21     80       3    2        1    0      0        2    2    4    3      0    0    0
2025-04 1-2   2    21     42       3    0        0    1      2        0    0    0    0      0    0    0
2025-04 1年   6    21     122      6    2        1    1      2        2    2    4    3      0    0    0
2025-04 2-1   1    21     21       0    0        0    0      0        0    0    0    0      0    0    0
2025-04 2年   1    21     21       0    0        0    0      0        0    0    0    0      0    0    0
2025-04 全体  7    21     143      6    2        1    1      2        2    2    4    3      0    0    0
2025-05 1-1   4    5      20       2    2        0    0      0        3    0    3    0      0    0    0
2025-05 1-2   1    5      7        0    0        0    0      0        0    0    0    0      0    0    2
2025-05 1年   5    5      27       2    2        0    0      0        3    0    3    0      0    0    2
2025-05 2-1   1    5      5        1    1        0    0      0        0    0    0    2      1    1    0
2025-05 全体  6    5      32       3    3        0    0      0        3    0    3    2      1    1    2
year    全体  6    26     175      9    5        1    1      2        5    2    7    5      1    1    2
"""
_TITLES = {
    "授業日数": "school",
    "欠席": "absent",
    "区分なし": "absent_unsaid",
    "病欠": "absent_sick",
    "事故欠": "absent_other",
    "出席扱い": "credited",
    "遅刻": "late",
    "早退": "early_leave",
    "遅早": "late_early",
    "出停等": "skipped",
    "別室": "separate_room",
    "公欠": "excused",
    "未入力": "unentered",
}


def test_a_school_counted_by_hand() -> None:
    """Every number of the clerk's table is the program's."""
    summary = summarise(school())
    head, *rows = (line.split() for line in BY_HAND.strip().splitlines())
    for span, who, enrolled, dates, *numbers in rows:
        tally = summary.of(GROUPS[who], span)
        assert (tally.enrolled, tally.dates) == (int(enrolled), int(dates)), (span, who)
        counted = [tally.days[_TITLES[title]] for title in head[4:]]
        assert counted == [int(number) for number in numbers], (span, who)


def test_rates_leave_out_suspension_and_keep_days_not_entered() -> None:
    """欠席率 of May: 3 of 32 less 2 days of 出停・忌引等; the 2 days not entered make it a lower bound."""
    summary = summarise(school())
    may, april = summary.of(SCHOOL, "2025-05"), summary.of(SCHOOL, "2025-04")
    assert may.absence_rate == Fraction(3, 30)
    assert april.absence_rate == Fraction(6, 140)
    assert (may.bounded, april.bounded) == (True, False)
    assert summary.of(CLASSES["1-1"], "2025-05").bounded is False


def test_nobody_had_to_come() -> None:
    """A class whose every day is 出席停止 has no rate."""
    summary = summarise(school({(1, "1"): ("青木 4/1- 停停",)}, upto="4/2"))
    assert summary.of(SCHOOL, YEAR).absence_rate is None


def test_thirty_days_and_one_below() -> None:
    """29 absences are not 30日以上, 30 are; a child who has left is counted as scan counts it."""
    lines = ("青木 4/1- 欠*29", "井上 4/1- 欠*30", "上田 4/1- 欠*50 外*20", "江口 4/1- 欠*90")
    tally = summarise(school({(1, "1"): lines}, upto="9/30")).of(SCHOOL, YEAR)
    assert tally.at_least == {30: 3, 50: 2, 90: 1}
    assert tally.enrolled == 4


def test_a_month_tells_the_absences_of_the_year_by_its_end() -> None:
    """30日以上 is reached in May, not in April."""
    summary = summarise(school({(1, "1"): ("青木 4/1- 欠*30",)}, upto="5/30"))
    assert summary.of(SCHOOL, "2025-04").at_least[30] == 0
    assert summary.of(SCHOOL, "2025-05").at_least[30] == 1


def test_stages_reached_in_a_month_and_standing_at_its_end() -> None:
    """Three days in a row in April, again in May: reached in both, active at the end of neither but the last."""
    summary = summarise(school({(1, "1"): ("青木 4/7- 欠*3 出 5/7- 欠*3", "井上 4/1- 出")}, upto="5/9"))
    april, may, year = (summary.of(SCHOOL, span) for span in ("2025-04", "2025-05", YEAR))
    assert (april.reached["early"], april.active["early"]) == (1, 0)
    assert (may.reached["early"], may.active["early"]) == (1, 1)
    assert (year.reached["early"], year.active["early"]) == (1, 1)


def test_weekdays_are_of_all_children() -> None:
    """青木's 5/1 (木) and 5/2 (金), 木村's 5/9 (金), and April's 7 (月) 8 (火) 9 (水) 14 15 16."""
    summary = summarise(school())
    absent = {day: summary.of(SCHOOL, day).days["absent"] for day in summary.weekdays}
    assert absent == {"mon": 2, "tue": 2, "wed": 2, "thu": 1, "fri": 2}
    assert (CLASSES["1-1"], "mon") not in summary.tallies


def test_groups_stand_grade_by_grade_and_classes_without_a_grade_last() -> None:
    """全体, 1年 with its classes, 2年, then なかよし."""
    lines = ("青木 4/1- 出",)
    summary = summarise(school({(None, "なかよし"): lines, (2, "1"): lines, (1, "10"): lines, (1, "2"): lines}))
    assert [group.label for group in summary.groups] == [
        "全体",
        "1年",
        "1年2組",
        "1年10組",
        "2年",
        "2年1組",
        "学年なし",
        "なかよし",
    ]
    assert Group("grade", None).holds(ClassId(None, "なかよし"))
    assert not Group("class", 1, "2").holds(ClassId(1, "10"))


def test_a_class_behind_makes_its_months_a_lower_bound() -> None:
    """1-1's last mark is of 4/7: April's and May's ends are later; a class with no report is not behind."""
    late = Issue("class-not-entered", "1年1組 は…", "", subject="1-1")
    none = Issue("class-not-entered", "2年1組 は…", "", subject="2-1")
    whole = with_mark(school(issues=(late, none)), 0, date(2025, 5, 2))
    summary = summarise(whole)
    assert summary.of(CLASSES["1-1"], "2025-04").behind == ()
    assert summary.of(CLASSES["1-1"], "2025-05").behind == ("1-1",)
    assert summary.of(CLASSES["1-2"], "2025-05").behind == ()
    assert summary.of(CLASSES["2-1"], "2025-04").bounded
    assert summary.of(SCHOOL, "2025-05").behind == ("1-1", "2-1")


def test_marks_of_other_classes_do_not_bring_a_class_up_to_date() -> None:
    """Only 2-1 is marked: 1-1 stays behind since the beginning."""
    late = Issue("class-not-entered", "1年1組 は…", "", subject="1-1")
    summary = summarise(with_mark(school(issues=(late,)), 6, date(2025, 5, 9)))
    assert summary.of(CLASSES["1-1"], "2025-04").behind == ("1-1",)


def test_nothing_counted_has_no_groups() -> None:
    """A register without a school day gives a summary of nothing; so does one without children."""
    whole = school()
    empty = replace(whole.register, days=whole.register.days[:0], kinds=whole.register.kinds[:, :0], marks={})
    summary = summarise(assessed(empty, policy(), {}))
    assert (summary.groups, summary.months, summary.weekdays, summary.before) == ((), (), (), "")
    nobody = summarise(replace(whole, pupils=()))
    assert nobody.of(SCHOOL, YEAR).days["school"] == 0


def test_the_month_before() -> None:
    """May stands beside April; April beside nothing."""
    assert summarise(school()).before == "2025-04"
    assert summarise(school(upto="4/30")).before == ""


def test_part_of_the_school_is_counted_alone() -> None:
    """Narrowed to 1年2組, all children are its two."""
    whole = school()
    part = summarise(replace(whole, pupils=tuple(r for r in whole.pupils if r.pupil.class_id == ClassId(1, "2"))))
    assert part.of(SCHOOL, "2025-04").days == summarise(whole).of(CLASSES["1-2"], "2025-04").days


def _classed(register: Register) -> Summary:
    """The children of a drawn register dealt out to classes of two grades."""
    classes = [ClassId(1, "1"), ClassId(1, "2"), ClassId(2, "1")]
    pupils = tuple(replace(p, class_id=classes[n % 3]) for n, p in enumerate(register.pupils))
    months = next(iter(register.month_days.values()))
    return summarise(
        assessed(replace(register, pupils=pupils, month_days=dict.fromkeys(classes, months)), policy(), {})
    )


@given(registers())
def test_classes_add_up_to_grades_and_months_to_the_year(register: Register) -> None:
    """Law: classes = grades = school in every span; months = weekdays = year; and all equals what scan counts."""
    summary = _classed(register)
    for span in (YEAR, *summary.months):
        for kind in ("grade", "class"):
            parts = [summary.of(group, span) for group in summary.groups if group.kind == kind]
            for key in KEYS:
                assert sum(part.days[key] for part in parts) == summary.of(SCHOOL, span).days[key]
            assert sum(part.enrolled for part in parts) == summary.of(SCHOOL, span).enrolled
    year = summary.of(SCHOOL, YEAR)
    for spans in (summary.months, summary.weekdays):
        for key in KEYS:
            assert sum(summary.of(SCHOOL, span).days[key] for span in spans) == year.days[key]
    results = assessed(register, policy(), {}).pupils
    for key in results[0].days:
        assert sum(result.days[key] for result in results) == year.days[key]
    assert year.days["absent"] == sum(sum(result.absent_by_month.values()) for result in results)


@given(registers())
def test_a_number_never_comes_from_more_children_than_it_says(register: Register) -> None:
    """Law: ``touched`` counts children, so it is 0 with the sum and never more than the children of the span."""
    for tally in _classed(register).tallies.values():
        for key in KEYS:
            assert (tally.touched[key] == 0) == (tally.days[key] == 0)
            assert tally.touched[key] <= tally.children <= np.iinfo(np.int32).max
