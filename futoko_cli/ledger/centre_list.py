"""A place's own list (施設の記録): who came when, as CSV or workbook, joined to the children of the registers.

A row that cannot be read, or whose child is not sure, is named and never counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from futoko_cli.core.credit import Attended
from futoko_cli.core.issues import Issue
from futoko_cli.core.ledger import CentreDay
from futoko_cli.core.model import ClassId, Pupil, pupil_key
from futoko_cli.errors import ConfigError
from futoko_cli.ingest.headings import class_in, class_name
from futoko_cli.ingest.raw import Book
from futoko_cli.ingest.wording import digits, plain, same_name, squeezed, whole
from futoko_cli.ingest.workbook import FileProblem, open_book
from futoko_cli.ledger.sheets import Column, Sheet
from futoko_cli.ledger.table import Row, Table, find_table

_HINT: Final = "見出しは 日付・キー（または 学年・組・番号・氏名）・施設・内容・時間・ICT です。"
_WHO: Final = frozenset({"key", "number", "氏名"})
LIST: Final = Sheet(
    "施設の記録",
    "centre_days",
    CentreDay,
    "",
    (
        Column(
            "日付", "day", "date", hint="2025/6/18 のように書きます。", needed=True, same=("月日", "年月日", "通所日")
        ),
        Column("キー", "key", "key"),
        Column("学年", "grade", "line", same=("年",)),
        Column("組", "class", "line", same=("学級", "クラス", "年組", "学年・組", "学年組")),
        Column("番号", "number", "line", same=("出席番号",)),
        Column("氏名", "氏名", "line", same=("名前", "児童氏名", "生徒氏名", "児童生徒氏名", "児童生徒名")),
        Column("施設", "place", "line", same=("施設名", "場所")),
        Column("内容", "content", "text", same=("活動内容", "学習内容", "相談・指導の内容")),
        Column("時間", "hours", "time", same=("通所時間", "活動時間")),
        Column("ICT", "ict", "tick", same=("自宅ICT",)),
    ),
)


def read_centre_list(
    path: Path, label: str, school_year: int, pupils: Sequence[Pupil], password: str | None = None
) -> tuple[tuple[Attended, ...], tuple[Issue, ...]]:
    """Days of one list, and every row that is not used. Raises ConfigError where it is no such list."""
    try:
        return _days(open_book(path, label, password), school_year, pupils)
    except FileProblem as problem:
        raise ConfigError(f"施設の記録を読めません。{problem.issue.message}", problem.issue.hint) from None


def _days(book: Book, school_year: int, pupils: Sequence[Pupil]) -> tuple[tuple[Attended, ...], tuple[Issue, ...]]:
    found: list[Attended] = []
    issues: list[Issue] = []
    lists = 0
    for sheet in book.sheets():
        if isinstance(sheet, Issue):
            raise ConfigError(f"施設の記録を読めません。{sheet.message}", sheet.hint)
        table = find_table(LIST, sheet, book.file)
        if isinstance(table, Issue) or not _WHO & {column.field for column in table.at}:
            continue
        lists += 1
        rows = list(table.rows(school_year))
        table.issues = [issue for issue in table.issues if issue.code == "ledger-value"]
        found += _joined(table, rows, _Children(pupils))
        issues += [
            replace(issue, code="centre-row", subject=issue.subject.removeprefix(LIST.title).strip())
            for issue in table.issues
        ]
    if not lists:
        raise ConfigError(f"{book.file} に、日付と児童生徒の見出しのある表がありません。", _HINT)
    return tuple(found), tuple(issues)


def _joined(table: Table, rows: Sequence[Row], children: _Children) -> Iterator[Attended]:
    """Rows with their children; the same child, day and place twice is one."""
    seen: dict[tuple[object, ...], Row] = {}
    for row in rows:
        if not row.usable or "ict" in row.wrong:
            continue
        values = row.values
        who = children.find(values, row.wrong)
        cell = row.cells.get("key") or row.cells.get("氏名") or row.cells.get("number") or row.at.cell
        if isinstance(who, str):
            _not_used(table, cell, who)
            continue
        day = values["day"]
        if not isinstance(day, date):  # a needed date that was read is one
            continue
        place, ict = str(values.get("place", "")), bool(values.get("ict"))
        same = (day, who.key, squeezed(place), ict)
        if same in seen:
            continue
        seen[same] = row
        content, hours = str(values.get("content", "")), str(values.get("hours", ""))
        yield Attended(CentreDay(day, who.key, place, ict, content, hours, row.at), table.file)


def _not_used(table: Table, cell: str, why: str) -> None:
    table.issue(
        "ledger-value",
        cell,
        f"{why}この行は使っていません。",
        "キー（学年-組-番号）を書くのが確かです。",
        subject="児童生徒",
    )


class _Children:
    """Children of the registers, found by what a row says of them."""

    def __init__(self, pupils: Sequence[Pupil]) -> None:
        self.pupils = pupils
        self.by_key = {pupil.key: pupil for pupil in pupils}

    def find(self, values: dict[str, Any], wrong: frozenset[str]) -> Pupil | str:
        """The child; a sentence where it is not sure who it is."""
        if "key" in wrong:
            return "キーが読めません。"
        name = same_name(str(values.get("氏名", "")))
        key = values.get("key") or self._key(values)
        if key:
            pupil = self.by_key.get(str(key))
            if pupil is None:
                return "このキー・番号の児童生徒が、読んだ出席簿にいません。"
            return pupil if not name or same_name(pupil.name) == name else "番号と氏名が、出席簿と合いません。"
        if not name:
            return "だれの記録か書かれていません。"
        grade, room = _class(values)
        found = [
            pupil
            for pupil in self.pupils
            if same_name(pupil.name) == name
            and grade in {None, pupil.class_id.grade}
            and room in {None, pupil.class_id.name}
        ]
        if len(found) == 1:
            return found[0]
        return "同じ氏名の児童生徒が2人以上います。" if found else "この氏名の児童生徒が、読んだ出席簿にいません。"

    def _key(self, values: dict[str, Any]) -> str | None:
        grade, room = _class(values)
        number = whole(values.get("number", ""))
        if room is None or number is None:
            return None
        return pupil_key(ClassId(grade, room), number, "")


def _class(values: dict[str, Any]) -> tuple[int | None, str | None]:
    """Grade and class from 学年 and 組, or from one of them that says both (1-2, 1年2組)."""
    said, room = plain(values.get("grade", "")), plain(values.get("class", ""))
    grade, name = class_in(room) if room else (None, None)
    own_grade, own_name = class_in(digits(said)) if said and not said.isdigit() else (whole(said), None)
    return (grade if grade is not None else own_grade), name or own_name or (class_name(room) or None if room else None)
