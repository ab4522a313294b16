"""``futoko survey``: the 長期欠席 tallies of the annual survey and a month's 長欠調査."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Final

import typer

from futoko_cli.commands.assessing import assessed
from futoko_cli.commands.credit_options import CreditOptions
from futoko_cli.commands.options import Files
from futoko_cli.commands.shared_options import with_options

_MONTH: Final = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_AT_LEAST: Final = 7
Month = Annotated[str | None, typer.Option("--month", metavar="YYYY-MM", help="この月の長欠調査も示します。")]
AtLeast = Annotated[
    int,
    typer.Option(
        "--at-least", metavar="N", min=1, max=31, help="月の長欠調査に、この月 N 日以上欠席した人も入れます。"
    ),
]


@dataclass(frozen=True, kw_only=True)
class SurveyOptions(CreditOptions):
    """Everything ``survey`` can be told."""

    month: Month = None
    at_least: AtLeast = _AT_LEAST


@with_options(SurveyOptions)
def survey(files: Files, *, options: SurveyOptions) -> None:
    """長期欠席（年30日以上）を、理由・学年・性別・新規/継続・相談・指導の別に集計します。-o は .xlsx も書けます。"""
    from futoko_cli.commands import showing
    from futoko_cli.commands.credit_options import is_workbook, one_kind
    from futoko_cli.errors import UsageError
    from futoko_cli.pipeline.credits import credited
    from futoko_cli.pipeline.long_absence import long_absence

    one_kind({"--json": options.as_json, "-o の .xlsx": is_workbook(options.output)})
    if options.month is not None and not _MONTH.fullmatch(options.month):
        raise UsageError(f"--month の「{options.month}」は月として読めません。", "2025-11 のように書きます。")
    assessment, request, _ = assessed(files, options, centres=tuple(options.centre or ()))
    whole = long_absence(credited(options.narrowed(assessment), request), options.month or "", options.at_least)
    masked, output, force = options.masked, options.output, options.force
    if options.as_json:
        from futoko_cli.reports.survey_json import survey_result

        showing.write_json(survey_result(whole, masked=masked), output, force=force)
    elif is_workbook(output):
        from futoko_cli.reports.survey_xlsx import survey_xlsx

        showing.write_bytes(survey_xlsx(whole, masked=masked), output, force=force)
    else:
        from futoko_cli.terminal.survey import show_survey

        problems = not options.quiet
        showing.screen(
            lambda console: show_survey(whole, console, masked=masked, problems=problems),
            output,
            no_color=options.no_color,
            force=force,
        )
    if (options.as_json or output) and not options.quiet:
        showing.tell_problems(whole.assessment, masked=masked)
    raise typer.Exit(showing.exit_code(whole.assessment, findings=False))
