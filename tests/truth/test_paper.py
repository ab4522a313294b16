"""The examiner's own pen: what a writer puts on paper stands in the file, whatever the kind of file."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from tests.truth.loop import expect
from tests.truth.school import Child, Klass, School, make_calendar, make_school
from tests.truth.writers.grid import grid
from tests.truth.writers.look import Look
from tests.truth.writers.paper import Dated, save, serial

if TYPE_CHECKING:
    from pathlib import Path


def _plain(value: object) -> object:
    if isinstance(value, Dated):
        return value.day
    if isinstance(value, datetime):
        return value.date()
    return float(value) if isinstance(value, int) else value


@pytest.mark.parametrize("kind", ["xlsx", "xlsxwriter", "xls", "ods"])
def test_every_cell_arrives(kind: str, tmp_path: Path) -> None:
    """Cells read back from the file are those of the paper (weekday-only dates may come as serials)."""
    school = make_school(3, size=3, until=date(2025, 5, 30))
    look = Look(kind=kind, two_rows=True, days="date", weekdays="date", legend="above", closed="area")
    (book,) = grid(school, look)
    (path,) = save([book], tmp_path, kind)
    found = CalamineWorkbook.from_path(path)
    assert found.sheet_names == [sheet.name for sheet in book.sheets]
    for sheet in book.sheets:
        rows = found.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for (r, c), value in sheet.cells.items():
            allowed = (
                [_plain(value), serial(value.day)] if isinstance(value, Dated) else [_plain(value), str(value).strip()]
            )
            assert _plain(rows[r][c]) in allowed, (sheet.name, r, c)


def test_the_loop_counts_like_a_pencil() -> None:
    """Friday, Monday, Tuesday is a run of three; a suspended day inside it neither adds nor ends."""
    child = Child(Klass(1, "1"), 1, "青柳　蒼", "あおやぎ　あおい", "男")
    life = {
        date(2025, 5, 9): "absent",
        date(2025, 5, 12): "absent_sick",
        date(2025, 5, 13): "suspended",
        date(2025, 5, 14): "credited",
        date(2025, 5, 16): "absent",
    }
    school = School(make_calendar(), date(2025, 5, 16), (child,), {child.key: life})
    found = expect(school, child)
    assert found.episodes == [("2025-05-09", "2025-05-14", 3, False), ("2025-05-16", "2025-05-16", 1, True)]
    assert (found.absent, found.current, found.longest, found.r3) == (4, 1, 3, ["2025-05-14"])
    assert found.school == 17 + 10  # 7 to 30 April without the 29th; May to the 16th without the 5th and 6th
