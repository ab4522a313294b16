"""``futoko explain``: one child. The year as a page, every run, every stage reached or not, with the cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from futoko_cli.commands.assessing import AssessOptions, assessed
from futoko_cli.commands.options import Files
from futoko_cli.commands.shared_options import with_options

PupilOption = Annotated[str, typer.Option("--pupil", metavar="KEY", help="児童生徒のキー（学年-組-番号）。例: 1-1-07")]


@dataclass(frozen=True, kw_only=True)
class ExplainOptions(AssessOptions):
    """Everything ``explain`` can be told."""

    pupil: PupilOption


@with_options(ExplainOptions)
def explain(files: Files, *, options: ExplainOptions) -> None:
    """1人の1年を、欠席の並び・段階に達した日・数のもとになったセルとともに示します。"""
    from futoko_cli.commands import showing

    pupil, masked, output, force = options.pupil, options.masked, options.output, options.force
    assessment, _, _ = assessed(files, options)
    if options.as_json:
        from futoko_cli.reports.result_json import explain_result

        showing.write_json(explain_result(assessment, pupil, masked=masked), output, force=force)
    else:
        from futoko_cli.terminal.explain import show_explain

        showing.screen(
            lambda c: show_explain(assessment, pupil, c, masked=masked),
            output,
            no_color=options.no_color,
            force=force,
        )
    raise typer.Exit(showing.exit_code(assessment, findings=False))
