"""Keys as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from futoko_cli.core.model import ClassId, pupil_key
from futoko_cli.ledger.keys import class_of_key, name_in, typed_key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1-1-07", "1-1-07"),
        ("1-1-7", "1-1-07"),
        ("１－１－７", "1-1-07"),
        (" 1 - 1 - 07 ", "1-1-07"),
        ("1−1−07", "1-1-07"),
        ("1ー1ー07", "1-1-07"),
        ("1–1–07", "1-1-07"),
        ("1年1組7番", "1-1-07"),
        ("3-a-5", "3-A-05"),
        ("3-Ａ-5", "3-A-05"),
        ("なかよし-3", "なかよし-03"),
        ("スター-3", "スター-03"),
        ("1-1-07(2)", "1-1-07(2)"),
        ("1-1-春野空", "1-1-春野空"),
    ],
)
def test_one_key_in_many_spellings(typed: str, key: str) -> None:
    """Full-width, another hyphen, a missing nought: the key of the register."""
    assert typed_key(typed) == key


@pytest.mark.parametrize("typed", ["", "1-1", "7", "春野空", "1-1-", "1-1-07-3", "1/1/7", "--", 107, 1.0, None, True])
def test_what_is_no_key(typed: object) -> None:
    """A key without its class or number, a name alone, a number: nobody can say whose row it is."""
    assert typed_key(typed) is None


@given(
    st.integers(1, 6),
    st.one_of(st.integers(1, 12).map(str), st.sampled_from(["A", "B", "なかよし", "ひまわり", "スター"])),
    st.integers(1, 45),
)
def test_every_key_of_a_register_is_read_as_itself(grade: int, name: str, number: int) -> None:
    """What the register calls a child, the ledger understands."""
    class_id = ClassId(grade, name)
    key = pupil_key(class_id, number, "")
    assert typed_key(key) == key
    assert class_of_key(key) == class_id.label
    assert name_in(key) == ()


def test_a_name_in_a_key_is_known() -> None:
    """A child without a number has its name in the key: a masked screen must know."""
    assert name_in("1-1-春野空") == ("春野空",)
