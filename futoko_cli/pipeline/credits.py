"""出席扱い and 出欠の記録 of an assessment: ledger and places' own lists against the register, and what does not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from futoko_cli.core.credit import Attended, CreditDay, PupilCredit, Reason, credits_of
from futoko_cli.core.credit_words import HINTS, lapsed, reason_text
from futoko_cli.core.issues import Issue
from futoko_cli.core.ledger import At, Ledger
from futoko_cli.core.model import Assessment, Pupil
from futoko_cli.core.record import AttendanceRecord, closed_grades, records_of
from futoko_cli.pipeline.registers import ordered
from futoko_cli.pipeline.request import Request

#: Days of which nothing is wrong: they are to come, or count already.
_QUIET = frozenset({Reason.CREDITED, Reason.AFTER_AS_OF, Reason.SAME_DAY})
_SHOWN = 6  # days that one finding lists
_NO_LEDGER = "支援台帳の［出席扱い申請］に申請を書き、--ledger で渡してください。"


@dataclass(frozen=True, slots=True)
class Credited:
    """An assessment with the verdicts of 出席扱い: ``of_register`` every child, ``shown`` those selected.

    The assessment's issues hold what the verdicts found.
    """

    assessment: Assessment
    of_register: tuple[PupilCredit, ...]

    @property
    def shown(self) -> tuple[PupilCredit, ...]:
        """Children of the grade or class that was asked for."""
        chosen = {result.index for result in self.assessment.pupils}
        return tuple(each for each in self.of_register if each.index in chosen)


def credited(assessment: Assessment, request: Request) -> Credited:
    """Approvals and days of the ledger, and of the lists that the call names, against the register.

    Raises ConfigError where a list cannot be read at all.
    """
    from futoko_cli.ledger.centre_list import read_centre_list

    ledger = assessment.ledger or Ledger()
    attended = [Attended(row, ledger.file) for row in ledger.centre_days]
    issues: list[Issue] = []
    for path in request.centres:
        rows, found = read_centre_list(
            path, path.name, assessment.school_year, assessment.register.pupils, request.password
        )
        attended += rows
        issues += found
    verdicts = credits_of(assessment.register, ledger.applications, attended, assessment.as_of)
    for each in verdicts:
        issues += _outside(each, given=assessment.ledger is not None) + _lapsed(each, assessment, ledger)
    return Credited(replace(assessment, issues=ordered([*assessment.issues, *issues])), verdicts)


def recorded(whole: Credited) -> tuple[Assessment, tuple[AttendanceRecord, ...]]:
    """出欠の記録 of the children selected; rows that may not be copied are issues of the assessment."""
    assessment = whole.assessment
    chosen = {result.index for result in assessment.pupils}
    everyone = records_of(assessment.register, whole.of_register, assessment.as_of)
    found = tuple(each for each in everyone if each.index in chosen)
    issues = [*assessment.issues, *_faults(found), *_closed(assessment), *_totals(assessment)]
    return replace(assessment, issues=ordered(issues)), found


def _cell(at: At) -> str:
    """A1, blank for what no workbook holds."""
    return at.cell if at.row >= 0 else ""


def _subject(pupil: Pupil) -> tuple[str, tuple[str, ...]]:
    """The key for grouping where no name stands in it, and the names in the message."""
    return (pupil.key, ()) if pupil.number is not None else ("", (pupil.name,))


def _outside(credit: PupilCredit, *, given: bool) -> list[Issue]:
    """One finding for each reason and sheet."""
    groups: dict[tuple[str, str, str, bool], list[CreditDay]] = defaultdict(list)
    for day in credit.days:
        if day.reason not in _QUIET:
            groups[reason_text(day), day.file, day.at.sheet, day.recorded].append(day)
    key, names = _subject(credit.pupil)
    found = []
    for (text, *_), days in groups.items():
        shown = "・".join(f"{each.day.month}/{each.day.day}" for each in days[:_SHOWN])
        rest = f" ほか{len(days) - _SHOWN}日" if len(days) > _SHOWN else ""
        mark = "" if days[0].recorded else "（出席簿の出席扱いの記号）"
        hint = HINTS[days[0].reason] if given or days[0].reason is not Reason.NO_APPLICATION else _NO_LEDGER
        found.append(
            Issue(
                "credit-outside-approval",
                f"{credit.pupil.key} の {shown}{rest}{mark}は、出席扱いに数えていません。{text}。",
                hint,
                days[0].file,
                days[0].at.sheet,
                _cell(days[0].at),
                key,
                names,
            )
        )
    return found


def _lapsed(credit: PupilCredit, assessment: Assessment, ledger: Ledger) -> list[Issue]:
    """Approvals of the year before without an application of this year."""
    key, names = _subject(credit.pupil)
    return [
        Issue(
            "credit-lapsed",
            f"{credit.pupil.key} の承認は前年度のもので、3/31で終わっています。今年度の申請がありません。",
            HINTS[Reason.LAPSED],
            ledger.file,
            each.at.sheet,
            _cell(each.at),
            key,
            names,
        )
        for each in lapsed(credit, assessment.as_of)
    ]


def _faults(records: Iterable[AttendanceRecord]) -> list[Issue]:
    found = []
    for each in records:
        pupil = each.pupil
        key, names = _subject(pupil)
        if each.faults:
            found.append(
                Issue(
                    "record-differs",
                    f"{pupil.key} の出欠の記録は、このままでは写せません。{'。'.join(each.faults)}。",
                    "出席簿を直してから、もう一度数えてください。",
                    subject=key,
                    names=names,
                )
            )
        if each.dateless:
            found.append(
                Issue(
                    "record-transfer-day",
                    f"{pupil.key} は在籍していない期間がありますが、転入・転出の日が出席簿にありません。",
                    "その日のセルに 転入／転出 と書くと、備考に日付が入ります。",
                    subject=key,
                    names=names,
                )
            )
    return found


def _totals(assessment: Assessment) -> list[Issue]:
    """Children known by totals only have no days to count: said, not left out in silence."""
    if not assessment.totals:
        return []
    source = assessment.totals[0].source
    return [
        Issue(
            "totals-only",
            f"合計だけの出席簿の {len(assessment.totals)}人は、出欠の記録と長期欠席の集計に入っていません。",
            "日ごとの出席簿を渡すと入ります。",
            source.file,
            source.sheet,
            subject="出欠の記録",
        )
    ]


def _closed(assessment: Assessment) -> list[Issue]:
    """Every class of a grade closed on one day: perhaps a closure of the grade, which is no school day at all."""
    return [
        Issue(
            "record-grade-closed",
            f"{day.month}/{day.day} は、{grade}年の学級すべて（{rooms}学級）が学級閉鎖です。出席停止・忌引等の日数に入れています。",
            f"学年閉鎖なら、暦のファイルに {day},学年閉鎖,{grade} と書くと、授業日数から外れます。",
            subject=f"{grade}年",
            grave="warning" if rooms > 1 else "info",
        )
        for (grade, day), rooms in closed_grades(assessment.register).items()
    ]
