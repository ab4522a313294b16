"""``unseen``: 現認ができない児童生徒連絡票, 小樽市不登校対応マニュアル p.13 and 参考資料4."""

from __future__ import annotations

from typing import Final

from futoko_cli.core.ledger import Concern
from futoko_cli.forms import counts, history, met, shared, who
from futoko_cli.forms.case import Case
from futoko_cli.forms.field import Field, Form, Value

FORM: Final = Form(
    "unseen",
    "現認ができない児童生徒連絡票",
    "現認ができない児童生徒連絡票.xlsx",
    "小樽市不登校対応マニュアル 参考資料4",
    (
        shared.KEY,
        shared.WRITER,
        Field("記入日", "記入日", "date"),
        shared.NAME,
        shared.GRADE,
        shared.SCHOOL,
        Field("最終現認日", "最終現認日", "date", asked=True),
        Field("連続欠席日数", "連続欠席", "number"),
        Field("会えていない授業日数", "会えていない授業日数", "number"),
        Field("依頼事項", "依頼事項", origin="ledger", asked=True),
        Field("保護者との連絡状況", "保護者との連絡状況", origin="ledger", asked=True),
        Field("家庭訪問_保護者", "家庭訪問時の状況（保護者）", origin="ledger", asked=True),
        Field("家庭訪問_児童生徒", "家庭訪問時の状況（児童生徒）", origin="ledger", asked=True),
        Field("虐待の疑い_有", "児童虐待の疑い（有）", "check", "ledger"),
        Field("虐待の疑い_無", "児童虐待の疑い（無）", "check", "ledger"),
        Field("虐待の疑い_内容", "児童虐待の疑い（内容）", origin="ledger", asked=True),
        Field("欠席増加の時期理由", "欠席が増加した時期・理由", origin="ledger", asked=True),
        Field("経過", "児童生徒及び保護者との経過", origin="ledger", asked=True),
    ),
)


def latest_concern(case: Case) -> Concern | None:
    """The child's last 連絡票 up to the day of writing; of two on one day, the lower row."""
    own = [(row.day, n, row) for n, row in enumerate(case.ledger.concerns) if row.key == case.key]
    return max((each for each in own if each[0] <= case.day), default=(None, 0, None))[2]


def _abuse(word: str) -> dict[str, Value]:
    """Two boxes from one word; nothing is ticked where nobody wrote one."""
    if word not in ("有", "無"):
        return {}
    return {"虐待の疑い_有": word == "有", "虐待の疑い_無": word == "無"}


def _concern_boxes(case: Case) -> dict[str, Value]:
    concern = latest_concern(case) or Concern(case.day, case.key)
    return {
        "依頼事項": concern.request,
        "保護者との連絡状況": concern.guardian_contact if concern.guardian_contact.strip() else history.calls(case),
        "家庭訪問_保護者": concern.visit_guardian,
        "家庭訪問_児童生徒": concern.visit_child,
        **_abuse(concern.abuse.strip()),
        "虐待の疑い_内容": concern.abuse_text,
        "欠席増加の時期理由": concern.onset,
        "経過": concern.course if concern.course.strip() else history.done(case),
    }


def values(case: Case) -> dict[str, Value]:
    """What register, ledger and settings say about every field; None where nothing is known."""
    run, seen = counts.current_run(case), met.last_met(case)
    return who.fill(
        FORM,
        who.pupil(case),
        who.school(case),
        {
            "記入日": case.day,
            "最終現認日": seen.day if seen else None,
            "連続欠席日数": run.days if run else 0,
            "会えていない授業日数": met.not_met_days(case),
        },
        _concern_boxes(case),
    )
