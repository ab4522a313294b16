"""The flagged children of a scan: stage by stage, most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.reports.wording import cites_text, rule_text, short_date, stage_reason
from futoko_cli.terminal.days import kinds_in, legend, strip
from futoko_cli.terminal.heading import add_duties, counts
from futoko_cli.terminal.style import BOLD, DIM, stage_style
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from futoko_cli.core.kinds import Kind
    from futoko_cli.core.model import Assessment, PupilResult, StageState
    from futoko_cli.core.policy import Policy, Stage
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.screen import Screen
    from futoko_cli.terminal.wrap import Span

FULL: Final = 30  # flagged children shown in full; more are shown one line each
_STRIP: Final = 20
_SHORT_STRIP: Final = 10
_NAME: Final = 20
_SHORT_NAME: Final = 16
_BELOW: Final = 11  # indent of the lines under a child's first line


def urgency(policy: Policy, result: PupilResult) -> tuple[int, int, int]:
    """Sort key, most urgent first: gravest stage, current run, total of the year."""
    order = [s.id for s in policy.stages]
    stage = result.stage
    rank = order.index(stage.stage.id) if stage else -1
    return (-rank, -result.current, -result.days.get("absent", 0))


class Flagged:
    """The part of the screen that lists the flagged children, stage by stage."""

    def __init__(self, screen: Screen, assessment: Assessment, mask: Mask) -> None:
        """Lay the stages out by gravity; nothing is written to the screen yet."""
        self.screen, self.assessment, self.mask = screen, assessment, mask
        policy = assessment.policy
        flagged = [r for r in assessment.pupils if r.stage]
        self.results = sorted(flagged, key=lambda r: (*urgency(policy, r), r.pupil.class_id.order, r.pupil.key))
        self.short = len(self.results) > FULL
        self.kinds: set[Kind] = set()
        self.key_width = max((cell_len(mask.key(r.pupil)) for r in self.results), default=0)

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
                self._short_line(result, result.active[0])
            else:
                self._full(result, result.active[0], style)

    def _full(self, result: PupilResult, state: StageState, style: str) -> None:
        """Two or three lines: who and how much; the last days; why."""
        screen = self.screen
        key = pad(self.mask.key(result.pupil), self.key_width)
        name = self.mask.name(result.pupil)
        head: list[Span | str] = [(f"{key}  ", BOLD)]
        if name is not None:
            head.append((pad(name, _NAME) + " ", BOLD))
        head += [(f"［{state.stage.label}］", style), f"  {counts(result)}"]
        days = strip(self.assessment.register, result.index, _STRIP)
        self.kinds |= kinds_in(self.assessment.register, result.index, _STRIP)
        screen.blank()
        screen.para(*head, indent=1, hang=_BELOW)
        if days:
            screen.para(*days, indent=_BELOW)
        self._why(result, state)

    def _why(self, result: PupilResult, state: StageState) -> None:
        """The reason in one line, and the other active stages where they fit, else below it."""
        others = [
            s.stage.label + (f" {short_date(s.reached_on[-1])}" if s.reached_on else "") for s in result.active[1:]
        ]
        also = f"ほかに {'・'.join(others)}" if others else ""
        new = "  集計日に到達" if state.reached_on[-1:] == (self.assessment.as_of,) else ""
        reason = stage_reason(state, result.episodes)
        if _BELOW + cell_len(f"{reason}{new}  {also}") <= self.screen.width:
            self.screen.para(reason, (new, BOLD), (f"  {also}", DIM), indent=_BELOW)
        else:
            self.screen.para(reason, (new, BOLD), indent=_BELOW)
            self.screen.para((also, DIM), indent=_BELOW)

    def _short_head(self) -> None:
        name = "" if self.mask.masked else pad("氏名", _SHORT_NAME) + " "
        self.screen.dim(f"{pad('キー', self.key_width)}  {name}連続 累計 到達   直近{_SHORT_STRIP}日", indent=1)

    def _short_line(self, result: PupilResult, state: StageState) -> None:
        name = self.mask.name(result.pupil)
        reached = short_date(state.reached_on[-1]) if state.reached_on else ""
        self.kinds |= kinds_in(self.assessment.register, result.index, _SHORT_STRIP)
        self.screen.para(
            (f"{pad(self.mask.key(result.pupil), self.key_width)}  ", BOLD),
            "" if name is None else pad(cut(name, _SHORT_NAME), _SHORT_NAME) + " ",
            f"{result.current:>4} {result.days['absent']:>4} {reached:<6} ",
            *strip(self.assessment.register, result.index, _SHORT_STRIP, dates=False),
            indent=1,
        )
