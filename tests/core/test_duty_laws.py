"""Duties of drawn years against an examiner that counts day by day (``duty_examiner``): not one may differ."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.duty_examiner import MONTHLY, ONCE, Paper, Row, examine
from tests.core.duty_page import line_of, owing
from tests.notation import SCHOOL_YEAR, day_of, school_dates

CLOSING = {"7/25": "終業式", "12/25": "終業式", "3/24": "修了式"}
SUMMER = ("7/26", "8/19")
WHATS = sorted({what for whats in ONCE.values() for what in whats} | {MONTHLY})


def letters(draw: random.Random, length: int) -> str:
    """A year as it may be: spells at school, spells away, now and then a day of any kind; perhaps 転入, 転出."""
    text = ""
    while len(text) < length:
        spell = draw.choice(("出", "出", "欠", "欠", "病", "教", "Ｉ", "any"))
        size = draw.choice((1, 1, 2, 3, 6, 7, 8, 12, 29, 30, 31))
        text += "".join(draw.choices("出欠病事教Ｉ遅早両別公停忌閉未", k=size)) if spell == "any" else spell * size
    text = text[:length]
    if draw.random() < 0.2:
        out = draw.randrange(length)
        text = text[:out] + "外" * (length - out)
    if draw.random() < 0.2:
        late = draw.randrange(length)
        text = "外" * late + text[late:]
    return text


def held_against(seed: int) -> tuple[list[str], list[str]]:
    """One year by the program and by the examiner."""
    draw = random.Random(seed)  # noqa: S311  a drawn year, no secret
    dates = [day for day in school_dates() if not day_of(SUMMER[0]) <= day <= day_of(SUMMER[1])]
    days = dates[: draw.randint(3, len(dates))]
    line = letters(draw, len(days))
    on = min(days[-1] + timedelta(days=draw.randint(0, 40)), date(SCHOOL_YEAR + 1, 3, 31))
    whole = [date(SCHOOL_YEAR, 4, 1) + timedelta(days=n) for n in range((days[-1] - date(SCHOOL_YEAR, 4, 1)).days + 1)]
    met = frozenset(draw.sample(whole, min(len(whole), draw.choice((0, 0, 1, 3)))))
    rows = []
    for _ in range(draw.choice((0, 2, 10, 30))):
        what = draw.choice(WHATS)
        month = draw.choice((0, 0, 4, 5, 6, 7, 9, 12, 1)) if what == MONTHLY else 0
        rows.append(Row(draw.choice(whole), draw.choice(("済", "済", "不要")), what, month))
    previous = draw.choice((None, 0, 29, 30, 100))
    closing = frozenset(day_of(day) for day in CLOSING)
    paper = Paper(list(zip(days, line, strict=True)), closing, met, tuple(rows), on, previous)
    found = owing(
        f"太郎 4/1- {line}",
        *(f"{r.day.month}/{r.day.day} {r.state} {r.what} {f'{r.month}月' if r.month else ''}".strip() for r in rows),
        on=f"{on.month}/{on.day}",
        labels=CLOSING,
        previous_year=previous,
        seen=[f"{day.month}/{day.day}" for day in met],
        vacation=SUMMER,
    )
    return sorted(map(line_of, found.owed)), examine(paper)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_the_examiner_finds_the_same_duties(seed: int) -> None:
    """What, when reached, when due, 新規 or 継続, and how it stands: for any year and any rows of the ledger."""
    ours, theirs = held_against(seed)
    assert ours == theirs


@pytest.mark.parametrize("stage", list(ONCE))
def test_the_drawn_years_reach_every_stage(stage: str) -> None:
    """The law above is no empty one."""
    every = {line.split()[0] for seed in range(60) for line in held_against(seed)[1]}
    assert set(ONCE[stage]) <= every
