"""Every stage for one child, reached or not: value against threshold, dates, source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.core.forecast import days_short
from futoko_cli.reports.wording import short_date, value_text
from futoko_cli.terminal.heading import add_duties
from futoko_cli.terminal.policy import narrowing
from futoko_cli.terminal.style import BOLD, DIM, GOOD, stage_style

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment, ConditionState, StageState
    from futoko_cli.core.policy import Policy
    from futoko_cli.terminal.screen import Screen
    from futoko_cli.terminal.wrap import Span


def _verdict(state: ConditionState) -> Span:
    if state.met:
        return "該当  ", BOLD
    return ("不明  ", DIM) if state.value is None else ("非該当", "")


def _add_condition(screen: Screen, policy: Policy, state: ConditionState) -> None:
    """Value against threshold, the dates it was reached, and where the number stands."""
    condition, cite = state.condition, state.condition.cite
    dates = "・".join(short_date(d) for d in state.reached_on)
    later = condition.on and not state.met and state.value is not None and condition.holds(state.value)
    screen.para(
        _verdict(state),
        f"  {condition.text}  ",
        "".join(f"（{words}）  " for words in narrowing(condition, policy)),
        (f"いま {value_text(condition, state.value)}", BOLD),
        f"  達した日 {dates}" if dates else "",
        ("  あと1日" if days_short(state) == 1 else "", BOLD),
        "  （判定の日ではありません）" if later else "",
        indent=3,
        hang=11,
    )
    screen.dim(f"{cite.text}、{cite.checked_on.isoformat()} 確認", indent=11)


def add_stage(screen: Screen, assessment: Assessment, state: StageState) -> None:
    """One stage with its conditions, and what to do where it is active."""
    stage = state.stage
    if state.active:
        verdict: Span = ("当てはまる", BOLD)
    else:
        verdict = ("いまは当てはまらない" if state.reached_on else "達していない", GOOD)
    dates = "・".join(short_date(d) for d in state.reached_on)
    match = "どれか1つ" if stage.rule.match == "any" else "すべて"
    many = f"  条件の{match}に当たるとき" if len(stage.rule.members) > 1 else ""
    screen.blank()
    screen.para(
        (f"［{stage.label}］", stage_style(assessment.policy, stage)),
        " ",
        verdict,
        f"  達した日 {dates}" if dates else "",
        (many, DIM),
        indent=1,
        hang=3,
    )
    for condition in state.conditions:
        _add_condition(screen, assessment.policy, condition)
    if state.active:
        add_duties(screen, stage, indent=3)
