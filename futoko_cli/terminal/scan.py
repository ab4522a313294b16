"""The screen of ``futoko scan``: who needs what, most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.reports.masking import Mask
from futoko_cli.terminal.changes import add_changes
from futoko_cli.terminal.duties_soon import add_soon
from futoko_cli.terminal.flagged import Flagged
from futoko_cli.terminal.footer import add_footer
from futoko_cli.terminal.heading import add_heading
from futoko_cli.terminal.next_call import command_words
from futoko_cli.terminal.problems import add_problems, add_uncounted, tally
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import DIM, GOOD
from futoko_cli.terminal.watch import add_past, add_totals, add_watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from futoko_cli.core.agenda import Agenda
    from futoko_cli.core.changes import Changes
    from futoko_cli.core.model import Assessment, PupilResult


def _next_step(
    screen: Screen,
    assessment: Assessment,
    mask: Mask,
    first: PupilResult | None,
    options: Sequence[str],
    *,
    duties: bool,
) -> None:
    """The next call, with every option that changes the numbers."""
    shown = command_words(assessment, mask, options)
    screen.blank()
    if first is not None:
        screen.para(("次に  ", DIM), f"futoko explain {shown} --pupil {mask.key(first.pupil)}", hang=6)
        screen.dim("1人ずつの理由・日・セルを見ます。", indent=6)
    if duties:
        head = " " * 6 if first is not None else ("次に  ", DIM)
        screen.para(head, f"futoko duties {shown}", hang=6)
        screen.dim("すること・期限・済んだかどうかの一覧を見ます。", indent=6)
    elif first is None and assessment.has_errors:
        screen.para(("次に  ", DIM), f"問題を直して、もう一度 futoko scan {shown}", hang=6)


def show_scan(
    assessment: Assessment,
    console: Console,
    *,
    masked: bool = False,
    problems: bool = True,
    options: Sequence[str] = (),
    changes: Changes | None = None,
    agenda: Agenda | None = None,
) -> None:
    """Print the whole screen. With ``problems`` False they are only counted (they stand on stderr).

    ``options`` are those of the call that change the numbers, for the next call to copy. ``changes`` since an earlier run come first,
    the most urgent duties of ``agenda`` last.
    """
    mask = Mask.of(assessment, masked=masked)
    screen = Screen(console.width)
    add_heading(screen, assessment, mask)
    if changes is not None:
        add_changes(screen, assessment, mask, changes)
    flagged = Flagged(screen, assessment, mask)
    if flagged.results:
        flagged.add()
    elif assessment.pupils:
        screen.blank()
        screen.para(("基準に達している児童生徒はいません。", GOOD))
    else:
        screen.blank()
        screen.para("日ごとの記号のある児童生徒は、1人も読めませんでした。")
    add_uncounted(screen, assessment.issues, "直すと人数が増えることがあります。")
    add_watch(screen, assessment, mask)
    add_past(screen, assessment, mask)
    add_totals(screen, assessment, mask)
    if problems:
        add_problems(screen, [mask.issue(issue) for issue in assessment.issues])
    elif assessment.issues:
        screen.title("問題", f" {tally(assessment.issues)}")
    duties = agenda is not None and add_soon(screen, assessment, agenda, mask)
    _next_step(screen, assessment, mask, flagged.results[0] if flagged.results else None, options, duties=duties)
    if assessment.pupils or assessment.totals:
        add_footer(screen, assessment, mask)
    screen.show(console)
