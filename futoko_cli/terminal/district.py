"""The screen of ``futoko district``: what the board asks about first, then all schools, grades, schools, months."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.core.summary import YEAR
from futoko_cli.district.rollup import ALL, DISTRICT
from futoko_cli.district.view import Group
from futoko_cli.reports.district.words import (
    LATE_RULE,
    OUTCOMES,
    UNMET_RULE,
    grade_title,
    per_1000_text,
    problems_text,
    rate_text,
    remarks,
    school_title,
)
from futoko_cli.reports.summary.words import RATE, change_text, percent, span_title, value_text
from futoko_cli.reports.wording import long_date, year_title
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, ERROR, WARNING
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from rich.console import Console

    from futoko_cli.district.view import View

_SHOWN: Final = 20  # lines of one list; the files hold all
_SCHOOLS: Final = 40
_LABEL: Final = 22
#: Columns of a table behind its label: title, width, key of the number.
_COLUMNS: Final = (
    ("在籍", 8, "enrolled"),
    ("欠席率", 8, "rate"),
    ("30日以上", 10, "at_least_30"),
    ("千人当り", 10, "per_1000"),
    ("連続7", 7, "run"),
    ("断続10", 8, "sum"),
)


def show_district(view: View, console: Console) -> None:
    """Print the whole screen."""
    screen = Screen(console.width)
    rollup = view.rollup
    _heading(screen, view)
    _unread(screen, view)
    _late(screen, view)
    _unmet(screen, view)
    if rollup.counted:
        _growth(screen, view)
        _whole(screen, view)
        screen.title("学年", f" {span_title(rollup.month)}")
        groups = [(grade_title(grade), Group(DISTRICT, grade, rollup.month)) for grade in (*rollup.grades, ALL)]
        _table(screen, view, groups)
        _schools(screen, view)
        screen.title("月ごと", " 全校")
        spans = (*rollup.months, YEAR)
        _table(screen, view, [(span_title(span), Group(DISTRICT, ALL, span)) for span in spans])
    else:
        screen.blank()
        screen.para("集計できる学校がありません。")
    screen.title("見方")
    for sentence in (*remarks(view), RATE):
        screen.para(f"・{sentence}", indent=1, hang=3)
    screen.show(console)


def _heading(screen: Screen, view: View) -> None:
    rollup = view.rollup
    schools = rollup.run.schools
    if rollup.as_of:
        newest = long_date(date.fromisoformat(rollup.as_of))
        screen.para(("全校集計  ", BOLD), f"{year_title(rollup.school_year)}  ", (f"{newest} まで", BOLD))
    else:
        screen.para(("全校集計", BOLD))
    unread = f"・数えていない {len(schools) - len(rollup.counted)}校" if len(schools) > len(rollup.counted) else ""
    screen.para(("学校  ", DIM), f"{len(schools)}校  うち集計 {len(rollup.counted)}校{unread}", hang=6)
    if rollup.run.unfinished:
        screen.para((f"途中で止めました。まだ数えていない学校が{len(rollup.run.unfinished)}校あります。", WARNING))
    if rollup.policies:
        names = "・".join(f"{policy}（{edition}版）" for policy, edition in rollup.policies)
        screen.para(("基準  ", DIM), names, hang=6)


def _unread(screen: Screen, view: View) -> None:
    unread = view.rollup.unread
    if not unread:
        return
    screen.title("数えていない学校", f" {len(unread)}校")
    for school in unread:
        screen.para(
            (f"{OUTCOMES[school.outcome]}  ", ERROR), (school.title, BOLD), f"  {school.error}", indent=1, hang=3
        )
    for hint in dict.fromkeys(school.hint for school in unread if school.hint):
        screen.dim(f"→ {hint}", indent=1, hang=4)


def _late(screen: Screen, view: View) -> None:
    rollup = view.rollup
    late = [rollup.counted[place] for place in rollup.late]
    behind = [school for school in rollup.counted if school.behind and school not in late]
    if not late and not behind:
        return
    screen.title("入力が遅れている学校", f" {len(late) + len(behind)}校")
    for school in late[:_SHOWN]:
        day = date.fromisoformat(school.as_of)
        screen.para((school.title, BOLD), f"  {day.month}月{day.day}日まで", indent=1, hang=3)
    for school in behind[:_SHOWN]:
        screen.para((school.title, BOLD), f"  未入力の学級: {'・'.join(school.behind)}", indent=1, hang=3)
    _rest(screen, max(len(late) - _SHOWN, 0) + max(len(behind) - _SHOWN, 0), "校")
    if late:
        screen.dim(LATE_RULE, indent=1)


def _unmet(screen: Screen, view: View) -> None:
    if not view.unmet:
        return
    screen.title("だれも会えていない児童生徒", f" {len(view.unmet)}人")
    shown = view.unmet[:_SHOWN]
    titles = [cut(view.rollup.counted[each.school].title, _LABEL) for each in shown]
    wide, keys = max(map(cell_len, titles)), max(cell_len(each.child.key) for each in shown)
    for title, (_, child) in zip(titles, shown, strict=True):
        who = f"  {child.name}" if child.name else ""
        days = f"  {child.unseen:>3}授業日会えていない  連続 {child.current:>3}日 累計 {child.absent:>3}日"
        screen.para(pad(title, wide), (f"  {pad(child.key, keys)}", BOLD), who, days, indent=1, hang=3)
    _rest(screen, len(view.unmet) - len(shown), "人")
    screen.dim(UNMET_RULE, indent=1)


def _growth(screen: Screen, view: View) -> None:
    growing = [each for each in view.growth if each.more > 0]
    if not growing:
        return
    rollup = view.rollup
    months = f"{span_title(rollup.before)}→{span_title(rollup.month)}"
    screen.title("欠席率が上がった学校", f" {len(growing)}校  {months}")
    shown = growing[: _SHOWN // 2]
    wide = max(cell_len(cut(school_title(rollup, each.school), _LABEL)) for each in shown)
    for each in shown:
        title = pad(cut(school_title(rollup, each.school), _LABEL), wide)
        change = f"{percent(each.before)} → {percent(each.now)}（{change_text(each.now, each.before)}）"
        screen.para((title, BOLD), f"  {change}", indent=1, hang=3)
    _rest(screen, len(growing) - len(shown), "校")


def _whole(screen: Screen, view: View) -> None:
    """The key figures of the newest month, how they compare, and those of the year."""
    rollup = view.rollup
    now = Group(DISTRICT, ALL, rollup.month)

    def of(key: str, group: Group = now) -> str:
        return value_text(view.value(group, key))

    fewest, most = view.dates(now)
    days = f"{most}日" if fewest == most else f"{fewest}～{most}日"
    screen.title(f"全校 {span_title(rollup.month)}", f" 授業日 {days}・在籍 {of('enrolled')}人")
    present = rate_text(view, now, present=True)
    screen.para((f"欠席率 {rate_text(view, now)}", BOLD), f"（出席率 {present}）", indent=1)
    screen.para(f"欠席 延べ{of('absent')}日（{of('by:absent')}人）", indent=1)
    for title, other, group in _beside(view):
        rates = view.rate(now), other.rate(group)
        if None not in rates:
            text = f"欠席率 {percent(rates[1])}（{change_text(*rates)}）"
            screen.para((f"{title}  ", DIM), text, indent=1)
    screen.para(("年度の初めからの欠席が  ", DIM), _over(view, now), indent=1, hang=3)
    if view.value(now, "long_new") is not None or not view.shared:
        parts = f"継続 {of('long_continued')}人・新規 {of('long_new')}人・前年度不明 {of('long_unknown')}人"
        screen.para(("30日以上のうち  ", DIM), parts, indent=1)
    more = "" if view.shared else f"（この月に初めて {of('run_new')}人・{of('sum_new')}人）"
    screen.para(f"連続7日に達した {of('run')}人・断続10日に達した {of('sum')}人{more}", indent=1, hang=3)
    for policy, row in () if view.shared else rollup.stages:
        if row.span == rollup.month:
            name = f"{policy} " if len(rollup.policies) > 1 else ""
            screen.para((f"{name}［{row.label}］ ", DIM), f"いま {row.active}人・この月に {row.reached}人", indent=1)


def _beside(view: View) -> list[tuple[str, View, Group]]:
    found = []
    if view.rollup.before:
        found.append((f"先月（{span_title(view.rollup.before)}）", view, Group(DISTRICT, ALL, view.rollup.before)))
    if view.last_year is not None and view.year_ago:
        found.append(("前年度の同じ月", view.last_year, Group(DISTRICT, ALL, view.year_ago)))
    return found


def _over(view: View, group: Group) -> str:
    parts = [f"{least}日以上 {value_text(view.value(group, f'at_least_{least}'))}人" for least in (30, 50, 90)]
    return f"{'  '.join(parts)}  （30日以上は千人当たり {per_1000_text(view.per_1000(group), shared=view.shared)}人）"


def _schools(screen: Screen, view: View) -> None:
    """Schools by how many of a thousand are long absent; those whose number is hidden last."""
    rollup = view.rollup
    groups = [(place, Group(place, ALL, rollup.month)) for place in range(len(rollup.counted))]
    groups = [(place, group) for place, group in groups if rollup.figures(*group) is not None]

    def order(item: tuple[int, Group]) -> tuple[bool, Fraction]:
        rate = view.per_1000(item[1])
        return rate is None, -(rate or 0)  # type: ignore[return-value]  # 0 orders as a fraction does

    groups.sort(key=order)
    screen.title("学校", f" {span_title(rollup.month)}・千人当たりの多い順")
    notes = {place: problems_text(rollup.counted[place]) for place, _ in groups}
    rows = [(school_title(rollup, place), group) for place, group in groups[:_SCHOOLS]]
    _table(screen, view, rows, [notes[place] for place, _ in groups[:_SCHOOLS]])
    _rest(screen, len(groups) - _SCHOOLS, "校")


def _table(screen: Screen, view: View, rows: Iterable[tuple[str, Group]], notes: Sequence[str] = ()) -> None:
    """A heading and one line a row, a remark behind it where there is one."""
    _line(screen, "", [title for title, _, _ in _COLUMNS], DIM)
    for n, (label, group) in enumerate(rows):
        cells = [_cell(view, group, key) for _, _, key in _COLUMNS]
        whole = group.school == DISTRICT and label in (grade_title(ALL), span_title(YEAR))
        _line(screen, label, cells, BOLD if whole else "", notes[n] if notes else "")


def _cell(view: View, group: Group, key: str) -> str:
    if key == "rate":
        return rate_text(view, group)
    if key == "per_1000":
        return per_1000_text(view.per_1000(group), shared=view.shared)
    return value_text(view.value(group, key))


def _line(screen: Screen, label: str, cells: Sequence[str], style: str, note: str = "") -> None:
    texts = [pad(cut(label, _LABEL), _LABEL)]
    for (_, width, _), cell in zip(_COLUMNS, cells, strict=True):
        texts.append(" " * (width - cell_len(cell)) + cell)
    screen.para(("".join(texts), style), (f"  {note}" if note else "", DIM), indent=1)


def _rest(screen: Screen, count: int, unit: str) -> None:
    if count > 0:
        screen.dim(f"ほか {count}{unit}", indent=1)
