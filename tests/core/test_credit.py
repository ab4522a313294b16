"""出席扱い: which days count, which do not and why; the 備考 letter by letter. Places and children are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from futoko_cli.core.credit import Attended, PupilCredit, Reason, credits_of, same_place
from futoko_cli.core.credit_words import HINTS, lapsed, lapsing, place_words, reason_text, remark
from futoko_cli.core.ledger import Application, CentreDay
from tests.notation import day_of, page

KEY = "1-1-01"
OFFICE, PRIVATE, HOME = "みどり", "そらいろ", "自宅"
ABSENT = "太郎 6/2- 欠*20"  # 6/2 to 6/27


def applied(
    place: str = OFFICE,
    kind: str = "公的機関",
    received: str | None = "6/2",
    decided: str | None = "6/20",
    decision: str = "承認",
    key: str = KEY,
) -> Application:
    """One line of 出席扱い申請, approved and received on 6/2 unless it says otherwise."""
    days = [None if text is None else day_of(text) for text in (received, decided)]
    return Application(key, place, kind, days[0], days[1], decision)


def came(*days: str, place: str = OFFICE, ict: bool = False, file: str = "台帳") -> list[Attended]:
    """Lines of 通級."""
    return [Attended(CentreDay(day_of(day), KEY, place, ict), file) for day in days]


def judged(
    line: str, applications: list[Application], attended: list[Attended], as_of: str = "3/31", upto: str | None = None
) -> PupilCredit:
    """The verdicts of the first child of a page."""
    return credits_of(page(line, upto=upto), applications, attended, day_of(as_of))[0]


def said(credit: PupilCredit) -> str:
    """``6/2 credited 6/3 lapsed``."""
    return " ".join(f"{day.day.month}/{day.day.day} {day.reason.value}" for day in credit.days)


def test_the_day_of_receipt_counts_and_the_day_before_does_not() -> None:
    """Received on 6/4: 6/3 is before it, 6/4 counts, though the school decided only on 6/20."""
    credit = judged(ABSENT, [applied(received="6/4")], came("6/3", "6/4", "6/5"))
    assert said(credit) == "6/3 before_receipt 6/4 credited 6/5 credited"
    assert reason_text(credit.days[0]) == "申請の受付日（6/4）より前です"
    assert reason_text(credit.days[1]) == "出席扱い"


def test_an_application_ends_with_its_school_year() -> None:
    """Received on 3/31 of the year before it has lapsed on 4/1; received on 4/1 it counts to 3/31."""
    before = replace(applied(), received=date(2025, 3, 31))
    line = "太郎 4/1- 欠 3/31- 欠"
    assert said(judged(line, [before], came("4/1"))) == "4/1 lapsed"
    assert said(judged(line, [applied(received="4/1")], came("4/1", "3/31"))) == "4/1 credited 3/31 credited"


@pytest.mark.parametrize(
    ("application", "expected"),
    [
        (applied(decision="不承認"), "refused"),
        (applied(decision="", decided=None), "undecided"),
        (applied(received=None), "no_receipt"),
        (applied(received=None, decision="不承認"), "refused"),
        (applied(place="ほかの所"), "no_application"),
        (applied(kind="ICT"), "other_kind"),
        (applied(key="1-1-02"), "no_application"),
        (applied(place="み ど り"), "credited"),
        (applied(kind=""), "credited"),
    ],
)
def test_what_an_application_says(application: Application, expected: str) -> None:
    """Refused, not decided, without a receipt, for another place, for ICT, of another child; blanks in a name do not matter."""
    assert said(judged(ABSENT, [application], came("6/2"))) == f"6/2 {expected}"


def test_a_refused_application_does_not_spoil_a_later_one() -> None:
    """Refused in June, applied anew and approved: the second speaks from its own receipt on."""
    both = [applied(decision="不承認"), applied(received="6/10")]
    assert said(judged(ABSENT, both, came("6/9", "6/10"))) == "6/9 before_receipt 6/10 credited"


@pytest.mark.parametrize(
    ("letter", "expected", "words"),
    [
        ("出", "at_school", "出席簿では出席です"),
        ("遅", "at_school", "出席簿では遅刻です"),
        ("別", "at_school", "出席簿では別室登校です"),
        ("公", "at_school", "出席簿では公欠です"),
        ("停", "skipped", "出席簿では出席停止です"),
        ("忌", "skipped", "出席簿では忌引です"),
        ("閉", "skipped", "出席簿では学級閉鎖です"),
        ("未", "unentered", "出席簿が未入力です"),
        ("外", "not_enrolled", "在籍していない日です"),
        ("欠", "credited", "出席扱い"),
        ("病", "credited", "出席扱い"),
        ("事", "credited", "出席扱い"),
        ("教", "credited", "出席扱い"),
        ("Ｉ", "credited", "出席扱い"),
    ],
)
def test_what_the_register_says_goes_first(letter: str, expected: str, words: str) -> None:
    """A day at school, of 出停・忌引等, not entered or outside the school is not credited, whatever was approved."""
    credit = judged(f"太郎 6/2- {letter}欠", [applied()], came("6/2"))
    assert said(credit) == f"6/2 {expected}"
    assert reason_text(credit.days[0]) == words


def test_no_school_day_and_days_to_come() -> None:
    """6/7 is a Saturday; the register goes to 6/27, so 6/30 lies after the last day counted."""
    credit = judged(ABSENT, [applied()], came("6/7", "6/27", "6/30"), as_of="6/27")
    assert said(credit) == "6/7 no_school 6/27 credited 6/30 after_as_of"


def test_one_day_counts_once() -> None:
    """An office before a private place before ICT, whatever the order of the rows; else the first row."""
    applications = [applied(), applied(PRIVATE, "民間施設"), applied(HOME, "ICT")]
    rows = [*came("6/2", ict=True), *came("6/2", "6/3", place=PRIVATE), *came("6/2"), *came("6/3", ict=True)]
    credit = judged(ABSENT, applications, rows)
    chosen = {(day.day.day, day.place, day.ict) for day in credit.credited}
    assert chosen == {(2, OFFICE, False), (3, PRIVATE, False)}
    assert said(credit).count("same_day") == 3


def test_two_private_places_on_one_day() -> None:
    """Of the same rank: the first row."""
    applications = [applied(PRIVATE, "民間施設"), applied("ひだまり", "民間施設")]
    credit = judged(ABSENT, applications, [*came("6/2", place="ひだまり"), *came("6/2", place=PRIVATE)])
    assert [day.place for day in credit.credited] == ["ひだまり"]


def test_a_day_that_ledger_and_list_both_have_is_one() -> None:
    """The list fills content and hours that the ledger leaves blank; the ledger's own words stay."""
    ledger = Attended(CentreDay(day_of("6/2"), KEY, OFFICE, content="工作"), "台帳")
    listed = Attended(CentreDay(day_of("6/2"), KEY, " みどり", content="算数", hours="3時間"), "一覧")
    (day,) = judged(ABSENT, [applied()], [ledger, listed]).days
    assert (day.content, day.hours, day.file) == ("工作", "3時間", "台帳")


def test_a_row_without_a_place() -> None:
    """Counts where one place alone is approved; two cannot be told apart; ICT is another matter."""
    rows = came("6/2", place="")
    assert said(judged(ABSENT, [applied(), applied(HOME, "ICT")], rows)) == "6/2 credited"
    assert said(judged(ABSENT, [applied(), applied(PRIVATE, "民間施設")], rows)) == "6/2 ambiguous"
    assert said(judged(ABSENT, [], rows)) == "6/2 no_application"
    assert said(judged(ABSENT, [applied(received="6/3")], rows)) == "6/2 before_receipt"


def test_learning_at_home_is_one_thing_whatever_it_is_called() -> None:
    """ICT goes by its own application; one for a place does not cover it."""
    home = applied("自宅（ドリル）", "ICT")
    assert said(judged(ABSENT, [home], came("6/2", place=HOME, ict=True))) == "6/2 credited"
    assert said(judged(ABSENT, [applied()], came("6/2", place=OFFICE, ict=True))) == "6/2 other_kind"
    assert said(judged(ABSENT, [applied()], came("6/2", place="", ict=True))) == "6/2 no_application"


def test_marks_of_the_register_without_a_row() -> None:
    """教 and ICT in the register alone: credited where one application of the kind covers them, and said so."""
    line = "太郎 6/2- 教Ｉ欠"
    credit = judged(line, [applied(), applied(HOME, "ICT")], [])
    assert said(credit) == "6/2 credited 6/3 credited"
    assert reason_text(credit.days[0]) == "出席扱い（通級の記録なし）"
    assert [day.recorded for day in credit.days] == [False, False]
    assert said(judged(line, [applied(received="6/3")], [])) == "6/2 before_receipt 6/3 no_application"
    assert said(judged(line, [applied(), applied(PRIVATE, "民間施設")], [])) == "6/2 ambiguous 6/3 no_application"


def test_two_applications_for_one_place_are_no_riddle() -> None:
    """Applied twice for the same place: a mark of the register is still that place's."""
    assert said(judged("太郎 6/2- 教", [applied(), applied(decided=None)], [])) == "6/2 credited"


def test_a_row_that_is_not_credited_is_not_told_twice() -> None:
    """教 in the register and a row for a place nobody applied for: one verdict, the row's."""
    assert said(judged("太郎 6/2- 教", [applied()], came("6/2", place="よその所"))) == "6/2 no_application"


def test_children_without_anything_are_left_out() -> None:
    """Only who has an application, a row or a mark; rows of unknown keys are nobody's."""
    register = page("太郎 6/2- 欠", "花子 6/2- 欠", "次郎 6/2- 教")
    found = credits_of(register, [applied()], [Attended(CentreDay(day_of("6/2"), "9-9-99"))], day_of("6/2"))
    assert [(each.pupil.name, each.index, len(each.days)) for each in found] == [("太郎", 0, 0), ("次郎", 2, 1)]


def test_by_place_and_month() -> None:
    """Offices first, ICT last; spellings of one place are one place."""
    applications = [applied(HOME, "ICT"), applied(PRIVATE, "民間施設"), applied()]
    rows = [*came("6/2", ict=True), *came("6/3", place=PRIVATE), *came("6/4", "7/1"), *came("6/5", place="みどり　")]
    credit = judged("太郎 6/2- 欠*30", applications, rows)
    assert [(place.application.place, place.days) for place in credit.by_place()] == [
        (OFFICE, 3),
        (PRIVATE, 1),
        (HOME, 1),
    ]
    assert credit.by_month() == {"2025-06": 4, "2025-07": 1}


def _days(first: str, count: int) -> list[str]:
    """So many school days from one on."""
    dates = [date.fromordinal(day) for day in page("太郎 4/7- 出", upto="3/31").days.tolist()]
    start = dates.index(day_of(first))
    return [f"{day.month}/{day.day}" for day in dates[start : start + count]]


YEAR = "太郎 6/2- 欠*60"


def test_remark_of_two_places() -> None:
    """The guideline's p.7: 25日 = 20日 + 5日; a half-width space stands behind 出席扱い."""
    days = _days("6/2", 25)
    applications = [applied("〇〇"), applied("〇〇", "民間施設")]
    applications[1] = replace(applications[1], place="△△")
    rows = [*came(*days[:20], place="〇〇"), *came(*days[20:], place="△△")]
    text = remark(judged(YEAR, applications, rows))
    assert text == "出席扱い 25日（教育支援センター「〇〇」20日・民間施設「△△」5日）"


def test_remark_of_the_guideline_itself() -> None:
    """Both places of the guideline are called 〇〇: the ledger writes them out, and the text is the guideline's."""
    days = _days("6/2", 25)
    office, private = "教育支援センター「〇〇」", "民間施設「〇〇」"
    rows = [*came(*days[:20], place=office), *came(*days[20:], place=private)]
    text = remark(judged(YEAR, [applied(office), applied(private, "民間施設")], rows))
    assert text == "出席扱い 25日（教育支援センター「〇〇」20日・民間施設「〇〇」5日）"


def test_remark_of_ict_alone() -> None:
    """The guideline's p.11, 記載例1: no space, and the days once."""
    rows = came(*_days("6/2", 5), place=HOME, ict=True)
    assert remark(judged(YEAR, [applied(HOME, "ICT")], rows)) == "出席扱い5日（自宅においてICT等を活用した学習活動）"


def test_remark_of_a_place_and_ict() -> None:
    """The guideline's p.11, 記載例2: no space, a line break between place and ICT."""
    days = _days("6/2", 20)
    rows = [*came(*days[:15], place="《施設名称》"), *came(*days[15:], place=HOME, ict=True)]
    named = applied("《施設名称》", kind="")
    text = remark(judged(YEAR, [named, applied(HOME, "ICT")], rows))
    assert text == "出席扱い20日（《施設名称》15日\n自宅においてICT等を活用した学習活動5日）"


def test_remark_of_nothing_is_blank() -> None:
    """No credited day, no words."""
    assert remark(judged(ABSENT, [applied(received="6/5")], came("6/2"))) == ""


@pytest.mark.parametrize(
    ("place", "kind", "words"),
    [
        ("みどり", "公的機関", "教育支援センター「みどり」"),
        ("そらいろ", "民間施設", "民間施設「そらいろ」"),
        ("見本市教育支援センター", "公的機関", "見本市教育支援センター"),
        ("フリースクールそらいろ", "民間施設", "フリースクールそらいろ"),
        ("民間施設「そらいろ」", "民間施設", "民間施設「そらいろ」"),
        ("見本公民館", "公的機関", "見本公民館"),
        ("みどり", "", "みどり"),
        ("自宅", "ICT", "自宅においてICT等を活用した学習活動"),
    ],
)
def test_a_place_in_words(place: str, kind: str, words: str) -> None:
    """Kind and name, or the name alone where it says what the place is or nobody wrote the kind."""
    assert place_words(applied(place, kind)) == words


def test_approvals_that_end_are_told_from_february_on() -> None:
    """On 1/31 not yet, on 2/1 and 3/31 they are; what was refused or is of the year before needs no renewal."""
    old = replace(applied(PRIVATE, "民間施設"), received=date(2025, 3, 3))
    credit = judged(ABSENT, [applied(), applied("ひだまり", decision="不承認"), old], [])
    assert lapsing(credit, day_of("1/31")) == ()
    assert [each.place for each in lapsing(credit, day_of("2/1"))] == [OFFICE]
    assert [each.place for each in lapsing(credit, day_of("3/31"))] == [OFFICE]
    assert lapsing(credit, day_of("4/7")) == ()


def test_approvals_of_the_year_before() -> None:
    """Told where nobody applied anew for the same place."""
    old = replace(applied(), received=date(2025, 3, 3))
    alone = judged(ABSENT, [old], [])
    assert lapsed(alone, day_of("6/27")) == (old,)
    assert lapsed(judged(ABSENT, [old, applied()], []), day_of("6/27")) == ()
    assert lapsed(judged(ABSENT, [replace(old, decision="不承認"), applied(received=None)], []), day_of("6/27")) == ()


def test_every_reason_has_words_and_a_hint() -> None:
    """No verdict is mute."""
    credit = judged(ABSENT, [applied()], came("6/2"))
    for reason in set(Reason) - {Reason.CREDITED, Reason.BEFORE_RECEIPT, Reason.AT_SCHOOL, Reason.SKIPPED}:
        assert reason_text(replace(credit.days[0], reason=reason))
    assert set(HINTS) == set(Reason) - {Reason.CREDITED}


def test_spellings_of_a_place() -> None:
    """Width, case and blanks do not matter; another word does."""
    assert same_place("ＡＢＣ　センター") == same_place("abcセンター")
    assert same_place("みどり") != same_place("みどりの家")


_LETTERS = "出欠病教Ｉ停閉未外"


@given(
    line=st.text(_LETTERS, min_size=1, max_size=20),
    received=st.integers(0, 25),
    rows=st.lists(st.tuples(st.integers(0, 25), st.sampled_from([OFFICE, PRIVATE, ""]), st.booleans()), max_size=30),
    decision=st.sampled_from(["承認", "不承認", ""]),
)
def test_never_more_credited_days_than_absences(
    line: str, received: int, rows: list[tuple[int, str, bool]], decision: str
) -> None:
    """A law: credited days are absences of the register, each once, none before an approved receipt; every row has a verdict."""
    register = page(f"太郎 6/2- {line}")
    dates = [day_of("6/2").toordinal() + n for n in range(26)]
    start = date.fromordinal(dates[received])
    applications = [
        replace(applied(), received=start, decision=decision),
        replace(applied(HOME, "ICT"), received=start, decision=decision),
    ]
    attended = [
        Attended(CentreDay(date.fromordinal(dates[n]), KEY, place, ict)) for n, place, ict in dict.fromkeys(rows)
    ]
    (credit,) = credits_of(register, applications, attended, date(2025, 6, 27))
    days = [day.day for day in credit.credited]
    absent = {
        date.fromordinal(int(day))
        for day, kind in zip(register.days, register.kinds[0], strict=True)
        if 6 <= kind <= 10
    }
    assert len(days) == len(set(days))
    assert set(days) <= absent
    assert all(day >= start for day in days)
    assert not days or decision == "承認"
    assert {each.row.day for each in attended} <= {day.day for day in credit.days}
