"""Lists beside the flagged children: one day short, reached before, totals only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from futoko_cli.core.forecast import day_reached, days_until
from futoko_cli.reports.wording import short_date, weekday_date
from futoko_cli.terminal.style import DIM, stage_style
from futoko_cli.terminal.who import key_width, who

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment, PupilResult, StageState, TotalsRow
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.screen import Screen
    from futoko_cli.terminal.wrap import Span

_SHOWN: Final = 20


def nearly(state: StageState) -> bool:
    """Whether a stage that is not active would be after one more absent day."""
    return days_until(state) == 1


def add_watch(screen: Screen, assessment: Assessment, mask: Mask) -> None:
    """Children one absent day short of a stage that is not active yet, gravest stage and longest run first."""
    order = [s.id for s in assessment.policy.stages]
    found: list[tuple[PupilResult, list[StageState]]] = []
    for result in assessment.pupils:
        near = [s for s in reversed(result.stages) if nearly(s)]
        if near:
            found.append((result, near))
    if not found:
        return
    found.sort(key=lambda f: (-order.index(f[1][0].stage.id), -f[0].current, -f[0].days["absent"]))
    shown = found[:_SHOWN]
    width = key_width([r.pupil for r, _ in shown], mask)
    days = {result.index: _day(assessment, result, near) for result, near in found}
    common = next(iter(days.values())) if len(set(days.values())) == 1 else ""
    screen.title("あと1日で基準に達する", f" {len(found)}人", (f"  {common}", DIM))
    for result, near in shown:
        spans: list[Span | str] = [*who(result.pupil, mask, width)]
        spans.append(f"連続{result.current:>3}日・累計{result.days['absent']:>3}日  あと1日で")
        spans += [(f"［{s.stage.label}］", stage_style(assessment.policy, s.stage)) for s in near]
        if not common and (day := days[result.index]):
            spans.append(f"（{day}）")
        if result.stage:
            spans.append((f" いま {result.stage.stage.label}", DIM))
        screen.para(*spans, indent=1, hang=width + 3)
    if len(found) > len(shown):
        screen.dim(f"ほか {len(found) - len(shown)}人（全員の日数は --csv で）", indent=1)


def _day(assessment: Assessment, result: PupilResult, near: list[StageState]) -> str:
    """The next school day of the child's class, on which it would be; empty where the calendar knows none."""
    if assessment.calendar is None:
        return ""
    coming = sorted(d for d in assessment.calendar.open_days(result.pupil.class_id) if d > assessment.as_of.toordinal())
    terms = assessment.facts.terms if assessment.facts else ()
    days = [day for state in near if (day := day_reached(state, assessment.as_of, coming, terms))]
    return f"次の授業日 {weekday_date(min(days))}" if days else ""


def add_past(screen: Screen, assessment: Assessment, mask: Mask) -> None:
    """Children who reached a stage this year and are in none now: a duty may still be open."""
    found: list[tuple[StageState, PupilResult]] = []
    for result in assessment.pupils:
        reached = [s for s in result.stages if s.reached_on]
        if reached and not result.stage:
            found.append((reached[-1], result))
    if not found:
        return
    found.sort(key=lambda f: f[0].reached_on[-1], reverse=True)
    screen.title("いまは当てはまらないが、今年度に達したことがある", f" {len(found)}人")
    width = key_width([r.pupil for _, r in found[:_SHOWN]], mask)
    for state, result in found[:_SHOWN]:
        times = f"（{len(state.reached_on)}回）" if len(state.reached_on) > 1 else ""
        screen.para(
            *who(result.pupil, mask, width),
            f"［{state.stage.label}］ {short_date(state.reached_on[-1])}{times}  累計{result.days['absent']:>3}日",
            indent=1,
            hang=width + 3,
        )
    if len(found) > _SHOWN:
        screen.dim(f"ほか {len(found) - _SHOWN}人（全員の日数は --csv で）", indent=1)


def add_totals(screen: Screen, assessment: Assessment, mask: Mask, *, only: TotalsRow | None = None) -> None:
    """Children of sheets with totals only (様式C), most absences first; ``only`` narrows them to one."""
    everyone = assessment.totals if only is None else (only,)
    rows = sorted((t for t in everyone if t.absent), key=lambda t: -t.absent)
    if not everyone:
        return
    screen.title("合計だけの出席簿", f" {len(everyone)}人  日ごとの記号がないため、連続欠席は分かりません。")
    width = key_width([t.pupil for t in rows[:_SHOWN]], mask)
    for row in rows[:_SHOWN]:
        months = "・".join(f"{int(m[-2:])}月 {n}" for m, n in row.absent_by_month.items() if n)
        screen.para(
            *who(row.pupil, mask, width),
            f"欠席{row.absent:>3}日",
            (f"（{months}）" if months else "", DIM),
            indent=1,
            hang=width + 3,
        )
    if len(rows) > _SHOWN:
        screen.dim(f"ほか 欠席のある {len(rows) - _SHOWN}人（すべては --csv で）", indent=1)
