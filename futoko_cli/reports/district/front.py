"""The front page (概要) of district.xlsx: the month's figures beside others, grades, where it grows, two charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from futoko_cli.core.summary import YEAR
from futoko_cli.district.rollup import ALL, DISTRICT
from futoko_cli.district.view import Group
from futoko_cli.reports.district.lists import CHECK
from futoko_cli.reports.district.sheet import TOP, Cell, Paper, days, number, per_1000, present, rate, start
from futoko_cli.reports.district.tables import MONTHS, last_year_column, rate_column
from futoko_cli.reports.district.words import LATE_RULE, TITLES, grade_title, remarks, school_title
from futoko_cli.reports.summary.looks import FONT, GREY, Column, write, write_table
from futoko_cli.reports.summary.words import RATE, month_title, span_title

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from futoko_cli.district.view import View

Beside = tuple[str, "View", Group]
FRONT: Final = "概要"
_WIDTHS: Final = (27, 13, 13, 13, 13, 13)
_HIGH: Final = 13  # rows of a chart
_SIZE: Final = {"width": 345, "height": 250}
_MOST: Final = 10  # schools in the list of those where it grows
_LETTERS: Final = 56  # of a line of the sentences at the foot
_KEYS: Final = (
    *("by:absent", "absent", "at_least_30", "at_least_50", "at_least_90"),
    *("long_continued", "long_new", "long_unknown", "run", "sum", "unmet"),
)


def front_sheet(paper: Paper) -> None:
    """Write it; its charts show cells of it and of 月別."""
    view, rollup = paper.view, paper.view.rollup
    sheet = start(paper, FRONT, _WIDTHS, landscape=False)
    places = _beside(view)
    row = write_table(sheet, paper.looks, TOP, *_whole(view, places), strong={1: True})
    for col, (_, each, group) in enumerate(places, 1):
        write(sheet, paper.looks, (row, col), per_1000(each, group), "per", bold=False)
    write(sheet, paper.looks, (row, 0), "30日以上（千人当たり）", "text", bold=False)
    row += 1
    columns = [Column("学年", 27, "text"), Column("在籍", 13), Column("欠席率", 13, "rate")]
    columns += [Column("30日以上", 13), Column("千人当たり", 13, "per"), Column("会えていない", 13)]
    groups = [Group(DISTRICT, grade, rollup.month) for grade in (*rollup.grades, ALL)]
    groups = [group for group in groups if rollup.figures(*group) is not None]
    grades = row + 2
    row = write_table(sheet, paper.looks, row + 1, columns, [_grade(view, group) for group in groups])
    row = _charts(paper, sheet, (grades, row - 2), row + 1)
    row = _growing(paper, sheet, row + 1)
    for sentence in _sentences(view):
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", paper.looks.get("note"))
        sheet.write_string(row, 0, f"・{sentence}", paper.looks.get("note"))
        sheet.set_row(row, 15 * -(-(len(sentence) + 1) // _LETTERS))
        row += 1
    sheet.fit_to_pages(1, 1)


def _beside(view: View) -> list[Beside]:
    """The month, the month before, the same month a year before, the year."""
    rollup = view.rollup
    found = [(month_title(rollup.month), view, Group(DISTRICT, ALL, rollup.month))]
    if rollup.before:
        found.append((month_title(rollup.before), view, Group(DISTRICT, ALL, rollup.before)))
    if view.last_year is not None and view.year_ago:
        found.append((month_title(view.year_ago), view.last_year, Group(DISTRICT, ALL, view.year_ago)))
    return [*found, (f"{rollup.school_year}年度", view, Group(DISTRICT, ALL, YEAR))]


def _whole(view: View, beside: Sequence[Beside]) -> tuple[list[Column], list[list[Cell]]]:
    """All schools, side by side."""
    columns = [Column("全校", 27, "text"), *(Column(title, 13) for title, _, _ in beside)]
    places = [(each, group) for _, each, group in beside]
    rows: list[list[Cell]] = [
        ["集計した学校", *(len(each.rollup.schools_with(ALL, group.span)) for each, group in places)],
        ["欠席率", *(rate(each, group) for each, group in places)],
        ["出席率", *(present(each, group) for each, group in places)],
        ["授業日", *(days(each, group) for each, group in places)],
        ["在籍（人）", *(number(each, group, "enrolled") for each, group in places)],
    ]
    for key in _KEYS:
        if key in view.keys(DISTRICT):
            title = "欠席（延べ日数）" if key == "absent" else f"{TITLES[key]}（人）"
            rows.append([title, *(number(each, group, key) for each, group in places)])
    return columns, rows


def _grade(view: View, group: Group) -> list[Cell]:
    return [
        grade_title(group.grade),
        number(view, group, "enrolled"),
        rate(view, group),
        number(view, group, "at_least_30"),
        per_1000(view, group),
        number(view, group, "unmet"),
    ]


def _charts(paper: Paper, sheet: Worksheet, grades: tuple[int, int], top: int) -> int:
    """欠席率 by month beside last year's, long absence by grade; the first row below them."""
    view, rollup = paper.view, paper.view.rollup
    places = [Group(DISTRICT, grade, rollup.month) for grade in rollup.grades]
    drawn = 0
    if rollup.months and all(view.rate(Group(DISTRICT, ALL, month)) is not None for month in rollup.months):
        sheet.insert_chart(
            top, 0, _months(paper), {"x_offset": 4, "y_offset": 4, "description": "月ごとの欠席率の折れ線"}
        )
        drawn += 1
    if places and all(view.per_1000(place) is not None for place in places):
        chart = paper.book.add_chart({"type": "column"})
        where = {"categories": [FRONT, grades[0], 0, grades[1], 0], "values": [FRONT, grades[0], 4, grades[1], 4]}
        shown = {"value": True, "num_format": "0.0", "font": {"name": FONT, "size": 8}}
        edge = {"color": "#000000", "width": 0.75}
        chart.add_series({**where, "fill": {"color": GREY}, "border": edge, "gap": 60, "data_labels": shown})
        chart.set_legend({"none": True})
        _dress(chart, "欠席30日以上（千人当たり）", "0")
        sheet.insert_chart(
            top, 3 * bool(drawn), chart, {"x_offset": 4, "y_offset": 4, "description": "学年ごとの長期欠席の棒グラフ"}
        )
        drawn += 1
    if drawn < 2:
        said = "伏せた数があるグラフは、載せていません。"
        sheet.write_string(top + _HIGH * bool(drawn), 0, said, paper.looks.get("lead"))
    return top + _HIGH * bool(drawn) + 2 * (drawn < 2)


def _months(paper: Paper) -> Any:  # noqa: ANN401  XlsxWriter ships no types
    """A line for this year, a dashed one for last year: told apart without colour."""
    view, last = paper.view, TOP + len(paper.view.rollup.months)
    chart = paper.book.add_chart({"type": "line"})
    names = [MONTHS, TOP + 1, 0, last, 0]
    series = [(f"{view.rollup.school_year}年度", rate_column(view), "solid", "circle")]
    if view.last_year is not None:
        series.append((f"{view.rollup.school_year - 1}年度", last_year_column(view), "dash", "none"))
    for title, column, dash, marker in series:
        line = {"color": "#000000" if dash == "solid" else "#595959", "width": 1.5, "dash_type": dash}
        mark = {"type": marker, "size": 5, "fill": {"color": "#000000"}, "border": {"color": "#000000"}}
        where = [MONTHS, TOP + 1, column, last, column]
        chart.add_series({"name": title, "categories": names, "values": where, "line": line, "marker": mark})
    if len(series) > 1:
        chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 8}})
    else:
        chart.set_legend({"none": True})
    _dress(chart, "月ごとの欠席率", "0.0%")
    return chart


def _dress(chart: Any, title: str, number_format: str) -> None:  # noqa: ANN401  XlsxWriter ships no types
    font = {"name": FONT, "size": 8}
    grid = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 10, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"num_font": font, "min": 0, "num_format": number_format, "major_gridlines": grid})
    chart.set_size(_SIZE)


def _growing(paper: Paper, sheet: Worksheet, top: int) -> int:
    """Schools whose 欠席率 grew most; the first row below."""
    view, rollup = paper.view, paper.view.rollup
    growing = [each for each in view.growth if each.more > 0][:_MOST]
    if not growing:
        return top
    now, before = span_title(rollup.month), span_title(rollup.before)
    columns = [Column("欠席率が上がった学校", 27, "text"), Column(before, 13, "rate"), Column(now, 13, "rate")]
    columns.append(Column("増減", 13, "points"))
    rows: list[list[Cell]] = [[school_title(rollup, each.school), each.before, each.now, each.more] for each in growing]
    return write_table(sheet, paper.looks, top, columns, rows) + 1


def _sentences(view: View) -> list[str]:
    rollup = view.rollup
    late = "・".join(rollup.counted[place].title for place in rollup.late[:_MOST])
    found = []
    if rollup.unread:
        where = "" if view.shared else f"（シート「{CHECK}」）"
        found.append(f"数えていない学校が{len(rollup.unread)}校あります{where}。")
    if late:
        more = "ほか" if len(rollup.late) > _MOST else ""
        found.append(f"入力が遅れている学校: {late}{more}。{LATE_RULE}")
    return [*found, *remarks(view), RATE]
