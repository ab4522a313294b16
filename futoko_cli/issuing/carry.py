"""What stays as last month (前月からの引き継ぎ): ledger, last month's workbook and a person's hand, box by box.

The form's own rule: (3)(4)(5) may stay as last month, (6) is written anew. Whatever a person typed into last month's
workbook wins over the ledger; boxes that belong together (要因_…, 連携_…) are taken together, never half and half.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from futoko_cli.forms.field import Field, Form, Value
from futoko_cli.issuing.journal import Came, Entry, Noted
from futoko_cli.issuing.plain import Read, plain, sign_of, value_of

#: Boxes about one month's 現認: never taken from another month.
_OF_THE_MONTH: Final = "現認"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The latest earlier workbook of a child as it stands now, without its formula cells.

    ``entry``: how it was issued, where a journal knows; ``untouched``: not a byte of it has changed since.
    """

    file: str
    month: str
    values: Mapping[str, Read]
    entry: Entry | None = None
    untouched: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The values to write. ``unused``: labels where a hand edit goes before something new in the ledger.

    ``same``: labels of (6) that say just what last month's report said.
    """

    values: dict[str, Value]
    notes: dict[str, Noted]
    unused: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(slots=True)
class _Desk:
    """What is worked on for one child."""

    own: Mapping[str, Value]
    earlier: Earlier | None
    blank: Mapping[str, Read]
    values: dict[str, Value]
    came: dict[str, Came] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)


def merge(form: Form, own: Mapping[str, Value], earlier: Earlier | None, blank: Mapping[str, Read]) -> Merged:
    """``own``: what register, ledger and settings say; ``blank``: what the boxes of the empty template hold."""
    desk = _Desk(own, earlier, blank, dict(own))
    kept = lasting(form)
    for unit in _units(kept):
        _settle(unit, desk)
    notes = {}
    for each in kept:
        value = desk.values.get(each.name)
        written = blank.get(each.name) if value is None else value
        noted = Noted(
            sign_of(written, each.kind), sign_of(own.get(each.name), each.kind), desk.came.get(each.name, "ledger")
        )
        if noted.written or noted.said or noted.came == "hand":
            notes[each.name] = noted
    return Merged(desk.values, notes, tuple(dict.fromkeys(desk.unused)), tuple(_unchanged(form, own, earlier)))


def previous_values(form: Form, earlier: Earlier | None, blank: Mapping[str, Read]) -> dict[str, Value]:
    """The earlier workbook as a person left it, by field."""
    if earlier is None:
        return {}
    found = {each.name: _now(each, earlier, blank) for each in form.fields if each.name in earlier.values}
    return {name: value for name, value in found.items() if value is not None}


def lasting(form: Form) -> list[Field]:
    """Fields that one month hands to the next: what the form lets stand, and facts that nobody has but a person."""
    asked = {each.name for each in form.fields if each.asked}
    found = []
    for each in form.fields:
        standing = each.name in asked or (each.kind == "sign" and each.name.partition("_")[0] in asked)
        fact = standing and each.origin != "register" and not each.monthly and _OF_THE_MONTH not in each.name
        if each.carried or fact:
            found.append(each)
    return found


def _units(fields: Sequence[Field]) -> list[list[Field]]:
    """Boxes that are answered together, by what stands before the ``_`` of their names."""
    units: dict[str, list[Field]] = {}
    for each in fields:
        units.setdefault(each.name.partition("_")[0], []).append(each)
    return list(units.values())


def _settle(unit: Sequence[Field], desk: _Desk) -> None:
    """One unit: hand edit, else ledger, else as last month."""
    earlier = desk.earlier
    bound = [each for each in unit if earlier is not None and each.name in earlier.values]
    if earlier is None or not bound:
        return
    before = {each.name: _now(each, earlier, desk.blank) for each in bound}
    ledger_says = any(plain(desk.own.get(each.name), each.kind) for each in unit)
    edited = _edited(bound, earlier, desk.own, before)
    moved = _ledger_moved(unit, earlier, desk.own)
    by_hand = edited or (_by_hand(unit, earlier) and not (moved and ledger_says))
    if not by_hand and ledger_says:
        return
    for each in bound:
        desk.values[each.name] = before[each.name]
        desk.came[each.name] = "hand" if by_hand else "before"
    if edited and ledger_says and moved and any(_differ(each, before, desk.own) for each in bound):
        desk.unused.append(unit[0].label if len(unit) == 1 else unit[0].name.partition("_")[0])


def _now(each: Field, earlier: Earlier, blank: Mapping[str, Read]) -> Value:
    """What the earlier workbook says; what the empty template has printed there says nothing."""
    read = earlier.values.get(each.name)
    if read is None or plain(read, each.kind) == plain(blank.get(each.name), each.kind):
        return None
    return value_of(read, each.kind)


def _edited(bound: Sequence[Field], earlier: Earlier, own: Mapping[str, Value], before: Mapping[str, Value]) -> bool:
    """Whether a person changed a box of the unit since it was issued."""
    if earlier.untouched:
        return False
    notes = earlier.entry.fields if earlier.entry else {}
    return any(
        sign_of(earlier.values.get(each.name), each.kind) != notes[each.name].written
        if each.name in notes
        else plain(before[each.name], each.kind) and _differ(each, before, own)  # unknown: a person's, where it differs
        for each in bound
    )


def _differ(each: Field, before: Mapping[str, Value], own: Mapping[str, Value]) -> bool:
    return plain(before.get(each.name), each.kind) != plain(own.get(each.name), each.kind)


def _by_hand(unit: Sequence[Field], earlier: Earlier) -> bool:
    """Whether the earlier workbook had the unit from a person's hand already."""
    fields = earlier.entry.fields if earlier.entry else {}
    return any(fields[each.name].came == "hand" for each in unit if each.name in fields)


def _ledger_moved(unit: Sequence[Field], earlier: Earlier, own: Mapping[str, Value]) -> bool:
    """Whether the ledger says something else than when the earlier workbook was issued."""
    fields = earlier.entry.fields if earlier.entry else {}
    nothing = Noted("", "")
    return any(sign_of(own.get(each.name), each.kind) != fields.get(each.name, nothing).said for each in unit)


def _unchanged(form: Form, own: Mapping[str, Value], earlier: Earlier | None) -> list[str]:
    """Labels of what must be written anew each month and says just what the last report said."""
    if earlier is None:
        return []
    return [
        each.label
        for each in form.fields
        if each.monthly
        and (text := plain(own.get(each.name), each.kind))
        and text == plain(earlier.values.get(each.name), each.kind)
    ]
