"""Writers of registers by period (様式F 校時ごとの出席簿), which the program must refuse to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.truth.writers.paper import Book, Paper

if TYPE_CHECKING:
    from tests.truth.school import School


def by_week(school: School) -> list[Book]:
    """A week sheet: five days, six periods (校時) under each."""
    klass = school.classes[0]
    paper = Paper("4月第2週")
    paper.put(0, 0, f"令和{school.calendar.year - 2018}年度 4月 {klass.title} 校時別出席簿")
    for position, name in enumerate("月火水木金"):
        paper.put(2, 2 + position * 6, f"4/{14 + position}({name})")
        paper.merges.append((2, 2 + position * 6, 2, 7 + position * 6))
    paper.line(3, ["番号", "氏名", *[f"{period}校時" for _ in range(5) for period in range(1, 7)]])
    for row, child in enumerate(school.members(klass), 4):
        paper.line(row, [child.number, child.name])
        paper.put(row, 2 + (child.number * 5) % 30, "／")
    return [Book("校時別出席簿", [paper])]


def by_subject(school: School) -> list[Book]:
    """A list of lessons: date, period, subject, pupil, kind."""
    klass = school.classes[0]
    paper = Paper("教科出席")
    paper.line(0, ["日付", "校時", "教科", "学年", "組", "番号", "氏名", "出欠"])
    subjects = ("国語", "数学", "理科", "社会", "英語", "体育")
    row = 1
    for child in school.members(klass):
        for period, subject in enumerate(subjects, 1):
            kind = "欠席" if (child.number + period) % 3 == 0 else "出席"
            paper.line(
                row,
                ["2025/5/7", period, subject, klass.grade or 1, klass.name, child.number, child.name, kind],
            )
            row += 1
    return [Book("教科別出席", [paper])]
