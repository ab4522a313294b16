"""Files of an earlier run: what is kept in them, and how a wrong one is refused."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from futoko_cli.core.changes import compare
from futoko_cli.core.kinds import Kind
from futoko_cli.core.snapshot import DayThen, InputThen
from futoko_cli.errors import ConfigError
from futoko_cli.reports.previous import read_previous
from futoko_cli.reports.result_json import dump, scan_result
from futoko_cli.reports.snapshot import snapshot_of, snapshot_text
from tests.changes.registers import run
from tests.terminal.fabricate import FILE, assess, nameless, school


def written(folder: Path, text: str) -> Path:
    """A file with this text."""
    path = folder / "前回.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_kept_of_a_child(tmp_path: Path) -> None:
    """Counts, runs, stages, every day that was not presence with its cell; nothing is lost by writing."""
    whole = assess("太郎 4/7- 出 欠*3 停 遅", upto="4/18")
    kept = snapshot_of(whole, [("a.xlsx", "ff")])
    (pupil,) = kept.pupils
    assert (pupil.key, pupil.class_name, pupil.counts["absent"], pupil.absent_by_month) == (
        "1-1-01",
        "1-1",
        3,
        {"2025-04": 3},
    )
    assert pupil.days == {
        date(2025, 4, 8): DayThen(Kind.ABSENT, "／", FILE, "1-1 4月", "K5"),
        date(2025, 4, 9): DayThen(Kind.ABSENT, "／", FILE, "1-1 4月", "L5"),
        date(2025, 4, 10): DayThen(Kind.ABSENT, "／", FILE, "1-1 4月", "M5"),
        date(2025, 4, 11): DayThen(Kind.SUSPENDED),
        date(2025, 4, 14): DayThen(Kind.LATE, "チ", FILE, "1-1 4月", "Q5"),
    }
    assert kept.inputs == (InputThen("a.xlsx", "ff"),)
    assert read_previous(written(tmp_path, snapshot_text(kept))) == kept


def test_no_name_in_the_file() -> None:
    """Neither a name nor, without a number, the key that holds one; two such children stay two."""
    text = snapshot_text(snapshot_of(nameless(school(4), "山田 太郎")))
    assert "山田" not in text
    assert "太郎" not in text
    assert "鈴木" not in text
    assert json.loads(text)["pupils"][0]["key"].startswith("1-1-#")


def test_a_very_long_cell_is_kept_readable(tmp_path: Path) -> None:
    """A cell with a letter in it does not make the file unreadable."""
    kept = snapshot_of(assess("太郎 4/7- 欠", reason="長" * 30_000))
    assert read_previous(written(tmp_path, snapshot_text(kept))) == kept


def test_a_result_of_scan_json_has_no_days(tmp_path: Path) -> None:
    """Counts, months, runs and stages are the same as the snapshot's."""
    whole = nameless(school(4), "山田 太郎")
    kept = snapshot_of(whole)
    found = read_previous(written(tmp_path, dump(scan_result(whole))))
    assert found.school_days is None
    for mine, theirs in zip(kept.pupils, found.pupils, strict=True):
        assert (mine.key, mine.class_name, mine.name, mine.stages, mine.episodes) == (
            theirs.key,
            theirs.class_name,
            theirs.name,
            theirs.stages,
            theirs.episodes,
        )
        assert (mine.counts, mine.absent_by_month) == (theirs.counts, theirs.absent_by_month)
    assert compare(found, kept).nothing


def test_a_masked_result_is_compared_by_key(tmp_path: Path) -> None:
    """Without names nobody is new or gone."""
    whole = school(4)
    found = read_previous(written(tmp_path, dump(scan_result(whole, masked=True))))
    assert compare(found, snapshot_of(whole)).nothing


def _spoiled(change: dict[str, Any]) -> str:
    return json.dumps({**json.loads(snapshot_text(run("太郎 4/7- 欠"))), **change})


def _with_marks(marks: object) -> str:
    content = json.loads(snapshot_text(run("太郎 4/7- 欠")))
    content["pupils"][0]["marks"] = marks
    return json.dumps(content)


def _with_month(month: str) -> str:
    content = json.loads(dump(scan_result(assess("太郎 4/7- 欠"))))
    content["pupils"][0]["absent_by_month"] = {month: 1}
    return json.dumps(content)


@pytest.mark.parametrize(
    "text",
    [
        _with_month("2025-xx"),
        _with_month("2025-13"),
        "",
        "{",
        "[]",
        "null",
        '"futoko_snapshot_version"',
        "[" * 100_000,
        '{"command": "explain", "futoko_result_version": 1}',
        '{"command": "scan"}',
        '{"as_of": ' + "9" * 10_000 + "}",
        _spoiled({"futoko_snapshot_version": True}),
        _spoiled({"as_of": "2025-02-30"}),
        _spoiled({"as_of": 20250401}),
        _spoiled({"school_year": -1}),
        _spoiled({"policy": "otaru"}),
        _spoiled({"places": [["a"]]}),
        _spoiled({"pupils": {}}),
        _spoiled({"pupils": [{}]}),
        _spoiled({"pupils": json.loads(snapshot_text(run("太郎 4/7- 欠")))["pupils"] * 2}),
        _spoiled({"school_days": None}),
        _with_marks([["2025-04-07", "struck"]]),
        _with_marks([["2025-04-07", "away"]]),
        _with_marks([["2025-04-07", "absent", "欠", 99, "A1"]]),
        _with_marks([["2025-04-07", "absent", "欠", -1, "A1"]]),
        _with_marks([["2025-04-07", "absent", "欠"]]),
        _with_marks([["2025-04-07", "absent", "欠" * 10_000, 0, "A1"]]),
    ],
    ids=range(27),
)
def test_wrong_files_are_refused_in_words(tmp_path: Path, text: str) -> None:
    """One sentence, one hint, no part of the file in it."""
    with pytest.raises(ConfigError) as caught:
        read_previous(written(tmp_path, text))
    assert "読めません" in caught.value.message
    assert "--remember" in caught.value.hint


def test_a_file_of_a_newer_futoko(tmp_path: Path) -> None:
    """Said as such, for both kinds."""
    for key in ("futoko_snapshot_version", "futoko_result_version"):
        with pytest.raises(ConfigError, match="この版の futoko では読めない"):
            read_previous(written(tmp_path, json.dumps({key: 2, "command": "scan"})))


def test_no_file_a_folder_other_letters(tmp_path: Path) -> None:
    """What cannot be opened says why."""
    with pytest.raises(ConfigError, match="ありません"):
        read_previous(tmp_path / "ない.json")
    with pytest.raises(ConfigError, match="フォルダー"):
        read_previous(tmp_path)
    path = tmp_path / "sjis.json"
    path.write_bytes("欠席".encode("cp932"))
    with pytest.raises(ConfigError, match="futoko の控えではありません"):
        read_previous(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_what_is_no_ordinary_file(tmp_path: Path) -> None:
    """A pipe would wait for ever."""
    os.mkfifo(tmp_path / "管.json")
    with pytest.raises(ConfigError, match="ふつうのファイルではありません"):
        read_previous(tmp_path / "管.json")


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is looked at before the file is read: at it a file is read, one byte above it is not."""
    path = written(tmp_path, snapshot_text(run("太郎 4/7- 欠")))
    size = path.stat().st_size
    monkeypatch.setattr("futoko_cli.reports.previous._LARGEST", size)
    assert read_previous(path).pupils
    monkeypatch.setattr("futoko_cli.reports.previous._LARGEST", size - 1)
    with pytest.raises(ConfigError, match="大きすぎます"):
        read_previous(path)
