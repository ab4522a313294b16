"""``futoko policy``: which policies (対応基準) there are, what one says, whether a file is right, how two differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from futoko_cli.commands.compare import compare_policies

if TYPE_CHECKING:
    from rich.console import Console

    from futoko_cli.reports.result_json import Json

app = typer.Typer(
    help="対応基準（段階・日数・すること）を調べます。",
    no_args_is_help=True,
    rich_markup_mode=None,
)

app.command("compare")(compare_policies)

AsJson = Annotated[bool, typer.Option("--json", help="JSON で出力します。")]
Ref = Annotated[str, typer.Argument(metavar="ID|FILE", help="付属の対応基準の id、または .toml ファイル。")]
Files = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="調べる .toml ファイル。付属の id でもかまいません。")
]


@app.command("list")
def list_policies(*, as_json: AsJson = False) -> None:
    """付属の対応基準の一覧を出します。"""
    from futoko_cli.reports.policy_json import head_data
    from futoko_cli.settings.policy_file import load_policy, shipped
    from futoko_cli.terminal.policy import list_screen

    policies = [load_policy(ref) for ref in shipped()]
    if as_json:
        _show_json("policy list", {"policies": [head_data(policy) for policy in policies]})
    else:
        console = _console()
        list_screen(policies, console.width).show(console)


@app.command("show")
def show_policy(ref: Ref, *, as_json: AsJson = False) -> None:
    """対応基準の段階・条件・することを、出典とともに出します。"""
    from futoko_cli.reports.policy_json import policy_data
    from futoko_cli.settings.policy_file import load_policy
    from futoko_cli.terminal.policy import policy_screen

    policy = load_policy(ref)
    if as_json:
        _show_json("policy show", {"policy": policy_data(policy)})
    else:
        console = _console()
        policy_screen(policy, console.width).show(console)


@app.command("check")
def check_policies(files: Files) -> None:
    """対応基準のファイルの書きまちがいを、すべて挙げます。"""
    from futoko_cli.errors import ConfigError
    from futoko_cli.settings.policy_file import load_policy
    from futoko_cli.terminal.policy import checked_screen

    right, wrong = [], []
    for ref in files:
        try:
            right.append((ref, load_policy(ref)))
        except ConfigError as error:
            wrong.append(error)
    console = _console()
    checked_screen(right, console.width).show(console)
    if wrong:
        raise ConfigError(
            "\n".join(error.message for error in wrong),
            "\n".join(dict.fromkeys(line for error in wrong for line in error.hint.splitlines())),
        )


def _console() -> Console:
    import sys

    from futoko_cli.terminal.style import make_console

    return make_console(sys.stdout)


def _show_json(command: str, result: Json) -> None:
    from futoko_cli.commands.showing import write_json
    from futoko_cli.reports.result_json import RESULT_VERSION

    write_json({"futoko_result_version": RESULT_VERSION, "command": command, **result})
