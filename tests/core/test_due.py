"""期限: each rule on a calendar, and the day beside the one that shifts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from futoko_cli.calendars import national_holidays
from futoko_cli.core.due import DueDates, month_end, next_month
from futoko_cli.core.school_calendar import SchoolCalendar
from tests.core.duty_page import OTARU, calendar
from tests.notation import CLASS, day_of

if TYPE_CHECKING:
    from futoko_cli.core.policy import ClosedRule, DueRule

DUTY = OTARU.stages[1].duties[1]
LABELS = {"7/25": "終業式", "12/25": "終業式", "3/24": "修了式"}


def due(rule: DueRule, reached: str, day: int = 0, *, closed: ClosedRule = "before", period: str = "") -> str:
    """The due day of a duty with this rule."""
    duty = replace(DUTY, due=rule, day=day, closed=closed)
    found = DueDates(calendar(LABELS)).due(duty, day_of(reached), CLASS, period)
    return f"{found.month}/{found.day}"


def test_same_day() -> None:
    """当日中."""
    assert due("same_day", "5/20") == "5/20"


@pytest.mark.parametrize(("count", "day"), [(1, "5/2"), (2, "5/7"), (3, "5/8")])
def test_school_days_later(count: int, day: str) -> None:
    """After 5/1 come 5/2 and then, over the holidays, 5/7."""
    assert due("school_days_later", "5/1", count) == day


def test_school_days_of_a_class_are_looked_up_once() -> None:
    """Two duties of one class, the same answer."""
    dates = DueDates(calendar(LABELS))
    assert dates.school_days_after(day_of("5/1"), 1, CLASS) == dates.school_days_after(day_of("5/1"), 1, CLASS)


def test_school_days_past_the_year() -> None:
    """Where the year has no more days, its last one stands."""
    assert due("school_days_later", "3/30", 1) == "3/31"
    assert due("school_days_later", "3/30", 2) == "3/31"


@pytest.mark.parametrize(("closed", "day"), [("before", "7/4"), ("after", "7/7"), ("same", "7/5")])
def test_a_closed_day_of_the_next_month(closed: ClosedRule, day: str) -> None:
    """7/5 is a Saturday."""
    assert due("day_of_next_month", "6/10", 5, closed=closed) == day


def test_a_day_that_the_month_does_not_have() -> None:
    """The 31st of February is its last day, of which the 27th is the open one before Saturday the 28th."""
    assert due("day_of_next_month", "1/20", 31, closed="same") == "2/28"
    assert due("day_of_next_month", "1/20", 31) == "2/27"


def test_the_month_of_a_monthly_duty_is_its_own() -> None:
    """Reached in May, reported for July: due in August."""
    assert due("day_of_next_month", "5/20", 5, period="2025-07") == "8/5"


def test_december_is_due_in_january() -> None:
    """The next month may lie in the next year; 1/5 is a Monday."""
    assert due("day_of_next_month", "12/8", 5) == "1/5"


@pytest.mark.parametrize(("closed", "day"), [("before", "12/26"), ("after", "1/5"), ("same", "12/31")])
def test_offices_are_closed_at_the_turn_of_the_year(closed: ClosedRule, day: str) -> None:
    """Wednesday 12/31: from 12/29 to 1/3 nobody takes a report; 12/27 and 12/28, 1/4 are a week-end."""
    assert due("end_of_month", "12/8", closed=closed) == day


def test_the_fifth_of_january_on_a_sunday() -> None:
    """1/5/2025: not Friday 1/3, on which offices are closed, but Friday 12/27."""
    dates = DueDates(SchoolCalendar(2024, national_holidays(2024)))
    assert dates.due(DUTY, date(2024, 12, 9), CLASS, "2024-12") == date(2024, 12, 27)


@pytest.mark.parametrize(("reached", "day"), [("5/20", "5/30"), ("6/2", "6/30")])
def test_end_of_month(reached: str, day: str) -> None:
    """5/31 is a Saturday."""
    assert due("end_of_month", reached) == day


@pytest.mark.parametrize(
    ("reached", "day"), [("7/24", "7/25"), ("7/25", "7/25"), ("7/28", "12/25"), ("3/24", "3/24"), ("3/25", "3/31")]
)
def test_closing_day(reached: str, day: str) -> None:
    """終業式 or 修了式 that comes next, the day itself included; after the last, the year's end."""
    assert due("closing_day", reached) == day


def test_months() -> None:
    """The month after December, and the last day of a leap February."""
    assert next_month("2025-12") == "2026-01"
    assert next_month("2025-04") == "2025-05"
    assert month_end("2028-02") == date(2028, 2, 29)
