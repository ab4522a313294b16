"""Dates in pieces: 令和＿年＿月＿日 with a cell for each."""

from __future__ import annotations

from datetime import date

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


def test_no_field_has_the_name_of_a_part() -> None:
    """A name means one thing in every form."""
    for form in FORMS.values():
        assert not set(part_names(form)) & set(form.named())
