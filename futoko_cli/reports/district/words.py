"""Japanese words of the roll-up (全校集計の言葉): titles of its numbers, groups and remarks."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from futoko_cli.district.result import RUN, SUM, UNMET, SchoolResult
from futoko_cli.district.rollup import ALL, DISTRICT, LATE_DAYS, Rollup
from futoko_cli.reports.summary.figures import HIDDEN
from futoko_cli.reports.summary.words import DAYS, percent

if TYPE_CHECKING:
    from futoko_cli.district.view import Group, View

#: Numbers of children by key.
HEADS: Final = {
    "enrolled": "在籍",
    "at_least_30": "30日以上",
    "at_least_50": "50日以上",
    "at_least_90": "90日以上",
    "long_continued": "30日以上のうち継続",
    "long_new": "30日以上のうち新規",
    "long_unknown": "30日以上のうち前年度不明",
    "run": f"連続{RUN}日に達した",
    "run_new": f"連続{RUN}日に初めて達した",
    "sum": f"断続{SUM}日に達した",
    "sum_new": f"断続{SUM}日に初めて達した",
    "unmet": f"{UNMET}授業日会えていない",
    "by:absent": "欠席した人数",
}
TITLES: Final = {**HEADS, **DAYS}
OUTCOMES: Final = {"empty": "出席簿なし", "failed": "読めない", "read": ""}
UNMET_RULE: Final = (
    f"会えていない授業日が{UNMET}日以上の児童生徒です。家庭訪問などの現認は、支援台帳にあれば数えています。"
)
LATE_RULE: Final = f"最後に数えた日が、いちばん新しい学校より{LATE_DAYS}日以上前の学校です。"


def grade_title(grade: int) -> str:
    """``全学年``, ``1年``, ``学年なし``."""
    return {ALL: "全学年", -1: "学年なし"}.get(grade, f"{grade}年")


def school_title(rollup: Rollup, school: int) -> str:
    """``全校``, else the school's name."""
    return "全校" if school == DISTRICT else rollup.counted[school].title


def level_title(group: Group) -> str:
    """``全校``, ``学年``, ``学校``, ``学校の学年``."""
    if group.school == DISTRICT:
        return "全校" if group.grade == ALL else "学年"
    return "学校" if group.grade == ALL else "学校の学年"


def rate_text(view: View, group: Group, *, present: bool = False) -> str:
    """欠席率 (or 出席率) for people; ＊ where it is hidden."""
    rate = view.rate(group)
    if rate is None:
        return HIDDEN if view.shared and view.rollup.rate(*group) is not None else "－"
    return percent(1 - rate if present else rate)


def per_1000_text(value: Fraction | None, *, shared: bool = False) -> str:
    """Children per 1,000, with one decimal, rounded half up."""
    if value is None:
        return HIDDEN if shared else "－"
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10:,}.{tenths % 10}"


def problems_text(school: SchoolResult) -> str:
    """``誤り3・注意2`` of a school."""
    warnings = sum(issue.count for issue in school.issues if issue.severity == "warning")
    parts = [f"誤り{school.errors}" if school.errors else "", f"注意{warnings}" if warnings else ""]
    return "・".join(part for part in parts if part)


def remarks(view: View) -> list[str]:
    """What has to be said beside the numbers, in sentences."""
    rollup, found = view.rollup, []
    if view.shared:
        found.append(f"{HIDDEN} は、5人未満の数と、引き算で5人未満の数が分かるため一緒に伏せた数です。0 は伏せません。")
    if rollup.other:
        titles = "・".join(school.title for school in rollup.other)
        found.append(f"{rollup.school_year}年度の授業日がないため、合計に入れていません: {titles}")
    if len(rollup.policies) > 1:
        names = "・".join(" ".join(policy) for policy in rollup.policies)
        found.append(f"学校によって対応基準が違います（{names}）。連続・断続の数え方は学校の基準によります。")
    if rollup.month and len(rollup.schools_with(ALL, rollup.month)) < len(rollup.counted):
        counted = len(rollup.schools_with(ALL, rollup.month))
        found.append(f"{int(rollup.month[-2:])}月の数は、その月の授業日を数えた{counted}校の合計です。")
    totals = sum(school.totals_only for school in rollup.counted)
    if totals:
        found.append(f"合計だけの出席簿の{totals}人は、どの数にも入っていません。")
    if rollup.run.unfinished:
        found.append(
            f"途中で止めたため、{len(rollup.run.unfinished)}校を数えていません。もう一度実行すると続きから数えます。"
        )
    return found + list(rollup.run.notes)
