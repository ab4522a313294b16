"""Laws of the agenda, whatever a year looks like: nothing is lost, nothing stands twice, every id is its own."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from futoko_cli.core.agenda import grouped, listed, narrowed, when_of
from futoko_cli.pipeline.agenda import agenda_of
from futoko_cli.reports.duties.as_ics import uid
from tests.core.duty_page import OTARU
from tests.duties.school import assess, record

LINES = st.lists(st.text("出欠欠病遅", min_size=1, max_size=60), min_size=1, max_size=3)
LATER = st.integers(0, 200)
RECORDS = st.lists(
    st.sampled_from(["4/9 済 家庭訪問", "5/8 済 欠席状況報告書（個人別）", "5/20 不要 速報", "6/2 済 校内ケース会議"]),
    max_size=4,
    unique=True,
)


@settings(max_examples=60)
@given(LINES, LATER, RECORDS)
def test_every_duty_stands_in_one_place(lines: list[str], later: int, records: list[str]) -> None:
    """Listed, settled or told by number: each duty once; groups hold them all; each has an event of its own."""
    whole = assess(*(f"子{n} 4/7- {line}" for n, line in enumerate(lines)), actions=[record(r) for r in records])
    agenda = agenda_of(whole, whole.as_of + timedelta(days=later))
    shown = {each.id for each in listed(agenda, everything=False)}
    done = {each.id for each in agenda.owed if each.settled}
    old = {each.id for each in agenda.owed if agenda.is_old(each)}
    assert len(shown) + len(done) + len(old) == len({each.id for each in agenda.owed}) == len(agenda.owed)
    assert len({uid(whole, each) for each in agenda.owed}) == len(agenda.owed)
    groups = grouped(agenda, agenda.owed, OTARU)
    assert sorted(each.id for group in groups for each in group.owed) == sorted(each.id for each in agenda.owed)
    assert all(when_of(each, agenda.on) == group.when for group in groups for each in group.owed)


@settings(max_examples=40)
@given(LINES)
def test_the_months_hold_everything(lines: list[str]) -> None:
    """Each duty is in a month of the year or the one after it, and never in a month that it has nothing to do with."""
    whole = assess(*(f"子{n} 4/7- {line}" for n, line in enumerate(lines)))
    agenda = agenda_of(whole, whole.as_of)
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
    found = [narrowed(agenda, month) for month in months]
    assert {each.id for part in found for each in part.owed} == {each.id for each in agenda.owed}
    for part in found:
        first = date.fromisoformat(f"{part.month}-01")
        assert all(each.due >= first for each in part.owed)
