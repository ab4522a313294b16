"""The duties themselves on the screen of ``futoko duties``: by date or by child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.core.agenda import WHENS
from futoko_cli.reports.duties.words import SECTIONS, duty_words, moved_text, settled_text, subject
from futoko_cli.reports.wording import weekday_date
from futoko_cli.terminal.style import BOLD, DIM, ERROR, GOOD, WARNING, stage_style
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from futoko_cli.core.agenda import Group
    from futoko_cli.core.model import Assessment
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.screen import Screen
    from futoko_cli.terminal.wrap import Span

_NAME: Final = 16
_BELOW: Final = 12  # indent of the duties under their first line
_STYLES: Final = {"overdue": ERROR, "today": WARNING, "week": BOLD, "later": BOLD, "settled": DIM}


class DutyList:
    """The duties themselves, by date or by child."""

    def __init__(self, screen: Screen, assessment: Assessment, groups: Sequence[Group], mask: Mask) -> None:
        """Take the groups as they are ordered; nothing is written to the screen yet."""
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
