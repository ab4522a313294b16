"""Months of the forms (月), as ``YYYY-MM``: as typed in a call, and the latest that is over."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from futoko_cli.forms.dates import month_before, month_bounds, month_of

_MONTH: Final = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})")


def month_in(text: str) -> str | None:
    """``2025-6`` or ``2025/06`` as a month; None where it is none."""
    match = _MONTH.fullmatch(text.strip())
    if match is None or not 1 <= int(match[2]) <= 12 or match[1] == "0000":
        return None
    return f"{match[1]}-{int(match[2]):02}"


def latest_over(today: date) -> str:
    """The latest month that is over on a day: its own on its last day, else the one before."""
    month = month_of(today)
    return month if today == month_bounds(month)[1] else month_before(month)


def title_of(month: str) -> str:
    """For people: ``6月``."""
    return f"{int(month[5:])}月"
