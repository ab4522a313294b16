"""``quick``: 不登校の状況について（速報）, 小樽市不登校対応マニュアル 参考資料2."""

from __future__ import annotations

from typing import Final

from futoko_cli.forms import shared
from futoko_cli.forms.field import Field, Form

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
