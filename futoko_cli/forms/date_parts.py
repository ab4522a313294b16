"""Dates in pieces (日付の分かち書き): many forms print 令和＿年＿月＿日 and leave a cell for each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from futoko_cli.core.eras import era
from futoko_cli.forms.field import DATE_PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from futoko_cli.forms.field import Form, Value

_WEEKDAYS = "月火水木金土日"


def part_names(form: Form) -> dict[str, str]:
    """Every name that an office may give to a part of a date: name → the date's field."""
    return {f"{f.name}_{part}": f.name for f in form.fields if f.kind == "date" for part in DATE_PARTS}


def date_parts(values: Mapping[str, Value], form: Form) -> dict[str, Value]:
    """The parts of every date of a form, by name; 年 is the year of the era. A date not known has no parts known."""
    found: dict[str, Value] = {}
    for field in form.fields:
        if field.kind != "date":
            continue
        day = values.get(field.name)
        parts = _parts(day) if isinstance(day, date) else (None,) * len(DATE_PARTS)
        found.update(zip((f"{field.name}_{part}" for part in DATE_PARTS), parts, strict=True))
    return found


def _parts(day: date) -> tuple[Value, ...]:
    """In the order of DATE_PARTS."""
    found = era(day)
    return found.name, found.year, day.year, day.month, day.day, _WEEKDAYS[day.weekday()]
