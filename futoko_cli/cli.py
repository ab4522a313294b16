"""The Typer app, and the one place where an exception becomes a message and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Final

import typer
from typer._click.exceptions import ClickException

from futoko_cli import __version__
from futoko_cli.commands.japanese import install, is_help, usage_message
from futoko_cli.errors import ExitCode, FutokoError

_HELP: Final = "出席簿を読み、欠席を数え、いつ何をするかを理由とともに示します。"
#: Commands in the order of the help: each in the module of its name, as a function of that name or, a group, as ``app``.
_COMMANDS: Final = (
    *("scan", "duties", "summary", "credit", "record", "survey", "district", "explain", "inspect"),
    *("policy", "template", "report", "init", "ledger"),
)
_GROUPS: Final = frozenset({"policy", "template", "report", "ledger"})


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"futoko {__version__}")
        raise typer.Exit


def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="版を表示します。")
    ] = False,
) -> None:
    """出席簿を読み、欠席を数え、いつ何をするかを理由とともに示します。"""
    del version


def make_app(*names: str) -> typer.Typer:
    """The app with these commands, or with all: a command's options take time to load, and a call needs its own only."""
    made = typer.Typer(
        name="futoko",
        help=_HELP,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        options_metavar="[オプション]",
        subcommand_metavar="コマンド [引数]...",
    )
    for name in names or _COMMANDS:
        module = import_module(f"futoko_cli.commands.{name}")
        if name in _GROUPS:
            made.add_typer(module.app, name=name)
        else:
            made.command(name)(getattr(module, name))
    made.callback()(_options)
    install(made)
    return made


def run(args: Sequence[str]) -> int:
    """Run one call; returns the exit code. No traceback reaches a person: a child's name could be in it."""
    from futoko_cli.terminal.style import make_tolerant

    make_tolerant(sys.stdout)
    make_tolerant(sys.stderr)
    try:
        app = make_app(*args[:1]) if args and args[0] in _COMMANDS else make_app()
        code = app(list(args), prog_name="futoko", standalone_mode=False)
    except ClickException as error:
        if is_help(error):
            typer.echo(error.format_message())
            return ExitCode.USAGE
        _complain(*usage_message(error))
        return ExitCode.USAGE
    except FutokoError as error:
        _complain(error.message, error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        return _stopped()
    except typer.Abort:
        return _stopped()
    except BrokenPipeError:
        # the reader of the pipe has gone (| head): nothing is wrong, and nothing more can be said
        sys.stdout = None
        return ExitCode.DONE
    except MemoryError:
        _complain("メモリーが足りません。", "ファイルを分けて渡してください。")
        return ExitCode.INPUT
    except Exception as error:  # noqa: BLE001 - the last net: type and place, never the values
        _complain(
            f"思わぬ誤りで止まりました（{_place(error)}）。",
            "この1行を開発元に知らせてください。児童生徒の情報は含まれていません。",
        )
        return ExitCode.PROBLEMS
    return int(code or 0)


def _stopped() -> int:
    _complain("中止しました。", "")
    return 130


def _place(error: Exception) -> str:
    """Type of an error and the line of our code that raised it: no message, it could hold a name."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        frame = trace.tb_frame
        if "futoko_cli" in frame.f_code.co_filename:
            name = frame.f_globals.get("__name__", "?")
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} {place}"


def _complain(message: str, hint: str) -> None:
    typer.echo(f"エラー: {message}", err=True)
    if hint:
        typer.echo(hint, err=True)
