"""The shipped forms: one A4 page, fonts that Windows has, no colour, boxes that hold what people write."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from futoko_cli.forms.field import Form
from scripts.make_templates import main
from scripts.templates.canvas import COLUMNS
from scripts.templates.catalogue import DRAWN
from scripts.templates.page import forms_page
from tests.command import ROOT
from tests.templates.fill import TEMPLATES, forms, longest, shipped, to_pdf

FORMS = pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
PRINTER = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")), reason="LibreOffice or pdfinfo is not installed"
)
_A4_HEIGHT = 297


def test_script_makes_what_is_shipped(tmp_path: Path) -> None:
    """The script writes the same bytes as in the repository, and nothing else lies there."""
    main(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    shipped = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.xlsx")}
    assert made.keys() == shipped.keys() == {form.file for form in forms()}
    assert [name for name in made if made[name] != shipped[name]] == [], "run: python scripts/make_templates.py"


@FORMS
def test_page_setup(form: Form) -> None:
    """A4 upright, all of it on one page, which is nearly its own size."""
    sheet = load_workbook(TEMPLATES / form.file)[form.title]
    canvas = DRAWN[form.id]()
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    fitted = sheet.sheet_properties.pageSetUpPr
    assert fitted
    assert fitted.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 1), (None, None))  # 1 is the default
    assert sheet.print_area == f"'{form.title}'!$A$1:$BL${len(canvas.heights)}"
    assert _A4_HEIGHT * 0.9 < sum(canvas.heights) < _A4_HEIGHT


@FORMS
def test_fonts_and_no_colour(form: Form) -> None:
    """ＭＳ 明朝 and ＭＳ ゴシック from 7 points up; no fill, no colour."""
    sheet = load_workbook(TEMPLATES / form.file)[form.title]
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.font.name in ("ＭＳ 明朝", "ＭＳ ゴシック")
            assert cell.font.sz >= 7
            assert cell.fill.fill_type is None
            assert cell.font.color is None or cell.font.color.rgb in (None, "FF000000") or cell.font.color.theme == 1


@FORMS
def test_boxes_lie_side_by_side(form: Form) -> None:
    """No box overlaps another or leaves the page, and every rule belongs to a box."""
    canvas = DRAWN[form.id]()
    covered: set[tuple[int, int]] = set()
    for box in canvas.boxes:
        own = {(row, col) for row in range(box.row, box.last_row + 1) for col in range(box.col, box.last_col + 1)}
        assert covered.isdisjoint(own), box
        assert box.last_col < COLUMNS
        assert box.last_row < len(canvas.heights)
        covered |= own
    assert {(row, col) for row, col, _ in canvas.rules} <= covered


@PRINTER
@pytest.mark.slow
def test_one_page_blank_and_full(tmp_path: Path) -> None:
    """Printed empty, and with the longest plausible answers, each form is one A4 page."""
    books = []
    for form in forms():
        for state, data in (
            ("blank", (TEMPLATES / form.file).read_bytes()),
            ("full", shipped(form).fill(longest(form)).data),
        ):
            books.append(tmp_path / f"{form.id}-{state}.xlsx")
            books[-1].write_bytes(data)
    for pdf in to_pdf(books, tmp_path):
        told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
        facts = {key: value.strip() for key, _, value in (line.partition(":") for line in told.splitlines())}
        assert (facts["Pages"], facts["Page size"].rsplit(" ", 1)[1]) == ("1", "(A4)"), pdf.name


def test_page_of_the_docs_is_fresh() -> None:
    """docs/forms.md says what the forms and the templates say."""
    page = (ROOT / "docs" / "forms.md").read_text(encoding="utf-8")
    assert page == forms_page(), "run: python -m scripts.templates.page"
    for form in forms():
        for field in form.fields:
            assert f"| `{field.name}` | {field.label} |" in page


def test_picture_is_small() -> None:
    """The picture that the page shows is there and under 150 kB."""
    picture = ROOT / "docs" / "pictures" / "monthly-form.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 150_000
