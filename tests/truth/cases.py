"""The named cases: which invented school, written in which look, read with which options."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from tests.truth.school import Klass, School, make_calendar, make_school
from tests.truth.writers.day_sheets import Daily, day_sheets
from tests.truth.writers.grid import grid
from tests.truth.writers.long_list import Listing, long_list
from tests.truth.writers.look import Look
from tests.truth.writers.paper import save
from tests.truth.writers.pupil_year import Card, pupil_year

if TYPE_CHECKING:
    from pathlib import Path

    from tests.truth.writers.paper import Book

AnyLook = Look | Card | Listing | Daily
TWO = (Klass(1, "1"), Klass(1, "2"))
LETTERS = (Klass(1, "A"), Klass(2, "B"))
NAMED = (Klass(6, "2"), Klass(None, "なかよし"))
JUNE, JULY, AUTUMN, WINTER = date(2025, 6, 6), date(2025, 7, 11), date(2025, 9, 5), date(2026, 2, 20)


@dataclass(frozen=True, slots=True)
class Case:
    """One test: ``calendar``, ``as_of`` and ``school_year`` say which options the reader is given."""

    id: str
    look: AnyLook
    seed: int = 0
    classes: tuple[Klass, ...] = TWO
    size: int = 6
    until: date = JULY
    calendar: bool = True
    as_of: bool = True
    school_year: bool = False
    saturdays: bool = False
    extra: bool = False
    long_summer: bool = False
    transfers: bool = True
    closure: bool = True
    rare: bool = True
    options: tuple[str, ...] = field(default=())

    def school(self) -> School:
        """The invented school of this case."""
        year = self.until.year if self.until.month >= 4 else self.until.year - 1
        return make_school(
            self.seed or sum(self.id.encode()),
            classes=self.classes,
            size=self.size,
            until=self.until,
            calendar=make_calendar(year, saturdays=self.saturdays, extra=self.extra, long_summer=self.long_summer),
            transfers=self.transfers and not isinstance(self.look, Daily),
            closure=self.closure,
            rare=self.rare,
            astral=self.look.kind not in ("csv-cp932", "xls"),
        )

    def books(self, school: School) -> list[Book]:
        """The files of this case."""
        if isinstance(self.look, Look):
            return grid(school, self.look)
        if isinstance(self.look, Card):
            return pupil_year(school, self.look)
        if isinstance(self.look, Listing):
            return long_list(school, self.look, self.seed)
        return day_sheets(school, self.look)

    def write(self, school: School, folder: Path) -> tuple[list[Path], list[str]]:
        """The files on disk, and the options to read them with."""
        paths = save(self.books(school), folder, self.look.kind)
        options = list(self.options)
        if self.calendar:
            (folder / "暦.csv").write_text(school.calendar.csv(), encoding="utf-8")
            options += ["--calendar", str(folder / "暦.csv")]
        if self.as_of:
            options += ["--as-of", school.until.isoformat()]
        if self.school_year:
            options += ["--school-year", str(school.calendar.year)]
        return paths, options

    @property
    def only_marked(self) -> bool:
        """Whether the files name only pupils who have an entry."""
        if isinstance(self.look, Listing):
            return not self.look.every_day
        return isinstance(self.look, Daily) and not self.look.everyone
