"""Where everything is known, no box is left blank but those that only a person fills."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import pytest

from futoko_cli.core.ledger import EARLIER_YEARS, FACTORS, Causes, Child, Concern, Ledger, Meeting, MonthNote, Role
from futoko_cli.forms import (
    agencies,
    assessment,
    case_meeting,
    counts,
    factors,
    history,
    meetings,
    met,
    monthly,
    plans,
    quick,
    unseen,
    who,
)
from futoko_cli.forms.asked import still_to_write
from futoko_cli.forms.case import Case
from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.field import Value
from tests.forms.casebook import KEY, case, centre, contact, ledger
from tests.notation import day_of

NAMES = tuple(FACTORS)
CHILD = Child(
    KEY, "太郎", "タロウ", "男", date(2018, 4, 2), "花子", "青空1-2", "担任", "父母", 3, dict.fromkeys(EARLIER_YEARS, 1)
)
CAUSES = Causes(KEY, NAMES[0], NAMES[1:], "引っ越し", "所見", "家庭", "性格")
AGENCIES = ("登校支援室", "こども家庭課", "児童相談所")


def note(month: str) -> MonthNote:
    """A row of 月次 with every cell written."""
    return MonthNote(month, KEY, "状", "評", "長", "短", "何", "時", "誰", "連", AGENCIES, AGENCIES, "理由")


MEETING = Meeting(
    day_of("3/3"),
    KEY,
    "15:00",
    "16:00",
    "録",
    "参",
    "本",
    "保",
    "関",
    "長",
    day_of("3/20"),
    (Role("担", "目", "経"),) * 6,
    "合",
    "特",
)
FULL: Ledger = ledger(
    *(
        contact(f"3/{day} {how} ○", "担任", "自宅", "話す")
        for day, how in enumerate(("電話", "家庭訪問", "面談", "その他"), 2)
    ),
    note("2026-02"),
    note("2026-03"),
    MEETING,
    Concern(day_of("3/9"), KEY, "依", "保", "訪", "児", "有", "虐", "増", "経"),
    centre("3/2", "教室"),
    child=CHILD,
    causes=MappingProxyType({KEY: CAUSES}),
)


def full() -> Case:
    """A child away since 2/2, at the end of March."""
    return case("太郎 2/2- 欠*39", FULL, month="2026-03", day="3/31")


@pytest.mark.parametrize("form_id", FORMS)
def test_every_box_is_filled(form_id: str) -> None:
    """A name misspelt in one place would leave its box blank for ever."""
    found = VALUES[form_id](full())
    blank = {f.name for f in FORMS[form_id].fields if found[f.name] is None and f.origin != "hand"}
    assert blank == ({"現認できなかった理由", "性別_女"} if form_id == "monthly" else set())
    assert not [f for f in still_to_write(FORMS[form_id], found) if f.origin != "hand"]


VALUES = {module.FORM.id: module.values for module in (monthly, quick, case_meeting, unseen, assessment)}
PARTS = (
    who.pupil,
    who.school,
    counts.absences,
    counts.centre_days,
    counts.late_and_early,
    history.contacts_of_month,
    met.boxes,
    meetings.boxes,
    lambda each: factors.signs(each.causes),
    lambda each: plans.of_note(each.ledger.months[0]),
    lambda each: agencies.ticked("連携", each.ledger.months[0].agencies, monthly.AGENCIES),
)


def test_every_part_names_boxes_that_some_form_has() -> None:
    """The other way round: what is worked out has a box."""
    names = {field.name for form in FORMS.values() for field in form.fields}
    found: dict[str, Value] = {}
    for part in PARTS:
        found.update(part(full()))
    assert set(found) <= names
