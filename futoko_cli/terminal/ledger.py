"""The screens of ``futoko ledger`` and ``futoko init``: what is in the ledger, what is wrong, what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import year_title
from futoko_cli.terminal.problems import add_problems
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, GOOD, WARNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from futoko_cli.core.issues import Issue

_KEYS_SHOWN = 10


def show_check(
    file: str,
    school_year: int,
    counts: Mapping[str, int],
    issues: Sequence[Issue],
    console: Console,
    *,
    mask: Mask,
    register_errors: int = 0,
) -> None:
    """``futoko ledger check``: how much was read of each sheet, and every cell to mend."""
    screen = Screen(console.width)
    screen.para(("支援台帳の点検", BOLD), f"  {mask.text(file)}  {school_year}年度")
    spans = [f"{title} {count}行   " for title, count in counts.items()]
    screen.para(*spans, indent=1, hang=3)
    if not any(issue.severity != "info" for issue in issues):
        screen.blank()
        screen.para(("直すところはありません。", GOOD), indent=1)
    add_problems(screen, [mask.issue(issue) for issue in issues], every=True)
    _tell_registers(screen, register_errors)
    screen.show(console)


def _tell_registers(screen: Screen, errors: int) -> None:
    """That somebody may be missing, or stand under a wrong number, because of the registers themselves."""
    if errors:
        screen.blank()
        screen.para(
            (f"出席簿にもエラーが {errors}か所あります。", WARNING),
            "児童生徒が欠けているかもしれません。futoko scan で確かめてください。",
            indent=1,
            hang=3,
        )


def show_synced(
    file: str, cells: Sequence[str], keys: Sequence[str], backup: str, console: Console, *, register_errors: int = 0
) -> None:
    """``futoko ledger sync``: who was added where, and where the workbook as it was lies. ``backup`` "": not written."""
    screen = Screen(console.width)
    if not keys:
        screen.para("出席簿の児童生徒は、みな支援台帳にいます。何も書いていません。")
        _tell_registers(screen, register_errors)
        screen.show(console)
        return
    did = "足しました" if backup else "足します（--dry-run のため、まだ書いていません）"
    screen.para((f"{len(keys)}人を{did}。", BOLD), f"  {file}")
    rest = len(keys) - _KEYS_SHOWN
    shown = "・".join(keys[:_KEYS_SHOWN]) + (f"、ほか {rest}人" if rest > 0 else "")
    screen.para(f"児童生徒  {cells[0]} から {cells[-1]} まで  ", (shown, DIM), indent=1, hang=3)
    if backup:
        screen.para(f"もとの台帳の控え  {backup}", indent=1, hang=3)
        screen.para(
            "ほかのセルは変えていません。フリガナや生年月日などを、Excel で書き足してください。", indent=1, hang=3
        )
    _tell_registers(screen, register_errors)
    screen.show(console)


def show_exported(files: Sequence[str], console: Console) -> None:
    """``futoko ledger export``: the tables that were written."""
    screen = Screen(console.width)
    screen.para((f"{len(files)}個の CSV を書きました。", BOLD))
    for file in files:
        screen.dim(file, indent=1)
    screen.show(console)


def show_init(
    folder: str, school_year: int, differing: Sequence[str], made: Sequence[str], kept: Sequence[str], console: Console
) -> None:
    """``futoko init``: of which year, what was made, what was there already, and what to do next.

    ``differing``: sentences about what names another year.
    """
    screen = Screen(console.width)
    screen.para(("年度のフォルダー", BOLD), f"  {folder}")
    screen.para(f"{year_title(school_year)}の設定です。", indent=1, hang=3)
    for sentence in differing:
        screen.para(("注意  ", WARNING), f"{sentence}合っているか確かめてください。", indent=1, hang=7)
    for name in made:
        screen.para(("作成  ", GOOD), name, indent=1, hang=7)
    for name in kept:
        screen.para(("そのまま  ", DIM), f"{name}（すでにあるため、変えていません）", indent=1, hang=11)
    screen.title("つぎにすること")
    for n, step in enumerate(
        (
            "出席簿のファイルを「出席簿」のフォルダーに入れます。",
            "futoko.toml に、学校名・校長名・記入者と、長期休業を書きます。",
            "このフォルダーで futoko ledger sync 支援台帳.xlsx 出席簿 を実行し、児童生徒を台帳に足します。",
            "支援台帳.xlsx に、保護者・連絡・要因などを書きます。書き方は「はじめに」のシートにあります。",
            "futoko scan 出席簿 で、段階に当たる児童生徒を見ます。",
        ),
        1,
    ):
        screen.para(f"{n}. {step}", indent=1, hang=4)
    screen.show(console)
