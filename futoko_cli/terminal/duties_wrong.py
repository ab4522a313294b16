"""Issued forms that the register has overtaken (訂正の要る様式): what they said, what it says now, and the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.reports.duties.wrong import day_text, heading_text, named_key
from futoko_cli.terminal.style import BOLD, ERROR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from futoko_cli.issuing.corrections import Correction
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.screen import Screen


def add_wrong(screen: Screen, wrong: Sequence[Correction], mask: Mask) -> None:
    """One paragraph a form, the days that differ below it."""
    if not wrong:
        return
    screen.title("訂正の要る様式", f" {len(wrong)}件  出した後に、出席簿が変わりました。")
    for each in wrong:
        name = mask.name(each.pupil) if each.pupil else None
        who = f" {name}" if name else ""
        screen.para((named_key(each, mask), BOLD), f"{who}  ", (heading_text(each), ERROR), indent=1, hang=3)
        for day in each.removed:
            screen.para(f"様式にだけある欠席  {day_text(day, mask)}", indent=3, hang=5)
        for day in each.added:
            screen.para(f"出席簿にだけある欠席  {day_text(day, mask)}", indent=3, hang=5)
        screen.dim(mask.text(each.path.as_posix()), indent=3)
    screen.dim("futoko report に --force を付けて作り直すか、訂正したものを出します。", indent=1)
