"""連絡票, 協議シート, アセスメントシート."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from futoko_cli.core.ledger import Child, Concern, Ledger, Meeting, Role
from futoko_cli.forms import assessment, case_meeting, unseen
from futoko_cli.forms.meetings import roles_left_out
from tests.forms.casebook import KEY, case, contact, ledger, months
from tests.notation import day_of

LINE = "太郎 5/30- 欠*60"
SHEETS = (case_meeting, assessment)
CALLS = (contact("6/3 電話", "担任", content="母と話す。"), contact("6/2 電話", "担任"), contact("6/4 家庭訪問 ×"))


def concern(day: str, **boxes: Any) -> Concern:  # noqa: ANN401
    """A row of 連絡票."""
    return Concern(day_of(day), KEY, **boxes)


def notice(told: Ledger, day: str = "7/15") -> dict[str, object]:
    """The 連絡票 of a day."""
    return dict(unseen.values(case(LINE, told, as_of=day)))


def test_the_latest_notice_up_to_the_day() -> None:
    """A row of the day itself counts, one of the day after does not."""
    told = ledger(concern("6/2", request="一"), concern("7/15", request="二"), concern("7/16", request="三"))
    assert notice(told)["依頼事項"] == "二"
    assert notice(told, "7/14")["依頼事項"] == "一"
    assert notice(told, "5/30")["依頼事項"] is None


def test_the_notice_s_numbers() -> None:
    """最終現認日, 連続欠席, and school days since."""
    found = notice(ledger())
    names = ("最終現認日", "連続欠席日数", "会えていない授業日数", "記入日", "記入者")
    assert [found[n] for n in names] == [date(2025, 5, 29), 33, 33, date(2025, 7, 15), "教頭 架空"]


def test_what_nobody_wrote_is_composed_of_the_contacts() -> None:
    """保護者との連絡状況: the calls; 経過: everything, oldest first."""
    found = notice(ledger(concern("7/1", course=" "), *CALLS))
    assert found["保護者との連絡状況"] == "6/2 電話（担任）\n6/3 電話（担任）母と話す。"
    assert found["経過"] == "6/2 電話（担任）\n6/3 電話（担任）母と話す。\n6/4 家庭訪問（本人に会えず）"


def test_what_somebody_wrote_stands() -> None:
    """The writer's words are not added to."""
    found = notice(ledger(concern("7/1", course="経過は\n別紙", guardian_contact="つながらない"), *CALLS))
    assert (found["経過"], found["保護者との連絡状況"]) == ("経過は\n別紙", "つながらない")


@pytest.mark.parametrize(
    ("word", "boxes"),
    [("有", (True, False)), (" 無 ", (False, True)), ("", (None, None)), ("不明", (None, None))],
)
def test_suspected_abuse(word: str, boxes: tuple[bool | None, bool | None]) -> None:
    """Two boxes; where nobody wrote a word, neither is ticked or cleared."""
    found = notice(ledger(concern("7/1", abuse=word)))
    assert (found["虐待の疑い_有"], found["虐待の疑い_無"]) == boxes


ROLES = tuple(Role(f"分掌{n}", f"目標{n}", f"経過{n}") for n in range(1, 8))
MEETING = Meeting(
    day_of("6/12"),
    KEY,
    "15:30",
    "16:20",
    "教頭",
    "校長\n担任",
    "静かに過ごしたい",
    "無理をさせたくない",
    "医療機関から",
    "別室で過ごす",
    day_of("7/10"),
    ROLES,
    "共有する",
    "なし",
)


def test_the_meeting_s_boxes() -> None:
    """Every box of the row, six roles, and the counts up to the day."""
    found = case_meeting.values(case(LINE, ledger(MEETING), as_of="7/31", day="6/12"))
    names = ("開催日", "開始時刻", "終了時刻", "記録者", "参加者機関名", "短期目標の期日", "確認同意事項", "特記事項")
    assert [found[n] for n in names] == [
        date(2025, 6, 12),
        "15:30",
        "16:20",
        "教頭",
        "校長\n担任",
        date(2025, 7, 10),
        "共有する",
        "なし",
    ]
    assert [found[n] for n in ("本人の意向", "保護者の意向", "関係機関からの情報", "長期目標")] == [
        "静かに過ごしたい",
        "無理をさせたくない",
        "医療機関から",
        "別室で過ごす",
    ]
    assert [found[f"役割分担6_{part}"] for part in ("分掌機関名", "短期目標", "経過評価")] == [
        "分掌6",
        "目標6",
        "経過6",
    ]
    assert months(found) == "4月 0, 5月 1, 6月 9, 累計 10"


def test_a_seventh_role_is_named() -> None:
    """The sheet has six rows; what it has no place for is handed over."""
    assert roles_left_out(case(LINE, ledger(MEETING), as_of="6/12")) == (ROLES[6],)
    assert roles_left_out(case(LINE, ledger(), as_of="6/12")) == ()


def test_the_latest_meeting() -> None:
    """Not one to come, not another child's; of two on one day the lower row."""
    others = (
        Meeting(day_of("6/2"), KEY, recorder="一"),
        Meeting(day_of("6/12"), KEY, recorder="二"),
        Meeting(day_of("6/13"), KEY, recorder="三"),
        Meeting(day_of("6/12"), "1-1-02", recorder="別"),
    )
    told = ledger(MEETING, *others)
    assert assessment.values(case(LINE, told, as_of="6/12"))["記録者"] == "二"
    assert assessment.values(case(LINE, told, as_of="6/11"))["記録者"] == "一"


def test_without_a_meeting_the_counts_stand() -> None:
    """Every box of the meeting is blank."""
    found = assessment.values(case(LINE, ledger(), as_of="6/12"))
    assert found["欠席日数_累計"] == 10
    assert {found[f.name] for f in assessment.FORM.fields if f.origin == "ledger"} == {None}


def test_earlier_years() -> None:
    """前年度までの欠席日数: 幼 on the アセスメントシート only; a year not written is blank, 0 is 0."""
    told = ledger(child=Child(KEY, earlier={"幼": 3, "小1": 0, "小2": 12}))
    found = assessment.values(case(LINE, told, as_of="6/12"))
    assert [found[f"前年度欠席_{y}"] for y in ("幼", "小1", "小2", "小3")] == [3, 0, 12, None]
    assert "前年度欠席_幼" not in case_meeting.values(case(LINE, told, as_of="6/12"))


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_record_counts_to_its_own_day(sheet: Any) -> None:  # noqa: ANN401
    """The meeting of 6/3 knew three absences, on whatever day its record is printed; without a meeting, all of today."""
    met = sheet.values(case(LINE, ledger(Meeting(day_of("6/3"), KEY)), as_of="7/15"))
    assert (met["欠席日数_累計"], met["欠席日数_06月"], met["欠席日数_07月"]) == (3, 2, None)
    unmet = sheet.values(case(LINE, ledger(), as_of="7/15"))
    assert unmet["欠席日数_累計"] == 33
