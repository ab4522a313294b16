"""``futoko report``: the official forms, filled for every child that needs one, without damage to the workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from futoko_cli.commands.assessing import AssessOptions, assessed
from futoko_cli.commands.options import Files, PartOptions, today
from futoko_cli.commands.shared_options import with_options

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment
    from futoko_cli.issuing.record import Batch, Job
    from futoko_cli.pipeline import Request
    from futoko_cli.settings.config import Config

app = typer.Typer(
    help="様式（提出書類）を、必要な児童生徒の分だけ作ります。",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Month = Annotated[
    str | None,
    typer.Option("--month", metavar="YYYY-MM", help="この月の分を作ります。monthly の既定は、終わった最後の月。"),
]
Pupils = Annotated[
    list[str] | None,
    typer.Option("--pupil", metavar="KEY", help="この児童生徒の分だけを作ります（くり返せます）。例: 3-2-05"),
]
Everyone = Annotated[bool, typer.Option("--all", help="年度のうちに段階に達した全員の分を作ります。")]
OwnTemplate = Annotated[
    Path | None, typer.Option("--template", metavar="FILE", help="付属の様式の代わりに使うブック（.xlsx .xlsm）。")
]
Folder = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="DIR", help="書き出すフォルダー。既定は設定の [report]、なければ 報告。"),
]
Force = Annotated[
    bool, typer.Option("--force", help="発行した様式を書きかえます。人が手で直したものは書きかえません。")
]
Masked = Annotated[bool, typer.Option("--masked", help="画面に氏名を出しません。様式には入ります。")]
DiscardEdits = Annotated[bool, typer.Option("--discard-edits", help="人が手で直した内容も捨てて、書きかえます。")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="何も書かずに、何を書くかを示します。")]
WithNames = Annotated[bool, typer.Option("--with-names", help="ファイル名に氏名を入れます。")]
Encrypt = Annotated[
    bool, typer.Option("--encrypt", help="様式と一覧にパスワードをかけます。パスワードは画面で聞きます。")
]
EncryptFile = Annotated[
    Path | None,
    typer.Option(
        "--encrypt-password-file",
        metavar="FILE",
        help="--encrypt のパスワードを、画面ではなくこのファイルから読みます。",
    ),
]
Pdf = Annotated[bool, typer.Option("--pdf", help="LibreOffice で PDF のプレビューも作ります。")]
Eml = Annotated[bool, typer.Option("--eml", help="様式を添付したメールの下書き（.eml）も作ります。送りません。")]


@dataclass(frozen=True, kw_only=True)
class ReportOptions(AssessOptions, PartOptions):
    """Everything that each form can be told."""

    month: Month = None
    pupil: Pupils = None
    everyone: Everyone = False
    template: OwnTemplate = None
    output: Folder = None
    masked: Masked = False
    force: Force = False
    discard_edits: DiscardEdits = False
    dry_run: DryRun = False
    with_names: WithNames = False
    encrypt: Encrypt = False
    encrypt_password_file: EncryptFile = None
    pdf: Pdf = False


@dataclass(frozen=True, kw_only=True)
class MailedOptions(ReportOptions):
    """… and forms that are sent by mail."""

    eml: Eml = False


@app.command("monthly")
@with_options(ReportOptions)
def monthly(files: Files, *, options: ReportOptions) -> None:
    """欠席状況報告書（個人別）を、月ごとに作ります。前の月に書いたことを引き継ぎます。"""
    _report("monthly", files, options)


@app.command("quick")
@with_options(MailedOptions)
def quick(files: Files, *, options: MailedOptions) -> None:
    """速報を作ります。"""
    _report("quick", files, options)


@app.command("case-meeting")
@with_options(ReportOptions)
def case_meeting(files: Files, *, options: ReportOptions) -> None:
    """協議シート（ケース会議の記録）を作ります。"""
    _report("case-meeting", files, options)


@app.command("assessment")
@with_options(ReportOptions)
def assessment(files: Files, *, options: ReportOptions) -> None:
    """アセスメントシートを作ります。"""
    _report("assessment", files, options)


@app.command("unseen")
@with_options(MailedOptions)
def unseen(files: Files, *, options: MailedOptions) -> None:
    """現認ができない児童生徒連絡票を作ります。"""
    _report("unseen", files, options)


def _report(form: str, files: list[Path], options: ReportOptions) -> None:
    import sys

    from futoko_cli.commands import showing
    from futoko_cli.errors import ExitCode
    from futoko_cli.issuing.batch import issue
    from futoko_cli.terminal.report import progress_bar

    _check(options)
    month, until = _month(form, options)
    if until is not None and options.as_of is not None:
        options = replace(options, as_of=min(options.as_of, type(options.as_of)(until.year, until.month, until.day)))
    password = _new_password(options)
    found, request, config = assessed(files, options, until=until)
    job = _job(form, month, options, (found, request, config), password)
    with progress_bar(sys.stderr, "様式を作っています", quiet=options.quiet) as progress:
        batch = issue(job, progress)
    _show(batch, options)
    if batch.failed:
        raise typer.Exit(ExitCode.OUTPUT)
    raise typer.Exit(ExitCode.PROBLEMS if batch.has_errors else showing.exit_code(found, findings=False))


def _check(options: ReportOptions) -> None:
    from futoko_cli.errors import UsageError

    if options.pupil and options.everyone:
        raise UsageError("--pupil と --all は一緒に使えません。", "どちらか一方を選んでください。")
    if options.pdf and (options.encrypt or options.encrypt_password_file):
        raise UsageError("--pdf と --encrypt は一緒に使えません。", "PDF のプレビューにはパスワードがかかりません。")


def _month(form: str, options: ReportOptions) -> tuple[str, date | None]:
    """The month that is asked for, and the last day to count: a monthly form ends with its month."""
    from futoko_cli.errors import UsageError
    from futoko_cli.forms.dates import month_bounds
    from futoko_cli.issuing.months import latest_over, month_in

    month = ""
    if options.month is not None:
        month = month_in(options.month) or ""
        if not month:
            raise UsageError(f"--month の「{options.month}」は月として読めません。", "2025-06 のように書きます。")
    if form != "monthly":
        return month, None
    month = month or latest_over(options.as_of.date() if options.as_of else today())
    return month, month_bounds(month)[1]


def _new_password(options: ReportOptions) -> str | None:
    """The password for what is written: from a file or typed twice, never a word of the call."""
    import sys

    from futoko_cli.commands.options import read_password
    from futoko_cli.errors import UsageError
    from futoko_cli.terminal.style import is_terminal

    if options.encrypt_password_file is not None:
        password = read_password(options.encrypt_password_file)
    elif not options.encrypt:
        return None
    elif not is_terminal(sys.stdin):
        raise UsageError(
            "パスワードを聞く画面がありません。", "--encrypt-password-file でパスワードのファイルを渡してください。"
        )
    else:
        password, again = (
            typer.prompt(text, hide_input=True, default="", show_default=False, err=True)
            for text in ("様式にかけるパスワード", "もう一度")
        )
        if password != again:
            raise UsageError("2回のパスワードが違います。", "もう一度、同じコマンドを実行してください。")
    if not password:
        raise UsageError("パスワードが空です。", "1文字以上のパスワードを決めてください。")
    return password


def _job(
    form: str, month: str, options: ReportOptions, read: tuple[Assessment, Request, Config], password: str | None
) -> Job:
    from futoko_cli.forms.case import School
    from futoko_cli.forms.shipped import template_file
    from futoko_cli.ingest.guard import FileProblem, read_bytes
    from futoko_cli.issuing.edits import Rights
    from futoko_cli.issuing.record import Job
    from futoko_cli.issuing.selection import Wanted
    from futoko_cli.reports.lookup import find_result
    from futoko_cli.settings.config import REPORTS

    found, request, config = read
    keys = tuple(dict.fromkeys(find_result(found, key).pupil.key for key in options.pupil or ()))
    path = template_file(form, config.templates, options.template)
    day = request.as_of or request.today
    try:
        template = read_bytes(path, path.name)
    except FileProblem as problem:
        from futoko_cli.errors import TemplateError

        raise TemplateError(problem.issue.message, problem.issue.hint) from None
    return Job(
        found,
        Wanted(form, month, keys, options.everyone),
        template,
        path.name,
        options.output or config.report_folder or Path(REPORTS),
        day,
        School(config.school_name or found.school_name, config.principal, config.writer, config.contact),
        config.previous_year,
        day if request.as_of else request.today,
        _digests(request, config),
        Rights(options.force, options.discard_edits),
        options.dry_run,
        options.with_names,
        password,
        tuple(word for word in (password, request.password) if word is not None),
        isinstance(options, MailedOptions) and options.eml,
        options.pdf,
    )


def _digests(request: Request, config: Config) -> tuple[str, ...]:
    """Digests of everything that was counted from; not of passwords and templates."""
    from futoko_cli.ingest.reading import list_files
    from futoko_cli.issuing.journal import sha256
    from futoko_cli.pipeline import settings_files

    left = {request.password_file, *config.templates.values()}
    paths = [*(path for path, _, _ in list_files(request.files)), *settings_files(request, config)]
    found = []
    for path in dict.fromkeys(paths):
        if path not in left and path.is_file():
            try:
                found.append(sha256(path.read_bytes()))
            except OSError:
                continue  # what cannot be read was not counted either
    return tuple(sorted(found))


def _show(batch: Batch, options: ReportOptions) -> None:
    from futoko_cli.commands import showing

    if options.as_json:
        from futoko_cli.reports.issued_json import report_result

        showing.write_json(report_result(batch, masked=options.masked))
        return
    from futoko_cli.terminal.report import show_report

    showing.screen(
        lambda c: show_report(batch, c, masked=options.masked, problems=not options.quiet, everyone=options.verbose),
        None,
        no_color=options.no_color,
        force=False,
    )
