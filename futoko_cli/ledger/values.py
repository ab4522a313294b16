"""From a cell of the ledger to a value (値の読み取り): what a column may hold, and in plain words what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from types import MappingProxyType
from typing import Final

from futoko_cli.core.ledger import How
from futoko_cli.core.school_calendar import year_bounds
from futoko_cli.ingest.dates import ImpossibleDateError, era_year, in_year, parse_day
from futoko_cli.ingest.wording import plain, squeezed, whole, written
from futoko_cli.ledger.keys import typed_key
from futoko_cli.ledger.sheets import Column

#: Excel's errors, as values of formulas or as texts that another program left.
EXCEL_ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
_YES: Final = frozenset("○◯〇oO")
_NO: Final = frozenset("×✕✖╳xX")
_MAIN: Final = frozenset("◎⦾")
_OLDEST, _YOUNGEST = 20, 5  # years between birth and the school year
_MOST_DAYS: Final = 366
_LONGEST_SHOWN: Final = 20
#: What is a date or a sign and nothing else; a telephone number is not.
_DATE_LIKE: Final = re.compile(
    r"(?:令和|平成|昭和|[RHS])?(?:\d{1,4}|元)(?:[./年-]\d{1,2}(?:[./月-]\d{1,2}日?)?)?月?|[◎○×△]|-?\d{1,6}(?:\.\d{1,4})?"
)
_YEAR_MONTH: Final = re.compile(r"^(?:(令和|平成|R|H)(\d{1,2}|元)|(\d{4}))[年./-](\d{1,2})月?(?:[分度])?$")
_PACKED_MONTH: Final = re.compile(r"^(20\d\d)(\d\d)$")
_MONTH: Final = re.compile(r"^(\d{1,2})月?(?:[分度])?$")
_SEPARATORS: Final = frozenset("、，,;；・\n")
_OPENED, _CLOSED = frozenset("（(［["), frozenset("）)］]")
_DATE_HINT: Final = "2025/6/18、6/18、R7.6.18 のように書きます。"


class WrongError(ValueError):
    """A cell that holds no such value: ``message`` continues the sentence that heading and cell begin."""

    def __init__(self, message: str, hint: str, shown: str = "") -> None:
        """``shown``: the cell's own words inside the message, where they may be a child's."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.shown = shown


def cell_value(column: Column, value: object, school_year: int) -> object:
    """The value of a cell that is not blank. Raises WrongError."""
    if isinstance(value, str) and value.strip().upper() in EXCEL_ERRORS:
        raise WrongError(f"が「{value.strip()}」というエラーです。", "式を直すか、値を書き直してください。")
    return _READERS[column.holds](column, value, school_year)


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing but blanks."""
    return value is None or (isinstance(value, str) and not squeezed(value))


def _wrong(value: object, why: str, hint: str) -> WrongError:
    """``「…」`` and why; what may be somebody's name can be masked."""
    text = plain(value).replace("\n", " ")
    shown = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
    return WrongError(f"「{shown}」{why}", hint, "" if _DATE_LIKE.fullmatch(shown) else shown)


def _key(_column: Column, value: object, _year: int) -> str:
    key = typed_key(value)
    if key is not None:
        return key
    if not isinstance(value, str):
        raise WrongError(
            "が日付か数になっています。", "セルの書式を「文字列」にしてから、1-1-07 のように書き直してください。"
        )
    raise _wrong(value, "は、キーとして読めません。", "学年-組-番号を 1-1-07 のように書きます。")


def _line(_column: Column, value: object, _year: int) -> str:
    return " ".join(_said(value).split("\n"))


def _text(_column: Column, value: object, _year: int) -> str:
    return _said(value)


def _said(value: object) -> str:
    """A text whole, its line breaks kept; dates and times as people write them."""
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, (time, timedelta)):
        return _clock(value)
    return written(re.sub(r"\r\n?", "\n", value) if isinstance(value, str) else value)


def _clock(value: time | timedelta) -> str:
    seconds = value.total_seconds() if isinstance(value, timedelta) else value.hour * 3600 + value.minute * 60
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _time(_column: Column, value: object, _year: int) -> str:
    if type(value) is float and 0 < value < 1:  # a time in a cell that does not say so
        return _clock(timedelta(days=value))
    return _said(value)


def _whole(_column: Column, value: object, _year: int) -> int:
    number = whole(squeezed(value).removesuffix("日") if isinstance(value, str) else value)
    if number is None or not 0 <= number <= _MOST_DAYS:
        raise _wrong(value, "は日数として読めません。", f"0 から {_MOST_DAYS} までの整数を書きます。")
    return number


def _ordinal(value: object, school_year: int | None) -> int:
    try:
        day = None if isinstance(value, bool) else parse_day(value, school_year)
    except ImpossibleDateError:
        raise _wrong(value, "は、暦にない日付か、ありえない年です。", _DATE_HINT) from None
    except LookupError:
        raise _wrong(value, "には年がありません。", "2012/5/6 のように、年から書きます。") from None
    if day is None:
        raise _wrong(value, "は日付として読めません。", _DATE_HINT)
    return day


def _shown_day(day: int) -> str:
    found = date.fromordinal(day)
    return f"{found.year}/{found.month}/{found.day}"


def _date(column: Column, value: object, school_year: int) -> date:
    day = _ordinal(value, school_year)
    first, last = year_bounds(school_year)
    if first - column.before <= day <= last + column.after:
        return date.fromordinal(day)
    found = date.fromordinal(day)
    meant = in_year(school_year, found.month, min(found.day, 28))
    year = date.fromordinal(meant).year
    raise WrongError(
        f"の {_shown_day(day)} は {school_year}年度の外です。",
        f"{year}/{found.month}/{found.day} のまちがいでないか確かめてください。",
    )


def _born(_column: Column, value: object, school_year: int) -> date:
    day = _ordinal(value, None)
    first, last = date(school_year - _OLDEST, 4, 2).toordinal(), date(school_year - _YOUNGEST, 4, 1).toordinal()
    if not first <= day <= last:
        raise WrongError(
            f"の {_shown_day(day)} は、{school_year}年度の児童生徒の生年月日としてありえません。",
            "年を確かめてください。",
        )
    return date.fromordinal(day)


def _month(_column: Column, value: object, school_year: int) -> str:
    year_month = _year_month(value, school_year)
    if year_month is None:
        raise _wrong(value, "は月として読めません。", "6月、2025-06、R7.6 のように書きます。")
    year, month = year_month
    if year - (month < 4) != school_year:
        raise WrongError(f"の {year}年{month}月 は {school_year}年度の外です。", "年を確かめてください。")
    return f"{year}-{month:02}"


def _year_month(value: object, school_year: int) -> tuple[int, int] | None:
    if isinstance(value, date):
        return value.year, value.month
    text = squeezed(value)
    if match := _YEAR_MONTH.match(text):
        found = era_year(match[1], match[2], match[3]), int(match[4])
    elif match := _PACKED_MONTH.match(text):
        found = int(match[1]), int(match[2])
    elif match := _MONTH.match(text):
        month = int(match[1])
        found = school_year + (month < 4), month
    else:
        try:
            day = None if isinstance(value, bool) else parse_day(value, school_year)
        except ImpossibleDateError:
            return None
        return None if day is None else (date.fromordinal(day).year, date.fromordinal(day).month)
    return found if 1 <= found[1] <= 12 else None


def _choice(column: Column, value: object, _year: int) -> str:
    text = squeezed(value)
    text = column.means.get(text, text)
    for choice in column.choices:
        if text.upper() == choice.upper():
            return How(choice) if column.field == "how" else str(choice)
    raise _wrong(value, "は使えません。", f"{'・'.join(column.choices)} から選んでください。")


def _yes(column: Column, value: object, _year: int) -> bool:
    text = squeezed(value)
    if text in _YES or text in _NO:
        return text in _YES
    raise _wrong(value, "は○でも×でもありません。", f"{column.hint}を書きます。")


def _tick(_column: Column, value: object, _year: int) -> bool:
    text = squeezed(value)
    if text in _YES or text in _NO:
        return text in _YES
    raise _wrong(value, "は○ではありません。", "当てはまるときは○を書き、そうでなければ空欄にします。")


def _sign(_column: Column, value: object, _year: int) -> str:
    text = squeezed(value)
    if text in _MAIN:
        return "◎"
    if text in _YES:
        return "○"
    raise _wrong(value, "は◎でも○でもありません。", "主なもの1つに◎、ほかに当てはまるものに○を書きます。")


def _words(_column: Column, value: object, _year: int) -> tuple[str, ...]:
    """Words between 、 and the like; what stands in brackets belongs together."""
    words, depth = [""], 0
    for char in _said(value):
        depth = max(0, depth + (char in _OPENED) - (char in _CLOSED))
        if char in _SEPARATORS and not depth:
            words.append("")
        else:
            words[-1] += char
    return tuple(dict.fromkeys(word for part in words if (word := part.strip(" 　\n"))))


_READERS: Final[Mapping[str, Callable[[Column, object, int], object]]] = MappingProxyType(
    {
        "key": _key,
        "name": _line,
        "line": _line,
        "text": _text,
        "whole": _whole,
        "date": _date,
        "born": _born,
        "month": _month,
        "choice": _choice,
        "yes": _yes,
        "tick": _tick,
        "sign": _sign,
        "words": _words,
        "time": _time,
    }
)
