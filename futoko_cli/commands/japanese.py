"""Typer's own words in Japanese (使い方・引数・まちがい): help headings and usage errors."""

from __future__ import annotations

import re
from typing import Any, Final

import typer.core
from typer._click.exceptions import (
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)

_WORDS: Final = {
    "Arguments": "引数",
    "Options": "オプション",
    "Commands": "コマンド",
    "default: {default}": "既定: {default}",
    "required": "必須",
    "env var: {var}": "環境変数: {var}",
    "(dynamic)": "（自動）",
    "Missing command.": "コマンドがありません。",
    "No such command {name!r}.": "「{name}」というコマンドはありません。",
}
_HELP: Final = {
    "help": "この説明を表示します。",
    "install_completion": "使用中のシェルに入力補完を組み込みます。",
    "show_completion": "入力補完の設定を表示します。",
}


def _translated(message: str) -> str:
    return _WORDS.get(message, message)


class _Japanese:
    """Mixed into Typer's command and group: usage line, help option and completion in Japanese."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's vendored types are private
        """``使い方: futoko scan [オプション] FILE...``."""
        pieces = [re.sub(r"\{(.*)\}", r"\1", piece) for piece in self.collect_usage_pieces(ctx)]  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="使い方: ")

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401
        """Parameters, with Typer's own ones explained in Japanese."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if param.name in _HELP:
                param.help = _HELP[param.name]
        return params


class JapaneseCommand(_Japanese, typer.core.TyperCommand):
    """A command whose help is Japanese."""


class JapaneseGroup(_Japanese, typer.core.TyperGroup):
    """A group whose help is Japanese; its commands stand in the order in which they are used."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401
        """Commands in the order of registration."""
        del ctx
        return list(self.commands)


def install(app: typer.Typer) -> None:
    """Give an app and everything below it Japanese help."""
    typer.core._ = _translated  # type: ignore[attr-defined]  # the catalogue of Typer's help headings
    app.info.cls = JapaneseGroup
    for command in app.registered_commands:
        command.cls = JapaneseCommand
        command.options_metavar = "[オプション]"
    for group in app.registered_groups:
        group.cls = JapaneseGroup
        group.options_metavar = "[オプション]"
        group.subcommand_metavar = "コマンド [引数]..."
        if group.typer_instance is not None:
            install(group.typer_instance)


def usage_message(error: ClickException) -> tuple[str, str]:
    """What is wrong with the call, and what to do, in Japanese."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx is not None else "futoko"
    hint = f"使い方は {path} --help で確かめられます。"
    if isinstance(error, NoSuchOption):
        near = f"もしかして: {'・'.join(error.possibilities)}\n" if error.possibilities else ""
        return f"{error.option_name} というオプションはありません。", near + hint
    if isinstance(error, MissingParameter):
        param = error.param
        name = (param.metavar or param.name or "") if param is not None else ""
        if param is not None and param.param_type_name == "option":
            name = param.opts[0]
        elif param is not None and name == "FILE...":
            return "読み込むファイルが指定されていません。", hint
        return f"{name} がありません。", hint
    if isinstance(error, BadParameter):
        return _bad_value(error), hint
    if isinstance(error, UsageError):
        return _usage(error.message), hint
    return error.format_message(), hint


def _bad_value(error: BadParameter) -> str:
    param = error.param
    name = (
        param.opts[0]
        if param is not None and param.param_type_name == "option"
        else getattr(param, "metavar", None) or "引数"
    )
    value = re.match(r"'([^']*)' ", error.message)
    if "valid integer" in error.message or "is not a valid int" in error.message:
        return f"{name} の「{value[1] if value else ''}」は数ではありません。"
    if "does not match the formats" in error.message:
        return f"{name} の「{value[1] if value else ''}」は日付として読めません。2025-07-18 のように書きます。"
    if match := re.match(r"'(.*)' is not one of (.*)\.$", error.message):
        allowed = "・".join(re.findall(r"'([^']*)'", match[2]))
        return f"{name} の「{match[1]}」は使えません。{allowed} のどれかです。"
    return f"{name}: {error.message}"


def _usage(message: str) -> str:
    if match := re.match(r"Got unexpected extra arguments?\(?s?\)? ?\((.*)\)", message):
        return f"余分な引数があります: {match[1]}"
    if match := re.search(r"Option '([^']+)' requires", message):
        return f"{match[1]} のあとに値がありません。"
    if match := re.search(r"Option '([^']+)' does not take a value", message):
        return f"{match[1]} に値は付けられません。"
    if match := re.match(r"(.*)\. Did you mean (.*)\?$", message):
        return f"{match[1]}。もしかして: {match[2]}".replace("。。", "。")
    return message


def is_help(error: ClickException) -> bool:
    """Whether the call had no arguments at all and simply wants the help."""
    return isinstance(error, NoArgsIsHelpError)
