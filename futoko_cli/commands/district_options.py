"""What ``futoko district`` can be told, and which of it goes together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from futoko_cli.commands.exporting import EncryptFile
from futoko_cli.commands.options import (
    AsCsv,
    AsJson,
    AsOf,
    Calendar,
    Force,
    InputOptions,
    NoColor,
    Output,
    PolicyOption,
    Quiet,
    Verbose,
)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="DIR...", help="学校ごとのフォルダーが入ったフォルダー（--merge では集計ファイル）。"),
]
Merge = Annotated[bool, typer.Option("--merge", help="学校が書き出した集計ファイル（scan --export）を合わせます。")]
LastYear = Annotated[
    list[Path] | None,
    typer.Option(
        "--last-year",
        metavar="PATH",
        help="前年度のフォルダー、または集計ファイル。同じ月と比べます（何度でも書けます）。",
    ),
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", metavar="N", min=1, max=256, help="同時に読む学校の数。既定はプロセッサーの数。")
]
ClusterAddress = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="動いている Dask のクラスターで読みます。例: tcp://host:8786"),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="前に数えた結果の控えを、使わず、残しません。")]
Share = Annotated[bool, typer.Option("--share", help="5人未満の数を伏せ、児童生徒の一覧を付けません（外へ渡すとき）。")]
WithNames = Annotated[
    bool,
    typer.Option("--with-names", help="会えていない児童生徒の氏名も示します。出席簿を読み直し、控えに残しません。"),
]
Export = Annotated[
    Path | None,
    typer.Option(
        "--export", metavar="FILE", help="全校の集計を1つのファイルに書き出します（--merge・--last-year 用）。"
    ),
]
Store = Annotated[
    Path | None, typer.Option("--store", metavar="DIR", help="欠席などの日を Parquet の表にして残します。")
]
FromStore = Annotated[
    Path | None, typer.Option("--from-store", metavar="DIR", help="--store で残した表から集計します。")
]


@dataclass(frozen=True, kw_only=True)
class DistrictOptions(InputOptions):
    """Everything ``district`` can be told."""

    policy: PolicyOption = None
    as_of: AsOf = None
    calendar: Calendar = None
    merge: Merge = False
    last_year: LastYear = None
    share: Share = False
    with_names: WithNames = False
    as_json: AsJson = False
    as_csv: AsCsv = False
    output: Output = None
    export: Export = None
    encrypt_password_file: EncryptFile = None
    store: Store = None
    from_store: FromStore = None
    jobs: Jobs = None
    cluster: ClusterAddress = None
    no_cache: NoCache = False
    force: Force = False
    quiet: Quiet = False
    verbose: Verbose = False
    no_color: NoColor = False


def check(paths: Sequence[Path], options: DistrictOptions) -> None:
    """Refuse what does not go together. Raises UsageError."""
    from futoko_cli.errors import UsageError

    reading = [("--merge", options.merge), ("--from-store", options.from_store is not None)]
    without = [name for name, given in reading if given]
    if len(without) > 1 or (options.from_store is not None and paths):
        raise UsageError(
            "フォルダー・--merge・--from-store は一緒に使えません。", "どこから集計するかを1つだけ選んでください。"
        )
    if not paths and options.from_store is None:
        raise UsageError("何を集計するかがありません。", "学校ごとのフォルダーが入ったフォルダーを指定してください。")
    if without:
        _refuse(without[0], options)
    for one, other, both in (
        ("--json", "--csv", options.as_json and options.as_csv),
        ("--jobs", "--cluster", options.jobs is not None and options.cluster is not None),
        ("--share", "--with-names", options.share and options.with_names),
    ):
        if both:
            raise UsageError(f"{one} と {other} は一緒に使えません。", "どちらか一方を選んでください。")
    if options.encrypt_password_file is not None and options.export is None:
        raise UsageError("--encrypt-password-file は --export と一緒に使います。", "--export も指定してください。")


def _refuse(chosen: str, options: DistrictOptions) -> None:
    """Options about reading registers say nothing where none are read."""
    from futoko_cli.errors import UsageError

    given = {
        "--policy": options.policy,
        "--as-of": options.as_of,
        "--marks": options.marks,
        "--calendar": options.calendar,
        "--with-names": options.with_names or None,
        "--jobs": options.jobs,
        "--cluster": options.cluster,
        "--no-cache": options.no_cache or None,
        "--store": options.store,
    }
    useless = [name for name, value in given.items() if value is not None and not _from_environment(name, value)]
    if useless:
        raise UsageError(
            f"{'・'.join(useless)} は {chosen} と一緒に使えません。",
            "出席簿を読まず、数えた結果だけを合わせるためです。",
        )


def _from_environment(name: str, value: object) -> bool:
    """Whether an option was not typed: an environment variable gives it to every command."""
    import os

    return os.environ.get(f"FUTOKO_{name.removeprefix('--').upper()}") == str(value)
