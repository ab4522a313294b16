"""The part of ``futoko scan`` that says what changed (前回から変わったこと): most important first, and short."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.core.kinds import LABELS, Kind
from futoko_cli.reports.changes_json import Shown
from futoko_cli.reports.wording import long_date, short_date, weekday_date, year_title
from futoko_cli.terminal.style import BOLD, ERROR, GOOD, WARNING
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from futoko_cli.core.alarm import Alarm
    from futoko_cli.core.changes import Changes, DayChange, MonthChange, PupilChange, RunChange, StageChange
    from futoko_cli.core.model import Assessment
    from futoko_cli.core.snapshot import DayThen
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.screen import Screen
    from futoko_cli.terminal.wrap import Span

    _Change = StageChange | DayChange | MonthChange | RunChange | PupilChange

_SHOWN: Final = 8  # lines of one list; --json has them all
_NAME: Final = 16
_MARK: Final = 14
_STAGES: Final = {
    "reached": ("新しく段階に達した", ERROR),
    "taken_back": ("訂正により、達していなかったことになった", WARNING),
    "moved": ("訂正により、達した日が変わった", WARNING),
}
_DAYS: Final = {
    "corrected": "訂正された日",
    "entered": "未入力だった日の記入",
    "reworded": "記号の書き方だけが変わった日",
}
_RUNS: Final = (("begun", "始まった"), ("grown", "のびた"), ("ended", "終わった"))
_PUPILS: Final = {
    "new": "前回いなかった",
    "gone": "今回いない",
    "moved": "キーが変わった",
    "renamed": "氏名が変わった",
}


def alarm_text(alarm: Alarm) -> str:
    """One broken rule with its numbers."""
    if alarm.rule == "corrected":
        return f"前回もいた {alarm.whole}人のうち {alarm.count}人で、前に記入されていた日が変わっています。"
    if alarm.rule == "vanished":
        return f"前回記号のあった {alarm.whole}日のうち {alarm.count}日が、空欄か出席になっています。"
    return f"前回いた {alarm.whole}人のうち {alarm.count}人がいません。"


def add_changes(screen: Screen, assessment: Assessment, mask: Mask, changes: Changes) -> None:
    """The whole section, under its heading."""
    _Section(screen, assessment, mask, changes).add()


class _Section:
    def __init__(self, screen: Screen, assessment: Assessment, mask: Mask, changes: Changes) -> None:
        self.screen, self.changes = screen, changes
        self.shown = Shown(assessment, mask)
        listed: tuple[_Change, ...] = (
            *changes.stages,
            *changes.days,
            *changes.months,
            *changes.runs,
            *changes.pupils,
        )
        self.width = max((cell_len(self.shown.key(change.key)) for change in listed), default=0)

    def add(self) -> None:
        """Alarm, what could not be compared, stages, days, runs, children."""
        changes, screen = self.changes, self.screen
        screen.title("前回から変わったこと", f"  前回の集計日 {long_date(changes.before.as_of)}")
        if changes.alarms:
            screen.para(
                ("出席簿の変わり方が大きすぎます。", ERROR),
                ("別のファイルや古いファイルではありませんか。", ERROR),
                indent=1,
                hang=3,
            )
            for alarm in changes.alarms:
                screen.para(f"・{alarm_text(alarm)}", indent=3, hang=5)
        self._limits()
        if changes.nothing:
            screen.para(("前回から変わりありません。", GOOD), indent=1)
        for turn, (title, style) in _STAGES.items():
            self._stages(title, style, [c for c in changes.stages if c.turn == turn])
        for day_turn, title in _DAYS.items():
            self._days(title, [c for c in changes.days if c.turn == day_turn])
        self._months()
        self._runs()
        self._pupils()

    def _limits(self) -> None:
        """What was not compared, and why."""
        changes, before = self.changes, self.changes.before
        if not changes.same_year:
            self._note(f"前回は{year_title(before.school_year)}です。年度が違うので比べていません。")
            return
        if not changes.same_policy:
            self._note(
                f"前回の対応基準は {before.policy}・{before.edition}版です。段階と連続欠席は比べず、日と児童生徒だけを比べています。"
            )
        if not changes.days_known:
            self._note(
                "前回は scan --json の結果なので、日ごとには比べられません。月の欠席・連続欠席・段階を比べています。"
            )
        if changes.backwards:
            self._note("集計日が前回より前です。古い出席簿でないか確かめてください。今回の集計日までを比べています。")

    def _note(self, text: str) -> None:
        self.screen.para((text, WARNING), indent=1, hang=3)

    def _head(self, title: str, style: str, count: str) -> None:
        self.screen.para((title, style), f"  {count}", indent=1, hang=3)

    def _who(self, key: str) -> list[Span | str]:
        name = self.shown.name(key)
        spans: list[Span | str] = [(pad(self.shown.key(key), self.width) + "  ", BOLD)]
        if name is not None:
            spans.append(pad(cut(name, _NAME), _NAME) + "  ")
        return spans

    def _line(self, key: str, *rest: str | Span) -> None:
        self.screen.para(*self._who(key), *rest, indent=3, hang=self.width + 5)

    def _rest(self, hidden: int, unit: str = "人") -> None:
        if hidden > 0:
            self.screen.dim(f"ほか {hidden}{unit}（すべては --json で）", indent=3)

    def _stages(self, title: str, style: str, found: Sequence[StageChange]) -> None:
        if not found:
            return
        self._head(title, style, f"{_people(found)}人")
        of_child = [list(group) for _, group in groupby(found, key=lambda change: change.key)]
        for group in of_child[:_SHOWN]:
            self._line(group[0].key, "  ".join(f"［{c.label}］{_when(c)}" for c in reversed(group)))
        self._rest(len(of_child) - _SHOWN)

    def _days(self, title: str, found: Sequence[DayChange]) -> None:
        """Each day with both marks and cells; presence that was only entered late is counted, not listed."""
        if not found:
            return
        self._head(title, WARNING, f"{_people(found)}人・{len(found)}日")
        spans = _spans(
            [change for change in found if change.turn != "entered" or change.after.kind is not Kind.PRESENT]
        )
        for span in spans[:_SHOWN]:
            first, last = span[0], span[-1]
            days = weekday_date(first.day)
            if len(span) > 1:
                days += f"～{weekday_date(last.day)}の{len(span)}日"
            self._line(first.key, f"{days}  {self._said(first.before)}から{self._said(first.after)}に")
            if first.before.cell or first.after.cell:
                self.screen.dim(self._cells(first), indent=self.width + 5)
        self._rest(sum(map(len, spans[_SHOWN:])), "日")

    def _said(self, then: DayThen) -> str:
        mark = self.shown.mark(then)
        return LABELS[then.kind] + (f"「{cut(mark, _MARK)}」" if mark and mark != LABELS[then.kind] else "")

    def _cells(self, change: DayChange) -> str:
        before, after = self._cell(change.before), self._cell(change.after)
        if before == after:
            return before
        return f"前回 {before}  今回 {after}"

    def _cell(self, then: DayThen) -> str:
        place = self.shown.place(then)
        if place is None:
            return "記号なし"
        file, sheet = place
        return f"{file}{f'「{sheet}」' if sheet else ' '}{then.cell}".strip()

    def _months(self) -> None:
        found = self.changes.months
        if not found:
            return
        self._head("欠席の日数が変わった月", WARNING, f"{_people(found)}人")
        for change in found[:_SHOWN]:
            self._line(change.key, f"{int(change.month[-2:])}月  {change.before}日から{change.after}日に")
        self._rest(len(found) - _SHOWN, "か月")

    def _runs(self) -> None:
        """Runs that ended after a stage was reached in them, longest first; the others only by number."""
        runs = self.changes.runs
        reached = {p.key: [day for stage in p.stages for day in stage.reached_on] for p in self.changes.after.pupils}
        grave = [
            change
            for change in sorted(runs, key=lambda change: -change.episode.days)
            if change.turn == "ended"
            and any(change.episode.first <= day <= change.episode.last for day in reached[change.key])
        ]
        if grave:
            self._head("段階に達した連続欠席が終わった", BOLD, f"{_people(grave)}人")
        for change in grave[:_SHOWN]:
            run = change.episode
            self._line(change.key, f"{short_date(run.first)}～{short_date(run.last)}の{run.days}日")
        self._rest(len(grave) - _SHOWN)
        words = [f"{word} {_people(found)}人" for turn, word in _RUNS if (found := [r for r in runs if r.turn == turn])]
        if words:
            self.screen.para(f"連続欠席が{'・'.join(words)}", indent=1, hang=3)

    def _pupils(self) -> None:
        for turn, title in _PUPILS.items():
            found = [change for change in self.changes.pupils if change.turn == turn]
            if not found:
                continue
            self._head(title, BOLD, f"{len(found)}人")
            for change in found[:_SHOWN]:
                if turn == "gone":  # the key may be another child's by now
                    self.screen.para((change.key, BOLD), indent=3)
                else:
                    self._line(change.key, _pupil_note(change))
            self._rest(len(found) - _SHOWN)


def _people(found: Iterable[_Change]) -> int:
    return len({change.key for change in found})


def _when(change: StageChange) -> str:
    before, after = (short_date(day) if day else "" for day in (change.before, change.after))
    if change.turn == "moved":
        return f"{before}から{after}に"
    return after or f"{before}に達したとしていました"


def _pupil_note(change: PupilChange) -> str:
    if change.turn == "moved":
        return f"前回は {change.before}。同じ氏名なので、1人として比べています。"
    return "同じキーなので、1人として比べています。" if change.turn == "renamed" else ""


def _spans(found: Sequence[DayChange]) -> list[list[DayChange]]:
    """Days of one child in a row that changed alike and have no cell of their own to show."""
    spans: list[list[DayChange]] = []
    for change in found:
        last = spans[-1][-1] if spans else None
        alike = last is not None and (last.key, last.before, last.after) == (change.key, change.before, change.after)
        if alike:
            spans[-1].append(change)
        else:
            spans.append([change])
    return spans
