"""Days as letters: the strip of the last school days, and the year as a page of the register."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from futoko_cli.core.kinds import ABSENCES, LABELS, Kind
from futoko_cli.reports.wording import months_of, short_date
from futoko_cli.terminal.style import ABSENCE, BOLD, DIM, PARTIAL, SKIPPED

if TYPE_CHECKING:
    from futoko_cli.core.register import Register
    from futoko_cli.terminal.wrap import Span

#: One letter of two cells per kind; absences are dense, presence is a dot.
LETTERS: Final[dict[Kind, str]] = {
    Kind.PRESENT: "・",
    Kind.LATE: "チ",
    Kind.EARLY_LEAVE: "ソ",
    Kind.LATE_AND_EARLY_LEAVE: "両",
    Kind.SEPARATE_ROOM: "別",
    Kind.EXCUSED: "公",
    Kind.ABSENT: "／",
    Kind.ABSENT_SICK: "病",
    Kind.ABSENT_OTHER: "事",
    Kind.CREDITED: "教",
    Kind.CREDITED_ICT: "オ",
    Kind.SUSPENDED: "停",
    Kind.BEREAVEMENT: "忌",
    Kind.CLASS_CLOSURE: "閉",
    Kind.UNENTERED: "？",
    Kind.NOT_ENROLLED: "　",
    Kind.NO_SCHOOL: "　",
}
_STYLES: Final[dict[Kind, str]] = {
    Kind.PRESENT: DIM,
    **dict.fromkeys(ABSENCES, ABSENCE),
    **dict.fromkeys((Kind.SUSPENDED, Kind.BEREAVEMENT, Kind.CLASS_CLOSURE, Kind.UNENTERED), SKIPPED),
    **dict.fromkeys(
        (Kind.LATE, Kind.EARLY_LEAVE, Kind.LATE_AND_EARLY_LEAVE, Kind.SEPARATE_ROOM, Kind.EXCUSED), PARTIAL
    ),
}
_LONG_BREAK: Final = 12  # days without school that a strip shows as a gap of its own
_RULER: Final = (1, 5, 10, 15, 20, 25, 30)


def _joined(pieces: Iterable[Span]) -> list[Span]:
    """Spans of one style in a row made into one."""
    spans: list[Span] = []
    for text, style in pieces:
        if spans and spans[-1][1] == style:
            spans[-1] = (spans[-1][0] + text, style)
        else:
            spans.append((text, style))
    return spans


def strip_columns(register: Register, row: int, length: int) -> list[int]:
    """Columns of the child's last school days; days before 転入 and after 転出 stay in as blanks."""
    return [int(j) for j in np.flatnonzero(register.kinds[row] != Kind.NO_SCHOOL)[-length:]]


def strip(register: Register, row: int, length: int, *, dates: bool = True) -> list[Span]:
    """The last ``length`` school days, a gap between weeks, a ``～`` for a vacation, dates at both ends."""
    columns = strip_columns(register, row, length)
    if not columns:
        return []
    pieces: list[Span] = []
    before: date | None = None
    for j in columns:
        day = date.fromordinal(int(register.days[j]))
        if before and (day - before).days > _LONG_BREAK:
            pieces.append((" ～ ", DIM))
        elif before and day.isocalendar()[:2] != before.isocalendar()[:2]:
            pieces.append((" ", ""))
        kind = Kind(int(register.kinds[row, j]))
        pieces.append((LETTERS[kind], _STYLES.get(kind, "")))
        before = day
    if not dates:
        return _joined(pieces)
    first = date.fromordinal(int(register.days[columns[0]]))
    last = date.fromordinal(int(register.days[columns[-1]]))
    return [(f"{short_date(first):<5} ", DIM), *_joined(pieces), (f" {short_date(last)}", DIM)]


def kinds_in(register: Register, row: int, length: int | None = None) -> set[Kind]:
    """Kinds of day that a strip or page of this child shows."""
    columns = strip_columns(register, row, length or len(register.days))
    return {Kind(int(code)) for code in np.unique(register.kinds[row, columns])}


def legend(kinds: set[Kind]) -> str:
    """``・ 出席  ／ 欠席  チ 遅刻`` for the kinds shown."""
    hidden = {Kind.NOT_ENROLLED, Kind.NO_SCHOOL}
    words = [f"{LETTERS[k]} {LABELS[k]}" for k in LETTERS if k in kinds - hidden]
    blank = ["空白 在籍外"] if Kind.NOT_ENROLLED in kinds else []
    return "  ".join(words + blank)


def year_page(register: Register, row: int, school_year: int, absent_by_month: dict[str, int]) -> list[list[Span]]:
    """Months × days like a page of the register (出席簿): 12 rows of 31 letters and the month's absences."""
    column = {int(day): j for j, day in enumerate(register.days)}
    ruler = [" " * 62]
    for day in _RULER:
        at = (day - 1) * 2
        ruler[0] = ruler[0][:at] + f"{day:>2}" + ruler[0][at + 2 :]
    lines: list[list[Span]] = [[("      ", ""), (ruler[0], DIM), ("  欠席", DIM)]]
    for month in months_of(school_year):
        first = date.fromisoformat(f"{month}-01")
        pieces: list[Span] = []
        for offset in range(31):
            day_number = first.toordinal() + offset
            inside = date.fromordinal(day_number).month == first.month
            j = column.get(day_number) if inside else None
            kind = Kind.NO_SCHOOL if j is None else Kind(int(register.kinds[row, j]))
            pieces.append((LETTERS[kind].replace("　", "  "), _STYLES.get(kind, "")))
        count = absent_by_month.get(month, 0)
        total: Span = (f"{count:>6}", BOLD) if count else ("", "")
        lines.append([(f" {first.month:>2}月 ", ""), *_joined(pieces), total])
    return lines
