"""Looking back (--as-of): a meeting of a later day is not known yet; without it, the ledger is believed up to today.

太郎 is away for 31 school days from 4/8 on; the ledger says that he was met on 5/26, after the register's last mark.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from futoko_cli.core.ledger import Child, Contact, How, Ledger
from futoko_cli.ledger.make import make_ledger
from tests.command import futoko

MET = date(2025, 5, 26)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """April and May of one class, and a ledger with one visit."""
    for month, last, first in ((4, 30, 8), (5, 31, 1)):
        away = ["欠" if first <= day <= (30 if month == 4 else 23) else "" for day in range(1, last + 1)]
        lines = [
            f"令和7年度 {month}月 1年1組 出席簿",
            ",".join(["番号", "氏名", *map(str, range(1, last + 1))]),
            ",".join(["1,山田　太郎", *_school_days(month, away)]),
        ]
        (tmp_path / f"{month}月.csv").write_text("\n".join(lines), encoding="utf-8")
    ledger = Ledger(
        children={"1-1-01": Child("1-1-01", "山田　太郎")},
        contacts=(Contact(MET, "1-1-01", How.VISIT, "学級担任", met=True),),
    )
    (tmp_path / "支援台帳.xlsx").write_bytes(make_ledger("見本小", 2025, ledger))
    return tmp_path


def _school_days(month: int, marks: list[str]) -> list[str]:
    """Marks on weekdays that are no holiday."""
    closed = {(4, 29), (5, 5), (5, 6)}
    return [
        mark if date(2025, month, day).weekday() < 5 and (month, day) not in closed else ""
        for day, mark in enumerate(marks, 1)
    ]


def clock(folder: Path, today: str, *words: str) -> dict[str, Any]:
    """The child's clock in ``duties --json``; empty where it has none."""
    said = futoko(
        *("duties", "4月.csv", "5月.csv", "--ledger", "支援台帳.xlsx", "--json", *words),
        cwd=folder,
        env={"FUTOKO_TODAY": today},
    )
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = said.data["clock"]
    return found[0] if found else {}


def test_before_the_meeting_nobody_knows_of_it(folder: Path) -> None:
    """On 5/23 itself, and looking back to it from June: 31 school days unmet, last seen on 4/7."""
    for today, words in (("2025-05-23", ()), ("2025-06-02", ("--as-of", "2025-05-23"))):
        found = clock(folder, today, *words)
        assert (found["unseen"], found["met_on"]) == (31, "2025-04-07")


def test_after_it_the_ledger_is_believed(folder: Path) -> None:
    """On 5/27 the register still ends on 5/23, but the child was met on the 26th: no clock any more."""
    assert clock(folder, "2025-05-27") == {}
