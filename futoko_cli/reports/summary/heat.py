"""A child's year as a calendar (日ごとの表): a row a month, a letter and a shade a day, like a page of the register."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Final

from futoko_cli.core.kinds import LABELS, Kind
from futoko_cli.reports.summary.figures import Figures, days_of
from futoko_cli.reports.summary.words import signs_text, span_title

if TYPE_CHECKING:
    from futoko_cli.core.signs import Child

#: Letter and shade of each kind of day: a letter says it without the shade.
DAYS: Final = {
    Kind.ABSENT: ("欠", "a"),
    Kind.ABSENT_SICK: ("病", "a"),
    Kind.ABSENT_OTHER: ("事", "a"),
    Kind.CREDITED: ("扱", "b"),
    Kind.CREDITED_ICT: ("Ｉ", "b"),
    Kind.LATE: ("遅", "c"),
    Kind.EARLY_LEAVE: ("早", "c"),
    Kind.LATE_AND_EARLY_LEAVE: ("両", "c"),
    Kind.SEPARATE_ROOM: ("別", "c"),
    Kind.SUSPENDED: ("停", "d"),
    Kind.BEREAVEMENT: ("忌", "d"),
    Kind.CLASS_CLOSURE: ("閉", "d"),
    Kind.EXCUSED: ("公", "e"),
    Kind.UNENTERED: ("未", "e"),
    Kind.PRESENT: ("・", ""),
    Kind.NO_SCHOOL: ("", "no"),
    Kind.NOT_ENROLLED: ("", "out"),
}


def legend() -> str:
    """What the letters mean."""
    cells = "".join(
        f'{_cell(kind)}<td class="word">{escape(LABELS[kind])}</td>' + ("</tr><tr>" if at % 5 == 4 else "")
        for at, kind in enumerate(k for k in DAYS if DAYS[k][0])
    )
    return f'<div class="scroll"><table class="heat legend"><tr>{cells}</tr></table></div>'


def _cell(kind: Kind) -> str:
    letter, shade = DAYS[kind]
    return f'<td class="{shade}">{letter}</td>' if shade else f"<td>{letter}</td>"


def child_calendar(figures: Figures, child: Child) -> str:
    """One child: who it is, its counts, and a table of its days up to the last one counted."""
    pupil, mask = child.result.pupil, figures.mask
    name = mask.name(pupil)
    title = mask.key(pupil) if name is None else f"{mask.key(pupil)}　{name}"
    stage = child.result.stage
    counts = f"今月 {child.absent}日・累計 {child.result.days['absent']}日・連続 {child.result.current}日・遅刻早退 今月 {child.late_early}回"
    shown = f"［{stage.stage.label}］" if stage else ""
    kinds = dict(days_of(figures, child))
    rows = "".join(_month(month, kinds) for month in figures.summary.months)
    heads = "".join(f"<th>{day}</th>" for day in range(1, 32))
    signs = f'<p class="quiet">{escape(signs_text(child))}</p>' if child.signs else ""
    return (
        f'<section class="child"><h3>{escape(title)}　{escape(shown)}</h3><p class="quiet">{escape(counts)}</p>{signs}'
        f'<div class="scroll"><table class="heat"><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def _month(month: str, kinds: dict[date, int]) -> str:
    year, number = int(month[:4]), int(month[5:])
    last = monthrange(year, number)[1]
    days = [date(year, number, day) for day in range(1, last + 1)]
    cells = [_cell(Kind(kinds.get(day, Kind.NO_SCHOOL))) for day in days]
    cells += ['<td class="out"></td>'] * (31 - last)
    return f'<tr><th scope="row">{span_title(month)}</th>{"".join(cells)}</tr>'
