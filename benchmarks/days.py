"""A store of many schools without a workbook (保存先の生成): ``python -m benchmarks.days FOLDER --schools 1905``.

1,905 schools of 525 children and 206 school days are about 206 million student-days. The tables are those that
``futoko district --store`` writes, from the same chains of absences as the workbooks of ``benchmarks.districts``.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.chains import chains
from benchmarks.districts import CLASSES_PER_GRADE, Shape, school_names
from futoko_cli.district.result import SchoolResult
from futoko_cli.district.store import partition, put, school_table
from futoko_cli.district.store_tables import Child, effects, matrix_tables
from futoko_cli.settings.policy_file import load_policy
from scripts.sample.year import FIRST, LAST, SCHOOL_YEAR, school_days

if TYPE_CHECKING:
    from datetime import date


def write_school(store: Path, shape: Shape, number: int, name: str, days: list[date]) -> int:
    """One school into the store; its student-days."""
    children = [
        Child(f"{place // CLASSES_PER_GRADE + 1}-{place % CLASSES_PER_GRADE + 1}-{n:02}", grade, label, n, (n * 7) % 60)
        for place in range(shape.classes)
        for grade, label in [(place // CLASSES_PER_GRADE + 1, str(place % CLASSES_PER_GRADE + 1))]
        for n in range(1, shape.pupils + 1)
    ]
    kinds = chains(np.random.default_rng((shape.seed, number)), len(children), days)
    ordinals = np.array([day.toordinal() for day in days], dtype=np.int64)
    policy = load_policy("otaru")
    result = SchoolResult(
        f"{number:05}_{name}",
        name,
        policy=policy.id,
        edition=policy.edition,
        school_year=SCHOOL_YEAR,
        as_of=days[-1].isoformat(),
    )
    tables = matrix_tables(children, ordinals, kinds, effects(policy))
    put(partition(store, result), {**tables, "met": {"pupil": [], "date": []}, "school": school_table(result)})
    return len(children) * len(days)


def make_store(store: Path, shape: Shape, workers: int = 2) -> int:
    """All schools of the shape; student-days written."""
    days = school_days(FIRST, LAST, 1)
    numbers = range(1, shape.schools + 1)
    names = school_names(shape.schools, shape.seed)
    write = partial(write_school, store, shape, days=days)
    with ProcessPoolExecutor(workers) as pool:
        return sum(
            pool.map(_at, ((write, number, name) for number, name in zip(numbers, names, strict=True)), chunksize=8)
        )


def _at(given: tuple[partial[int], int, str]) -> int:
    write, number, name = given
    return write(number, name)


def main() -> None:
    """Make a store and say how big it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--schools", type=int, default=1905)
    parser.add_argument("--seed", type=int, default=2025)
    given = parser.parse_args()
    began = time.perf_counter()
    days = make_store(given.folder, Shape(given.schools, seed=given.seed))
    files = [path.stat().st_size for path in given.folder.rglob("*.parquet")]
    print(f"{days / 1e6:.1f} million student-days, {len(files)} files, {sum(files) / 1e6:.0f} MB")
    print(f"written in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
