"""予兆: who is to be watched, one below each limit and on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from futoko_cli.core.signs import children_of, grows, watched
from futoko_cli.core.summary import summarise
from tests.summary.invent import Classes, assessed, school
from tests.terminal.fabricate import policy

STAGES = tuple(stage.id for stage in policy().stages)


def signs(classes: Classes, upto: str = "5/9", **previous: int) -> dict[str, tuple[str, ...]]:
    """The signs of each child by name; ``previous`` are absences of the year before by key (k1_1_01)."""
    known = {key.removeprefix("k").replace("_", "-"): days for key, days in previous.items()}
    whole = school(classes, upto, previous_year=known)
    return {child.result.pupil.name: child.signs for child in children_of(whole, summarise(whole))}


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [(3, 1, True), (2, 0, False), (3, 2, False), (4, 2, True), (9, 8, False), (9, None, False)],
)
def test_late_arrivals_grow_from_three_and_two_more(now: int, before: int | None, *, expected: bool) -> None:
    """3 after 1 is growth; 2 after 0 is too few, 3 after 2 too little more; a first month compares with nothing."""
    assert grows(now, before) is expected


def test_late_arrivals_of_the_month_stand_beside_the_month_before() -> None:
    """井上 was late or left early 4 times in April and is late 6 times in May: once a day, twice where both."""
    whole = school({(1, "1"): ("井上 4/8- 遅早両 5/1- 両両両", "上田 4/8- 遅 5/1- 遅遅")})
    inoue, ueda = children_of(whole, summarise(whole))
    assert (inoue.late_early, inoue.late_early_before, inoue.signs) == (6, 4, ("late_early",))
    assert (ueda.late_early, ueda.late_early_before, ueda.signs) == (2, 1, ())
    assert inoue.concerns_month


def test_in_april_nothing_grows() -> None:
    """The first month has no month before."""
    whole = school({(1, "1"): ("井上 4/8- 両両両",)}, upto="4/30")
    (child,) = children_of(whole, summarise(whole))
    assert (child.late_early_before, child.signs) == (None, ())


def test_the_year_before_is_listed_from_april_on() -> None:
    """30 absences the year before are listed at once, 29 are not; unknown ones never."""
    lines = ("青木 4/1- 出", "井上 4/1- 出", "上田 4/1- 出")
    found = signs({(1, "1"): lines}, upto="4/8", k1_1_01=30, k1_1_02=29)
    assert found == {"青木": ("previous_year",), "井上": (), "上田": ()}


def test_two_days_in_a_row_after_such_a_year() -> None:
    """One day is not yet the sign, two are (沖縄 p.5: 2～3日)."""
    lines = ("青木 4/7- 出欠", "井上 4/7- 欠欠")
    found = signs({(1, "1"): lines}, upto="4/8", k1_1_01=30, k1_1_02=30)
    assert found["青木"] == ("previous_year",)
    assert found["井上"] == ("one_short", "previous_year_run")


def test_stages_and_one_day_short_of_one() -> None:
    """Three in a row are on a stage; two are one short of it."""
    found = signs({(1, "1"): ("青木 4/7- 欠欠欠", "井上 4/8- 欠欠", "上田 4/9- 欠")}, upto="4/9")
    assert found == {"青木": ("stage",), "井上": ("one_short",), "上田": ()}


def test_a_child_who_has_left_is_not_watched() -> None:
    """Away for 30 days the year before, gone since 4/8."""
    assert signs({(1, "1"): ("青木 4/8- 外*9",)}, upto="4/18", k1_1_01=40) == {"青木": ()}


def test_watched_children_stand_gravest_first() -> None:
    """速報 before 初期対応, then the year before; who has no sign is not listed."""
    lines = ("青木 4/30- 欠*3", "井上 4/18- 欠*10", "上田 4/1- 出", "江口 4/1- 出")
    whole = school({(1, "1"): lines}, upto="5/2", previous_year={"1-1-03": 31})
    found = watched(children_of(whole, summarise(whole)), STAGES)
    assert [child.result.pupil.name for child in found] == ["井上", "青木", "上田"]


def test_a_register_without_days_has_children_without_signs_of_a_month() -> None:
    """Nothing counted: the children are there, with what the year before says."""
    whole = school()
    empty = replace(whole.register, days=whole.register.days[:0], kinds=whole.register.kinds[:, :0], marks={})
    nothing = assessed(empty, policy(), {"1-1-01": 33})
    children = children_of(nothing, summarise(nothing))
    assert children[0].signs == ("previous_year",)
    assert (children[1].absent, children[1].late_early) == (0, 0)
