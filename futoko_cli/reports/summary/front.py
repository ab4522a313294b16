"""The front page (概要) of the summary's workbook: the month's figures, stages, two charts, and how to read them."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any, Final

from futoko_cli.core.summary import SCHOOL, THRESHOLDS, Group
from futoko_cli.reports.summary.looks import FONT, Column, Hidden, Looks, Value, start_sheet, write, write_table
from futoko_cli.reports.summary.tables import MONTHS, TOP, rates_of, value_of
from futoko_cli.reports.summary.words import (
    REMARK,
    month_title,
    over_title,
    remarks,
    signs_rule,
    span_title,
)

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from futoko_cli.reports.summary.figures import Figures

FRONT: Final = "概要"
_WIDTHS: Final = (24, 14, 14, 16, 14, 14)
_HIGH: Final = 13  # rows of a chart
_KEYS: Final = {
    "enrolled": "在籍（人）",
    "school": "授業日数（延べ）",
    "absent": "欠席（延べ日数）",
    "touched:absent": "欠席した人数",
    "late": "遅刻",
    "early_leave": "早退",
    "separate_room": "別室登校",
    "skipped": "出停・忌引等",
    "unentered": "未入力",
    **{str(least): f"欠席が年{over_title(least)}（人）" for least in THRESHOLDS},
}
_ABSENT_COLUMN: Final = 6  # of the sheet 月別: 欠席


def front_sheet(book: Workbook, looks: Looks, figures: Figures) -> None:
    """Write it."""
    sheet = start_sheet(book, looks, figures, FRONT, _WIDTHS, landscape=False)
    row = write_table(sheet, looks, TOP, *_key_table(figures))
    columns = [Column("段階", 24, "text"), Column("いま当たる（人）", 14), Column("今月達した（人）", 14)]
    rows: list[list[Value | Hidden]] = [
        [s.label, *(value_of(figures, SCHOOL, figures.month, f"{what}:{s.id}") for what in ("active", "reached"))]
        for s in reversed(figures.stages)
    ]
    row = write_table(sheet, looks, row + 1, columns, rows)
    grades = [group for group in figures.groups if group.kind == "grade"]
    columns = [Column("学年", 24, "text"), Column("在籍", 14), Column("欠席", 14), Column("欠席率", 16, "rate")]
    columns.append(Column("出席率", 14, "rate"))
    top = row + 1
    row = write_table(sheet, looks, top, columns, [_grade(figures, group) for group in grades])
    row = _charts(book, sheet, looks, figures, (top + 1, row - 1), row + 1)
    for sentence in [*remarks(figures), *([] if figures.shared else [signs_rule()])]:
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, "", looks.get("note"))
        sheet.write_string(row, 0, f"・{sentence}", looks.get("note"))
        sheet.set_row(row, 30 if len(sentence) > 55 else 16)
        row += 1
    sheet.fit_to_pages(1, 1)


def _key_table(figures: Figures) -> tuple[list[Column], list[list[Value | Hidden]]]:
    """The month, the month before and the same month a year before, side by side; days compare by rates only."""
    beside = [(figures, figures.month)]
    if figures.summary.before:
        beside.append((figures, figures.summary.before))
    if figures.last_year is not None and figures.year_ago:
        beside.append((figures.last_year, figures.year_ago))
    titles = [month_title(month) for _, month in beside]
    columns = [Column("全体", 24, "text"), *(Column(title, 14) for title in titles)]
    rows: list[list[Value | Hidden]] = [["授業日", *(f.summary.of(SCHOOL, month).dates for f, month in beside)]]
    rows += [[title, *(value_of(f, SCHOOL, month, key) for f, month in beside)] for key, title in _KEYS.items()]
    rates = [rates_of(f, SCHOOL, month) for f, month in beside]
    rows.insert(1, ["欠席率", *(rate for rate, _ in rates)])
    rows.insert(2, ["出席率", *(rate for _, rate in rates)])
    if any(f.bounded(SCHOOL, month) for f, month in beside):
        rows.append(["備考", *(f"［{REMARK}］" if f.bounded(SCHOOL, month) else "" for f, month in beside)])
    return columns, rows


def _grade(figures: Figures, group: Group) -> list[Value | Hidden]:
    values = [value_of(figures, group, figures.month, key) for key in ("enrolled", "absent")]
    return [group.label, *values, *rates_of(figures, group, figures.month)]


def _charts(book: Workbook, sheet: Worksheet, looks: Looks, figures: Figures, grades: tuple[int, int], top: int) -> int:
    """Two charts side by side: absences by month, attendance by grade; the first row below them."""
    months = figures.summary.months
    groups = [group for group in figures.groups if group.kind == "grade"]
    rates = [figures.rate(group, figures.month) for group in groups]
    drawn = 0
    if all(figures.value(SCHOOL, month, "absent") is not None for month in months):
        where = [MONTHS, TOP + 1, _ABSENT_COLUMN, TOP + len(months), _ABSENT_COLUMN]
        names = [MONTHS, TOP + 1, 0, TOP + len(months), 0]
        chart = _chart(book, "欠席（延べ日数）", names, where, {"min": 0})
        sheet.insert_chart(top, 0, chart, {"x_offset": 4, "y_offset": 4, "description": "月ごとの欠席の棒グラフ"})
        drawn += 1
    known = [1 - rate for rate in rates if rate is not None]
    if known and len(known) == len(groups):
        least = Fraction(max(0, floor(min(known) * 20) - 1), 20)
        where, names = [FRONT, grades[0], 4, grades[1], 4], [FRONT, grades[0], 0, grades[1], 0]
        title = f"{span_title(figures.month)}の出席率（縦軸は{int(least * 100)}%から）"
        chart = _chart(book, title, names, where, {"min": float(least), "max": 1, "num_format": "0%"})
        sheet.insert_chart(top, 3, chart, {"x_offset": 4, "y_offset": 4, "description": "学年ごとの出席率の棒グラフ"})
        drawn += 1
    if drawn < 2:
        write(
            sheet, looks, (top + _HIGH * bool(drawn), 0), "伏せた数があるグラフは、載せていません。", "lead", bold=False
        )
    return top + _HIGH * bool(drawn) + (drawn < 2)


def _chart(book: Workbook, title: str, names: list[Any], where: list[Any], axis: dict[str, Any]) -> Any:  # noqa: ANN401  XlsxWriter ships no types
    """A column chart that needs no colour: grey columns with black edges and their numbers above them."""
    chart = book.add_chart({"type": "column"})
    font = {"name": FONT, "size": 8}
    chart.add_series(
        {
            "categories": names,
            "values": where,
            "fill": {"color": "#BFBFBF"},
            "border": {"color": "#000000", "width": 0.75},
            "gap": 60,
            "data_labels": {"value": True, "font": font},
        }
    )
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 10, "bold": True}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, **axis})
    chart.set_size({"width": 350, "height": 250})
    return chart
