"""Laws of filling: what was filled is read back, and everything outside the cells is as it was."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from futoko_cli.core.model import a1
from futoko_cli.splice.escape import escaped, plain_lines, unescaped
from futoko_cli.splice.model import CellValue
from futoko_cli.splice.template import open_template
from tests.splice.packages import DATE, differing, part, workbook

CELLS = [(row, col) for row in range(6) for col in range(5)]
TEXTS = st.text(max_size=40) | st.sampled_from(["=1+1", "@SUM", "_x000D_", "_x005F_x0041_", "\ud800", "𠮷", "\u202e"])
VALUES = (
    TEXTS
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates(date(1900, 3, 1), date(2100, 1, 1))
)
SPELLED = re.compile("_x[0-9A-F]{4}_")


@given(st.text() | st.from_regex(r"(_x[0-9A-Fa-f]{0,4}_?|[\x00-\x1f&<>]){0,6}", fullmatch=True))
def test_every_text_survives_its_spelling(text: str) -> None:
    """Escaped and read again, only line breaks may have become LF."""
    xml = escaped(plain_lines(text)).decode()
    assert not re.search("[\x00-\x08\x0b-\x1f]", xml)
    plain = xml.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert unescaped(plain) == plain_lines(text)


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """Rows and cells some of which exist, self-closed or not, empty or full, with and without a formula."""
    rows = []
    for row in range(6):
        if draw(st.booleans()):
            cells = "".join(
                draw(
                    st.sampled_from(
                        [
                            "",
                            f'<c r="{a1(row, col)}" s="{DATE}"/>',
                            f'<c s="{DATE}" r="{a1(row, col)}" t="b" ><v>1</v></c>',
                            f"<c t='str' r='{a1(row, col)}' s='{DATE}'><v>a&lt;b</v></c>",
                            f'<c r="{a1(row, col)}" s="{DATE}"><f>1+1</f><v>2</v></c>',
                        ]
                    )
                )
                for col in range(5)
            )
            rows.append(
                f'<row r="{row + 1}">{cells}</row>' if cells or draw(st.booleans()) else f'<row r="{row + 1}" ht="9"/>'
            )
    return "".join(rows) or draw(st.sampled_from(["", "<sheetData/>"]))


@given(sheets(), st.dictionaries(st.sampled_from(CELLS), VALUES, max_size=12))
@settings(max_examples=200, deadline=None)
def test_what_is_filled_is_read_back(data: str, values: dict[tuple[int, int], CellValue]) -> None:
    """Every value in any cell; every cell that got none is as it was; no other part changes but for formulas."""
    names = {f"名{row}_{col}": f"様式!${a1(0, col)[:-1]}${row + 1}" for row, col in CELLS}
    book = workbook(data, names)
    template = open_template(book, "様式.xlsx")
    before = template.read()
    made = template.fill({f"名{row}_{col}": value for (row, col), value in values.items()})
    after = open_template(made.data, "様式.xlsx").read()
    skipped = {change.name for change in made.receipt.skipped}
    formulas = {name for name, (target,) in template.targets.items() if target.formula}
    assert skipped == formulas & {f"名{row}_{col}" for row, col in values}
    written = bool(made.receipt.changes)
    for row, col in CELLS:
        name = f"名{row}_{col}"
        styled = template.targets[name][0].shows == "date"
        if name in formulas:
            assert after[name] == (None if written and made.receipt.parts else before[name])
        elif (row, col) in values:
            assert after[name] == shown(values[row, col], styled=styled)
        else:
            assert after[name] == before[name]
    changed = differing(book, made.data)
    assert set(changed) <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert list(made.receipt.parts) == changed
    outside = re.compile("<sheetData.*</sheetData>|<sheetData/>", re.DOTALL)
    assert outside.sub("", part(book)) == outside.sub("", part(made.data))


def shown(value: CellValue, *, styled: bool) -> CellValue | None:
    """What a cell gives back for a value; in a date cell a number may be a date."""
    from futoko_cli.splice.escape import day_of, japanese

    if isinstance(value, str):
        text = plain_lines(value)
        ticks: dict[str, CellValue | None] = {"☑": True, "☐": False, "": None}
        return ticks.get(text, text)
    if isinstance(value, date):
        return value if styled else japanese(value)
    if isinstance(value, bool) or not styled:
        return value
    day = day_of(value, False)  # noqa: FBT003  the workbook counts from 1900
    return value if day is None else day
