"""Writers of one pupil's year (様式B 個人別出席簿): rows are months, columns are days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tests.truth.school import ABSENT, Child, School
from tests.truth.writers.paper import Book, Paper, Value
from tests.truth.writers.words import (
    MARKS,
    class_text,
    legend_text,
    mark,
    month_days,
    wide,
)

MONTHS: Final = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Card:
    """The looks of a pupil's card."""

    kind: str = "xlsx"
    #: book (a sheet each) · class-files · stacked (all of a class on one sheet) · files
    arrange: str = "book"
    #: split · one · labels
    title: str = "split"
    classes: str = "kumi"
    #: month · int · wide · full
    months: str = "month"
    #: int · wide · nichi
    days: str = "int"
    #: number · name
    names: str = "number"
    corner: str = "月"
    present: str = "・"
    marks: str = "slash"
    reasons: bool = False
    #: printed (土 日 □ ―) · weekend (土 日 only) · none
    closed: str = "printed"
    totals: bool = False
    legend: bool = False
    kana: bool = False


def pupil_year(school: School, look: Card) -> list[Book]:
    """One card for each pupil."""
    by_class = [(klass, [_card(school, child, look) for child in school.members(klass)]) for klass in school.classes]
    year = f"令和{school.calendar.year - 2018}年度"
    if look.arrange == "book":
        return [Book(f"{year} 個人別出席簿", [card for _, cards in by_class for card in cards])]
    if look.arrange == "class-files":
        return [Book(f"{class_text(klass, 'dash')}", cards) for klass, cards in by_class]
    if look.arrange == "files":
        return [Book(f"{klass.label}_{card.name}", [card]) for klass, cards in by_class for card in cards]
    sheets: list[Paper] = []
    for klass, cards in by_class:
        pile = Paper(class_text(klass, "kumi"))
        for card in cards:
            pile.paste(card, pile.height + 1 if pile.cells else 0, 0)
        sheets.append(pile)
    return [Book("個人別出席簿", sheets)]


def _card(school: School, child: Child, look: Card) -> Paper:
    single = f"{child.klass.label}-{child.number:02d}" if look.arrange == "book" else f"{child.number:02d}"
    paper = Paper(single if look.names == "number" else child.name.replace("　", ""))
    row = _title(paper, school, child, look)
    if look.legend:
        paper.put(row, 0, "　".join(legend_text(look.marks, "colon")))
        row += 1
    heads: dict[str, list[Value]] = {
        "int": [*range(1, 32)],
        "wide": [wide(str(d)) for d in range(1, 32)],
        "nichi": [f"{d}日" for d in range(1, 32)],
    }
    words = (
        ("欠席", ABSENT),
        ("遅刻", ("late", "late_and_early_leave")),
        ("早退", ("early_leave", "late_and_early_leave")),
    )
    paper.line(row, [look.corner, *heads[look.days], *([word for word, _ in words] if look.totals else [])])
    for month_number in MONTHS:
        row += 1
        first = date(school.calendar.year + (month_number < 4), month_number, 1)
        shapes: dict[str, Value] = {
            "month": f"{first.month}月",
            "int": first.month,
            "wide": wide(f"{first.month}月"),
            "full": f"{first.year}年{first.month}月",
        }
        paper.put(row, 0, shapes[look.months])
        paper.line(row, [_cell(school, child, day, look) for day in month_days(first)], 1)
        if look.totals:
            kinds = [school.kind(child, d) for d in month_days(first) if _counts(school, child, d)]
            paper.line(row, [sum(kind in group for kind in kinds) for _, group in words], 32)
    return paper


def _title(paper: Paper, school: School, child: Child, look: Card) -> int:
    year, klass = f"令和{school.calendar.year - 2018}年度", class_text(child.klass, look.classes)
    if look.title == "one":
        paper.put(0, 0, f"{year}　個人別出席簿　{klass}　{child.number}番　{child.name}")
        return 2
    paper.put(0, 0, f"{year} 個人別出席簿")
    if look.title == "split":
        paper.line(1, [klass, "", f"{child.number}番", "", child.name])
        return 2
    paper.line(1, ["学級", "", klass, "", "番号", "", child.number, "", "氏名", "", child.name])
    if look.kana:
        paper.line(2, ["ふりがな", "", child.kana], 8)
    return 4


def _counts(school: School, child: Child, day: date) -> bool:
    return day <= school.until and child.enrolled(day) and school.calendar.is_open(day)


def _cell(school: School, child: Child, day: date, look: Card) -> str:
    why = school.calendar.closed.get(day, "")
    if why:
        printed = {"土": "土", "日": "日", "祝": "□", "休": "―"}[why]
        return printed if look.closed == "printed" or (look.closed == "weekend" and why in "土日") else ""
    if day > school.until:
        return ""
    if day in (child.joined, child.left):
        return "転入" if day == child.joined else "転出"
    if not child.enrolled(day):
        return ""
    kind = school.kind(child, day)
    return (
        look.present
        if kind == "present"
        else mark(school, child.key, day, kind, MARKS[look.marks], reasons=look.reasons)
    )
