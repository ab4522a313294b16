"""The quiet last lines of a screen: how days were counted, and what futoko decided itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.reports.wording import definitions

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.screen import Screen


def add_footer(screen: Screen, assessment: Assessment, mask: Mask) -> None:
    """Definitions of 連続 and 断続, where the school days come from, the run's notes."""
    words = definitions(assessment.policy)
    screen.blank()
    screen.dim(f"数え方  連続: {words['consecutive']}", hang=8)
    screen.dim(f"断続・累計: {words['cumulative']}", indent=8)
    if assessment.calendar_origin:
        screen.dim(f"授業日: {assessment.calendar_origin}", indent=8)
    for note in assessment.notes:
        screen.dim(mask.text(note), hang=2)
