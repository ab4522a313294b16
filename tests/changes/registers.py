"""Two pages of one register, the one of last time and the one of today, and what is said of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from futoko_cli.core.changes import Changes, compare
from futoko_cli.core.snapshot import Snapshot
from futoko_cli.reports.snapshot import snapshot_of
from tests.terminal.fabricate import assess

BEFORE = "4/18"


def run(*lines: str, upto: str = BEFORE) -> Snapshot:
    """What a run on these lines of the register knew."""
    return snapshot_of(assess(*lines, upto=upto))


def changed(before: str, after: str, *, then: str = BEFORE, now: str = BEFORE) -> Changes:
    """One child's line of last time and of today."""
    return compare(run(before, upto=then), run(after, upto=now))


def quiet(count: int) -> list[str]:
    """Lines of children who were always there."""
    return [f"静か{n} 4/7- 出" for n in range(count)]


def short(day: date | None) -> str:
    """``4/11``; empty for no day."""
    return f"{day.month}/{day.day}" if day else ""


def stages(changes: Changes) -> list[str]:
    """``reached 初期対応 →4/11``."""
    return [f"{c.turn} {c.label} {short(c.before)}→{short(c.after)}" for c in changes.stages]


def days(changes: Changes) -> list[str]:
    """``4/8 absent／D5→present``: day, kind, mark and cell of both."""
    return [
        f"{short(c.day)} {c.before.kind.id}{c.before.mark}{c.before.cell}→{c.after.kind.id}{c.after.mark}{c.after.cell}"
        for c in changes.days
    ]


def runs(changes: Changes) -> list[str]:
    """``ended 4/8-4/10 3(3)``: first and last day, days now and before."""
    return [
        f"{c.turn} {short(c.episode.first)}-{short(c.episode.last)} {c.episode.days}({c.before})" for c in changes.runs
    ]


def pupils(changes: Changes) -> list[str]:
    """``moved 1-1-02 from 1-1-01``."""
    return [f"{c.turn} {c.key}" + (f" from {c.before}" if c.before else "") for c in changes.pupils]


def of_year(snapshot: Snapshot, year: int) -> Snapshot:
    """The same run in another school year."""
    return replace(snapshot, school_year=year)


def of_policy(snapshot: Snapshot, edition: str) -> Snapshot:
    """The same run under another edition."""
    return replace(snapshot, edition=edition)
