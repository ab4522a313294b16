"""支援台帳: on which days somebody met the child (現認), and what the year before was."""

from __future__ import annotations

import pytest

from futoko_cli.core.ledger import At, CentreDay, Child, Contact, How, Ledger
from tests.notation import day_of

KEY = "1-1-01"
DAY = day_of("6/10")


def contact(how: How, *, met: bool | None) -> Ledger:
    """One line of 連絡・訪問 on 6/10."""
    return Ledger(contacts=(Contact(DAY, KEY, how, met=met),))


@pytest.mark.parametrize("how", [How.VISIT, How.INTERVIEW, How.OTHER])
def test_a_child_that_was_met_was_seen(how: How) -> None:
    """Only where the row says so: ×, or nothing written, is no 現認."""
    assert contact(how, met=True).seen_days() == {KEY: {DAY.toordinal()}}
    assert contact(how, met=False).seen_days() == {}
    assert contact(how, met=None).seen_days() == {}


def test_a_telephone_call_is_no_meeting() -> None:
    """Whatever the row says."""
    assert contact(How.CALL, met=True).seen_days() == {}


def test_a_day_at_a_centre_is_a_meeting_but_not_one_by_ict() -> None:
    """通級 with the people there; at home by ICT nobody meets the child."""
    assert Ledger(centre_days=(CentreDay(DAY, KEY),)).seen_days() == {KEY: {DAY.toordinal()}}
    assert Ledger(centre_days=(CentreDay(DAY, KEY, ict=True),)).seen_days() == {}


def test_days_of_one_child_come_together() -> None:
    """A visit and a centre day of the same child."""
    other = day_of("6/12")
    ledger = Ledger(contacts=(Contact(DAY, KEY, How.VISIT, met=True),), centre_days=(CentreDay(other, KEY),))
    assert ledger.seen_days() == {KEY: {DAY.toordinal(), other.toordinal()}}


def test_the_year_before_where_it_is_written() -> None:
    """A blank is not zero."""
    ledger = Ledger(children={"1-1-01": Child("1-1-01", previous_year=0), "1-1-02": Child("1-1-02")})
    assert ledger.previous_years() == {"1-1-01": 0}


def test_where_a_row_stands() -> None:
    """A1 notation of its first cell."""
    assert At("連絡・訪問", 4, 1).cell == "B5"


def test_what_was_known_on_a_day() -> None:
    """Meetings of that day and before; what stands elsewhere in the ledger stays."""
    later = day_of("6/12")
    ledger = Ledger(
        children={KEY: Child(KEY)},
        contacts=(Contact(DAY, KEY, How.VISIT, met=True), Contact(later, KEY, How.VISIT, met=True)),
        centre_days=(CentreDay(later, KEY),),
    )
    assert ledger.known_by(DAY).seen_days() == {KEY: {DAY.toordinal()}}
    assert ledger.known_by(later) == ledger
    assert ledger.known_by(DAY).children == ledger.children
