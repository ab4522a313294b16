"""``futoko ledger``: the 支援台帳 checked, completed with new children, written out as plain tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from futoko_cli.commands.options import (
    AsJson,
    Force,
    InputOptions,
    Masked,
    NoColor,
    ShowOptions,
    make_request,
    progress_off,
    progress_on,
)
from futoko_cli.commands.shared_options import with_options

if TYPE_CHECKING:
    from futoko_cli.core.issues import Issue
    from futoko_cli.core.ledger import Ledger
    from futoko_cli.core.model import Pupil
    from futoko_cli.pipeline import Request
    from futoko_cli.settings.config import Config

app = typer.Typer(
    help="支援台帳（児童生徒・連絡・要因などのブック）を点検し、児童生徒を足し、書き出します。",
    no_args_is_help=True,
    rich_markup_mode=None,
)

LedgerFile = Annotated[Path, typer.Argument(metavar="LEDGER", help="支援台帳（.xlsx など）。")]
SomeFiles = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE]...", help="突き合わせる出席簿。フォルダーでもかまいません。"),
]
Registers = Annotated[list[Path], typer.Argument(metavar="FILE...", help="出席簿。フォルダーでもかまいません。")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="何も書かず、足す児童生徒だけを示します。")]
ExportTo = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="PATH", help="CSV を書くフォルダー。--json のときは書くファイル。"),
]


@dataclass(frozen=True, kw_only=True)
class CheckOptions(ShowOptions, InputOptions):
    """Everything ``ledger check`` can be told."""


@dataclass(frozen=True, kw_only=True)
class SyncOptions(InputOptions):
    """Everything ``ledger sync`` can be told."""

    dry_run: DryRun = False
    no_color: NoColor = False


@dataclass(frozen=True, kw_only=True)
class ExportOptions(InputOptions):
    """Everything ``ledger export`` can be told."""

    as_json: AsJson = False
    output: ExportTo = None
    force: Force = False
    masked: Masked = False
    no_color: NoColor = False


@app.command("check")
@with_options(CheckOptions)
def check(ledger: LedgerFile, files: SomeFiles = None, *, options: CheckOptions) -> None:
    """支援台帳の書きまちがいのセルを、すべて挙げます。出席簿を渡すと、児童生徒も突き合わせます。"""
    from futoko_cli.commands import showing
    from futoko_cli.ledger.roll_call import compare, unlisted
    from futoko_cli.reports.masking import Mask

    request, config = make_request(files or (), options, masked=options.masked)
    showing.refuse_input(options.output, request, replace(config, ledger=ledger))
    roll = _roll_of(request, replace(config, ledger=ledger), options) if files else None
    year = roll.school_year if roll else _year(request, config)
    found, issues = _read(ledger, request, year)
    issues += compare(found, roll.pupils) if roll else unlisted(found)
    mask = Mask(masked=options.masked, pupils=[*(roll.pupils if roll else ()), *_children(found)], issues=issues)
    errors = roll.errors if roll else 0
    counts = _counts(found)
    if options.as_json:
        from futoko_cli.reports.json_parts import issue_part
        from futoko_cli.reports.result_json import RESULT_VERSION

        result = {
            "futoko_result_version": RESULT_VERSION,
            "command": "ledger check",
            "file": mask.text(found.file),
            "rows": counts,
            "register_errors": errors,
            "issues": [issue_part(mask.issue(issue)) for issue in issues],
        }
        showing.write_json(result, options.output, force=options.force)
    else:
        from futoko_cli.terminal.ledger import show_check

        showing.screen(
            lambda console: show_check(found.file, year, counts, issues, console, mask=mask, register_errors=errors),
            options.output,
            no_color=options.no_color,
            force=options.force,
        )
    raise typer.Exit(_code(issues))


@app.command("sync")
@with_options(SyncOptions)
def sync(ledger: LedgerFile, files: Registers, *, options: SyncOptions) -> None:
    """出席簿にいて支援台帳にいない児童生徒を、台帳の下に足します。もとの台帳の控えを残し、ほかは変えません。"""
    import sys

    from futoko_cli.errors import ConfigError
    from futoko_cli.ingest.guard import FileProblem, read_bytes
    from futoko_cli.ledger.sync import sync_ledger
    from futoko_cli.terminal.ledger import show_synced
    from futoko_cli.terminal.style import make_console

    request, config = make_request(files, options)
    try:
        data = read_bytes(ledger, ledger.name)
    except FileProblem as problem:
        raise ConfigError(f"支援台帳を読めません。{problem.issue.message}", problem.issue.hint) from None
    roll = _roll_of(request, replace(config, ledger=ledger), None)
    filled = sync_ledger(data, ledger.name, roll.pupils)
    backup = ""
    if filled is not None and not options.dry_run:
        from futoko_cli.commands.ledger_backup import replace_with_backup

        backup = replace_with_backup(ledger, data, filled.data).name
    everyone = {pupil.key for pupil in roll.pupils}
    added = [c for c in (filled.receipt.changes if filled is not None else ()) if c.value in everyone]
    cells, keys = [change.cell for change in added], [str(change.value) for change in added]
    console = make_console(sys.stdout, no_color=options.no_color)
    show_synced(ledger.name, cells, keys, backup, console, register_errors=roll.errors)


@app.command("export")
@with_options(ExportOptions)
def export(ledger: LedgerFile, *, options: ExportOptions) -> None:
    """支援台帳を読み取り、シートごとの CSV、または1つの JSON に書き出します。"""
    import sys

    from futoko_cli.commands import showing
    from futoko_cli.errors import UsageError
    from futoko_cli.ledger.export import as_csv, as_json, tables
    from futoko_cli.reports.masking import Mask
    from futoko_cli.reports.result_csv import safe_cell
    from futoko_cli.terminal.ledger import show_exported
    from futoko_cli.terminal.problems import show_problems
    from futoko_cli.terminal.style import make_console

    request, config = make_request((), options, masked=options.masked)
    if options.output is None and not options.as_json:
        raise UsageError("CSV を書くフォルダーが分かりません。", "-o フォルダー、または --json を付けてください。")
    showing.refuse_input(options.output, request, replace(config, ledger=ledger))
    found, issues = _read(ledger, request, _year(request, config))
    made = tables(found, masked=options.masked)
    mask = Mask(masked=options.masked, pupils=_children(found), issues=issues)
    if options.as_json:
        from futoko_cli.reports.result_json import RESULT_VERSION

        head = {"futoko_result_version": RESULT_VERSION, "command": "ledger export", "file": mask.text(found.file)}
        showing.write_json({**head, "sheets": as_json(made)}, options.output, force=options.force)
    elif options.output is not None:
        from futoko_cli.commands.ledger_backup import write_tables

        files = write_tables(options.output, {table[0]: as_csv(table, safe_cell) for table in made}, options.force)
        show_exported(files, make_console(sys.stdout, no_color=options.no_color))
    show_problems([i for i in issues if i.severity != "info"], make_console(sys.stderr), mask=mask)
    raise typer.Exit(_code(issues))


def _read(path: Path, request: Request, year: int) -> tuple[Ledger, list[Issue]]:
    from futoko_cli.ledger.read import read_ledger

    ledger, issues = read_ledger(path, path.name, year, request.password)
    return ledger, list(issues)


def _year(request: Request, config: Config) -> int:
    """The school year of a ledger read without registers: told, set, or today's."""
    from futoko_cli.core.school_calendar import school_year_of

    return request.school_year or config.school_year or school_year_of(request.today.toordinal())


class _RollCall(NamedTuple):
    """The children of the registers, their school year, and how many errors the registers have."""

    pupils: list[Pupil]
    school_year: int
    errors: int


def _roll_of(request: Request, config: Config, options: CheckOptions | None) -> _RollCall:
    """Everybody whom the registers name; the ledger itself, lying among them, is no register."""
    from futoko_cli.pipeline import assess

    shown = options or CheckOptions()
    progress = progress_on(quiet=shown.quiet, verbose=shown.verbose, masked=shown.masked)
    assessment = assess(request, config, progress)
    progress_off(progress)
    everyone = [*assessment.register.pupils, *(row.pupil for row in assessment.totals)]
    errors = [i for i in assessment.issues if i.severity == "error" and not i.code.startswith("ledger-")]
    return _RollCall(list({pupil.key: pupil for pupil in everyone}.values()), assessment.school_year, len(errors))


def _children(ledger: Ledger) -> list[Pupil]:
    """The ledger's children as a mask knows them."""
    from futoko_cli.core.model import ClassId, Pupil
    from futoko_cli.ledger.keys import class_of_key, name_in

    return [
        Pupil(child.key, ClassId(None, class_of_key(child.key)), None if name_in(child.key) else 0, child.name)
        for child in ledger.children.values()
    ]


def _counts(ledger: Ledger) -> dict[str, int]:
    """Rows that were used, by sheet."""
    from futoko_cli.ledger.sheets import ROLES, SHEETS

    return {kind.title: len(getattr(ledger, kind.part)) for kind in SHEETS if kind is not ROLES}


def _code(issues: list[Issue]) -> int:
    from futoko_cli.errors import ExitCode

    return ExitCode.PROBLEMS if any(issue.severity == "error" for issue in issues) else ExitCode.DONE
