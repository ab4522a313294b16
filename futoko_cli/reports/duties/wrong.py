"""Words and JSON of issued forms that need a corrected copy (訂正の要る様式)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.core.kinds import LABELS, Kind
from futoko_cli.forms.catalogue import FORMS
from futoko_cli.reports.json_parts import Json
from futoko_cli.reports.wording import weekday_date

if TYPE_CHECKING:
    from futoko_cli.issuing.corrections import ChangedDay, Correction
    from futoko_cli.reports.masking import Mask


def named_key(each: Correction, mask: Mask) -> str:
    """The child's key as a screen shows it; of a child that no register has, the one in the journal."""
    return mask.key(each.pupil) if each.pupil else each.entry.key


def heading_text(each: Correction) -> str:
    """``6月の欠席状況報告書: 様式は8日、出席簿は7日``."""
    form = FORMS[each.entry.form].title if each.entry.form in FORMS else each.entry.form
    month = int(each.entry.period[5:7])
    if each.pupil is None:
        return f"{month}月の{form}: 様式は{each.before}日、児童生徒が出席簿にいません"
    return f"{month}月の{form}: 様式は{each.before}日、出席簿は{each.now}日"


def day_text(day: ChangedDay, mask: Mask) -> str:
    """``6/3(火)  いま 出席（記号なし）・作った時 a.xlsx「1-1 6月」F12``; the same cell is not said twice."""
    now = day.now + (f" {mask.text(day.now_cell)}" if day.now_cell else "（記号なし）")
    before = LABELS[Kind.ABSENT] if day.cell == day.now_cell else mask.text(day.cell)
    then = f"・作った時 {before}" if day.cell else ""
    return f"{weekday_date(day.day)}  いま {now}{then}"


def wrong_part(each: Correction, mask: Mask) -> Json:
    """One form of ``corrections`` in ``duties --json``."""
    return {
        "key": mask.key(each.pupil) if each.pupil else each.entry.key,
        "name": mask.name(each.pupil) if each.pupil else None,
        "form": each.entry.form,
        "period": each.entry.period,
        "file": mask.text(each.path.as_posix()),
        "issued": each.before,
        "now": each.now if each.pupil else None,
        "removed": [_day(day, mask) for day in each.removed],
        "added": [_day(day, mask) for day in each.added],
    }


def _day(day: ChangedDay, mask: Mask) -> Json:
    return {
        "date": day.day.isoformat(),
        "now": day.now,
        "now_cell": mask.text(day.now_cell) or None,
        "issued_cell": mask.text(day.cell) or None,
    }
