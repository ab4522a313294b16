"""``futoko explain``: one child. The year as a page, every run, every stage reached or not, with the cells."""

from __future__ import annotations

from typing import Annotated

import typer

from futoko_cli.commands.options import (
    AsJson,
    AsOf,
    Calendar,
    Files,
    Force,
    Marks,
    Masked,
    NoColor,
    Output,
    PasswordFile,
    PolicyOption,
    Quiet,
    SchoolYear,
    Verbose,
    make_request,
    progress_off,
    progress_on,
)

PupilOption = Annotated[str, typer.Option("--pupil", metavar="KEY", help="児童生徒のキー（学年-組-番号）。例: 1-1-07")]


def explain(
    files: Files,
    *,
    pupil: PupilOption,
    policy: PolicyOption = None,
    as_of: AsOf = None,
    marks: Marks = None,
    calendar: Calendar = None,
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
    """1人の1年を、欠席の並び・段階に達した日・数のもとになったセルとともに示します。"""
    from futoko_cli.commands import showing
    from futoko_cli.pipeline import assess

    request, config = make_request(
        files,
        policy=policy,
        as_of=as_of,
        marks=marks,
        calendar=calendar,
        school_year=school_year,
        password_file=password_file,
        masked=masked,
    )
    showing.refuse_input(output, request, config)
    progress = progress_on(quiet=quiet, verbose=verbose, masked=masked)
    assessment = assess(request, config, progress)
    progress_off(progress)
    if as_json:
        from futoko_cli.reports.result_json import explain_result

        showing.write_json(explain_result(assessment, pupil, masked=masked), output, force=force)
    else:
        from futoko_cli.terminal.explain import show_explain

        showing.screen(
            lambda c: show_explain(assessment, pupil, c, masked=masked), output, no_color=no_color, force=force
        )
    raise typer.Exit(showing.exit_code(assessment, findings=False))
