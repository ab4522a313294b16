"""``futoko credit``: 出席扱い, approvals against days; what is not credited and why; the 備考; the term records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from futoko_cli.commands.assessing import assessed
from futoko_cli.commands.credit_options import CreditOptions
from futoko_cli.commands.options import AsCsv, Files
from futoko_cli.commands.shared_options import with_options

if TYPE_CHECKING:
    from futoko_cli.pipeline.credits import Credited
    from futoko_cli.settings.config import Config

Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="ファイルに書きます。.xlsx なら全員の学期ごとの記録、フォルダーなら1人1ファイルです。",
    ),
]
AllDays = Annotated[bool, typer.Option("--all", help="数えた日も1日ずつ並べます。")]


@dataclass(frozen=True, kw_only=True)
class CreditRunOptions(CreditOptions):
    """Everything ``credit`` can be told."""

    everything: AllDays = False
    as_csv: AsCsv = False
    output: Output = None


@with_options(CreditRunOptions)
def credit(files: Files, *, options: CreditRunOptions) -> None:
    """出席扱いの日数・数えていない日とその理由・指導要録の備考を、申請と通級の記録から示します。"""
    from futoko_cli.commands import showing
    from futoko_cli.commands.credit_options import is_workbook, one_kind
    from futoko_cli.pipeline.credits import credited

    folder = options.output is not None and options.output.is_dir()
    one_kind(
        {
            "--json": options.as_json,
            "--csv": options.as_csv,
            "-o の .xlsx": is_workbook(options.output),
            "-o のフォルダー": folder,
        }
    )
    assessment, request, config = assessed(files, options, centres=tuple(options.centre or ()))
    whole = credited(options.narrowed(assessment), request)
    masked, output, force = options.masked, options.output, options.force
    if options.as_json:
        from futoko_cli.reports.credit_json import credit_result

        showing.write_json(credit_result(whole, masked=masked), output, force=force)
    elif options.as_csv:
        from futoko_cli.reports.credit_rows import credit_csv

        showing.write_bytes(credit_csv(whole, masked=masked), output, force=force)
    elif output is not None and (folder or is_workbook(output)):
        _workbooks(whole, config, output, folder=folder, options=options)
    else:
        from futoko_cli.terminal.credit import show_credit

        problems = not options.quiet
        showing.screen(
            lambda console: show_credit(
                whole, console, masked=masked, everything=options.everything, problems=problems
            ),
            output,
            no_color=options.no_color,
            force=force,
        )
    if (options.as_json or options.as_csv or output) and not options.quiet:
        showing.tell_problems(whole.assessment, masked=masked)
    raise typer.Exit(showing.exit_code(whole.assessment, findings=False))


def _workbooks(whole: Credited, config: Config, output: Path, *, folder: bool, options: CreditRunOptions) -> None:
    """One workbook with a sheet a child, or a workbook a child in a folder; all of them or none."""
    from futoko_cli.commands import showing
    from futoko_cli.errors import OutputError
    from futoko_cli.pipeline.facts import term_starts
    from futoko_cli.reports.credit_xlsx import credit_xlsx, file_name

    masked, force = options.masked, options.force
    terms = term_starts(config, whole.assessment.school_year)
    if not folder:
        showing.write_bytes(credit_xlsx(whole, whole.shown, terms, masked=masked), output, force=force)
        return
    made = {
        output / file_name(each, whole.assessment, masked=masked): credit_xlsx(whole, [each], terms, masked=masked)
        for each in whole.shown
    }
    there = [path for path in made if path.exists()]
    if there and not force:
        raise OutputError(
            f"{output} に同じ名前のファイルが {len(there)}つあります。1つも書いていません。",
            "書きかえるときは --force を付けてください。",
        )
    for path, data in made.items():
        showing.write_bytes(data, path, force=force)
    if not options.quiet:
        typer.echo(f"{output} に {len(made)}人の記録を書きました。", err=True)
