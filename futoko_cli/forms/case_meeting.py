"""``case-meeting``: 協議シート（ケース会議等記録）, 小樽市不登校対応マニュアル 参考資料1."""

from __future__ import annotations

from typing import Final

from futoko_cli.forms import shared
from futoko_cli.forms.field import Field, Form

FORM: Final = Form(
    "case-meeting",
    "協議シート",
    "協議シート.xlsx",
    "小樽市不登校対応マニュアル 参考資料1",
    (
        shared.KEY,
        *shared.MEETING,
        *(field for field in shared.EARLIER if field.label != "幼"),
        *shared.WISHES,
        Field("特記事項", "特記事項", origin="ledger"),
    ),
)
