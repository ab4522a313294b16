"""An examiner of duties: one loop over the days of one child, with pencil and paper (小樽市 p.11–13).

It knows the rules as docs/duties.md states them and nothing of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import jpholiday

ABSENT, SKIPPED, SEEN = "欠病事教Ｉ", "停忌閉未", "出遅早両別教"
ONCE = {
    "early": ("家庭への連絡", "管理職への報告", "校内ケース会議", "家庭訪問"),
    "report": ("速報",),
    "unseen": ("現認ができない児童生徒連絡票", "会えていないことの相談"),
    "vacation": ("現認ができない児童生徒連絡票", "会えていないことの相談"),
}
MONTHLY = "欠席状況報告書"


@dataclass(frozen=True)
class Row:
    """One row of 対応記録: day, 済 or 不要, what was done, and the month where it names one (4 for April)."""

    day: date
    state: str
    what: str
    month: int = 0


@dataclass(frozen=True)
class Paper:
    """What the examiner is given: each school day with its letter, closing days, meetings, rows, 前年度の欠席."""

    days: list[tuple[date, str]]
    closing: frozenset[date]
    met: frozenset[date]
    rows: tuple[Row, ...]
    on: date
    previous_year: int | None = None


def office_closed(day: date) -> bool:
    """A week-end, a national holiday, or the turn of the year."""
    turn = (day.month == 12 and day.day >= 29) or (day.month == 1 and day.day <= 3)
    return day.weekday() >= 5 or jpholiday.is_holiday(day) or turn


def fifth_after(year: int, month: int) -> date:
    """The 5th of the next month, or the open day before it."""
    day = date(year + 1, 1, 5) if month == 12 else date(year, month + 1, 5)
    while office_closed(day):
        day -= timedelta(days=1)
    return day


def reached(paper: Paper) -> dict[str, list[date]]:
    """The days on which each stage turned true."""
    found: dict[str, list[date]] = {stage: [] for stage in ONCE}
    held = dict.fromkeys(ONCE, False)
    run = total = unseen = 0
    waiting = sorted(paper.met)
    for day, letter in paper.days:
        while waiting and waiting[0] < day:
            waiting.pop(0)
            unseen = 0
        met = letter in SEEN
        if waiting and waiting[0] == day:
            waiting.pop(0)
            met = True
        if letter == "外":
            run = unseen = 0
        elif letter in ABSENT:
            run += 1
            total += 1
        elif letter not in SKIPPED:
            run = 0
        if met:
            unseen = 0
        elif letter not in "未外":
            unseen += 1
        closing = day in paper.closing
        holds = {
            "early": run >= 3,
            "report": run >= 7 or total >= 10,
            "unseen": run >= 30 and unseen >= 30,
            "vacation": closing and (run > 7 or total > 10) and unseen >= 1,
        }
        for stage, true in holds.items():
            true_here = true and letter != "外"
            if true_here and not held[stage]:
                found[stage].append(day)
            held[stage] = true_here
    return found


def _state(rows: list[Row], due: date, on: date) -> str:
    if rows:
        last = rows[0]
        for row in rows[1:]:
            if row.day >= last.day:
                last = row
        return last.state
    return "期限切れ" if due < on else "未"


def examine(paper: Paper) -> list[str]:
    """Every duty as a line of ``tests.core.duty_page.line_of``, sorted."""
    found = reached(paper)
    known = [row for row in paper.rows if row.day <= paper.on]
    enrolled = [day for day, letter in paper.days if letter != "外"]
    left = bool(enrolled) and paper.days[-1][1] == "外"
    lines = []
    for stage, days in found.items():
        for n, day in enumerate(days):
            again = days[n + 1] if n + 1 < len(days) else date.max
            due = day
            for what in ONCE[stage]:
                rows = [row for row in known if row.what == what and day <= row.day < again]
                lines.append(f"{what} {day.month}/{day.day} → {due.month}/{due.day} {_state(rows, due, paper.on)}")
    if found["report"]:
        first = found["report"][0]
        months = sorted({(d.year, d.month) for d, letter in paper.days if letter in ABSENT})
        for year, month in months:
            if (year, month) < (first.year, first.month):
                continue
            due = fifth_after(year, month)
            rows = []
            for row in known:
                before = row.day.replace(day=1) - timedelta(days=1)
                about = row.month == month if row.month else (before.year, before.month) == (year, month)
                if row.what == MONTHLY and about:
                    rows.append(row)
            long_absent = paper.previous_year is not None and paper.previous_year >= 30
            new = (year, month) == (first.year, first.month) and not long_absent
            standing = "新規" if new else "継続"
            lines.append(f"{MONTHLY} {month}月 → {due.month}/{due.day} {standing} {_state(rows, due, paper.on)}")
    return sorted(line + " 転出" * left for line in lines)
