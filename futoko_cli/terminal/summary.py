"""The screen of ``futoko summary``: the month, its classes, the months, the weekdays, whom to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.core.summary import SCHOOL, THRESHOLDS, YEAR, Group
from futoko_cli.reports.summary.words import (
    REMARK,
    month_title,
    over_title,
    percent,
    rate_text,
    remarks,
    signs_rule,
    signs_text,
    span_title,
    trends,
    value_text,
)
from futoko_cli.terminal.footer import add_footer
from futoko_cli.terminal.heading import add_heading
from futoko_cli.terminal.problems import add_problems, tally
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from rich.console import Console

    from futoko_cli.reports.summary.figures import Figures

_SHOWN: Final = 20  # children to watch
_NAME: Final = 16
_LABEL: Final = 12
_LONGEST_BAR: Final = 30
#: Columns of a table behind its label: title, width, key of the number ("rate": 欠席率, "bar": the bar).
_COLUMNS: Final = (
    ("在籍", 6, "enrolled"),
    ("欠席", 7, "absent"),
    ("欠席率", 8, "rate"),
    ("", 0, "bar"),
    ("遅刻早退", 10, "late_early"),
    ("出停等", 8, "skipped"),
    ("30日以上", 10, "30"),
)
_WITHOUT_CHILDREN: Final = ("enrolled", "30")  # a weekday has no such number


def show_summary(figures: Figures, console: Console, *, problems: bool = True) -> None:
    """Print the whole screen. With ``problems`` False they are only counted."""
    screen = Screen(console.width)
    add_heading(screen, figures.assessment, figures.mask)
    if figures.groups:
        _month(screen, figures)
        # one scale for the three tables: a bar means the same everywhere
        rates = [figures.rate(SCHOOL, span) for span in (*figures.summary.months, *figures.summary.weekdays)]
        rates += [figures.rate(group, figures.month) for group in figures.groups]
        highest = max((rate for rate in rates if rate is not None), default=None)
        table = _Table(screen, figures, highest)
        screen.title("学年・学級", f" {month_title(figures.month)}")
        table.add("", [(_indented(group), group, figures.month) for group in figures.groups])
        screen.title("月ごと", " 全体")
        table.add("", [(span_title(span), SCHOOL, span) for span in (*figures.summary.months, YEAR)])
        screen.title("曜日ごと", " 全体・年度の初めから")
        table.add(
            "", [(span_title(span), SCHOOL, span) for span in figures.summary.weekdays], without=_WITHOUT_CHILDREN
        )
        _watch(screen, figures)
    else:
        screen.blank()
        screen.para("集計できる授業日がありません。")
    _foot(screen, figures, problems=problems)
    screen.show(console)


def _indented(group: Group) -> str:
    return f"  {group.label}" if group.kind == "class" else group.label


def _month(screen: Screen, figures: Figures) -> None:
    """The key figures of the month, how they compare, and the stages."""
    month = figures.month
    rate = figures.rate(SCHOOL, month)

    def of(key: str) -> str:
        return value_text(figures.value(SCHOOL, month, key))

    bound = f"［{REMARK}］" if figures.bounded(SCHOOL, month) else ""
    screen.title(month_title(month), f" 授業日 {figures.summary.of(SCHOOL, month).dates}日・在籍 {of('enrolled')}人")
    shown = "" if rate is None else f"（出席率 {percent(1 - rate)}）"
    screen.para((f"欠席率 {rate_text(figures, SCHOOL, month)}{bound}", BOLD), shown, indent=1)
    screen.para(f"欠席 延べ{of('absent')}日（{of('touched:absent')}人）", _kinds(figures), indent=1, hang=3)
    parts = [("遅刻", "late"), ("早退", "early_leave"), ("別室登校", "separate_room"), ("出停・忌引等", "skipped")]
    screen.para("  ".join(f"{title} {of(key)}" for title, key in (*parts, ("未入力", "unentered"))), indent=1, hang=3)
    for beside, text in trends(figures):
        screen.para((f"{beside}  ", DIM), text, indent=1, hang=3)
    over = "  ".join(f"{over_title(least)} {of(str(least))}人" for least in THRESHOLDS)
    screen.para(("年度の初めからの欠席が  ", DIM), over, indent=1, hang=3)
    screen.title("段階", " いま当たる人数（今月達した人数）")
    for stage in reversed(figures.stages):
        screen.para(f"［{stage.label}］ {of(f'active:{stage.id}')}人（{of(f'reached:{stage.id}')}人）", indent=1)


def _kinds(figures: Figures) -> str:
    kinds = {"absent_sick": "病欠", "absent_other": "事故欠", "credited": "出席扱い"}
    values = {title: figures.value(SCHOOL, figures.month, key) for key, title in kinds.items()}
    parts = [f"{title} {value_text(value)}" for title, value in values.items() if value != 0]
    return f"  うち {'・'.join(parts)}" if parts else ""


class _Table:
    """Rows of numbers with a bar for the rate; right at 80 columns, longer bars where there is room."""

    def __init__(self, screen: Screen, figures: Figures, highest: Fraction | None) -> None:
        """``highest`` is the rate of the longest bar."""
        self._screen, self._figures, self._highest = screen, figures, highest
        used = 1 + _LABEL + sum(width for _, width, _ in _COLUMNS) + 2 + cell_len(f" ［{REMARK}］")
        self._bar = max(0, min(_LONGEST_BAR, screen.width - used))

    def add(self, title: str, rows: Sequence[tuple[str, Group, str]], *, without: Sequence[str] = ()) -> None:
        """A heading and one line a row; columns of ``without`` stay blank."""
        heads = ["" if key in without else head for head, _, key in _COLUMNS]
        self._line(title, heads, DIM)
        for label, group, span in rows:
            cells = ["" if key in without else self._cell(group, span, key) for _, _, key in _COLUMNS]
            bound = f" ［{REMARK}］" if self._figures.bounded(group, span) else ""
            self._line(label, cells, BOLD if group == SCHOOL and label == group.label else "", bound)

    def _cell(self, group: Group, span: str, key: str) -> str:
        if key == "rate":
            return rate_text(self._figures, group, span)
        if key == "bar":
            rate = self._figures.rate(group, span)
            return "#" * int(rate / self._highest * self._bar + 1 / 2) if rate and self._highest else ""
        return value_text(self._figures.value(group, span, key))

    def _line(self, label: str, cells: Sequence[str], style: str, remark: str = "") -> None:
        texts = [pad(cut(self._figures.mask.text(label), _LABEL), _LABEL)]
        for (_, width, key), cell in zip(_COLUMNS, cells, strict=True):
            texts.append("  " + pad(cell, self._bar) if key == "bar" else " " * (width - cell_len(cell)) + cell)
        self._screen.para(("".join(texts), style), remark, indent=1)


def _watch(screen: Screen, figures: Figures) -> None:
    """Children to watch, gravest first."""
    if figures.shared:
        return
    screen.title("要注意", f" {len(figures.watch)}人")
    shown = figures.watch[:_SHOWN]
    width = max((cell_len(figures.mask.key(child.result.pupil)) for child in shown), default=0)
    for child in shown:
        name = figures.mask.name(child.result.pupil)
        who = f"{pad(cut(name, _NAME), _NAME)}  " if name is not None else ""
        counts = f"今月{child.absent:>3}日・累計{child.result.days['absent']:>3}日  "
        key = pad(figures.mask.key(child.result.pupil), width)
        screen.para((f"{key}  ", BOLD), who, counts, signs_text(child), indent=1, hang=width + 3)
    if len(figures.watch) > len(shown):
        screen.dim(f"ほか {len(figures.watch) - len(shown)}人", indent=1)
    screen.dim(signs_rule(), indent=1)


def _foot(screen: Screen, figures: Figures, *, problems: bool) -> None:
    """What to know about the numbers; problems; how days were counted."""
    if figures.groups:
        screen.title("見方")
        for sentence in remarks(figures):
            screen.para(f"・{sentence}", indent=1, hang=3)
    issues = figures.assessment.issues
    if issues and problems and not figures.shared:
        add_problems(screen, [figures.mask.issue(issue) for issue in issues])
    elif issues:
        screen.title("問題", f" {tally(issues)}")
    add_footer(screen, figures.assessment, figures.mask)
