"""The sheets 児童生徒 and 要注意 of the summary's workbook: who was away, and whom to talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from futoko_cli.reports.summary.looks import Column, Hidden, Looks, Value, bars, start_sheet, write_table
from futoko_cli.reports.summary.tables import TOP
from futoko_cli.reports.summary.words import signs_text

if TYPE_CHECKING:
    from datetime import date

    from xlsxwriter.workbook import Workbook

    from futoko_cli.core.signs import Child
    from futoko_cli.reports.summary.figures import Figures

CHILDREN: Final = "児童生徒"
WATCH: Final = "要注意"
_LONG_TERM: Final = 30  # 長期欠席: in bold and underlined
_LINE_LETTERS: Final = 26  # of the column 理由


def _who(figures: Figures) -> list[Column]:
    name = [] if figures.mask.masked else [Column("氏名", 16, "text")]
    return [Column("キー", 10, "text"), Column("学級", 10, "text"), *name]


def _identity(figures: Figures, child: Child) -> list[Value | Hidden]:
    pupil = child.result.pupil
    name = figures.mask.name(pupil)
    return [figures.mask.key(pupil), figures.mask.text(pupil.class_id.title), *([] if name is None else [name])]


def _stage(child: Child) -> tuple[str, date | None]:
    state = child.result.stage
    if state is None:
        return "", None
    return state.stage.label, state.reached_on[-1] if state.reached_on else None


def children_sheet(book: Workbook, looks: Looks, figures: Figures) -> None:
    """Everybody who was away, late or left early in the month, or is to be watched; most absences first."""
    columns = [
        *_who(figures),
        *(Column(title, 8) for title in ("今月の欠席", "累計", "連続", "最長の連続")),
        *(Column(title, 8) for title in ("遅刻・早退", "前の月の遅刻・早退")),
        Column("増減", 8, "change"),
        Column("前年度の欠席", 9),
        Column("段階", 20, "text"),
        Column("達した日", 9, "date"),
    ]
    children = sorted(
        (child for child in figures.children if child.concerns_month or child.signs),
        key=lambda child: (-child.absent, -child.result.days["absent"], -child.late_early),
    )
    rows = [_child_row(figures, child) for child in children]
    sheet = start_sheet(book, looks, figures, CHILDREN, [column.width for column in columns], landscape=True)
    end = write_table(sheet, looks, TOP, columns, rows)
    sheet.set_row(TOP, 34)
    fixed = len(_who(figures))
    sheet.freeze_panes(TOP + 1, fixed)
    sheet.repeat_rows(TOP)
    sheet.autofilter(TOP, 0, max(end - 1, TOP), len(columns) - 1)
    if not rows:
        return
    bars(sheet, TOP + 1, end - 1, fixed)
    rule = {"type": "cell", "criteria": ">=", "value": _LONG_TERM, "format": looks.strong}
    sheet.conditional_format(TOP + 1, fixed + 1, end - 1, fixed + 1, rule)
    arrows = {
        "type": "icon_set",
        "icon_style": "3_arrows_gray",
        "icons": [
            {"criteria": ">=", "type": "number", "value": 1},
            {"criteria": ">=", "type": "number", "value": 0},
        ],
    }
    sheet.conditional_format(TOP + 1, fixed + 6, end - 1, fixed + 6, arrows)


def _child_row(figures: Figures, child: Child) -> list[Value | Hidden]:
    result, before = child.result, child.late_early_before
    return [
        *_identity(figures, child),
        child.absent,
        result.days["absent"],
        result.current,
        result.longest,
        child.late_early,
        before,
        None if before is None else child.late_early - before,
        child.previous_year,
        *_stage(child),
    ]


def watch_sheet(book: Workbook, looks: Looks, figures: Figures) -> None:
    """Whom to talk about, gravest first, with room to write what is agreed."""
    columns = [
        *_who(figures),
        Column("段階", 20, "text"),
        *(Column(title, 8) for title in ("連続", "今月の欠席", "累計", "前年度の欠席")),
        Column("理由", 44, "wrap"),
        Column("話し合ったこと・担当", 34, "wrap"),
    ]
    rows: list[list[Value | Hidden]] = [
        [
            *_identity(figures, child),
            _stage(child)[0],
            child.result.current,
            child.absent,
            child.result.days["absent"],
            child.previous_year,
            signs_text(child),
            None,
        ]
        for child in figures.watch
    ]
    sheet = start_sheet(book, looks, figures, WATCH, [column.width for column in columns], landscape=True)
    end = write_table(sheet, looks, TOP, columns, rows)
    sheet.set_row(TOP, 34)
    for down, child in enumerate(figures.watch, TOP + 1):
        sheet.set_row(down, 17 * max(2, -(-len(signs_text(child)) // _LINE_LETTERS)))
    sheet.freeze_panes(TOP + 1, len(_who(figures)))
    sheet.repeat_rows(TOP)
    sheet.autofilter(TOP, 0, max(end - 1, TOP), len(columns) - 1)
    if rows:
        at = len(_who(figures)) + 3
        rule = {"type": "cell", "criteria": ">=", "value": _LONG_TERM, "format": looks.strong}
        sheet.conditional_format(TOP + 1, at, end - 1, at, rule)
