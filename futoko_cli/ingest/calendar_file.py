"""The school's calendar file (暦): 日付, 区分, and optionally 学年, 組, 内容; it overrides everything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import a1
from futoko_cli.core.school_calendar import CalendarRule, DayEffect
from futoko_cli.errors import ConfigError
from futoko_cli.ingest.columns import role_of
from futoko_cli.ingest.dates import ImpossibleDateError, date_span
from futoko_cli.ingest.headings import class_in, class_name
from futoko_cli.ingest.wording import plain, squeezed, whole
from futoko_cli.ingest.workbook import FileProblem, open_book

_EFFECTS: Final[dict[str, DayEffect]] = {
    **dict.fromkeys(
        [
            "授業日",
            "登校日",
            "土曜授業",
            "土曜授業日",
            "始業式",
            "終業式",
            "修了式",
            "卒業式",
            "入学式",
            "始業日",
            "終業日",
            "行事",
        ],
        "open",
    ),
    **dict.fromkeys(
        [
            "休業日",
            "長期休業",
            "祝日",
            "休日",
            "振替休業日",
            "振替休日",
            "代休",
            "臨時休業",
            "休校",
            "学年閉鎖",
            "学校閉鎖",
            "開校記念日",
        ],
        "closed",
    ),
    "学級閉鎖": "closure",
}
_CEREMONIES: Final = frozenset(["始業式", "終業式", "修了式", "卒業式", "入学式"])
_TITLES: Final = {
    **dict.fromkeys(["日付", "月日", "年月日", "期間", "日"], "date"),
    **dict.fromkeys(["区分", "種別", "種類"], "effect"),
    "学年": "grade",
    **dict.fromkeys(["組", "学級", "クラス"], "class"),
    **dict.fromkeys(["内容", "備考", "行事", "名称"], "text"),
}
_HINT = "1行目に 日付,区分,学年,組,内容 と書き、区分は " + "・".join(_EFFECTS) + " から選んでください。"


def read_calendar(path: Path, school_year: int | None) -> tuple[CalendarRule, ...]:
    """Every row as a rule. Raises ConfigError that names each wrong cell; a calendar is never half read."""
    try:
        book = open_book(path, path.name)
        for sheet in book.sheets():
            if isinstance(sheet, Issue):
                raise ConfigError(sheet.message, sheet.hint)
            if any(v != "" for row in sheet.rows for v in row):
                return _rules(sheet.rows, path.name, sheet.name, school_year)
    except FileProblem as problem:
        raise ConfigError(f"暦のファイルを読めません。{problem.issue.message}", problem.issue.hint) from None
    raise ConfigError(f"暦のファイル {path.name} に何も書かれていません。", _HINT)


def is_calendar(rows: Sequence[Sequence[object]]) -> bool:
    """Whether a sheet's heading is that of a calendar: 日付 and 区分, and nobody's 氏名 or 番号."""
    for row in rows[:10]:
        if {_TITLES.get(squeezed(v)) for v in row} >= {"date", "effect"}:
            return not any(isinstance(v, str) and role_of(v) in ("name", "number") for v in row)
    return False


def _rules(
    rows: Sequence[Sequence[object]], file: str, sheet: str, school_year: int | None
) -> tuple[CalendarRule, ...]:
    header = next(
        (i for i, row in enumerate(rows[:10]) if {_TITLES.get(squeezed(v)) for v in row} >= {"date", "effect"}), None
    )
    if header is None:
        raise ConfigError(f"暦のファイル {file} に「日付」と「区分」の見出しがありません。", _HINT)
    at = {role: col for col, v in reversed(list(enumerate(rows[header]))) if (role := _TITLES.get(squeezed(v)))}
    found: list[CalendarRule] = []
    wrong: list[str] = []
    for index in range(header + 1, len(rows)):
        row = rows[index]
        if not any(v != "" for v in row):
            continue

        def cell(role: str, row: Sequence[object] = row) -> object:
            return row[at[role]] if role in at and at[role] < len(row) else ""

        def place(role: str, index: int = index) -> str:
            return f"{file} {sheet} {a1(index, at[role])}".replace("  ", " ")

        effect = _EFFECTS.get(squeezed(cell("effect")))
        if effect is None:
            wrong.append(f"{place('effect')}: 区分「{plain(cell('effect'))}」は使えません。")
            continue
        span = _span(cell("date"), school_year)
        if span is None:
            wrong.append(f"{place('date')}: 「{plain(cell('date'))}」は日付として読めません。")
            continue
        label = squeezed(cell("effect"))
        text = plain(cell("text"))
        name = label if label in _CEREMONIES else text or label
        for grade, klass in _whom(cell("grade"), cell("class")):
            found.append(CalendarRule(span[0], span[1], effect, name, grade, klass))
    if wrong:
        raise ConfigError("\n".join(wrong), _HINT)
    return tuple(found)


def _span(value: object, school_year: int | None) -> tuple[int, int] | None:
    try:
        span = date_span(value, school_year)
    except (ImpossibleDateError, LookupError):
        return None
    return span if span is not None and span[0] <= span[1] else None


def _whom(grade: object, klass: object) -> Iterable[tuple[int | None, str | None]]:
    """Grades and classes of one row: empty means all; 1・2 means both; 1-2 in 組 is grade and class."""
    grades: list[int | None] = []
    for part in re.split(r"[・,、]", plain(grade)):
        number = whole(part.removesuffix("年生").removesuffix("年").strip())
        if number is not None:
            grades.append(number)
    pairs: list[tuple[int | None, str | None]] = []
    for part in re.split(r"[・,、]", plain(klass)):
        if not part.strip():
            continue
        own_grade, name = class_in(part)
        pairs.extend((own_grade or g, name or class_name(part)) for g in (grades or [None]))
    return pairs or [(g, None) for g in (grades or [None])]


def vacation_spans(texts: Sequence[str], school_year: int) -> tuple[tuple[int, int], ...]:
    """Configured vacations ``2025-07-26〜2025-08-19`` as ordinals. Raises ConfigError."""
    spans = []
    for text in texts:
        span = _span(text, school_year)
        if span is None:
            raise ConfigError(
                f"[calendar] vacations の「{text}」は期間として読めません。",
                '"2025-07-26〜2025-08-19" のように書いてください。',
            )
        spans.append(span)
    return tuple(spans)
