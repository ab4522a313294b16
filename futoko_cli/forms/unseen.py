"""``unseen``: 現認ができない児童生徒連絡票, 小樽市不登校対応マニュアル p.13 and 参考資料4."""

from __future__ import annotations

from typing import Final

from futoko_cli.forms import shared
from futoko_cli.forms.field import Field, Form

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
