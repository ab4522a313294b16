"""Workbook, page, CSV and JSON of an invented school: read back, with hostile names in it."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pytest

from futoko_cli.core.summary import KEYS
from futoko_cli.reports.summary.as_csv import summary_csv
from futoko_cli.reports.summary.as_json import summary_result
from futoko_cli.reports.summary.figures import HIDDEN, Figures, figures_of
from futoko_cli.reports.summary.page import make_page
from futoko_cli.reports.summary.style import policy
from futoko_cli.reports.summary.workbook import make_workbook
from tests.summary.invent import school, with_totals, year_before

HOSTILE = {
    "青木": "=HYPERLINK(1)",
    "井上": "<script>alert(1)</script>",
    "木村": "\"&'><b>",
    "小川": "+81 090",
    "加藤": "http://example.invalid/",
}
SHEETS = ["概要", "学年・学級", "月別", "曜日", "児童生徒", "要注意"]


def book(figures: Figures) -> openpyxl.Workbook:
    """The workbook, read back; openpyxl warns that it does not know Excel's solid bars."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*extension is not supported")
        return openpyxl.load_workbook(io.BytesIO(make_workbook(figures)))


def charts(figures: Figures) -> int:
    """How many charts the workbook holds."""
    with zipfile.ZipFile(io.BytesIO(make_workbook(figures))) as package:
        return sum(name.startswith("xl/charts/chart") for name in package.namelist())


def rows(figures: Figures, title: str) -> list[dict[str, Any]]:
    """The rows of a sheet's table by heading."""
    head, *body = book(figures)[title].iter_rows(min_row=4, values_only=True)
    titles = [str(cell) for cell in head]
    return [dict(zip(titles, row, strict=True)) for row in body if any(cell is not None for cell in row)]


class Page(HTMLParser):
    """Tags with their attributes, and the text outside of style."""

    def __init__(self, text: str) -> None:
        """Parse at once."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if self.tags and self.tags[-1][0] != "style":
            self.texts.append(data)


def test_the_workbook_has_its_sheets_and_charts() -> None:
    """Six sheets; two charts on the front page; A4, one page wide, headings on each page, a number at the foot."""
    found = book(figures_of(school()))
    assert found.sheetnames == SHEETS
    assert charts(figures_of(school())) == 2
    for sheet in found:
        assert sheet.page_setup.paperSize in (9, "9")
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.oddFooter
        assert "ページ" in str(sheet.oddFooter.right.text)
    for title in SHEETS[1:]:
        assert found[title].freeze_panes
        assert found[title].auto_filter.ref
        assert found[title].print_title_rows


def test_numbers_are_numbers_and_dates_are_dates() -> None:
    """Of 1年1組 in May: 4 children, 20 days, 2 absences, 10.0%; 青木 reached nothing, so no date."""
    figures = figures_of(school({(1, "1"): ("青木 4/28- 欠*4", "井上 4/1- 出")}, upto="5/2"))
    (whole, *_) = rows(figures, "学年・学級")
    assert (whole["在籍"], whole["授業日数（延べ）"], whole["欠席"]) == (2, 4, 2)
    assert whole["欠席率"] == pytest.approx(0.5)
    assert whole["出席率"] == pytest.approx(0.5)
    (aoki,) = rows(figures, "児童生徒")
    assert aoki["今月の欠席"] == 2
    assert aoki["達した日"] == datetime(2025, 5, 1)  # noqa: DTZ001  Excel knows no zone
    assert aoki["増減"] == 0


def test_a_hostile_name_is_text() -> None:
    """A name that begins with = is a string, no formula, no link; a formula stands nowhere."""
    found = book(figures_of(school(names=HOSTILE)))
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row]
    named = [cell for cell in cells if cell.value == "=HYPERLINK(1)"]
    assert named
    assert all(cell.data_type == "s" for cell in named)
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_the_same_numbers_are_the_same_bytes() -> None:
    """Twice made, the same file."""
    assert make_workbook(figures_of(school())) == make_workbook(figures_of(school()))


def test_the_sheet_of_months_adds_up() -> None:
    """April and May are 年度計, in the table and in the table of classes below it."""
    april, may, year = rows(figures_of(school()), "月別")[:3]
    assert (april["月別"], may["月別"], year["月別"]) == ("4月", "5月", "年度計")
    for key in ("授業日数（延べ）", "欠席", "遅刻", "出停・忌引等"):
        assert april[key] + may[key] == year[key]
    assert may["備考"] == "［下限］未入力 延べ2日"


def test_masked_files_hold_no_name() -> None:
    """Neither workbook nor page nor JSON: keys only, and no column for names."""
    names = {"青木": "青木　太郎", "井上": "井上　花子", "木村": "木村　次郎"}
    figures = figures_of(school(names=names), masked=True)
    found = book(figures)
    text = "\n".join(str(cell.value) for sheet in found for row in sheet.iter_rows() for cell in row)
    for whole in (text, make_page(figures), str(summary_result(figures))):
        assert "1-1-01" in whole
        assert not [name for name in names.values() if name in whole or name[:2] in whole]
    assert "氏名" not in text


def test_shared_files_hold_no_child() -> None:
    """No list, no key, no calendar; hidden numbers are a star, and nobody takes it for a number."""
    figures = figures_of(school(), shared=True)
    found = book(figures)
    assert found.sheetnames == SHEETS[:4]
    text = "\n".join(str(cell.value) for sheet in found for row in sheet.iter_rows() for cell in row)
    for whole in (text, make_page(figures), str(summary_result(figures)), summary_csv(figures).decode("utf-8-sig")):
        assert not re.search(r"\d-\d-\d\d\b(?!\d)", re.sub(r"\d{4}-\d\d(-\d\d)?", "", whole))
        assert "青木" not in whole
    assert HIDDEN in text
    assert charts(figures) == 0  # no grade's rate and not every month's absences may be drawn
    assert summary_result(figures)["pupils"] == []


def test_last_year_stands_on_the_front_page() -> None:
    """The month, the month before, the same month a year before."""
    figures = figures_of(school(), last_year=year_before())
    head = [cell.value for cell in book(figures)["概要"][4]]
    assert head[:4] == ["全体", "2025年5月", "2025年4月", "2024年5月"]


def test_classes_stand_beside_the_month_before_and_grades_beside_last_year() -> None:
    """1年1組: 3 of 77 days in April; last year's 1年1組 had other children, its grade stands for it."""
    figures = figures_of(school(), last_year=year_before())
    found = {str(row["学年・学級"]).strip("　"): row for row in rows(figures, "学年・学級")}
    assert found["1年1組"]["4月の欠席率"] == pytest.approx(3 / 77)
    assert found["1年1組"]["前年度同月の欠席率"] is None
    assert found["1年"]["前年度同月の欠席率"] == pytest.approx(2 / 33)
    shared = figures_of(school(), shared=True, last_year=year_before())
    assert {row["学年・学級"]: row for row in rows(shared, "学年・学級")}["1年"]["4月の欠席率"] == HIDDEN


def test_nothing_counted_still_makes_files() -> None:
    """Without a school day: a sheet and a page that say so, and a CSV of headings."""
    whole = school(upto="4/1")
    figures = figures_of(whole)
    none = type(figures.summary)("2025-04", (), (), (), {})
    empty = Figures(whole, none, figures.mask, False, frozenset(), (), ())  # noqa: FBT003  a record's fields
    assert book(empty).sheetnames == ["概要"]
    assert "集計できる授業日がありません。" in make_page(empty)
    assert len(summary_csv(empty).decode("utf-8-sig").splitlines()) == 1
    assert summary_result(empty)["tallies"] == []


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    """No script, no link, no image, no address; the policy allows its own style sheet and nothing else."""
    text = make_page(figures_of(school(names=HOSTILE)))
    page = Page(text)
    assert {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "form", "a", "base"} == set()
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on") or a in ("src", "href", "style")]
    policies = [attrs["content"] for tag, attrs in page.tags if tag == "meta" and "http-equiv" in attrs]
    assert policies == [policy()]
    assert (policies[0] or "").startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in text
    assert "@import" not in text


def test_hostile_names_are_shown_as_they_are() -> None:
    """Parsed again, each name stands in the text, and none became a tag."""
    page = Page(make_page(figures_of(school(names=HOSTILE))))
    shown = "".join(page.texts)
    assert "<script>alert(1)</script>" in shown
    assert "\"&'><b>" in shown
    assert "b" not in {tag for tag, _ in page.tags}


def test_a_child_has_a_row_a_month_with_a_letter_a_day() -> None:
    """青木: April 7 病, 8 and 9 欠; May 1 and 2 欠: letters, so that no colour is needed."""
    text = make_page(figures_of(school()))
    aoki = text[text.index("1-1-01　青木") :]
    april, may = re.findall(r"<tr><th scope=\"row\">\d+月</th>(.*?)</tr>", aoki)[:2]
    letters = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in (april, may)]
    assert [len(row) for row in letters] == [31, 31]
    assert letters[0][6:9] == ["病", "欠", "欠"]
    assert letters[0][4:6] == ["", ""]  # Saturday and Sunday
    assert letters[1][0:2] == ["欠", "欠"]
    assert letters[1][6] == "・"


def test_the_csv_has_a_row_for_every_group_and_span() -> None:
    """BOM; school 8 rows (year, 2 months, 5 weekdays), five groups 3 each; a class is no date, a star no number."""
    data = summary_csv(figures_of(school(), last_year=year_before()))
    assert data.startswith(b"\xef\xbb\xbf")
    head, *body = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert [row[0] for row in body].count("2025") == 8 + 5 * 3
    assert {row[0] for row in body} == {"2025", "2024"}
    found = {(row[1], row[4]): dict(zip(head, row, strict=True)) for row in body if row[0] == "2025"}
    assert found["1年1組", "2025-04"]["欠席"] == "3"
    assert found["1年1組", "2025-04"]["欠席率"] == "3.9%"
    assert found["全体", "年度計"]["備考"] == "［下限］未入力 延べ2日"
    shared = list(csv.reader(io.StringIO(summary_csv(figures_of(school(), shared=True)).decode("utf-8-sig"))))
    assert any(HIDDEN in row for row in shared)


NULL = type(None)
TALLY: dict[str, Any] = {
    "group": str,
    "grade": (int, NULL),
    "class": (str, NULL),
    "span": str,
    "enrolled": (int, NULL),
    "children": (int, NULL),
    "school_dates": int,
    "days": dict,
    "absence_rate": (float, int, NULL),
    "lower_bound": bool,
    "classes_behind": list,
    "children_absent": (int, NULL),
    "children_late_early": (int, NULL),
    "at_least": dict,
    "stages": list,
}
PUPIL: dict[str, Any] = {
    "key": str,
    "grade": (int, NULL),
    "class": str,
    "number": (int, NULL),
    "name": (str, NULL),
    "absent_in_month": int,
    "absent": int,
    "consecutive": int,
    "late_early_in_month": int,
    "late_early_month_before": (int, NULL),
    "previous_year_absences": (int, NULL),
    "stage": (str, NULL),
    "signs": list,
}


@pytest.mark.parametrize("shared", [False, True])
def test_the_json_keeps_its_keys(*, shared: bool) -> None:
    """The contract of docs/json.md: other programs rely on these keys."""
    result = summary_result(figures_of(with_totals(school()), shared=shared, last_year=year_before()))
    assert list(result)[:3] == ["futoko_result_version", "command", "policy"]
    assert result["command"] == "summary"
    assert {"month", "shared", "tallies", "last_year", "pupils", "totals_only", "issues"} <= set(result)
    assert (result["month"], result["shared"], result["totals_only"]) == ("2025-05", shared, 1)
    assert set(result["last_year"]) == {"school_year", "as_of", "tallies"}
    for records, shape in (
        (result["tallies"], TALLY),
        (result["last_year"]["tallies"], TALLY),
        (result["pupils"], PUPIL),
    ):
        for record in records:
            assert list(record) == list(shape)
            assert all(isinstance(record[key], kind) for key, kind in shape.items())
    tally = result["tallies"][0]
    assert list(tally["days"]) == list(KEYS)
    assert list(tally["at_least"]) == ["30", "50", "90"]
    assert set(tally["stages"][0]) == {"id", "label", "active", "reached"}
    assert bool(result["pupils"]) != shared
    assert summary_result(figures_of(school()))["last_year"] is None


def test_every_date_of_the_invented_school_lies_in_its_year() -> None:
    """The register of the year before ends a year before."""
    assert (school().as_of, year_before().as_of) == (date(2025, 5, 9), date(2024, 5, 10))
