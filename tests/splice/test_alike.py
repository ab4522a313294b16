"""A workbook read beside an open one of its make says what it says when it is opened, or nothing at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from futoko_cli.errors import TemplateError
from futoko_cli.splice.alike import Alike, Makes, packed
from futoko_cli.splice.model import CellValue
from futoko_cli.splice.template import Template, open_template
from tests.splice.packages import DATE, ERA, HEAD, MAIN, TEXT, part, parts, relationships, sheet, zipped
from tests.splice.test_laws import VALUES
from tests.splice.test_readers import form

LINKS = relationships({"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("sharedStrings", "sharedStrings.xml")})
NAMES = {
    name: f"様式!{cell}"
    for name, cell in {"氏名": "$B$1", "生年月日": "$B$2", "欠席日数": "$B$3", "合計": "$B$4", "所見": "$D$1"}.items()
}
ROWS = (
    f'<row r="1"><c r="A1" t="inlineStr"><is><t>氏名</t></is></c><c r="B1" s="{TEXT}"/><c r="D1" t="str"><v>a&lt;b</v></c></row>'
    f'<row r="2"><c r="B2" s="{ERA}"><v>41000</v></c></row><row r="3"><c r="B3" s="{DATE}" t="s"><v>1</v></c></row>'
    '<row r="4"><c r="B4"><f>B3*2</f><v>2</v></c></row>'
)
STRINGS = f'{HEAD}<sst xmlns="{MAIN}"><si><t>印刷</t></si><si><t>　　日</t></si></sst>'
SHEET = "xl/worksheets/sheet1.xml"
#: What a hand or a program may make of a piece of the sheet.
PIECES = (
    b"<v>1</v>",
    b"<v></v>",
    b"<v>&#49;</v>",
    b"<v>&bad;</v>",
    b' t="s"',
    b' t="e"',
    b' t="inlineStr"',
    b' s="1"',
    b"<!-- -->",
    b"<![CDATA[x]]>",
    b"]]>",
    b"<is><r><t>x</t></r><rPh><t>y</t></rPh></is>",
    b'<c r="B1"/>',
    b'<c r="C1"/>',
    b"</c>",
    b"\r\n",
    b"\0",
    b"\xff",
    b" ",
)


def made(rows: str, more: Mapping[str, str] | None = None, **names: str) -> bytes:
    """The form with these rows; ``names`` that lead elsewhere."""
    strings = {"xl/sharedStrings.xml": STRINGS, "xl/_rels/workbook.xml.rels": LINKS}
    return zipped(parts({"様式": sheet(rows)}, NAMES | names, more=strings | dict(more or {})))


def same(one: dict[str, CellValue | None] | None, other: dict[str, CellValue | None]) -> bool:
    """Equal, and of the same types: 1 is not TRUE."""
    return one == other and {n: type(v) for n, v in (one or {}).items()} == {n: type(v) for n, v in other.items()}


def beside(first: Template, data: bytes) -> dict[str, CellValue | None] | None:
    """What the workbook says beside an open one; None where that says nothing."""
    package = packed(data, "様式.xlsx")
    return Alike(first).read(package) if package is not None else None


def said(data: bytes) -> dict[str, CellValue | None] | None:
    """What the workbook says when it is opened; None where it cannot be."""
    try:
        return open_template(data, "様式.xlsx").read()
    except TemplateError:
        return None


def with_sheet(data: bytes, xml: bytes) -> bytes:
    """The workbook with another sheet, every other part as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return zipped({name: xml if name == SHEET else package.read(name) for name in package.namelist()})


FORM = made(ROWS)
#: The form as issued, zipped by one hand: what its formula gave is left out, and Excel is asked to calculate.
ISSUED = open_template(FORM, "様式.xlsx").fill({"氏名": "名無し"}).data
ISSUED = with_sheet(ISSUED, part(ISSUED).encode())


@pytest.fixture(scope="module")
def first() -> Template:
    """The form that is open."""
    return open_template(ISSUED, "様式.xlsx")


FILLED = st.fixed_dictionaries({"氏名": VALUES}, optional=dict.fromkeys(set(NAMES) - {"氏名"}, VALUES))


@given(FILLED, FILLED)
def test_another_of_the_same_make_is_read_as_if_opened(one: dict[str, CellValue], two: dict[str, CellValue]) -> None:
    """Whichever of two filled forms is open, the other is read beside it without being opened."""
    blank = open_template(FORM, "様式.xlsx")
    opened, other = blank.fill(one).data, blank.fill(two).data
    slow = said(other)
    assert slow is not None
    assert same(beside(open_template(opened, "前.xlsx"), other), slow)


@given(FILLED, st.integers(0, 10_000), st.integers(0, 40), st.sampled_from(PIECES))
def test_a_spoiled_sheet_is_never_read_otherwise(
    values: dict[str, CellValue], place: int, cut: int, piece: bytes
) -> None:
    """Wherever bytes are taken out or put in, reading beside agrees with opening, or leaves it to that."""
    blank = open_template(ISSUED, "様式.xlsx")
    xml = part(blank.fill(values).data).encode()
    at = place % len(xml)
    spoiled = with_sheet(ISSUED, xml[:at] + piece + xml[at + cut :])
    fast = beside(blank, spoiled)
    assert fast is None or same(fast, said(spoiled) or {})


@given(FILLED, st.integers(0, 100_000), st.integers(0, 255))
def test_a_damaged_file_is_never_read_otherwise(values: dict[str, CellValue], place: int, byte: int) -> None:
    """One byte of the file changed, anywhere: the same, or nothing."""
    blank = open_template(ISSUED, "様式.xlsx")
    data = bytearray(blank.fill(values).data)
    data[place % len(data)] = byte
    fast = beside(blank, bytes(data))
    assert fast is None or same(fast, said(bytes(data)) or {})


def test_spoiling_reaches_both_answers(first: Template) -> None:
    """Words in a cell are read beside; a space between two cells is left to opening."""
    xml = part(first.fill({"氏名": "小樽 花子"}).data).encode()
    words = with_sheet(ISSUED, xml.replace("小樽 花子".encode(), "A&#38;B &amp; 𠮷".encode()))
    assert (beside(first, words) or {})["氏名"] == "A&B & 𠮷"
    assert beside(first, with_sheet(ISSUED, xml.replace(b"</c><c ", b"</c> <c ", 1))) is None


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(made(ROWS, 氏名="様式!$D$1"), id="a name leads elsewhere"),
        pytest.param(made(ROWS.replace("B3*2", "B3*3")), id="another formula"),
        pytest.param(made(ROWS.replace(">氏名<", ">名前<")), id="another label"),
        pytest.param(made(ROWS.replace(f's="{ERA}"', f's="{TEXT}"')), id="another look"),
        pytest.param(made(ROWS + '<row r="9"/>'), id="one more row"),
        pytest.param(made(ROWS, more={"docProps/x.xml": "<x/>"}), id="one more part"),
        pytest.param(b"PK\x03\x04", id="cut short"),
        pytest.param(b"name,day", id="text"),
    ],
)
def test_what_is_of_another_make_has_to_be_opened(first: Template, other: bytes) -> None:
    """The slightest other difference, and nothing is said."""
    assert beside(first, other) is None


def test_a_person_saved_it_with_another_program() -> None:
    """What openpyxl (or Excel) saved is opened, and says the same."""
    makes, issued = Makes(), open_template(form(), "様式.xlsx").fill({"氏名": "小樽 花子", "欠席日数": 3}).data
    before = makes.read(issued, "様式.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(issued))
    book["様式 3"]["B6"] = "継続"
    out = io.BytesIO()
    book.save(out)
    assert makes.read(out.getvalue(), "様式.xlsx") == {**before, "新規継続": "継続"}
    assert makes.read(issued, "様式.xlsx") == before


def test_makes_in_any_order() -> None:
    """Six makes, each several times and in turns: every one says its own, those with a formula left out."""
    makes = Makes()
    blanks = [open_template(made(ROWS.replace("氏名<", f"氏名{n}<")), "様式.xlsx") for n in range(6)]
    for turn in range(3):
        for n, blank in enumerate(blanks):
            read = makes.read(blank.fill({"氏名": f"{n}-{turn}", "所見": n}).data, "様式.xlsx")
            assert (read["氏名"], read["所見"], "合計" in read) == (f"{n}-{turn}", n, False)


def test_a_damaged_one_among_them_is_named() -> None:
    """Reading beside never hides that a file is damaged."""
    makes = Makes()
    makes.read(FORM, "4月.xlsx")
    with pytest.raises(TemplateError, match=r"5月\.xlsx"):
        makes.read(FORM[:-30], "5月.xlsx")
