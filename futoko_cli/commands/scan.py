"""``futoko scan``: the main job. Counts, runs and stages; who needs what, most urgent first, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from futoko_cli.commands.options import (
    AsCsv,
    AsJson,
    AsOf,
    Calendar,
    ClassName,
    Files,
    Force,
    Grade,
    Marks,
    Masked,
    NoColor,
    Output,
    PasswordFile,
    PolicyOption,
    PupilKey,
    Quiet,
    SchoolYear,
    Verbose,
    make_request,
    progress_off,
    progress_on,
    repeated,
)

ExitCodeOption = Annotated[
    bool, typer.Option("--exit-code", help="段階に当たる児童生徒がいれば終了コード 10 で終わります。")
]


def scan(
    files: Files,
    *,
    policy: PolicyOption = None,
    as_of: AsOf = None,
    marks: Marks = None,
    calendar: Calendar = None,
    school_year: SchoolYear = None,
    grade: Grade = None,
    class_name: ClassName = None,
    pupil: PupilKey = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    output: Output = None,
    force: Force = False,
    masked: Masked = False,
    password_file: PasswordFile = None,
    findings: ExitCodeOption = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    no_color: NoColor = False,
) -> None:
    """出席簿を数え、対応の段階に当たる児童生徒を、急ぐ順に理由とともに示します。"""
    from futoko_cli.commands import showing
    from futoko_cli.errors import UsageError
    from futoko_cli.pipeline import assess

    if as_json and as_csv:
        raise UsageError("--json と --csv は一緒に使えません。", "どちらか一方を選んでください。")
    request, config = make_request(
        files,
        policy=policy,
        as_of=as_of,
        marks=marks,
        calendar=calendar,
        school_year=school_year,
        grade=grade,
        class_name=class_name,
        password_file=password_file,
        masked=masked,
    )
    showing.refuse_input(output, request, config)
    progress = progress_on(quiet=quiet, verbose=verbose, masked=masked)
    assessment = assess(request, config, progress)
    progress_off(progress)
    if pupil is not None:
        from futoko_cli.reports.lookup import only_pupil

        assessment = only_pupil(assessment, pupil)
    if as_json:
        from futoko_cli.reports.result_json import scan_result

        showing.write_json(scan_result(assessment, masked=masked), output, force=force)
    elif as_csv:
        from futoko_cli.reports.result_csv import scan_csv

        showing.write_bytes(scan_csv(assessment, masked=masked), output, force=force)
    else:
        from futoko_cli.terminal.scan import show_scan

        showing.screen(
            lambda c: show_scan(assessment, c, masked=masked, problems=not quiet, options=repeated(request)),
            output,
            no_color=no_color,
            force=force,
        )
    if (as_json or as_csv or output) and not quiet:
        showing.tell_problems(assessment, masked=masked)
    raise typer.Exit(showing.exit_code(assessment, findings=findings))
