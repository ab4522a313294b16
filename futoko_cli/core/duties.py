"""Duties (義務): what each stage reached obliges to, by when, and what the ledger says has been done.

A stage obliges once each time it is reached: while it holds, nothing fires twice (docs/duties.md). A monthly duty
comes again in each month that its policy names. A register put right is judged from scratch: a duty whose stage is no
longer reached is gone, and what the ledger records of it is handed back as a stray.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Literal
from unicodedata import normalize

from futoko_cli.core.due import DueDates, month_of, next_month
from futoko_cli.core.ledger import Action, Ledger
from futoko_cli.core.model import Pupil, PupilResult, StageState
from futoko_cli.core.policy import Duty, Stage

DutyState = Literal["overdue", "open", "done", "waived"]
Standing = Literal["", "new", "continuing"]
#: Absences of the year before from which a child counts as long absent (長期欠席): 年間30日.
LONG_ABSENT = 30
_NEAR = 0.6  # how like a duty's name another one must be to be meant
_HALF_MONTH = 15


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty of one child: what the policy asks, when the stage was reached, by when, and how it stands.

    ``period`` is the month (YYYY-MM) of a monthly duty, ``standing`` its 新規 or 継続. ``action`` is the row of the
    ledger that settles it. ``left``: the child is no longer enrolled on the last day counted.
    """

    pupil: Pupil
    stage: Stage
    duty: Duty
    reached: date
    due: date
    period: str = ""
    standing: Standing = ""
    state: DutyState = "open"
    action: Action | None = None
    left: bool = False

    @property
    def id(self) -> str:
        """Stable over runs: child, stage, duty, and the day or month it is about."""
        number = self.stage.duties.index(self.duty) + 1
        return f"{self.pupil.key}/{self.stage.id}/{number}/{self.period or self.reached.isoformat()}"

    @property
    def settled(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state in {"done", "waived"}


@dataclass(frozen=True, slots=True)
class Duties:
    """Everything owed by the due day, settled or not; and rows of the ledger that settle nothing that is owed.

    ``strays`` are of days up to the one on which it is judged, ``ahead`` of later ones.
    """

    owed: tuple[Owed, ...]
    strays: tuple[Action, ...] = ()
    ahead: tuple[Action, ...] = ()


def standing_of(state: StageState, period: str, previous_year: int | None, *, reported: bool = False) -> Standing:
    """新規 in the first month of a monthly duty; 継続 later, or where the child was long absent the year before.

    ``reported``: a report of an earlier month exists.
    """
    first = bool(state.reached_on) and month_of(state.reached_on[0]) == period
    long_absent = previous_year is not None and previous_year >= LONG_ABSENT
    return "new" if first and not long_absent and not reported else "continuing"


def why_no_report(result: PupilResult, state: StageState, duty: Duty, period: str) -> str:
    """Why a month asks for no report although the stage was reached, in Japanese; empty where it asks for one."""
    absent = result.absent_by_month.get(period, 0)
    if duty.months in {"absent", "holding"} and not absent:
        return f"{int(period[5:])}月の欠席が0日です。"
    if duty.months == "holding" and period not in state.months:
        return f"{int(period[5:])}月は［{state.stage.label}］に当たる日がありません。"
    if duty.months == "active" and period not in state.month_ends:
        return f"{int(period[5:])}月末に［{state.stage.label}］に当たっていません。"
    return ""


def _periods(result: PupilResult, state: StageState, duty: Duty, until: date) -> Iterable[str]:
    """Months for which a monthly duty is owed, from the month in which the stage was first reached."""
    period = month_of(state.reached_on[0])
    while period <= month_of(until):
        if not why_no_report(result, state, duty, period):
            yield period
        period = next_month(period)


def owed_by(
    result: PupilResult, dates: DueDates, as_of: date, previous_year: int | None, *, left: date | None = None
) -> list[Owed]:
    """All duties of one child, nothing settled yet, in the order of the policy; ``left``: its last day, where it left."""
    found: list[Owed] = []
    pupil, class_id = result.pupil, result.pupil.class_id
    for state in result.stages:
        for duty in state.stage.duties if state.reached_on else ():
            if not duty.monthly:
                for day in state.reached_on:
                    due = dates.due(duty, day, class_id)
                    found.append(Owed(pupil, state.stage, duty, day, due, left=left is not None))
                continue
            for period in _periods(result, state, duty, left or as_of):
                reached = max((day for day in state.reached_on if month_of(day) <= period), default=as_of)
                due = dates.due(duty, reached, class_id, period)
                standing = standing_of(state, period, previous_year)
                found.append(Owed(pupil, state.stage, duty, reached, due, period, standing, left=left is not None))
    return found


def _words(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def speaks_of(action: Action, duty: Duty) -> bool:
    """Whether a row of 対応記録 names this duty: its words, with or without what stands in brackets."""
    said, asked = _words(action.what), _words(duty.what)
    return said in {asked, asked.split("(")[0]}


def _settles(action: Action, each: Owed, until: date | None) -> bool:
    """Whether the action is about this one of the child's duties of one name.

    A monthly one: the month that the row names, else the month before the day; where it is due at the month's end, the
    month whose end is nearest. Another: a day on or after the stage was reached and before it was reached again.
    """
    if each.period:
        near = timedelta(days=_HALF_MONTH if each.duty.due == "end_of_month" else action.day.day)
        return (action.month or month_of(action.day - near)) == each.period
    return each.reached <= action.day and (until is None or action.day < until)


def _until(each: Owed, others: Sequence[Owed]) -> date | None:
    """The day on which the same duty arises again."""
    later = [o.reached for o in others if o.duty is each.duty and o.stage is each.stage and o.reached > each.reached]
    return min(later, default=None)


def settled(owed: Sequence[Owed], actions: Sequence[Action], on: date) -> Duties:
    """What is owed with the ledger's 対応記録 held against it, judged on a day: done, waived, overdue or open."""
    used: set[int] = set()
    result: list[Owed] = []
    of_child: dict[str, list[Owed]] = {}
    for each in owed:
        of_child.setdefault(each.pupil.key, []).append(each)
    by_child: dict[str, list[tuple[int, Action]]] = {}
    for number, action in enumerate(actions):
        by_child.setdefault(action.key, []).append((number, action))
    for each in owed:
        until = _until(each, of_child[each.pupil.key])
        hits = [
            (number, action)
            for number, action in by_child.get(each.pupil.key, ())
            if action.day <= on and speaks_of(action, each.duty) and _settles(action, each, until)
        ]
        used.update(number for number, _ in hits)
        last = max(hits, key=lambda hit: (hit[1].day, hit[0]))[1] if hits else None
        if last is None:
            state: DutyState = "overdue" if each.due < on else "open"
        else:
            state = "waived" if last.state == "不要" else "done"
        result.append(replace(each, state=state, action=last))
    rest = [action for number, action in enumerate(actions) if number not in used]
    strays = tuple(action for action in rest if action.day <= on)
    return Duties(tuple(result), strays, tuple(action for action in rest if action.day > on))


def why_stray(action: Action, names: Iterable[str], on: date) -> str:
    """Why a row of 対応記録 settles nothing, in Japanese: a day to come, a name no duty has, or no such duty owed.

    ``names`` are the duties of the policy in its own words.
    """
    if action.day > on:
        return "まだ来ていない日付です。"
    said = _words(action.what).split("(")[0]
    known = {_words(name).split("(")[0]: name for name in names}
    if said in known:
        return "その日までに、この義務はありません。"
    near = get_close_matches(said, known, n=1, cutoff=_NEAR)
    meant = f"「{known[near[0]]}」のことですか。" if near else ""
    return f"この名前の義務は対応基準にありません。{meant}"


def duties(
    results: Sequence[PupilResult],
    dates: DueDates,
    ledger: Ledger,
    as_of: date,
    on: date,
    *,
    left: Mapping[str, date] | None = None,
    previous_year: Mapping[str, int] | None = None,
) -> Duties:
    """Everything owed by all children: stages up to ``as_of``, states judged on the day ``on``.

    ``left``: last day of children no longer enrolled, ``previous_year``: 前年度の欠席; both by key.
    """
    known, gone = previous_year or {}, left or {}
    owed = [
        each
        for result in results
        for each in owed_by(result, dates, as_of, known.get(result.pupil.key), left=gone.get(result.pupil.key))
    ]
    return settled(owed, ledger.actions, on)
