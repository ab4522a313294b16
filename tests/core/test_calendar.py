"""授業日: the calendar file stands above the register, the register above weekdays without holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from futoko_cli.calendars import national_holidays
from futoko_cli.core.model import ClassId
from futoko_cli.core.school_calendar import (
    CalendarRule,
    DayEffect,
    SchoolCalendar,
    is_weekend,
    school_year_of,
    year_bounds,
)
from tests.notation import day_of, page

ONE, TWO, OTHER, NAMED = ClassId(1, "1"), ClassId(1, "2"), ClassId(2, "1"), ClassId(None, "なかよし")
HOLIDAYS = national_holidays(2025)


def at(text: str) -> int:
    """Ordinal of ``4/7`` in the school year 2025."""
    return day_of(text).toordinal()


def rule(
    days: str, effect: DayEffect, label: str = "", grade: int | None = None, name: str | None = None
) -> CalendarRule:
    """One row of a calendar file: ``7/26〜8/19`` or one day."""
    first, _, last = days.partition("〜")
    return CalendarRule(at(first), at(last or first), effect, label, grade, name)


def closed(calendar: SchoolCalendar, class_id: ClassId, *days: str) -> str:
    """Which of these days are no school days for a class."""
    return " ".join(day for day in days if at(day) not in calendar.open_days(class_id))


def test_weekdays_that_are_no_holiday() -> None:
    """金 4/25 and 月 4/28 are school days, 土 4/26, 日 4/27 and 昭和の日 are not."""
    calendar = SchoolCalendar(2025, HOLIDAYS)
    assert closed(calendar, ONE, "4/25", "4/26", "4/27", "4/28", "4/29", "4/30") == "4/26 4/27 4/29"


def test_a_substitute_holiday() -> None:
    """こどもの日 2025 is a Monday with みどりの日 on the Sunday before: 5/6 is closed too, 5/7 is not."""
    assert closed(SchoolCalendar(2025, HOLIDAYS), ONE, "5/2", "5/5", "5/6", "5/7") == "5/5 5/6"


def test_the_year_begins_and_ends() -> None:
    """4/1 and 3/31 lie in the year; the day before and the day after in others."""
    first, last = year_bounds(2025)
    assert [school_year_of(day) for day in (first - 1, first, last, last + 1)] == [2024, 2025, 2025, 2026]
    days = SchoolCalendar(2025).open_days(ONE)
    assert (min(days), max(days)) == (first, last)


def test_vacations_of_the_settings() -> None:
    """夏休み from 7/26 to 8/19, both days inside; a span that reaches over the year's edges is cut."""
    calendar = SchoolCalendar(2025, HOLIDAYS, ((at("7/26"), at("8/19")), (at("4/1") - 30, at("4/4"))))
    assert closed(calendar, ONE, "4/4", "4/7", "7/25", "7/28", "8/19", "8/20") == "4/4 7/28 8/19"
    last_year = SchoolCalendar(2025, HOLIDAYS, ((at("4/1") - 30, at("4/1") - 10),))
    assert last_year.open_days(ONE) == SchoolCalendar(2025, HOLIDAYS).open_days(ONE)


def test_the_register_closes_and_opens_days_of_its_class() -> None:
    """休 in the column of 1-1 closes 6/12 for 1-1 alone; ・ on a Saturday opens it for 1-1 alone."""
    calendar = SchoolCalendar(
        2025, HOLIDAYS, struck={ONE: frozenset([at("6/12")])}, opened={ONE: frozenset([at("6/14")])}
    )
    assert closed(calendar, ONE, "6/12", "6/14") == "6/12"
    assert closed(calendar, TWO, "6/12", "6/14") == "6/14"


def test_the_file_stands_above_the_register() -> None:
    """授業日 in the file opens what the register strikes, 休業日 closes what the register opens."""
    calendar = SchoolCalendar(
        2025,
        HOLIDAYS,
        rules=(rule("6/12", "open"), rule("6/14", "closed")),
        struck={ONE: frozenset([at("6/12")])},
        opened={ONE: frozenset([at("6/14")])},
    )
    assert closed(calendar, ONE, "6/12", "6/14") == "6/14"


def test_the_file_stands_above_vacations_and_holidays() -> None:
    """A 登校日 in the vacation, a ceremony on a holiday."""
    calendar = SchoolCalendar(
        2025, HOLIDAYS, ((at("7/26"), at("8/19")),), (rule("8/6", "open", "登校日"), rule("11/3", "open", "行事"))
    )
    assert closed(calendar, ONE, "8/5", "8/6", "8/7", "11/3") == "8/5 8/7"


def test_a_row_for_a_grade_and_one_for_a_class() -> None:
    """The narrower row wins whatever the order: all closed, grade 1 open, 1-2 closed again."""
    rows = (rule("6/20", "closed", "", 1, "2"), rule("6/20", "open", "", 1), rule("6/20", "closed"))
    for order in (rows, rows[::-1]):
        calendar = SchoolCalendar(2025, HOLIDAYS, rules=order)
        assert [at("6/20") in calendar.open_days(c) for c in (ONE, TWO, OTHER, NAMED)] == [True, False, False, False]


def test_a_row_for_a_named_class() -> None:
    """なかよし without a grade, and 1組 of every grade."""
    assert rule("6/20", "closed", "", None, "なかよし").concerns(NAMED)
    assert not rule("6/20", "closed", "", None, "なかよし").concerns(ONE)
    assert rule("6/20", "closed", "", None, "1").concerns(OTHER)
    assert not rule("6/20", "closed", "", 1, "1").concerns(OTHER)


def test_a_class_closed_by_illness_keeps_its_school_day() -> None:
    """学級閉鎖 of 1-1: a school day of 出停・忌引等 for 1-1, an ordinary day for 1-2."""
    calendar = SchoolCalendar(2025, HOLIDAYS, rules=(rule("6/18〜6/19", "closure", "", 1, "1"),))
    assert closed(calendar, ONE, "6/18", "6/19") == ""
    assert calendar.closures(ONE) == {at("6/18"), at("6/19")}
    assert calendar.closures(TWO) == frozenset()


@pytest.mark.parametrize("grade", [1, None], ids=["grade", "school"])
def test_a_whole_grade_closed_is_no_school_day(grade: int | None) -> None:
    """学年閉鎖 and 学校閉鎖 are outside 授業日数."""
    calendar = SchoolCalendar(2025, HOLIDAYS, rules=(rule("6/18", "closure", "", grade),))
    assert closed(calendar, ONE, "6/18") == "6/18"
    assert calendar.closures(ONE) == frozenset()
    assert closed(calendar, OTHER, "6/18") == ("" if grade else "6/18")


def test_names_of_days() -> None:
    """The file's name of a day stands above the register's; spans and closed days have none."""
    calendar = SchoolCalendar(
        2025,
        HOLIDAYS,
        rules=(rule("7/25", "open", "終業式"), rule("7/26〜8/19", "closed", "夏季休業"), rule("6/1", "closed", "休日")),
        ceremonies={at("7/25"): "始業式", at("4/7"): "始業式"},
    )
    assert calendar.labels == {at("7/25"): "終業式", at("4/7"): "始業式"}


def test_a_name_for_one_grade_is_nobody_else_s() -> None:
    """修了式 of the second grade on 3/18, of everybody else on 3/24; the row of the grade stands above the general one."""
    rows = (rule("3/18", "open", "修了式", 2), rule("3/24", "open", "修了式"), rule("3/24", "open", "登校日", 2))
    calendar = SchoolCalendar(2025, HOLIDAYS, rules=rows, ceremonies={at("4/7"): "始業式"})
    first, second = ClassId(1, "1"), ClassId(2, "1")
    assert calendar.labels_of(first) == {at("4/7"): "始業式", at("3/24"): "修了式"}
    assert calendar.labels_of(second) == {at("4/7"): "始業式", at("3/18"): "修了式", at("3/24"): "登校日"}


def test_a_condition_of_a_named_day_holds_on_the_class_s_own() -> None:
    """The register knows 4/3 by name for everybody, 4/2 for the class 1-1 alone."""
    register = page("太郎 4/1- 欠欠欠", labels={"4/3": "終業式"})
    assert register.named(["終業式"]).tolist() == [[False, False, True]]
    own = replace(register, own_labels={register.pupils[0].class_id: {at("4/2"): "終業式"}})
    assert own.named(["終業式"]).tolist() == [[False, True, False]]
    assert not own.named(["修了式"]).any()


def test_days_of_another_year_in_the_register_change_nothing() -> None:
    """Holidays and struck days outside the year are passed over."""
    far = date(2030, 1, 1).toordinal()
    calendar = SchoolCalendar(2025, HOLIDAYS | {far}, struck={ONE: frozenset([far])})
    assert calendar.open_days(ONE) == SchoolCalendar(2025, HOLIDAYS).open_days(ONE)


def test_weekends() -> None:
    """4/4 is a Friday, 4/5 and 4/6 are the weekend, 4/7 is a Monday."""
    assert [is_weekend(at(day)) for day in ("4/4", "4/5", "4/6", "4/7")] == [False, True, True, False]
