"""The generated district of the benchmarks: what was drawn is what futoko reads, and the same seed is the same file."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.chains import chains
from benchmarks.districts import Shape, make_district, school_names
from futoko_cli.core.kinds import Kind
from futoko_cli.district.task import Defaults, schools_in
from futoko_cli.pipeline import assess
from scripts.sample.year import FIRST, school_days

ROOT = Path(__file__).parents[2]
SMALL = Shape(schools=2, classes=2, pupils=6, months=2, seed=11)


def test_what_was_drawn_is_what_is_read(tmp_path: Path) -> None:
    """Two schools of two classes in April and May: each child's each day, and the totals agree."""
    make_district(tmp_path, SMALL)
    days = school_days(FIRST, date(2025, 5, 31), 1)
    for number, task in enumerate(schools_in([tmp_path], Defaults(date(2025, 6, 2))).tasks, 1):
        found = assess(*task.request())
        rng = np.random.default_rng((SMALL.seed, number))
        drawn = [chains(rng, SMALL.pupils, days) for _ in range(SMALL.classes)]
        for kinds in drawn:
            kinds[0, -1] = Kind.ABSENT_SICK
        assert [issue.code for issue in found.issues] == ["closing-day-unknown"]  # the pages name no 終業式
        assert found.register.kinds.tolist() == np.concatenate(drawn).tolist()


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    """Byte for byte; another seed gives others."""
    for name, seed in (("a", 11), ("b", 11), ("c", 12)):
        make_district(tmp_path / name, Shape(1, 1, 4, 1, seed))
    one, same, other = ([path.read_bytes() for path in (tmp_path / name).rglob("*.xlsx")] for name in "abc")
    assert one == same
    assert one != other


def test_chains_look_like_a_school() -> None:
    """Most children miss a few days, a few miss months; some come to a centre; nobody is away on every day."""
    days = school_days(FIRST, date(2026, 3, 31), 1)
    kinds = chains(np.random.default_rng(1), 2000, days)
    absent = np.isin(kinds, (Kind.ABSENT, Kind.ABSENT_SICK, Kind.ABSENT_OTHER, Kind.CREDITED)).sum(axis=1)
    assert 3 < np.median(absent) < 10
    assert 0.02 < (absent >= 30).mean() < 0.08
    assert (kinds == Kind.CREDITED).any()
    assert absent.max() < len(days)


def test_every_school_has_its_own_name() -> None:
    """However many there are."""
    assert len(set(school_names(3000, 1))) == 3000


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the benchmark reads Linux's /proc")
def test_the_benchmark_runs_to_its_end() -> None:
    """Every route once, over schools so small that the figures mean nothing."""
    command = [sys.executable, "-m", "benchmarks.district", "--quick"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True, timeout=300, env=environment)
    assert "pool / bare pool, processor time" in done.stdout
