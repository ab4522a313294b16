"""The screen of ``futoko inspect``: what was recognised in each sheet, and what was not read and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from futoko_cli.core.issues import CATALOGUE
from futoko_cli.core.kinds import LABELS, Kind
from futoko_cli.core.model import column_name
from futoko_cli.reports.marks_found import gathered
from futoko_cli.reports.masking import Mask
from futoko_cli.terminal.problems import add_problems
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, ERROR, WARNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from futoko_cli.core.issues import Issue
    from futoko_cli.core.model import Source
    from futoko_cli.reports.marks_found import MarksSeen

LAYOUTS: Final = {
    "class-month-grid": "学級・月の表",
    "pupil-year": "1人の1年分の表",
    "totals": "合計だけの表",
    "long-list": "1行に1件の一覧",
    "day-sheet": "1日分の表",
    "per-period": "校時ごとの表",
}
#: Problems that mean a file or sheet was not read.
_UNREAD: Final = (
    "layout-unknown",
    "layout-ambiguous",
    "layout-per-period",
    "header-not-found",
    "month-unknown",
    "class-unknown",
    "year-mixed",
    "sheet-hidden",
    "sheet-empty",
    "file-unreadable",
    "file-encrypted",
    "file-too-large",
    "file-doubled",
)


def _marks_spans(marks: Mapping[tuple[str, int], int], mask: Mask) -> list[tuple[str, str]]:
    spans: list[tuple[str, str]] = [("記号  ", DIM)]
    for text, kind, count in gathered(marks, mask):
        spans.append((f"{text} ", BOLD))
        unknown = kind is Kind.UNKNOWN
        spans.append((f"{'意味が分からない' if unknown else LABELS[kind]} {count}   ", ERROR if unknown else ""))
    return spans if len(spans) > 1 else [("記号  なし（空欄だけ）", DIM)]


def _add_source(screen: Screen, source: Source, marks: Mapping[tuple[str, int], int], mask: Mask) -> None:
    month = f"{int(source.month[-2:])}月（{source.month}）" if source.month else "月の指定なし"
    screen.para(
        (f"「{source.sheet}」" if source.sheet else "表", BOLD),
        f"  {LAYOUTS.get(source.layout, source.layout)}  {source.class_name or '学級不明'}  {month}  {source.pupils}人",
        indent=1,
        hang=3,
    )
    name = f"{column_name(source.name_col)}列" if source.name_col >= 0 else "なし"
    days = "なし"
    if source.first_day_col >= 0:
        last = max(source.last_day_col, source.first_day_col)
        days = f"{column_name(source.first_day_col)}列" + (
            f"から{column_name(last)}列" if last > source.first_day_col else ""
        )
    screen.para(("場所  ", DIM), f"見出し {source.header_row + 1}行目  氏名 {name}  日 {days}", indent=3, hang=9)
    screen.para(*_marks_spans(marks, mask), indent=3, hang=9)


def _add_total(screen: Screen, marks_seen: MarksSeen, mask: Mask) -> None:
    """All sheets' marks together; one mark with two meanings is named."""
    total: Counter[tuple[str, int]] = Counter()
    for marks in marks_seen.values():
        total.update(marks)
    screen.title("見つけた記号の合計")
    screen.para(*_marks_spans(total, mask), indent=1, hang=7)
    meanings: dict[str, set[Kind]] = defaultdict(set)
    for text, kind, _ in gathered(total, mask):
        meanings[text].add(kind)
    for text, kinds in meanings.items():
        if len(kinds) > 1:
            words = "・".join(LABELS[k] for k in sorted(kinds))
            screen.para((f"「{text}」は、シートによって意味が違います: {words}", WARNING), indent=1, hang=3)


def _add_unread(screen: Screen, issues: Sequence[Issue]) -> None:
    screen.title("読まなかったもの", f" {len(issues)}件")
    for issue in issues:
        place = issue.file + (f"「{issue.sheet}」" if issue.sheet else "")
        screen.para(
            (f"{place}  ", BOLD), (CATALOGUE[issue.code].title, WARNING), f"  {issue.message}", indent=1, hang=3
        )
        if issue.hint:
            screen.para(f"直し方: {issue.hint}", indent=3, hang=11)


def show_inspect(
    sources: Sequence[Source],
    issues: Sequence[Issue],
    marks_seen: MarksSeen,
    console: Console,
    *,
    mask: Mask | None = None,
) -> None:
    """Print what was recognised, block by block; nothing is counted here but marks."""
    mask = mask or Mask(masked=False)
    screen = Screen(console.width)
    files = len({s.file for s in sources})
    screen.para(("読み取りの確認", BOLD), f"  {files}ファイル・{len(sources)}か所の表  （欠席は数えていません）")
    for file, group in groupby(sources, key=lambda s: s.file):
        screen.title(mask.text(file))
        for source in group:
            _add_source(screen, mask.source(source), marks_seen.get(source, {}), mask)
    if not sources:
        screen.blank()
        screen.para("出席簿と分かる表は、見つかりませんでした。")
    if len(sources) > 1 and marks_seen:
        _add_total(screen, marks_seen, mask)
    shown = [mask.issue(issue) for issue in issues]
    unread = [issue for issue in shown if issue.code in _UNREAD]
    if unread:
        _add_unread(screen, unread)
    add_problems(screen, [issue for issue in shown if issue.code not in _UNREAD])
    screen.show(console)
