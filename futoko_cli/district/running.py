"""The schools of a run over any executor (並べて数える): a few at a time, so that memory stays flat however many."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Protocol

from futoko_cli.district.cache import Cache
from futoko_cli.district.result import Run, SchoolResult
from futoko_cli.district.school import Assessed, assess_school
from futoko_cli.district.signature import signature_of
from futoko_cli.district.task import Task

Outcome = Assessed | BaseException
_TICK = 0.5  # seconds: on Windows a wait without an end cannot be interrupted


class Work(Protocol):
    """What is done for each school; ``progress`` is told each file before it is read."""

    def __call__(self, task: Task, progress: Callable[[str], None] | None = None) -> Assessed:
        """The result of one school."""


@dataclass(frozen=True, slots=True)
class Item:
    """One school of a run by its place, with its signature before it is read ("" unknown: it is not kept)."""

    place: int
    task: Task
    key: str = ""


class Crew(Protocol):
    """Those who do the work: processes of this machine, or a cluster."""

    def results(self, items: Iterator[Item]) -> Iterator[tuple[Item, Outcome]]:
        """Each item with its result, in any order, or with what kept it from having one."""

    def stop(self) -> None:
        """End at once, whatever is being read."""


@dataclass(frozen=True, slots=True)
class Count:
    """How far a run is, for a progress bar."""

    done: int
    failed: int
    total: int


Tell = Callable[[Count], None]


def windowed(executor: Executor, work: Work, items: Iterator[Item], width: int) -> Iterator[tuple[Item, Outcome]]:
    """Each item with its outcome; never more than ``width`` handed in. Draws no more once the executor is broken."""
    waiting: dict[Future[Assessed], Item] = {}
    drawing = True
    while drawing or waiting:
        while drawing and len(waiting) < width:
            item = next(items, None)
            if item is None:
                drawing = False
                break
            try:
                waiting[executor.submit(work, item.task)] = item
            except BrokenExecutor as error:
                drawing = False
                yield item, error
        finished, _ = wait(waiting, timeout=_TICK, return_when=FIRST_COMPLETED)
        for future in finished:
            outcome = _outcome(future)
            drawing = drawing and not isinstance(outcome, BrokenExecutor)
            yield waiting.pop(future), outcome


def _outcome(future: Future[Assessed]) -> Outcome:
    if future.cancelled():
        return ConnectionError("cancelled")
    return future.exception() or future.result()


class OneExecutor:
    """A crew out of any ``concurrent.futures.Executor``; ``width`` schools are handed in at most."""

    def __init__(self, executor: Executor, width: int, work: Work = assess_school) -> None:
        """The executor stays its owner's: it is not shut down here, except by ``stop``."""
        self._executor, self._width, self._work = executor, width, work

    def results(self, items: Iterator[Item]) -> Iterator[tuple[Item, Outcome]]:
        """Each item with its outcome."""
        return windowed(self._executor, self._work, items, self._width)

    def stop(self) -> None:
        """Hand nothing more in."""
        self._executor.shutdown(wait=False, cancel_futures=True)


class WorkerDiedError(Exception):
    """The process that read a school is gone; ``file`` counts its files in the order of their names (0 unknown)."""

    def __init__(self, file: int = 0) -> None:
        """Keep which file was being read."""
        super().__init__(file)
        self.file = file


def is_death(outcome: object) -> bool:
    """Whether a school has no result because who read it died; ``KilledWorker`` is a cluster's word for it."""
    return isinstance(outcome, WorkerDiedError | BrokenExecutor) or type(outcome).__name__ == "KilledWorker"


def failure(task: Task, error: BaseException) -> SchoolResult:
    """The row of a school that has no result, in words for people."""
    if is_death(error):
        file = getattr(error, "file", 0)
        where = f"（名前の順で{file}番目のファイル）" if file else ""
        said = (
            f"出席簿を読むプログラムが途中で落ちました{where}。",
            "そのファイルを Excel で開いて保存し直すか、フォルダーから出してください。ほかの学校は数えています。",
        )
    elif isinstance(error, ConnectionError):
        said = "クラスターとの接続が切れ、数えていません。", "もう一度実行してください。終わった学校は読み直しません。"
    else:
        said = (
            f"思わぬ誤りで読めませんでした（{type(error).__name__}）。",
            "このフォルダーだけを futoko scan で読んでください。",
        )
    return SchoolResult(task.folder.name, "", "", "failed", *said)


def run_schools(tasks: Sequence[Task], crew: Crew, *, cache: Cache | None = None, tell: Tell | None = None) -> Run:
    """All schools in their order. Stopped with Ctrl-C, it ends at once and holds what is done."""
    found: dict[int, SchoolResult] = {}
    failed = 0

    def keep(place: int, result: SchoolResult) -> None:
        nonlocal failed
        found[place] = result
        failed += result.outcome == "failed"
        if tell is not None:
            tell(Count(len(found), failed, len(tasks)))

    stopped = False
    try:
        for item, outcome in crew.results(_unknown(tasks, cache, keep)):
            if isinstance(outcome, Assessed):
                _remember(item, outcome, cache)
                keep(item.place, outcome.result)
            else:
                keep(item.place, failure(item.task, outcome))
    except KeyboardInterrupt:
        stopped = True
        with contextlib.suppress(KeyboardInterrupt):
            crew.stop()
    missing = tuple(task.folder.name for place, task in enumerate(tasks) if place not in found)
    return Run(tuple(found[place] for place in sorted(found)), missing, stopped=stopped)


def _unknown(tasks: Iterable[Task], cache: Cache | None, keep: Callable[[int, SchoolResult], None]) -> Iterator[Item]:
    """Schools that have to be read; those that the cache knows are kept on the way."""
    for place, task in enumerate(tasks):
        signature = signature_of(task) if cache is not None else None
        known = cache.get(signature.key, task.folder.name) if cache is not None and signature is not None else None
        if known is not None and _in_store(task, known):
            keep(place, known)
        else:
            yield Item(place, task, signature.key if signature is not None else "")


def _in_store(task: Task, known: SchoolResult) -> bool:
    """Whether the days of a known result are where this run keeps them, or nowhere asked for."""
    if task.defaults.store is None or known.outcome != "read":
        return True
    from futoko_cli.district.store import is_kept

    return is_kept(task.defaults.store, known)


def _remember(item: Item, outcome: Assessed, cache: Cache | None) -> None:
    """Keep a result whose files are those that its signature was made of, before it was read and after."""
    signature = outcome.signature
    if cache is not None and signature is not None and signature.key == item.key and outcome.result.outcome != "failed":
        cache.put(item.key, outcome.result)
