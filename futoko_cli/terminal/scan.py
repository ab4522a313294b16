"""The screen of ``futoko scan``: who needs what, most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import (
    cites_text,
    duty_parts,
    long_date,
    rule_text,
    short_date,
    stage_reason,
    year_title,
)
from futoko_cli.terminal.days import kinds_in, legend, strip
from futoko_cli.terminal.footer import add_footer
from futoko_cli.terminal.problems import add_problems, tally
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, ERROR, GOOD, stage_style
from futoko_cli.terminal.watch import add_past, add_totals, add_watch
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from futoko_cli.core.kinds import Kind
    from futoko_cli.core.model import Assessment, PupilResult, StageState
    from futoko_cli.core.policy import Policy, Stage
    from futoko_cli.terminal.wrap import Span

FULL: Final = 30  # flagged children shown in full; more are shown one line each
_STRIP: Final = 20
_SHORT_STRIP: Final = 10
_NAME: Final = 22
_SHORT_NAME: Final = 16


def add_heading(screen: Screen, assessment: Assessment, mask: Mask) -> None:
    """School, year, as-of date, policy, what was read."""
    policy = assessment.policy
    school = (f"{assessment.school_name}  ", BOLD) if assessment.school_name else ""
    as_of = (f"集計日 {long_date(assessment.as_of)}", BOLD)
    screen.para(school, f"{year_title(assessment.school_year)}  ", as_of)
    screen.para(("基準  ", DIM), policy.title, (f"（{policy.id}・{policy.edition}版）", DIM), hang=6)
    sheets = len({(s.file, s.sheet) for s in assessment.sources})
    pupils = len(assessment.pupils) + len(assessment.totals)
    days = f"  授業日 {assessment.school_days}日" if assessment.school_days else ""
    read = f"{assessment.files_read}ファイル・{sheets}シート  児童生徒 {pupils}人{days}"
    screen.para(("読取  ", DIM), read, hang=6)
    if assessment.selected:
        screen.para(("対象  ", DIM), mask.text(assessment.selected), hang=6)


def add_duties(screen: Screen, stage: Stage, indent: int) -> None:
    """What the stage obliges to, one duty a line, and its note."""
    hang = indent + 10
    rows = [duty_parts(duty) for duty in stage.duties]
    what, to, due = (max((cell_len(row[i]) for row in rows), default=0) for i in range(3))
    aligned = hang + what + to + due + 7 <= screen.width
    for n, (row, duty) in enumerate(zip(rows, stage.duties, strict=True)):
        head = ("すること  ", DIM) if n == 0 else " " * 10
        cells = [pad(row[0], what), pad(row[1], to)] if aligned else [row[0], row[1]]
        words = [*(c for c in cells if c), row[2] + ("*" if duty.cite.decision else ""), row[3]]
        screen.para(head, f"・{'  '.join(words)}", indent=indent, hang=hang + 2)
    if any(duty.cite.decision for duty in stage.duties):
        screen.dim("* 資料に期限の記載がなく、futokoの設定です。", indent=hang)
    if stage.note:
        screen.para(("注        ", DIM), stage.note, indent=indent, hang=hang)


def urgency(policy: Policy, result: PupilResult) -> tuple[int, int, int]:
    """Sort key, most urgent first: gravest stage, current run, total of the year."""
    order = [s.id for s in policy.stages]
    stage = result.stage
    rank = order.index(stage.stage.id) if stage else -1
    return (-rank, -result.current, -result.days.get("absent", 0))


def counts(result: PupilResult) -> str:
    """``連続 7日・累計 12日`` and what else needs a look."""
    longest = f"（最長 {result.longest}日）" if result.longest > max(result.current, 1) else ""
    text = f"連続 {result.current}日{longest}・累計 {result.days['absent']}日"
    if unentered := result.days.get("unentered", 0):
        text += f"以上（未入力 {unentered}日）"
    return text


class _Flagged:
    """The part of the screen that lists the flagged children, stage by stage."""

    def __init__(self, screen: Screen, assessment: Assessment, mask: Mask) -> None:
        self.screen, self.assessment, self.mask = screen, assessment, mask
        policy = assessment.policy
        flagged = [r for r in assessment.pupils if r.stage]
        self.results = sorted(flagged, key=lambda r: (*urgency(policy, r), r.pupil.class_id.order, r.pupil.key))
        self.short = len(self.results) > FULL
        self.kinds: set[Kind] = set()
        self.key_width = max((len(mask.key(r.pupil)) for r in self.results), default=0)

    def add(self) -> None:
        """Heading, then each stage with its duties and children, then the letters of the strips."""
        policy = self.assessment.policy
        groups = [(s, [r for r in self.results if r.stage and r.stage.stage is s]) for s in reversed(policy.stages)]
        parts = "  ".join(f"{s.label} {len(members)}人" for s, members in groups if members)
        self.screen.title("対応が必要", f" {len(self.results)}人  うち {parts}")
        for stage, members in groups:
            if members:
                self._stage(stage, members)
        if self.kinds:
            self.screen.blank()
            self.screen.dim(f"日の記号  {legend(self.kinds)}", indent=1, hang=11)

    def _stage(self, stage: Stage, members: Sequence[PupilResult]) -> None:
        screen = self.screen
        style = stage_style(self.assessment.policy, stage)
        screen.rule(f"{stage.label}  {len(members)}人", style)
        cites = cites_text(c.cite for c in stage.conditions)
        screen.para(("条件      ", DIM), rule_text(stage.rule), (f"  {cites}", DIM), indent=1, hang=11)
        add_duties(screen, stage, indent=1)
        if self.short:
            self._short_head()
        for result in members:
            if self.short:
                self._short_line(result)
            else:
                self._full(result, style)

    def _full(self, result: PupilResult, style: str) -> None:
        """Two or three lines: who and how much; the last days; why."""
        screen, state = self.screen, result.stage
        if state is None:
            return
        key = pad(self.mask.key(result.pupil), self.key_width)
        name = self.mask.name(result.pupil)
        head: list[Span | str] = [(f"{key}  ", BOLD)]
        if name is not None:
            head.append((pad(name, _NAME) + " ", BOLD))
        head += [(f"［{state.stage.label}］", style), f"  {counts(result)}"]
        days = strip(self.assessment.register, result.index, _STRIP)
        self.kinds |= kinds_in(self.assessment.register, result.index, _STRIP)
        below = 11
        screen.blank()
        screen.para(*head, indent=1, hang=below)
        if days:
            screen.para(*days, indent=below)
        self._why(result, state, below)

    def _why(self, result: PupilResult, state: StageState, indent: int) -> None:
        """The reason in one line, and the other active stages where they fit, else below it."""
        others = [
            s.stage.label + (f" {short_date(s.reached_on[-1])}" if s.reached_on else "") for s in result.active[1:]
        ]
        also = f"ほかに {'・'.join(others)}" if others else ""
        new = "  集計日に到達" if state.reached_on[-1:] == (self.assessment.as_of,) else ""
        reason = stage_reason(state, result.episodes)
        if indent + cell_len(f"{reason}{new}  {also}") <= self.screen.width:
            self.screen.para(reason, (new, BOLD), (f"  {also}", DIM), indent=indent)
        else:
            self.screen.para(reason, (new, BOLD), indent=indent)
            self.screen.para((also, DIM), indent=indent)

    def _short_head(self) -> None:
        name = "" if self.mask.masked else pad("氏名", _SHORT_NAME) + " "
        self.screen.dim(f"{pad('キー', self.key_width)}  {name}連続 累計 到達   直近{_SHORT_STRIP}日", indent=1)

    def _short_line(self, result: PupilResult) -> None:
        state, name = result.stage, self.mask.name(result.pupil)
        reached = short_date(state.reached_on[-1]) if state and state.reached_on else ""
        self.kinds |= kinds_in(self.assessment.register, result.index, _SHORT_STRIP)
        self.screen.para(
            (f"{pad(self.mask.key(result.pupil), self.key_width)}  ", BOLD),
            "" if name is None else pad(cut(name, _SHORT_NAME), _SHORT_NAME) + " ",
            f"{result.current:>4} {result.days['absent']:>4} {reached:<6} ",
            *strip(self.assessment.register, result.index, _SHORT_STRIP, dates=False),
            indent=1,
        )


def _next_step(screen: Screen, assessment: Assessment, mask: Mask, first: PupilResult | None) -> None:
    files = list(dict.fromkeys(mask.text(s.file) for s in assessment.sources))
    shown = files[0] if len(files) == 1 else "FILE..."
    shown = f'"{shown}"' if " " in shown or "　" in shown else shown
    screen.blank()
    if first is not None:
        screen.para(("次に  ", DIM), f"futoko explain {shown} --pupil {mask.key(first.pupil)}", hang=6)
        screen.dim("1人ずつの理由・日・セルを見ます。", indent=6)
    elif assessment.has_errors:
        screen.para(("次に  ", DIM), f"問題を直して、もう一度 futoko scan {shown}", hang=6)


def show_scan(assessment: Assessment, console: Console, *, masked: bool = False, problems: bool = True) -> None:
    """Print the whole screen. With ``problems`` False they are only counted (they stand on stderr)."""
    mask = Mask.of(assessment, masked=masked)
    screen = Screen(console.width)
    add_heading(screen, assessment, mask)
    flagged = _Flagged(screen, assessment, mask)
    if flagged.results:
        flagged.add()
    elif assessment.pupils:
        screen.blank()
        screen.para(("基準に達している児童生徒はいません。", GOOD))
    else:
        screen.blank()
        screen.para("日ごとの記号のある児童生徒は、1人も読めませんでした。")
    if assessment.has_errors:
        screen.blank()
        screen.para(("数えていない記号やシートがあります。", ERROR), "直すと人数が増えることがあります。")
    add_watch(screen, assessment, mask)
    add_past(screen, assessment, mask)
    add_totals(screen, assessment, mask)
    if problems:
        add_problems(screen, [mask.issue(issue) for issue in assessment.issues])
    elif assessment.issues:
        screen.title("問題", f" {tally(assessment.issues)}")
    _next_step(screen, assessment, mask, flagged.results[0] if flagged.results else None)
    add_footer(screen, assessment, mask)
    screen.show(console)
