"""A school's result as plain data for JSON and back: strict, because it may come from another school's computer."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from futoko_cli.district.result import FIGURES, Child, IssueCount, Row, SchoolResult, StageRow

Json = dict[str, Any]
_LISTS: Final[dict[str, type[Row | StageRow | Child | IssueCount]]] = {
    "rows": Row,
    "stages": StageRow,
    "children": Child,
    "issues": IssueCount,
}
_TEXTS: Final = ("behind", "inputs")
_OUTCOMES: Final = ("read", "empty", "failed")
_TYPES: Final[dict[str, tuple[type, ...]]] = {"str": (str,), "int": (int,), "int | None": (int, type(None))}
