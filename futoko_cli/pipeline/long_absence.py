"""長期欠席 survey of an assessment: the figures of 出欠の記録 with what the ledger knows of each child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import Assessment
from futoko_cli.core.record import figures_of
from futoko_cli.core.school_calendar import year_bounds
from futoko_cli.core.survey import BASES, MonthOfChild, Surveyed, Tally, enrolled_on, monthly, surveyed, tally
from futoko_cli.errors import UsageError
from futoko_cli.pipeline.credits import Credited, recorded
from futoko_cli.pipeline.registers import ordered


@dataclass(frozen=True, slots=True)
class MonthSurvey:
    """The monthly 長欠調査: ``until`` is the last day counted of the month; ``at_least``: days that list a child."""

    month: str
    until: date
    at_least: int
    children: tuple[MonthOfChild, ...]


@dataclass(frozen=True, slots=True)
class LongAbsence:
    """Both tallies of the annual survey, and a month's survey where one was asked for."""

    assessment: Assessment
    children: tuple[Surveyed, ...]
    tallies: tuple[Tally, ...]
    enrolled: int
    month: MonthSurvey | None = None


def long_absence(whole: Credited, month: str = "", at_least: int = 0) -> LongAbsence:
    """Tallies over the children selected, up to the last day counted. Raises UsageError for a month not counted."""
    assessment, records = recorded(whole)
    register = assessment.register
    children = surveyed(records, assessment.ledger, whole.of_register, assessment.previous_year)
    first = date(assessment.school_year, 5, 1).toordinal()
    enrolled = enrolled_on(register, (each.index for each in records), first)
    tallies = tuple(tally(children, basis, enrolled) for basis in BASES)
    issues = ordered([*assessment.issues, *_contradictions(assessment, children)])
    asked = _month(whole, children, month, at_least) if month else None
    return LongAbsence(replace(assessment, issues=issues), children, tallies, enrolled, asked)


def _month(whole: Credited, children: Sequence[Surveyed], month: str, at_least: int) -> MonthSurvey:
    register, year = whole.assessment.register, whole.assessment.school_year
    first = date(int(month[:4]), int(month[5:]), 1)
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal() - 1
    inside = (register.days >= first.toordinal()) & (register.days <= last)
    if not inside.any():
        begin, end = map(date.fromordinal, year_bounds(year))
        raise UsageError(
            f"{first.year}年{first.month}月 に、数えた授業日がありません。",
            f"数えたのは {begin} から {min(whole.assessment.as_of, end)} までです。",
        )
    of_month = figures_of(register, whole.of_register, inside)
    of_year = figures_of(register, whole.of_register, register.days <= last)
    until = date.fromordinal(int(register.days[inside][-1]))
    return MonthSurvey(month, until, at_least, monthly(children, of_month, of_year, at_least))


def _contradictions(assessment: Assessment, children: Sequence[Surveyed]) -> list[Issue]:
    """相談・指導 is × in the ledger, and the same ledger or the register records some."""
    ledger = assessment.ledger
    found = []
    for each in children:
        if each.contradicted and ledger is not None:
            pupil = each.record.pupil
            child = ledger.children[pupil.key]
            found.append(
                Issue(
                    "survey-support-differs",
                    f"{pupil.key} の相談・指導は×ですが、通級または関係機関の記録があります。○として数えています。",
                    "支援台帳の［児童生徒］の相談・指導を確かめてください。",
                    ledger.file,
                    child.at.sheet,
                    child.at.cell if child.at.row >= 0 else "",
                    pupil.key if pupil.number is not None else "",
                    () if pupil.number is not None else (pupil.name,),
                )
            )
    return found
