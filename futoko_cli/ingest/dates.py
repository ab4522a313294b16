"""Dates as schools write them (日付): real dates, serials, eras, 5/7, 20250507; 年度 and 月 in titles."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from futoko_cli.ingest.wording import plain, whole

_EXCEL_EPOCH = date(1899, 12, 30).toordinal()
_SERIALS: Final = range(36526, 73051)  # 2000-01-01 … 2099-12-31
_CENTURY: Final = (date(2000, 1, 1).toordinal(), date(2099, 12, 31).toordinal())
_ERAS: Final = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_ERA = r"(令和|平成|R|H)\s*(\d{1,2}|元)"
_FULL = re.compile(rf"^(?:{_ERA}|(\d{{4}}))\s*[年./-]\s*(\d{{1,2}})\s*[月./-]\s*(\d{{1,2}})\s*日?(?=$|[\s(T曜])")
_SHORT = re.compile(r"^(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?(?=$|[\s(曜])")
_PACKED = re.compile(r"^(20\d\d)(\d\d)(\d\d)$")
_FROM_TO = re.compile(r"^自\s*(\S.*?)\s*至\s*(\S.*)$")
_DAY_ALONE = re.compile(r"^([0-9]{1,2})\s*日?\s*(?:\([^)]*\))?$")
_DAY_CELL = re.compile(r"^(\d{1,2})\s*(?:日)?\s*(?:[\n(].*)?$", re.DOTALL)

_YEAR = re.compile(rf"(?:{_ERA}|(20\d\d))\s*年度")
_YEAR_MONTH = re.compile(rf"(?:{_ERA}|(20\d\d))\s*[年./-]\s*(\d{{1,2}})(?!\d)")
_PACKED_MONTH = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)")
_YEAR_BARE = re.compile(r"(?<![A-Za-z0-9])(?:(令和|平成|R|H)\s*(\d{1,2}|元)|(20\d\d))(?![\d])")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9]|0[1-9])\s*月")
_MONTH_DAY = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*日")
_FULL_DATE = re.compile(
    rf"(?:{_ERA}|(?<![0-9])20\d\d)\s*(?:年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|([./-])\s*\d{{1,2}}\s*[./-]\s*\d{{1,2}}(?!\d|\s*[年組]))"
)
_PERIOD = re.compile(
    rf"(?:{_ERA}|(?<![0-9])(20\d\d))\s*[年./-]\s*(\d{{1,2}})\s*[月./-]\s*\d{{1,2}}\s*日?(?:\s*\([月火水木金土日]\))?"
    rf"\s*(?:[〜~～-]|から)\s*"
    rf"(?:(?:(?:令和|平成|R|H)\s*(?:\d{{1,2}}|元)|20\d\d)\s*[年./-]\s*)?(?:(\d{{1,2}})\s*[月./-]\s*)?\d{{1,2}}"
)
_DATED = re.compile(
    rf"(?:{_ERA}|(?<!\d)20\d\d)\s*(?:年度|年|[./-])\s*"
    r"(?:\d{1,2}(?:\s*月(?:\s*\d{1,2}\s*日)?|[./-]\d{1,2})?(?![\d年組-]))?"
)


class ImpossibleDateError(ValueError):
    """The text has the shape of a date that no calendar has (6/31)."""


def era_year(era: str | None, year: str | None, western: str | None) -> int:
    """令和7 → 2025; a western year as it is."""
    if western:
        return int(western)
    return _ERAS[era or ""] + (1 if year == "元" else int(year or 0))


def _ordinal(year: int, month: int, day: int, text: str) -> int:
    try:
        return date(year, month, day).toordinal()
    except ValueError as error:
        raise ImpossibleDateError(text) from error


def in_year(school_year: int, month: int, day: int) -> int:
    """Ordinal of a month and day within a school year. Raises ImpossibleDateError."""
    return _ordinal(school_year + (month < 4), month, day, f"{month}/{day}")


def month_of(day: int) -> range:
    """Ordinals of the month that a day lies in."""
    first = date.fromordinal(day).replace(day=1)
    return range(first.toordinal(), (first + timedelta(days=31)).replace(day=1).toordinal())


def serial_day(value: object) -> int | None:
    """Ordinal of a real date, a date-time, or an Excel serial of this century; else None."""
    kind = type(value)
    if kind is float or kind is int:
        return _EXCEL_EPOCH + int(value) if 36526 <= value < 73051 else None  # type: ignore[call-overload, operator]
    return value.toordinal() if isinstance(value, date) else None


def _this_century(day: int, text: object) -> int:
    """A day of 2000 to 2099; a slip of the pen like 9999/5/7 or 0025/5/7 is no date of a register."""
    if not _CENTURY[0] <= day <= _CENTURY[1]:
        raise ImpossibleDateError(plain(text))
    return day


def parse_day(value: object, school_year: int | None) -> int | None:
    """Ordinal of a cell that holds a date; None where it holds none.

    ``school_year`` places a date without a year (5/7). Raises ImpossibleDateError (also outside 2000–2099), and
    LookupError where a year is needed and unknown.
    """
    if (day := serial_day(value)) is not None:
        return _this_century(day, value)
    if type(value) is not str:
        # 20250507 is a date; 7.5 may be 7/5 or 7/50 cut short, so it is none
        number = whole(value)
        value = None if number is None else str(number)
    if not isinstance(value, str) or not value:
        return None
    text = plain(value)
    if match := _PACKED.match(text):
        return _ordinal(int(match[1]), int(match[2]), int(match[3]), text)
    if match := _FULL.match(text):
        year = era_year(match[1], match[2], match[3])
        return _this_century(_ordinal(year, int(match[4]), int(match[5]), text), text)
    if match := _SHORT.match(text):
        if school_year is None:
            raise LookupError(text)
        month = int(match[1])
        if not 1 <= month <= 12:
            raise ImpossibleDateError(text)
        return in_year(school_year, month, int(match[2]))
    if text.isascii() and text.isdigit() and len(text) == 5 and int(text) in _SERIALS:
        return _EXCEL_EPOCH + int(text)
    return None


def _ends(value: str) -> tuple[str, str] | None:
    """The two ends of a range as texts: 5/7〜5/9, 5月7日から9日まで, 自5月7日至5月9日; None where it is no range."""
    text = plain(value)
    if match := _FROM_TO.match(text):
        return match[1], match[2]
    parts = re.split(r"[〜~～]|から", text)
    if len(parts) != 2 or not parts[0].strip():
        return None
    return parts[0], parts[1].strip().removesuffix("まで").strip()


def date_span(value: object, school_year: int | None) -> tuple[int, int] | None:
    """First and last ordinal of a date or of a range ``5/7〜5/9``; None where it is neither.

    Raises as ``parse_day``, and ImpossibleDateError where the end of a range is no date (5/7〜継続中).
    """
    ends = _ends(value) if isinstance(value, str) else None
    if ends is None:
        day = parse_day(value, school_year)
        return None if day is None else (day, day)
    first = parse_day(ends[0], school_year)
    if first is None:
        return None
    if not ends[1]:
        return first, first
    if match := _DAY_ALONE.match(ends[1]):
        start = date.fromordinal(first)
        return first, _ordinal(start.year, start.month, int(match[1]), plain(value))
    last = parse_day(ends[1], school_year)
    if last is None:
        raise ImpossibleDateError(plain(value))
    return first, last


def day_number(value: object) -> int | None:
    """1…31 of a heading cell: 1, 1.0, "１", "1日", "1(火)"; None otherwise."""
    number = whole(value) if not isinstance(value, str) or len(value) < 3 else None
    if number is None and isinstance(value, str) and value:
        match = _DAY_CELL.match(plain(value))
        number = int(match[1]) if match else None
    return number if number is not None and 1 <= number <= 31 else None


def school_year_in(text: str) -> int | None:
    """年度 of a title: 令和7年度, 2025年度, or of a year and month (2026年1月 → 2025), R7, 2025; of no single day."""
    bare = without_days(text)
    if match := _YEAR.search(bare):
        return era_year(match[1], match[2], match[3])
    if (found := _year_month(bare)) is not None:
        return found[0] - (found[1] < 4)
    if match := _YEAR_BARE.search(bare):
        return era_year(match[1], match[2], match[3])
    if match := _PERIOD.search(text):
        return era_year(match[1], match[2], match[3]) - (int(match[4]) < 4)
    return None


def _year_month(text: str) -> tuple[int, int] | None:
    if (match := _PACKED_MONTH.search(text)) is not None:
        return int(match[1]), int(match[2])
    match = _YEAR_MONTH.search(text)
    if match and 1 <= int(match[4]) <= 12:
        return era_year(match[1], match[2], match[3]), int(match[4])
    return None


def without_days(text: str) -> str:
    """A title without single days: 印刷日 2025/06/02 and 5月10日現在 are no month of a register."""
    return _MONTH_DAY.sub(" ", _FULL_DATE.sub(" ", text))


def months_in(text: str) -> list[int]:
    """Months a title names, in order, each once: 4月, R7.4, 2025-04, 2025/4/1〜2025/4/30; a single day names none."""
    bare = without_days(text)
    found = [int(m[1]) for m in _MONTH.finditer(bare)]
    if not found and (pair := _year_month(bare)) is not None:
        found = [pair[1]]
    if not found and (match := _PERIOD.search(text)):
        found = [int(match[4]), int(match[5] or match[4])]
    return list(dict.fromkeys(m for m in found if 1 <= m <= 12))


def without_dates(text: str) -> str:
    """A title without its years, months and dates, so that 令和7年 is never taken for a 7th grade."""
    text = _DATED.sub(" ", text)
    text = _PACKED_MONTH.sub(" ", text)
    text = re.sub(rf"(?<![A-Za-z]){_ERA}(?![\d組年])", " ", text)
    return re.sub(r"(?<!\d)\d{1,2}\s*月\s*(?:度|分|\d{1,2}\s*日)?", " ", text)


_NO_CLASS = r"(?!\d|\s*[年組])"  # 4月 1年1組 is no first of April
_IN_TEXT = re.compile(rf"(?:{_ERA}|(20\d\d))\s*[年./-]\s*(\d{{1,2}})\s*[月./-]\s*(\d{{1,2}}){_NO_CLASS}")
_SHORT_IN_TEXT = re.compile(rf"(?<![\d年./-])(\d{{1,2}})\s*[月/]\s*(\d{{1,2}}){_NO_CLASS}\s*日?")
_PACKED_IN_TEXT = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")


def dates_in(text: str, school_year: int | None) -> list[int]:
    """Ordinals of the dates a title names, each once; dates without a year only where none has one.

    Raises LookupError where a date has no year and none is known, ImpossibleDateError.
    """
    text = plain(text)[:200]
    found = [_ordinal(era_year(m[1], m[2], m[3]), int(m[4]), int(m[5]), m[0]) for m in _IN_TEXT.finditer(text)] + [
        _ordinal(int(m[1]), int(m[2]), int(m[3]), m[0]) for m in _PACKED_IN_TEXT.finditer(text)
    ]
    for match in () if found else _SHORT_IN_TEXT.finditer(text):
        if school_year is None:
            raise LookupError(text)
        if 1 <= int(match[1]) <= 12:
            found.append(in_year(school_year, int(match[1]), int(match[2])))
    return list(dict.fromkeys(found))
