"""Many schools at once: the same through any executor, whoever dies on the way, and stopped at any time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from futoko_cli.district.processes import Processes
from futoko_cli.district.result import Run
from futoko_cli.district.running import Count, Item, OneExecutor, Work, run_schools, windowed
from futoko_cli.district.school import Assessed, assess_school
from futoko_cli.district.task import Defaults, Task, schools_in
from tests.command import ROOT
from tests.district.at_once import AtOnce
from tests.district.schools import TODAY, make_district, run_of
from tests.district.works import dies_of_second_file, dies_once

_KILL = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")


def pooled(folder: Path, work: Work = assess_school) -> Run:
    """A run over two worker processes."""
    tasks = schools_in([folder], Defaults(TODAY)).tasks
    return run_schools(tasks, Processes(2, work))


def test_pool_threads_and_this_process_say_the_same(tmp_path: Path) -> None:
    """One result whatever executor the schools are handed to."""
    make_district(tmp_path, 4)
    expected = run_of(tmp_path)
    assert len(expected.schools) == 4
    assert pooled(tmp_path) == expected
    tasks = schools_in([tmp_path], Defaults(TODAY)).tasks
    with ThreadPoolExecutor(2) as threads:
        assert run_schools(tasks, OneExecutor(threads, 3)) == expected


@_KILL
def test_worker_killed_in_the_middle(tmp_path: Path) -> None:
    """After kill -9 of a worker its schools are read again: complete, and the same."""
    make_district(tmp_path, 5)
    expected = run_of(tmp_path)
    assert pooled(tmp_path, dies_once) == expected
    assert (tmp_path / "02校" / "落ちた").exists()


@_KILL
def test_poisoned_workbook_fails_alone_and_is_named(tmp_path: Path) -> None:
    """A workbook that kills every reader: its school says which file it was, the others are complete."""
    make_district(tmp_path, 5)
    expected = run_of(tmp_path)
    found = pooled(tmp_path, dies_of_second_file)
    assert [school.outcome for school in found.schools] == ["read", "failed", "read", "read", "read"]
    assert "名前の順で2番目のファイル" in found.schools[1].error
    assert [s for s in found.schools if s.folder != "02校"] == [s for s in expected.schools if s.folder != "02校"]


def test_what_a_reader_raises_is_a_row(tmp_path: Path) -> None:
    """An exception that nobody foresaw is the school's own: its type is said, never its text."""
    make_district(tmp_path, 2)

    def broken(task: Task, progress: Callable[[str], None] | None = None) -> Assessed:
        if task.folder.name == "01校":
            raise LookupError("春野")
        return assess_school(task, progress)

    found = run_of(tmp_path, work=broken)
    assert [school.outcome for school in found.schools] == ["failed", "read"]
    assert "LookupError" in found.schools[0].error
    assert "春野" not in repr(found)


def test_only_a_few_schools_are_handed_in_at_once(tmp_path: Path) -> None:
    """However many schools there are, no more than the window lie in the executor, and their list is drawn lazily."""
    drawn: list[int] = []
    done: list[int] = []

    def items() -> Iterator[Item]:
        for place in range(50):
            drawn.append(place)
            assert len(drawn) - len(done) <= 3
            yield Item(place, Task(tmp_path, Defaults(TODAY)))

    def nothing(task: Task, progress: Callable[[str], None] | None = None) -> Any:  # noqa: ANN401  the outcome is not looked at
        del task, progress
        return object()

    for item, _ in windowed(AtOnce(), nothing, items(), 3):
        done.append(item.place)
    assert sorted(done) == list(range(50))


def test_progress_counts_done_and_failed(tmp_path: Path) -> None:
    """Each school is told as it ends, with how many failed so far."""
    make_district(tmp_path, 2)
    (tmp_path / "03校").mkdir()
    (tmp_path / "03校" / "1年1組.xlsx").write_bytes(b"PK\x03\x04broken")
    told: list[Count] = []
    tasks = schools_in([tmp_path], Defaults(TODAY)).tasks
    run_schools(tasks, OneExecutor(AtOnce(), 1), tell=told.append)
    assert told == [Count(1, 0, 3), Count(2, 0, 3), Count(3, 1, 3)]


_STOPPED = """
import sys
from pathlib import Path
from futoko_cli.district.processes import Processes
from futoko_cli.district.running import run_schools
from futoko_cli.district.task import Defaults, schools_in
from tests.district.schools import TODAY
from tests.district.works import slow

if __name__ == "__main__":
    tasks = schools_in([Path(sys.argv[1])], Defaults(TODAY)).tasks
    run = run_schools(tasks, Processes(2, slow), tell=lambda count: print(count.done, flush=True))
    print([school.folder for school in run.schools], run.unfinished, run.stopped, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process group on Windows")
def test_ctrl_c_stops_at_once_and_keeps_what_is_done(tmp_path: Path) -> None:
    """Ctrl-C reaches parent and workers alike: what was done is kept, what was not is named, nobody is left behind."""
    make_district(tmp_path / "全校", 4)
    script = tmp_path / "stopped.py"
    script.write_text(_STOPPED, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "全校")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "1\n"
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - began < 20  # a tenth of a second here; waiting for the others would take a minute
    assert out == "['01校'] ('02校', '03校', '04校') True\n"
    assert err == ""
