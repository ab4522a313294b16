"""Registers in their own notation: a failing test reads like a page of the register.

``"太郎 4/7- 出欠欠忌欠"`` is one child; each letter is one school day from 4/7 on (weekends and holidays
are stepped over). Letters: 出 欠 病 事 教(出席扱い) Ｉ(出席扱い ICT) 遅 早 両(遅刻・早退) 別 公 停 忌 閉 未(未入力)
外(在籍外). A letter may carry a count: ``欠*7``. Several spans: ``"太郎 4/7- 欠*3 9/1- 欠"``; days between
are 出.
"""

from __future__ import annotations

import re
from datetime import date

import jpholiday
import numpy as np

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import ClassId, Pupil
from futoko_cli.core.register import Register

LETTERS = {
    "出": Kind.PRESENT,
    "欠": Kind.ABSENT,
    "病": Kind.ABSENT_SICK,
    "事": Kind.ABSENT_OTHER,
    "教": Kind.CREDITED,
    "Ｉ": Kind.CREDITED_ICT,
    "遅": Kind.LATE,
    "早": Kind.EARLY_LEAVE,
    "両": Kind.LATE_AND_EARLY_LEAVE,
    "別": Kind.SEPARATE_ROOM,
    "公": Kind.EXCUSED,
    "停": Kind.SUSPENDED,
    "忌": Kind.BEREAVEMENT,
    "閉": Kind.CLASS_CLOSURE,
    "未": Kind.UNENTERED,
    "外": Kind.NOT_ENROLLED,
}
SCHOOL_YEAR = 2025
CLASS = ClassId(1, "1")


def school_dates(school_year: int = SCHOOL_YEAR) -> list[date]:
    """Every weekday of the school year that is no national holiday."""
    first, last = date(school_year, 4, 1).toordinal(), date(school_year + 1, 3, 31).toordinal()
    days = (date.fromordinal(day) for day in range(first, last + 1))
    return [day for day in days if day.weekday() < 5 and not jpholiday.is_holiday(day)]


def day_of(text: str, school_year: int = SCHOOL_YEAR) -> date:
    """``4/7`` → the date in the school year."""
    month, day = (int(part) for part in text.split("/"))
    return date(school_year + (month < 4), month, day)


def page(
    *lines: str,
    labels: dict[str, str] | None = None,
    upto: str | None = None,
    vacation: tuple[str, str] | None = None,
) -> Register:
    """A register from lines of notation; it ends on ``upto``, or on the last day that a line writes.

    The days of a vacation (first, last) are no school days.
    """
    first, last = map(day_of, vacation or ("4/1", "4/1"))
    dates = [day for day in school_dates() if vacation is None or not first <= day <= last]
    rows: list[list[Kind]] = []
    end = dates.index(day_of(upto)) + 1 if upto else 0
    names = []
    for line in lines:
        name, *words = line.split()
        names.append(name)
        row = [Kind.PRESENT] * len(dates)
        at = 0
        for word in words:
            if match := re.fullmatch(r"(\d+/\d+)-", word):
                at = dates.index(day_of(match[1]))
                continue
            for letter, count in re.findall(r"(.)(?:\*(\d+))?", word):
                for _ in range(int(count or 1)):
                    row[at] = LETTERS[letter]
                    at += 1
        end = end if upto else max(end, at)
        rows.append(row)
    days = np.array([day.toordinal() for day in dates[:end]], dtype=np.int64)
    pupils = tuple(Pupil(f"1-1-{n:02}", CLASS, n, name) for n, name in enumerate(names, 1))
    months: dict[tuple[int, int], int] = {}
    for day in dates:
        months[day.year, day.month] = months.get((day.year, day.month), 0) + 1
    return Register(
        pupils,
        days,
        np.array(rows, dtype=np.uint8)[:, :end],
        labels={day_of(when).toordinal(): label for when, label in (labels or {}).items()},
        month_days={CLASS: months},
    )
