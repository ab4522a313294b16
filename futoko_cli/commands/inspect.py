"""``futoko inspect``: what was recognised in each sheet, and what was skipped and why; nothing is counted."""

from __future__ import annotations

import typer

from futoko_cli.commands.options import (
    AsJson,
    Files,
    Force,
    Marks,
    Masked,
    NoColor,
    Output,
    PasswordFile,
    Quiet,
    SchoolYear,
    Verbose,
    make_request,
    progress_off,
    progress_on,
)


def inspect(
    files: Files,
    *,
    marks: Marks = None,
    school_year: SchoolYear = None,
    as_json: AsJson = False,
    output: Output = None,
    force: Force = False,
    masked: Masked = False,
    password_file: PasswordFile = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    no_color: NoColor = False,
) -> None:
    """各シートで何を読み取ったか（様式・学級・月・列・記号）を示します。欠席は数えません。"""
    from futoko_cli.commands import showing
    from futoko_cli.errors import ExitCode
    from futoko_cli.pipeline import survey
    from futoko_cli.reports.masking import Mask

    request, config = make_request(
        files, marks=marks, school_year=school_year, password_file=password_file, masked=masked
    )
    showing.refuse_input(output, request, config)
    progress = progress_on(quiet=quiet, verbose=verbose, masked=masked)
    found = survey(request, config, progress)
    progress_off(progress)
    mask = Mask(masked=masked, pupils=found.pupils, sources=found.sources, issues=found.issues)
    if as_json:
        from futoko_cli.reports.result_json import inspect_result

        result = inspect_result(found.sources, found.issues, found.marks, mask=mask)
        showing.write_json(result, output, force=force)
    else:
        from futoko_cli.terminal.inspect import show_inspect

        showing.screen(
            lambda c: show_inspect(found.sources, found.issues, found.marks, c, mask=mask),
            output,
            no_color=no_color,
            force=force,
        )
    failed = any(issue.severity == "error" for issue in found.issues)
    raise typer.Exit(ExitCode.PROBLEMS if failed else ExitCode.DONE)
