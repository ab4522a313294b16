"""A school of full size for measuring: one workbook a class, twelve months, the page of the sample data.

``python -m benchmarks.school FOLDER`` makes 15 classes of 35 children with a whole school year entered.
"""

from __future__ import annotations

import sys
from calendar import monthrange
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.sample.draw import fraction, pick
from scripts.sample.everyday import everyday
from scripts.sample.look import Look
from scripts.sample.names import roster, teacher
from scripts.sample.page import Page
from scripts.sample.school import Child, Entry, Room
from scripts.sample.sheet import write_page
from scripts.sample.year import CREATED, FIRST, SCHOOL_YEAR, school_days
from scripts.sample.year import months as year_months

if TYPE_CHECKING:
    from datetime import date

    from scripts.sample.names import Name

SCHOOL_NAME: Final = "小樽市立みどり坂中学校"
_CLASSES_PER_GRADE: Final = 5
_CEILING: Final = 20
_LONG: Final = 0.04  # how many of a class stay away for weeks


def make_school(
    folder: Path, classes: int = 15, pupils: int = 35, months: int = 12, seed: int = 2025, *, away: int = 0
) -> list[Path]:
    """Write ``1年1組.xlsx`` … into ``folder`` and return the paths; the same bytes for the same seed.

    ``away``: on this many first school days of each month every child is absent.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages = year_months(months)
    end = pages[-1].replace(day=monthrange(pages[-1].year, pages[-1].month)[1])
    taken: set[str] = set()
    paths = []
    for number in range(classes):
        grade, name = number // _CLASSES_PER_GRADE + 1, str(number % _CLASSES_PER_GRADE + 1)
        names = roster(pupils, (), taken, seed, grade, name)
        room = _room(grade, name, names, school_days(FIRST, end, grade), seed, away)
        paths.append(folder / f"{room.title}.xlsx")
        _write(paths[-1], room, pages, end)
    return paths


def _room(grade: int, name: str, names: list[Name], days: list[date], seed: int, away: int) -> Room:
    children = [
        Child(number, each.text, each.sex, _entries(days, seed, grade, name, number))
        for number, each in enumerate(names, 1)
    ]
    gone = [day for _, of_month in groupby(days, lambda day: day.month) for day in list(of_month)[:away]]
    for child in children:
        child.entries.update((day, Entry("absent")) for day in gone)
    children[0].entries[days[-1]] = Entry("absent_sick", "発熱")  # the last day is seen to be entered
    return Room(grade, name, teacher(seed, grade, name), tuple(children))


def _entries(days: list[date], *key: object) -> dict[date, Entry]:
    entries = everyday(days, _CEILING, *key)
    if fraction(*key, "long") < _LONG:
        begin = int(fraction(*key, "begin") * len(days))
        away = days[begin : begin + pick((8, 15, 30, 60, 120), *key, "weeks")]
        entries.update((day, Entry("absent")) for day in away)
    return entries


def _write(path: Path, room: Room, pages: list[date], end: date) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": f"{SCHOOL_YEAR}年度 {room.title}", "created": CREATED})
        look = Look(book)
        for first in pages:
            write_page(book, look, f"{first.month}月", Page(SCHOOL_NAME, room, first.year, first.month, end))


if __name__ == "__main__":
    make_school(Path(sys.argv[1]))
