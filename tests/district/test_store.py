"""The store: what comes out of it is what the registers say; a partition is whole or not there; no names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from futoko_cli.core.model import Assessment
from futoko_cli.district.result import FIGURES, Row, SchoolResult
from futoko_cli.district.school import school_result
from futoko_cli.district.store import is_kept, keep, partition
from futoko_cli.errors import InputError, OutputError
from tests.district.drawn_school import drawn_school
from tests.summary.invent import school

pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pytest.importorskip("duckdb", reason="duckdb is not installed")

from futoko_cli.district.roll_store import stored_results


def stored(folder: Path, **schools: Assessment) -> tuple[SchoolResult, ...]:
    """Put schools into a store and count them from it."""
    for name, assessment in schools.items():
        keep(folder, school_result(assessment, name), assessment)
    return stored_results(folder, threads=1)


def said(rows: tuple[Row, ...]) -> Mapping[tuple[int, str], dict[str, int]]:
    """Rows as something that a failing test can show."""
    return {(row.grade, row.span): dict(zip(FIGURES, row.figures, strict=True)) for row in rows}


def test_a_school_counted_by_hand_comes_back(tmp_path: Path) -> None:
    """Three classes with 転入, 転出, a closure and days not entered: each figure, and all that is told of the school."""
    assessment = school(previous_year={"1-1-01": 31})
    (found,) = stored(tmp_path, 第一小=assessment)
    wanted = school_result(assessment, "第一小")
    assert said(found.rows) == said(wanted.rows)
    assert found == wanted
    assert said(found.rows)[0, "year"]["absent"] > 0


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 14), st.integers(1, 110))
def test_the_store_counts_as_the_registers_do(
    tmp_path_factory: pytest.TempPathFactory, seed: int, children: int, days: int
) -> None:
    """A law: whatever the registers hold, DuckDB's figures are those of the core, and schools do not mix."""
    one, other = drawn_school(seed, children, days), drawn_school(seed + 1, children, days)
    found = stored(tmp_path_factory.mktemp("store"), 甲=one, 乙=other)
    for result, (name, assessment) in zip(found, sorted({"甲": one, "乙": other}.items()), strict=True):
        assert said(result.rows) == said(school_result(assessment, name).rows)


def test_drawn_schools_reach_every_figure() -> None:
    """The law above speaks of every figure: none of them is 0 in all that is drawn."""
    rows = [row.figures for seed in range(12) for row in school_result(drawn_school(seed, 14, 110), "甲").rows]
    touched = np.array(rows).max(axis=0)
    assert [key for key, most in zip(FIGURES, touched.tolist(), strict=True) if not most] == ["at_least_90"]


def test_a_year_is_replaced_and_another_stays(tmp_path: Path) -> None:
    """The same school read again takes its own place; the year before lies beside it, for comparing."""
    now = school()
    before = replace(school(upto="4/30"), school_year=2024)
    found = stored(tmp_path, 甲=now)
    keep(tmp_path, school_result(before, "甲"), before)
    keep(tmp_path, school_result(now, "甲"), now)
    found = stored_results(tmp_path, threads=1)
    assert [(each.school_year, each.months) for each in found] == [(2024, ("2025-04",)), (2025, ("2025-04", "2025-05"))]
    assert sorted(path.name for path in (tmp_path / "school=甲").iterdir()) == ["school_year=2024", "school_year=2025"]


def test_the_code_outlives_the_name_of_the_folder(tmp_path: Path) -> None:
    """A school with a 学校コード keeps its place when its folder is renamed; odd letters of a name are harmless."""
    code = partition(tmp_path, SchoolResult("緑小", code="B101", school_year=2025))
    assert code == partition(tmp_path, SchoolResult("01_緑小", code="B101", school_year=2025))
    odd = partition(tmp_path, SchoolResult("../a=b 'c/*", school_year=2025))
    assert odd.relative_to(tmp_path).as_posix() == "school=..%2Fa%3Db%20%27c%2F%2A/school_year=2025"


def test_an_odd_folder_can_be_counted(tmp_path: Path) -> None:
    """A folder whose name holds what hive and SQL use as signs."""
    (found,) = stored(tmp_path / "it's", **{"a=b 100% 'x": school()})
    assert (found.folder, bool(found.rows)) == ("a=b 100% 'x", True)


def test_no_name_lies_in_the_store(tmp_path: Path) -> None:
    """Not even where a child has no number, and where the run itself was to show names."""
    assessment = school()
    pupils = tuple(
        replace(each, pupil=replace(each.pupil, number=None, key=f"1-1-{each.pupil.name}"))
        for each in assessment.pupils
    )
    assessment = replace(assessment, pupils=pupils)
    keep(tmp_path, school_result(assessment, "甲", named=True), assessment)
    import pyarrow.parquet as pq

    tables = [pq.read_table(path, partitioning=None) for path in sorted(tmp_path.rglob("*.parquet"))]
    written = "\n".join(str(table.to_pylist()) for table in tables)
    assert "1-1-#" in written
    for each in pupils:
        assert each.pupil.name not in written


def test_a_run_that_died_between_two_renames_is_mended(tmp_path: Path) -> None:
    """What lay there before comes back; where something newer lies, what was put aside goes."""
    assessment = school()
    wanted = stored(tmp_path, 甲=assessment)
    place = partition(tmp_path, wanted[0])
    aside = place.with_name(".old-school_year=2025-0123abcd")
    place.rename(aside)
    assert stored_results(tmp_path, threads=1) == wanted
    aside.mkdir()
    assert stored_results(tmp_path, threads=1) == wanted
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle of the tables: the message names no path of the machine, the old year stays."""
    import pyarrow.parquet as pq

    assessment = school()
    wanted = stored(tmp_path, 甲=assessment)
    done: list[object] = []

    def full(*given: object, **_: object) -> None:
        done.append(given)
        if len(done) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(OutputError, match="school=甲 に書けません") as said_so:
        keep(tmp_path, school_result(assessment, "甲"), assessment)
    assert str(tmp_path) not in said_so.value.message
    assert stored_results(tmp_path, threads=1) == wanted
    assert [path.name for path in (tmp_path / "school=甲").iterdir()] == ["school_year=2025"]


def test_what_is_kept_is_known_again(tmp_path: Path) -> None:
    """A result from the cache need not be read again for the store, unless the store holds another or a spoiled one."""
    assessment = school()
    result = school_result(assessment, "甲")
    assert not is_kept(tmp_path, result)
    keep(tmp_path, result, assessment)
    assert is_kept(tmp_path, result)
    assert is_kept(tmp_path, school_result(assessment, "甲", named=True))
    assert not is_kept(tmp_path, school_result(school(upto="5/8"), "甲"))
    (partition(tmp_path, result) / "school.parquet").write_bytes(b"PAR1")
    assert not is_kept(tmp_path, result)


def test_an_empty_store_and_a_foreign_version_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing, and what to do; the school is named."""
    with pytest.raises(InputError, match="保存した学校がありません"):
        stored_results(tmp_path)
    monkeypatch.setattr("futoko_cli.district.store.STORE_VERSION", 99)
    with pytest.raises(InputError, match="school=甲 が、この版の futoko では読めません"):
        stored(tmp_path, 甲=school())
