"""Writers of class-month grids (様式A, and E: several blocks on one sheet), in one book or many files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.truth.school import Klass, School
from tests.truth.writers.block import Block
from tests.truth.writers.paper import Book, Paper
from tests.truth.writers.words import class_text, wide

if TYPE_CHECKING:
    from datetime import date

    from tests.truth.writers.look import Look


def grid(school: School, look: Look) -> list[Book]:
    """The files of one school in the given look."""
    make = {
        "book": _book, "class-files": _class_files, "month-files": _month_files, "files": _files,
        "stacked": _stacked, "side": _side, "month-stacked": _month_stacked, "month-side": _month_side,
    }[look.arrange]  # fmt: skip
    books = make(school, look)
    for book in books:
        _around(book, school, look)
    return books


def _stem(look: Look, school: School, klass: Klass | None = None, month: date | None = None) -> str:
    text = look.stem.replace("{year}", f"令和{school.calendar.year - 2018}年度")
    text = text.replace("{class}", class_text(klass, look.classes) if klass else "")
    return text.replace("{month}", f"{month.month}月" if month else "").replace(
        "{ym}", f"{month:%Y%m}" if month else ""
    )


def _sheet(school: School, klass: Klass, month: date, look: Look, index: int) -> Paper:
    names = {
        "both": f"{klass.label} {month.month}月",
        "class": class_text(klass, look.classes),
        "month": f"{month.month}月",
        "month-wide": wide(f"{month.month}月"),
        "ym": f"{month:%Y%m}",
        "serial": f"Sheet{index}",
    }
    paper = Block(school, klass, month, look).paper
    paper.name = names[look.names]
    return paper


def _book(school: School, look: Look) -> list[Book]:
    pairs = [(klass, month) for klass in school.classes for month in school.months]
    return [Book(_stem(look, school), [_sheet(school, k, m, look, i) for i, (k, m) in enumerate(pairs, 1)])]


def _class_files(school: School, look: Look) -> list[Book]:
    return [
        Book(_stem(look, school, k), [_sheet(school, k, m, look, i) for i, m in enumerate(school.months, 1)])
        for k in school.classes
    ]


def _month_files(school: School, look: Look) -> list[Book]:
    return [
        Book(
            _stem(look, school, None, m),
            [_sheet(school, k, m, look, i) for i, k in enumerate(school.classes, 1)],
        )
        for m in school.months
    ]


def _files(school: School, look: Look) -> list[Book]:
    return [
        Book(_stem(look, school, k, m), [_sheet(school, k, m, look, 1)]) for k in school.classes for m in school.months
    ]


def _pile(blocks: list[Paper], name: str, *, beside: bool) -> Paper:
    """Several blocks on one sheet, under one another or side by side."""
    pile, at = Paper(name), 0
    for block in blocks:
        pile.paste(block, 0 if beside else at, at if beside else 0)
        at += (block.width if beside else block.height) + 2
    return pile


def _stacked(school: School, look: Look, *, beside: bool = False) -> list[Book]:
    sheets = [
        _pile(
            [Block(school, k, m, look).paper for m in school.months],
            class_text(k, look.classes) if look.names != "serial" else f"Sheet{i}",
            beside=beside,
        )
        for i, k in enumerate(school.classes, 1)
    ]
    return [Book(_stem(look, school), sheets)]


def _side(school: School, look: Look) -> list[Book]:
    return _stacked(school, look, beside=True)


def _month_stacked(school: School, look: Look, *, beside: bool = False) -> list[Book]:
    sheets = [
        _pile([Block(school, k, m, look).paper for k in school.classes], f"{m.month}月", beside=beside)
        for m in school.months
    ]
    return [Book(_stem(look, school), sheets)]


def _month_side(school: School, look: Look) -> list[Book]:
    return _month_stacked(school, look, beside=True)


def _around(book: Book, school: School, look: Look) -> None:
    """Cover, summary and a hidden old copy around the real sheets."""
    if look.old_copy:
        klass, month = school.classes[0], school.months[0]
        plain = replace(look, marks="slash", present="")
        old = Block(
            School(school.calendar, month, school.children, {c.key: {} for c in school.children}),
            klass,
            month,
            plain,
        )
        old.paper.name = "分校（旧）"
        old.paper.hidden = True
        book.sheets.append(old.paper)
    if look.cover:
        cover = Paper("表紙")
        cover.line(3, ["令和7年度", "", "出席簿"], 2)
        cover.line(8, ["学校名", "架空市立みなと小学校"], 2)
        cover.line(10, ["校長", "", "教頭", ""], 2)
        book.sheets.insert(0, cover)
    if look.summary:
        page = Paper("集計")
        page.put(0, 0, "欠席の集計")
        page.line(2, ["学級", *[f"{m.month}月" for m in school.months], "合計"])
        for r, klass in enumerate(school.classes):
            counts = [
                sum(
                    school.kind(c, day).startswith(("absent", "credited"))
                    for c in school.members(klass)
                    for day in school.school_days()
                    if day.month == m.month and c.enrolled(day)
                )
                for m in school.months
            ]
            page.line(3 + r, [klass.title, *counts, sum(counts)])
        book.sheets.append(page)
