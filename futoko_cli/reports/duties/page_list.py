"""The list below the month of the page on the wall: what each box means, and what is due in the next month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Final

from futoko_cli.reports.duties.words import STATES, anonymous, cells, mark_of, moved_text, subject
from futoko_cli.reports.wording import duty_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from futoko_cli.core.agenda import Agenda, Group
    from futoko_cli.reports.duties.as_page import Looks

_ONE_LINE, _MORE = 16.0, 14.0  # height of a row in points, and of each line beyond its first
_FOOT: Final = 6 * 15.0  # a blank row, the heading and the notes below
_WIDTH, _NARROW = 62, 24  # half-width letters on a line of すること, of a single column
_TITLES: Final = ("期限", "児童生徒", "段階", "すること（相手・様式）", "状態")
_COLUMNS: Final = (0, 1, 2, 3, 6)  # the first column of each; すること lies over three
_GREY: Final = "#D9D9D9"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row as it will stand: its group, three texts, and how many lines they take."""

    group: Group
    who: str
    what: str
    lines: int

    @property
    def height(self) -> float:
        """In points."""
        return _ONE_LINE + _MORE * (self.lines - 1)


def write_list(
    page: Worksheet,
    looks: Looks,
    row: int,
    groups: Sequence[Group],
    agenda: Agenda,
    *,
    with_names: bool,
    room: float,
) -> None:
    """Heading, a row for each child and stage, and what did not fit into ``room`` points or lies before the month."""
    head = looks.of(bold=True, border=1, align="left", indent=1, bg_color=_GREY)
    page.merge_range(row, 3, row, 5, "", head)
    for col, title in zip(_COLUMNS, _TITLES, strict=True):
        page.write_string(row, col, title, head)
    shown = _fitting([_made(group, with_names=with_names) for group in groups], room - _FOOT)
    for made in shown:
        row += 1
        _write_row(page, looks, row, made)
    for note in _notes(groups, len(groups) - len(shown), agenda):
        row += 1
        page.merge_range(row, 0, row, 6, "", looks.of())
        page.write_string(row, 0, note, looks.of())


def _fitting(rows: Sequence[_Row], room: float) -> list[_Row]:
    """As many rows as fit, by due day; where not all do, what is done goes first, then what is due last."""
    kept: list[_Row] = []
    for row in sorted(rows, key=lambda row: (row.group.when == "settled", row.group.first.due)):
        room -= row.height
        if room < 0:
            break
        kept.append(row)
    return sorted(kept, key=lambda row: row.group.first.due)


def _notes(groups: Sequence[Group], missing: int, agenda: Agenda) -> list[str]:
    notes = []
    if not groups:
        notes.append("この月が期限のものはありません。")
    if missing:
        notes.append(f"ほか {missing}行は、futoko duties の画面で見られます。")
    if agenda.earlier:
        notes.append(f"前の月までの期限切れが {agenda.earlier}件あります。futoko duties の画面で見られます。")
    if not agenda.recorded:
        notes.append("対応記録がないため、済んだかどうか分かりません。")
    if any(each.duty.cite.decision for group in groups for each in group.owed):
        notes.append("* 資料に期限の記載がなく、futokoの設定です。")
    return notes


def _made(group: Group, *, with_names: bool) -> _Row:
    each = group.first
    about = f"{subject(each)}　" if each.period else ""
    what = about + "、".join(_what(one.duty.cite.decision, *duty_parts(one.duty)) for one in group.owed)
    if moved := moved_text(each):
        what += f"（{moved}）"
    who = anonymous(each.pupil) + (f"　{each.pupil.name}" if with_names else "") + ("　転出" if each.left else "")
    texts = ((what, _WIDTH), (each.stage.label, _NARROW), (who, _NARROW))
    return _Row(group, who, what, max(ceil(cells(text) / width) for text, width in texts))


def _write_row(page: Worksheet, looks: Looks, row: int, made: _Row) -> None:
    each = made.group.first
    plain = looks.of(border=1, text_wrap=True, align="left", indent=1)
    page.set_row(row, made.height)
    page.write_datetime(
        row,
        0,
        datetime.combine(each.due, datetime.min.time()),
        looks.of(border=1, align="left", indent=1, bold=True, num_format='[$-411]m"月"d"日"(aaa)'),
    )
    page.write_string(row, 1, made.who, plain)
    page.write_string(row, 2, each.stage.label, plain)
    page.merge_range(row, 3, row, 5, "", plain)
    page.write_string(row, 3, made.what, plain)
    page.write_string(
        row,
        6,
        f"{mark_of(each)} {STATES[each.state]}",
        looks.of(border=1, align="left", indent=1, bold=not each.settled),
    )


def _what(decided: bool, what: str, to: str, due: str, form: str) -> str:
    """``家庭への連絡*（保護者）``; when it is due stands in a column of its own."""
    del due
    inner = "・".join(part for part in (to, form.removeprefix("様式 ")) if part)
    return what + ("*" if decided else "") + (f"（{inner}）" if inner else "")
