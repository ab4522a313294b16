"""``futoko scan``: the main job. Counts, runs and stages; who needs what, most urgent first, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from futoko_cli.commands.assessing import AssessOptions, assessed
from futoko_cli.commands.exporting import ExportOptions, check_export, export
from futoko_cli.commands.options import AsCsv, Files, PartOptions, PupilKey, repeated
from futoko_cli.commands.shared_options import with_options
from futoko_cli.commands.since import SinceOptions, check, keep, look_back

ExitCodeOption = Annotated[
    bool, typer.Option("--exit-code", help="段階に当たる児童生徒がいれば終了コード 10 で終わります。")
]


@dataclass(frozen=True, kw_only=True)
class ScanOptions(ExportOptions, SinceOptions, AssessOptions, PartOptions):
    """Everything ``scan`` can be told."""

    pupil: PupilKey = None
    as_csv: AsCsv = False
    findings: ExitCodeOption = False


@with_options(ScanOptions)
def scan(files: Files, *, options: ScanOptions) -> None:
    """出席簿を数え、対応の段階に当たる児童生徒を、急ぐ順に理由とともに示します。"""
    from futoko_cli.commands import showing
    from futoko_cli.errors import ExitCode, UsageError

    if options.as_json and options.as_csv:
        raise UsageError("--json と --csv は一緒に使えません。", "どちらか一方を選んでください。")
    one = options.pupil is not None
    part = one or options.grade is not None or options.class_name is not None
    check(options, as_csv=options.as_csv, part=part, output=options.output)
    check_export(options, part=part, output=options.output)
    masked, output, force = options.masked, options.output, options.force
    assessment, request, config = assessed(files, options)
    if options.pupil is not None:
        from futoko_cli.reports.lookup import only_pupil

        assessment = only_pupil(assessment, options.pupil)
    back = look_back(assessment, request, config, options, part=part, one=one, output=output, force=force)
    if options.as_json:
        from futoko_cli.reports.result_json import scan_result

        result = scan_result(assessment, masked=masked)
        if back is not None:
            from futoko_cli.reports.changes_json import with_changes

            result = with_changes(result, back.changes, assessment, masked=masked)
        showing.write_json(result, output, force=force)
    elif options.as_csv:
        from futoko_cli.reports.result_csv import scan_csv

        showing.write_bytes(scan_csv(assessment, masked=masked), output, force=force)
    else:
        from futoko_cli.pipeline.agenda import agenda_of
        from futoko_cli.terminal.scan import show_scan

        problems, again = not options.quiet, repeated(request)
        changes = back.changes if back is not None else None
        agenda = agenda_of(assessment, request.as_of or request.today)
        showing.screen(
            lambda console: show_scan(
                assessment,
                console,
                masked=masked,
                problems=problems,
                options=again,
                changes=changes,
                agenda=agenda,
            ),
            output,
            no_color=options.no_color,
            force=force,
        )
    if (options.as_json or options.as_csv or output) and not options.quiet:
        showing.tell_problems(assessment, masked=masked)
    export(assessment, request, config, options, force=force)
    kept = keep(back, assessment, force=force, quiet=options.quiet)
    raise typer.Exit(showing.exit_code(assessment, findings=options.findings) if kept else ExitCode.PROBLEMS)
