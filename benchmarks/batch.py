"""A month of reports for a whole school, from registers to files, in one run: ``python -m benchmarks.batch``.

One school is made in which every child has reached the stage, with a ledger that says something about each of them; its
reports are made in this process, with and without a month before to carry on from, beside writing as many copies of the
template with ``write_file`` and with ``Path.write_bytes``. The routes take turns; figures are medians, with garbage
collection off as in the program; only ratios within one run count. What making a file costs differs from folder to
folder of a disk by as much as ten times: ``--folder`` on a memory disk measures futoko, not the disk.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that "python benchmarks/batch.py" works as well as "python -m benchmarks.batch"

from benchmarks.school import make_school  # noqa: E402
from futoko_cli.core.ledger import Causes, Child, Contact, How, Ledger, MonthNote  # noqa: E402
from futoko_cli.core.model import Assessment, Pupil  # noqa: E402
from futoko_cli.forms.case import School  # noqa: E402
from futoko_cli.issuing import batch, extras, outbox  # noqa: E402
from futoko_cli.issuing.earlier import EarlierForms  # noqa: E402
from futoko_cli.issuing.outbox import Outbox, Outcome  # noqa: E402
from futoko_cli.issuing.record import Batch, Job  # noqa: E402
from futoko_cli.issuing.selection import Wanted  # noqa: E402
from futoko_cli.ledger.make import make_ledger  # noqa: E402
from futoko_cli.outputs import write_file  # noqa: E402
from futoko_cli.pipeline import Request, assess  # noqa: E402
from futoko_cli.settings.config import Config  # noqa: E402
from futoko_cli.splice.template import Template  # noqa: E402

TEMPLATE: Final = ROOT / "templates_xlsx" / "欠席状況報告書.xlsx"
BEFORE, MONTH, DAY = "2025-05", "2025-06", date(2025, 7, 2)
MONTHS: Final = 3  # April to June are entered
AWAY: Final = 8  # days a month on which every child is absent
CLASS: Final = 25  # children
CARRIED: Final = "carried on"
TEXT: Final = "朝は起きられるが、登校の時刻になると腹痛を訴える。家庭訪問で本人と会い、別室での学習を提案した。"
STEPS: Final[dict[str, tuple[Any, str]]] = {
    "choosing whom": (batch, "select"),
    "opening the template": (batch, "open_template"),
    "reading last month's file": (EarlierForms, "of"),
    "values": (batch._VALUES, "monthly"),  # noqa: SLF001  the step has no other name
    "carrying on": (batch, "merge"),
    "filling and proving": (Template, "fill"),
    "texts too long": (batch, "findings"),
    "journal entry": (batch, "entry_of"),
    "hashing, looking, writing": (Outbox, "put"),
    "… of it the file": (outbox, "write_file"),
    "cover list": (extras, "add"),
    "saving the journal": (batch, "_save"),
}


class Spent(NamedTuple):
    """Seconds of CPU and of the clock."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Desk:
    """What a call finds: registers, ledger, template."""

    request: Request
    config: Config
    template: bytes

    def assessment(self) -> Assessment:
        """Registers and ledger, read and counted."""
        return assess(self.request, self.config)

    def issue(self, found: Assessment, out: Path, month: str = MONTH) -> Batch:
        """The month's reports."""
        return batch.issue(
            Job(found, Wanted("monthly", month), self.template, TEMPLATE.name, out, DAY, School("みどり坂"))
        )


def desk(folder: Path, children: int) -> Desk:
    """The school: every child absent for some days of each month."""
    files = make_school(folder / "registers", -(-children // CLASS), min(CLASS, children), MONTHS, away=AWAY)
    request, config = Request(tuple(files), DAY, policy="otaru"), Config(school_year=2025)
    pupils = assess(request, config).register.pupils
    path = folder / "支援台帳.xlsx"
    path.write_bytes(make_ledger("みどり坂", 2025, ledger_of(pupils)))
    return Desk(replace(request, ledger=path), config, TEMPLATE.read_bytes())


def ledger_of(pupils: tuple[Pupil, ...]) -> Ledger:
    """A row of each kind that the report asks for, for every child."""
    children = {p.key: Child(p.key, p.name, "みどり", "女", date(2012, 5, 6), "保護者", "小樽市") for p in pupils}
    causes = {p.key: Causes(p.key, "不安抑うつ", ("友人関係",), "", TEXT * 2, TEXT, TEXT) for p in pupils}
    contacts = [
        Contact(day, p.key, how, "担任", met=how is How.VISIT, place="自宅", content=TEXT)
        for p in pupils
        for day, how in ((date(2025, 5, 13), How.VISIT), (date(2025, 6, 10), How.CALL), (date(2025, 6, 17), How.VISIT))
    ]
    notes = [
        MonthNote(
            month, p.key, TEXT + month, TEXT, "登校", "別室登校", "家庭訪問", "毎週火曜", "担任", "SC", ("登校支援室",)
        )
        for p in pupils
        for month in (BEFORE, MONTH)
    ]
    return Ledger("支援台帳.xlsx", MappingProxyType(children), tuple(contacts), MappingProxyType(causes), tuple(notes))


def copies(children: int, write: Callable[[Path], object]) -> Callable[[Path], None]:
    """As many files as there are reports."""

    def route(folder: Path) -> None:
        for number in range(children):
            write(folder / f"{number}.xlsx")

    return route


def program(school: Desk, out: Path) -> None:
    """``futoko report monthly`` as it is called."""
    words = ["--month", MONTH, "--policy", "otaru", "--ledger", str(school.request.ledger), "-o", str(out), "-q"]
    command = [sys.executable, "-m", "futoko_cli", "report", "monthly", *map(str, school.request.files), *words]
    subprocess.run(command, stdout=subprocess.DEVNULL, cwd=ROOT, check=False)
    if not any((out / MONTH).glob("欠席状況報告書_*.xlsx")):
        raise SystemExit("futoko report wrote nothing")


def figures(folder: Path, children: int, rounds: int) -> dict[str, Spent]:
    """Every route, and the steps of the longest one."""
    school = desk(folder, children)
    registers = replace(school.request, ledger=None)
    counted = school.assessment()
    before = folder / "before"

    def issue(found: Assessment, out: Path, month: str = MONTH) -> None:
        written = len(school.issue(found, out, month).having(Outcome.WRITTEN))
        if written != children:
            raise SystemExit(f"{written} of {children} reports were written")

    issue(counted, before, BEFORE)
    data = school.template
    routes: dict[str, Callable[[Path], object]] = {
        "copies, write_bytes": copies(children, lambda path: path.write_bytes(data)),
        "copies": copies(children, lambda path: write_file(data, path, force=False)),
        "registers": lambda _: assess(registers, school.config),
        "registers and ledger": lambda _: school.assessment(),
        "reports": lambda out: issue(counted, out),
        f"reports, {CARRIED}": lambda out: issue(counted, out),
        "whole": lambda out: issue(school.assessment(), out),
        f"whole, {CARRIED}": lambda out: issue(school.assessment(), out),
        "futoko report": lambda out: program(school, out),
        f"futoko report, {CARRIED}": lambda out: program(school, out),
    }
    return {
        **taking_turns(routes, rounds, folder / "out", before),
        **steps(lambda: school.issue(counted, before)),
    }


def taking_turns(routes: dict[str, Callable[[Path], object]], rounds: int, out: Path, before: Path) -> dict[str, Spent]:
    """Medians of every route, each in a folder of its own, made anew each time."""
    spent: dict[str, list[Spent]] = {name: [] for name in routes}
    for _ in range(rounds):
        for name, route in routes.items():
            if name.endswith(CARRIED):
                shutil.copytree(before, out)
            else:
                out.mkdir()
            gc.collect()
            gc.disable()
            began, clock = _cpu(), time.perf_counter()
            route(out)
            spent[name].append(Spent(_cpu() - began, time.perf_counter() - clock))
            gc.enable()
            shutil.rmtree(out)
    return {
        name: Spent(statistics.median(one.cpu for one in all_), statistics.median(one.wall for one in all_))
        for name, all_ in spent.items()
    }


def _cpu() -> float:
    """CPU seconds of this process and of those it has waited for."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def ratios(found: dict[str, Spent]) -> dict[str, Spent]:
    """How many times the copies each way costs."""
    one = found["copies"]
    ways = [name for name in found if name.startswith(("reports", "whole", "futoko"))]
    return {f"{way} / copies": Spent(found[way].cpu / one.cpu, found[way].wall / one.wall) for way in ways}


def steps(call: Callable[[], object]) -> dict[str, Spent]:
    """Where a carried-on month goes, the cost of looking included."""
    spent: dict[str, list[float]] = {}
    gc.collect()
    gc.disable()
    with _watched(spent):
        call()
    gc.enable()
    return {f"step: {name}": Spent(cpu, wall) for name, (cpu, wall) in spent.items()}


@contextmanager
def _watched(spent: dict[str, list[float]]) -> Iterator[None]:
    """Each step of a batch measured while it runs."""
    with ExitStack() as stack:
        for name, (owner, word) in STEPS.items():
            timed = spent.setdefault(name, [0.0, 0.0])
            if isinstance(owner, dict):
                stack.enter_context(patch.dict(owner, {word: _timed(owner[word], timed)}))
            else:
                stack.enter_context(patch.object(owner, word, _timed(getattr(owner, word), timed)))
        yield


def _timed(call: Callable[..., Any], into: list[float]) -> Callable[..., Any]:
    def timed(*args: Any, **named: Any) -> Any:  # noqa: ANN401  whatever the step takes and gives
        began, clock = time.process_time(), time.perf_counter()
        found = call(*args, **named)
        if isinstance(found, Iterator):
            found = list(found)
        into[0] += time.process_time() - began
        into[1] += time.perf_counter() - clock
        return found

    return timed


def main() -> None:
    """Make the school, run every route, print milliseconds and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=500, help="a multiple of 25, or fewer")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    parser.add_argument("--quick", action="store_true", help="10 children, once: only whether it runs")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    children, rounds = (10, 1) if arguments.quick else (arguments.children, arguments.rounds)
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        found = figures(Path(folder), children, rounds)
    if arguments.json:
        both = {"seconds": found, "ratios": ratios(found)}
        print(json.dumps({k: {n: s._asdict() for n, s in v.items()} for k, v in both.items()}, ensure_ascii=False))
        return
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {children} children"
    )
    print("  CPU ms  wall ms")
    for name, one in found.items():
        print(f"{one.cpu * 1000:8.0f} {one.wall * 1000:8.0f}  {name}")
    for name, one in ratios(found).items():
        print(f"{one.cpu:8.2f} {one.wall:8.2f}  {name}")


if __name__ == "__main__":
    main()
