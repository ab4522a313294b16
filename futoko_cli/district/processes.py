"""A process pool that survives the death of a worker: what was unfinished is redone one school at a time.

So one workbook that kills its reader fails alone, and is named.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Final

from futoko_cli.district.running import Item, Outcome, Work, WorkerDiedError, windowed
from futoko_cli.district.school import Assessed, assess_school
from futoko_cli.district.task import Task

#: What a fresh process begins with, where the platform can copy it from a process that has it.
_PRELOADED: Final = ["futoko_cli.district.school", "python_calamine"]
_MOST_ON_WINDOWS: Final = 61
_RARELY: Final = 200_000  # new records between two collections


def default_jobs() -> int:
    """A process for each processor that this one may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, _MOST_ON_WINDOWS)


class Processes:
    """A crew of worker processes. ``work`` must be importable by name."""

    def __init__(self, jobs: int | None = None, work: Work = assess_school) -> None:
        """No process starts before there is a school to read."""
        self._jobs = jobs or default_jobs()
        self._work = work
        self._others = set(multiprocessing.active_children())
        self._executor: Executor | None = None

    def results(self, items: Iterator[Item]) -> Iterator[tuple[Item, Outcome]]:
        """Each item with its outcome."""
        first = next(items, None)
        while first is not None:
            unfinished: list[Item] = []
            self._executor = _pool(self._jobs)
            for item, outcome in windowed(self._executor, self._work, _with(first, items), 2 * self._jobs + 2):
                if isinstance(outcome, BrokenExecutor):
                    unfinished.append(item)
                else:
                    yield item, outcome
            self._executor.shutdown()
            for item in unfinished:
                yield item, self._alone(item.task)
            first = next(items, None)

    def stop(self) -> None:
        """Kill the workers: a school may take longer to read than a person waits."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - self._others:
            process.kill()

    def _alone(self, task: Task) -> Outcome:
        """One school in a process of its own, which says on the way what it reads."""
        with tempfile.TemporaryDirectory(prefix="futoko-") as folder:
            note = Path(folder) / "reading"
            self._executor = executor = _pool(1)
            try:
                return executor.submit(_noting, self._work, task, note).result()
            except BrokenExecutor:
                return WorkerDiedError(note.stat().st_size if note.exists() else 0)
            except Exception as error:  # noqa: BLE001  whatever a school's reading raised is that school's row
                return error
            finally:
                executor.shutdown(wait=False)


def _with(first: Item, rest: Iterator[Item]) -> Iterator[Item]:
    yield first
    yield from rest


def _noting(work: Work, task: Task, note: Path) -> Assessed:
    """The work, with a file that is one byte longer for each workbook begun."""

    def begun(_: str) -> None:
        with note.open("ab") as file:
            file.write(b".")

    return work(task, begun)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_left_alone)


def _context() -> BaseContext:
    """Fresh processes from a server where the platform has one: no thread of ours is copied, and they start at once."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _left_alone() -> None:
    """Ctrl-C is the parent's to answer: a worker that it reaches too would only print.

    A school makes many small records that all live to its end: looking for garbage among them only costs time.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_RARELY)
