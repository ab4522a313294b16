"""The screen of ``futoko survey``: both tallies of 長期欠席, the children behind them, and a month's survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.core.survey import BASES, LONG, Surveyed
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.survey_parts import (
    factor_lines,
    futoko_lines,
    grade_title,
    keys,
    rate,
    reason_title,
    sex_title,
    standing_title,
    support_title,
)
from futoko_cli.terminal.heading import add_heading
from futoko_cli.terminal.own_problems import add_own_problems
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, ERROR, WARNING
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from rich.console import Console

    from futoko_cli.core.survey import Tally
    from futoko_cli.pipeline.long_absence import LongAbsence, MonthSurvey

_NAME: Final = 14
_NUMBER: Final = 9
_PAIR: Final = 28


def show_survey(whole: LongAbsence, console: Console, *, masked: bool = False, problems: bool = True) -> None:
    """Print the whole screen."""
    assessment = whole.assessment
    mask = Mask.of(assessment, masked=masked)
    screen = Screen(console.width)
    add_heading(screen, assessment, mask)
    screen.para(("在籍  ", DIM), f"{whole.enrolled}人（5/1の在籍。それより前の集計日なら集計日）", hang=6)
    if whole.month is not None:
        _month(screen, whole.month, mask)
    for tally in whole.tallies:
        _tally(screen, tally, mask)
    _children(screen, whole, mask)
    if assessment.ledger is None:
        screen.blank()
        screen.para(
            ("支援台帳がないため、理由は未分類、性別・相談・指導は不明です。", WARNING), "--ledger で渡します。"
        )
    if problems:
        add_own_problems(screen, assessment.issues, mask, ("survey-", "record-", "credit-lapsed", "centre-"))
    screen.blank()
    screen.dim("出席扱いの日も欠席として数えます。出席は登校した日で、出席扱いを含みません。", hang=2)
    screen.dim(
        "理由・性別・相談・指導・前年度欠席は支援台帳から。書かれていないものは、推しはからず未分類・不明とします。",
        hang=2,
    )
    screen.show(console)


def _right(text: object, width: int = _NUMBER) -> str:
    shown = str(text)
    return " " * max(0, width - cell_len(shown)) + shown


def _tally(screen: Screen, tally: Tally, mask: Mask) -> None:
    """One basis: by reason, by grade and sex, and 不登校."""
    count = len(tally.children)
    screen.title(f"{BASES[tally.basis]}が{LONG}日以上", f" {count}人{_per_thousand(tally, count)}")
    if not count:
        return
    screen.para(
        (pad("", 12) + _right("計") + "".join(map(_right, ["病気", "経済", "不登校", "その他", "未分類"])), DIM),
        indent=1,
    )
    rows = [
        (pad(f"{grade_title(grade)} {sex_title(sex)}", 12), group)
        for (grade, sex), group in tally.by_grade_and_sex().items()
    ]
    for title, group in [*rows, (pad("計", 12), tally.children)]:
        counts = tally.by_reason(group).values()
        screen.para((title, BOLD), _right(len(group)) + "".join(map(_right, counts)), indent=1)
    if blank := tally.by_reason()[""]:
        screen.para(
            (f"未分類 {blank}人", WARNING),
            "  支援台帳の［児童生徒］の長期欠席の理由に書くと、分けて数えます。",
            indent=1,
            hang=3,
        )
    futoko = len(tally.futoko)
    screen.rule(f"不登校 {futoko}人{_per_thousand(tally, futoko)}", BOLD)
    if not futoko:
        return
    lines = futoko_lines(tally)
    for left, right in zip(lines[:11:2], [*lines[1:11:2], None], strict=True):
        text = pad(f"{left.title} {len(left.children)}人", _PAIR)
        screen.para(text + (f"{right.title} {len(right.children)}人" if right else ""), indent=1)
    for line, style in zip(lines[11:], (ERROR, WARNING), strict=True):
        if line.children:
            screen.para(
                (f"{line.title} {len(line.children)}人", style),
                f"  {'・'.join(keys(line.children, mask))}",
                indent=1,
                hang=3,
            )
    facts = [f"{label} {main}（ほか{others}）" for _, label, main, others in factor_lines(tally) if main or others]
    screen.para(("把握した事実  ", DIM), "・".join(facts) or "台帳の要因・所見に記入がありません。", indent=1, hang=15)


def _per_thousand(tally: Tally, count: int) -> str:
    found = rate(tally, count)
    return "" if found is None or not count else f"  1,000人あたり {found}人"


def _children(screen: Screen, whole: LongAbsence, mask: Mask) -> None:
    """Everybody of either tally."""
    long = {each.record.index for tally in whole.tallies for each in tally.children}
    found = [each for each in whole.children if each.record.index in long]
    if not found:
        return
    screen.title("児童生徒", f" {len(found)}人")
    width = _head(screen, found, mask, ("欠席", "＋停忌等", "出席"), "  理由・新規継続・相談")
    for each in found:
        figures = each.record.figures
        numbers = "".join(map(_right, (figures.absences, figures.survey_days, figures.at_school)))
        words = f"  {reason_title(each.reason)}・{standing_title(each)}・{support_title(each)}"
        screen.para((_who(each, mask, width), BOLD), numbers + words, indent=1, hang=4)


def _month(screen: Screen, month: MonthSurvey, mask: Mask) -> None:
    """The monthly 長欠調査."""
    until = f"{month.until.month}/{month.until.day}まで"
    screen.title(f"{int(month.month[5:])}月の長欠調査", f" {len(month.children)}人  {until}")
    screen.dim(
        f"累計{LONG}日以上、またはこの月に{month.at_least}日以上欠席した人（{month.at_least}日は futokoの設定。--at-least で変えます）",
        indent=1,
        hang=3,
    )
    if not month.children:
        return
    found = [each.child for each in month.children]
    width = _head(screen, found, mask, ("月の欠席", "月停忌等", "累計"), "  理由")
    for each in month.children:
        numbers = "".join(map(_right, (each.month.absences, each.month.suspended, each.year.absences)))
        new = f"  この月に{LONG}日" if each.reached else ""
        screen.para(
            (_who(each.child, mask, width), BOLD),
            f"{numbers}  {reason_title(each.child.reason)}{new}",
            indent=1,
            hang=4,
        )


def _head(screen: Screen, found: Sequence[Surveyed], mask: Mask, titles: Sequence[str], last: str) -> int:
    width = max(cell_len(mask.key(each.record.pupil)) for each in found)
    room = width + 2 + (0 if mask.masked else _NAME + 2)
    screen.para((" " * room + "".join(map(_right, titles)) + last, DIM), indent=1)
    return width


def _who(child: Surveyed, mask: Mask, width: int) -> str:
    name = mask.name(child.record.pupil)
    return pad(mask.key(child.record.pupil), width + 2) + ("" if name is None else pad(cut(name, _NAME), _NAME + 2))
