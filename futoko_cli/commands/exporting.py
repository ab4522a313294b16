"""``scan --export``: the counts of one school as a file that is mailed to the board instead of its registers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment
    from futoko_cli.pipeline import Request
    from futoko_cli.settings.config import Config

Export = Annotated[
    Path | None,
    typer.Option(
        "--export", metavar="FILE", help="教育委員会へ送る集計ファイルを書き出します（数だけで、氏名は入りません）。"
    ),
]
EncryptFile = Annotated[
    Path | None,
    typer.Option(
        "--encrypt-password-file",
        metavar="FILE",
        help="--export のファイルに、このファイルに書いたパスワードをかけます。",
    ),
]


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """What ``scan`` can be told about a file for the board."""

    export: Export = None
    encrypt_password_file: EncryptFile = None


def check_export(options: ExportOptions, *, part: bool, output: Path | None) -> None:
    """Refuse what cannot be exported. Raises UsageError."""
    from futoko_cli.errors import UsageError

    if options.export is None:
        if options.encrypt_password_file is not None:
            raise UsageError("--encrypt-password-file は --export と一緒に使います。", "--export も指定してください。")
        return
    if part:
        raise UsageError(
            "--export は学校全体の集計です。学年・学級・児童生徒をしぼれません。",
            "--grade・--class・--pupil を付けずに実行してください。",
        )
    if output is not None and output.absolute() == options.export.absolute():
        raise UsageError("-o と --export が同じファイルです。", "別の名前を付けてください。")


def export(assessment: Assessment, request: Request, config: Config, options: ExportOptions, *, force: bool) -> None:
    """Write the file, where one is asked for. Raises OutputError, UsageError."""
    if options.export is None:
        return
    from futoko_cli.commands.options import read_password
    from futoko_cli.commands.showing import refuse_input, write_bytes
    from futoko_cli.district.exchange import export_bytes
    from futoko_cli.district.school import school_result
    from futoko_cli.district.signature import digests_of
    from futoko_cli.ingest.reading import list_files

    refuse_input(options.export, request, config)
    first = request.files[0].resolve()
    folder = first if first.is_dir() else first.parent
    inputs = digests_of(path for path, _, _ in list_files(request.files))
    result = school_result(assessment, folder.name, code=config.school_code, inputs=inputs)
    write_bytes(export_bytes([result], read_password(options.encrypt_password_file)), options.export, force=force)
