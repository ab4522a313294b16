"""Schools drawn by chance for the laws of the store: classes, closures, children who come, go and come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from futoko_cli.core.kinds import Kind
from futoko_cli.core.ledger import Contact, How, Ledger
from futoko_cli.core.model import Assessment, ClassId, Pupil
from futoko_cli.core.register import Kinds, Register
from tests.notation import school_dates
from tests.summary.invent import assessed
from tests.terminal.fabricate import policy

CLASSES = (ClassId(1, "1"), ClassId(1, "2"), ClassId(2, "1"), ClassId(None, "なかよし"))
_AWAY = (Kind.ABSENT, Kind.ABSENT_SICK, Kind.CREDITED_ICT, Kind.CREDITED, Kind.SUSPENDED, Kind.UNENTERED, Kind.EXCUSED)
_OTHER = (Kind.LATE, Kind.EARLY_LEAVE, Kind.SEPARATE_ROOM, Kind.BEREAVEMENT, Kind.CLASS_CLOSURE, Kind.ABSENT_OTHER)


def drawn_school(seed: int, children: int, days: int) -> Assessment:
    """A school of ``children`` children and ``days`` dates; the same for the same seed."""
    rng = np.random.default_rng(seed)
    dates = np.array([day.toordinal() for day in school_dates()[rng.integers(0, 120) :][:days]], dtype=np.int64)
    classes = [CLASSES[int(n)] for n in sorted(rng.integers(0, len(CLASSES), children))]
    kinds = np.stack([_line(rng, len(dates)) for _ in classes]) if classes else np.zeros((0, len(dates)), np.uint8)
    for class_id in sorted(set(classes), key=lambda c: c.order):
        closed = rng.random(len(dates)) < rng.choice([0.0, 0.1, 0.6])
        kinds[np.ix_([c == class_id for c in classes], closed)] = Kind.NO_SCHOOL
    some = (kinds != Kind.NO_SCHOOL).any(axis=0)  # a date on which every class is closed is none of the register
    dates, kinds = dates[some], kinds[:, some]
    keys = [f"{c.label}-{n:02}" for n, c in enumerate(classes, 1)]
    pupils = tuple(Pupil(key, c, n, f"児童{n}") for n, (key, c) in enumerate(zip(keys, classes, strict=True), 1))
    months: dict[tuple[int, int], int] = {}
    for day in dates.tolist():
        when = date.fromordinal(day)
        months[when.year, when.month] = months.get((when.year, when.month), 0) + 1
    register = Register(pupils, dates, kinds, month_days=dict.fromkeys(classes, months))
    before = {key: int(rng.choice([0, 29, 30, 80])) for key in keys if rng.random() < 0.6}
    return replace(assessed(register, policy(), before), ledger=_ledger(rng, keys, dates.tolist()))


def _line(rng: np.random.Generator, width: int) -> Kinds:
    """A child's days: spells of presence and of one or another kind of absence; sometimes not on the roll."""
    line = np.zeros(width, dtype=np.uint8)
    at = 0
    density = rng.choice([0.05, 0.5, 0.95])
    while at < width:
        length = int(rng.integers(1, 30 if density > 0.9 else 9))
        if rng.random() < density:
            mixed = rng.choice([*_AWAY, Kind.ABSENT, Kind.ABSENT], size=width)
            line[at : at + length] = (
                rng.choice([Kind.ABSENT, *_AWAY]) if rng.random() < 0.7 else mixed[at : at + length]
            )
        elif rng.random() < 0.3:
            line[at : at + length] = rng.choice(_OTHER)
        at += length
    if rng.random() < 0.3:
        begin, end = sorted(rng.integers(0, width + 1, 2).tolist())
        line[begin:end] = Kind.NOT_ENROLLED
    return line


def _ledger(rng: np.random.Generator, keys: list[str], days: list[int]) -> Ledger:
    """Now and then somebody meets a child at home, on a weekend too; a telephone call is no meeting."""
    ways = (How.VISIT, How.CALL)
    contacts = [
        Contact(
            date.fromordinal(int(rng.integers(days[0] - 3, days[-1] + 3))), key, ways[int(rng.integers(2))], met=True
        )
        for key in keys
        for _ in range(int(rng.integers(0, 3)))
        if days
    ]
    return Ledger(contacts=tuple(contacts))
