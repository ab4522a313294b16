"""``futoko summary``: the month's absences of school, grades and classes, for the meeting that shares them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from futoko_cli.commands.assessing import AssessOptions, assessed
from futoko_cli.commands.options import AsCsv, Files, PartOptions, progress_off, progress_on
from futoko_cli.commands.shared_options import with_options

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment
    from futoko_cli.pipeline import Request
    from futoko_cli.reports.summary.figures import Figures
    from futoko_cli.settings.config import Config

Month = Annotated[
    str | None, typer.Option("--month", metavar="YYYY-MM", help="この月の終わりまでを数えます。既定は集計日の月。")
]
LastYear = Annotated[
    list[Path] | None,
    typer.Option("--last-year", metavar="FILE", help="前年度の出席簿。同じ月と比べます（何度でも書けます）。"),
]
LastCalendar = Annotated[
    Path | None, typer.Option("--last-year-calendar", metavar="FILE", help="前年度の学校の暦のファイル。")
]
Share = Annotated[
    bool, typer.Option("--share", help="5人未満の数を伏せ、児童生徒の一覧を付けません（職員会議の外へ渡すとき）。")
]


@dataclass(frozen=True, kw_only=True)
class SummaryOptions(AssessOptions, PartOptions):
    """Everything ``summary`` can be told."""

    month: Month = None
    last_year: LastYear = None
    last_year_calendar: LastCalendar = None
    share: Share = False
    as_csv: AsCsv = False


@with_options(SummaryOptions)
def summary(files: Files, *, options: SummaryOptions) -> None:
    """月の欠席を学年・学級・月・曜日ごとに集計します（-o で .xlsx・.html）。"""
    from futoko_cli.commands import showing
    from futoko_cli.errors import ExitCode, UsageError
    from futoko_cli.reports.summary.figures import figures_of
    from futoko_cli.reports.summary.words import LAST_YEAR

    if options.as_json and options.as_csv:
        raise UsageError("--json と --csv は一緒に使えません。", "どちらか一方を選んでください。")
    assessment, request, config = _counted(files, options)
    before = _year_before(assessment, request, config, options)
    figures = figures_of(assessment, masked=options.masked, shared=options.share, last_year=before)
    _write(figures, options)
    if (options.as_json or options.as_csv or options.output) and not options.quiet:
        showing.tell_problems(assessment, masked=options.masked or options.share)
        if before is not None and before.has_errors:
            typer.echo(LAST_YEAR, err=True)
    code = showing.exit_code(assessment, findings=False)
    raise typer.Exit(ExitCode.PROBLEMS if before is not None and before.has_errors else code)


def _counted(files: Sequence[Path], options: SummaryOptions) -> tuple[Assessment, Request, Config]:
    """The assessment up to the end of the month that is asked for."""
    from futoko_cli.core.summary import month_of
    from futoko_cli.errors import UsageError
    from futoko_cli.forms.dates import month_bounds
    from futoko_cli.issuing.months import month_in

    if options.month is None:
        return assessed(files, options)
    month = month_in(options.month)
    if month is None:
        raise UsageError(f"--month の「{options.month}」は月として読めません。", "2025-11 のように書きます。")
    if options.as_of is not None and month_of(options.as_of.date()) != month:
        raise UsageError(
            f"--as-of は {month} の日ではありません。", "--month だけにするか、その月の日を指定してください。"
        )
    found = assessed(files, options, until=month_bounds(month)[1])
    if found[0].pupils and month_of(found[0].as_of) != month:
        raise UsageError(
            f"{month} の授業日は、読んだ出席簿にまだありません。", f"集計できるのは {found[0].as_of} までです。"
        )
    return found


def _year_before(
    assessment: Assessment, request: Request, config: Config, options: SummaryOptions
) -> Assessment | None:
    """The registers of the year before, up to the end of the same month; this year's calendar is not theirs."""
    from futoko_cli.commands.showing import refuse_input
    from futoko_cli.errors import UsageError
    from futoko_cli.forms.dates import month_bounds
    from futoko_cli.pipeline import assess

    if not options.last_year:
        if options.last_year_calendar is not None:
            raise UsageError(
                "--last-year-calendar は --last-year と一緒に使います。", "前年度の出席簿も指定してください。"
            )
        return None
    month = f"{assessment.as_of.year - 1}-{assessment.as_of.month:02}"
    back = replace(
        request,
        files=tuple(options.last_year),
        school_year=assessment.school_year - 1,
        calendar=options.last_year_calendar,
        ledger=None,
        as_of=None,
        until=month_bounds(month)[1],
    )
    theirs = replace(config, calendar=None, ledger=None, previous_year={}, terms=())
    refuse_input(options.output, back, theirs)
    progress = progress_on(quiet=options.quiet, verbose=options.verbose, masked=options.masked or options.share)
    found = assess(back, theirs, progress)
    progress_off(progress)
    return found


def _write(figures: Figures, options: SummaryOptions) -> None:
    """The form that options and the output's name ask for: JSON, CSV, workbook, page, else the screen."""
    from futoko_cli.commands import showing

    output, force = options.output, options.force
    suffix = output.suffix.lower() if output else ""
    if options.as_json:
        from futoko_cli.reports.summary.as_json import summary_result

        showing.write_json(summary_result(figures), output, force=force)
    elif options.as_csv:
        from futoko_cli.reports.summary.as_csv import summary_csv

        showing.write_bytes(summary_csv(figures), output, force=force)
    elif suffix == ".xlsx":
        from futoko_cli.reports.summary.workbook import make_workbook

        showing.write_bytes(make_workbook(figures), output, force=force)
    elif suffix in {".html", ".htm"}:
        from futoko_cli.reports.summary.page import make_page

        showing.write_bytes(make_page(figures).encode("utf-8", "replace"), output, force=force)
    else:
        from futoko_cli.terminal.summary import show_summary

        showing.screen(
            lambda console: show_summary(figures, console, problems=not options.quiet),
            output,
            no_color=options.no_color,
            force=force,
        )
