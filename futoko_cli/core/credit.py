"""出席扱い: days at a place outside school, or of learning at home by ICT, against the school's approvals.

甲州市ガイドライン p.7–13: an approval counts from the day the school received the application, for one child and one
place, and ends with the school year. In the register every such day stays 欠席.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np

from futoko_cli.core.kinds import SKIPPED, Kind
from futoko_cli.core.ledger import NOWHERE, Application, At, CentreDay
from futoko_cli.core.measures import among
from futoko_cli.core.model import Pupil
from futoko_cli.core.register import Register
from futoko_cli.core.school_calendar import school_year_of

APPROVED, REFUSED = "承認", "不承認"
ICT: Final = "ICT"
#: Which place goes first where one day has two: at home by ICT is for children who cannot be helped at a place (p.10).
_RANKS: Final = {"公的機関": 0, "民間施設": 1, "": 2, ICT: 3}
AT_SCHOOL: Final = (
    Kind.PRESENT,
    Kind.LATE,
    Kind.EARLY_LEAVE,
    Kind.LATE_AND_EARLY_LEAVE,
    Kind.SEPARATE_ROOM,
    Kind.EXCUSED,
)
_MARKED: Final = (Kind.CREDITED, Kind.CREDITED_ICT)


class Reason(StrEnum):
    """Why a day is credited or not."""

    CREDITED = "credited"
    UNDECIDED = "undecided"
    BEFORE_RECEIPT = "before_receipt"
    NO_RECEIPT = "no_receipt"
    REFUSED = "refused"
    LAPSED = "lapsed"
    OTHER_KIND = "other_kind"
    AMBIGUOUS = "ambiguous"
    NO_APPLICATION = "no_application"
    SAME_DAY = "same_day"
    AT_SCHOOL = "at_school"
    SKIPPED = "skipped"
    NO_SCHOOL = "no_school"
    NOT_ENROLLED = "not_enrolled"
    UNENTERED = "unentered"
    AFTER_AS_OF = "after_as_of"


_ORDER: Final = tuple(Reason)  # of several applications, the one that comes furthest speaks


class Attended(NamedTuple):
    """One row of 通級 with the file it stands in."""

    row: CentreDay
    file: str = ""


@dataclass(frozen=True, slots=True)
class CreditDay:
    """One day and its verdict. ``kind``: what the register says (None outside it); ``recorded``: a row of 通級 says so."""

    day: date
    reason: Reason
    application: Application | None = None
    kind: Kind | None = None
    place: str = ""
    ict: bool = False
    content: str = ""
    hours: str = ""
    recorded: bool = True
    file: str = ""
    at: At = NOWHERE

    @property
    def credited(self) -> bool:
        """Whether it is 出席扱い."""
        return self.reason is Reason.CREDITED


class PlaceDays(NamedTuple):
    """Credited days at one place, told by its application."""

    application: Application
    days: int


@dataclass(frozen=True, slots=True)
class PupilCredit:
    """Every day of one child, by date, and the child's applications."""

    index: int
    pupil: Pupil
    days: tuple[CreditDay, ...]
    applications: tuple[Application, ...]

    @property
    def credited(self) -> tuple[CreditDay, ...]:
        """The days that are 出席扱い."""
        return tuple(day for day in self.days if day.credited)

    def by_place(self) -> tuple[PlaceDays, ...]:
        """Credited days of each place: offices first, ICT last, then by first day. All learning by ICT is one place."""
        found: dict[object, list[Application]] = defaultdict(list)
        for application in (day.application for day in self.credited if day.application):
            found[_place_of(application)].append(application)
        places = [PlaceDays(each[0], len(each)) for each in found.values()]
        return tuple(sorted(places, key=lambda place: _RANKS[place.application.kind]))

    def by_month(self) -> dict[str, int]:
        """Credited days by YYYY-MM."""
        return dict(Counter(f"{day.day:%Y-%m}" for day in self.credited))


def same_place(name: str) -> str:
    """What two spellings of a place share: width, case and blanks do not matter."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _place_of(application: Application) -> object:
    return ICT if application.kind == ICT else (application.kind, same_place(application.place))


def standing(application: Application, day: date) -> Reason:
    """What one application says of a day."""
    received = application.received
    if application.decision == REFUSED:
        return Reason.REFUSED
    if received is None:
        return Reason.NO_RECEIPT
    if school_year_of(received.toordinal()) < school_year_of(day.toordinal()):
        return Reason.LAPSED
    if day < received:
        return Reason.BEFORE_RECEIPT
    return Reason.CREDITED if application.decision == APPROVED else Reason.UNDECIDED


def _best(applications: Iterable[Application], day: date) -> tuple[Reason, Application | None]:
    """Of several applications the one that comes furthest."""
    judged = [(standing(each, day), each) for each in applications]
    return min(judged, key=lambda pair: _ORDER.index(pair[0]), default=(Reason.NO_APPLICATION, None))


def _only(applications: Sequence[Application], day: date) -> tuple[Reason, Application | None]:
    """The one application that covers a day whose place nobody wrote; two places cannot be told apart."""
    covering = {_place_of(each) for each in applications if standing(each, day) is Reason.CREDITED}
    return (Reason.AMBIGUOUS, None) if len(covering) > 1 else _best(applications, day)


def _approval(
    applications: Sequence[Application], place: str, day: date, *, ict: bool
) -> tuple[Reason, Application | None]:
    """The approval for a place on a day. Learning at home by ICT has one kind of application, whatever its place is called."""
    fitting = [each for each in applications if (each.kind == ICT) == ict]
    if ict or not place:
        reason, found = _best(fitting, day) if ict else _only(fitting, day)
    else:
        reason, found = _best([each for each in fitting if same_place(each.place) == same_place(place)], day)
    if found is None and reason is Reason.NO_APPLICATION and place:
        other = [each for each in applications if same_place(each.place) == same_place(place)]
        if other:
            return Reason.OTHER_KIND, other[0]
    return reason, found


def _register_says(kind: Kind | None, day: date, as_of: date) -> Reason | None:
    """Why the register alone rules a day out; None where it may be credited."""
    if day > as_of:
        return Reason.AFTER_AS_OF
    if kind is None or kind is Kind.NO_SCHOOL:
        return Reason.NO_SCHOOL
    if kind in AT_SCHOOL:
        return Reason.AT_SCHOOL
    if kind in SKIPPED:
        return Reason.SKIPPED
    return {Kind.NOT_ENROLLED: Reason.NOT_ENROLLED, Kind.UNENTERED: Reason.UNENTERED}.get(kind)


def _merged(rows: Iterable[Attended]) -> list[Attended]:
    """A day at a place that ledger and the place's own list both have is one; the later fills what the first leaves blank."""
    found: dict[object, Attended] = {}
    for each in rows:
        row = each.row
        who = (row.day, row.ict, "" if row.ict else same_place(row.place))
        if (first := found.get(who)) is not None:
            kept = first.row
            row = replace(kept, content=kept.content or row.content, hours=kept.hours or row.hours)
            each = Attended(row, first.file)  # noqa: PLW2901  the first row keeps its place
        found[who] = each
    return list(found.values())


def _recorded(
    rows: Iterable[Attended], applications: Sequence[Application], kinds: Mapping[date, Kind], as_of: date
) -> Iterator[CreditDay]:
    for row, file in _merged(rows):
        kind = kinds.get(row.day)
        reason, application = _approval(applications, row.place, row.day, ict=row.ict)
        reason = _register_says(kind, row.day, as_of) or reason
        yield CreditDay(
            row.day, reason, application, kind, row.place, row.ict, row.content, row.hours, file=file, at=row.at
        )


def _unrecorded(
    applications: Sequence[Application], kinds: Mapping[date, Kind], known: frozenset[date]
) -> Iterator[CreditDay]:
    """Days that only the register calls 出席扱い: one approved application of the fitting kind must cover them."""
    for day, kind in kinds.items():
        if kind not in _MARKED or day in known:
            continue
        ict = kind is Kind.CREDITED_ICT
        reason, application = _only([each for each in applications if (each.kind == ICT) == ict], day)
        yield CreditDay(day, reason, application, kind, ict=ict, recorded=False)


def _once_a_day(days: Sequence[CreditDay]) -> tuple[CreditDay, ...]:
    """One day counts once: at an office before a private place before ICT, else in the order of the rows."""
    best: dict[date, tuple[int, int]] = {}
    for n, each in enumerate(days):
        if each.credited and each.application is not None:
            rank = (_RANKS[each.application.kind], n)
            best[each.day] = min(best.get(each.day, rank), rank)
    chosen = {n for _, n in best.values()}
    judged = [
        each if n in chosen or not each.credited else replace(each, reason=Reason.SAME_DAY)
        for n, each in enumerate(days)
    ]
    return tuple(sorted(judged, key=lambda each: each.day))


def credits_of(
    register: Register, applications: Iterable[Application], attended: Iterable[Attended], as_of: date
) -> tuple[PupilCredit, ...]:
    """Verdicts for every child of the register that has an application, a day of 通級 or a mark of 出席扱い."""
    asked: dict[str, list[Application]] = defaultdict(list)
    for application in applications:
        asked[application.key].append(application)
    came: dict[str, list[Attended]] = defaultdict(list)
    for each in attended:
        came[each.row.key].append(each)
    dates = [date.fromordinal(day) for day in register.days.tolist()]
    marked = set(np.nonzero(among(register.kinds, _MARKED))[0].tolist())
    found = []
    for index, pupil in enumerate(register.pupils):
        if index not in marked and pupil.key not in came and pupil.key not in asked:
            continue
        kinds = {day: Kind(code) for day, code in zip(dates, register.kinds[index].tolist(), strict=True)}
        rows, own = came.get(pupil.key, []), asked.get(pupil.key, [])
        days = list(_recorded(rows, own, kinds, as_of))
        days += _unrecorded(own, kinds, frozenset(each.row.day for each in rows))
        found.append(PupilCredit(index, pupil, _once_a_day(days), tuple(own)))
    return tuple(found)
