"""``quick``: 不登校の状況について（速報）, 小樽市不登校対応マニュアル 参考資料2."""

from __future__ import annotations

from typing import Final

from futoko_cli.forms import counts, factors, history, plans, shared, who
from futoko_cli.forms.case import Case
from futoko_cli.forms.dates import spoken
from futoko_cli.forms.field import Field, Form, Value

FORM: Final = Form(
    "quick",
    "速報",
    "速報.xlsx",
    "小樽市不登校対応マニュアル 参考資料2",
    (
        shared.KEY,
        Field("担当", "担当", origin="settings", asked=True),
        Field("報告日", "報告日", "date"),
        shared.SCHOOL,
        shared.GRADE_CLASS,
        shared.GRADE,
        shared.CLASS,
        shared.NAME,
        shared.FURIGANA,
        shared.TEACHER,
        shared.FAMILY,
        Field("欠席状況", "欠席状況"),
        shared.ABSENT_TOTAL,
        Field("連続欠席日数", "連続欠席", "number"),
        Field("連続欠席_開始日", "連続欠席（初日）", "date"),
        Field("連続欠席_最終日", "連続欠席（最終日）", "date"),
        Field("不登校の要因", "不登校の要因", origin="ledger", asked=True),
        Field("これまでの対応", "これまでの対応", origin="ledger", asked=True),
        Field("今後の対応", "今後の対応", origin="ledger", asked=True),
        Field("備考", "備考", origin="hand"),
    ),
)


def _run_text(case: Case) -> str:
    run = counts.latest_run(case)
    if run is None:
        return "連続欠席 なし"
    days = spoken(run.first) if run.first == run.last else f"{spoken(run.first)}〜{spoken(run.last)}"
    return f"連続欠席 {run.days}日（{days}{'、継続中' if run.ongoing else ''}）"


def _reached_texts(case: Case) -> list[str]:
    """When the conditions that ask for this report were reached."""
    due = [s for s in case.result.stages if any(duty.form == FORM.id for duty in s.stage.duties)]
    texts: dict[str, None] = {}
    for state in (condition for stage in due for condition in stage.conditions):
        days = [spoken(day) for day in state.reached_on if day <= case.until]
        if days:
            texts[f"{state.condition.text}に達した日 {'、'.join(days)}"] = None
    return list(texts)


def absence_text(case: Case) -> str:
    """欠席状況: the run, the total, the months with absences, late and early, and when the report fell due."""
    months = counts.absent_by_month(case)
    listed = "、".join(f"{int(month[-2:])}月 {number}日" for month, number in months.items() if number)
    late = counts.late_and_early(case)
    return "\n".join(
        [
            f"{_run_text(case)}　今年度の欠席 累計 {counts.total(months)}日",
            *([f"月ごとの欠席 {listed}"] if listed else []),
            f"遅刻 {late[shared.LATE.name]}日　早退 {late[shared.EARLY_LEAVE.name]}日",
            *_reached_texts(case),
        ]
    )


def values(case: Case) -> dict[str, Value]:
    """What register, ledger and settings say about every field; None where nothing is known."""
    run = counts.current_run(case)
    return who.fill(
        FORM,
        who.pupil(case),
        who.school(case),
        counts.absences(case),
        {
            "報告日": case.day,
            "欠席状況": absence_text(case),
            "連続欠席日数": run.days if run else 0,
            "連続欠席_開始日": run.first if run else None,
            "連続欠席_最終日": run.last if run else None,
            "不登校の要因": factors.sentence(case.causes),
            "これまでの対応": history.done(case),
            "今後の対応": plans.next_steps(case),
        },
    )
