"""Corners of the domain: calendars that overrule, classes not entered, children who move, masked output."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.truth.loop import expect_all
from tests.truth.run import differences, scan
from tests.truth.school import Child, Klass, School, make_school
from tests.truth.writers.grid import grid
from tests.truth.writers.long_list import Listing, long_list
from tests.truth.writers.look import Look
from tests.truth.writers.paper import Book, save

if TYPE_CHECKING:
    from pathlib import Path

ONE = (Klass(1, "1"),)


def _school(*, classes: tuple[Klass, ...] = ONE, until: date = date(2025, 6, 20)) -> School:
    return make_school(31, classes=classes, size=4, until=until, transfers=False, closure=False)


def _write(books: list[Book], school: School, folder: Path, kind: str = "xlsx", more: str = "") -> list[str]:
    """Files and options as arguments of the scan."""
    (folder / "暦.csv").write_text(school.calendar.csv() + more, encoding="utf-8")
    paths = save(books, folder, kind)
    return [*map(str, paths), "--calendar", str(folder / "暦.csv"), "--as-of", school.until.isoformat()]


def test_calendar_closes_one_class(tmp_path: Path) -> None:
    """学級閉鎖 in the calendar for one class: its children's day is a closure, the other class has school."""
    school = _school(classes=(Klass(1, "1"), Klass(1, "2")))
    day = date(2025, 6, 9)
    for child in school.children:
        school.days[child.key].pop(day, None)
    books = grid(school, Look())
    for child in school.members(Klass(1, "1")):
        school.days[child.key][day] = "class_closure"
    rows = [line.split(",") for line in school.calendar.csv().splitlines()[1:]]
    table = "".join(f"{dates},{kind},,,{note}\n" for dates, kind, note in rows)
    path = tmp_path / "暦.csv"
    path.write_text(f"日付,区分,学年,組,内容\n{table}{day},学級閉鎖,1,1,インフルエンザ\n", encoding="utf-8")
    paths = save(books, tmp_path, "xlsx")
    outcome = scan(paths, "--calendar", str(path), "--as-of", school.until.isoformat())
    assert differences(outcome, school) == []


def test_calendar_overrules_a_national_holiday(tmp_path: Path) -> None:
    """A holiday that the calendar calls 授業日 is a school day, and a run crosses it as such."""
    school = _school()
    day = date(2025, 5, 6)
    books = grid(school, Look())
    open_school = replace(school, calendar=replace(school.calendar, closed={**school.calendar.closed}))
    del open_school.calendar.closed[day]
    outcome = scan([], *_write(books, school, tmp_path, more=f"{day},授業日,振替授業\n"))
    assert differences(outcome, open_school) == []


@pytest.mark.parametrize(("late", "reported"), [(3, False), (6, True)])
def test_a_class_that_is_behind(tmp_path: Path, *, late: int, reported: bool) -> None:
    """A class whose last mark is five or more school days older than as-of is reported."""
    classes = (Klass(1, "1"), Klass(1, "2"))
    school = _school(classes=classes)
    last = school.school_days()[-1 - late]
    for child in school.members(classes[1]):
        days = school.days[child.key]
        for day in [day for day in days if day > last]:
            del days[day]
    school.days[school.members(classes[1])[0].key][last] = "late"
    outcome = scan([], *_write(grid(school, Look()), school, tmp_path))
    found = outcome.issues("class-not-entered")
    assert bool(found) is reported
    assert all("1-2" in str(issue) or "1年2組" in str(issue) for issue in found)


def test_a_child_who_changes_class(tmp_path: Path) -> None:
    """Leaves 1-1 on a day and joins 1-2 on it: one child, the days of both classes together."""
    classes = (Klass(1, "1"), Klass(1, "2"))
    school = _school(classes=classes)
    day = date(2025, 6, 2)
    one = school.members(classes[0])[3]
    before = replace(one, left=day)
    after = Child(classes[1], 5, one.name, one.kana, one.sex, joined=day)
    absences = {
        date(2025, 5, 29): "absent",
        date(2025, 5, 30): "absent",
        date(2025, 6, 3): "absent",
        date(2025, 6, 5): "absent",
    }
    life = {
        before.key: {d: k for d, k in absences.items() if d < day},
        after.key: {d: k for d, k in absences.items() if d > day},
    }
    others = tuple(child for child in school.children if child.key != one.key)
    moved = replace(school, children=(*others, before, after), days=school.days | life)
    outcome = scan([], *_write(grid(moved, Look()), moved, tmp_path))
    (found,) = [p for p in outcome.data["pupils"] if "".join(p["name"].split()) == "".join(one.name.split())]
    assert found["days"]["absent"] == len(absences)
    assert found["days"]["school"] == len(school.school_days())


def _listing(school: School, folder: Path, *rows: str) -> list[str]:
    args = _write(long_list(school, Listing(kind="csv-utf8")), school, folder, "csv-utf8")
    path = folder / "出欠一覧.csv"
    path.write_text(path.read_text(encoding="utf-8") + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return args


@pytest.mark.parametrize(
    ("day", "kind", "code"),
    [
        ("2025/06/31", "欠席", "date-impossible"),
        ("2025/06/15", "欠席", "mark-on-non-school-day"),
        ("2025/06/13", "くもり", "mark-unknown"),
        ("いつか", "欠席", "date-impossible"),
    ],
)
def test_a_bad_row_in_a_list(day: str, kind: str, code: str, tmp_path: Path) -> None:
    """A row that cannot be right is named with its place and not counted."""
    school = _school()
    child = next(c for c in school.children if school.days[c.key] and date(2025, 6, 13) not in school.days[c.key])
    lines = len(save(long_list(school, Listing(kind="csv-utf8")), tmp_path, "csv-utf8")[0].read_text().splitlines())
    outcome = scan([], *_listing(school, tmp_path, f"{day},1,1,{child.number},{child.name},{kind},,"))
    found = outcome.issues(code)
    assert len(found) == 1
    assert found[0]["cell"].endswith(str(lines + 1))
    assert outcome.code == 1
    assert outcome.pupils[child.key]["days"]["absent"] == expect_all(school)[child.key].absent


def test_the_same_row_twice(tmp_path: Path) -> None:
    """A list that repeats a row says nothing new."""
    school = _school()
    args = _listing(school, tmp_path)
    path = tmp_path / "出欠一覧.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, *lines[1:4]]) + "\n", encoding="utf-8")
    assert differences(scan([], *args), school, only_marked=True) == []


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_mark_outside_the_enrolment(side: str, tmp_path: Path) -> None:
    """A mark before 転入 or after 転出 is reported, and not counted."""
    school = _school()
    child = school.children[1]
    day = date(2025, 5, 21)
    moved = replace(child, joined=day) if side == "before" else replace(child, left=day)
    stray = date(2025, 5, 14) if side == "before" else date(2025, 5, 28)
    life = {d: k for d, k in school.days[child.key].items() if moved.enrolled(d) and d != moved.joined}
    then = replace(
        school,
        children=tuple(moved if c == child else c for c in school.children),
        days=school.days | {child.key: life},
    )
    books = grid(then, Look(totals=False))
    sheet = next(s for s in books[0].sheets if s.name == "1-1 5月")
    sheet.put(4 + 1, 2 + stray.day - 1, "／")
    outcome = scan([], *_write(books, then, tmp_path))
    assert outcome.code == 1
    assert len(outcome.issues("mark-outside-enrolment")) == 1
    assert outcome.pupils[child.key]["days"]["absent"] == expect_all(then)[child.key].absent


def test_masked_output_holds_no_name(tmp_path: Path) -> None:
    """With ``--masked`` no name of a child stands anywhere, not even in a problem or a reason."""
    school = _school()
    books = grid(school, Look(marks="words", reasons=True))
    sheet = next(s for s in books[0].sheets if s.name == "1-1 5月")
    sheet.put(5, 1, "別人　かすみ")
    outcome = scan([], *_write(books, school, tmp_path), "--masked")
    text = json.dumps(outcome.data, ensure_ascii=False) + outcome.stderr
    names = [name for child in school.children for name in (child.name, child.name.replace("　", ""))]
    assert [name for name in [*names, "別人　かすみ", "別人かすみ", "登校しぶり"] if name in text] == []
    assert {pupil["name"] for pupil in outcome.data["pupils"]} == {None}


def test_only_a_broken_file(tmp_path: Path) -> None:
    """Where nothing can be read at all the exit code is 5."""
    path = tmp_path / "出席簿.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    assert scan([path]).code == 5


@pytest.mark.parametrize("which", ["all", "one", "column"])
def test_children_without_a_number(which: str, tmp_path: Path) -> None:
    """Where a number is missing the name takes its place: nobody is dropped."""
    school = _school()
    books = grid(school, Look(totals=False))
    for sheet in books[0].sheets:
        rows = {"all": range(4, 8), "one": range(5, 6), "column": range(2, 8)}[which]
        for row in rows:
            sheet.cells.pop((row, 0), None)
    outcome = scan([], *_write(books, school, tmp_path))
    found = {"".join(pupil["name"].split()): pupil["days"]["absent"] for pupil in outcome.data["pupils"]}
    expected = {"".join(one.name.split()): one.absent for one in expect_all(school).values()}
    assert found == expected
