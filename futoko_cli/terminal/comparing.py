"""The screen of ``futoko policy compare``: who would enter or leave each stage, when, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.core.two_policies import TURNS
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.two_policies import why
from futoko_cli.reports.wording import long_date, rule_text, year_title
from futoko_cli.terminal.problems import add_problems, tally
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, WARNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from futoko_cli.core.model import Assessment, Pupil
    from futoko_cli.core.two_policies import Difference, PairResult, Turn, Unpaired

_SHOWN: Final = 10  # children of one list; --json has them all
_TURNS: Final[dict[Turn, str]] = {
    "only_b": "Bだけで達する",
    "only_a": "Aだけで達する",
    "earlier": "Bのほうが早い",
    "later": "Bのほうが遅い",
    "standing": "達した日は同じで、いま当てはまるかが違う",
}
_BY: Final = {
    "rule": "同じ条件で組み合わせ",
    "id": "",
    "label": "同じ名前で組み合わせ",
    "condition": "同じ条件が1つあるので組み合わせ",
    "forms": "同じ様式で組み合わせ",
    "order": "順番で組み合わせ",
}


def show_comparison(
    a: Assessment,
    b: Assessment,
    found: tuple[Sequence[PairResult], Sequence[Unpaired]],
    console: Console,
    *,
    masked: bool,
    problems: bool,
) -> None:
    """Print the whole screen."""
    _Comparison(a, b, found, Screen(console.width), Mask.of(a, masked=masked)).show(console, problems=problems)


class _Comparison:
    def __init__(
        self,
        a: Assessment,
        b: Assessment,
        found: tuple[Sequence[PairResult], Sequence[Unpaired]],
        screen: Screen,
        mask: Mask,
    ) -> None:
        self.a, self.b, self.screen, self.mask = a, b, screen, mask
        self.pairs, self.alone = found

    def show(self, console: Console, *, problems: bool) -> None:
        """Heading, each pair of stages, the stages that stand alone, problems."""
        self._heading()
        for each in self.pairs:
            self._pair(each)
        if self.alone:
            self._alone()
        issues = list(dict.fromkeys((*self.a.issues, *self.b.issues)))
        if problems:
            add_problems(self.screen, [self.mask.issue(issue) for issue in issues])
        elif issues:
            self.screen.title("問題", f" {tally(issues)}")
        self.screen.show(console)

    def _heading(self) -> None:
        a, screen = self.a, self.screen
        school = (f"{a.school_name}  ", BOLD) if a.school_name else ""
        screen.para(school, f"{year_title(a.school_year)}  ", (f"集計日 {long_date(a.as_of)}", BOLD))
        for side, each in (("A", self.a.policy), ("B", self.b.policy)):
            screen.para((f"{side}  ", BOLD), each.title, (f"（{each.id}・{each.edition}版）", DIM), hang=3)
        screen.para(("児童生徒  ", DIM), f"{len(a.pupils)}人", hang=10)
        if a.selected:
            screen.para(("対象  ", DIM), self.mask.text(a.selected), hang=6)

    def _pair(self, found: PairResult) -> None:
        screen, pair = self.screen, found.pair
        label = pair.a.label if pair.a.label == pair.b.label else f"{pair.a.label} と {pair.b.label}"
        screen.title(label, (f"  {_BY[pair.by]}" if _BY[pair.by] else "", DIM))
        for side, stage in (("A", pair.a), ("B", pair.b)):
            screen.para((f"{side}  ", BOLD), rule_text(stage.rule), indent=1, hang=4)
        counts = [(_TURNS[turn], sum(d.turn == turn for d in found.differences)) for turn in TURNS]
        words = [f"{word} {count}人" for word, count in counts if count]
        same = f"どちらも同じ {found.same}人"
        screen.para("・".join([*words, same]) if words else f"違いはありません（{same}）。", indent=1, hang=3)
        for turn in TURNS:
            self._turn(turn, [d for d in found.differences if d.turn == turn])

    def _turn(self, turn: Turn, found: Sequence[Difference]) -> None:
        if not found:
            return
        screen = self.screen
        screen.para((_TURNS[turn], WARNING), f"  {len(found)}人", indent=1, hang=3)
        for each in found[:_SHOWN]:
            screen.para(*self._who(each.a.pupil), indent=3)
            for side, result, state in (("A", each.a, each.state_a), ("B", each.b, each.state_b)):
                now = "" if state.active or not state.reached_on else "  いまは当てはまらない"
                head = "" if state.reached_on else "達しない  "
                text = f"{head}{why(result, state)}"
                screen.para((f"{side}  ", BOLD), text, (now, DIM), indent=5, hang=8)
        self._rest(len(found) - _SHOWN)

    def _alone(self) -> None:
        screen = self.screen
        screen.title("相手のない段階")
        for each in self.alone:
            policy = self.a.policy if each.side == "a" else self.b.policy
            screen.para(
                (f"{each.side.upper()}  ", BOLD),
                (f"［{each.stage.label}］", BOLD),
                f" {policy.id}  達したのは {len(each.reached)}人",
                indent=1,
                hang=4,
            )
            screen.dim(rule_text(each.stage.rule), indent=4)
            width = max((cell_len(self.mask.key(r.pupil)) for r, _ in each.reached[:_SHOWN]), default=0)
            for result, state in each.reached[:_SHOWN]:
                screen.para(*self._who(result.pupil), f"  {why(result, state)}", indent=4, hang=width + 6)
            self._rest(len(each.reached) - _SHOWN)

    def _who(self, pupil: Pupil) -> list[str | tuple[str, str]]:
        name = self.mask.name(pupil)
        return [(self.mask.key(pupil), BOLD), f"  {name}" if name is not None else ""]

    def _rest(self, hidden: int) -> None:
        if hidden > 0:
            self.screen.dim(f"ほか {hidden}人（すべては --json で）", indent=3)
