"""The roll-up from the store (--from-store): DuckDB counts every school's figures from its tables (``roll_up.sql``).

The same figures as from the registers themselves: a test holds the two beside each other.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from futoko_cli.core.escalation import DAY_SUMS
from futoko_cli.core.kinds import ABSENCES, SEEN, SKIPPED, Kind
from futoko_cli.core.summary import THRESHOLDS, YEAR
from futoko_cli.core.survey import LONG
from futoko_cli.district.plain import from_plain
from futoko_cli.district.result import DAY_KEYS, FIGURES, RUN, SUM, UNMET, Row, SchoolResult
from futoko_cli.district.store import STORE_VERSION, need_store, settle
from futoko_cli.district.store_tables import TABLES
from futoko_cli.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_REACHED: Final = (
    *(f"at_least_{least}" for least in THRESHOLDS),
    "long_continued",
    "long_new",
    "long_unknown",
    "run",
    "sum",
)
_BATCH: Final = 500  # partitions in one pass: some 260,000 children, about 1.2 GB
_SUMMED: Final = DAY_KEYS[1:]  # 授業日 come from the calendar, not from marks


def _listed(values: Iterable[object]) -> str:
    return ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in values)


def _kinds(key: str) -> tuple[Kind, ...]:
    """The kinds of day behind a sum."""
    more = {"absent_unsaid": (Kind.ABSENT,), "skipped": SKIPPED}
    return more.get(key) or DAY_SUMS[key]


def statements() -> str:
    """``roll_up.sql`` with the program's own keys and numbers in it."""
    both = [f'"{key}"' for key in _SUMMED]
    met = {*SEEN, Kind.UNENTERED, Kind.NOT_ENROLLED, Kind.NO_SCHOOL}
    unseen = [kind.id for kind in Kind if kind < Kind.NOT_ENROLLED and kind not in met]
    names = {
        "absences": _listed(kind.id for kind in ABSENCES),
        "unseen": _listed(unseen),
        "run": RUN,
        "sum": SUM,
        "long": LONG,
        "unmet": UNMET,
        "thresholds": _listed(THRESHOLDS),
        "sums": ", ".join(
            f'count(*) FILTER (kind IN ({_listed(k.id for k in _kinds(key))})) AS "{key}"' for key in _SUMMED
        ),
        "columns": ", ".join(both),
        "added": ", ".join(f"sum({name})" for name in both),
        "totals": ", ".join(f'sum("{key}") AS "{key}", count_if("{key}" > 0) AS "by:{key}"' for key in _SUMMED),
        "fresh": ", ".join(f"count_if(what = '{what}') AS \"{what}\"" for what in _REACHED),
        "zeroed": ", ".join(f'coalesce("{what}", 0) AS "{what}"' for what in _REACHED),
        "running": ", ".join(f'sum("{what}") OVER w AS "{what}"' for what in _REACHED)
        + ', "run" AS run_new, "sum" AS sum_new',
        "whole": ", ".join(f'sum("{what}")' for what in _REACHED) + ', sum("run"), sum("sum")',
        "figures": ", ".join(f'coalesce("{key}", 0)::BIGINT AS "{key}"' for key in FIGURES),
    }
    text = files("futoko_cli.district").joinpath("roll_up.sql").read_text(encoding="utf-8")
    return Template(text).substitute({key: str(value) for key, value in names.items()})


def partitions(store: Path) -> list[Path]:
    """The folder of every school and school year, what a run has left half done put right. Raises InputError."""
    for school in store.glob("school=*"):
        settle(school)
    found = sorted(path.parent for path in store.glob("school=*/school_year=*/school.parquet"))
    if not found:
        raise InputError(
            f"{store} に、保存した学校がありません。", "futoko district フォルダー --store 保存先 で作ります。"
        )
    return found


def opened(folders: Sequence[Path], threads: int | None = None) -> DuckDBPyConnection:
    """A connection with a view for each table of some partitions. Raises UsageError."""
    need_store("duckdb")
    import duckdb

    database = duckdb.connect(config={"threads": threads or os.cpu_count() or 1})
    for table in ("school", *TABLES):
        database.execute(view(folders, table))
    return database


def view(folders: Sequence[Path], table: str) -> str:
    """The statement that makes a view of one table of the partitions; docs/store.md has the same for all of a store."""
    paths = _listed(str(folder / f"{table}.parquet").replace("'", "''") for folder in folders)
    name = "schools" if table == "school" else table
    return (
        f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{paths}], "  # noqa: S608  paths of our own, quoted
        "hive_partitioning = true, hive_types = {'school': VARCHAR, 'school_year': SMALLINT})"
    )


def stored_results(store: Path, threads: int | None = None) -> tuple[SchoolResult, ...]:
    """The result of every school and school year in the store, oldest year first. Raises InputError, UsageError.

    Schools are counted some hundreds at a time, so that memory stays flat however many there are.
    """
    folders, found = partitions(store), []
    for first in range(0, len(folders), _BATCH):
        with opened(folders[first : first + _BATCH], threads) as database:
            database.execute(statements())
            found += _results(database)
    return tuple(sorted(found, key=lambda result: (result.school_year, result.folder)))


def _results(database: DuckDBPyConnection) -> list[SchoolResult]:
    rows: dict[tuple[str, int], list[Row]] = {}
    asked = "SELECT n.school, n.school_year, f.* EXCLUDE (no) FROM figures f JOIN school_no n USING (no) ORDER BY no, grade, month"
    for school, year, grade, month, *figures in database.execute(asked).fetchall():
        span = f"{month // 100}-{month % 100:02}" if month else YEAR
        rows.setdefault((school, year), []).append(Row(grade, span, tuple(figures)))
    results = []
    for school, year, version, text in database.execute(
        "SELECT school, school_year, version, result FROM schools"
    ).fetchall():
        results.append(replace(_told(school, version, text), rows=_ordered(rows.get((school, year), []))))
    return results


def _told(school: str, version: int, text: str) -> SchoolResult:
    """What the row of a school says. Raises InputError."""
    with suppress(ValueError, TypeError):
        if version == STORE_VERSION:
            return from_plain(json.loads(text))
    raise InputError(
        f"保存先の school={school} が、この版の futoko では読めません。",
        "この学校の出席簿から futoko district --store でもう一度保存してください。",
    )


def _ordered(rows: list[Row]) -> tuple[Row, ...]:
    """All children first, then the grades, those without one last; the year before its months."""
    return tuple(sorted(rows, key=lambda row: (row.grade != 0, row.grade == -1, row.grade, row.span != YEAR, row.span)))
