"""File names: readable, safe everywhere, never two children in one, never a name unasked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from futoko_cli.core.model import ClassId, Pupil, pupil_key
from futoko_cli.issuing.file_names import LONGEST, public_key, safe, stem

HOSTILE = [
    '=HYPERLINK("http://example.invalid","x")',
    "@SUM(1)",
    "山田/太郎:次郎",
    "..\\..\\秘密",
    "𠮷田 﨑子",
    "山田\u202e郎太",
    "CON",
    "nul.txt",
    "名" * 300,
    "終わりの点...",
    "改\n行\t\x00",
    "か\u3099",
]


def child(name: str = "山田 太郎", number: int | None = 5, grade: int | None = 3, room: str = "2") -> Pupil:
    """One child of a class."""
    class_id = ClassId(grade, room)
    return Pupil(pupil_key(class_id, number, name), class_id, number, name)


def test_key_is_the_name() -> None:
    """A file is named after form and key; the name of the child stands in none."""
    assert stem("欠席状況報告書", child()) == "欠席状況報告書_3-2-05"
    assert stem("速報", child(), "2025-06-12") == "速報_3-2-05_2025-06-12"


def test_name_only_when_asked() -> None:
    """With --with-names the child's name follows the key."""
    assert stem("速報", child(), "2025-06-12", with_names=True) == "速報_3-2-05_2025-06-12_山田 太郎"


def test_a_key_that_holds_the_name() -> None:
    """A child without a number has its name in the key: a stable digest takes its place."""
    nameless = child(number=None, grade=None, room="なかよし")
    made = stem("速報", nameless)
    assert made.startswith("速報_なかよし-")
    assert "山田" not in made
    assert "太郎" not in made
    assert made == stem("速報", nameless)
    assert made != stem("速報", child("山田 次郎", None, None, "なかよし"))
    assert "山田" not in public_key(nameless)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names(name: str) -> None:
    """Formulas, slashes, bidi marks and device names make an ordinary file name."""
    made = stem("速報", child(name), with_names=True) + ".xlsx"
    assert not set(made) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in made)
    assert len(made.encode()) < LONGEST
    assert unicodedata.is_normalized("NFC", made)


@pytest.mark.parametrize("name", ["CON", "prn", "AUX", "com1", "LPT9"])
def test_device_names(name: str) -> None:
    """What Windows keeps for devices is never a whole name."""
    assert safe(name) == f"_{name}"
    assert safe(f"{name}.xlsx") == f"_{name}.xlsx"
    assert safe(f"{name}さん") == f"{name}さん"


@pytest.mark.parametrize(
    ("one", "other"), [("A/B", "A:B"), ("a", "A"), ("ａ", "Ａ"), ("x\u200f", "x"), ("ß", "SS"), ("長" * 90, "長" * 91)]
)
def test_classes_that_look_alike(one: str, other: str) -> None:
    """Two classes whose safe names meet still make two files on a system blind to case."""
    names = [stem("速報", child(room=room)).casefold() for room in (one, other)]
    assert names[0] != names[1]


@given(st.text(max_size=120), st.text(min_size=1, max_size=20))
def test_law_always_one_plain_part(name: str, room: str) -> None:
    """Whatever the texts: one part of a path, short enough, nothing at its ends that Windows drops."""
    made = stem("速報", child(name, room=room), with_names=True)
    assert made not in ("", ".", "..")
    assert not set(made) & set('/\\:*?"<>|\0')
    assert made == made.strip(" .")
    assert len(made.encode()) < LONGEST - 20
    assert safe(made) == made


@given(st.lists(st.tuples(st.text(max_size=8), st.integers(0, 99)), min_size=2, max_size=6, unique=True))
def test_law_two_children_two_files(children: list[tuple[str, int]]) -> None:
    """Different keys never share a file, upper and lower case being one."""
    pupils = {p.key: p for p in (child(room=room, number=number) for room, number in children)}
    keys = {unicodedata.normalize("NFC", key) for key in pupils}
    made = {stem("速報", pupil).casefold() for pupil in pupils.values()}
    assert len(made) == len(keys)
