"""長期欠席 tallies: 29 and 30 days, both bases, reasons, 新規・継続, 相談・指導, 把握した事実. Children are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from futoko_cli.core.credit import Attended, credits_of
from futoko_cli.core.ledger import FACTORS, Application, Causes, CentreDay, Child, Ledger, MonthNote
from futoko_cli.core.model import ClassId, Pupil
from futoko_cli.core.record import AttendanceRecord, Figures, figures_of, records_of
from futoko_cli.core.survey import BASES, Surveyed, Tally, enrolled_on, monthly, surveyed, tally
from tests.core.sheets import at
from tests.notation import day_of, page

LAST = date(2026, 3, 31)


def child(
    absences: int = 0,
    suspended: int = 0,
    reason: str = "不登校",
    *,
    at_school: int = 100,
    previous: int | None = None,
    supported: bool | None = None,
    sex: str = "女",
    grade: int | None = 1,
    causes: Causes | None = None,
) -> Surveyed:
    """One child with so many days."""
    pupil = Pupil("1-1-01", ClassId(grade, "1"), 1, "見本")
    figures = Figures(absences + suspended + at_school, suspended, absences, 0, at_school)
    return Surveyed(AttendanceRecord(0, pupil, figures), sex, reason, previous, supported, causes=causes)


def by(children: list[Surveyed], basis: str = "absent", enrolled: int = 200) -> Tally:
    """A tally of these children."""
    return tally(children, "absent" if basis == "absent" else "absent_and_suspended", enrolled)


@pytest.mark.parametrize(
    ("absences", "suspended", "by_absences", "by_both"),
    [(29, 0, 0, 0), (30, 0, 1, 1), (29, 1, 0, 1), (0, 30, 0, 1), (28, 1, 0, 0), (30, 5, 1, 1)],
)
def test_thirty_days_by_both_bases(absences: int, suspended: int, by_absences: int, by_both: int) -> None:
    """欠席日数 alone, and 欠席日数＋出席停止・忌引等: 29 is not enough on either."""
    each = [child(absences, suspended)]
    assert [len(by(each, basis).children) for basis in BASES] == [by_absences, by_both]


def test_reasons_are_never_guessed() -> None:
    """Every reason in its order; a blank one is counted apart and is no 不登校."""
    found = by([child(40, reason=reason) for reason in ("病気", "不登校", "不登校", "その他", "")])
    assert found.by_reason() == {"病気": 1, "経済的理由": 0, "不登校": 2, "その他": 1, "": 1}
    assert len(found.futoko) == 2


def test_by_grade_and_sex() -> None:
    """Grades in their order, boys, girls, unknown; a class without a grade last."""
    people = [(2, "男"), (1, ""), (1, "女"), (None, "女"), (1, "男"), (1, "女")]
    found = by([child(30, sex=sex, grade=grade) for grade, sex in people]).by_grade_and_sex()
    assert {group: len(each) for group, each in found.items()} == {
        (1, "男"): 1,
        (1, "女"): 2,
        (1, ""): 1,
        (2, "男"): 1,
        (None, "女"): 1,
    }
    assert list(found)[-1] == (None, "女")


@pytest.mark.parametrize(("days", "band"), [(30, 0), (49, 0), (50, 1), (89, 1), (90, 2), (200, 2)])
def test_bands_of_days(days: int, band: int) -> None:
    """30–49, 50–89, 90 and more: each day belongs to one."""
    found = by([child(days)])
    assert [len(found.between(*ends)) for ends in ((30, 49), (50, 89), (90,))] == [int(n == band) for n in range(3)]


def test_a_band_goes_by_its_basis() -> None:
    """89 absences and one day of 忌引 are 90 by the second basis."""
    each = [child(89, 1)]
    assert [len(by(each, basis).between(90)) for basis in BASES] == [0, 1]


@pytest.mark.parametrize(("present", "ten", "none"), [(11, 0, 0), (10, 1, 0), (1, 1, 0), (0, 1, 1)])
def test_few_days_at_school(present: int, ten: int, none: int) -> None:
    """出席10日以下, and of these 0日."""
    found = by([child(150, at_school=present)])
    assert (len(found.present_up_to(10)), len(found.present_up_to(0))) == (ten, none)


@pytest.mark.parametrize(("previous", "state"), [(29, False), (30, True), (0, False), (None, None)])
def test_new_and_continuing(previous: int | None, state: bool | None) -> None:
    """30 days in the year before are 継続, 29 are 新規, and not written is neither."""
    found = by([child(40, previous=previous)])
    assert [len(found.continuing(each)) for each in (True, False, None)] == [
        int(state is s) for s in (True, False, None)
    ]


def test_support_and_ninety_days() -> None:
    """With, without, unknown; of 90 days and more without: 89 is not listed."""
    people = [(90, False), (89, False), (120, None), (120, True), (40, None)]
    found = by([child(days, supported=state) for days, state in people])
    assert [len(found.supported(state)) for state in (True, False, None)] == [1, 2, 2]
    assert [each.days("absent") for each in found.supported(state=False, at_least=90)] == [90]
    assert [each.days("absent") for each in found.supported(state=None, at_least=90)] == [120]


def test_facts_are_counted_by_item() -> None:
    """The main one and the others; only of 不登校, and every item of the official list."""
    one = Causes("1-1-01", "生活リズムの不調", ("不安抑うつ",))
    two = Causes("1-1-02", "不安抑うつ", ("生活リズムの不調", "友人関係"))
    people = [child(40, causes=one), child(40, causes=two), child(40), child(40, reason="病気", causes=two)]
    found = by(people).factors()
    assert list(found) == list(FACTORS)
    assert {name: counts for name, counts in found.items() if any(counts)} == {
        "友人関係": (0, 1),
        "生活リズムの不調": (1, 1),
        "不安抑うつ": (1, 1),
    }


def test_rate_per_thousand() -> None:
    """3 of 293 are 3000/293; of nobody there is no rate."""
    assert by([child(40)], enrolled=293).rate(3) == Fraction(3000, 293)
    assert by([], enrolled=0).rate(0) is None


def _surveyed(line: str, ledger: Ledger | None, previous: int | None = None) -> Surveyed:
    register = page(line)
    rows = [Attended(day) for day in ledger.centre_days] if ledger else []
    found = credits_of(register, ledger.applications if ledger else (), rows, LAST)
    known = {} if previous is None else {"1-1-01": previous}
    return surveyed(records_of(register, found, LAST), ledger, found, known)[0]


def _ledger(supported: bool | None = None, **more: object) -> Ledger:
    known = Child("1-1-01", "太郎", sex="男", long_absence="病気", supported=supported)
    return replace(Ledger(children={"1-1-01": known}), **more)  # type: ignore[arg-type]  # fields by name


def test_what_the_ledger_knows() -> None:
    """性別, 理由, 相談・指導 and causes come from it; without it all of them are unknown."""
    causes = Causes("1-1-01", "友人関係")
    known = _surveyed("太郎 6/2- 欠*30", _ledger(supported=False, causes={"1-1-01": causes}), previous=12)
    assert (known.sex, known.reason, known.supported, known.previous, known.causes) == ("男", "病気", False, 12, causes)
    bare = _surveyed("太郎 6/2- 欠*30", None)
    assert (bare.sex, bare.reason, bare.supported, bare.previous, bare.causes) == ("", "", None, None, None)


CENTRE = CentreDay(day_of("6/3"), "1-1-01", "みどり")


@pytest.mark.parametrize(
    ("line", "more", "supported"),
    [
        ("太郎 6/2- 欠*30", {"centre_days": (CENTRE,)}, True),
        ("太郎 6/2- 欠*30", {"centre_days": (replace(CENTRE, ict=True),)}, None),
        ("太郎 6/2- 欠*30", {"centre_days": (replace(CENTRE, day=day_of("3/30")),)}, True),
        ("太郎 6/2- 教*30", {}, True),
        ("太郎 6/2- Ｉ*30", {}, None),
        ("太郎 6/2- 欠*30", {"months": (MonthNote("2025-06", "1-1-01", agencies=("SSW",)),)}, True),
        ("太郎 6/2- 欠*30", {"months": (MonthNote("2025-06", "1-1-01", wished=("SSW",)),)}, None),
        ("太郎 6/2- 外 欠*30", {"centre_days": (replace(CENTRE, day=day_of("6/2")),)}, None),
    ],
)
def test_support_that_is_recorded(line: str, more: dict[str, object], supported: bool | None) -> None:
    """A day of 通級, approved or not, and an office named in 月次 are 相談・指導; ICT and a wish are not."""
    assert _surveyed(line, _ledger(**more)).supported is supported  # type: ignore[arg-type]  # fields by name


def test_a_cross_beside_a_record_is_a_contradiction() -> None:
    """The record goes first, and the contradiction is kept to be told."""
    each = _surveyed("太郎 6/2- 欠*30", _ledger(supported=False, centre_days=(CENTRE,)))
    assert (each.supported, each.contradicted) == (True, True)
    assert not _surveyed("太郎 6/2- 欠*30", _ledger(supported=True, centre_days=(CENTRE,))).contradicted


def test_credited_days_stay_absences() -> None:
    """30 absences, all approved: 0 欠席日数 in 指導要録, 30 here, and no day of them at school."""
    approved = Application("1-1-01", "みどり", "公的機関", date(2025, 4, 1), None, "承認")
    each = _surveyed("太郎 6/2- 教*30", _ledger(applications=(approved,)))
    figures = each.record.figures
    assert (figures.absent, figures.credited, each.days("absent")) == (0, 30, 30)
    assert figures.at_school == figures.present - 30


def test_who_is_enrolled_on_the_first_of_may() -> None:
    """Joined in June and left in April are out; a day without school is stepped over; nobody is asked beyond the register."""
    register = page("太郎 4/1- 出", "花子 4/1- 外*40 出", "次郎 4/1- 出*10 外*50", upto="6/30")
    assert enrolled_on(register, range(3), at("5/1")) == 1
    assert enrolled_on(register, range(3), at("5/4")) == 1
    assert enrolled_on(register, [1], at("6/30")) == 1
    april = page("太郎 4/1- 出", "次郎 4/1- 出*5 外*5", upto="4/14")
    assert enrolled_on(april, range(2), at("5/1")) == 1
    closed = replace(april, kinds=april.kinds * 0 + 16)
    assert enrolled_on(closed, range(2), at("5/1")) == 0


def test_the_monthly_survey() -> None:
    """30 days so far, or so many in the month: 29 and 6 are neither; who passes 30 in the month is told."""
    lines = ["太郎 6/2- 欠*30", "花子 6/2- 欠*29", "次郎 7/1- 欠*7", "三郎 7/1- 欠*6", "四郎 4/7- 欠*30"]
    register = page(*lines, upto="7/31")
    july = (register.days >= at("7/1")) & (register.days <= at("7/31"))
    records = records_of(register, (), date(2025, 7, 31))
    people = surveyed(records, None, (), {})
    found = monthly(people, figures_of(register, (), july), figures_of(register, ()), 7)
    assert [
        (each.child.record.pupil.name, each.month.absences, each.year.absences, each.reached) for each in found
    ] == [
        ("太郎", 9, 30, True),
        ("花子", 8, 29, False),
        ("次郎", 7, 7, False),
        ("四郎", 0, 30, False),
    ]


@given(
    st.lists(
        st.builds(
            child,
            st.integers(0, 200),
            st.integers(0, 40),
            st.sampled_from(["病気", "経済的理由", "不登校", "その他", ""]),
            at_school=st.integers(0, 30),
            previous=st.none() | st.integers(0, 60),
            supported=st.none() | st.booleans(),
            sex=st.sampled_from(["男", "女", ""]),
            grade=st.none() | st.integers(1, 9),
        ),
        max_size=12,
    ),
    st.sampled_from(list(BASES)),
)
def test_every_table_adds_up(people: list[Surveyed], basis: str) -> None:
    """A law: reasons, grades, bands, 新規・継続 and 相談・指導 each divide the children; the wider basis loses nobody."""
    found = by(people, basis)
    total, futoko = len(found.children), len(found.futoko)
    assert sum(found.by_reason().values()) == total
    assert sum(map(len, found.by_grade_and_sex().values())) == total
    assert sum(len(found.between(*ends)) for ends in ((30, 49), (50, 89), (90,))) == futoko
    assert sum(len(found.continuing(state)) for state in (True, False, None)) == futoko
    assert sum(len(found.supported(state)) for state in (True, False, None)) == futoko
    assert set(map(id, by(people).children)) <= set(map(id, by(people, "both").children))
