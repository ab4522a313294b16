"""Options shared by every command that reads registers (共通のオプション), and the request they make."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from futoko_cli.pipeline import Progress, Request
    from futoko_cli.settings.config import Config

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="出席簿（.xlsx .xlsm .xls .ods .csv）。フォルダーでもかまいません。"),
]
PolicyOption = Annotated[
    str | None, typer.Option("--policy", metavar="ID|FILE", envvar="FUTOKO_POLICY", help="対応基準。既定は otaru。")
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        formats=["%Y-%m-%d", "%Y/%m/%d"],
        help="この日までを数えます。既定は記号のある最後の授業日。",
    ),
]
Marks = Annotated[
    Path | None, typer.Option("--marks", metavar="FILE", envvar="FUTOKO_MARKS", help="学校の記号のファイル（.toml）。")
]
Calendar = Annotated[
    Path | None,
    typer.Option("--calendar", metavar="FILE", envvar="FUTOKO_CALENDAR", help="学校の暦のファイル（.csv .xlsx）。"),
]
SchoolYear = Annotated[int | None, typer.Option("--school-year", metavar="N", help="年度（西暦）。例: 2025")]
Grade = Annotated[int | None, typer.Option("--grade", metavar="N", help="この学年だけを示します。")]
ClassName = Annotated[str | None, typer.Option("--class", metavar="NAME", help="この学級だけを示します。例: 1-2")]
PupilKey = Annotated[str | None, typer.Option("--pupil", metavar="KEY", help="この児童生徒だけを示します。例: 1-1-07")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON で出力します。")]
AsCsv = Annotated[bool, typer.Option("--csv", help="CSV（Excel で開ける形）で出力します。")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="画面ではなくファイルに書きます。")]
Force = Annotated[bool, typer.Option("--force", help="同じ名前のファイルがあっても書きかえます。")]
Masked = Annotated[bool, typer.Option("--masked", help="氏名をいっさい出しません。")]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", metavar="FILE", help="パスワード付きファイルのパスワードを書いたファイル。"),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="進み具合と問題の一覧を出しません。")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="読んでいるファイルを1つずつ示します。")]
NoColor = Annotated[bool, typer.Option("--no-color", help="色を付けません。")]


Ledger = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        envvar="FUTOKO_LEDGER",
        help="支援台帳（.xlsx）。現認の日と前年度の欠席も数えに使います。",
    ),
]


@dataclass(frozen=True, kw_only=True)
class InputOptions:
    """What every command that reads registers can be told about them."""

    marks: Marks = None
    school_year: SchoolYear = None
    password_file: PasswordFile = None


@dataclass(frozen=True, kw_only=True)
class CountOptions(InputOptions):
    """… and every command that counts and decides."""

    policy: PolicyOption = None
    as_of: AsOf = None
    calendar: Calendar = None
    ledger: Ledger = None


@dataclass(frozen=True, kw_only=True)
class PartOptions(CountOptions):
    """… and that can be narrowed to a grade or class."""

    grade: Grade = None
    class_name: ClassName = None


@dataclass(frozen=True, kw_only=True)
class ShowOptions:
    """Where a result goes, and how much is said beside it."""

    as_json: AsJson = False
    output: Output = None
    force: Force = False
    masked: Masked = False
    quiet: Quiet = False
    verbose: Verbose = False
    no_color: NoColor = False


def make_request(files: Sequence[Path], options: InputOptions, *, masked: bool = False) -> tuple[Request, Config]:
    """The request of a call, and the settings of the folder it is made in."""
    from futoko_cli.pipeline import Request
    from futoko_cli.settings.config import load_config

    if options.school_year is not None:
        check_year("--school-year", options.school_year)
    request = Request(
        tuple(files),
        today(),
        marks=options.marks,
        school_year=options.school_year,
        password=read_password(options.password_file),
        password_file=options.password_file,
        masked=masked,
    )
    if isinstance(options, CountOptions):
        as_of = options.as_of.date() if options.as_of else None
        request = replace(request, policy=options.policy, as_of=as_of, calendar=options.calendar, ledger=options.ledger)
    if isinstance(options, PartOptions):
        request = replace(request, grade=options.grade, class_name=options.class_name)
    return request, load_config(Path.cwd())


def repeated(request: Request) -> list[str]:
    """The options of a call that change its numbers, as words of the next call."""
    given = {
        "--policy": request.policy,
        "--as-of": request.as_of,
        "--marks": request.marks,
        "--calendar": request.calendar,
        "--ledger": request.ledger,
        "--school-year": request.school_year,
        "--password-file": request.password_file,
    }
    return [word for option, value in given.items() if value is not None for word in (option, str(value))]


def today() -> date:
    """Today; ``FUTOKO_TODAY`` sets another day, for tests and for looking back."""
    from futoko_cli.errors import UsageError

    text = os.environ.get("FUTOKO_TODAY")
    if not text:
        return date.today()  # noqa: DTZ011 - the school's own wall clock
    try:
        today = date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"環境変数 FUTOKO_TODAY の「{text}」は日付として読めません。", "2025-07-18 のように書きます。"
        ) from None
    check_year("環境変数 FUTOKO_TODAY", today.year)
    return today


def check_year(what: str, year: int) -> None:
    """A year of the western count with four digits, as the holidays are known."""
    from futoko_cli.errors import UsageError
    from futoko_cli.settings.config import FIRST_YEAR, LAST_YEAR

    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(
            f"{what} の {year} は使えません。", f"西暦で {FIRST_YEAR} から {LAST_YEAR} までの年を書きます。"
        )


def read_password(path: Path | None) -> str | None:
    """The first line of a password file, None without one. Raises UsageError where it cannot be read."""
    if path is None:
        return None
    from futoko_cli.errors import UsageError
    from futoko_cli.settings.strict import why_unreadable

    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise UsageError(*why_unreadable(error, f"パスワードのファイル {path}")) from None
    return lines[0] if lines else ""


def progress_on(*, quiet: bool, verbose: bool, masked: bool = False) -> Progress | None:
    """A line on stderr for long reads: one line that changes on a terminal, one a file with -v.

    Masked, files are told by their order: a file may be named after a child.
    """
    import itertools
    import sys
    import time

    if quiet:
        return None
    count = itertools.count(1)

    def told(label: str) -> str:
        return f"読んでいます: {f'{next(count)}番目のファイル' if masked else label}"

    if verbose:
        return lambda label: typer.echo(told(label), err=True)
    if not sys.stderr.isatty():
        return None
    began = time.monotonic()

    def show(label: str) -> None:
        text = told(label)
        if time.monotonic() - began > 1:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()

    return show


def progress_off(progress: Progress | None) -> None:
    """Clear the line that ``progress_on`` may have left."""
    import sys

    if progress is not None and sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
