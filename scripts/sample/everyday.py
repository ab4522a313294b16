"""Ordinary absences: colds, influenza (出席停止), coming late, a funeral, as a healthy class has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from scripts.sample.draw import fraction, pick
from scripts.sample.school import ABSENT, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

#: How much likelier than on average a child falls ill in a month.
_SEASON: Final = {4: 0.7, 5: 1.0, 6: 1.0, 7: 0.8, 8: 0.5, 9: 1.1, 10: 1.4, 11: 1.5, 12: 1.5, 1: 1.5, 2: 1.6, 3: 0.9}
_INFLUENZA: Final = {10: 0.0025, 11: 0.006, 12: 0.004, 1: 0.005, 2: 0.005}
#: Seldom ill, as most are, often ill; the same scale for those who come late.
_FRAILTY: Final = (0.1, 0.3, 0.5, 0.7, 0.9, 1.0, 1.2, 1.5, 2.0, 2.8)
_REST: Final = 6  # school days between two spells of one child
_SETTLED: Final = 2  # no spell of absence reaches the last days: who is away today is written by hand


class _Spell(NamedTuple):
    """A cause, how often a day begins it, how long it lasts, and what parents say."""

    kind: str
    chance: float
    lengths: tuple[int, ...]
    reasons: tuple[str, ...]


def _spells(month: int, frailty: float, lateness: float) -> tuple[_Spell, ...]:
    ill = 0.0105 * _SEASON[month] * frailty
    return (
        _Spell(
            "absent_sick", ill, (1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3), ("発熱", "発熱", "かぜ", "腹痛", "頭痛", "嘔吐")
        ),
        _Spell("suspended", _INFLUENZA.get(month, 0.0002), (3, 4, 4, 5), ("インフルエンザ",)),
        _Spell("absent_other", 0.0016, (1, 1, 1, 2), ("家庭の都合", "家庭の都合", "家族の看護")),
        _Spell("absent", 0.0012 * frailty, (1,), ("",)),
        _Spell("late", 0.0045 * lateness, (1,), ("通院", "寝坊", "体調不良", "")),
        _Spell("early_leave", 0.0035 * frailty, (1,), ("発熱", "通院", "通院", "腹痛")),
        _Spell("bereavement", 0.0003, (1, 2, 3), ("祖父の葬儀", "祖母の葬儀", "曽祖母の葬儀")),
    )


def everyday(days: Sequence[date], ceiling: int, *key: object) -> dict[date, Entry]:
    """Tell what befell one child on its school days: no more than ``ceiling`` absences."""
    frailty, lateness = pick(_FRAILTY, *key, "frail"), pick(_FRAILTY, *key, "late")
    entries: dict[date, Entry] = {}
    absences = place = 0
    while place < len(days):
        spell = _begun(_spells(days[place].month, frailty, lateness), fraction(*key, days[place]))
        if spell is None:
            place += 1
            continue
        length = pick(spell.lengths, *key, days[place], "length")
        if spell.kind in ABSENT:
            length = min(length, ceiling - absences, len(days) - _SETTLED - place)
            absences += max(length, 0)
        reason = pick(spell.reasons, *key, days[place], "reason")
        entries.update((day, Entry(spell.kind, reason)) for day in days[place : place + max(length, 0)])
        place += max(length, 1) + _REST
    return entries


def _begun(spells: tuple[_Spell, ...], roll: float) -> _Spell | None:
    for spell in spells:
        if roll < spell.chance:
            return spell
        roll -= spell.chance
    return None
