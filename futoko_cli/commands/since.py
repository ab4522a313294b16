"""``scan --since`` and ``scan --remember``: what changed since an earlier run, and keeping this one (docs/changes.md)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from futoko_cli.core.changes import Changes
    from futoko_cli.core.model import Assessment
    from futoko_cli.core.snapshot import Snapshot
    from futoko_cli.pipeline import Request
    from futoko_cli.settings.config import Config

Since = Annotated[
    Path | None,
    typer.Option(
        "--since", metavar="FILE", help="前回の控え、または前回の scan --json の結果から変わったことを示します。"
    ),
]
Remember = Annotated[
    bool, typer.Option("--remember", help="前に控えた回から変わったことを示し、今回の結果を控えます。")
]
#: Errors after which a whole file or sheet is missing from the result.
_UNREAD: Final = frozenset(
    {
        "file-unreadable",
        "file-encrypted",
        "file-too-large",
        "register-missing",
        "header-not-found",
        "layout-unknown",
        "layout-ambiguous",
        "layout-per-period",
        "class-unknown",
        "month-unknown",
    }
)


@dataclass(frozen=True, kw_only=True)
class SinceOptions:
    """What ``scan`` can be told about an earlier run."""

    since: Since = None
    remember: Remember = False


@dataclass(frozen=True, slots=True)
class LookedBack:
    """One run beside an earlier one: ``changes`` (None: nothing was remembered yet), and ``target``, where it is kept."""

    now: Snapshot
    changes: Changes | None
    target: Path | None = None
    against: Changes | None = None  # held against what is kept, where that is another run than the one shown


def check(options: SinceOptions, *, as_csv: bool, part: bool, output: Path | None) -> None:
    """Raise UsageError where the call asks for what cannot go together; before any register is read.

    Raises OutputError where the output is the file of the earlier run.
    """
    from futoko_cli.errors import OutputError, UsageError
    from futoko_cli.ingest.reading import same_file

    if as_csv and (options.since or options.remember):
        raise UsageError("--csv では、前回から変わったことを出せません。", "画面か --json で出してください。")
    if part and options.remember:
        raise UsageError(
            "--remember は、--grade・--class・--pupil と一緒に使えません。",
            "控えから、ほかの児童生徒が消えてしまいます。全員を数えて控えてください。",
        )
    if output is not None and options.since is not None and same_file(output, options.since):
        raise OutputError(f"{output} は読み込むファイルです。書きかえません。", "別の名前を -o に付けてください。")


def look_back(
    assessment: Assessment,
    request: Request,
    config: Config,
    options: SinceOptions,
    *,
    part: bool,
    one: bool,
    output: Path | None,
    force: bool,
) -> LookedBack | None:
    """What changed, by the options; None where none of them was given. Raises ConfigError, OutputError.

    ``part``: the run is narrowed to some classes, or to ``one`` child.
    """
    if options.since is None and not options.remember:
        return None
    from futoko_cli.core.changes import compare
    from futoko_cli.errors import OutputError
    from futoko_cli.reports.previous import read_previous
    from futoko_cli.reports.snapshot import narrowed, snapshot_of

    now = snapshot_of(assessment, _inputs(request) if options.remember else ())
    changes = None
    if options.since is not None:
        before = read_previous(options.since)
        changes = compare(narrowed(before, now, one=one) if part else before, now)
    if not options.remember:
        return LookedBack(now, changes)
    target = _target(request, config)
    if output is not None and output.absolute() == target.absolute():
        raise OutputError(f"{target.name} は控えの名前です。", "別の名前を -o に付けてください。")
    kept = _kept(target, force=force)
    against = compare(kept, now) if kept else None
    return LookedBack(now, against if options.since is None else changes, target, against)


def keep(back: LookedBack | None, assessment: Assessment, *, force: bool, quiet: bool) -> bool:
    """Keep this run where it was asked for and is safe; says so on stderr. False where it was not kept."""
    if back is None or back.target is None:
        return True
    from futoko_cli.outputs import write_file
    from futoko_cli.reports.snapshot import snapshot_text

    reasons = list(_reasons(back, assessment))
    if not back.now.pupils or (reasons and not force):
        typer.echo(f"今回の結果は控えていません（{back.target.name}）。{''.join(reasons)}", err=True)
        if back.now.pupils:
            typer.echo("  今回の出席簿で正しければ、--force を付けてもう一度実行してください。", err=True)
        return False
    write_file(snapshot_text(back.now).encode(), back.target, force=True)
    if not quiet:
        typer.echo(
            f"今回の結果を {back.target.name} に控えました。次の --remember で、変わったことを示します。", err=True
        )
    return True


def _target(request: Request, config: Config) -> Path:
    """Beside the futoko.toml in force, else in the working folder."""
    from futoko_cli.commands.showing import refuse_input
    from futoko_cli.reports.snapshot import FILE_NAME

    target = (config.path.parent if config.path else Path.cwd()) / FILE_NAME
    refuse_input(target, request, config)
    return target


def _kept(target: Path, *, force: bool) -> Snapshot | None:
    """What is kept there; None where there is nothing, or where something else may be overwritten."""
    from futoko_cli.errors import ConfigError, OutputError
    from futoko_cli.reports.previous import read_previous

    if not target.exists():
        return None
    try:
        kept = read_previous(target)
    except ConfigError as error:
        if force:
            return None
        raise OutputError(error.message, "別の場所に移すか、書きかえてよければ --force を付けてください。") from None
    if kept.school_days is None and not force:
        raise OutputError(
            f"{target} は scan --json の結果で、控えではありません。書きかえません。",
            "別の名前に変えるか、書きかえてよければ --force を付けてください。",
        )
    return kept


def _reasons(back: LookedBack, assessment: Assessment) -> Iterator[str]:
    """Why this run must not take the place of what is kept, in Japanese sentences."""
    if not back.now.pupils:
        yield "日ごとの記号のある児童生徒が1人も読めませんでした。"
    if any(issue.severity == "error" and issue.code in _UNREAD for issue in assessment.issues):
        yield "読めないファイルかシートがあります。"
    against = back.against
    if against is None:
        return
    before = against.before
    if before.school_year > against.after.school_year or (against.same_year and against.backwards):
        yield _fewer(before, against.after) or "控えのほうが新しい結果です。"
    if against.alarms:
        yield "出席簿の変わり方が大きすぎます。"
    missing = sorted(before.classes - against.after.classes) if against.same_year else []
    if missing:
        yield f"控えにある学級（{'・'.join(missing[:5])}{' ほか' if len(missing) > 5 else ''}）の出席簿がありません。"


def _fewer(before: Snapshot, after: Snapshot) -> str:
    """What the earlier run had read and this one has not; a file's name may be a child's, so files are counted."""
    gone = {each.file for each in before.inputs} - {each.file for each in after.inputs}
    days = (before.school_days or frozenset()) - (after.school_days or frozenset())
    whole = {(day.year, day.month) for day in days} - {(d.year, d.month) for d in after.school_days or ()}
    if before.school_year != after.school_year or not gone:
        return ""
    months = "・".join(f"{month}月" for _, month in sorted(whole))
    return (
        f"控えのときに読んだファイルのうち {len(gone)}つを、今回は読んでいません"
        f"{f'（{months}がありません）' if months else ''}。"
    )


def _inputs(request: Request) -> Iterator[tuple[str, str]]:
    """Names and digests of the files of the call."""
    import hashlib

    from futoko_cli.ingest.guard import MAX_FILE
    from futoko_cli.ingest.reading import list_files

    for path, label, doubled in list_files(request.files):
        try:
            if doubled or not path.is_file() or path.stat().st_size > MAX_FILE:
                continue
            with path.open("rb") as handle:
                yield label, hashlib.file_digest(handle, "sha256").hexdigest()
        except (OSError, ValueError):
            continue
