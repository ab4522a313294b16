"""One child's form from a line of notation and rows of a ledger: ``case("太郎 6/2- 欠*3", month="2025-06")``.

Summer vacation (7/26〜8/24) has no school days. The board is 小樽市, which asks for the monthly report and the 速報.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from futoko_cli.core.escalation import decide
from futoko_cli.core.ledger import CentreDay, Child, Concern, Contact, How, Ledger, Meeting, MonthNote
from futoko_cli.core.model import Assessment
from futoko_cli.core.register import Register
from futoko_cli.forms.case import Case, School
from futoko_cli.settings.policy_file import load_policy
from tests.notation import day_of, page, school_dates

KEY = "1-1-01"
SCHOOL = School("架空市立青空小学校", "校長 架空", "教頭 架空", "生徒指導 架空")
NO_LEDGER = Ledger()
POLICY = load_policy("otaru")
Row = Contact | MonthNote | Meeting | Concern | CentreDay


def contact(text: str, by: str = "", place: str = "", content: str = "", key: str = KEY) -> Contact:
    """``6/12 家庭訪問 ○``: ○ the child was met, × it was not, nothing where nobody wrote it."""
    when, how, *met = text.split()
    return Contact(day_of(when), key, How(how), by, {"○": True, "×": False}[met[0]] if met else None, place, content)


def centre(when: str, place: str = "", *, ict: bool = False, key: str = KEY) -> CentreDay:
    """A day at a centre (通級), or of learning at home."""
    return CentreDay(day_of(when), key, place, ict)


def ledger(*rows: Row, child: Child | None = None, file: str = "支援台帳.xlsx", **more: Any) -> Ledger:  # noqa: ANN401
    """A ledger of these rows."""

    def of(kind: type[Any]) -> tuple[Any, ...]:
        return tuple(row for row in rows if isinstance(row, kind))

    return Ledger(
        file,
        {KEY: child} if child else {},
        of(Contact),
        months=of(MonthNote),
        meetings=of(Meeting),
        concerns=of(Concern),
        centre_days=of(CentreDay),
        **more,
    )


def closed(register: Register, first: str, last: str) -> Register:
    """The same register without school days from one day to another."""
    low, high = day_of(first).toordinal(), day_of(last).toordinal()
    keep = (register.days < low) | (register.days > high)
    return replace(register, days=register.days[keep], kinds=register.kinds[:, keep])


def case_of(register: Register, as_of: date, told: Ledger = NO_LEDGER, row: int = 0, **more: Any) -> Case:  # noqa: ANN401
    """A child of a register."""
    results = decide(register, POLICY)
    assessment = Assessment(POLICY, 2025, as_of, "", "", (), tuple(results), (), (), register, ledger=told)
    given: dict[str, Any] = {"month": "", "day": as_of, "previous": {}, "school": SCHOOL, **more}
    return Case(assessment, results[row], told, **given)


def case(
    line: str,
    told: Ledger = NO_LEDGER,
    *,
    month: str = "",
    as_of: str = "3/31",
    day: str = "",
    previous: Mapping[str, Any] | None = None,
    **more: Any,  # noqa: ANN401
) -> Case:
    """One child's case on ``day`` (else on the as-of date)."""
    end = day_of(as_of)
    upto = max(each for each in school_dates() if each <= end)
    register = page(line, upto=f"{upto.month}/{upto.day}")
    if np.any(register.days > day_of("7/25").toordinal()):
        register = closed(register, "7/26", "8/24")
    more["day"] = day_of(day) if day else end
    return case_of(register, end, told, month=month, previous=previous or {}, **more)


def months(values: Mapping[str, Any], prefix: str = "欠席日数") -> str:
    """``4月 3, 5月 0, …, 累計 3``; a blank month is left out."""
    order = [*range(4, 13), 1, 2, 3]
    found = [(f"{m}月", values[f"{prefix}_{m:02}月"]) for m in order]
    return ", ".join(f"{name} {n}" for name, n in [*found, ("累計", values[f"{prefix}_累計"])] if n is not None)
