"""Files that schools mail to the board: the same roll-up as from the registers, and no file used that is not whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from futoko_cli.district.exchange import VERSION_KEY, export_bytes, merge
from futoko_cli.district.plain import from_plain, to_plain
from futoko_cli.district.result import Run, SchoolResult
from futoko_cli.district.school import school_result
from futoko_cli.errors import UsageError
from tests.district.schools import make_district, run_of
from tests.summary.invent import school as invented


def files_of(run: Run, folder: Path, password: str | None = None) -> list[Path]:
    """The export of each school as a file."""
    folder.mkdir(exist_ok=True)
    found = []
    for school in run.schools:
        path = folder / f"{school.folder}.futoko.json"
        path.write_bytes(export_bytes([school], password))
        found.append(path)
    return found


def test_merged_files_are_the_run_itself(tmp_path: Path) -> None:
    """Merging what each school exported gives the very run over their registers, in whatever order."""
    run = run_of(make_district(tmp_path / "全校"))
    files = files_of(run, tmp_path / "届いた")
    assert merge(files) == run
    assert merge(files[::-1]) == run


def test_one_file_may_hold_many_schools(tmp_path: Path) -> None:
    """A board's own export merges into a larger one."""
    run = run_of(make_district(tmp_path / "全校"))
    (tmp_path / "all.json").write_bytes(export_bytes(run.schools))
    assert merge([tmp_path / "all.json"]) == run


def test_no_name_is_exported() -> None:
    """Even a result with names leaves without them."""
    school = school_result(invented({(1, "1"): ("青木 4/9- 欠*20",)}), "学校", named=True)
    assert school.children[0].name == "青木"
    assert "青木" not in export_bytes([school]).decode()


def _changed(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    content = json.loads(data)
    change(content)
    return json.dumps(content).encode()


def _fewer(content: dict[str, Any]) -> None:
    content["schools"][0]["rows"][0][2][3] += 1


def _renamed(content: dict[str, Any]) -> None:
    content["schools"][0]["name"] = "別の学校"


def _no_digest(content: dict[str, Any]) -> None:
    del content["sha256"]


def _older(content: dict[str, Any]) -> None:
    content[VERSION_KEY] = 0


def _newer(content: dict[str, Any]) -> None:
    content[VERSION_KEY] = 2


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: _changed(data, _fewer), "中身が変わっています"),
        (lambda data: _changed(data, _renamed), "中身が変わっています"),
        (lambda data: _changed(data, _no_digest), "中身が変わっています"),
        (lambda data: _changed(data, _older), "古い futoko"),
        (lambda data: _changed(data, _newer), "新しい futoko"),
        (lambda data: data[:-1000], "途中で切れています"),
        (lambda data: data[:10], "集計ファイルではありません"),
        (lambda _: b"[1, 2]", "集計ファイルではありません"),
        (lambda _: b"\xff\xfe\x00", "集計ファイルではありません"),
        (lambda _: b"[" * 100_000, "集計ファイルではありません"),
    ],
)
def test_file_that_is_not_whole_is_named(tmp_path: Path, spoil: Callable[[bytes], bytes], said: str) -> None:
    """Tampered, cut, of another version or something else: its name and why; the others are merged."""
    run = run_of(make_district(tmp_path / "全校"))
    files = files_of(run, tmp_path / "届いた")
    files[1].write_bytes(spoil(files[1].read_bytes()))
    found = merge(files)
    assert [s for s in found.schools if s.outcome == "read"] == [run.schools[0], run.schools[2]]
    (failed,) = (s for s in found.schools if s.outcome == "failed")
    assert failed.folder == files[1].name
    assert said in failed.error


def test_reformatted_file_is_still_whole(tmp_path: Path) -> None:
    """The digest is of the content: another spacing or order of keys is no change."""
    run = run_of(make_district(tmp_path / "全校", 1))
    (file,) = files_of(run, tmp_path / "届いた")
    content = json.loads(file.read_bytes())
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file.write_text(json.dumps(dict(reversed(content.items()))), encoding=encoding)
        assert merge([file]) == run


def test_school_in_two_files_counts_once(tmp_path: Path) -> None:
    """The same file twice: counted once, and said which one was left out."""
    run = run_of(make_district(tmp_path / "全校"))
    files = files_of(run, tmp_path / "届いた")
    twin = tmp_path / "届いた" / "再送.json"
    twin.write_bytes(files[0].read_bytes())
    found = merge([*files, twin])
    assert found.schools == run.schools
    assert found.notes == ("再送.json: 見本市立第1小学校 は 01校.futoko.json にもあるため、使っていません。",)


def test_newer_file_of_a_school_wins(tmp_path: Path) -> None:
    """May's file stands instead of April's, in whatever order they come."""
    run = run_of(make_district(tmp_path / "全校", 1))
    april = replace(run.schools[0], as_of="2025-04-30", rows=run.schools[0].rows[:2])
    files = files_of(Run((april,)), tmp_path / "4月") + files_of(run, tmp_path / "5月")
    assert merge(files).schools == merge(files[::-1]).schools == run.schools


def test_two_different_files_of_one_day_are_not_guessed(tmp_path: Path) -> None:
    """Which of them is right nobody can know: the school is a row that asks."""
    run = run_of(make_district(tmp_path / "全校", 1))
    other = replace(run.schools[0], totals_only=1)
    files = files_of(run, tmp_path / "1") + files_of(Run((other,)), tmp_path / "2")
    (row,) = merge(files).schools
    assert row.outcome == "failed"
    assert "違う集計ファイルが2つ" in row.error


def test_schools_without_name_and_code_are_not_taken_for_one(tmp_path: Path) -> None:
    """Two schools that both export from a folder 出席簿 stay two."""
    run = run_of(make_district(tmp_path / "全校", 2))
    bare = Run(tuple(replace(school, folder="出席簿", name="", code="") for school in run.schools))
    files = [tmp_path / "1.json", tmp_path / "2.json"]
    for file, school in zip(files, bare.schools, strict=True):
        file.write_bytes(export_bytes([school]))
    assert merge(files).schools == bare.schools


def test_password(tmp_path: Path) -> None:
    """With the password the same; without it, with a wrong one, or changed on the way: named."""
    pytest.importorskip("cryptography")
    run = run_of(make_district(tmp_path / "全校", 1))
    (file,) = files_of(run, tmp_path / "届いた", "ひみつ")
    assert b"rows" not in file.read_bytes()
    assert merge([file], "ひみつ") == run
    assert "パスワードがかかっています" in merge([file]).schools[0].error
    assert "パスワードが合わないか" in merge([file], "ちがう").schools[0].error
    sound = file.read_bytes()
    file.write_bytes(sound.replace(sound[-60:-50], b"AAAAAAAAAA"))
    assert "途中で変わっています" in merge([file], "ひみつ").schools[0].error
    file.write_bytes(sound[:-60])
    assert "途中で切れている" in merge([file], "ひみつ").schools[0].error
    with pytest.raises(UsageError):
        export_bytes(run.schools, "")


_SCHOOL = to_plain(school_result(invented({(1, "1"): ("青木 4/7- 欠*8",)}), "学校"))
_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda e: st.lists(e, max_size=3)
)


@given(st.sampled_from(sorted(_SCHOOL)), _junk)
def test_anything_strange_in_a_field_is_refused(key: str, value: object) -> None:
    """Whatever stands in a field: it is read as what it must be, or refused with a ValueError; nothing else happens."""
    data = {**_SCHOOL, key: value}
    try:
        found = from_plain(data)
    except ValueError:
        return
    assert isinstance(found, SchoolResult)
    assert to_plain(found) == data


def test_plain_and_back() -> None:
    """A result survives JSON as it is."""
    school = school_result(invented(previous_year={"1-1-01": 35}), "学校", code="B001", inputs=("ab",))
    assert from_plain(json.loads(json.dumps(to_plain(school)))) == school
