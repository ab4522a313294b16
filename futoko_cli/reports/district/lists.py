"""The sheets 会えていない and 確かめる学校 of district.xlsx: whom and which school somebody has to ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from futoko_cli.core.model import ClassId
from futoko_cli.reports.district.sheet import TOP, Cell, Paper, school_cells, school_columns, table
from futoko_cli.reports.district.words import LATE_RULE, OUTCOMES, UNMET_RULE
from futoko_cli.reports.summary.looks import Column

if TYPE_CHECKING:
    from futoko_cli.district.result import Child

UNMET: Final = "会えていない"
CHECK: Final = "確かめる学校"
_LONG: Final = 30  # 長期欠席: in bold and underlined
_LETTERS: Final = 24  # of a line of the column くわしく; half as many of that before it
_SEVERITIES: Final = {"error": "誤り", "warning": "注意", "info": "参考"}


def unmet_sheet(paper: Paper) -> None:
    """Children whom nobody has met, by key, longest first, with room to write what is agreed; not for sharing."""
    rollup, unmet = paper.view.rollup, paper.view.unmet
    named = any(each.child.name for each in unmet)
    columns = [*school_columns(paper.view), Column("キー", 12, "text")]
    columns += [*([Column("氏名", 16, "text")] if named else []), Column("学級", 9, "text")]
    fixed = len(columns)
    columns += [
        Column(title, 9) for title in ("会えていない授業日", "いまの連続", "最長の連続", "累計の欠席", "前年度の欠席")
    ]
    columns += [Column("段階", 20, "text"), Column("確かめたこと・担当", 34, "wrap")]
    rows: list[list[Cell]] = []
    for place, child in unmet:
        school = rollup.counted[place]
        who: list[Cell] = [
            *school_cells(paper.view, school),
            child.key,
            *([child.name] if named else []),
            _class(child),
        ]
        counts: list[Cell] = [child.unseen, child.current, child.longest, child.absent, child.previous_year]
        rows.append([*who, *counts, child.stage, None])
    sheet, end = table(paper, UNMET, columns, rows, fixed=fixed)
    for row in range(TOP + 1, end):
        sheet.set_row(row, 24)
    if rows:
        rule = {"type": "cell", "criteria": ">=", "value": _LONG, "format": paper.looks.strong}
        sheet.conditional_format(TOP + 1, fixed, end - 1, fixed, rule)
    sheet.write_string(end + 1, 0, UNMET_RULE if rows else "会えていない児童生徒はいません。", paper.looks.get("lead"))


def _class(child: Child) -> str:
    return ClassId(None if child.grade < 0 else child.grade, child.class_name).title


def check_sheet(paper: Paper) -> None:
    """Schools without figures, late ones, classes not entered, and problems of every kind with the first place."""
    rollup = paper.view.rollup
    columns = [*school_columns(paper.view), Column("何が", 14, "text")]
    columns += [Column("件数", 7), Column("どこ（最初の1件）", 26, "wrap"), Column("くわしく", 50, "wrap")]
    rows: list[list[Cell]] = []
    for school in (*rollup.unread, *rollup.other):
        said = " ".join(part for part in (school.error, school.hint) if part)
        said = said or f"{rollup.school_year}年度の授業日がありません。"
        rows.append([*school_cells(paper.view, school), OUTCOMES[school.outcome] or "合計に入れない", None, "", said])
    for place in rollup.late:
        school = rollup.counted[place]
        rows.append([*school_cells(paper.view, school), "入力の遅れ", None, "", f"{school.as_of} まで。{LATE_RULE}"])
    rows += [
        [*school_cells(paper.view, school), "未入力の学級", len(school.behind), "・".join(school.behind), ""]
        for school in rollup.counted
        if school.behind
    ]
    for severity in ("error", "warning"):
        for school in rollup.counted:
            for issue in school.issues:
                if issue.severity == severity:
                    title = _SEVERITIES[severity]
                    rows.append([*school_cells(paper.view, school), title, issue.count, issue.place, f"{issue.code}"])
    sheet, end = table(paper, CHECK, columns, rows, fixed=len(school_columns(paper.view)), high=24)
    for down, row in enumerate(rows, TOP + 1):
        lines = max(-(-len(str(row[-1])) // _LETTERS), -(-len(str(row[-2])) // (_LETTERS // 2)), 1)
        sheet.set_row(down, 16 * lines)
    if not rows:
        sheet.write_string(end, 0, "確かめる学校はありません。", paper.looks.get("lead"))
