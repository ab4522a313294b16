"""district.xlsx: its cells are the view's numbers; it prints; shared, it holds no child and no small number."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import warnings
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from futoko_cli.core.summary import YEAR
from futoko_cli.district.result import Run, SchoolResult
from futoko_cli.district.rollup import ALL, DISTRICT, roll_up
from futoko_cli.district.school import school_result
from futoko_cli.district.view import Group, View, view_of
from futoko_cli.ingest.own_files import is_own_table
from futoko_cli.reports.district.workbook import make_workbook
from futoko_cli.reports.summary.figures import HIDDEN
from tests.district.drawn_school import drawn_school
from tests.summary.invent import Classes, school
from tests.templates.fill import to_pdf

HOSTILE = ("=1+1", "+cmd|' /C calc'!A1", "-1", "@SUM(A1)", "http://example.invalid/", "緑小\n第二", "<b>&amp;")
#: Twelve children of a class; the eleventh has not been met since the last days of April.
LARGE: Classes = {
    (grade, "1"): (
        *(f"児{grade}{n} 4/{7 + n % 3}- 欠遅病 5/{7 + n % 2}- 欠" for n in range(10)),
        f"遠{grade} 4/7- 欠*22",
    )
    for grade in (1, 2)
}
PRINTER = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")), reason="LibreOffice or pdfinfo is not installed"
)


def results(named: bool = False) -> tuple[SchoolResult, ...]:
    """Three schools that can be read, an empty folder and one that could not be read."""
    one = school_result(school(LARGE), "01校", code="B1", named=named)
    two = replace(school_result(school(LARGE, upto="4/30"), "02校"), name="見本市立第二小学校")
    three = replace(school_result(school(), "03校"), behind=("1-2",), name="見本市立第三小学校")
    empty = SchoolResult("04校", outcome="empty", error="出席簿がありません。", hint="出席簿を置いてください。")
    return one, two, three, empty, SchoolResult("05校", outcome="failed", error="出席簿が読めません。")


def view(*schools: SchoolResult, shared: bool = False, before: tuple[SchoolResult, ...] = ()) -> View:
    """The roll-up of some schools as it may be shown."""
    last = roll_up(Run(before), 2024) if before else None
    return view_of(roll_up(Run(schools or results())), shared=shared, last_year=last)


def year_ago() -> tuple[SchoolResult, ...]:
    """The first school as it may have been a year before."""
    (one, *_) = results()
    rows = tuple(replace(row, span=row.span.replace("2025", "2024")) for row in one.rows)
    return (replace(one, school_year=2024, as_of="2024-05-09", rows=rows),)


def book(shown: View) -> Workbook:
    """The workbook, read again; openpyxl warns that it does not know Excel's solid bars."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*extension is not supported")
        return load_workbook(io.BytesIO(make_workbook(shown)))


def table(sheet: Any) -> list[dict[str, Any]]:  # noqa: ANN401  openpyxl's sheets have no common type
    """The rows of a sheet's first table by their headings."""
    head, *body = list(sheet.iter_rows(min_row=4, values_only=True))
    titles = [title for title in head if title]
    rows = []
    for row in body:
        if all(value is None for value in row):
            break
        rows.append(dict(zip(titles, row, strict=False)))
    return rows


def charts(shown: View) -> int:
    """How many charts the workbook holds."""
    with zipfile.ZipFile(io.BytesIO(make_workbook(shown))) as package:
        return sum(bool(re.fullmatch(r"xl/charts/chart\d+\.xml", name)) for name in package.namelist())


def test_every_school_stands_with_its_numbers() -> None:
    """学校: the newest month of each school read, its last day counted, and what is to be asked."""
    shown = view()
    rows = table(book(shown)["学校"])
    assert [(row["学校コード"], row["最後に数えた日"]) for row in rows] == [
        ("B1", "2025-05-09"),
        ("", "2025-04-30"),
        ("", "2025-05-09"),
    ]
    for place in (0, 2):
        group, row = Group(place, ALL, "2025-05"), rows[place]
        assert row["在籍"] == shown.value(group, "enrolled")
        assert row["欠席（延べ日数）"] == shown.value(group, "absent")
        assert row["連続7日に達した"] == shown.value(group, "run")
        assert row["欠席率"] == pytest.approx(float(shown.rate(group) or 0))
        assert row["30日以上（千人当たり）"] == pytest.approx(float(shown.per_1000(group) or 0))
    assert rows[1]["在籍"] is None  # it has no day in May
    assert rows[1]["備考"].startswith("入力の遅れ")
    assert rows[2]["備考"].startswith("未入力の学級: 1-2")


def test_grades_and_months_are_those_of_all_schools() -> None:
    """学年 and 月別 add the schools up; 年度計 stands last."""
    shown = view()
    whole = book(shown)
    grades = {(row["学年"], row["期間"]): row for row in table(whole["学年"])}
    assert grades["1年", "年度計"]["欠席した人数"] == shown.value(Group(DISTRICT, 1, YEAR), "by:absent")
    assert grades["全学年", "5月"]["欠席（延べ日数）"] == shown.value(Group(DISTRICT, ALL, "2025-05"), "absent")
    months = table(whole["月別"])
    assert [(row["期間"], row["学校数"]) for row in months] == [("4月", 3), ("5月", 2), ("年度計", 3)]
    course = table(whole["欠席率の推移"])
    assert course[0]["学校"] == "全校"
    assert course[1]["4月"] == pytest.approx(float(shown.rate(Group(0, ALL, "2025-04")) or Fraction(-1)))


def test_whom_nobody_has_met_is_listed_by_key() -> None:
    """Longest first; a name only where the run was asked for names."""
    rows = table(book(view())["会えていない"])
    assert [(row["学校"], row["キー"], row["会えていない授業日"]) for row in rows] == [
        ("見本市立第一小学校", "1-1-11", 22),
        ("見本市立第一小学校", "2-1-11", 22),
    ]
    assert "氏名" not in rows[0]
    assert [row["氏名"] for row in table(book(view(*results(named=True)))["会えていない"])] == ["遠1", "遠2"]


def test_schools_to_be_asked_stand_together() -> None:
    """確かめる学校: without registers, not readable, late, a class not entered."""
    rows = table(book(view())["確かめる学校"])
    assert [(row["学校"], row["何が"]) for row in rows] == [
        ("04校", "出席簿なし"),
        ("05校", "読めない"),
        ("見本市立第二小学校", "入力の遅れ"),
        ("見本市立第三小学校", "未入力の学級"),
    ]
    assert rows[0]["くわしく"] == "出席簿がありません。 出席簿を置いてください。"


def test_last_year_stands_beside() -> None:
    """概要 and 月別 have it, and the line of months a second one; without it neither."""
    shown = view(before=year_ago())
    whole = book(shown)
    assert [cell.value for cell in whole["概要"][4]][:5] == ["全校", "2025年5月", "2025年4月", "2024年5月", "2025年度"]
    assert [row["前年度の欠席率"] is None for row in table(whole["月別"])] == [False, False, False]
    assert [cell.value for cell in book(view())["概要"][4]][:4] == ["全校", "2025年5月", "2025年4月", "2025年度"]
    assert charts(shown) == 2


def test_shared_it_holds_no_child_and_no_small_number() -> None:
    """Fewer sheets, no key, no number that the view hides; ＊ in its place; nothing behind a chart either."""
    shown = view(shared=True)
    whole = book(shown)
    assert whole.sheetnames == ["概要", "学校", "学年", "月別"]
    texts = [str(cell.value) for sheet in whole for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert HIDDEN in texts
    assert not [text for text in texts if re.search(r"\d-\d-\d\d\b", re.sub(r"\d{4}-\d\d-\d\d", "", text))]
    assert charts(shown) < 2
    for place, row in enumerate(table(whole["学校"])):
        for title, key in (("30日以上", "at_least_30"), ("断続10日に達した", "sum"), ("欠席した人数", "by:absent")):
            value = shown.value(Group(place, ALL, "2025-05"), key)
            there = shown.rollup.figures(place, ALL, "2025-05") is not None
            assert row[title] == (value if value is not None else HIDDEN if there else None)


@pytest.mark.parametrize("shared", [False, True])
def test_no_number_of_the_workbook_is_one_the_view_hides(*, shared: bool) -> None:
    """In drawn schools: each whole number of 学年 and 月別 is the view's own, or hidden in both."""
    schools = [school_result(drawn_school(seed, 14, 60), f"{seed}校") for seed in (3, 7)]
    shown = view(*[replace(each, as_of="2025-06-01") for each in schools], shared=shared)
    months = {row["期間"]: row for row in table(book(shown)["月別"])}
    for month in shown.rollup.months:
        for title, key in (("連続7日に達した", "run"), ("20授業日会えていない", "unmet"), ("在籍", "enrolled")):
            value = shown.value(Group(DISTRICT, ALL, month), key)
            assert months[f"{int(month[-2:])}月"][title] == (HIDDEN if value is None else value)


def test_hostile_names_stay_texts() -> None:
    """No formula and no link, whatever a school is called."""
    (one, *_) = results()
    schools = [replace(one, folder=f"{n}", name=name, code=name) for n, name in enumerate(HOSTILE)]
    data = make_workbook(view(*schools))
    whole = book(view(*schools))
    assert [row["学校"] for row in table(whole["学校"])] == list(HOSTILE)
    assert {cell.data_type for sheet in whole for row in sheet.iter_rows() for cell in row} <= {"n", "s"}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<hyperlink" in sheet or b"<f>" in sheet for sheet in sheets)


def test_every_table_is_frozen_filtered_and_set_up_for_paper() -> None:
    """A4, one page wide, headings on every page, a filter over the table and no further."""
    whole = book(view())
    for sheet in whole:
        properties: Any = sheet.sheet_properties
        assert int(sheet.page_setup.paperSize or 0) == 9
        assert properties.pageSetUpPr.fitToPage
        if sheet.title != "概要":
            assert sheet.freeze_panes
            assert sheet.print_title_rows == "$4:$4"
            assert sheet.auto_filter.ref.startswith("A4:")
            assert int(re.sub(r"\D", "", sheet.auto_filter.ref.split(":")[1])) == 4 + len(table(sheet))


def test_the_same_results_are_the_same_file() -> None:
    """Byte for byte, and no author."""
    assert make_workbook(view()) == make_workbook(view())
    assert not book(view()).properties.creator


def test_nothing_counted_still_makes_a_workbook() -> None:
    """Only folders without registers: a sheet that says so, and the schools."""
    whole = book(view(*results()[3:]))
    assert whole.sheetnames == ["概要", "確かめる学校"]
    assert whole["概要"]["A4"].value == "集計できる学校がありません。"


def test_it_is_never_read_as_a_register() -> None:
    """Every sheet is known as our own, wherever the workbook lies."""
    for sheet in book(view()):
        assert is_own_table(list(sheet.iter_rows(values_only=True)))


@PRINTER
@pytest.mark.slow
def test_each_sheet_prints_on_one_page(tmp_path: Path) -> None:
    """Eight sheets, eight pages of A4; as LibreOffice prints them."""
    path = tmp_path / "district.xlsx"
    path.write_bytes(make_workbook(view(before=year_ago())))
    (printed,) = to_pdf([path], tmp_path)
    told = subprocess.run(["pdfinfo", "-l", "99", printed], capture_output=True, text=True, check=True, timeout=60)
    sizes = [line.split(":")[1].strip() for line in told.stdout.splitlines() if "size:" in line and "Page" in line]
    assert len(sizes) == len(book(view()).sheetnames)
    for size in sizes:
        assert sorted(round(float(part.split()[0])) for part in size.split(" x ")) == [595, 842]
