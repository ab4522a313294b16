"""docs/store.md: its SQL runs as written, and finds whom the program finds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from futoko_cli.core.ledger import Contact, How, Ledger
from futoko_cli.core.model import Assessment
from futoko_cli.district.result import FIGURES, UNMET
from futoko_cli.district.school import school_result
from futoko_cli.district.store import SCHOOL_COLUMNS, keep
from futoko_cli.district.store_tables import TABLES
from tests.district.drawn_school import drawn_school
from tests.summary.invent import Classes, school

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
pytest.importorskip("pyarrow", reason="pyarrow is not installed")

PAGE = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
VIEWS, UNMET_QUERY, YEARS_QUERY = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
UNSEEN: Classes = {
    (1, "1"): (
        "十九 4/25- 欠*19",
        "二十 4/24- 欠*20",
        "訪問 4/24- 欠*20",  # visited at home on 5/23
        "中休 4/24- 欠*10遅欠*9",
        "未入 4/23- 欠*10未欠*10",
    ),
}


def asked(folder: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What a query of the page answers in the folder in which ``store`` lies."""
    monkeypatch.chdir(folder)
    with duckdb.connect() as database:
        database.execute(VIEWS)
        found: list[tuple[object, ...]] = database.execute(query).fetchall()
        return found


def kept(folder: Path, name: str, assessment: Assessment) -> list[tuple[str, str, int]]:
    """Put a school into the store; whom the program itself calls unmet."""
    result = school_result(assessment, name)
    keep(folder / "store", result, assessment)
    return [(name, child.key, child.unseen) for child in result.children if child.unseen >= UNMET]


def test_children_unmet_for_20_school_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """19 days are not yet 20; a visit and a late day begin the count anew, a day not entered neither adds nor ends."""
    assessment = school(UNSEEN, upto="5/26")
    ledger = Ledger(contacts=(Contact(date(2025, 5, 23), "1-1-03", How.VISIT, met=True),))
    wanted = kept(tmp_path, "甲", replace(assessment, ledger=ledger))
    assert [(key, days) for _, key, days in wanted] == [("1-1-02", 20), ("1-1-05", 20)]
    found = asked(tmp_path, UNMET_QUERY, monkeypatch)
    assert [(row[0], row[2], row[3]) for row in found] == wanted
    assert [row[1] for row in found] == ["見本市立第一小学校"] * 2
    assert found[0][4] == date(2025, 4, 24)


def test_the_query_finds_whom_the_program_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In schools drawn by chance, with children who left, closed days and visits."""
    wanted = [each for seed in range(6) for each in kept(tmp_path, f"校{seed}", drawn_school(seed, 14, 110))]
    found = [(row[0], row[2], row[3]) for row in asked(tmp_path, UNMET_QUERY, monkeypatch)]
    assert len(wanted) > 3
    assert sorted(found) == sorted(wanted)


def test_a_year_beside_the_year_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Absences of April and May of the hand-counted school; the year before it had been away in April alone."""
    now = school()
    kept(tmp_path, "甲", now)
    before = school(upto="4/30")
    kept(tmp_path, "甲", replace(before, school_year=2024))
    rows = school_result(now, "甲").rows
    absent = {row.span: row.figures[FIGURES.index("absent")] for row in rows if row.grade == 0}
    found = asked(tmp_path, YEARS_QUERY, monkeypatch)
    assert found == [("甲", 4, absent["2025-04"], absent["2025-04"]), ("甲", 5, absent["2025-05"], None)]


def test_the_page_names_every_column() -> None:
    """Each table with its columns stands in the table of the page."""
    section = PAGE[PAGE.index("## Tables") : PAGE.index("## Asking")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "|" in line]
    told: dict[str, set[str]] = {}
    table = ""
    for name, columns, _ in cells[2:]:
        table = name or table
        told.setdefault(table, set()).update(columns.split(", "))
    assert told == {**{name: set(columns) for name, columns in TABLES.items()}, "school": set(SCHOOL_COLUMNS)}
