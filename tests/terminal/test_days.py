"""Days as letters."""

from __future__ import annotations

from futoko_cli.core.kinds import Kind
from futoko_cli.terminal.days import LETTERS, legend, strip, year_page
from tests.notation import page


def text(spans: list[tuple[str, str]]) -> str:
    """Spans as plain text."""
    return "".join(piece for piece, _ in spans)


def test_a_letter_for_every_kind() -> None:
    """Every kind that can stand in a register has its own letter, blanks aside."""
    shown = [LETTERS[kind] for kind in Kind if kind < Kind.NOT_ENROLLED]
    assert len(set(shown)) == len(shown)


def test_strip_over_a_long_break() -> None:
    """Golden Week is a gap between weeks; a break of two weeks is a ～."""
    register = page("太郎 4/7- 出", upto="5/8")
    assert text(strip(register, 0, 4)) == "5/1   ・・ ・・ 5/8"
    long = page("太郎 4/7- 出", upto="5/8")
    kept = [j for j, day in enumerate(long.days.tolist()) if day <= long.days[5] or day >= long.days[-1]]
    shorter = type(long)(long.pupils, long.days[kept], long.kinds[:, kept])
    assert text(strip(shorter, 0, 3, dates=False)) == "・・ ～ ・"


def test_strip_of_nothing() -> None:
    """A child without a school day has no strip."""
    register = page("太郎 4/7- 出", upto="4/8")
    closed = type(register)(register.pupils, register.days, register.kinds * 0 + int(Kind.NO_SCHOOL))
    assert strip(closed, 0, 20) == []


def test_legend_names_what_is_shown() -> None:
    """Only kinds that are shown; blanks are explained where there are some."""
    assert legend({Kind.PRESENT, Kind.ABSENT, Kind.NOT_ENROLLED}) == "・ 出席  ／ 欠席  空白 在籍外"
    assert legend({Kind.NO_SCHOOL}) == ""


def test_page_begins_under_the_ruler() -> None:
    """The 1st and the 30th stand under their numbers."""
    register = page("太郎 4/1- 欠 4/30- 欠")
    ruler, april = year_page(register, 0, 2025, {"2025-04": 2})[:2]
    assert text(april)[5] == "／"  # the sixth cell: 月 takes two
    assert text(ruler)[6:8] == " 1"
    assert text(ruler)[64:66] == "30"
