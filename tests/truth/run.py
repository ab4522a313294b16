"""Runs ``futoko scan --json`` in this process and compares what it says with the plain loop."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from futoko_cli.cli import run
from tests.truth.loop import Expected, expect_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.truth.school import School


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exit code, the JSON of stdout, the text of stderr."""

    code: int
    data: dict[str, Any]
    stderr: str

    @property
    def pupils(self) -> dict[str, dict[str, Any]]:
        """Pupils by key."""
        return {pupil["key"]: pupil for pupil in self.data["pupils"]}

    @property
    def errors(self) -> list[dict[str, Any]]:
        """Problems of severity ``error``."""
        return [issue for issue in self.data["issues"] if issue["severity"] == "error"]

    def issues(self, code: str) -> list[dict[str, Any]]:
        """Problems of one code."""
        return [issue for issue in self.data["issues"] if issue["code"] == code]


def scan(paths: Sequence[Path], *options: str) -> Outcome:
    """``futoko scan PATHS --policy otaru --json OPTIONS``."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["scan", *map(str, paths), "--policy", "otaru", "--json", *options])
    text, said = (stream.buffer.getvalue().decode() for stream in (out, err))
    return Outcome(code, json.loads(text) if text.startswith("{") else _nothing(said), said)


def _nothing(said: str) -> dict[str, Any]:
    """What stands for the JSON where there is none: a failing test then shows what was said instead."""
    return {"pupils": [], "issues": [], "as_of": None, "said": said}


def differences(outcome: Outcome, school: School, *, only_marked: bool = False) -> list[str]:
    """Every point in which the program and the plain loop disagree, as readable lines."""
    expected = expect_all(school)
    if only_marked:
        moved = {child.key for child in school.children if child.joined or child.left}
        expected = {key: one for key, one in expected.items() if one.school - one.by_kind["present"] or key in moved}
    found = outcome.pupils
    lines = [f"missing {key}" for key in expected if key not in found]
    lines += [f"too many {key}" for key in found if key not in expected]
    for key, one in expected.items():
        if key in found:
            lines += _one(found[key], one)
    lines += [
        f"error {issue['code']} {issue.get('sheet')} {issue.get('cell')}: {issue['message']}"
        for issue in outcome.errors
    ]
    if outcome.data.get("as_of") != school.until.isoformat():
        lines.append(f"as_of {outcome.data.get('as_of')}, expected {school.until}")
    if outcome.code != 0:
        lines.append(f"exit code {outcome.code}: {outcome.stderr[:300]}")
    return lines


def _one(got: dict[str, Any], want: Expected) -> list[str]:
    reached = {stage["id"]: stage["reached_on"] for stage in got["stages"]}
    pairs: list[tuple[str, object, object]] = [
        ("name", "".join(got["name"].split()), "".join(want.name.split())),
        *((f"days.{kind}", got["days"].get(kind), number) for kind, number in want.days.items()),
        ("months", {m: n for m, n in got["absent_by_month"].items() if n}, dict(want.months)),
        ("current", got["consecutive"]["current"], want.current),
        ("longest", got["consecutive"]["longest"], want.longest),
        ("episodes", [(e["from"], e["to"], e["days"], e["ongoing"]) for e in got["episodes"]], want.episodes),
        ("early", reached["early"], want.r3),
        ("report", reached["report"], want.either),
    ]
    if not want.by_kind["credited"]:
        pairs.append(("unseen", reached["unseen"], want.r30))
    return [f"{want.key} {what}: got {a!r}, expected {b!r}" for what, a, b in pairs if a != b]
