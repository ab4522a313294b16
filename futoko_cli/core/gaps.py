"""Days that look not entered (未入力らしい日): late classes, missing months, blank days, a silent stretch."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

import numpy as np

from futoko_cli.core.filling import day_text
from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import ABSENCES, Kind
from futoko_cli.core.measures import among
from futoko_cli.core.model import ClassId, a1
from futoko_cli.core.register import Block, Register, Roll
from futoko_cli.core.school_calendar import SchoolCalendar

_LATE_DAYS = 5
_SILENT_DAYS = 4
_MOST_OF_A_MONTH = 10
_SILENT_MARKS = 6.0  # marks one would expect in a stretch that has none: chance below 1 in 400


def entry_gaps(
    roll: Roll,
    register: Register,
    calendar: SchoolCalendar,
    as_of: int,
    *,
    calendar_given: bool,
    today: int | None = None,
) -> list[Issue]:
    """All findings about days that may not have been entered; counts are lower bounds there.

    Where less is counted than the registers hold, marks up to ``today`` show that a class's days are entered.
    """
    blocks: dict[ClassId, list[Block]] = defaultdict(list)
    for block in roll.blocks:
        for class_id in {roll.pupils[row.pupil].class_id for row in block.rows}:
            blocks[class_id].append(block)
    found: list[Issue] = []
    for class_id, own in sorted(blocks.items(), key=lambda item: item[0].order):
        days = sorted(d for d in calendar.open_days(class_id) if d <= as_of)
        found.extend(_late_class(roll, class_id, own, days, max(as_of, today or 0)))
        found.extend(_missing_months(class_id, own, days))
    found.extend(_blank_days(roll, register))
    if not calendar_given:
        found.extend(_silent_stretch(register))
    return found


def _late_class(roll: Roll, class_id: ClassId, blocks: list[Block], days: list[int], until: int) -> Iterator[Issue]:
    """A class whose own last mark up to ``until`` is 5 or more school days older than the last of ``days``."""
    marked = [
        (mark.day, block)
        for block in blocks
        for row in block.rows
        if block.source.class_name == class_id.label or roll.pupils[row.pupil].class_id == class_id
        for mark in row.marks
        if mark.kind != Kind.STRUCK and mark.day <= until
    ]
    last, block = max(marked, key=lambda m: m[0]) if marked else (0, blocks[-1])
    late = sum(1 for day in days if day > last)
    if late >= _LATE_DAYS:
        when = f"の最後の記号は {day_text(last)} で、その後" if last else "には記号が1つもなく、"
        yield Issue(
            "class-not-entered",
            f"{class_id.title}{when}{late}授業日のあいだ記入がありません。",
            "入力がまだなら、入力してからもう一度数えてください。",
            block.source.file,
            block.source.sheet,
            subject=class_id.label,
        )


def _missing_months(class_id: ClassId, blocks: list[Block], days: list[int]) -> Iterator[Issue]:
    """Months that hold school days but no sheet of the class: before its first sheet a warning, later an error.

    Its place is the class's file where that is one; a file of another month is not.
    """
    files = {block.source.file for block in blocks}
    covered = {day for block in blocks for day in block.covers}
    first = min(covered, default=0)
    for later in (False, True):
        gap = [day for day in days if day not in covered and (day > first) == later]
        if not gap:
            continue
        counts = Counter(date.fromordinal(day).month for day in gap)
        months = "・".join(
            f"{month}月" if count > _MOST_OF_A_MONTH else f"{month}月（{count}授業日）"
            for month, count in counts.items()
        )
        yield Issue(
            "month-missing",
            f"{class_id.title} の {months}の出席簿がありません。未入力とし、欠席は少なく数えています。",
            "その月のファイルも一緒に渡してください。休業日なら暦に書いてください。",
            next(iter(files)) if len(files) == 1 else "",
            subject=class_id.label,
            grave="error" if later else None,
        )


def _blank_days(roll: Roll, register: Register) -> Iterator[Issue]:
    """Blank cells where the sheet marks presence too: a day not entered yet, named with its first cell."""
    column = {int(day): j for j, day in enumerate(register.days)}
    for block in roll.blocks:
        if not block.explicit or not block.cells:
            continue
        blank: list[tuple[int, int, int]] = []
        for row in block.rows:
            for day, (own_row, col) in block.cells.items():
                j = column.get(day)
                if (
                    j is not None
                    and register.kinds[row.pupil, j] == Kind.UNENTERED
                    and (row.pupil, j) not in register.marks
                ):
                    blank.append((day, row.row if own_row < 0 else own_row, col))
        if blank:
            days = sorted({day for day, _, _ in blank})
            span = "・".join(day_text(day) for day in days[:3]) + (f" ほか{len(days) - 3}日" if len(days) > 3 else "")
            first = min(blank)
            yield Issue(
                "day-unentered",
                f"{block.source.class_name} の {span} に、出席の記号も欠席の記号もないセルが {len(blank)} あります。未入力としています。",
                "記号を入れるか、休業日なら暦に書いてください。",
                block.source.file,
                block.source.sheet,
                a1(first[1], first[2]),
                subject=block.source.class_name,
            )


def _silent_stretch(register: Register) -> Iterator[Issue]:
    """Weekdays in a row without one mark in the whole school: most likely a vacation that nobody wrote down.

    It breaks every run around it, so it is an error where a child was absent on both its sides.
    """
    width = len(register.days)
    if not width or not len(register.pupils):
        return
    marked = np.zeros(width, dtype=bool)
    for _, j in register.marks:
        marked[j] = True
    nothing = among(register.kinds, (Kind.NO_SCHOOL, Kind.UNENTERED, Kind.NOT_ENROLLED))
    marked |= nothing.all(axis=0)
    absent = among(register.kinds, ABSENCES)
    rate = len(register.marks) / width
    start = 0
    for j in range(width + 1):
        if j < width and not marked[j]:
            continue
        length = j - start
        if length >= _SILENT_DAYS and length * rate > _SILENT_MARKS:
            first, last = (date.fromordinal(int(register.days[k])) for k in (start, j - 1))
            broken = start > 0 and j < width and bool((absent[:, start - 1] & absent[:, j]).any())
            yield Issue(
                "vacation-suspected",
                f"{first.month}/{first.day}〜{last.month}/{last.day} の平日 {length}日は、どの学級にも記号がありません。授業日・全員出席として数えています。"
                + ("その前後に続けて欠席した児童生徒がいます。" if broken else ""),
                f"長期休業なら、暦のファイルに {first}〜{last},長期休業 と書き、--calendar で渡してください。",
                subject=f"{first.month}/{first.day}",
                grave="error" if broken else None,
            )
        start = j + 1
