"""Results kept by content: nothing is read twice, nothing outlives what it was made of, and no name is kept."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from futoko_cli.district.cache import Cache, cache_folder
from futoko_cli.district.school import Assessed, assess_school
from futoko_cli.district.signature import signature_of
from futoko_cli.district.task import Defaults, Task
from tests.district.schools import TODAY, make_district, run_of
from tests.district.works import raises


def entries(cache: Cache) -> list[Path]:
    """The files of the cache."""
    return sorted(cache.folder.iterdir())


def test_second_run_reads_nothing(tmp_path: Path) -> None:
    """Over unchanged files a run only looks at them; its result is the same."""
    make_district(tmp_path / "全校")
    cache = Cache(tmp_path / "控え")
    first = run_of(tmp_path / "全校", cache=cache)
    assert cache.size()[0] == 3
    assert run_of(tmp_path / "全校", cache=cache, work=raises) == first


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "1年1組_4月.csv").write_text(
            (folder / "1年1組_4月.csv").read_text(encoding="utf-8").replace("早", "欠"), encoding="utf-8"
        ),
        lambda folder: (folder / "1年1組_4月.csv").rename(folder / "1年3組_4月.csv"),
        lambda folder: (folder / "1年1組_5月.csv").unlink(),
        lambda folder: (folder / "futoko.toml").write_text("[policy]\nid = 'national'\n", encoding="utf-8"),
        lambda folder: (folder.parent / "futoko.toml").write_text("[policy]\nid = 'okinawa'\n", encoding="utf-8"),
    ],
    ids=["a mark", "a file's name", "a file less", "its settings", "settings of all"],
)
def test_what_has_changed_is_read_again(tmp_path: Path, change: Callable[[Path], object]) -> None:
    """A school is read again where a byte, a name or a setting has changed, and the others are not."""
    make_district(tmp_path / "全校", 1)
    cache = Cache(tmp_path / "控え")
    first = run_of(tmp_path / "全校", cache=cache)
    change(tmp_path / "全校" / "01校")
    second = run_of(tmp_path / "全校", cache=cache)
    assert second != first
    assert second == run_of(tmp_path / "全校")


def test_same_size_and_time_do_not_deceive(tmp_path: Path) -> None:
    """A changed file that keeps its size and its time is read again: only the content counts."""
    folder = make_district(tmp_path / "全校", 1) / "01校"
    cache = Cache(tmp_path / "控え")
    first = run_of(tmp_path / "全校", cache=cache)
    file = folder / "1年1組_4月.csv"
    status = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace("遅", "欠"), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size
    assert run_of(tmp_path / "全校", cache=cache) != first


@pytest.mark.parametrize(
    "option",
    [
        {"policy": "national"},
        {"as_of": date(2025, 4, 30)},
        {"today": date(2025, 5, 9)},
        {"school_year": 2025},
        {"password": "ひみつ"},
    ],
)
def test_options_are_part_of_the_signature(tmp_path: Path, option: dict[str, object]) -> None:
    """Another option may mean another result: its signature differs."""
    task = Task(make_district(tmp_path, 1) / "01校", Defaults(TODAY))
    other = replace(task, defaults=replace(task.defaults, **option))  # type: ignore[arg-type]  # one field each
    first, second = signature_of(task), signature_of(other)
    assert first is not None
    assert second is not None
    assert first.key != second.key
    assert first.inputs == second.inputs


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-20], lambda data: data.replace(b"1", b"2"), lambda _: b"", lambda _: b"\xff\n{}"]
)
def test_damaged_entry_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """An entry that was cut, changed or emptied is found out, the school read, and the entry mended."""
    make_district(tmp_path / "全校", 1)
    cache = Cache(tmp_path / "控え")
    first = run_of(tmp_path / "全校", cache=cache)
    (entry,) = entries(cache)
    sound = entry.read_bytes()
    entry.write_bytes(damage(sound))
    assert run_of(tmp_path / "全校", cache=cache) == first
    assert entry.read_bytes() == sound


def test_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path) -> None:
    """A result whose files are not those that were looked at first belongs to no signature."""
    make_district(tmp_path / "全校", 1)
    cache = Cache(tmp_path / "控え")

    def meanwhile(task: Task, progress: Callable[[str], None] | None = None) -> Assessed:
        file = task.folder / "1年1組_4月.csv"
        file.write_text(file.read_text(encoding="utf-8") + "\n5,冬木　花,,,,欠\n", encoding="utf-8")
        return assess_school(task, progress)

    run_of(tmp_path / "全校", cache=cache, work=meanwhile)
    assert cache.size() == (0, 0)


def test_two_runs_at_once(tmp_path: Path) -> None:
    """Runs that write the same entries at the same time all end with the same result, and no piece of a file is left."""
    make_district(tmp_path / "全校")
    cache = Cache(tmp_path / "控え")
    expected = run_of(tmp_path / "全校")
    with ThreadPoolExecutor(4) as threads:
        runs = list(threads.map(lambda _: run_of(tmp_path / "全校", cache=cache), range(4)))
    assert runs == [expected] * 4
    assert [path.suffix for path in entries(cache)] == [".school"] * 3


def test_no_name_is_kept(tmp_path: Path) -> None:
    """Neither a child's name nor a file's is in an entry or its name; what failed is not kept at all."""
    folder = make_district(tmp_path / "全校", 1)
    (folder / "01校" / "冬木　花.csv").write_text("x", encoding="utf-8")
    (folder / "02校").mkdir()
    (folder / "02校" / "秋山　森.xlsx").write_bytes(b"PK\x03\x04broken")
    cache = Cache(tmp_path / "控え")
    run_of(folder, cache=cache)
    (entry,) = entries(cache)
    text = entry.name + entry.read_text(encoding="utf-8")
    for name in ("春野", "夏川", "秋山", "冬木"):
        assert name not in text
        assert name.encode("unicode_escape").decode() not in text


def test_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    """Without a place for the cache a run is the same, only slower."""
    make_district(tmp_path / "全校", 1)
    (tmp_path / "控え").write_text("a file", encoding="utf-8")
    assert run_of(tmp_path / "全校", cache=Cache(tmp_path / "控え")) == run_of(tmp_path / "全校")


def test_old_entries_go(tmp_path: Path) -> None:
    """What nobody has used for two months is removed; what was of use lately stays."""
    make_district(tmp_path / "全校", 2)
    cache = Cache(tmp_path / "控え")
    run_of(tmp_path / "全校", cache=cache)
    old, young = entries(cache)
    day = 24 * 60 * 60
    os.utime(old, (time.time() - 61 * day,) * 2)
    os.utime(young, (time.time() - 59 * day,) * 2)
    cache.prune()
    assert entries(cache) == [young]


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"FUTOKO_CACHE": "/x"}, "linux", "/x"),
        ({"XDG_CACHE_HOME": "/y"}, "linux", "/y/futoko/district"),
        ({"LOCALAPPDATA": "/z"}, "win32", "/z/futoko/cache/district"),
    ],
)
def test_place_by_platform(environment: dict[str, str], platform: str, folder: str) -> None:
    """The cache lies where the platform keeps such things, or where the variable says."""
    assert cache_folder(environment, platform).as_posix() == folder


def test_place_at_home() -> None:
    """Without any variable it lies below the person's own home."""
    assert cache_folder({}, "linux").is_relative_to(Path.home())
    assert cache_folder({}, "darwin").is_relative_to(Path.home() / "Library")
