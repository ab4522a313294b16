"""``assessment``: アセスメントシート【取扱注意】, 沖縄県 不登校児童生徒への支援の手引き p.7."""

from __future__ import annotations

from typing import Final

from futoko_cli.forms import counts, meetings, shared, who
from futoko_cli.forms.case import Case
from futoko_cli.forms.field import Field, Form, Value

FORM: Final = Form(
    "assessment",
    "アセスメントシート",
    "アセスメントシート.xlsx",
    "沖縄県 不登校児童生徒への支援の手引き p.7",
    (
        shared.KEY,
        *shared.MEETING,
        *shared.EARLIER,
        *shared.WISHES,
        Field("経過評価の期日", "経過・評価（　月　日）", "date", "hand"),
    ),
)


def values(case: Case) -> dict[str, Value]:
    """What register and ledger say about every field; None where nothing is known."""
    then = meetings.at_its_day(case)
    return who.fill(FORM, who.pupil(case), counts.absences(then), counts.late_and_early(then), meetings.boxes(case))
