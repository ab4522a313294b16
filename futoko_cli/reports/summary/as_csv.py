"""The summary as CSV: one row a group and span, the same numbers as JSON, for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.core.summary import THRESHOLDS, Group
from futoko_cli.reports.result_csv import csv_bytes
from futoko_cli.reports.summary.figures import HIDDEN
from futoko_cli.reports.summary.words import DAYS, behind_text, over_title, rate_text, span_title

if TYPE_CHECKING:
    from futoko_cli.reports.result_csv import Cell
    from futoko_cli.reports.summary.figures import Figures


def summary_csv(figures: Figures) -> bytes:
    """Every tally as a row; last year's behind them, where given."""
    stages = [title for s in figures.stages for title in (f"{s.label}（いま）", f"{s.label}（期間に達した）")]
    titles: list[Cell] = ["年度", "区分", "学年", "組", "期間", "在籍", "授業日", *DAYS.values(), "欠席率"]
    rows: list[list[Cell]] = [[*titles, "欠席した人数", *map(over_title, THRESHOLDS), *stages, "備考"]]
    for year in (figures, figures.last_year):
        if year is not None:
            rows += [_row(year, group, span) for group in year.groups for span in year.spans(group)]
    return csv_bytes(rows)


def _row(figures: Figures, group: Group, span: str) -> list[Cell]:
    def of(key: str) -> Cell:
        value = figures.value(group, span, key)
        return HIDDEN if value is None else value

    keys = [key for s in figures.stages for key in (f"active:{s.id}", f"reached:{s.id}")]
    return [
        figures.assessment.school_year,
        group.label,
        group.grade,
        group.name,
        span if span[0].isdigit() else span_title(span),
        of("enrolled"),
        figures.summary.of(group, span).dates,
        *(of(key) for key in DAYS),
        rate_text(figures, group, span),
        of("touched:absent"),
        *(of(str(least)) for least in THRESHOLDS),
        *(of(key) for key in keys),
        behind_text(figures, group, span),
    ]
