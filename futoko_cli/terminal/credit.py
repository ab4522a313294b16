"""The screen of ``futoko credit``: each child's credited days, what is not credited and why, and the 備考."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from futoko_cli.core.credit import CreditDay
from futoko_cli.core.credit_words import TOLD_FROM, lapsed, lapsing, reason_text, remark
from futoko_cli.reports.credit_rows import application_text, application_title, place_text
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import months_of, weekday_date
from futoko_cli.terminal.heading import add_heading
from futoko_cli.terminal.own_problems import add_own_problems
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, GOOD, WARNING

if TYPE_CHECKING:
    from rich.console import Console

    from futoko_cli.core.credit import PupilCredit
    from futoko_cli.core.ledger import Application
    from futoko_cli.core.model import Assessment
    from futoko_cli.pipeline.credits import Credited

_INDENT: Final = 10


def show_credit(
    whole: Credited, console: Console, *, masked: bool = False, everything: bool = False, problems: bool = True
) -> None:
    """Print the whole screen. ``everything`` lists credited days one by one too."""
    assessment = whole.assessment
    mask = Mask.of(assessment, masked=masked)
    screen = Screen(console.width)
    add_heading(screen, assessment, mask)
    for each in whole.shown:
        _child(screen, each, assessment, mask, everything=everything)
    if not whole.shown:
        screen.blank()
        screen.para("出席扱いの申請・通級の記録・出席扱いの記号のある児童生徒はいません。")
    if assessment.ledger is None:
        screen.blank()
        screen.para(
            ("支援台帳がないため、申請が分かりません。", WARNING), "--ledger で渡すと、承認された日を数えます。"
        )
    _add_renewals(screen, whole.shown, assessment, mask)
    if problems:
        add_own_problems(screen, assessment.issues, mask, ("credit-", "centre-"))
    screen.blank()
    screen.dim(
        "出席扱いは、承認された申請を学校が受け付けた日から年度の終わりまでです。出席簿と調査では欠席のままです。",
        hang=2,
    )
    screen.dim("同じ日に2か所の記録があれば1日だけ数えます（公的機関・民間施設・ICTの順。futokoの設定）。", hang=2)
    screen.show(console)


def _child(screen: Screen, credit: PupilCredit, assessment: Assessment, mask: Mask, *, everything: bool) -> None:
    name = mask.name(credit.pupil)
    total = len(credit.credited)
    screen.title(
        mask.key(credit.pupil),
        f" {name}" if name else "",
        ("  出席扱い ", DIM),
        (f"{total}日", GOOD if total else BOLD),
    )
    for application in credit.applications:
        _pair(screen, "申請", f"{application_title(application, mask)}  {application_text(application)}")
    for place in credit.by_place():
        _pair(screen, "数えた日", f"{application_title(place.application, mask)} {place.days}日")
    months = credit.by_month()
    if months:
        shown = [
            f"{int(month[-2:])}月 {months[month]}日" for month in months_of(assessment.school_year) if month in months
        ]
        _pair(screen, "月ごと", "・".join(shown))
    groups: dict[tuple[str, str], list[CreditDay]] = defaultdict(list)
    for day in credit.days:
        if not day.credited or everything or not day.recorded:
            groups[reason_text(day), place_text(day, mask)].append(day)
    for (text, where), days in groups.items():
        word = "日" if days[0].credited else "数えない日"
        _pair(screen, word, f"{_days(days)}{f'  {where}' if where else ''}  {text}")
    for n, line in enumerate(mask.text(remark(credit)).split("\n") if total else ()):
        _pair(screen, "備考" if n == 0 else "", line)


def _pair(screen: Screen, word: str, text: str) -> None:
    pad = " " * (_INDENT + 2 - 2 * len(word))
    screen.para((f"{word}{pad}", DIM), text, indent=1, hang=_INDENT + 3)


def _days(days: Iterable[CreditDay]) -> str:
    return "・".join(weekday_date(day.day) for day in days)


def _add_renewals(screen: Screen, shown: Sequence[PupilCredit], assessment: Assessment, mask: Mask) -> None:
    """Approvals that end on 3/31, and those that ended a year ago."""
    _list(
        screen,
        "3/31で終わる承認",
        "新年度も続けるなら、新しい申請が要ります。",
        [(c, lapsing(c, assessment.as_of)) for c in shown],
        mask,
    )
    _list(
        screen,
        "前年度で終わった承認",
        "今年度の申請がありません。",
        [(c, lapsed(c, assessment.as_of)) for c in shown],
        mask,
    )
    if assessment.as_of.month == TOLD_FROM or assessment.as_of.month == TOLD_FROM + 1:
        return
    if any(credit.applications for credit in shown):
        screen.blank()
        screen.dim(
            f"承認は3/31で終わります。新しい申請の要る人を{TOLD_FROM}月から一覧にします（futokoの設定）。", hang=2
        )


def _list(
    screen: Screen,
    title: str,
    what: str,
    found: Sequence[tuple[PupilCredit, Sequence[Application]]],
    mask: Mask,
) -> None:
    rows = [(credit, each) for credit, applications in found for each in applications]
    if not rows:
        return
    screen.title(title, f" {len(rows)}件  {what}")
    for credit, each in rows:
        name = mask.name(credit.pupil)
        screen.para(
            (mask.key(credit.pupil), BOLD),
            f"  {name}" if name else "",
            f"  {application_title(each, mask)}  {application_text(each)}",
            indent=1,
            hang=4,
        )
