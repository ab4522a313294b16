"""``futoko duties``: what is to be done for whom by when, and what has been done; as screen, table, calendar, page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from futoko_cli.commands.assessing import AssessOptions, assessed
from futoko_cli.commands.options import AsCsv, Files, PartOptions, PupilKey, repeated
from futoko_cli.commands.shared_options import with_options

if TYPE_CHECKING:
    from futoko_cli.core.agenda import Agenda
    from futoko_cli.core.model import Assessment
    from futoko_cli.issuing.corrections import Correction

_MONTH: Final = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


class By(StrEnum):
    """How the screen is laid out."""

    DATE = "date"
    CHILD = "child"


Month = Annotated[str | None, typer.Option("--month", metavar="YYYY-MM", help="この月が期限のものと、この月の分だけ。")]
Order = Annotated[By, typer.Option("--by", help="日付の順（date）か、児童生徒ごと（child）。")]
Everything = Annotated[bool, typer.Option("--all", help="済んだものと、段階に当たらなくなった古いものも並べます。")]
Ics = Annotated[
    Path | None,
    typer.Option("--ics", metavar="FILE", help="カレンダー（.ics）に書きます。Outlook などに取り込めます。"),
]
WithNames = Annotated[bool, typer.Option("--with-names", help="カレンダーと月の表（.xlsx）に氏名を入れます。")]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="PATH", help="ファイルに書きます。.xlsx なら、壁に貼る月の表です。"),
]
ExitCodeOption = Annotated[
    bool, typer.Option("--exit-code", help="済んでいないものがあれば終了コード 10 で終わります。")
]


@dataclass(frozen=True, kw_only=True)
class DutiesOptions(AssessOptions, PartOptions):
    """Everything ``duties`` can be told."""

    pupil: PupilKey = None
    month: Month = None
    by: Order = By.DATE
    everything: Everything = False
    as_csv: AsCsv = False
    ics: Ics = None
    with_names: WithNames = False
    output: Output = None
    findings: ExitCodeOption = False


@with_options(DutiesOptions)
def duties(files: Files, *, options: DutiesOptions) -> None:
    """だれに・いつまでに・何をするかを、期限の順に示します。済んだかどうかは支援台帳の［対応記録］で見ます。"""
    from futoko_cli.commands import showing
    from futoko_cli.issuing.corrections import corrections
    from futoko_cli.pipeline.agenda import agenda_of
    from futoko_cli.settings.config import REPORTS

    _check(options)
    assessment, request, config = assessed(files, options)
    showing.refuse_input(options.ics, request, config)
    if options.pupil is not None:
        from futoko_cli.reports.lookup import only_pupil

        assessment = only_pupil(assessment, options.pupil)
    on = request.as_of or request.today
    month = options.month or (f"{on:%Y-%m}" if _is_page(options) else "")
    agenda = agenda_of(assessment, on, month, looking_back=request.as_of is not None)
    wrong, damaged = corrections(config.report_folder or Path(REPORTS), assessment)
    assessment = replace(assessment, issues=(*assessment.issues, *damaged))
    if not _write(assessment, agenda, options, wrong):
        from futoko_cli.terminal.duties import show_duties

        again = repeated(request)
        showing.screen(
            lambda console: show_duties(
                assessment,
                agenda,
                console,
                masked=options.masked,
                order=options.by.value,
                everything=options.everything,
                options=again,
                wrong=wrong,
            ),
            options.output,
            no_color=options.no_color,
            force=options.force,
        )
    if (options.as_json or options.as_csv or options.ics or options.output) and not options.quiet:
        showing.tell_problems(assessment, masked=options.masked)
    raise typer.Exit(_code(assessment, agenda, findings=options.findings))


def _is_page(options: DutiesOptions) -> bool:
    return options.output is not None and options.output.suffix.lower() == ".xlsx"


def _check(options: DutiesOptions) -> None:
    """Raises UsageError where options do not go together, or a month is none."""
    from futoko_cli.errors import UsageError

    chosen = {
        "--json": options.as_json,
        "--csv": options.as_csv,
        "--ics": options.ics is not None,
        "-o の .xlsx": _is_page(options),
    }
    given = [word for word, on in chosen.items() if on]
    if len(given) > 1:
        raise UsageError(f"{' と '.join(given)} は一緒に使えません。", "どれか1つを選んでください。")
    if options.ics is not None and options.output is not None:
        raise UsageError("--ics と -o は一緒に使えません。", "カレンダーは --ics に付けた名前で書きます。")
    if options.with_names and options.masked:
        raise UsageError("--with-names と --masked は一緒に使えません。", "どちらか一方を選んでください。")
    if options.month is not None and not _MONTH.fullmatch(options.month):
        raise UsageError(f"--month の「{options.month}」は月として読めません。", "2025-11 のように書きます。")


def _write(assessment: Assessment, agenda: Agenda, options: DutiesOptions, wrong: Sequence[Correction]) -> bool:
    """Write what goes to a program, a calendar or the wall; False where the screen is asked for."""
    from futoko_cli.commands import showing

    names, output, force = options.with_names, options.output, options.force
    if options.as_json:
        from futoko_cli.reports.duties.as_json import duties_result

        showing.write_json(duties_result(assessment, agenda, masked=options.masked, wrong=wrong), output, force=force)
    elif options.as_csv:
        from futoko_cli.reports.duties.as_csv import duties_csv

        showing.write_bytes(duties_csv(assessment, agenda, masked=options.masked), output, force=force)
    elif options.ics is not None:
        from futoko_cli.reports.duties.as_ics import duties_ics

        showing.write_bytes(duties_ics(assessment, agenda, with_names=names), options.ics, force=force)
        _tell(options.ics, "カレンダー", names=names, quiet=options.quiet)
    elif output is not None and _is_page(options):
        from futoko_cli.reports.duties.as_page import duties_page

        showing.write_bytes(duties_page(assessment, agenda, with_names=names), output, force=force)
        _tell(output, "月の表", names=names, quiet=options.quiet)
    else:
        return False
    return True


def _tell(path: Path, what: str, *, names: bool, quiet: bool) -> None:
    """One line on stderr: what was written, and whether it may lie open."""
    if not quiet:
        held = "氏名が入っています。置き場所に気をつけてください。" if names else "氏名は入っていません。"
        typer.echo(f"{what}を書きました: {path.name}  {held}", err=True)


def _code(assessment: Assessment, agenda: Agenda, *, findings: bool) -> int:
    """1 where problems of severity error remain; 10 with ``--exit-code`` where something is to be done; else 0."""
    from futoko_cli.errors import ExitCode

    if assessment.has_errors:
        return ExitCode.PROBLEMS
    if findings and any(not each.settled for each in agenda.owed):
        return ExitCode.FINDINGS
    return ExitCode.DONE
