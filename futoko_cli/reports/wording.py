"""Japanese words that screens and files share: dates, conditions, reasons, duties, definitions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from futoko_cli.core.kinds import LABELS, Kind
from futoko_cli.core.policy import MEASURES, Condition, Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from futoko_cli.core.model import ConditionState, Episode, StageState
    from futoko_cli.core.policy import Cite, Duty, Policy

_APRIL: Final = 4  # the school year begins
_WEEKDAYS: Final = "月火水木金土日"
_REIWA_BEFORE: Final = 2018  # 令和1年 is 2019
#: The forms (様式) that a duty may name, for people.
FORMS: Final = {
    "case-meeting": "協議シート",
    "quick": "速報",
    "monthly": "欠席状況報告書",
    "unseen": "児童生徒連絡票",
    "assessment": "アセスメントシート",
}
#: Measures whose value is a state of affairs, not a count that was reached on a day.
_STANDING: Final = ("previous_year_absences", "present_days")


def short_date(day: date) -> str:
    """``11/13``."""
    return f"{day.month}/{day.day}"


def long_date(day: date) -> str:
    """``2025年11月13日（木）``."""
    return f"{day.year}年{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"


def weekday_date(day: date) -> str:
    """``11/13(木)``."""
    return f"{short_date(day)}({_WEEKDAYS[day.weekday()]})"


def year_title(school_year: int) -> str:
    """``令和7年度（2025年度）``; years before 令和 in the western count only."""
    era = school_year - _REIWA_BEFORE
    return f"令和{era}年度（{school_year}年度）" if era > 0 else f"{school_year}年度"


def months_of(school_year: int) -> list[str]:
    """``2025-04`` … ``2026-03``: the months of a school year (年度) in its order."""
    return [f"{school_year + (m < _APRIL)}-{m:02}" for m in (*range(4, 13), 1, 2, 3)]


def number(value: float | Fraction) -> int | str:
    """An int where it is one, else the fraction in words of digits (``1/3``)."""
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else str(exact)


def value_text(condition: Condition, value: int | Fraction | None) -> str:
    """A count with its unit, e.g. ``7日``; ``不明`` where it cannot be known."""
    return "不明" if value is None else f"{number(value)}{MEASURES[condition.measure][1]}"


def rule_text(group: Group) -> str:
    """A stage's rule in one phrase: ``連続欠席 7日以上 または 断続（累計）欠席 10日以上``."""
    word = " または " if group.match == "any" else " かつ "
    parts = [m.text if isinstance(m, Condition) else f"（{rule_text(m)}）" for m in group.members]
    return word.join(parts)


def run_around(episodes: Sequence[Episode], day: date) -> Episode | None:
    """The run of absences (連続欠席) that a date lies in."""
    return next((e for e in episodes if e.first <= day <= e.last), None)


def _reached(condition: Condition) -> str:
    """What was reached, as the end of 「11/13に…」."""
    label, unit = MEASURES[condition.measure]
    if condition.threshold.denominator != 1 or not unit or condition.window.name != "year":
        return condition.text
    if condition.comparison == "at_least":
        order = "日目" if unit == "日" else unit
        return f"{label}{condition.threshold}{order}"
    if condition.comparison == "more_than":
        return f"{label}が{condition.threshold}{unit}を超過"
    return condition.text


def reached_text(condition: Condition, episodes: Sequence[Episode], day: date) -> str:
    """What a condition reached on a day, with the first day of the run it stands in: ``連続欠席7日目（11/5から）``."""
    run = run_around(episodes, day) if condition.measure == "consecutive" else None
    return _reached(condition) + (f"（{short_date(run.first)}から）" if run else "")


def _reason(state: ConditionState, episodes: Sequence[Episode]) -> tuple[str, str]:
    """(the day it was reached, what was reached); no day for a standing fact."""
    condition = state.condition
    if condition.measure in _STANDING or not state.reached_on:
        return "", f"{MEASURES[condition.measure][0]} {value_text(condition, state.value)}（{condition.text}）"
    day = state.reached_on[-1]
    return short_date(day), reached_text(condition, episodes, day)


def stage_reason(state: StageState, episodes: Sequence[Episode]) -> str:
    """Why a stage (段階) is active: ``11/13に連続欠席7日目（11/5から）、11/6に断続（累計）欠席10日目``."""
    met = [c for c in state.conditions if c.met]
    met.sort(key=lambda c: c.reached_on[-1] if c.reached_on else date.min, reverse=True)
    texts, before = [], ""
    for condition in met:
        day, text = _reason(condition, episodes)
        texts.append(f"{day}に{text}" if day and day != before else text)
        before = day
    return "、".join(texts)


def due_text(duty: Duty) -> str:
    """When a duty (義務) is due, in words."""
    words = {
        "same_day": "当日中",
        "school_days_later": f"{duty.day}授業日以内",
        "day_of_next_month": f"翌月{duty.day}日まで",
        "closing_day": "終業式・修了式の日まで",
        "end_of_month": "月末まで",
    }
    return ("毎月、" if duty.monthly else "") + words[duty.due]


def duty_parts(duty: Duty) -> tuple[str, str, str, str]:
    """What to do, to whom, by when, by which form (empty where the first names it already)."""
    form = FORMS.get(duty.form, duty.form)
    return duty.what, duty.to, due_text(duty), f"様式 {form}" if form and form not in duty.what else ""


def duty_text(duty: Duty) -> str:
    """A duty in one phrase: ``速報（メールの後に電話）  教育支援センター  当日中``."""
    return "  ".join(part for part in duty_parts(duty) if part)


def cites_text(cites: Iterable[Cite]) -> str:
    """Sources of several numbers, each document once: ``小樽市不登校対応マニュアル p.11・p.12``."""
    documents: dict[str, list[Cite]] = {}
    for cite in cites:
        documents.setdefault(cite.document, []).append(cite)
    texts = []
    for document, group in documents.items():
        pages = "・".join(dict.fromkeys(f"p.{c.page}" for c in group if c.page))
        decided = sum(c.decision for c in group)
        note = "" if not decided else "（futokoの設定）" if decided == len(group) else "（一部はfutokoの設定）"
        texts.append(f"{document} {pages}".rstrip() + note)
    return "、".join(texts)


def definitions(policy: Policy) -> dict[str, str]:
    """How 連続 and 断続 are counted: the policy's own words, else a sentence from its settings."""
    counted = "・".join(LABELS[k] for k in policy.absent if k is not Kind.CREDITED_ICT)
    skipped = "・".join(LABELS[k] for k in policy.skipped)
    over = f"{skipped}の日は数えず、連続をとぎれさせません。" if skipped else ""
    return {
        "consecutive": policy.consecutive_text or f"授業日だけを数え、土日・祝日・長期休業をまたいで続きます。{over}",
        "cumulative": policy.cumulative_text
        or f"年度の初めからの{counted}の日をすべて数えます（連続欠席の日も含みます）。",
        "school_days": "暦のファイル、出席簿の休業日の印、土日・祝日・長期休業を除く平日の順に従います。",
    }
