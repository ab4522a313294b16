"""``futoko record``: 指導要録「出欠の記録」 of every child, with the identities checked."""

from __future__ import annotations

from dataclasses import dataclass

import typer

from futoko_cli.commands.assessing import assessed
from futoko_cli.commands.credit_options import CreditOptions
from futoko_cli.commands.options import AsCsv, Files
from futoko_cli.commands.shared_options import with_options


@dataclass(frozen=True, kw_only=True)
class RecordOptions(CreditOptions):
    """Everything ``record`` can be told."""

    as_csv: AsCsv = False


@with_options(RecordOptions)
def record(files: Files, *, options: RecordOptions) -> None:
    """指導要録「出欠の記録」の数（授業日数〜出席日数）と備考を、1人ずつ示します。-o の .xlsx は学級ごとの表です。"""
    from futoko_cli.commands import showing
    from futoko_cli.commands.credit_options import is_workbook, one_kind
    from futoko_cli.pipeline.credits import credited, recorded

    one_kind({"--json": options.as_json, "--csv": options.as_csv, "-o の .xlsx": is_workbook(options.output)})
    whole, request, config = assessed(files, options, centres=tuple(options.centre or ()))
    assessment, records = recorded(credited(options.narrowed(whole), request))
    titles, masked = config.record_titles, options.masked
    if options.as_json:
        from futoko_cli.reports.record_json import record_result

        result = record_result(assessment, records, titles, masked=masked)
        showing.write_json(result, options.output, force=options.force)
    elif options.as_csv or is_workbook(options.output):
        from futoko_cli.reports.record_rows import record_csv, record_xlsx

        make = record_csv if options.as_csv else record_xlsx
        showing.write_bytes(make(assessment, records, titles, masked=masked), options.output, force=options.force)
    else:
        from futoko_cli.terminal.record import show_record

        problems = not options.quiet
        showing.screen(
            lambda console: show_record(assessment, records, console, titles, masked=masked, problems=problems),
            options.output,
            no_color=options.no_color,
            force=options.force,
        )
    if (options.as_json or options.as_csv or options.output) and not options.quiet:
        showing.tell_problems(assessment, masked=masked)
    raise typer.Exit(showing.exit_code(assessment, findings=False))
