"""An earlier run from a file (前回の結果): a snapshot, or what ``scan --json`` wrote. Nothing in it is trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final, NoReturn

from futoko_cli.core.kinds import BY_ID, Kind
from futoko_cli.core.model import ClassId, Episode, Pupil
from futoko_cli.core.snapshot import DayThen, InputThen, PupilThen, Snapshot, StageThen
from futoko_cli.errors import ConfigError
from futoko_cli.issuing.file_names import public_key
from futoko_cli.reports.result_json import RESULT_VERSION
from futoko_cli.reports.snapshot import VERSION, VERSION_KEY, name_digest
from futoko_cli.settings.strict import why_unreadable

_RESULT_KEY: Final = "futoko_result_version"
_WRITTEN: Final = "scan --remember で残した控えか、scan --json -o で書いたファイルを指定してください。"
_LARGEST: Final = 64 * 1024 * 1024  # bytes; a school of a thousand makes 2 MB
_LONGEST: Final = 5_000  # letters of any text in it
_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_REASONS: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


def read_previous(path: Path) -> Snapshot:
    """A snapshot, or the result of ``scan --json`` without its days. Raises ConfigError."""
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            _refuse(path, "ふつうのファイルではありません。", "futoko が書いたファイルを指定してください。")
        if path.is_file() and path.stat().st_size > _LARGEST:
            _refuse(path, "大きすぎます。", "futoko が書いたものか確かめてください。")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeError:
        return _refuse(path, "futoko の控えではありません。", _WRITTEN)
    except (OSError, ValueError) as error:
        raise ConfigError(*why_unreadable(error, f"前回の結果 {path}")) from None
    try:
        content = json.loads(text)
        if isinstance(content, dict) and VERSION_KEY in content:
            return _snapshot(content) if _whole(content[VERSION_KEY]) == VERSION else _too_new(path)
        if content["command"] == "scan":
            return _result(content) if _whole(content[_RESULT_KEY]) == RESULT_VERSION else _too_new(path)
    except _REASONS:
        pass
    return _refuse(
        path,
        "futoko の控え、または futoko scan --json の結果として読めません。",
        _WRITTEN,
    )


def _refuse(path: Path, why: str, hint: str) -> NoReturn:
    raise ConfigError(f"前回の結果 {path} は、{why}", hint)


def _too_new(path: Path) -> NoReturn:
    _refuse(path, "この版の futoko では読めない形です。", "書いたときと同じか、新しい futoko を使ってください。")


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise TypeError
    return value


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value <= 10_000_000:
        raise TypeError
    return value


def _flag(value: object) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _counts(value: dict[str, Any]) -> dict[str, int]:
    return {_text(key): _whole(count) for key, count in value.items()}


def _months(value: dict[str, Any]) -> dict[str, int]:
    found = _counts(value)
    if not all(map(_MONTH.fullmatch, found)):
        raise ValueError
    return found


def _head(content: dict[str, Any], pupils: Sequence[PupilThen]) -> Snapshot:
    if len({pupil.key for pupil in pupils}) < len(pupils):
        raise ValueError
    policy = content["policy"]
    return Snapshot(
        _text(policy["id"]),
        _text(policy["edition"]),
        _whole(content["school_year"]),
        _day(content["as_of"]),
        tuple(pupils),
    )


def _snapshot(content: dict[str, Any]) -> Snapshot:
    places = [(_text(file), _text(sheet)) for file, sheet in map(_list, _list(content["places"]))]
    pupils = []
    for each in _list(content["pupils"]):
        days = dict(_marked(_list(mark), places) for mark in _list(each["marks"]))
        runs = [Episode(_day(a), _day(b), _whole(n), _flag(on)) for a, b, n, on in map(_list, _list(each["episodes"]))]
        stages = [
            StageThen(_text(stage), _text(label), _flag(active), tuple(map(_day, _list(reached))))
            for stage, label, active, reached in map(_list, _list(each["stages"]))
        ]
        pupils.append(
            PupilThen(
                _text(each["key"]),
                _text(each["class"]),
                _text(each["name_digest"]),
                _counts(each["days"]),
                _months(each["absent_by_month"]),
                tuple(runs),
                tuple(stages),
                days,
            )
        )
    return replace(
        _head(content, pupils),
        school_days=frozenset(map(_day, _list(content["school_days"]))),
        inputs=tuple(InputThen(_text(each["file"]), _text(each["sha256"])) for each in _list(content["inputs"])),
    )


def _marked(part: list[Any], places: list[tuple[str, str]]) -> tuple[date, DayThen]:
    day, kind = _day(part[0]), BY_ID[_text(part[1])]
    if kind > Kind.NO_SCHOOL:
        raise ValueError
    if len(part) == 2:
        return day, DayThen(kind)
    mark, place, cell = part[2:]
    return day, DayThen(kind, _text(mark), *places[_whole(place)], _text(cell))


def _result(content: dict[str, Any]) -> Snapshot:
    """A result of ``scan --json``: a child without a number is known by its name, a masked one by nothing."""
    pupils = []
    for each in _list(content["pupils"]):
        grade = None if each["grade"] is None else _whole(each["grade"])
        number = None if each["number"] is None else _whole(each["number"])
        name = "" if each["name"] is None else _text(each["name"])
        pupil = Pupil(_text(each["key"]), ClassId(grade, _text(each["class"])), number, name)
        runs = [
            Episode(_day(run["from"]), _day(run["to"]), _whole(run["days"]), _flag(run["ongoing"]))
            for run in _list(each["episodes"])
        ]
        stages = [
            StageThen(_text(s["id"]), _text(s["label"]), _flag(s["active"]), tuple(map(_day, _list(s["reached_on"]))))
            for s in _list(each["stages"])
        ]
        pupils.append(
            PupilThen(
                public_key(pupil) if name else pupil.key,
                pupil.class_id.label,
                name_digest(name),
                _counts(each["days"]),
                _months(each["absent_by_month"]),
                tuple(runs),
                tuple(stages),
            )
        )
    return _head(content, pupils)
