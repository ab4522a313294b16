"""The school's own form of docs/templates.md: bound, checked, filled; only what was asked for changes."""

from __future__ import annotations

from datetime import date

from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.check import check_template, usable
from futoko_cli.forms.date_parts import date_parts
from futoko_cli.forms.field import Value
from futoko_cli.splice.bind import bind, read_place
from futoko_cli.splice.fit import overflow
from futoko_cli.splice.template import Template, open_template
from scripts.make_example_form import FILE, workbook

QUICK = FORMS["quick"]
CELLS = {
    "児童生徒氏名": "B5",
    "学年組": "G5",
    "欠席日数_累計": "B6",
    "連続欠席日数": "G6",
    "報告日_年": "C3",
    "報告日_月": "E3",
    "報告日_日": "報告!G3",
    "不登校の要因": "B8",
    "これまでの対応": "B12",
    "今後の対応": "B16",
}


def bound() -> Template:
    """The form with its names."""
    places = {name: place for name, text in CELLS.items() if (place := read_place(text)) is not None}
    return open_template(bind(FILE.read_bytes(), FILE.name, places), FILE.name)


def test_the_file_is_what_its_script_makes() -> None:
    """Byte for byte, wherever it is made."""
    assert workbook() == FILE.read_bytes()


def test_the_check_finds_nothing_wrong() -> None:
    """No error, no warning; what the form does not ask for is a note."""
    found = check_template(QUICK, bound())
    assert usable(found)
    assert {f.code for f in found} == {"template-field-unbound"}


def test_it_is_filled_where_its_names_are() -> None:
    """The day in three pieces, numbers as numbers, an absent principal nowhere."""
    values: dict[str, Value] = {
        "児童生徒氏名": "春野　空",
        "学年組": "1年1組",
        "欠席日数_累計": 9,
        "連続欠席日数": 7,
        "報告日": date(2025, 6, 18),
        "備考": "書く所がない",
    }
    made = bound()
    filled = open_template(made.fill({**values, **date_parts(values, QUICK)}).data, FILE.name).read()
    assert {name: filled[name] for name in CELLS if filled[name] is not None} == {
        "児童生徒氏名": "春野　空",
        "学年組": "1年1組",
        "欠席日数_累計": 9,
        "連続欠席日数": 7,
        "報告日_年": 7,
        "報告日_月": 6,
        "報告日_日": 18,
    }


def test_how_much_the_boxes_hold() -> None:
    """Three rows of 40 points hold nine lines of 10.5 points; a tenth has no room."""
    made = bound()
    (target,) = made.targets["今後の対応"]
    assert overflow(made, target, "\n".join(["電話をする。"] * 9)) is None
    found = overflow(made, target, "\n".join(["電話をする。"] * 10))
    assert found is not None
    assert (found.lines_needed, found.lines_there, found.characters_over) == (10, 9, 6)
