"""The screen of ``futoko duties``: what is to be done for whom by when, most pressing first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from futoko_cli.core.agenda import grouped, listed, old_counts, urgent
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import long_date
from futoko_cli.terminal.duties_beside import add_clocks, add_expected, add_strays
from futoko_cli.terminal.duties_list import DutyList
from futoko_cli.terminal.duties_wrong import add_wrong
from futoko_cli.terminal.heading import add_heading
from futoko_cli.terminal.next_call import command_words
from futoko_cli.terminal.problems import add_uncounted, tally
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import DIM, GOOD, WARNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from futoko_cli.core.agenda import Agenda
    from futoko_cli.core.model import Assessment
    from futoko_cli.issuing.corrections import Correction

Order = Literal["date", "child"]


def _add_days(screen: Screen, assessment: Assessment, agenda: Agenda) -> None:
    """The day on which states are judged, where it is not the last day counted."""
    if agenda.month:
        screen.para(
            ("月    ", DIM), f"{int(agenda.month[:4])}年{int(agenda.month[5:])}月の分・この月が期限のもの", hang=6
        )
    if agenda.on != assessment.as_of:
        screen.para(("今日  ", DIM), f"{long_date(agenda.on)}の時点で、期限を見ています", hang=6)


def _add_unrecorded(screen: Screen, assessment: Assessment, agenda: Agenda) -> None:
    """That nothing is known of what has been done."""
    if agenda.recorded or not agenda.owed:
        return
    screen.blank()
    screen.para(("対応記録がないため、済んだかどうか分かりません。", WARNING))
    how = "支援台帳の［対応記録］に書くと、済んだものがここから消えます。"
    screen.dim(how + ("" if assessment.ledger else "台帳は --ledger で渡します（作るときは futoko init）。"))


def _add_counts(screen: Screen, agenda: Agenda, old: Sequence[tuple[str, int, int]]) -> None:
    """What is told by number: done, and old."""
    done = [each for each in agenda.owed if each.settled]
    if done:
        waived = sum(each.state == "waived" for each in done)
        screen.title("済", f" {len(done)}件" + (f"（うち不要 {waived}件）" if waived else ""), ("  --all で一覧", DIM))
    if agenda.earlier:
        screen.title("前の月までの期限切れ", f" {agenda.earlier}件", ("  --month を付けないと並びます", DIM))
    if old:
        screen.title("段階に当たらなくなり、期限を過ぎたもの", ("  --all で一覧", DIM))
        for label, duties, children in old:
            screen.para(f"［{label}］ {duties}件  {children}人", indent=1)


def _add_notes(screen: Screen, agenda: Agenda) -> None:
    """How due days came about."""
    shown = [each for each in agenda.owed if not each.settled]
    notes = []
    if any(each.duty.cite.decision for each in shown):
        notes.append("* 資料に期限の記載がなく、futokoの設定です。")
    if any(each.duty.due in {"day_of_next_month", "end_of_month"} and each.duty.closed != "same" for each in shown):
        notes.append(
            "翌月5日などの期限は、その日が土日・祝日・年末年始のとき、前の平日などに動かします（futokoの設定）。"
        )
    if notes:
        screen.blank()
    for note in notes:
        screen.dim(note, hang=2)


def _add_next(screen: Screen, assessment: Assessment, agenda: Agenda, words: str) -> None:
    """What to do next: write the form of the most urgent duty, and record what is done."""
    groups = urgent(agenda, assessment.policy, len(agenda.owed))
    if not groups:
        return
    screen.blank()
    form = next((each.duty.form for group in groups for each in group.owed if each.duty.form), "")
    if form:
        screen.para(("次に  ", DIM), f"futoko report {form} {words}", hang=6)
        screen.dim("様式を作ります。", indent=6)
    screen.dim("済んだら、支援台帳の［対応記録］に、日付・キー・内容・済を1行書きます。", indent=6 if form else 0)


def show_duties(
    assessment: Assessment,
    agenda: Agenda,
    console: Console,
    *,
    masked: bool = False,
    order: Order = "date",
    everything: bool = False,
    options: Sequence[str] = (),
    wrong: Sequence[Correction] = (),
) -> None:
    """Print the whole screen. ``wrong``: issued forms that the register has overtaken. ``everything`` lists also what is done and what is old; ``options`` are for the next call."""
    mask = Mask.of(assessment, masked=masked)
    screen = Screen(console.width)
    add_heading(screen, assessment, mask)
    _add_days(screen, assessment, agenda)
    _add_unrecorded(screen, assessment, agenda)
    shown = DutyList(
        screen, assessment, grouped(agenda, listed(agenda, everything=everything), assessment.policy), mask
    )
    if shown.groups:
        shown.by_date() if order == "date" else shown.by_child()
    elif assessment.pupils:
        screen.blank()
        screen.para(("いま することはありません。", GOOD))
    else:
        screen.blank()
        screen.para("日ごとの記号のある児童生徒は、1人も読めませんでした。")
    add_uncounted(screen, assessment.issues, "直すと、することが増えることがあります。")
    add_wrong(screen, wrong, mask)
    if not everything:
        _add_counts(screen, agenda, old_counts(agenda, assessment.policy))
    add_clocks(screen, assessment, agenda, mask)
    add_expected(screen, assessment, agenda, mask)
    add_strays(screen, assessment, agenda, mask)
    if assessment.issues:
        screen.title("問題", f" {tally(assessment.issues)}", ("  futoko scan で見ます", DIM))
    _add_notes(screen, agenda)
    _add_next(screen, assessment, agenda, command_words(assessment, mask, options))
    screen.show(console)
