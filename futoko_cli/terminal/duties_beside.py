"""What stands beside the duties: the unseen clock, the list before a vacation, records that settle nothing."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from futoko_cli.core.clock import SHOWN_FROM
from futoko_cli.core.duties import why_stray
from futoko_cli.reports.duties.words import bare_words, met_text, reached_text
from futoko_cli.reports.wording import long_date, weekday_date
from futoko_cli.terminal.style import WARNING, stage_style
from futoko_cli.terminal.who import key_width, who

if TYPE_CHECKING:
    from futoko_cli.core.agenda import Agenda
    from futoko_cli.core.clock import Clock
    from futoko_cli.core.model import Assessment
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.screen import Screen


def add_clock(screen: Screen, assessment: Assessment, clock: Clock, indent: int) -> None:
    """Both numbers, the last meeting, and the stage with its day."""
    screen.para(
        f"連続 {clock.consecutive}日・会えていない {clock.unseen}授業日  {met_text(clock)}", indent=indent, hang=indent
    )
    screen.para(
        (f"［{clock.state.stage.label}］", stage_style(assessment.policy, clock.state.stage)),
        f" {reached_text(clock)}",
        indent=indent,
        hang=indent,
    )


def add_clocks(screen: Screen, assessment: Assessment, agenda: Agenda, mask: Mask) -> None:
    """Children whom nobody has met for long."""
    if not agenda.clocks:
        return
    title = f" {len(agenda.clocks)}人  会えていない日が{SHOWN_FROM}授業日以上の児童生徒です。"
    screen.title("現認", title)
    width = key_width([clock.result.pupil for clock in agenda.clocks], mask)
    for clock in agenda.clocks:
        screen.para(*who(clock.result.pupil, mask, width), indent=1)
        add_clock(screen, assessment, clock, width + 3)


def add_expected(screen: Screen, assessment: Assessment, agenda: Agenda, mask: Mask) -> None:
    """The dry list before a closing day: who would have to be reported if nobody meets them by then."""
    width = key_width([each.result.pupil for each in agenda.expected], mask)
    for (day, name, stage), found in groupby(agenda.expected, key=lambda each: (each.day, each.name, each.stage)):
        children = list(found)
        screen.title(f"{name}の前に", f" {len(children)}人")
        screen.para(
            f"{long_date(day)}の{name}に、このままだと",
            (f"［{stage.label}］", stage_style(assessment.policy, stage)),
            "に当たります。その日までに会えれば外れます。",
            indent=1,
        )
        for each in children:
            unseen = "" if each.unseen is None else f"・会えていない {each.unseen}授業日"
            screen.para(
                *who(each.result.pupil, mask, width),
                f"連続 {each.consecutive}日・累計 {each.cumulative}日{unseen}",
                indent=1,
                hang=width + 3,
            )


def add_strays(screen: Screen, assessment: Assessment, agenda: Agenda, mask: Mask) -> None:
    """Rows of 対応記録 that settle no duty, with their cell."""
    if not agenda.strays:
        return
    pupils = {result.pupil.key: result.pupil for result in assessment.pupils}
    names = [duty.what for stage in assessment.policy.stages for duty in stage.duties]
    screen.title("どの義務にも当たらない対応記録", f" {len(agenda.strays)}件")
    for action in agenda.strays:
        place = f"「{action.at.sheet}」{action.at.cell}" if action.at.sheet else ""
        key = mask.key(pupils[action.key])
        month = f"  {int(action.month[5:])}月分" if action.month else ""
        screen.para(
            (f"{place}  " if place else "", WARNING),
            f"{weekday_date(action.day)}  {key}  {bare_words(action, mask)}  {action.state}{month}",
            indent=1,
            hang=3,
        )
        screen.dim(why_stray(action, names, agenda.on), indent=3)
    screen.dim("日付・キー・すること・対象月を確かめてください。", indent=1)
