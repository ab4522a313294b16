"""Problems that concern one command, whole; the others by number, for ``futoko scan`` to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.terminal.problems import add_problems, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from futoko_cli.core.issues import Issue
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.screen import Screen


def add_own_problems(screen: Screen, issues: Sequence[Issue], mask: Mask, about: tuple[str, ...]) -> None:
    """Findings whose code begins with one of ``about``, and the tally of the rest."""
    own = [issue for issue in issues if issue.code.startswith(about)]
    rest = [issue for issue in issues if not issue.code.startswith(about)]
    add_problems(screen, [mask.issue(issue) for issue in own])
    if rest:
        screen.blank()
        screen.dim(f"ほかの問題  {tally(rest)}  futoko scan で見ます", hang=12)
