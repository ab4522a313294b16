"""The sheets 学年・学級, 月別 and 曜日 of the summary's workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from futoko_cli.core.summary import SCHOOL, THRESHOLDS, YEAR, Group
from futoko_cli.reports.summary.looks import HIDDEN_VALUE, Column, Hidden, Looks, Value, bars, start_sheet, write_table
from futoko_cli.reports.summary.words import behind_text, over_title, span_title

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from futoko_cli.reports.summary.figures import Figures

GROUPS: Final = "学年・学級"
MONTHS: Final = "月別"
DAYS: Final = "曜日"
TOP: Final = 3  # row of the headings
_REMARK_WIDTH: Final = 18
_LINE: Final = 17.0  # points
#: Days of a tally in the order of the columns.
_DAYS: Final = {
    "absent": "欠席",
    "absent_sick": "うち病欠",
    "absent_other": "うち事故欠",
    "credited": "うち出席扱い",
    "late": "遅刻",
    "early_leave": "早退",
    "separate_room": "別室登校",
    "skipped": "出停・忌引等",
    "unentered": "未入力",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its label, and which tally it shows."""

    label: str
    group: Group
    span: str


def value_of(figures: Figures, group: Group, span: str, key: str) -> Value | Hidden:
    """A number of a tally, or what stands for a hidden one."""
    value = figures.value(group, span, key)
    return HIDDEN_VALUE if value is None else value


def rates_of(figures: Figures, group: Group, span: str) -> tuple[Value | Hidden, Value | Hidden]:
    """欠席率 and 出席率."""
    if figures.rate_hidden(group, span):
        return HIDDEN_VALUE, HIDDEN_VALUE
    rate = figures.rate(group, span)
    return rate, None if rate is None else Fraction(1) - rate


def _columns(figures: Figures, first: str, *, people: bool) -> list[Column]:
    days = [Column(title, 6.5) for title in _DAYS.values()]
    head = [Column(first, 12, "text"), *([Column("在籍", 6)] if people else []), Column("授業日", 6)]
    head += [Column("授業日数（延べ）", 8), Column("欠席率", 7, "rate"), Column("出席率", 7, "rate"), *days]
    if people:
        head += [Column(over_title(least), 7) for least in THRESHOLDS]
        head += [Column(stage.label, 8.5) for stage in figures.stages]
    return [*head, Column("備考", _REMARK_WIDTH, "wrap")]


def _row(figures: Figures, line: Line, *, people: bool) -> list[Value | Hidden]:
    group, span = line.group, line.span

    def of(*keys: str) -> list[Value | Hidden]:
        return [value_of(figures, group, span, key) for key in keys]

    return [
        line.label,
        *(of("enrolled") if people else []),
        figures.summary.of(group, span).dates,
        *of("school"),
        *rates_of(figures, group, span),
        *of(*_DAYS),
        *(of(*map(str, THRESHOLDS), *(f"active:{stage.id}" for stage in figures.stages)) if people else []),
        behind_text(figures, group, span),
    ]


def _beside(figures: Figures) -> list[Column]:
    """Columns that a class's month stands beside: the month before, and a year before."""
    found = [Column(f"{span_title(figures.summary.before)}の欠席率", 7, "rate")] if figures.summary.before else []
    return [*found, *([Column("前年度同月の欠席率", 8, "rate")] if figures.year_ago else [])]


def _rates_beside(figures: Figures, group: Group) -> list[Value | Hidden]:
    """欠席率 of the group then; a class of the year before had other children, and is left out."""
    pairs = [(figures, figures.summary.before)] if figures.summary.before else []
    if figures.last_year is not None and figures.year_ago:
        pairs.append((figures.last_year, figures.year_ago))
    found: list[Value | Hidden] = []
    for then, month in pairs:
        known = group in then.groups and (then is figures or group.kind != "class")
        if not known:
            found.append(None)
        else:
            found.append(rates_of(then, group, month)[0] if month in then.spans(group) else HIDDEN_VALUE)
    return found


def _sheet(
    book: Workbook,
    looks: Looks,
    figures: Figures,
    title: str,
    lines: Sequence[Line],
    *,
    people: bool = True,
) -> tuple[Worksheet, int]:
    columns = _columns(figures, title, people=people)
    if title == GROUPS:
        columns[-1:-1] = _beside(figures)
    sheet = start_sheet(book, looks, figures, title, [column.width for column in columns], landscape=True)
    rows = [_row(figures, line, people=people) for line in lines]
    for row, line in zip(rows, lines, strict=True):
        if title == GROUPS:
            row[-1:-1] = _rates_beside(figures, line.group)
    strong = {n: (line.group.kind != "class" and title == GROUPS) or line.span == YEAR for n, line in enumerate(lines)}
    end = write_table(sheet, looks, TOP, columns, rows, strong=strong)
    sheet.set_row(TOP, 52)
    for down, line in enumerate(lines, TOP + 1):
        # a program that opens the workbook may not measure the wrapped remark itself
        letters = len(behind_text(figures, line.group, line.span))
        sheet.set_row(down, _LINE * max(1, -(-letters * 2 // _REMARK_WIDTH)))
    sheet.freeze_panes(TOP + 1, 1)
    sheet.repeat_rows(TOP)
    sheet.autofilter(TOP, 0, end - 1, len(columns) - 1)
    bars(sheet, TOP + 1, end - 1, [column.title for column in columns].index("欠席率"))
    return sheet, end


def groups_sheet(book: Workbook, looks: Looks, figures: Figures) -> None:
    """School, grades and classes in the month."""
    month = figures.month
    lines = [Line(("　" if g.kind == "class" else "") + g.label, g, month) for g in figures.groups]
    _sheet(book, looks, figures, GROUPS, [replace_label(figures, line) for line in lines])


def replace_label(figures: Figures, line: Line) -> Line:
    """A label without a name in it."""
    return Line(figures.mask.text(line.label), line.group, line.span)


def months_sheet(book: Workbook, looks: Looks, figures: Figures) -> None:
    """All children by month; below, absences of each class by month, unless it is shared."""
    spans = (*figures.summary.months, YEAR)
    lines = [Line(span_title(span), SCHOOL, span) for span in spans]
    sheet, end = _sheet(book, looks, figures, MONTHS, lines)
    if figures.shared:
        return
    top = end + 2
    sheet.write_string(top - 1, 0, "欠席（延べ日数）を学年・学級と月で", looks.get("title"))
    columns = [Column(GROUPS, 12, "text"), *(Column(span_title(span), 7) for span in spans)]
    rows: list[list[Value | Hidden]] = [
        [figures.mask.text(g.label), *(value_of(figures, g, span, "absent") for span in spans)] for g in figures.groups
    ]
    write_table(sheet, looks, top, columns, rows, strong={n: g.kind != "class" for n, g in enumerate(figures.groups)})


def weekdays_sheet(book: Workbook, looks: Looks, figures: Figures) -> None:
    """All children by weekday, since the year began."""
    lines = [Line(span_title(span), SCHOOL, span) for span in figures.summary.weekdays]
    _sheet(book, looks, figures, DAYS, lines, people=False)
