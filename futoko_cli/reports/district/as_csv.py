"""The roll-up as CSV: a row for each group and span, then a row for each school without figures, for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.district.result import FIGURES
from futoko_cli.district.rollup import ALL, DISTRICT
from futoko_cli.reports.district.words import (
    HEADS,
    OUTCOMES,
    TITLES,
    grade_title,
    level_title,
    per_1000_text,
    rate_text,
    school_title,
)
from futoko_cli.reports.result_csv import csv_bytes
from futoko_cli.reports.summary.figures import HIDDEN
from futoko_cli.reports.summary.words import span_title

if TYPE_CHECKING:
    from futoko_cli.district.view import Group, View
    from futoko_cli.reports.result_csv import Cell

_KEYS = tuple(key for key in FIGURES[1:] if key in TITLES)


def district_csv(view: View) -> bytes:
    """Every group; last year's behind them, where given; then what has no figures, with the reason."""
    head: list[Cell] = ["年度", "区分", "学校コード", "学校", "フォルダー", "学年", "期間", "学校数"]
    titles = [f"{TITLES[key]}（人）" if key in HEADS else TITLES[key] for key in _KEYS if key != "enrolled"]
    head += ["授業日（最少）", "授業日（最多）", "在籍", *titles, "欠席率", "出席率", "30日以上（千人当たり）", "備考"]
    rows = [head]
    for year in (view, view.last_year):
        if year is not None:
            rows += [_row(year, group) for group in year.groups()]
            rows += _without(year, len(head))
    return csv_bytes(rows)


def _row(view: View, group: Group) -> list[Cell]:
    rollup, whole = view.rollup, group.school == DISTRICT
    school = None if whole else rollup.counted[group.school]

    def of(key: str) -> Cell:
        value = view.value(group, key)
        return value if value is not None or not view.shared else HIDDEN

    return [
        rollup.school_year,
        level_title(group),
        school.code if school else "",
        school_title(rollup, group.school),
        school.folder if school else "",
        grade_title(group.grade),
        group.span if group.span[0].isdigit() else span_title(group.span),
        len(rollup.schools_with(group.grade, group.span)) if whole else 1,
        *view.dates(group),
        *(of(key) for key in _KEYS),
        rate_text(view, group),
        rate_text(view, group, present=True),
        per_1000_text(view.per_1000(group), shared=view.shared),
        _remark(view, group),
    ]


def _remark(view: View, group: Group) -> str:
    """Only where a school is late or a class behind, and only beside the school's newest month and year."""
    rollup = view.rollup
    if group.school == DISTRICT or group.grade != ALL:
        return ""
    school = rollup.counted[group.school]
    late = f"入力は{school.as_of}まで" if group.school in rollup.late else ""
    behind = f"未入力の学級: {'・'.join(school.behind)}" if school.behind else ""
    return "。".join(part for part in (late, behind) if part)


def _without(view: View, width: int) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for school in (*view.rollup.unread, *view.rollup.other):
        said = school.error or f"{view.rollup.school_year}年度の授業日がありません。"
        row: list[Cell] = [
            school.school_year or "",
            OUTCOMES[school.outcome] or "合計に入れない",
            school.code,
            school.title,
        ]
        row += [school.folder, *[""] * (width - len(row) - 2), said]
        rows.append(row)
    return rows
