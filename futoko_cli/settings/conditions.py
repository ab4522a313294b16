"""Conditions of a policy file: measure, threshold, what narrows the count, where the number stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, cast

from futoko_cli.core.kinds import BY_ID, Kind
from futoko_cli.core.policy import MEASURES, Cite, Comparison, Condition, Group, Window, WindowName
from futoko_cli.settings.strict import Table, meant

COMPARISONS: Final = ("at_least", "more_than", "at_most")
#: Kinds of day that a policy may name: what can stand on a school day that was entered.
KINDS: Final = tuple(kind.id for kind in BY_ID.values() if kind <= Kind.CLASS_CLOSURE)
WINDOWS: Final = ("year", "term", "month")
#: Names of days that a calendar gives (区分), see docs/calendar.md.
CEREMONIES: Final = ("始業式", "終業式", "修了式", "卒業式")
_COUNTED: Final = ("kinds", "reasons")
#: What narrows a measure; a key that the measure would not heed is a mistake, never ignored.
OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "consecutive": _COUNTED,
    "cumulative": (*_COUNTED, "window", "leave_out_runs"),
    "month_absences": (*_COUNTED, "leave_out_runs"),
    "month_rate": _COUNTED,
    "unseen": (),
    "late_early": ("window",),
    "present_days": ("window",),
    "previous_year_absences": (),
    "weighted": ("window", "weights"),
}
_MAX_SCHOOL_DAYS: Final = 260


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a policy's top says once for all of its thresholds."""

    document: str
    checked_on: date
    absent: tuple[Kind, ...]


def kinds(table: Table, key: str, default: tuple[Kind, ...], *, empty: bool = False) -> tuple[Kind, ...]:
    """Kinds of day (区分) by their English keys."""
    return tuple(BY_ID[word] for word in table.words(key, KINDS, empty=empty)) if table.has(key) else default


def cite(table: Table, defaults: Defaults) -> Cite:
    """Where the number stands; no page is a mistake unless the file says that it is a decision."""
    page, decision = table.text("page", ""), table.flag("decision")
    if not page.strip() and not decision and type(table.data.get("page", "")) is str:
        table.wrong("page", "根拠のページがありません。資料にない数なら decision = true と書きます。")
    return Cite(
        document=table.text("source", defaults.document),
        page=page,
        checked_on=table.day("checked_on", defaults.checked_on),
        decision=decision,
    )


def member(table: Table, defaults: Defaults) -> Condition | Group:
    """A condition, or a group ``{ any = […] }`` / ``{ all = […] }`` of conditions."""
    if not ({"any", "all"} & table.data.keys()):
        table.has("any")
        table.has("all")
        return _condition(table, defaults)
    every = table.has("all")
    if table.has("any") and every:
        table.wrong("all", "any と all は、どちらか1つだけを書きます。")
    members = tuple(member(each, defaults) for each in table.tables("all" if every else "any"))
    table.close()
    return Group("all" if every else "any", members)


def _condition(table: Table, defaults: Defaults) -> Condition:
    measure = table.word("measure", MEASURES)
    comparison, threshold = _threshold(table, measure)
    for key in dict.fromkeys(key for keys in OPTIONS.values() for key in keys):
        if table.has(key) and key not in OPTIONS[measure] and table.data.get("measure") == measure:
            users = [name for name, keys in OPTIONS.items() if key in keys]
            table.wrong(key, f"「{key}」は {measure} には使えません。使えるのは {' '.join(users)} です。")
    condition = Condition(
        measure=measure,
        comparison=comparison,
        threshold=threshold,
        cite=cite(table, defaults),
        kinds=kinds(table, "kinds", defaults.absent),
        window=_window(table),
        leave_out_runs=table.whole("leave_out_runs", 2, _MAX_SCHOOL_DAYS) if table.has("leave_out_runs") else None,
        reasons=table.words("reasons") if table.has("reasons") else None,
        weights=_weights(table, needed=measure == "weighted"),
        on=table.words("on", CEREMONIES) if table.has("on") else (),
    )
    table.close()
    return condition


def _threshold(table: Table, measure: str) -> tuple[Comparison, Fraction]:
    written = [key for key in COMPARISONS if table.has(key)]
    if len(written) != 1:
        which = "・".join(written) or "なし"
        text = f"しきい値は {'・'.join(COMPARISONS)} のどれか1つだけを書きます（今は{which}）。"
        table.wrong(written[1] if written else "at_least", text)
        return "at_least", Fraction(1)
    key = cast("Comparison", written[0])
    before = len(table.mistakes)
    number = table.number(key)
    if len(table.mistakes) > before:
        return key, number
    if key == "at_least" and not number:
        table.wrong(key, "0 以上はいつも成り立ちます。1 以上の数を書きます。")
    if measure == "month_rate" and number > 1:
        table.wrong(key, f'割合「{number}」が 1 を超えています。"1/3" のように書きます。')
    if measure not in {"month_rate", "weighted"} and number.denominator != 1:
        table.wrong(key, f"「{number}」は日数になりません。整数を書きます。")
    return key, number


def _window(table: Table) -> Window:
    if not table.has("window"):
        return Window()
    if isinstance(table.data["window"], str):
        word = table.data["window"]
        if word not in WINDOWS:
            text = f"「{word}」は使えません。{meant(word, WINDOWS)}"
            table.wrong("window", text, (*WINDOWS, "{ school_days = 20 }"))
            return Window()
        return Window(cast("WindowName", word))
    inner = table.table("window")
    if inner is None:
        return Window()
    window = Window("school_days", inner.whole("school_days", 1, _MAX_SCHOOL_DAYS))
    inner.close()
    return window


def _weights(table: Table, *, needed: bool) -> tuple[tuple[Kind, Fraction], ...]:
    if not table.has("weights"):
        if needed:
            table.wrong("weights", '「weights」がありません。weights = { absent = 1, late = "1/2" } のように書きます。')
        return ()
    inner = table.table("weights")
    if inner is None:
        return ()
    found = tuple((BY_ID[word], inner.number(word)) for word in KINDS if inner.has(word))
    if not inner.data:
        table.wrong("weights", "区分が1つもありません。", KINDS)
    inner.close()
    return found
