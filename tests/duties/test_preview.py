"""長期休業前 (小樽市 p.13): who would be listed on the closing day. 7/25/2025 is a Friday, 7/18 a week before."""

from __future__ import annotations

import pytest

from tests.duties.school import assess, looked_at
from tests.notation import day_of

CLOSING = {"7/25": "終業式"}
SUMMER = ("7/26", "8/19")
#: Absent on the eight school days up to 7/18.
EIGHT = "八 7/9- 欠*8"


def expected(*lines: str, on: str = "7/18", upto: str = "7/18", contacts: tuple[str, ...] = ()) -> list[str]:
    """Names of the children on the dry list."""
    whole = assess(*lines, labels=CLOSING, vacation=SUMMER, upto=upto, contacts=contacts)
    return [each.result.pupil.name for each in looked_at(whole, on).expected]


def stage_days(*lines: str, contacts: tuple[str, ...] = ()) -> list[str]:
    """Names of those for whom the stage itself fires on the closing day."""
    whole = assess(*lines, labels=CLOSING, vacation=SUMMER, upto="7/25", contacts=contacts)
    fired = [(r, s) for r in whole.pupils for s in r.stages if s.stage.id == "vacation" and s.reached_on]
    assert all(s.reached_on == (day_of("7/25"),) for _, s in fired)
    return [r.pupil.name for r, _ in fired]


def test_eight_in_a_row_and_seven() -> None:
    """「連続7日を超えて」: 8 are listed, 7 exactly are not."""
    assert expected(EIGHT, "七 7/10- 欠*7") == ["八"]


def test_eleven_in_all_and_ten() -> None:
    """「断続10日を超えて」: 11 are listed, 10 exactly are not."""
    assert expected("十一 4/7- 欠*10 7/18- 欠", "十 4/7- 欠*9 7/18- 欠") == ["十一"]


def test_who_was_met_on_the_last_day_is_not_listed() -> None:
    """At school on 7/18, or met at home that day: nobody has to be looked for as things stand."""
    assert expected("来 4/7- 欠*11 7/18- 出") == []
    assert expected(EIGHT, contacts=("7/18 家庭訪問 会えた",)) == []
    assert expected(EIGHT, contacts=("7/18 電話 会えた",)) == ["八"]


@pytest.mark.parametrize(("on", "there"), [("7/17", False), ("7/18", True), ("7/25", True), ("7/28", True)])
def test_from_a_week_before(on: str, *, there: bool) -> None:
    """Seven days before the closing day, not eight; later as long as the register has not reached that day."""
    assert expected(EIGHT, on=on) == (["八"] if there else [])


def test_who_left_is_not_listed() -> None:
    """転出 before the closing day."""
    assert expected("転 7/8- 欠*8 外") == []


def test_the_closing_day_itself_is_judged_by_the_stage() -> None:
    """Once the register holds 7/25, the list is empty and the stage says who it is."""
    lines = ("八 7/15- 欠*8", "七 7/16- 欠*7", "十一 4/7- 欠*10 7/25- 欠", "十 4/7- 欠*9 7/25- 欠")
    assert stage_days(*lines) == ["八", "十一"]
    assert expected(*lines, on="7/25", upto="7/25") == []


def test_met_on_the_closing_day() -> None:
    """A visit on 7/25 that met the child; at school that day; a visit of the day before does not help."""
    assert stage_days("八 7/15- 欠*8", contacts=("7/25 家庭訪問 会えた",)) == []
    assert stage_days("来 7/14- 欠*8 出") == []
    assert stage_days("八 7/15- 欠*8", contacts=("7/24 家庭訪問 会えた",)) == ["八"]


def test_what_is_told_of_a_child() -> None:
    """Day, its name, and the three numbers as they stand."""
    whole = assess(EIGHT, labels=CLOSING, vacation=SUMMER)
    (found,) = looked_at(whole, "7/18").expected
    assert (found.day, found.name, found.stage.id) == (day_of("7/25"), "終業式", "vacation")
    assert (found.consecutive, found.cumulative, found.unseen) == (8, 8, 8)


def test_without_a_closing_day_there_is_no_list() -> None:
    """No ceremony in the calendar: nothing can be said."""
    assert looked_at(assess(EIGHT), "7/18").expected == ()


def test_met_in_the_vacation_is_not_met_on_the_closing_day() -> None:
    """A visit on 8/1 takes nothing back of 7/25, whether or not the register has gone on."""
    met = ("8/1 家庭訪問 会えた",)
    assert stage_days("八 7/15- 欠*8", contacts=met) == ["八"]
    whole = assess("八 7/15- 欠*8 欠出", labels=CLOSING, vacation=SUMMER, contacts=met)
    (found,) = [s.reached_on for s in whole.pupils[0].stages if s.stage.id == "vacation"]
    assert found == (day_of("7/25"),)
