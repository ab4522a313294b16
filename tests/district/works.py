"""What a worker may do instead of reading a school: die, once or always, or take its time."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

from futoko_cli.district.school import Assessed, assess_school
from futoko_cli.district.task import Task

Progress = Callable[[str], None]


def dies_once(task: Task, progress: Progress | None = None) -> Assessed:
    """Kill -9 of the worker at its first school; whoever comes later finds the mark and reads."""
    mark = task.folder / "落ちた"
    if task.folder.name == "02校" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return assess_school(task, progress)


def dies_of_second_file(task: Task, progress: Progress | None = None) -> Assessed:
    """One workbook of one school kills every process that reads it."""

    def begun(label: str) -> None:
        if progress is not None:
            progress(label)
        if task.folder.name == "02校" and label.startswith("1年1組_5月"):
            os.kill(os.getpid(), signal.SIGKILL)

    return assess_school(task, begun)


def slow(task: Task, progress: Progress | None = None) -> Assessed:
    """The first school is read at once; the others take longer than a person waits."""
    if task.folder.name != "01校":
        time.sleep(60)
    return assess_school(task, progress)


def raises(task: Task, progress: Progress | None = None) -> Assessed:
    """Nothing may be read."""
    raise AssertionError(task.folder.name, progress)
