"""The screen of ``futoko explain``: one child's year, every stage reached or not, and the cells behind it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.core.clock import clock_of
from futoko_cli.core.kinds import LABELS
from futoko_cli.core.ledger import Ledger
from futoko_cli.core.measures import among
from futoko_cli.core.model import TotalsRow
from futoko_cli.reports.evidence import condition_columns, day_cells, leading_condition
from futoko_cli.reports.lookup import find_result
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import short_date, value_text, weekday_date
from futoko_cli.terminal.days import kinds_in, legend, year_page
from futoko_cli.terminal.duties_beside import add_clock
from futoko_cli.terminal.footer import add_footer
from futoko_cli.terminal.heading import add_heading, counts
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, GOOD, stage_style
from futoko_cli.terminal.verdicts import add_stage
from futoko_cli.terminal.watch import add_totals
from futoko_cli.terminal.wrap import pad

if TYPE_CHECKING:
    from rich.console import Console

    from futoko_cli.core.model import Assessment, PupilResult
    from futoko_cli.reports.evidence import DayCell
    from futoko_cli.terminal.wrap import Span

_SHOWN_RUNS: Final = 12
#: Keys of ``PupilResult.days`` that are shown as a number, in this order.
_COUNTS: Final = {
    "late": "遅刻",
    "early_leave": "早退",
    "separate_room": "別室登校",
    "excused": "公欠",
    "suspended": "出席停止",
    "bereavement": "忌引",
    "class_closure": "学級閉鎖",
    "unentered": "未入力",
}
_AMONG: Final = {"absent_sick": "病欠", "absent_other": "事故欠", "credited": "出席扱い"}


def _days_line(days: dict[str, int]) -> str:
    """``授業日 70日  欠席 12日（うち 病欠 3・出席扱い 2）  遅刻 2  早退 1``."""
    inner = "・".join(f"{word} {days[key]}" for key, word in _AMONG.items() if days.get(key))
    rest = "".join(f"  {word} {days[key]}" for key, word in _COUNTS.items() if days.get(key))
    return f"授業日 {days['school']}日  欠席 {days['absent']}日{f'（うち {inner}）' if inner else ''}{rest}"


def _add_year(screen: Screen, assessment: Assessment, result: PupilResult) -> None:
    register = assessment.register
    screen.title("1年の出欠")
    screen.para(_days_line(result.days), indent=1, hang=3)
    for line in year_page(register, result.index, assessment.school_year, result.absent_by_month):
        screen.lines.append(line)
    screen.dim(f"{legend(kinds_in(register, result.index))}  空欄は休業日と集計日の後", indent=6)


def _add_runs(screen: Screen, result: PupilResult) -> None:
    """Runs of two days or more in order; single days in one phrase."""
    runs = [e for e in result.episodes if e.days > 1]
    singles = [e for e in result.episodes if e.days == 1]
    screen.title("連続欠席", f"  いま {result.current}日・最長 {result.longest}日")
    longest = sorted(runs, key=lambda e: e.days, reverse=True)[:_SHOWN_RUNS]
    for run in sorted(longest, key=lambda e: e.first):
        span = f"{weekday_date(run.first)} から {weekday_date(run.last)} まで"
        state = "続いています" if run.ongoing else ""
        screen.para((f"{run.days:>3}日", BOLD), f"  {pad(span, 30)}", (state, BOLD), indent=1, hang=8)
    if len(runs) > len(longest):
        screen.dim(f"ほか 2日以上の連続 {len(runs) - len(longest)}回（短いもの）", indent=1)
    if singles:
        dates = "・".join(short_date(e.first) for e in singles)
        screen.para(f"1日だけの欠席 {len(singles)}回", (f"  {dates}", DIM), indent=1, hang=3)
    if not result.episodes:
        screen.para("欠席はありません。", indent=1)


def _add_clock(screen: Screen, assessment: Assessment, result: PupilResult) -> None:
    """Since when nobody has met the child, beside the run of absences; nothing for one who was met that day."""
    if assessment.calendar is None:
        return
    ledger = (assessment.ledger or Ledger()).known_by(assessment.known_by or assessment.as_of)
    terms = assessment.facts.terms if assessment.facts else ()
    clock = clock_of(result, assessment.register, assessment.calendar, ledger, assessment.as_of, terms)
    if clock is not None and clock.unseen:
        screen.title("現認")
        add_clock(screen, assessment, clock, 1)


def _evidence(assessment: Assessment, result: PupilResult) -> tuple[str, list[int]]:
    """The days that matter most: those of the gravest stage's reason, else the current run, else all absences."""
    state = result.stage
    leading = leading_condition(state) if state else None
    if state and leading:
        columns = condition_columns(assessment, result, leading)
        if columns:
            value = value_text(leading.condition, leading.value)
            return f"［{state.stage.label}］{leading.condition.text}（いま {value}）", columns
    register = assessment.register
    row = register.kinds[result.index : result.index + 1]
    absent = [int(j) for j in among(row, assessment.policy.absent)[0].nonzero()[0]]
    if result.current:
        return f"いまの連続欠席 {result.current}日", absent[-result.current :]
    return "今年度の欠席", absent


def _cell_text(cell: DayCell, mask: Mask) -> str:
    if cell.at is None:
        return f"{weekday_date(cell.day)} {LABELS[cell.kind]} 記号なし"
    reason = mask.reason(cell.at.mark)
    written = mask.mark(cell.at.mark)
    shown = f"（{reason}）" if reason and reason not in written else ""
    return f"{weekday_date(cell.day)} {cell.at.cell} {written}{shown}"


def _add_cells(screen: Screen, assessment: Assessment, result: PupilResult, mask: Mask) -> None:
    """Days with file, sheet, cell and mark, grouped by sheet, as many on a line as fit."""
    what, columns = _evidence(assessment, result)
    if not columns:
        return
    screen.title("もとのセル", f"  {what}")
    cells = day_cells(assessment.register, result.index, columns)
    for source, group in groupby(cells, key=lambda c: c.at.source if c.at else None):
        if source is not None:
            shown = mask.source(source)
            screen.para(shown.file + (f"「{shown.sheet}」" if shown.sheet else ""), indent=1, hang=3)
        texts = [_cell_text(c, mask) for c in group]
        wide = max(map(cell_len, texts)) + 2
        per_line = max((screen.width - 4) // wide, 1)
        for at in range(0, len(texts), per_line):
            screen.para("".join(pad(t, wide) for t in texts[at : at + per_line]).rstrip(), indent=4, hang=6)


def show_explain(assessment: Assessment, key: str, console: Console, *, masked: bool = False) -> None:
    """Print one child's screen. Raises UsageError where nobody has this key."""
    mask = Mask.of(assessment, masked=masked)
    result = find_result(assessment, key)
    screen = Screen(console.width)
    add_heading(screen, assessment, mask)
    screen.blank()
    pupil = result.pupil
    name = mask.name(pupil)
    who = f"{mask.key(pupil)}  {name}" if name else mask.key(pupil)
    if isinstance(result, TotalsRow):
        screen.para((f"{who}  ", BOLD), pupil.class_id.title)
        add_totals(screen, assessment, mask, only=result)
    else:
        stages: list[Span] = [(f"［{s.stage.label}］ ", stage_style(assessment.policy, s.stage)) for s in result.active]
        none: Span = ("達している基準はありません", GOOD)
        screen.para((f"{who}  ", BOLD), f"{pupil.class_id.title}  {counts(result)}  ", *(stages or [none]))
        _add_year(screen, assessment, result)
        _add_runs(screen, result)
        _add_clock(screen, assessment, result)
        screen.title("基準ごとの判定", f"  {assessment.policy.title}")
        for state in reversed(result.stages):
            add_stage(screen, assessment, state)
        _add_cells(screen, assessment, result, mask)
    add_footer(screen, assessment, mask)
    screen.show(console)
