"""What a district costs, in one run: ``python -m benchmarks.district`` (``--quick``: a smoke test of a few schools).

Schools are generated in a temporary folder (15 class workbooks × 12 sheets × 35 children each). Every route is a process
of its own and takes turns with the others; figures are medians of its wall clock and of the processor time of all its
processes, and only ratios within one run mean anything. Linux only: processor time of workers is found by adopting them.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import importlib.util
import json
import os
import platform
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(
    0, str(ROOT)
)  # so that "python benchmarks/district.py" works as well as "python -m benchmarks.district"

from benchmarks.days import make_store  # noqa: E402
from benchmarks.districts import Shape, make_district  # noqa: E402

#: Reads every sheet of every workbook and counts nothing: what is left of the time if futoko cost nothing at all.
BARE = """
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from python_calamine import CalamineWorkbook

def read(school):
    cells = 0
    for file in sorted(Path(school).glob("*.xlsx")):
        book = CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            cells += len(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    return cells

if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        print(sum(pool.map(read, sys.argv[1:])))
"""
ROLL_UP = "import sys; from pathlib import Path; from futoko_cli.district.roll_store import stored_results; "
ROLL_UP += "found = stored_results(Path(sys.argv[1]), threads=2); print(sum(len(each.rows) for each in found))"
_SUBREAPER: Final = 36  # PR_SET_CHILD_SUBREAPER
_MB: Final = 1e6


@dataclass(frozen=True)
class Cost:
    """One run of a command: wall clock and processor time in seconds, peak memory of its first process in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: list[str], cache: Path, *, adopted: bool = True) -> Cost:
    """Run a command to its end, and (``adopted``) to that of every process it has left behind."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "FUTOKO_CACHE": str(cache), "PYTHONPATH": str(ROOT), "FUTOKO_TODAY": "2026-04-10"}
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, cwd=ROOT, env=environment)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _peak(process.pid))
            time.sleep(0.01)
        errors.seek(0)
        said = errors.read()
    wall = time.perf_counter() - began
    with contextlib.suppress(ChildProcessError):
        while adopted and os.waitpid(-1, 0)[0]:
            pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)[:200]}\n{said.decode()}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak)


def _peak(pid: int) -> float:
    """MB that a process has held at most since it began; what wait4 tells counts the process it was forked from too."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / _MB
    return 0.0


def median(costs: list[Cost]) -> Cost:
    """Each figure's own median."""
    return Cost(
        statistics.median(each.wall for each in costs),
        statistics.median(each.cpu for each in costs),
        statistics.median(each.memory for each in costs),
    )


def futoko(*arguments: str) -> list[str]:
    """A call of ``futoko district``."""
    return [sys.executable, "-m", "futoko_cli", "district", "--quiet", *arguments]


@contextlib.contextmanager
def cluster() -> Iterator[tuple[str, list[int]]]:
    """A scheduler and two workers on loopback, commands of their own; the address and their processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FUTOKO_TODAY": "2026-04-10"}
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask"]
    worker = [*dask, "worker", address, "--nthreads", "1", "--nworkers", "1", "--no-nanny", "--no-dashboard"]
    commands = [[*dask, "scheduler", "--host", address, "--no-dashboard"], worker, worker]
    started = [subprocess.Popen(each, **silent, cwd=ROOT, env=environment) for each in commands]  # type: ignore[call-overload]
    try:
        import distributed

        with distributed.Client(address, timeout=60, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(2, timeout=60)
        yield address, [process.pid for process in started]
    finally:
        for process in reversed(started):  # a worker may wait for its scheduler for minutes
            process.kill()
            process.wait()


def measure_reading(district: Path, scratch: Path, rounds: int) -> dict[str, Cost]:
    """The bare pool, the pool and the cluster by turns, each without the cache; then the first and a further run with it."""
    folder, none = str(district), scratch / "none"
    schools = sorted(str(path) for path in district.iterdir() if path.is_dir())
    script = scratch / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    routes = {
        "bare pool(2)": [sys.executable, str(script), *schools],
        "futoko pool(2)": futoko(folder, "--no-cache", "--jobs", "2"),
    }
    found: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        for name, command in routes.items():
            found.setdefault(name, []).append(run(command, none))
        first = scratch / "cache"
        shutil.rmtree(first, ignore_errors=True)
        for name in ("first run, cache empty", "run from the cache"):
            found.setdefault(name, []).append(run(futoko(folder, "--jobs", "2"), first))
    return {name: median(costs) for name, costs in found.items()}


def _spent(pids: list[int]) -> float:
    """Processor seconds of running processes."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measure_cluster(district: Path, scratch: Path, rounds: int) -> dict[str, Cost]:
    """Dask beside the pool, by turns; a cluster that stands there needs no start."""
    found: dict[str, list[Cost]] = {"pool(2) beside it": [], "Dask, 2 workers": []}
    for _ in range(rounds):
        found["pool(2) beside it"].append(run(futoko(str(district), "--no-cache", "--jobs", "2"), scratch / "none"))
        with cluster() as (address, pids):
            before = _spent(pids)
            cost = run(futoko(str(district), "--no-cache", "--cluster", address), scratch / "none", adopted=False)
            found["Dask, 2 workers"].append(replace(cost, cpu=cost.cpu + _spent(pids) - before))
    return {name: median(costs) for name, costs in found.items()}


def measure_memory(district: Path, scratch: Path, times: int) -> tuple[Cost, Cost]:
    """The parent's peak over the district and over ``times`` as many schools, the copies being links to the same files."""
    many = scratch / "many"
    for n in range(times):
        for school in sorted(path for path in district.iterdir() if path.is_dir()):
            shutil.copytree(school, many / f"{n:02}-{school.name}", copy_function=os.link)
    shutil.copy(district / "futoko.toml", many)
    run(futoko(str(district), "--jobs", "2"), scratch / "cache")
    run(futoko(str(many), "--jobs", "2"), scratch / "cache")
    return run(futoko(str(district)), scratch / "cache"), run(futoko(str(many)), scratch / "cache")


def measure_store(scratch: Path, schools: int, rounds: int) -> tuple[float, float, Cost]:
    """Millions of student-days generated, their MB on disk, and the cost of rolling them up."""
    store = scratch / "store"
    days = make_store(store, Shape(schools))
    size = sum(path.stat().st_size for path in store.rglob("*.parquet"))
    command = [sys.executable, "-c", ROLL_UP, str(store)]
    return days / 1e6, size / _MB, median([run(command, scratch / "none") for _ in range(rounds)])


def figures(arguments: argparse.Namespace) -> tuple[dict[str, Cost], dict[str, float]]:
    """Everything, and the ratios that are promised."""
    with tempfile.TemporaryDirectory(prefix="futoko-district-") as name:
        scratch = Path(name)
        district = scratch / "district"
        make_district(district, Shape(arguments.schools, arguments.classes))
        costs = measure_reading(district, scratch, arguments.rounds)
        ratios = {
            "pool / bare pool, processor time": costs["futoko pool(2)"].cpu / costs["bare pool(2)"].cpu,
            "pool / bare pool, wall clock": costs["futoko pool(2)"].wall / costs["bare pool(2)"].wall,
            "first run / run from the cache, processor time": costs["first run, cache empty"].cpu
            / costs["run from the cache"].cpu,
            "first run / run from the cache, wall clock": costs["first run, cache empty"].wall
            / costs["run from the cache"].wall,
        }
        if importlib.util.find_spec("distributed"):
            costs |= measure_cluster(district, scratch, arguments.rounds)
            dask, pool = costs["Dask, 2 workers"], costs["pool(2) beside it"]
            ratios["Dask / pool, processor time"] = dask.cpu / pool.cpu
            ratios["Dask / pool, wall clock"] = dask.wall / pool.wall
        few, many = measure_memory(district, scratch, 10)
        costs |= {f"{arguments.schools} schools cached": few, f"{arguments.schools * 10} schools cached": many}
        ratios["MB more in the parent for ten times the schools"] = many.memory - few.memory
        if importlib.util.find_spec("pyarrow") and importlib.util.find_spec("duckdb"):
            millions, size, cost = measure_store(scratch, arguments.store_schools, min(arguments.rounds, 3))
            costs["roll-up from the store"] = cost
            ratios |= {"million student-days in the store": millions, "MB of the store": size}
    return costs, ratios


def main() -> None:
    """Make the schools, run every route, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=50)
    parser.add_argument("--classes", type=int, default=15)
    parser.add_argument("--store-schools", type=int, default=1905)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a smoke test: its figures mean nothing")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.schools, arguments.classes, arguments.store_schools, arguments.rounds = 2, 1, 2, 1
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "futoko_cli"], cwd=ROOT, check=False)
    costs, ratios = figures(arguments)
    if arguments.json:
        told = {name: vars(cost) for name, cost in costs.items()}
        print(json.dumps({"costs": told, "ratios": ratios}, ensure_ascii=False, indent=2))
        return
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    for name, cost in costs.items():
        print(f"{cost.wall:8.2f} s wall {cost.cpu:8.2f} s cpu {cost.memory:7.0f} MB  {name}")
    for name, value in ratios.items():
        print(f"{value:8.2f}  {name}")


if __name__ == "__main__":
    main()
