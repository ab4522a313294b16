"""Names put into a workbook by splicing: xl/workbook.xml alone changes."""

from __future__ import annotations

import io
import zipfile

import pytest

from futoko_cli.errors import TemplateError
from futoko_cli.splice.bind import Place, bind, read_place
from futoko_cli.splice.template import open_template
from tests.template.fabricate import spoiled, workbook

PLACES = {"児童生徒氏名": Place("様式", "B", 3), "学年": Place("", "C", 4)}
#: Excel lists the children of <workbook> in one order; a list of names in another place makes it repair the file.
BARE = workbook({})


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def bound(data: bytes) -> dict[str, str]:
    """Names and their cells."""
    found = open_template(data, "様式.xlsx").targets
    return {name: f"{target.sheet}!{target.cell}" for name, (target, *_) in found.items()}


def test_nothing_else_changes() -> None:
    """Two names are there; every other part is byte for byte as it was, in its order."""
    data = bind(BARE, "様式.xlsx", PLACES)
    before, after = parts(BARE), parts(data)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["xl/workbook.xml"]
    assert bound(data) == {"児童生徒氏名": "様式!B3", "学年": "様式!C4"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("</sheets>", "</sheets>"),
        ("</sheets>", "</sheets><definedNames/>"),
        ("</sheets>", "</sheets><externalReferences/>"),
        ("</sheets>", "</sheets><functionGroups></functionGroups>"),
        ("</sheets>", '</sheets><definedNames><definedName name="年度">様式!$A$1</definedName></definedNames>'),
    ],
)
def test_the_names_stand_where_the_schema_wants_them(before: str, after: str) -> None:
    """Behind sheets, function groups and links, before calcPr; names that were there stay."""
    data = bind(spoiled(BARE, {"xl/workbook.xml": (before, after)}), "様式.xlsx", PLACES)
    xml = parts(data)["xl/workbook.xml"].decode()
    assert xml.count("<definedNames>") == xml.count("</definedNames>") == 1
    order = [tag for tag in ("</sheets>", "<functionGroups", "<externalRef", "<definedNames>", "<calcPr") if tag in xml]
    assert [xml.index(tag) for tag in order] == sorted(xml.index(tag) for tag in order)
    assert bound(data).items() >= {"児童生徒氏名": "様式!B3", "学年": "様式!C4"}.items()
    assert ("年度" in after) == ("年度" in bound(data))


def test_a_workbook_with_prefixes() -> None:
    """Some programs write <x:workbook>: the names get the prefix too."""
    xml = parts(BARE)["xl/workbook.xml"].decode()
    for tag in ("workbook", "fileVersion", "workbookPr", "bookViews", "workbookView", "sheets", "sheet", "calcPr"):
        xml = (
            xml.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>").replace(f"</{tag}>", f"</x:{tag}>")
        )
    xml = xml.replace('xmlns="http', 'xmlns:x="http', 1)
    data = bind(spoiled(BARE, {"xl/workbook.xml": (parts(BARE)["xl/workbook.xml"].decode(), xml)}), "x", PLACES)
    assert b"<x:definedName name=" in parts(data)["xl/workbook.xml"]
    assert len(bound(data)) == 2


def test_sheets_with_marks_in_their_names() -> None:
    """An apostrophe is doubled, & is escaped, and a wide blank stays."""
    title = "A&B'　様式 1"
    data = spoiled(BARE, {"xl/workbook.xml": ('name="様式"', 'name="A&amp;B\'　様式 1"')})
    assert bound(bind(data, "x", {"学年": Place(title, "C", 4)})) == {"学年": f"{title}!C4"}


def test_what_cannot_be_bound() -> None:
    """A sheet that is not there, and a name that is there already, however it is spelled."""
    with pytest.raises(TemplateError, match="「様式2」というシートがありません") as missing:
        bind(BARE, "様式.xlsx", {"学年": Place("様式2", "A", 1)})
    assert "様式 です" in missing.value.hint
    with pytest.raises(TemplateError, match="すでにあります"):
        bind(workbook({"Abc": "様式!$A$1"}), "様式.xlsx", {"ABC": Place("", "A", 1)})


def test_without_a_sheet_only_where_there_is_one() -> None:
    """B3 alone says which cell only in a workbook of one sheet."""
    second = '<sheet name="表紙" sheetId="9" r:id="rId1"/></sheets>'
    data = spoiled(BARE, {"xl/workbook.xml": ("</sheets>", second)})
    with pytest.raises(TemplateError, match="2枚以上"):
        bind(data, "様式.xlsx", {"学年": Place("", "A", 1)})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("B3", Place("", "B", 3)),
        ("様式!$b$3", Place("様式", "B", 3)),
        ("'様式 1'!AA10", Place("様式 1", "AA", 10)),
        ("'A''B!C'!XFD1048576", Place("A'B!C", "XFD", 1_048_576)),
        ("B0", None),
        ("XFE1", None),
        ("A1048577", None),
        ("B3:C4", None),
        ("学年", None),
        ("", None),
    ],
)
def test_places_as_people_write_them(text: str, place: Place | None) -> None:
    """With and without sheet, dollars and quotes; no range, nothing beyond the sheet."""
    assert read_place(text) == place


def test_what_is_no_workbook() -> None:
    """A text named .xlsx is refused."""
    with pytest.raises(TemplateError):
        bind(b"Not a workbook", "様式.xlsx", PLACES)
