"""``futoko inspect``: what was recognised in each sheet, and what was skipped and why; nothing is counted."""

from __future__ import annotations

from dataclasses import dataclass

import typer

from futoko_cli.commands.options import Files, InputOptions, ShowOptions, make_request, progress_off, progress_on
from futoko_cli.commands.shared_options import with_options


@dataclass(frozen=True, kw_only=True)
class InspectOptions(ShowOptions, InputOptions):
    """Everything ``inspect`` can be told."""


@with_options(InspectOptions)
def inspect(files: Files, *, options: InspectOptions) -> None:
    """各シートで何を読み取ったか（様式・学級・月・列・記号）を示します。欠席は数えません。"""
    from futoko_cli.commands import showing
    from futoko_cli.errors import ExitCode
    from futoko_cli.pipeline.survey import survey
    from futoko_cli.reports.masking import Mask

    output, force = options.output, options.force
    request, config = make_request(files, options, masked=options.masked)
    showing.refuse_input(output, request, config)
    progress = progress_on(quiet=options.quiet, verbose=options.verbose, masked=options.masked)
    found = survey(request, config, progress)
    progress_off(progress)
    mask = Mask(masked=options.masked, pupils=found.pupils, sources=found.sources, issues=found.issues)
    if options.as_json:
        from futoko_cli.reports.result_json import inspect_result

        result = inspect_result(found.sources, found.issues, found.marks, mask=mask)
        showing.write_json(result, output, force=force)
    else:
        from futoko_cli.terminal.inspect import show_inspect

        showing.screen(
            lambda c: show_inspect(found.sources, found.issues, found.marks, c, mask=mask),
            output,
            no_color=options.no_color,
            force=force,
        )
    failed = any(issue.severity == "error" for issue in found.issues)
    raise typer.Exit(ExitCode.PROBLEMS if failed else ExitCode.DONE)
