"""Writers of long lists (様式D 出欠一覧): one row for each pupil and day, or for a range of days."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Final

from tests.truth.school import Child, School
from tests.truth.writers.paper import Book, Dated, Paper, Value, serial
from tests.truth.writers.words import class_text, era_day, wide

PLAIN: Final = {
    "present": "出席", "late": "遅刻", "early_leave": "早退", "late_and_early_leave": "遅刻・早退",
    "separate_room": "別室登校", "excused": "公欠", "absent": "欠席", "absent_sick": "病欠",
    "absent_other": "事故欠",
    "credited": "出席扱い", "credited_ict": "ICT", "suspended": "出席停止", "bereavement": "忌引",
    "class_closure": "学級閉鎖", "joined": "転入", "left": "転出",
}  # fmt: skip
SHORT: Final = PLAIN | {"suspended": "出停", "separate_room": "保健室", "late_and_early_leave": "遅刻早退"}


@dataclass(frozen=True, slots=True)
class Listing:
    """The looks of a list."""

    kind: str = "csv-cp932"
    #: dash · kumi · columns (学年, 組) · nenkumi (年組) · grade-class (学年 1年, 組 2組)
    classes: str = "columns"
    date: str = "slash0"
    date_header: str = "日付"
    number: str = "番号"
    name: str = "氏名"
    kind_header: str = "区分"
    words: str = "plain"
    #: column · inside (欠席(頭痛)) · none
    reasons: str = "column"
    ranges: bool = False
    every_day: bool = False
    shuffled: bool = True
    title: bool = False
    wide_numbers: bool = False
    #: one · class · month: how the rows are spread over files
    files: str = "one"
    kana: bool = False
    weekday: bool = False


Entry = tuple[Child, date, date, str]


def long_list(school: School, look: Listing, seed: int = 0) -> list[Book]:
    """The list of all that was not plain presence, as one file or several."""
    entries = _entries(school, look)
    if look.shuffled:
        random.Random(seed).shuffle(entries)  # noqa: S311 - dice, not secrets
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        child, first, _, _ = entry
        spread = {"one": "出欠一覧", "class": child.klass.title, "month": f"出欠一覧_{first:%Y%m}"}[look.files]
        groups.setdefault(spread, []).append(entry)
    return [Book(stem, [_sheet(school, rows, look)]) for stem, rows in groups.items()]


def _entries(school: School, look: Listing) -> list[Entry]:
    entries: list[Entry] = []
    for child in school.children:
        for day in school.school_days():
            if not child.enrolled(day):
                continue
            kind = "joined" if day == child.joined else school.kind(child, day)
            if kind == "present" and not look.every_day:
                continue
            last = entries[-1] if entries else None
            same = last and last[0] == child and last[3] == kind and _next(school, last[2], day)
            if look.ranges and last and same and school.reasons.get((child.key, day)) is None:
                entries[-1] = (child, last[1], day, kind)
            else:
                entries.append((child, day, day, kind))
        if child.left and child.left <= school.until:
            entries.append((child, child.left, child.left, "left"))
    return entries


def _next(school: School, before: date, day: date) -> bool:
    return not any(before < other < day for other in school.school_days())


def _class_heads(look: Listing) -> list[str]:
    return {
        "dash": ["クラス"], "kumi": ["学級"], "columns": ["学年", "組"], "nenkumi": ["年組"],
        "grade-class": ["学年", "組"],
        "bare": ["学年・組"],
    }[look.classes]  # fmt: skip


def _class_cells(child: Child, look: Listing) -> list[Value]:
    klass = child.klass
    if look.classes in ("columns", "grade-class"):
        text = look.classes == "grade-class"
        grade: Value = "" if klass.grade is None else (f"{klass.grade}年" if text else klass.grade)
        name: Value = int(klass.name) if klass.name.isdigit() and not text else klass.name
        return [grade, f"{name}組" if text else name]
    return [class_text(klass, {"dash": "dash", "kumi": "kumi", "nenkumi": "kumi", "bare": "bare"}[look.classes])]


def _day(day: date, style: str) -> Value:
    if style == "date":
        return Dated(day, "yyyy/m/d")
    if style == "date-md":
        return Dated(day, 'm"月"d"日"')
    if style == "serial":
        return serial(day)
    if style == "compact-int":
        return int(f"{day:%Y%m%d}")
    return era_day(day, style)


def _sheet(school: School, rows: list[Entry], look: Listing) -> Paper:
    paper, top = Paper("出欠一覧"), 0
    if look.title:
        paper.put(0, 0, f"令和{school.calendar.year - 2018}年度　出欠一覧")
        paper.line(1, ["出力日", "2025/10/31"])
        top = 3
    dates = ["開始日", "終了日"] if look.ranges else [look.date_header, *(["曜日"] if look.weekday else [])]
    people = [*_class_heads(look), look.number, look.name, *(["ふりがな"] if look.kana else [])]
    paper.line(top, [*dates, *people, look.kind_header, *(["理由"] if look.reasons == "column" else []), "備考"])
    words = PLAIN if look.words == "plain" else SHORT
    for offset, (child, first, last, kind) in enumerate(rows, 1):
        reason = school.reasons.get((child.key, first), "")
        word = words[kind]
        if look.reasons == "inside" and reason:
            word = f"{word}({reason})" if first.day % 2 else f"{word}（{reason}）"
        days = [_day(first, look.date)]
        if look.ranges:
            days.append(_day(last, look.date) if last != first or first.day % 2 else "")
        elif look.weekday:
            days.append("月火水木金土日"[first.weekday()])
        number: Value = wide(str(child.number)) if look.wide_numbers else child.number
        person: list[Value] = [
            *_class_cells(child, look),
            number,
            child.name,
            *([child.kana] if look.kana else []),
        ]
        paper.line(top + offset, [*days, *person, word, *([reason] if look.reasons == "column" else [])])
    return paper
