"""(1) and (2): 欠席日数 and 通級日数 by month, 遅刻, 早退."""

from __future__ import annotations

import pytest

from futoko_cli.forms import case_meeting, counts, monthly
from tests.forms.casebook import case, case_of, centre, closed, contact, ledger, months
from tests.notation import day_of, page


def test_months_up_to_the_one_reported_on() -> None:
    """A report on June: April to June, what follows stays blank."""
    found = monthly.values(case("太郎 4/7- 欠欠 6/30- 欠 7/1- 欠*3", month="2025-06"))
    assert months(found) == "4月 2, 5月 0, 6月 1, 累計 3"


def test_every_kind_of_absence_counts_and_no_other_day() -> None:
    """病欠, 事故欠 and 出席扱い are absences; 出停, 忌引, 閉鎖, 公欠, 遅刻 and days not entered are none."""
    found = monthly.values(case("太郎 6/2- 欠病事教Ｉ停忌閉公遅未", month="2025-06"))
    assert found["欠席日数_06月"] == 5


def test_as_of_in_mid_month() -> None:
    """Seen from 6/10, the absences of 6/11 and later are not known."""
    found = monthly.values(case("太郎 6/9- 欠*5", month="2025-06", as_of="6/10"))
    assert months(found) == "4月 0, 5月 0, 6月 2, 累計 2"


def test_as_of_after_the_month() -> None:
    """A report on June written in October does not know July's absences."""
    found = monthly.values(case("太郎 6/30- 欠欠欠", month="2025-06", as_of="10/31"))
    assert months(found) == "4月 0, 5月 0, 6月 1, 累計 1"


def test_as_of_before_the_month() -> None:
    """The register has come as far as May: June is blank, not 0."""
    found = monthly.values(case("太郎 5/30- 欠", month="2025-06", as_of="5/30"))
    assert months(found) == "4月 0, 5月 1, 累計 1"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("太郎 4/1- 未*21 欠欠", "5月 2, 累計 2"),
        ("太郎 4/1- 未*20 出欠欠", "4月 0, 5月 2, 累計 2"),
        ("太郎 4/1- 外*5 未*16 欠欠", "5月 2, 累計 2"),
        ("太郎 4/1- 未*21 欠欠 5/7- 未*30", "5月 2, 累計 2"),
    ],
    ids=["April's sheet was not read", "one day of it was", "came in April", "entered to 5/2"],
)
def test_a_month_that_nobody_entered_is_blank(line: str, expected: str) -> None:
    """0 on an official form says that the child was never absent; of a month without a sheet nobody knows."""
    found = monthly.values(case(line, month="2025-05"))
    assert months(found) == expected
    assert (found["通級日数_04月"] is None) == (found["欠席日数_04月"] is None)


def test_august_without_school_is_zero() -> None:
    """A whole month of vacation lies within enrolment."""
    register = closed(page("太郎 7/1- 欠", upto="9/30"), "7/26", "8/31")
    found = monthly.values(case_of(register, day_of("9/30"), month="2025-09"))
    assert months(found) == "4月 0, 5月 0, 6月 0, 7月 1, 8月 0, 9月 0, 累計 1"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("太郎 4/1- 外*45 欠", "6月 1, 7月 0, 8月 0, 9月 0, 累計 1"),
        ("太郎 4/1- 外*41 欠", "6月 1, 7月 0, 8月 0, 9月 0, 累計 1"),
        ("太郎 4/1- 外*40 欠", "5月 1, 6月 0, 7月 0, 8月 0, 9月 0, 累計 1"),
    ],
    ids=["from 6/6", "from 6/2, the month's first", "from 5/30, the month's last"],
)
def test_a_child_that_came_in_june(line: str, expected: str) -> None:
    """転入: months before it are blank, the month of it is a number."""
    register = closed(page(line, upto="9/30"), "7/26", "8/31")
    assert months(monthly.values(case_of(register, day_of("9/30"), month="2025-09"))) == expected


@pytest.mark.parametrize(("line", "expected"), [("太郎 5/1- 欠", "4月 0, 5月 1"), ("太郎 5/1- 外 欠", "5月 1")])
def test_a_register_that_begins_in_may(line: str, expected: str) -> None:
    """April has no day to go by: it is as the first day after it."""
    register = closed(page(line, upto="5/30"), "4/1", "4/30")
    found = months(monthly.values(case_of(register, day_of("5/30"), month="2025-05")))
    assert found == f"{expected}, 累計 1"


def test_vacation_before_coming_and_after_leaving() -> None:
    """転入 on 9/1 and 転出 in July: August belongs to neither."""
    summer = ("7/26", "8/31")
    came = closed(page("太郎 4/1- " + "外*102 欠", upto="9/30"), *summer)
    late = [day for day, kind in zip(came.days.tolist(), came.kinds[0].tolist(), strict=True) if kind == 15]
    assert late[-1] < day_of("9/1").toordinal()
    assert months(monthly.values(case_of(came, day_of("9/30"), month="2025-09"))).startswith("9月")
    left = closed(page("太郎 4/1- 欠 7/22- " + "外*60", upto="9/30"), *summer)
    found = months(monthly.values(case_of(left, day_of("9/30"), month="2025-09")))
    assert found == "4月 1, 5月 0, 6月 0, 7月 0, 累計 1"


def test_days_not_entered_leave_the_number() -> None:
    """Three days not typed in yet: the number stands; the run reports them elsewhere."""
    assert monthly.values(case("太郎 6/2- 欠未未未", month="2025-06"))["欠席日数_06月"] == 1


def test_centre_days_of_register_and_ledger() -> None:
    """教 in the register, and 欠 with a row of 通級; ICT is none; one day is counted once."""
    told = ledger(
        centre("6/2", "青空教室"), centre("6/3", "青空教室"), centre("6/4", ict=True), centre("6/5", key="1-1-02")
    )
    found = monthly.values(case("太郎 6/2- 教欠欠欠Ｉ教", told, month="2025-06"))
    assert months(found, "通級日数") == "4月 0, 5月 0, 6月 3, 累計 3"
    assert found["欠席日数_06月"] == 6


def test_a_centre_day_that_is_no_absence_is_handed_over() -> None:
    """通級 on a day at school, on a Saturday, on a day not entered: not counted, and named."""
    rows = (centre("6/2"), centre("6/3"), centre("6/7"), centre("6/4"), centre("6/5", ict=True), centre("7/1"))
    here = case("太郎 6/2- 欠出未", ledger(*rows), month="2025-06")
    assert monthly.values(here)["通級日数_06月"] == 1
    assert counts.centre_days_not_absent(here) == [centre("6/3"), centre("6/7"), centre("6/4")]


def test_late_and_early() -> None:
    """遅刻・早退 on one day counts in both; days after the as-of date in none."""
    found = case_meeting.values(case("太郎 6/2- 遅早両別遅 6/16- 遅", as_of="6/13"))
    assert (found["遅刻日数"], found["早退日数"]) == (3, 2)


def test_a_form_without_a_month_counts_to_the_day_it_is_written_on() -> None:
    """A meeting's sheet of 6/4 does not know 6/5."""
    found = case_meeting.values(case("太郎 6/2- 欠*5", as_of="6/30", day="6/4"))
    assert months(found) == "4月 0, 5月 0, 6月 3, 累計 3"


def test_contacts_of_the_month() -> None:
    """Calls, visits and the rest by month: 5/31 and 7/1 are other months, 1-1-02 is another child."""
    rows = [contact(f"{day} {how}") for day in ("5/31", "6/1", "6/30", "7/1") for how in ("電話", "家庭訪問")]
    told = ledger(*rows, contact("6/2 電話"), contact("6/3 電話", key="1-1-02"), contact("6/4 その他"))
    found = monthly.values(case("太郎", told, month="2025-06"))
    assert [found[n] for n in ("電話連絡回数", "家庭訪問回数", "その他回数", "その他の連絡")] == [3, 2, 1, "その他"]


@pytest.mark.parametrize(
    ("rows", "word", "number"),
    [
        ([], None, 0),
        (["6/2 面談"], "面談", 1),
        (["6/2 面談", "6/3 面談"], "面談", 2),
        (["6/2 その他", "6/3 面談"], "面談・その他", 2),
    ],
)
def test_other_contacts_are_named(rows: list[str], word: str | None, number: int) -> None:
    """その他【　】 says what they were; none at all is 0."""
    found = monthly.values(case("太郎", ledger(*map(contact, rows)), month="2025-06"))
    assert (found["その他の連絡"], found["その他回数"]) == (word, number)


def test_without_a_ledger_no_contact_is_known() -> None:
    """Blank, not 0."""
    found = monthly.values(case("太郎", month="2025-06"))
    assert [found[n] for n in ("電話連絡回数", "家庭訪問回数", "その他回数")] == [None, None, None]
