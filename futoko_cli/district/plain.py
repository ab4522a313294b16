"""A school's result as plain data for JSON and back: strict, because it may come from another school's computer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import date
from sys import intern
from typing import Any, Final, TypeVar

from futoko_cli.district.result import FIGURES, Child, IssueCount, Row, SchoolResult, StageRow

Json = dict[str, Any]
Part = TypeVar("Part", StageRow, Child, IssueCount)

_TYPES: Final[dict[str, tuple[type, ...]]] = {"str": (str,), "int": (int,), "int | None": (int, type(None))}
_OUTCOMES: Final = ("read", "empty", "failed")
_SPAN: Final = re.compile(r"year|\d{4}-(0[1-9]|1[0-2])")
_MOST: Final = 100_000  # entries of one list: no school has more children
_LONGEST: Final = 2_000  # letters of one text
_LARGEST: Final = 10**9


def to_plain(school: SchoolResult) -> Json:
    """All fields by name; rows, stages, children and problems as short lists in the order of their records' fields."""
    return {
        **{each.name: getattr(school, each.name) for each in fields(SchoolResult)},
        "rows": [[row.grade, row.span, list(row.figures)] for row in school.rows],
        "stages": [list(astuple(each)) for each in school.stages],
        "children": [list(astuple(each)) for each in school.children],
        "issues": [list(astuple(each)) for each in school.issues],
        "behind": list(school.behind),
        "inputs": list(school.inputs),
    }


def from_plain(data: object) -> SchoolResult:
    """The result again. Raises ValueError where anything is missing, too much, of a wrong type or contradictory."""
    names = [each.name for each in fields(SchoolResult)]
    if not isinstance(data, dict) or set(data) != set(names):
        raise ValueError("keys of a school")
    given: Json = dict(data)
    for each in fields(SchoolResult):
        if each.type in _TYPES:
            _check(given[each.name], str(each.type))
    if given["outcome"] not in _OUTCOMES:
        raise ValueError("outcome")
    if given["as_of"]:
        date.fromisoformat(given["as_of"])
    given["rows"] = tuple(_row(each) for each in _list(given["rows"]))
    given["stages"] = tuple(_part(StageRow, each) for each in _list(given["stages"]))
    given["children"] = tuple(_part(Child, each) for each in _list(given["children"]))
    given["issues"] = tuple(_part(IssueCount, each) for each in _list(given["issues"]))
    for key in ("behind", "inputs"):
        for text in _list(given[key]):
            _check(text, "str")
        given[key] = tuple(given[key])
    places = [(row.grade, row.span) for row in given["rows"]]
    if len(set(places)) != len(places) or (places and (0, "year") not in places):
        raise ValueError("rows of a school")
    return SchoolResult(**given)


def _check(value: object, wanted: str) -> None:
    if type(value) not in _TYPES[wanted]:  # exactly: true is no 1
        raise ValueError(wanted)
    if isinstance(value, str) and len(value) > _LONGEST:
        raise ValueError("a text too long")
    if isinstance(value, int) and not -1 <= value <= _LARGEST:
        raise ValueError("a number out of range")


def _list(value: object) -> Sequence[Any]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise ValueError("a list")
    return value


def _row(value: object) -> Row:
    parts = _list(value)
    if len(parts) != 3:
        raise ValueError("a row")
    grade, span, figures = parts
    _check(grade, "int")
    if not isinstance(span, str) or not _SPAN.fullmatch(span) or not isinstance(grade, int):
        raise ValueError("a span")
    numbers = _list(figures)
    if len(numbers) != len(FIGURES):
        raise ValueError("figures")
    found = tuple(number for number in numbers if type(number) is int and 0 <= number <= _LARGEST)
    if len(found) != len(FIGURES):
        raise ValueError("a figure")
    return Row(grade, intern(span), found)


def _part(record: type[Part], value: object) -> Part:
    parts = _list(value)
    wanted = fields(record)
    if len(parts) != len(wanted):
        raise ValueError(record.__name__)
    for part, each in zip(parts, wanted, strict=True):
        _check(part, str(each.type))
    # labels are few, children many
    found: list[Any] = [intern(part) if isinstance(part, str) else part for part in parts]
    return record(*found)
