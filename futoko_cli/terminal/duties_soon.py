"""The most urgent duties as the last word of ``futoko scan``: one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.core.agenda import listed, urgent
from futoko_cli.reports.duties.words import SECTIONS, bare_what
from futoko_cli.reports.wording import weekday_date
from futoko_cli.terminal.style import BOLD, ERROR, WARNING
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from futoko_cli.core.agenda import Agenda
    from futoko_cli.core.model import Assessment
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.screen import Screen

_SHOWN: Final = 3
_NAME: Final = 12
_STYLES: Final = {"overdue": ERROR, "today": WARNING}


def add_soon(screen: Screen, assessment: Assessment, agenda: Agenda, mask: Mask) -> bool:
    """Three lines at the most; whether there were any."""
    groups = urgent(agenda, assessment.policy, _SHOWN)
    if not groups:
        return False
    total = len(listed(agenda, everything=False))
    screen.title("急ぐこと", f" 未済 {total}件のうち")
    if not agenda.recorded:
        screen.dim("対応記録がないため、済んだかどうか分かりません。", indent=1)
    width = max(cell_len(mask.key(group.first.pupil)) for group in groups)
    for group in groups:
        each = group.first
        name = mask.name(each.pupil)
        head = f"{pad(mask.key(each.pupil), width)}  " + (f"{pad(cut(name, _NAME), _NAME)}  " if name else "")
        start = f"{pad(SECTIONS[group.when], 8)}  {pad(weekday_date(each.due), 9)}  "
        period = f"{int(each.period[5:])}月分 " if each.period else ""
        more = f" ほか{len(group.owed) - 1}" if len(group.owed) > 1 else ""
        room = max(screen.width - 2 - cell_len(start + head + period + more), 12)
        screen.para(
            (start, _STYLES.get(group.when, BOLD)),
            (head, BOLD),
            f"{period}{cut(bare_what(each), room)}{more}",
            indent=1,
        )
    return True
