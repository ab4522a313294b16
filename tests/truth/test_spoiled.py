"""Spoiled registers: nothing is guessed, nothing is dropped in silence, every cell is named."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import openpyxl.utils
import pytest

from tests.truth.loop import expect_all
from tests.truth.run import Outcome, scan
from tests.truth.school import Klass, School, make_calendar, make_school
from tests.truth.writers.grid import grid
from tests.truth.writers.look import Look
from tests.truth.writers.paper import Paper, save
from tests.truth.writers.per_period import by_subject, by_week
from tests.truth.writers.totals import totals

if TYPE_CHECKING:
    from pathlib import Path

ONE = (Klass(1, "1"),)
HEAD = 4  # rows above the first pupil of the plainest grid
DAY = 2  # columns before the first day


def _school(seed: int = 5, *, until: date = date(2025, 6, 20)) -> School:
    return make_school(seed, classes=ONE, size=5, until=until, transfers=False, closure=False)


def _present_day(school: School, number: int, month: int) -> tuple[date, str]:
    """A day of the month on which the pupil was plainly at school, and its cell in the plainest grid."""
    child = school.children[number - 1]
    day = next(d for d in school.school_days() if d.month == month and school.kind(child, d) == "present")
    return day, _cell(number, day.day)


def _cell(number: int, day: int) -> str:
    return f"{openpyxl.utils.get_column_letter(DAY + day)}{HEAD + number}"


def _calendar(school: School, folder: Path) -> tuple[str, ...]:
    path = folder / "暦.csv"
    path.write_text(school.calendar.csv(), encoding="utf-8")
    return ("--calendar", str(path), "--as-of", school.until.isoformat())


def _written(school: School, folder: Path, look: Look | None = None) -> Path:
    (path,) = save(grid(school, look or Look(totals=False)), folder, "xlsx")
    return path


def _spoil(path: Path, changes: dict[tuple[str, str], str | int | None]) -> None:
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in changes.items():
        book[sheet][cell] = value
    book.save(path)


def _same_counts(outcome: Outcome, school: School, keys: set[str] | None = None) -> None:
    expected = expect_all(school)
    for key in keys if keys is not None else expected:
        pupil = outcome.pupils[key]
        assert (key, pupil["days"]["absent"]) == (key, expected[key].absent)
        assert (key, pupil["consecutive"]["longest"]) == (key, expected[key].longest)


@pytest.mark.parametrize("mark", ["×", "△", "χ", "欠?", "8"])
def test_unknown_mark(mark: str, tmp_path: Path) -> None:
    """A mark without a meaning is named with its cell, never counted, and the exit code is 1."""
    school = _school()
    path = _written(school, tmp_path)
    _, first = _present_day(school, 1, 5)
    _, second = _present_day(school, 2, 6)
    _spoil(path, {("1-1 5月", first): mark, ("1-1 6月", second): mark})
    outcome = scan([path], *_calendar(school, tmp_path))
    found = {(issue["sheet"], issue["cell"]) for issue in outcome.issues("mark-unknown")}
    assert outcome.code == 1
    assert found == {("1-1 5月", first), ("1-1 6月", second)}
    assert all(issue["file"] == path.name and issue["hint"] for issue in outcome.issues("mark-unknown"))
    _same_counts(outcome, school)


def test_marks_file_settles_an_unknown_mark(tmp_path: Path) -> None:
    """One line in the marks file gives the mark its meaning."""
    school = _school()
    path = _written(school, tmp_path)
    _, cell = _present_day(school, 1, 5)
    _spoil(path, {("1-1 5月", cell): "×"})
    marks = tmp_path / "marks.toml"
    marks.write_text('[marks]\n"×" = "absent"\n', encoding="utf-8")
    outcome = scan([path], "--marks", str(marks), *_calendar(school, tmp_path))
    assert outcome.code == 0
    assert outcome.pupils["1-1-01"]["days"]["absent"] == expect_all(school)["1-1-01"].absent + 1


def test_mark_on_a_sunday(tmp_path: Path) -> None:
    """A mark on a day without school is reported with its cell and not counted."""
    school = _school()
    path = _written(school, tmp_path)
    cell = _cell(2, 11)  # 2025-05-11 is a Sunday
    _spoil(path, {("1-1 5月", cell): "／"})
    outcome = scan([path], *_calendar(school, tmp_path))
    assert [issue["cell"] for issue in outcome.issues("mark-on-non-school-day")] == [cell]
    assert outcome.code == 1
    _same_counts(outcome, school)


def test_the_31st_of_june(tmp_path: Path) -> None:
    """A mark in the column of a day the month does not have is an impossible date."""
    school = _school()
    path = _written(school, tmp_path, Look(extent="31", totals=False))
    _spoil(path, {("1-1 6月", _cell(3, 31)): "／"})
    outcome = scan([path], *_calendar(school, tmp_path))
    assert [issue["cell"] for issue in outcome.issues("date-impossible")] == [_cell(3, 31)]
    assert outcome.code == 1
    _same_counts(outcome, school)


def test_printed_total_is_wrong(tmp_path: Path) -> None:
    """A printed total that its cells do not say is reported; the cells count."""
    school = _school()
    path = _written(school, tmp_path, Look())
    cell = f"{openpyxl.utils.get_column_letter(DAY + 31 + 1)}{HEAD + 4}"
    _spoil(path, {("1-1 5月", cell): 27})
    outcome = scan([path], *_calendar(school, tmp_path))
    assert [issue["cell"] for issue in outcome.issues("total-differs")] == [cell]
    _same_counts(outcome, school)


def test_merged_header_cells(tmp_path: Path) -> None:
    """A header merged sideways and downwards changes nothing."""
    school = _school()
    path = _written(school, tmp_path)
    book = openpyxl.load_workbook(path)
    for sheet in book:
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("B3:B4")
    book.save(path)
    outcome = scan([path], *_calendar(school, tmp_path))
    assert outcome.code == 0
    _same_counts(outcome, school)


def test_missing_month_is_said(tmp_path: Path) -> None:
    """A month without a sheet is reported: the total is a lower bound."""
    school = _school(until=date(2025, 7, 11))
    path = _written(school, tmp_path)
    book = openpyxl.load_workbook(path)
    del book["1-1 5月"]
    book.save(path)
    outcome = scan([path], *_calendar(school, tmp_path))
    text = " ".join(issue["message"] for issue in outcome.data["issues"])
    assert "5月" in text or "2025-05" in text


def test_a_child_written_twice(tmp_path: Path) -> None:
    """The same row twice in one sheet is reported and not counted twice."""
    school = _school()
    path = _written(school, tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["1-1 5月"]
    for col in range(1, DAY + 32):
        sheet.cell(HEAD + 6, col).value = sheet.cell(HEAD + 2, col).value
    book.save(path)
    outcome = scan([path], *_calendar(school, tmp_path))
    assert outcome.issues("pupil-duplicate") or outcome.issues("cell-conflict")
    _same_counts(outcome, school, {child.key for child in school.children})


def test_a_number_used_by_two_children(tmp_path: Path) -> None:
    """Two names under one number in one sheet: reported, and the days of neither are given to the other."""
    school = _school()
    path = _written(school, tmp_path)
    _spoil(path, {(f"1-1 {month}月", f"A{HEAD + 2}"): 1 for month in (4, 5, 6)})
    outcome = scan([path], *_calendar(school, tmp_path))
    assert outcome.issues("pupil-duplicate")
    assert outcome.code == 1
    _same_counts(outcome, school, {"1-1-03", "1-1-04", "1-1-05"})


def test_a_name_that_differs(tmp_path: Path) -> None:
    """One number with another child's name in one month is reported."""
    school = _school()
    path = _written(school, tmp_path)
    _spoil(path, {("1-1 5月", f"B{HEAD + 2}"): "別人　かすみ"})
    outcome = scan([path], *_calendar(school, tmp_path))
    assert outcome.issues("pupil-name-differs")
    assert outcome.code == 1


@pytest.mark.parametrize(("one", "other"), [("髙城　凛", "高城 凛"), ("石﨑　一", "石崎一"), ("林　ﾐﾉﾘ", "林 ミノリ")])
def test_the_same_name_written_differently(one: str, other: str, tmp_path: Path) -> None:
    """髙/高, 﨑/崎, width and spaces are one name."""
    school = _school()
    path = _written(school, tmp_path)
    cell = f"B{HEAD + 2}"
    _spoil(path, {("1-1 4月", cell): one, ("1-1 5月", cell): other, ("1-1 6月", cell): one})
    outcome = scan([path], *_calendar(school, tmp_path))
    assert outcome.issues("pupil-name-differs") == []
    _same_counts(outcome, school)


def test_the_same_file_twice(tmp_path: Path) -> None:
    """A copy of a file changes no count."""
    school = _school()
    path = _written(school, tmp_path)
    copy = tmp_path / "出席簿 - コピー.xlsx"
    shutil.copy(path, copy)
    outcome = scan([path, copy], *_calendar(school, tmp_path))
    _same_counts(outcome, school)


def test_two_files_disagree(tmp_path: Path) -> None:
    """Two files that say different things of one day: both cells are named, the day is not counted."""
    school = _school()
    path = _written(school, tmp_path)
    other = tmp_path / "別の出席簿.xlsx"
    shutil.copy(path, other)
    _, cell = _present_day(school, 1, 5)
    _spoil(path, {("1-1 5月", cell): "／"})
    _spoil(other, {("1-1 5月", cell): "チ"})
    outcome = scan([path, other], *_calendar(school, tmp_path))
    assert outcome.issues("cell-conflict")
    assert outcome.code == 1
    _same_counts(outcome, school)


def test_truncated_file_beside_good_ones(tmp_path: Path) -> None:
    """A broken file is named; the others are counted; the exit code is 1."""
    school = make_school(6, size=4, until=date(2025, 6, 20), transfers=False)
    paths = save(grid(school, Look(arrange="class-files", stem="{class}", names="month")), tmp_path, "xlsx")
    content = paths[0].read_bytes()
    paths[0].write_bytes(content[: len(content) // 2])
    outcome = scan(paths, *_calendar(school, tmp_path))
    assert [issue["file"] for issue in outcome.issues("file-unreadable")] == [paths[0].name]
    assert outcome.code == 1
    _same_counts(outcome, school, {key for key in expect_all(school) if not key.startswith("1-1-")})


def test_rows_and_sheets_in_any_order(tmp_path: Path) -> None:
    """Shuffled sheets and rows are the same register."""
    school = _school()
    books = grid(school, Look(totals=False))
    books[0].sheets.reverse()
    for sheet in books[0].sheets:
        _swap_rows(sheet, HEAD, HEAD + 3)
    outcome = scan(save(books, tmp_path, "xlsx"), *_calendar(school, tmp_path))
    assert outcome.code == 0
    _same_counts(outcome, school)


def _swap_rows(sheet: Paper, one: int, other: int) -> None:
    change = {one: other, other: one}
    sheet.cells = {(change.get(row, row), col): value for (row, col), value in sheet.cells.items()}


@pytest.mark.parametrize("writer", [by_week, by_subject], ids=["week", "subjects"])
def test_per_period_is_refused(writer: object, tmp_path: Path) -> None:
    """A register by period is refused by name and nothing is counted from it."""
    assert callable(writer)
    school = _school()
    outcome = scan(save(writer(school), tmp_path, "xlsx"), *_calendar(school, tmp_path))
    assert outcome.code in (1, 5)
    assert outcome.issues("layout-per-period")
    assert outcome.data["pupils"] == []


@pytest.mark.parametrize("per_class", [True, False], ids=["file-each", "one-book"])
def test_totals_say_nothing_of_runs(tmp_path: Path, *, per_class: bool) -> None:
    """Totals alone give no run, no episode and no stage that needs days."""
    school = _school()
    outcome = scan(save(totals(school, per_class=per_class), tmp_path, "xlsx"), *_calendar(school, tmp_path))
    assert outcome.issues("totals-only")
    assert all(not pupil.get("episodes") for pupil in outcome.data.get("pupils", []))


def test_hidden_copy_is_not_counted(tmp_path: Path) -> None:
    """A hidden sheet is left out and said so."""
    school = make_school(9, classes=ONE, size=4, until=date(2025, 5, 30), calendar=make_calendar(), transfers=False)
    path = _written(school, tmp_path, Look(old_copy=True))
    outcome = scan([path], *_calendar(school, tmp_path))
    assert [issue["sheet"] for issue in outcome.issues("sheet-hidden")] == ["分校（旧）"]
    _same_counts(outcome, school)
