"""Whose form is due (だれの様式を作るか): by the policy's duties, or by the keys of the call; and who is left out, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from futoko_cli.core.due import DueDates
from futoko_cli.core.duties import owed_by, settled, why_no_report
from futoko_cli.core.kinds import Kind
from futoko_cli.core.school_calendar import SchoolCalendar
from futoko_cli.errors import UsageError
from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.dates import month_bounds, month_of, school_months, short
from futoko_cli.issuing.months import title_of
from futoko_cli.issuing.touching import touched

if TYPE_CHECKING:
    from futoko_cli.core.issues import Issue
    from futoko_cli.core.ledger import Action, Ledger
    from futoko_cli.core.model import Assessment, Pupil, PupilResult, StageState
    from futoko_cli.core.policy import Duty

MONTHLY: Final = "monthly"
#: Forms for an occasion that go to another office: made once, and not again when they are recorded as done.
_SENT: Final = ("quick", "unseen")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the call asks for: a form, the month (YYYY-MM, "" where none is given), and whom.

    ``keys``: exactly these children; ``everyone``: all who reached the stage at any time of the year.
    """

    form: str
    month: str = ""
    keys: tuple[str, ...] = ()
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """One child that gets the form. ``when``: the day of the occasion, for forms that are not monthly.

    ``state`` and ``duty``: why (None where only the call asks for it); ``errors``: what touches this child's counts.
    """

    result: PupilResult
    when: date
    state: StageState | None = None
    duty: Duty | None = None
    due: date | None = None
    errors: tuple[Issue, ...] = ()

    @property
    def pupil(self) -> Pupil:
        """The child."""
        return self.result.pupil


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One child that had reached the stage and gets no form, with the reason; ``over``: the stage holds no more."""

    pupil: Pupil
    reason: str
    over: bool = False


_Named = tuple["StageState", "Duty"]


def select(assessment: Assessment, wanted: Wanted, day: date) -> tuple[list[Chosen], list[LeftOut]]:
    """Children in the register's order. ``day``: the day the forms are written on.

    Raises UsageError: no duty of the policy names the form and no child is named; the month is not entered at all;
    a key that nobody has.
    """
    _check(assessment, wanted)
    errors = touched(assessment)
    dates = DueDates(assessment.calendar or SchoolCalendar(assessment.school_year))
    chosen: list[Chosen] = []
    left: list[LeftOut] = []
    for result in assessment.pupils:
        found = _for_one(assessment, result, wanted, day)
        if isinstance(found, LeftOut):
            left.append(found)
        elif found is not None:
            state, duty, when = found
            due = None
            if state is not None and duty is not None:
                reached = max((d for d in state.reached_on if d <= when), default=when)
                period = wanted.month if wanted.form == MONTHLY else ""
                due = dates.due(duty, reached, result.pupil.class_id, period)
            chosen.append(Chosen(result, when, state, duty, due, errors.get(result.pupil.key, ())))
    return chosen, left


_Found = tuple["StageState | None", "Duty | None", date]


def _for_one(assessment: Assessment, result: PupilResult, wanted: Wanted, day: date) -> _Found | LeftOut | None:
    named = list(_named(result, wanted.form))
    if wanted.keys and result.pupil.key not in wanted.keys:
        return None
    if wanted.form == MONTHLY:
        return _monthly(assessment, result, wanted, named)
    return _occasion(assessment, result, wanted, named, day)


def _named(result: PupilResult, form: str) -> Iterator[_Named]:
    """Stages that oblige to this form, gravest first."""
    for state in reversed(result.stages):
        for duty in state.stage.duties:
            if duty.form == form:
                yield state, duty


def _monthly(
    assessment: Assessment, result: PupilResult, wanted: Wanted, named: Sequence[_Named]
) -> _Found | LeftOut | None:
    end = month_bounds(wanted.month)[1]
    reached = [(state, duty) for state, duty in named if any(day <= end for day in state.reached_on)]
    if wanted.keys and not reached:
        return None, None, end
    if not reached:
        return None
    reason = ""
    for state, duty in reached:
        why_not = _why_not(assessment, result, state, duty, wanted.month)
        if wanted.keys or wanted.everyone or not why_not:
            return state, duty, end
        reason = reason or why_not
    return LeftOut(result.pupil, reason)


def _why_not(assessment: Assessment, result: PupilResult, state: StageState, duty: Duty, month: str) -> str:
    """The reason why a month asks for no report (the duty's ``months``); empty where it does."""
    reason = why_no_report(result, state, duty, month)
    if reason and _not_enrolled(assessment, result, month):
        return f"{title_of(month)}は在籍していません。"
    return reason


def _not_enrolled(assessment: Assessment, result: PupilResult, month: str) -> bool:
    register = assessment.register
    kinds = [
        int(register.kinds[result.index, j])
        for j, day in enumerate(register.days.tolist())
        if month_of(date.fromordinal(day)) == month
    ]
    return bool(kinds) and all(kind == Kind.NOT_ENROLLED for kind in kinds)


def _occasion(
    assessment: Assessment, result: PupilResult, wanted: Wanted, named: Sequence[_Named], day: date
) -> _Found | LeftOut | None:
    """A form for one occasion: the stage's last day of being reached, or a later row of the ledger on it."""
    rows = _ledger_days(assessment.ledger, wanted.form, result.pupil.key, day)
    for state, duty in named:
        days = [d for d in state.reached_on if not wanted.month or month_of(d) == wanted.month]
        if days and (wanted.month or wanted.everyone or wanted.keys or state.active):
            sent = None if wanted.keys or wanted.everyone else _sent(assessment, result, duty, days[-1], day)
            if sent is not None:
                how = "済" if sent.state != "不要" else "不要"
                return LeftOut(result.pupil, f"台帳の対応記録では、{short(sent.day)}に{how}です。")
            return state, duty, max([days[-1], *rows])
    if wanted.keys:
        return None, None, max(rows, default=day)
    if wanted.everyone and not named and (past := [s.reached_on[-1] for s in result.stages if s.reached_on]):
        return None, None, max([*past, *rows])
    past = [state.reached_on[-1] for state, _ in named if state.reached_on and not wanted.month]
    if past:
        return LeftOut(result.pupil, f"{short(max(past))}に達しましたが、今は当たりません。", over=True)
    return None


def _sent(assessment: Assessment, result: PupilResult, duty: Duty, reached: date, on: date) -> Action | None:
    """The row of 対応記録 that says a form sent elsewhere has gone out; a record of the school's own is never sent."""
    if assessment.ledger is None or duty.form not in _SENT:
        return None
    dates = DueDates(assessment.calendar or SchoolCalendar(assessment.school_year))
    owed = owed_by(result, dates, assessment.as_of, None, left=None)
    found = settled(owed, assessment.ledger.actions, on).owed
    return next((o.action for o in found if o.duty == duty and o.reached == reached and o.settled), None)


def _ledger_days(ledger: Ledger | None, form: str, key: str, upto: date) -> list[date]:
    """Days on which the ledger has a row for such a form: a meeting, a notice."""
    if ledger is None:
        return []
    rows: Sequence[tuple[str, date]] = ()
    if form in ("case-meeting", "assessment"):
        rows = [(m.key, m.day) for m in ledger.meetings]
    elif form == "unseen":
        rows = [(c.key, c.day) for c in ledger.concerns]
    return [day for owner, day in rows if owner == key and day <= upto]


def _check(assessment: Assessment, wanted: Wanted) -> None:
    policy, title = assessment.policy, FORMS[wanted.form].title
    known = {result.pupil.key for result in assessment.pupils}
    for key in wanted.keys:
        if key not in known:
            raise UsageError(f"--pupil {key} の児童生徒がいません。", "キーは futoko scan の画面で確かめられます。")
    obliged = any(duty.form == wanted.form for stage in policy.stages for duty in stage.duties)
    if not obliged and not wanted.keys and (wanted.form == MONTHLY or not wanted.everyone):
        raise UsageError(
            f"対応基準「{policy.title}」には、{title}を作る段階がありません。",
            "--pupil キー で児童生徒を選んでください。"
            + ("" if wanted.form == MONTHLY else "--all で、いずれかの段階に達した全員のものを作ります。"),
        )
    if wanted.month and wanted.month not in school_months(assessment.school_year):
        raise UsageError(
            f"--month {wanted.month} は {assessment.school_year}年度の月ではありません。",
            f"{assessment.school_year}-04 から {assessment.school_year + 1}-03 までの月を指定してください。",
        )
    if wanted.month and assessment.as_of < month_bounds(wanted.month)[0]:
        raise UsageError(
            f"{title_of(wanted.month)}の入力がありません。出席簿は {assessment.as_of} までです。",
            "--month に、入力の済んだ月を YYYY-MM で指定してください。",
        )
