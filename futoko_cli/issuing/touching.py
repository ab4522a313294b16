"""Which errors touch which child (その児童生徒にかかわるエラー): its own row in a register or in the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from futoko_cli.core.issues import Issue
    from futoko_cli.core.model import Assessment

_ROW: Final = re.compile(r"[A-Z]*([0-9]+)")
_Place = tuple[str, str, int]


def touched(assessment: Assessment) -> dict[str, tuple[Issue, ...]]:
    """Errors by the key of the child in whose row they stand, or whose name or key they give."""
    owners: dict[_Place, set[str]] = {}
    for place, key in (*_register_rows(assessment), *_ledger_rows(assessment)):
        owners.setdefault(place, set()).add(key)
    names: dict[str, set[str]] = {}
    for pupil in assessment.register.pupils:
        names.setdefault(pupil.name, set()).add(pupil.key)
        names.setdefault(pupil.key, set()).add(pupil.key)
    found: dict[str, list[Issue]] = {}
    for issue in assessment.issues:
        if issue.severity != "error":
            continue
        keys = set(owners.get(_place(issue), ()))
        for word in (*issue.names, issue.subject):
            keys |= names.get(word, set())
        for key in keys:
            found.setdefault(key, []).append(issue)
    return {key: tuple(issues) for key, issues in found.items()}


def _place(issue: Issue) -> _Place:
    match = _ROW.fullmatch(issue.cell)
    return issue.file, issue.sheet, int(match[1]) - 1 if match else -1


def _register_rows(assessment: Assessment) -> Iterator[tuple[_Place, str]]:
    pupils = assessment.register.pupils
    for (i, _), mark in assessment.register.marks.items():
        yield (mark.source.file, mark.source.sheet, mark.mark.row), pupils[i].key


def _ledger_rows(assessment: Assessment) -> Iterator[tuple[_Place, str]]:
    ledger = assessment.ledger
    if ledger is None:
        return
    for row in ledger.rows():
        if row.at.row >= 0:
            yield (ledger.file, row.at.sheet, row.at.row), row.key
