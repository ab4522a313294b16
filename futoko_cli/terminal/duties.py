"""The screen of ``futoko duties``: what is to be done for whom by when, most pressing first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from rich.cells import cell_len

from futoko_cli.core.agenda import WHENS, grouped, listed, old_counts, urgent
from futoko_cli.reports.duties.words import SECTIONS, duty_words, moved_text, settled_text, subject
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import long_date, weekday_date
from futoko_cli.terminal.duties_beside import add_clocks, add_expected, add_strays
from futoko_cli.terminal.heading import add_heading
from futoko_cli.terminal.next_call import command_words
from futoko_cli.terminal.problems import tally
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, ERROR, GOOD, WARNING, stage_style
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from futoko_cli.core.agenda import Agenda, Group
    from futoko_cli.core.model import Assessment
    from futoko_cli.terminal.wrap import Span

Order = Literal["date", "child"]
_NAME: Final = 16
_BELOW: Final = 12  # indent of the duties under their first line
_STYLES: Final = {"overdue": ERROR, "today": WARNING, "week": BOLD, "later": BOLD, "settled": DIM}


class _List:
    """The duties themselves, by date or by child."""

    def __init__(self, screen: Screen, assessment: Assessment, groups: Sequence[Group], mask: Mask) -> None:
        self.screen, self.policy, self.mask, self.groups = screen, assessment.policy, mask, groups
        self.width = max((cell_len(mask.key(group.first.pupil)) for group in groups), default=0)

    def by_date(self) -> None:
        """A section for each stretch of time."""
        for when in WHENS:
            found = [group for group in self.groups if group.when == when]
            if not found:
                continue
            children = len({group.first.pupil.key for group in found})
            duties = sum(len(group.owed) for group in found)
            self.screen.blank()
            self.screen.para((f"【{SECTIONS[when]}】", _STYLES[when]), f" {duties}件  {children}人")
            for group in found:
                self._group(group, self._who(group))

    def by_child(self) -> None:
        """A section for each child, in the order of the classes."""
        children: dict[str, list[Group]] = {}
        for group in sorted(self.groups, key=lambda g: (g.first.pupil.class_id.order, g.first.pupil.key)):
            children.setdefault(group.first.pupil.key, []).append(group)
        for groups in children.values():
            pupil = groups[0].first.pupil
            name = self.mask.name(pupil)
            duties = sum(len(group.owed) for group in groups)
            self.screen.title(self.mask.key(pupil), f" {name}" if name else "", (f"  {duties}件", DIM))
            for group in groups:
                self._group(group, [(pad(SECTIONS[group.when], 8) + "  ", _STYLES[group.when])])

    def _who(self, group: Group) -> list[Span | str]:
        name = self.mask.name(group.first.pupil)
        spans: list[Span | str] = [(pad(self.mask.key(group.first.pupil), self.width) + "  ", BOLD)]
        if name is not None:
            spans.append(pad(cut(name, _NAME), _NAME) + "  ")
        return spans

    def _group(self, group: Group, head: list[Span | str]) -> None:
        each = group.first
        notes = "  転出" if each.left else "" if group.active else "  いま非該当"
        about = "" if each.due == each.reached and not each.period else f" {subject(each)}"
        self.screen.para(
            (pad(weekday_date(each.due), 11), BOLD),
            *head,
            (f"［{each.stage.label}］", stage_style(self.policy, each.stage)),
            about,
            (notes, DIM),
            indent=1,
            hang=_BELOW,
        )
        line: list[Span | str] = []
        used = 0
        for one in group.owed:
            text, done = "・" + "  ".join(word for word in (*duty_words(one), moved_text(one)) if word), ""
            if one.settled:
                done = f"  {settled_text(one, self.mask)}"
            wide = cell_len(text + done) + 3
            if line and used + wide - 3 > self.screen.width - _BELOW:
                self.screen.para(*line, indent=_BELOW, hang=_BELOW + 2)
                line, used = [], 0
            line += [text, (done, GOOD), "   "]
            used += wide
        self.screen.para(*line[:-1], indent=_BELOW, hang=_BELOW + 2)


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
        notes.append("翌月5日などの期限は、その日が土日・祝日のとき、前の平日などに動かします（futokoの設定）。")
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
) -> None:
    """Print the whole screen. ``everything`` lists also what is done and what is old; ``options`` are for the next call."""
    mask = Mask.of(assessment, masked=masked)
    screen = Screen(console.width)
    add_heading(screen, assessment, mask)
    _add_days(screen, assessment, agenda)
    _add_unrecorded(screen, assessment, agenda)
    shown = _List(screen, assessment, grouped(agenda, listed(agenda, everything=everything), assessment.policy), mask)
    if shown.groups:
        shown.by_date() if order == "date" else shown.by_child()
    else:
        screen.blank()
        screen.para(("いま することはありません。", GOOD))
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
