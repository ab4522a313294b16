"""The sheets 学校, 学年, 月別, 学校・学年 and 欠席率の推移 of district.xlsx."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from futoko_cli.core.summary import YEAR
from futoko_cli.district.rollup import ALL, DISTRICT
from futoko_cli.district.view import Group
from futoko_cli.reports.district.sheet import (
    HIGH,
    TOP,
    Cell,
    Paper,
    days,
    grown,
    number,
    per_1000,
    present,
    rate,
    school_cells,
    school_columns,
    table,
)
from futoko_cli.reports.district.words import HEADS, grade_title, problems_text
from futoko_cli.reports.summary.looks import Column, bars, write_table
from futoko_cli.reports.summary.words import DAYS, span_title

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from futoko_cli.district.view import View

SCHOOLS: Final = "学校"
GRADES: Final = "学年"
MONTHS: Final = "月別"
SCHOOL_GRADES: Final = "学校・学年"
COURSE: Final = "欠席率の推移"
_ENTERED: Final = Column("最後に数えた日", 10, "text")
_RATE: Final = "欠席率"


#: Numbers of children in the order of the columns; first reached in the month and days by kind of school are in the CSV.
_CHILDREN: Final = (
    *("by:absent", "at_least_30", "at_least_50", "at_least_90", "long_continued", "long_new", "long_unknown"),
    *("run", "sum", "unmet"),
)


def _keys(view: View, school: int) -> list[str]:
    """Those that may be shown."""
    shown = view.keys(school)
    return [key for key in _CHILDREN if key in shown]


def _columns(view: View, school: int) -> list[Column]:
    head = [Column("授業日", 7), Column("在籍", 7), Column("欠席（延べ日数）", 8), Column(_RATE, 7, "rate")]
    head += [Column("出席率", 7, "rate"), Column("30日以上（千人当たり）", 8, "per")]
    return head + [Column(HEADS[key], 7.5) for key in _keys(view, school)]


def _values(view: View, group: Group) -> list[Cell]:
    head = [days(view, group), number(view, group, "enrolled"), number(view, group, "absent"), rate(view, group)]
    head += [present(view, group), per_1000(view, group)]
    return head + [number(view, group, key) for key in _keys(view, group.school)]


def _by_kind(paper: Paper, sheet: Worksheet, top: int, first: str, groups: Sequence[tuple[str, Group]]) -> None:
    """Below a table: the days of the same groups by kind."""
    keys = [key for key in DAYS if key in paper.view.keys(DISTRICT)]
    columns = [Column(first, 9, "text"), Column("期間", 9, "text"), *(Column(DAYS[key], 7) for key in keys)]
    rows = [
        [label, span_title(group.span), *(number(paper.view, group, key) for key in keys)] for label, group in groups
    ]
    sheet.write_string(top, 0, "日数の内訳（延べ日数）", paper.looks.get("title"))
    write_table(sheet, paper.looks, top + 1, columns, rows)
    sheet.set_row(top + 1, HIGH)


def _bar(paper: Paper, columns: list[Column], rows: list[list[Cell]], title: str, fixed: int) -> tuple[Worksheet, int]:
    sheet, end = table(paper, title, columns, rows, fixed=fixed)
    bars(sheet, TOP + 1, end - 1, [column.title for column in columns].index(_RATE))
    return sheet, end


def schools_sheet(paper: Paper) -> None:
    """Every school in the newest month, in the order of the folders."""
    view, rollup = paper.view, paper.view.rollup
    columns = [*school_columns(view), _ENTERED]
    columns += [*_columns(view, 0), Column("欠席率の増減（前の月から）", 8, "points"), Column("備考", 22, "wrap")]
    rows: list[list[Cell]] = []
    for place, school in enumerate(rollup.counted):
        group, before = Group(place, ALL, rollup.month), Group(place, ALL, rollup.before)
        late = "入力の遅れ" if place in rollup.late else ""
        behind = f"未入力の学級: {'・'.join(school.behind)}" if school.behind else ""
        said = "。".join(part for part in (late, behind, problems_text(school)) if part)
        change = grown(view, group, before)
        rows.append([*school_cells(view, school), school.as_of, *_values(view, group), change, said])
    _bar(paper, columns, rows, SCHOOLS, len(school_columns(view)))


def grades_sheet(paper: Paper) -> None:
    """All schools together by grade: the newest month, then the year."""
    view, rollup = paper.view, paper.view.rollup
    columns = [Column(GRADES, 10, "text"), Column("期間", 9, "text"), *_columns(view, DISTRICT)]
    groups = [Group(DISTRICT, grade, span) for span in (rollup.month, YEAR) for grade in (*rollup.grades, ALL)]
    rows = [
        [grade_title(group.grade), span_title(group.span), *_values(view, group)]
        for group in groups
        if rollup.figures(*group) is not None
    ]
    sheet, end = _bar(paper, columns, rows, GRADES, 2)
    labelled = [(grade_title(group.grade), group) for group in groups if rollup.figures(*group) is not None]
    _by_kind(paper, sheet, end + 1, GRADES, labelled)


def rate_column(view: View) -> int:
    """The column of 欠席率 on 月別; that of last year is the last one."""
    return 2 + [column.title for column in _columns(view, DISTRICT)].index(_RATE)


def last_year_column(view: View) -> int:
    """The column of last year's 欠席率 on 月別, where there is one."""
    return 2 + len(_columns(view, DISTRICT))


def months_sheet(paper: Paper) -> None:
    """All schools and grades together, month by month; beside them last year's, where given."""
    view, rollup = paper.view, paper.view.rollup
    columns = [Column("期間", 9, "text"), Column("学校数", 9), *_columns(view, DISTRICT)]
    ago = view.last_year
    if ago is not None:
        columns.append(Column("前年度の欠席率", 9, "rate"))
    rows: list[list[Cell]] = []
    for span in (*rollup.months, YEAR):
        then = span if span == YEAR else f"{int(span[:4]) - 1}{span[4:]}"
        last: list[Cell] = [] if ago is None else [rate(ago, Group(DISTRICT, ALL, then))]
        schools = len(rollup.schools_with(ALL, span))
        rows.append([span_title(span), schools, *_values(view, Group(DISTRICT, ALL, span)), *last])
    sheet, end = _bar(paper, columns, rows, MONTHS, 1)
    spans = (*rollup.months, YEAR)
    _by_kind(paper, sheet, end + 1, "範囲", [("全校", Group(DISTRICT, ALL, span)) for span in spans])


def school_grades_sheet(paper: Paper) -> None:
    """Every grade of every school in the newest month; not for sharing."""
    view, rollup = paper.view, paper.view.rollup
    columns = [*school_columns(view), Column(GRADES, 8, "text")]
    columns += _columns(view, 0)
    groups = [Group(place, grade, rollup.month) for place in range(len(rollup.counted)) for grade in rollup.grades]
    rows = [
        [
            *school_cells(view, rollup.counted[group.school]),
            grade_title(group.grade),
            *_values(view, group),
        ]
        for group in groups
        if rollup.figures(*group) is not None
    ]
    _bar(paper, columns, rows, SCHOOL_GRADES, len(school_columns(view)) + 1)


def course_sheet(paper: Paper) -> None:
    """欠席率 of every school over the months: where it grows; not for sharing."""
    view, rollup = paper.view, paper.view.rollup
    known = school_columns(view)
    columns = [*known, *(Column(span_title(span), 8, "rate") for span in (*rollup.months, YEAR))]
    rows: list[list[Cell]] = []
    for place in (DISTRICT, *range(len(rollup.counted))):
        who = school_cells(view, None if place == DISTRICT else rollup.counted[place])
        rows.append([*who, *(rate(view, Group(place, ALL, span)) for span in (*rollup.months, YEAR))])
    sheet, end = table(paper, COURSE, columns, rows, fixed=len(known), strong=1, high=24)
    # darker where the rate is higher: told apart in black and white as well
    shades = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#A6A6A6"}
    sheet.conditional_format(TOP + 2, len(known), end - 1, len(columns) - 1, shades)
