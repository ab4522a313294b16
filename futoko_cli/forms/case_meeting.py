"""``case-meeting``: 協議シート（ケース会議等記録）, 小樽市不登校対応マニュアル 参考資料1."""

from __future__ import annotations

from typing import Final

from futoko_cli.forms import counts, meetings, shared, who
from futoko_cli.forms.case import Case
from futoko_cli.forms.field import Field, Form, Value

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


def values(case: Case) -> dict[str, Value]:
    """What register and ledger say about every field; None where nothing is known."""
    then = meetings.at_its_day(case)
    return who.fill(FORM, who.pupil(case), counts.absences(then), counts.late_and_early(then), meetings.boxes(case))
