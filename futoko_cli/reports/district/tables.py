"""The sheets 学校, 学年, 月別, 学校・学年 and 欠席率の推移 of district.xlsx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from futoko_cli.core.summary import YEAR
from futoko_cli.district.rollup import ALL, DISTRICT
from futoko_cli.district.view import Group
from futoko_cli.reports.district.sheet import TOP, Cell, Paper, days, grown, number, per_1000, present, rate, table
from futoko_cli.reports.district.words import HEADS, grade_title, problems_text, school_title
from futoko_cli.reports.summary.looks import Column, bars
from futoko_cli.reports.summary.words import DAYS, span_title

if TYPE_CHECKING:
    from futoko_cli.district.view import View

SCHOOLS: Final = "学校"
GRADES: Final = "学年"
MONTHS: Final = "月別"
SCHOOL_GRADES: Final = "学校・学年"
COURSE: Final = "欠席率の推移"
_ENTERED: Final = Column("最後に数えた日", 10, "text")
_RATE: Final = "欠席率"


def _keys(view: View, school: int) -> list[str]:
    """Numbers of children and of days that may be shown, in their order."""
    shown = view.keys(school)
    return [key for key in (*HEADS, *DAYS) if key in shown and key not in {"enrolled", "school"}]


def _columns(view: View, school: int) -> list[Column]:
    titles = {**DAYS, **HEADS}
    head = [Column("授業日", 7), Column("在籍", 7), Column("授業日数（延べ）", 9), Column(_RATE, 8, "rate")]
    head += [Column("出席率", 8, "rate"), Column("30日以上（千人当たり）", 9, "per")]
    return head + [Column(titles[key], 8) for key in _keys(view, school)]


def _values(view: View, group: Group) -> list[Cell]:
    head = [days(view, group), number(view, group, "enrolled"), number(view, group, "school"), rate(view, group)]
    head += [present(view, group), per_1000(view, group)]
    return head + [number(view, group, key) for key in _keys(view, group.school)]


def _bar(paper: Paper, columns: list[Column], rows: list[list[Cell]], title: str, fixed: int, strong: int = 0) -> None:
    sheet, end = table(paper, title, columns, rows, fixed=fixed, strong=strong)
    bars(sheet, TOP + 1 + strong, end - 1, [column.title for column in columns].index(_RATE))


def schools_sheet(paper: Paper) -> None:
    """Every school in the newest month, in the order of the folders."""
    view, rollup = paper.view, paper.view.rollup
    columns = [Column("学校コード", 10, "text"), Column(SCHOOLS, 26, "text"), _ENTERED]
    columns += [*_columns(view, 0), Column("欠席率の増減（前の月から）", 10, "points"), Column("備考", 26, "wrap")]
    rows: list[list[Cell]] = []
    for place, school in enumerate(rollup.counted):
        group, before = Group(place, ALL, rollup.month), Group(place, ALL, rollup.before)
        late = "入力の遅れ" if place in rollup.late else ""
        behind = f"未入力の学級: {'・'.join(school.behind)}" if school.behind else ""
        said = "。".join(part for part in (late, behind, problems_text(school)) if part)
        change = grown(view, group, before)
        rows.append([school.code, school.title, school.as_of, *_values(view, group), change, said])
    _bar(paper, columns, rows, SCHOOLS, 2)


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
    _bar(paper, columns, rows, GRADES, 2)


def rate_column(view: View) -> int:
    """The column of 欠席率 on 月別; that of last year is the last one."""
    return 2 + [column.title for column in _columns(view, DISTRICT)].index(_RATE)


def last_year_column(view: View) -> int:
    """The column of last year's 欠席率 on 月別, where there is one."""
    return 2 + len(_columns(view, DISTRICT))


def months_sheet(paper: Paper) -> None:
    """All schools and grades together, month by month; beside them last year's, where given."""
    view, rollup = paper.view, paper.view.rollup
    columns = [Column("期間", 9, "text"), Column("学校数", 7), *_columns(view, DISTRICT)]
    ago = view.last_year
    if ago is not None:
        columns.append(Column("前年度の欠席率", 9, "rate"))
    rows: list[list[Cell]] = []
    for span in (*rollup.months, YEAR):
        then = span if span == YEAR else f"{int(span[:4]) - 1}{span[4:]}"
        last: list[Cell] = [] if ago is None else [rate(ago, Group(DISTRICT, ALL, then))]
        schools = len(rollup.schools_with(ALL, span))
        rows.append([span_title(span), schools, *_values(view, Group(DISTRICT, ALL, span)), *last])
    _bar(paper, columns, rows, MONTHS, 1)


def school_grades_sheet(paper: Paper) -> None:
    """Every grade of every school in the newest month; not for sharing."""
    view, rollup = paper.view, paper.view.rollup
    columns = [Column("学校コード", 10, "text"), Column(SCHOOLS, 26, "text"), Column(GRADES, 8, "text")]
    columns += _columns(view, 0)
    groups = [Group(place, grade, rollup.month) for place in range(len(rollup.counted)) for grade in rollup.grades]
    rows = [
        [
            rollup.counted[group.school].code,
            school_title(rollup, group.school),
            grade_title(group.grade),
            *_values(view, group),
        ]
        for group in groups
        if rollup.figures(*group) is not None
    ]
    _bar(paper, columns, rows, SCHOOL_GRADES, 3)


def course_sheet(paper: Paper) -> None:
    """欠席率 of every school over the months: where it grows; not for sharing."""
    from xlsxwriter.utility import xl_range

    view, rollup = paper.view, paper.view.rollup
    columns = [Column("学校コード", 10, "text"), Column(SCHOOLS, 26, "text")]
    columns += [Column(span_title(span), 8, "rate") for span in (*rollup.months, YEAR)]
    rows: list[list[Cell]] = []
    for place in (DISTRICT, *range(len(rollup.counted))):
        code = "" if place == DISTRICT else rollup.counted[place].code
        rates = [rate(view, Group(place, ALL, span)) for span in (*rollup.months, YEAR)]
        rows.append([code, school_title(rollup, place), *rates])
    sheet, end = table(paper, COURSE, columns, rows, fixed=2, strong=1)
    if end > TOP + 2 and rollup.months:
        course = len(columns)
        sheet.set_column(course, course, 16)
        sheet.write_string(TOP, course, "推移", paper.looks.get("head"))
        for row in range(TOP + 1, end):
            cells = f"'{COURSE}'!{xl_range(row, 2, row, 1 + len(rollup.months))}"
            sheet.add_sparkline(
                row, course, {"range": cells, "series_color": "#000000", "min": "group", "max": "group"}
            )
        # darker where the rate is higher: told apart in black and white as well
        shades = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#A6A6A6"}
        sheet.conditional_format(TOP + 2, 2, end - 1, 2 + len(rollup.months), shades)
