"""A Dask cluster on loopback, its scheduler and two workers started as separate commands: the same as the pool."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from futoko_cli.district.cluster import Cluster
from futoko_cli.district.result import Run
from futoko_cli.district.running import Work, run_schools
from futoko_cli.district.school import assess_school
from futoko_cli.district.task import Defaults, schools_in
from futoko_cli.errors import UsageError
from tests.command import ROOT, futoko
from tests.district.schools import TODAY, make_district, run_of
from tests.district.works import dies_of_second_file, dies_once

pytest.importorskip("distributed", reason="the extra futoko[cluster] is not installed")
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9"),
    pytest.mark.filterwarnings("ignore"),  # the cluster's own, about sockets that end with it
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers of one thread."""
    folder = tmp_path_factory.mktemp("cluster")
    note = folder / "scheduler.json"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "false",
    }
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment, "cwd": folder}
    group = {"start_new_session": True}
    shared = ["--scheduler-file", str(note), "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", *shared, "--nthreads", "1", "--no-show"]
    commands = [
        [sys.executable, "-m", "distributed.cli.dask_scheduler", *shared, "--host", "127.0.0.1", "--port", "0"],
        worker,
        worker,
    ]
    processes = [subprocess.Popen(command, **quiet, **group) for command in commands]  # type: ignore[call-overload]  # a dict of options
    try:
        yield _ready(note)
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGKILL)  # the nanny of a worker and the worker itself
            process.wait(timeout=20)


def _ready(note: Path) -> str:
    """The address, once both workers have come."""
    import json

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if note.exists() and note.read_text(encoding="utf-8"):
            address: str = json.loads(note.read_text(encoding="utf-8"))["address"]
            try:
                crew = Cluster(address)
            except UsageError:
                time.sleep(0.2)
                continue
            crew.stop()
            if crew.workers == 2:
                return address
        time.sleep(0.2)
    raise TimeoutError("the cluster did not start")


def clustered(address: str, folder: Path, work: Work = assess_school) -> Run:
    """A run over the cluster."""
    tasks = schools_in([folder], Defaults(TODAY)).tasks
    return run_schools(tasks, Cluster(address, work))


def test_cluster_says_what_the_pool_says(cluster: str, tmp_path: Path) -> None:
    """The same result, and the same from the command line."""
    make_district(tmp_path, 4)
    assert clustered(cluster, tmp_path) == run_of(tmp_path)
    said = [
        futoko("district", tmp_path, "--json", "--no-cache", *options, cwd=tmp_path, env={"FUTOKO_TODAY": str(TODAY)})
        for options in (("--cluster", cluster), ("--jobs", "2"))
    ]
    assert said[0].data == said[1].data
    assert said[0].code == said[1].code == 0


def test_worker_of_the_cluster_killed_in_the_middle(cluster: str, tmp_path: Path) -> None:
    """After kill -9 of a worker the cluster reads its schools again: complete, and the same."""
    make_district(tmp_path, 5)
    expected = run_of(tmp_path)
    assert clustered(cluster, tmp_path, dies_once) == expected
    assert (tmp_path / "02校" / "落ちた").exists()


def test_school_that_kills_workers_fails_alone(cluster: str, tmp_path: Path) -> None:
    """A school that kills every worker is given up, and no other with it."""
    make_district(tmp_path, 4)
    found = clustered(cluster, tmp_path, dies_of_second_file)
    expected = run_of(tmp_path)
    assert [school.outcome for school in found.schools] == ["read", "failed", "read", "read"]
    assert "途中で落ちました" in found.schools[1].error
    assert [s for s in found.schools if s.folder != "02校"] == [s for s in expected.schools if s.folder != "02校"]
