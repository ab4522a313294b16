"""Every box of a shipped form has the name of a field, and points to one cell (名前の定義)."""

from __future__ import annotations

import re
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from futoko_cli.forms.field import Form
from tests.templates.fill import TEMPLATES, forms
from tests.templates.labels import LABELS

#: Fields that a shipped form says in another way: 性別 in one box, 新規 and 継続 as signs, 学年・組 in one box.
_OTHERWISE = {"monthly": {"性別_男", "性別_女", "新規継続"}, "quick": {"学年", "組"}}
#: What a format shows, by the kind of the field.
_SHOWS = {
    "text": re.compile(r"General|@"),
    "sign": re.compile(r"General"),
    "check": re.compile(r"General"),
    "number": re.compile(r"0"),
    "date": re.compile(r'(\[\$-411\]ggge"年")?m"月"(d"日(（"aaa"）)?")?;@'),
}
FORMS = pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)


def opened(form: Form) -> Workbook:
    """The shipped workbook of a form."""
    return load_workbook(TEMPLATES / form.file)


def cells(form: Form) -> dict[str, str]:
    """Name → A1 of each defined name of the workbook."""
    found = {}
    for name, defined in opened(form).defined_names.items():
        match = re.fullmatch(rf"'{form.title}'!\$([A-Z]+)\$([0-9]+)", defined.attr_text)
        assert match, f"{name} points to {defined.attr_text}"
        found[name] = match[1] + match[2]
    return found


@FORMS
def test_names_are_the_fields(form: Form) -> None:
    """Each field has its box, but for those that another box says; no name is filled by nothing."""
    assert set(cells(form)) == {field.name for field in form.fields} - _OTHERWISE.get(form.id, set())


@FORMS
def test_names_point_to_single_cells(form: Form) -> None:
    """A cell of its own or the first cell of a merged box; no two names on one box."""
    sheet = opened(form)[form.title]
    hidden = {
        cell
        for area in sheet.merged_cells.ranges
        for row in sheet[area.coord]
        for cell in (c.coordinate for c in row)
        if cell != area.start_cell.coordinate
    }
    places = list(cells(form).values())
    assert hidden.isdisjoint(places)
    assert len(set(places)) == len(places)


@FORMS
def test_formats_show_the_kind(form: Form) -> None:
    """Numbers without unit, dates in 令和, text as typed; and a box that people write into is not locked."""
    sheet = opened(form)[form.title]
    fields = form.named()
    for name, place in cells(form).items():
        cell = sheet[place]
        assert _SHOWS[fields[name].kind].fullmatch(cell.number_format), (name, cell.number_format)
        assert not cell.protection.locked, name
    assert not sheet.protection.sheet


@FORMS
def test_untouched_boxes(form: Form) -> None:
    """Nothing stands in a box but ☐ and the 〇 of 新規 and 継続."""
    sheet = opened(form)[form.title]
    held = {name: sheet[place].value for name, place in cells(form).items() if sheet[place].value is not None}
    checks = {field.name: "☐" for field in form.fields if field.kind == "check"}
    assert held == checks | ({"新規": "〇", "継続": "〇"} if form.id == "monthly" else {})


@FORMS
def test_drop_downs(form: Form) -> None:
    """Signs and ticks can be chosen; no choice is forced and no prompt covers the sheet."""
    sheet = opened(form)[form.title]
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    fields = form.named()
    for name, place in cells(form).items():
        if fields[name].kind == "check":
            assert offered[place] == '"☐,☑"'
        elif name.startswith("要因_") and fields[name].kind == "sign":
            assert offered[place] == '"◎,○"'
    for rule in sheet.data_validations.dataValidation:
        assert not rule.showErrorMessage
        assert not rule.showInputMessage


@FORMS
def test_labels_of_the_official_form(form: Form) -> None:
    """Each label of the official form stands on the sheet."""
    sheet = opened(form)[form.title]
    words = {re.sub(r"\s", "", str(cell.value)) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert [label for label in LABELS[form.id] if label not in words] == []


@FORMS
def test_nobody_is_in_it(form: Form) -> None:
    """No author, no company, no link outwards, no macro, no comment, no picture."""
    with zipfile.ZipFile(TEMPLATES / form.file) as package:
        parts = package.namelist()
        core = package.read("docProps/core.xml").decode()
        app = package.read("docProps/app.xml").decode()
        relations = b"".join(package.read(part) for part in parts if part.endswith(".rels"))
    assert f"<dc:title>{form.title}</dc:title><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert "2025-04-01T00:00:00Z" in core
    assert "<Company></Company>" in app
    assert b"External" not in relations
    allowed = r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/(workbook|styles|sharedStrings)\.xml"
    also = r"xl/theme/theme1\.xml|xl/worksheets/sheet1\.xml|xl/_rels/workbook\.xml\.rels"
    assert [part for part in parts if not re.fullmatch(f"{allowed}|{also}", part)] == []
