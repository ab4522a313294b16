"""``futoko district --store`` and ``--from-store``: the same answer from tables as from registers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Said, futoko
from tests.district.schools import make_district

pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pytest.importorskip("duckdb", reason="duckdb is not installed")


def district(folder: Path, *words: object) -> Said:
    """``futoko district WORDS…`` on 16 May, its cache in the folder."""
    env = {"FUTOKO_TODAY": "2025-05-16", "FUTOKO_CACHE": str(folder / "cache")}
    return futoko("district", *words, cwd=folder, env=env)


def test_the_store_answers_as_the_registers_do(tmp_path: Path) -> None:
    """Four schools: JSON, CSV and screen are the same to the last byte, for the board and for others."""
    make_district(tmp_path / "全校", 4)
    for form in ("--json", "--csv", "--share"):
        read = district(tmp_path, "全校", form, "--store", "表")
        stored = district(tmp_path, "--from-store", "表", form)
        assert (stored.code, stored.out) == (read.code, read.out)
        assert read.raw
    assert sorted(path.name for path in (tmp_path / "表").iterdir()) == [f"school=B00{n}" for n in (1, 2, 3, 4)]


def test_what_the_cache_knows_comes_into_a_new_store_too(tmp_path: Path) -> None:
    """A run without a store fills the cache; the next one with a store reads what the store has not got."""
    make_district(tmp_path / "全校", 2)
    first = district(tmp_path, "全校", "--json")
    district(tmp_path, "全校", "--json", "--store", "表")
    assert district(tmp_path, "--from-store", "表", "--json").out == first.out


def test_a_folder_that_is_no_store(tmp_path: Path) -> None:
    """One sentence on what is missing, and what to do; exit code 5."""
    said = district(tmp_path, "--from-store", "ない")
    assert said.code == 5
    assert "保存した学校がありません" in said.err
