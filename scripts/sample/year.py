"""The school year 2025 (令和7年度) of the invented school: when it is closed, and what happens on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

import jpholiday

SCHOOL_YEAR: Final = 2025
#: The date that workbooks carry, so that each run writes the same bytes.
CREATED: Final = datetime(2025, 11, 14, 16, tzinfo=UTC)
FIRST: Final = date(2025, 4, 1)
LAST: Final = date(2026, 3, 31)
_SATURDAY: Final = 5
_CLOSING: Final = ("休業日", "長期休業")


@dataclass(frozen=True, slots=True)
class Span:
    """One line of the calendar file (学校暦): days, 区分, 内容, and the grade where it is not the whole school."""

    first: date
    last: date
    kind: str
    text: str
    grade: int | None = None

    def holds(self, day: date, grade: int) -> bool:
        """Whether the line speaks of this day and grade."""
        return self.first <= day <= self.last and self.grade in (None, grade)


def _day(month: int, day: int, kind: str, text: str, grade: int | None = None) -> Span:
    at = date(SCHOOL_YEAR + (month < FIRST.month), month, day)
    return Span(at, at, kind, text, grade)


#: What the calendar file says; weekends and national holidays need no line of their own.
CALENDAR: Final = (
    Span(FIRST, date(2025, 4, 6), "長期休業", "学年始休業"),
    _day(4, 7, "始業式", "1学期始業式・入学式"),
    _day(6, 6, "授業日", "運動会"),
    _day(7, 25, "終業式", "1学期終業式"),
    Span(date(2025, 7, 26), date(2025, 8, 19), "長期休業", "夏季休業"),
    _day(8, 20, "始業式", "2学期始業式"),
    _day(10, 10, "休業日", "開校記念日"),
    _day(12, 25, "終業式", "2学期終業式"),
    Span(date(2025, 12, 26), date(2026, 1, 18), "長期休業", "冬季休業"),
    _day(1, 19, "始業式", "3学期始業式"),
    _day(3, 19, "卒業式", "卒業証書授与式"),
    Span(date(2026, 3, 20), LAST, "長期休業", "卒業後", grade=6),
    *(_day(3, 24, "修了式", "修了式", grade) for grade in range(1, 6)),
    Span(date(2026, 3, 25), LAST, "長期休業", "学年末休業"),
)

#: What else a teacher writes over a school day (行事): month, day, grade (0 = all), words.
_EVENTS: Final = (
    (4, 7, 1, "入学式"),
    (4, 18, 0, "参観日"),
    (5, 9, 0, "避難訓練"),
    (5, 23, 3, "遠足"),
    (6, 6, 0, "運動会"),
    (6, 19, 5, "宿泊学習"),
    (6, 20, 5, "宿泊学習"),
    (7, 3, 0, "参観日"),
    (9, 4, 6, "修学旅行"),
    (9, 5, 6, "修学旅行"),
    (9, 18, 0, "マラソン"),
    (10, 24, 0, "学習発表会"),
    (11, 7, 0, "避難訓練"),
    (12, 4, 0, "参観日"),
    (1, 30, 4, "スキー学習"),
    (2, 6, 5, "スキー学習"),
)


def school_days(first: date, last: date, grade: int) -> list[date]:
    """List the days of a grade on which there is school (授業日)."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if not closed(day, grade)]


def months(count: int = 12) -> list[date]:
    """List the first days of the first ``count`` months of the school year: 4 … 12, 1 … 3."""
    places = range(FIRST.month - 1, FIRST.month - 1 + count)
    return [date(SCHOOL_YEAR + place // 12, place % 12 + 1, 1) for place in places]


def closed(day: date, grade: int) -> str:
    """Say why there is no school, in the one character that the register prints: 祝, 休, 土, 日, or nothing."""
    if jpholiday.is_holiday(day):
        return "祝"
    if any(span.holds(day, grade) for span in CALENDAR if span.kind in _CLOSING):
        return "休"
    return "土日"[day.weekday() - _SATURDAY] if day.weekday() >= _SATURDAY else ""


def event(day: date, grade: int) -> str:
    """Say what the row 行事 has over a school day: 始業式, 運動会, or nothing."""
    for month, number, of_grade, words in _EVENTS:
        if (month, number) == (day.month, day.day) and of_grade in (0, grade):
            return words
    spans = (span for span in CALENDAR if span.kind not in (*_CLOSING, "授業日"))
    return next((span.kind for span in spans if span.holds(day, grade)), "")
