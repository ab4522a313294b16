"""``futoko duties --csv``: one row a duty, as Excel opens it rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from futoko_cli.core.agenda import grouped
from futoko_cli.reports.duties.words import STANDINGS, STATES
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.result_csv import Cell, csv_bytes, who_columns
from futoko_cli.reports.wording import FORMS

if TYPE_CHECKING:
    from futoko_cli.core.agenda import Agenda
    from futoko_cli.core.duties import Owed
    from futoko_cli.core.model import Assessment

_TITLES: Final = [
    *("期限", "状態", "キー", "学年", "組", "番号", "氏名", "段階", "当てはまる", "すること", "相手", "様式"),
    *("達した日", "対象月", "新規・継続", "済んだ日", "担当", "備考", "台帳のセル", "転出"),
]


def _row(each: Owed, agenda: Agenda, mask: Mask) -> list[Cell]:
    pupil, duty, action = each.pupil, each.duty, each.action
    said = action if not mask.masked else None
    return [
        each.due.isoformat(),
        STATES[each.state],
        *who_columns(pupil, mask),
        each.stage.label,
        "○" if agenda.is_active(each) else "",
        duty.what,
        duty.to,
        FORMS.get(duty.form, duty.form),
        each.reached.isoformat(),
        each.period,
        STANDINGS[each.standing],
        action.day.isoformat() if action else "",
        said.by if said else "",
        said.note if said else "",
        f"{action.at.sheet} {action.at.cell}" if action and action.at.sheet else "",
        "転出" if each.left else "",
    ]


def duties_csv(assessment: Assessment, agenda: Agenda, *, masked: bool = False) -> bytes:
    """Every duty, settled or not, in the order of the screen."""
    mask = Mask.of(assessment, masked=masked)
    groups = grouped(agenda, agenda.owed, assessment.policy)
    return csv_bytes([_TITLES, *(_row(each, agenda, mask) for group in groups for each in group.owed)])
