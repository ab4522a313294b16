"""The same truth written as grid, list and cards is the same answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.truth.run import Outcome, differences, scan
from tests.truth.school import School, make_school
from tests.truth.writers.grid import grid
from tests.truth.writers.long_list import Listing, long_list
from tests.truth.writers.look import Look
from tests.truth.writers.paper import Book, save
from tests.truth.writers.pupil_year import Card, pupil_year

if TYPE_CHECKING:
    from pathlib import Path


def _answer(books: list[Book], folder: Path, kind: str, school: School) -> Outcome:
    paths = save(books, folder, kind)
    (folder / "暦.csv").write_text(school.calendar.csv(), encoding="utf-8")
    return scan(paths, "--calendar", str(folder / "暦.csv"), "--as-of", school.until.isoformat())


def _pupils(outcome: Outcome) -> list[dict[str, Any]]:
    return sorted(outcome.pupils.values(), key=lambda pupil: str(pupil["key"]))


@pytest.mark.parametrize("seed", [1, 2])
def test_layouts_agree(seed: int, tmp_path: Path) -> None:
    """Grid, every-day list and cards of one school give the same pupils, stages and as-of date."""
    school = make_school(seed, size=5, transfers=False)
    answers = [
        _answer(grid(school, Look()), tmp_path / "grid", "xlsx", school),
        _answer(long_list(school, Listing(every_day=True)), tmp_path / "list", "csv-utf8", school),
        _answer(pupil_year(school, Card()), tmp_path / "cards", "ods", school),
    ]
    assert [outcome.code for outcome in answers] == [0, 0, 0]
    first = {key: value for key, value in answers[0].data.items() if key not in ("sources", "pupils", "issues")}
    for outcome in answers[1:]:
        assert _pupils(outcome) == _pupils(answers[0])
        assert {key: outcome.data[key] for key in first} == first


def test_the_order_of_files_changes_nothing(tmp_path: Path) -> None:
    """Files given in any order are the same answer, sources apart."""
    school = make_school(7, size=4)
    paths = save(grid(school, Look(arrange="month-files", stem="{ym}", names="class")), tmp_path, "xlsx")
    one, other = (scan(order, "--as-of", school.until.isoformat()) for order in (paths, paths[::-1]))
    assert _pupils(one) == _pupils(other)


def test_a_file_may_be_renamed(tmp_path: Path) -> None:
    """What the title says does not depend on the name of the file."""
    school = make_school(8, size=4)
    (path,) = save(grid(school, Look(names="serial")), tmp_path, "xlsx")
    renamed = path.rename(tmp_path / "コピー ～ 最終版(2).xlsx")
    plain = save(grid(school, Look(names="serial")), tmp_path / "plain", "xlsx")
    options = ("--as-of", school.until.isoformat())
    assert _pupils(scan([renamed], *options)) == _pupils(scan(plain, *options))


@pytest.mark.parametrize("day", [(4, 25), (5, 7), (5, 30), (6, 24), (7, 10)], ids=str)
def test_what_comes_after_as_of_is_not_read(day: tuple[int, int], tmp_path: Path) -> None:
    """With an earlier as-of date the answer is the one of that day."""
    school = make_school(11, size=5, transfers=False)
    paths = save(grid(school, Look(totals=False)), tmp_path, "xlsx")
    (tmp_path / "暦.csv").write_text(school.calendar.csv(), encoding="utf-8")
    then = replace(school, until=date(2025, *day))
    outcome = scan(paths, "--calendar", str(tmp_path / "暦.csv"), "--as-of", then.until.isoformat())
    assert differences(outcome, then) == []


def test_a_run_crosses_the_summer(tmp_path: Path) -> None:
    """Absent from the day before the vacation to the days after it: one run, Friday to Tuesday is three."""
    school = make_school(4, size=1, until=date(2025, 8, 26), transfers=False, closure=False)
    child = school.children[0]
    school.days[child.key].clear()
    for text in ("2025-07-24", "2025-07-25", "2025-08-20", "2025-08-21", "2025-08-22", "2025-08-25"):
        school.days[child.key][date.fromisoformat(text)] = "absent"
    outcome = _answer(grid(school, Look()), tmp_path, "xlsx", school)
    assert differences(outcome, school) == []
    (episode,) = outcome.pupils[child.key]["episodes"]
    assert (episode["from"], episode["to"], episode["days"]) == ("2025-07-24", "2025-08-25", 6)
