"""A board's policy (対応基準) as records: definitions of counting, stages, conditions, duties.

The TOML that these come from is described in docs/policy.md; ``settings.policy_file`` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from futoko_cli.core.kinds import ABSENCES, SKIPPED, Kind

Comparison = Literal["at_least", "more_than", "at_most"]
WindowName = Literal["year", "term", "month", "school_days"]
#: The forms (様式) that a duty may name and a school may have a workbook of its own for.
FORM_IDS: Final = ("case-meeting", "quick", "monthly", "unseen", "assessment")
MonthRule = Literal["absent", "holding", "active", "reached"]
ClosedRule = Literal["before", "after", "same"]
DueRule = Literal["same_day", "school_days_later", "day_of_next_month", "closing_day", "end_of_month"]

#: Every measure a condition may name, with its Japanese word and unit.
MEASURES: Final[dict[str, tuple[str, str]]] = {
    "consecutive": ("連続欠席", "日"),
    "cumulative": ("断続（累計）欠席", "日"),
    "month_absences": ("月の欠席", "日"),
    "month_rate": ("月の欠席の割合", ""),
    "unseen": ("会えていない授業日", "日"),
    "late_early": ("遅刻・早退", "回"),
    "present_days": ("出席日数", "日"),
    "previous_year_absences": ("前年度の欠席", "日"),
    "weighted": ("重みづけ欠席", "日"),
}


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a number stands: document, page, the day somebody last checked it.

    ``decision`` is True where no source gives the number and futoko decides (a setting).
    """

    document: str
    page: str
    checked_on: date
    decision: bool = False

    @property
    def text(self) -> str:
        """For people, e.g. ``小樽市不登校対応マニュアル p.12``."""
        numbered = self.page[:1].isdigit()  # a table or a chapter stands without "p."
        page = f" {'p.' if numbered else ''}{self.page}" if self.page else ""
        return f"{self.document}{page}{'（futokoの設定）' if self.decision else ''}"


@dataclass(frozen=True, slots=True)
class Window:
    """The days a total looks back over; ``length`` is the number of school days of ``school_days``."""

    name: WindowName = "year"
    length: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """``measure ≥ n``, ``> n`` or ``≤ n`` (docs/policy.md).

    ``kinds`` are the kinds of day that count; ``leave_out_runs`` n leaves runs of n or more days out of a
    total; ``reasons`` keeps only absences with no reason or with one that holds one of these words;
    ``weights`` are for the measure ``weighted``; ``on`` limits the condition to days the calendar gives
    one of these names (終業式, 修了式).
    """

    measure: str
    comparison: Comparison
    threshold: Fraction
    cite: Cite
    kinds: tuple[Kind, ...] = ABSENCES
    window: Window = Window()
    leave_out_runs: int | None = None
    reasons: tuple[str, ...] | None = None
    weights: tuple[tuple[Kind, Fraction], ...] = ()
    on: tuple[str, ...] = ()

    def holds(self, value: int | Fraction) -> bool:
        """Whether the number alone satisfies the condition, its day (``on``) left aside."""
        if self.comparison == "at_least":
            return value >= self.threshold
        return value > self.threshold if self.comparison == "more_than" else value <= self.threshold

    @property
    def text(self) -> str:
        """For people, e.g. ``連続欠席 7日以上``."""
        label, unit = MEASURES[self.measure]
        number = str(self.threshold)
        if self.measure == "month_rate":
            number = f"{self.threshold.numerator}/{self.threshold.denominator}"
        words = {"at_least": "以上", "more_than": "を超える", "at_most": "以下"}
        span = {"year": "", "term": "学期の", "month": "月の", "school_days": f"直近{self.window.length}授業日の"}
        when = f"（{'・'.join(self.on)}の日）" if self.on else ""
        return f"{span[self.window.name]}{label} {number}{unit}{words[self.comparison]}{when}"


@dataclass(frozen=True, slots=True)
class Duty:
    """What a stage obliges to (義務): what, to whom, by which form, due when (``day`` is the rule's number).

    ``monthly``: again each month; ``months`` says which after the stage was first reached: those with an absence,
    those with an absence in which the stage held on some day, those at whose end it is active, or every one.
    ``closed``: where a day of the month falls on a day offices are closed, the open day before or after it, or the
    same. ``mail`` and ``phone``: where the document sends it.
    """

    what: str
    to: str
    form: str
    due: DueRule
    day: int
    monthly: bool
    cite: Cite
    months: MonthRule = "absent"
    closed: ClosedRule = "before"
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions joined by any (または) or all (かつ); a member may be a group again."""

    match: Literal["any", "all"]
    members: tuple[Condition | Group, ...]

    @property
    def flat(self) -> tuple[Condition, ...]:
        """Every condition in it, in the order of the policy file."""
        found: list[Condition] = []
        for member in self.members:
            found.extend(member.flat if isinstance(member, Group) else (member,))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage (段階): it holds on the days on which its ``rule`` is true."""

    id: str
    label: str
    rule: Group
    duties: tuple[Duty, ...] = ()
    note: str = ""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the rule, flat."""
        return self.rule.flat


@dataclass(frozen=True, slots=True)
class Policy:
    """One edition of one document; stages stand from mild to grave.

    ``absent`` kinds extend a run and count in totals, ``skipped`` kinds neither add to nor end a run;
    every other kind of day at school ends it. A day not entered is always skipped.
    """

    id: str
    title: str
    issuer: str
    edition: str
    checked_on: date
    stages: tuple[Stage, ...]
    absent: tuple[Kind, ...] = ABSENCES
    skipped: tuple[Kind, ...] = SKIPPED
    consecutive_text: str = ""
    cumulative_text: str = ""
    origin: str = ""
