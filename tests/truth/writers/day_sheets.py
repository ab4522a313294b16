"""Writers of day sheets (様式E 日ごとの出欠表): a sheet a day, a block with a header a class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.truth.writers.long_list import PLAIN, SHORT
from tests.truth.writers.paper import WEEKDAYS, Book, Dated, Paper, Value
from tests.truth.writers.words import MARKS, class_text, era_day

if TYPE_CHECKING:
    from datetime import date

    from tests.truth.school import Klass, School


@dataclass(frozen=True, slots=True)
class Daily:
    """The looks of a day sheet."""

    kind: str = "xlsx"
    #: side · stacked
    blocks: str = "side"
    #: title (令和7年5月7日（水）) · cell (a real date) · name (only the sheet's name)
    date: str = "title"
    #: all pupils in every block, or only those who were not plainly present
    everyone: bool = True
    words: str = "plain"
    #: month-files · book
    arrange: str = "book"
    columns: tuple[str, ...] = ("番号", "氏名", "区分", "理由")
    classes: str = "kumi"


def day_sheets(school: School, look: Daily) -> list[Book]:
    """One sheet for every school day."""
    sheets = [(day, _sheet(school, day, look)) for day in school.school_days()]
    if look.arrange == "book":
        return [Book(f"令和{school.calendar.year - 2018}年度 日ごとの出欠", [sheet for _, sheet in sheets])]
    months = dict.fromkeys((day.year, day.month) for day, _ in sheets)
    return [
        Book(f"出欠_{y}年{m}月", [sheet for day, sheet in sheets if (day.year, day.month) == (y, m)]) for y, m in months
    ]


def _sheet(school: School, day: date, look: Daily) -> Paper:
    paper = Paper(f"{day.year}-{day.month:02d}-{day.day:02d}" if look.date == "name" else f"{day.month}月{day.day}日")
    if look.date == "title":
        paper.put(0, 0, f"{era_day(day, 'reiwa')}（{WEEKDAYS[day.weekday()]}）　出席簿")
    elif look.date == "cell":
        paper.line(0, ["日ごとの出欠表", "", "日付", Dated(day, "yyyy/m/d")])
    else:
        paper.put(0, 0, "日ごとの出欠表")
    row, col = 2, 0
    for klass in school.classes:
        block = _block(school, klass, day, look)
        paper.paste(block, row, col)
        if look.blocks == "side":
            col += len(look.columns) + 1
        else:
            row += block.height + 1
    return paper


def _block(school: School, klass: Klass, day: date, look: Daily) -> Paper:
    block = Paper("")
    block.put(0, 0, class_text(klass, look.classes))
    block.line(1, look.columns)
    row = 2
    words = {"plain": PLAIN, "short": SHORT}.get(look.words) or MARKS[look.words] | {"present": ""}
    for child in school.members(klass):
        if not child.enrolled(day):
            continue
        kind = school.kind(child, day)
        if kind == "present" and not look.everyone:
            continue
        fields: dict[str, Value] = {
            "番号": child.number, "氏名": child.name, "区分": "" if kind == "present" else words[kind],
            "理由": school.reasons.get((child.key, day), ""),
        }  # fmt: skip
        block.line(row, [fields[name] for name in look.columns])
        row += 1
    return block
