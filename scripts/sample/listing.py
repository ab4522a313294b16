"""The same truth as a long list (欠席一覧), and the calendar file (学校暦): CSV as Excel saves it."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Final

from scripts.sample.year import CALENDAR, Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from scripts.sample.school import School

KINDS: Final = {
    "present": "出席",
    "absent": "欠席",
    "absent_sick": "病欠",
    "absent_other": "事故欠",
    "late": "遅刻",
    "early_leave": "早退",
    "suspended": "出席停止",
    "bereavement": "忌引",
    "separate_room": "別室登校",
    "credited": "出席扱い",
    "class_closure": "学級閉鎖",
}
_Line = tuple[str, ...]


def attendance_csv(school: School) -> bytes:
    """List every day that was not plain attendance, by date; a child without any such day stands once as 出席."""
    lines = sorted(_lines(school), key=lambda line: (line[0], int(line[1]), line[2], int(line[3])))
    return _encoded([("日付", "学年", "組", "番号", "氏名", "区分", "理由"), *lines])


def calendar_csv() -> bytes:
    """List the school's calendar: one line a day or range."""
    spans = sorted(CALENDAR, key=lambda span: (span.first, span.grade or 0))
    lines = ((_range(s), s.kind, str(s.grade or ""), "", s.text) for s in spans)
    return _encoded([("日付", "区分", "学年", "組", "内容"), *lines])


def _lines(school: School) -> Iterable[_Line]:
    for room in school.rooms:
        for child in room.children:
            who = (str(room.grade), room.name, str(child.number), child.name)
            if not child.entries and not child.joined and not child.left:
                yield (_date(school.entered_to), *who, KINDS["present"], "")
            for day, entry in child.entries.items():
                yield (_date(day), *who, KINDS[entry.kind], entry.reason)
            for move, word in ((child.joined, "転入"), (child.left, "転出")):
                if move:
                    yield (_date(move), *who, word, child.moved)


def _date(day: date) -> str:
    return f"{day:%Y/%m/%d}"


def _range(span: Span) -> str:
    return f"{span.first}" if span.first == span.last else f"{span.first}〜{span.last}"


def _encoded(lines: list[_Line]) -> bytes:
    """UTF-8 with a byte order mark and CRLF."""
    text = StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8-sig")
