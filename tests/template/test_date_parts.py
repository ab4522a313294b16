"""Dates in pieces: 令和＿年＿月＿日 with a cell for each."""

from __future__ import annotations

from datetime import date

import pytest

from futoko_cli.core.eras import era
from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.date_parts import date_parts, part_names
from futoko_cli.forms.field import DATE_PARTS

QUICK = FORMS["quick"]


def test_a_day_in_all_its_parts() -> None:
    """18 June 2025 was a Wednesday of 令和7年."""
    parts = date_parts({"報告日": date(2025, 6, 18)}, QUICK)
    assert [parts[f"報告日_{part}"] for part in DATE_PARTS] == ["令和", 7, 2025, 6, 18, "水"]


def test_a_day_not_known_has_no_parts_known() -> None:
    """Every part of every date is a key; what is not known stays None."""
    parts = date_parts({}, QUICK)
    assert set(parts) == set(part_names(QUICK))
    assert set(parts.values()) == {None}


@pytest.mark.parametrize(
    ("day", "name", "year"),
    [
        (date(2019, 5, 1), "令和", 1),
        (date(2019, 4, 30), "平成", 31),
        (date(1989, 1, 8), "平成", 1),
        (date(1989, 1, 7), "昭和", 64),
        (date(1926, 12, 25), "昭和", 1),
        (date(1926, 12, 24), "", 1926),
    ],
)
def test_the_first_and_the_last_day_of_an_era(day: date, name: str, year: int) -> None:
    """An era begins on its day, not with the year."""
    assert era(day)[::2] == (name, year)


def test_no_field_has_the_name_of_a_part() -> None:
    """A name means one thing in every form."""
    for form in FORMS.values():
        assert not set(part_names(form)) & set(form.named())
