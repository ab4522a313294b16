"""``monthly``: 欠席状況報告書（個人別）【兼 個別の指導プログラム】, 小樽市不登校対応マニュアル 参考資料3.

The form's own rule: (3)(4)(5) may stay as last month, (6) is written anew each month.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from futoko_cli.core.ledger import FACTORS, MonthNote
from futoko_cli.forms import agencies, counts, factors, history, met, plans, shared, who
from futoko_cli.forms.case import Case
from futoko_cli.forms.dates import month_bounds, month_of
from futoko_cli.forms.field import Field, Form, Value

#: (7) 関係機関: name of the box → words of the ledger; その他 takes what is none of them.
AGENCIES: Final = {"登校支援室": "登校支援室（教育委員会）", "こども家庭課": "こども家庭課（こども未来部）"}
#: 長期欠席: this many absences in the year before make a report a continued one (文部科学省, 年度間30日以上).
LONG_ABSENCE: Final = 30


def _agencies(prefix: str) -> tuple[Field, ...]:
    return (
        *(Field(f"{prefix}_{name}", label, "check", "ledger", carried=True) for name, label in AGENCIES.items()),
        Field(f"{prefix}_その他", "その他", "check", "ledger", carried=True),
        Field(f"{prefix}_その他名", "その他【　】", origin="ledger", carried=True),
    )


FORM: Final = Form(
    "monthly",
    "欠席状況報告書",
    "欠席状況報告書.xlsx",
    "小樽市不登校対応マニュアル 参考資料3",
    (
        shared.KEY,
        shared.SCHOOL,
        shared.PRINCIPAL,
        Field("報告年月", "令和　年　月報告", "date"),  # the first day of the month reported on
        shared.WRITER,
        shared.NAME,
        Field("性別", "性別", origin="ledger", asked=True),
        Field("性別_男", "男", "sign", "ledger"),
        Field("性別_女", "女", "sign", "ledger"),
        shared.GRADE,
        shared.CLASS,
        Field("生年月日", "生年月日", "date", "ledger", asked=True),
        Field("保護者氏名", "保護者氏名", origin="ledger", asked=True),
        Field("現住所", "現住所", origin="ledger", asked=True),
        Field("新規継続", "新規・継続"),
        Field("新規", "新規", "sign"),
        Field("継続", "継続", "sign"),
        # (1) 本年度の学校欠席状況
        *shared.ABSENT_MONTHS,
        shared.ABSENT_TOTAL,
        Field("前年度欠席日数", "前年度の欠席日数", "number", "ledger", asked=True),
        # (2) 内、登校支援室への通級日数; contacts of the month; 現認
        *(Field(f"通級日数_{m}月", f"{int(m)}月", "number") for m in shared.MONTHS),
        Field("通級日数_累計", "累計", "number"),
        Field("電話連絡回数", "電話連絡", "number", "ledger"),
        Field("家庭訪問回数", "家庭訪問", "number", "ledger"),
        Field("その他の連絡", "その他【　】", origin="ledger"),
        Field("その他回数", "その他", "number", "ledger"),
        Field("最終現認日", "最終現認日", "date", asked=True),
        Field("現認者", "現認者", origin="ledger", asked=True),
        Field("現認方法", "現認方法＜場所等＞", origin="ledger", asked=True),
        Field("現認できなかった理由", "現認できなかった理由", origin="ledger", asked=True),
        # (3) 不登校となったきっかけや継続している要因: ◎ one, ○ any
        *(Field(f"要因_{name}", label, "sign", "ledger", carried=True) for name, label in FACTORS.items()),
        Field("要因_その他の内容", "その他【　】", origin="ledger", carried=True),
        Field("総合所見", "総合所見", origin="ledger", carried=True, asked=True),
        # (4), (5)
        Field("家庭環境", "家庭環境及び教育への関心", origin="ledger", carried=True, asked=True),
        Field("性格や行動", "本人の性格や行動など参考事項", origin="ledger", carried=True, asked=True),
        # (6) 今月の状況及び今後の方策
        Field("今月の状況", "今月の状況", origin="ledger", monthly=True, asked=True),
        Field("先月の方策", "先月の方策", origin="ledger"),  # shown beside its evaluation
        Field("先月の方策の評価", "先月の方策の評価", origin="ledger", monthly=True, asked=True),
        Field("長期的な目標", "長期的な目標", origin="ledger", monthly=True, asked=True),
        Field("短期的な目標", "短期的な目標", origin="ledger", monthly=True, asked=True),
        Field("何を行うか", "何を行うか", origin="ledger", monthly=True, asked=True),
        Field("いつ行うか", "いつ行うか", origin="ledger", monthly=True, asked=True),
        Field("誰が行うか", "誰が行うか", origin="ledger", monthly=True, asked=True),
        Field("連携する相手", "連携・協力する相手", origin="ledger", monthly=True, asked=True),
        # (7) 関係機関との連携状況
        *_agencies("連携"),
        *_agencies("希望"),
    ),
)


def first_due(case: Case) -> date | None:
    """The day on which a stage that asks for this report was first reached."""
    due = [s for s in case.result.stages if any(duty.form == FORM.id for duty in s.stage.duties)]
    return min((state.reached_on[0] for state in due if state.reached_on), default=None)


def continues(case: Case) -> bool:
    """継続: reported before, a month after the first one due, or already absent for long the year before."""
    since = first_due(case)
    late = since is not None and case.about > month_of(since)
    return case.already or late or (case.absent_before or 0) >= LONG_ABSENCE


def _continued(case: Case) -> dict[str, Value]:
    """新規・継続, and the signs as the official form prints them: ● is the one that holds."""
    goes_on = continues(case)
    return {
        "新規継続": "継続" if goes_on else "新規",
        "新規": "〇" if goes_on else "●",
        "継続": "●" if goes_on else "〇",
    }


def _this_month(case: Case) -> dict[str, Value]:
    """(6) and (7) from 月次 of this month alone."""
    note = case.note(case.about)
    if note is None:
        return {}
    return {
        "今月の状況": note.situation,
        "先月の方策の評価": note.evaluation,
        "長期的な目標": note.long_goal,
        "短期的な目標": note.short_goal,
        **plans.of_note(note),
        **_ticks(note),
    }


def _ticks(note: MonthNote) -> dict[str, Value]:
    """(7): a row that names any agency says of every box whether it is ticked; one that names none says nothing."""
    if not note.agencies and not note.wished:
        return {}
    linked = agencies.ticked("連携", note.agencies, AGENCIES)
    return {**linked, **agencies.ticked("希望", note.wished, AGENCIES)}


def values(case: Case) -> dict[str, Value]:
    """What register, ledger and settings say about every field; None where nothing is known."""
    return who.fill(
        FORM,
        who.pupil(case),
        who.school(case),
        {"報告年月": month_bounds(case.about)[0]},
        _continued(case),
        counts.absences(case),
        counts.centre_days(case),
        history.contacts_of_month(case),
        met.boxes(case),
        factors.signs(case.causes),
        {"先月の方策": plans.last_plan(case)},
        _this_month(case),
    )
