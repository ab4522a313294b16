"""Writers of registers that hold totals only (様式C): absences by month, no days."""

from __future__ import annotations

from tests.truth.school import ABSENT, School
from tests.truth.writers.paper import Book, Paper


def totals(school: School, *, per_class: bool = True) -> list[Book]:
    """Absences of each pupil by month and together."""
    sheets: list[Paper] = []
    for klass in school.classes:
        paper = Paper(klass.title)
        paper.put(0, 0, f"令和{school.calendar.year - 2018}年度 {klass.title} 月別欠席日数")
        paper.line(2, ["番号", "氏名", *[f"{m.month}月" for m in school.months], "合計"])
        for row, child in enumerate(school.members(klass), 3):
            counts = [
                sum(
                    school.kind(child, day) in ABSENT
                    for day in school.school_days()
                    if day.month == month.month and child.enrolled(day)
                )
                for month in school.months
            ]
            paper.line(row, [child.number, child.name, *counts, sum(counts)])
        sheets.append(paper)
    if per_class:
        return [Book(f"{sheet.name} 欠席日数", [sheet]) for sheet in sheets]
    return [Book("欠席日数", sheets)]
