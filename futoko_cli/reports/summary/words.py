"""Japanese words of the summary (集計の言葉): titles of numbers, rates, trends, remarks, signs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from futoko_cli.core.signs import LATE_EARLY, LATE_EARLY_MORE, PREVIOUS_YEAR, RUN, Child, Sign
from futoko_cli.core.summary import SCHOOL, THRESHOLDS, YEAR, Group
from futoko_cli.reports.summary.figures import HIDDEN
from futoko_cli.reports.wording import short_date

if TYPE_CHECKING:
    from futoko_cli.reports.summary.figures import Figures

WEEKDAYS: Final = {"mon": "月", "tue": "火", "wed": "水", "thu": "木", "fri": "金", "sat": "土", "sun": "日"}
#: Keys of the sums of days, with their column titles; kinds of absence behind their total.
DAYS: Final = {
    "school": "授業日数（延べ）",
    "absent": "欠席",
    "absent_unsaid": "欠席（区分なし）",
    "absent_sick": "病欠",
    "absent_other": "事故欠",
    "credited": "出席扱い",
    "late": "遅刻",
    "early_leave": "早退",
    "separate_room": "別室登校",
    "skipped": "出停・忌引等",
    "suspended": "出席停止",
    "bereavement": "忌引",
    "class_closure": "学級閉鎖",
    "excused": "公欠",
    "unentered": "未入力",
}
REMARK: Final = "下限"
SHARED: Final = f"{HIDDEN} は、5人未満の数と、引き算で5人未満の数が分かるため一緒に伏せた数です。0 は伏せません。"
RATE: Final = "欠席率＝欠席÷（授業日数－出停・忌引等）。出席率は100%からこれを引いた率です。"
LAST_YEAR: Final = "前年度の出席簿に直すところがあり、前年度の数は少ないことがあります。futoko scan で見られます。"
BOUND: Final = "［下限］未入力の日や入力の遅れがあり、欠席は実際より少ない可能性があります。"


def span_title(span: str) -> str:
    """``11月``, ``年度計``, ``月曜``."""
    if span == YEAR:
        return "年度計"
    return f"{WEEKDAYS[span]}曜" if span in WEEKDAYS else f"{int(span[-2:])}月"


def over_title(least: int) -> str:
    """``30日以上``."""
    return f"{least}日以上"


def percent(rate: Fraction | None) -> str:
    """``2.9%``; ``－`` where there is none. Rounded half up, exactly."""
    if rate is None:
        return "－"
    whole, tenth = divmod(int(abs(rate) * 1000 + Fraction(1, 2)), 10)
    return f"{'-' if rate < 0 and (whole or tenth) else ''}{whole}.{tenth}%"


def rate_text(figures: Figures, group: Group, span: str) -> str:
    """欠席率 for people."""
    return HIDDEN if figures.rate_hidden(group, span) else percent(figures.rate(group, span))


def value_text(value: int | None) -> str:
    """A number, or the sign that it is hidden."""
    return HIDDEN if value is None else f"{value:,}"


def change_text(now: Fraction | None, before: Fraction | None) -> str:
    """``+0.3ポイント``; "" where one of them is missing."""
    if now is None or before is None:
        return ""
    text = percent(now - before).removesuffix("%")
    sign = "±" if text == "0.0" else "" if text.startswith("-") else "+"
    return f"{sign}{text}ポイント"


def month_title(month: str) -> str:
    """``2025年11月``."""
    return f"{month[:4]}年{int(month[-2:])}月"


def trends(figures: Figures) -> list[tuple[str, str]]:
    """The month beside the month before, and the same month a year before: what it is beside, and how it compares."""
    rate = figures.rate(SCHOOL, figures.month)
    found = []
    if before := figures.summary.before:
        then = figures.rate(SCHOOL, before)
        found.append((f"前の月（{span_title(before)}）", _beside(rate_text(figures, SCHOOL, before), rate, then)))
    if figures.last_year is not None:
        ago = figures.year_ago
        if ago:
            then = figures.last_year.rate(SCHOOL, ago)
            text = _beside(rate_text(figures.last_year, SCHOOL, ago), rate, then)
            found.append((f"前年度の同じ月（{month_title(ago)}）", text))
        else:
            found.append(("前年度の同じ月", "前年度の出席簿に、この月の授業日がありません。"))
    return found


def _beside(shown: str, now: Fraction | None, then: Fraction | None) -> str:
    change = change_text(now, then)
    return f"欠席率 {shown}" + (f" → 今月は {change}" if change else "")


def behind_text(figures: Figures, group: Group, span: str) -> str:
    """Why absences are a lower bound; "" where they are not."""
    tally = figures.summary.of(group, span)
    parts = []
    if tally.days["unentered"]:
        shown = figures.value(group, span, "unentered")
        parts.append("未入力あり" if shown is None else f"未入力 延べ{shown:,}日")
    if tally.behind:
        parts.append(f"入力の遅れ {'・'.join(tally.behind)}")
    return f"［{REMARK}］{'、'.join(parts)}" if parts else ""


def remarks(figures: Figures) -> list[str]:
    """What a reader must know about the numbers, one sentence each."""
    assessment = figures.assessment
    found = []
    if figures.groups and (why := behind_text(figures, SCHOOL, YEAR)):
        found.append(BOUND + f"（{why.removeprefix(f'［{REMARK}］')}）")
    if figures.last_year is not None and figures.last_year.assessment.has_errors:
        found.append(LAST_YEAR)
    if assessment.totals:
        found.append(f"合計だけの出席簿の {len(assessment.totals)}人は、この集計に入っていません。")
    found += [
        RATE,
        f"在籍は期間の最後の日の人数、{'・'.join(map(str, THRESHOLDS))}日以上は年度の初めからの欠席です（転出した児童生徒を含みます）。",
    ]
    if figures.shared:
        found.append(SHARED)
    return found


def _sign_text(child: Child, sign: Sign) -> str:
    result = child.result
    state = result.stage
    if sign == "stage" and state is not None:
        since = f"（{short_date(state.reached_on[-1])}に達した）" if state.reached_on else ""
        return f"［{state.stage.label}］{since}"
    if sign == "one_short":
        return "あと1日の欠席で次の段階"
    if sign == "previous_year_run":
        return f"予兆: 前年度の欠席 {child.previous_year}日・いま連続 {result.current}日（{RUN}日以上）"
    if sign == "previous_year":
        return f"前年度の欠席 {child.previous_year}日（{PREVIOUS_YEAR}日以上）"
    return f"予兆: 遅刻・早退 {child.late_early}回（前の月 {child.late_early_before}回）"


def signs_text(child: Child) -> str:
    """Why a child is to be watched, in one line."""
    return "、".join(_sign_text(child, sign) for sign in child.signs)


def signs_rule() -> str:
    """The rule behind 要注意, for the foot of a list."""
    return (
        f"載せるのは、段階に当たる・あと1日で当たる・前年度の欠席が{PREVIOUS_YEAR}日以上（沖縄県の手引き p.5）・"
        f"遅刻と早退が月に{LATE_EARLY}回以上で前の月より{LATE_EARLY_MORE}回以上多い（回数は futoko の設定）児童生徒です。"
    )
