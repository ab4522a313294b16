"""速報: the facts in words, what was done, what is planned."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from futoko_cli.core.ledger import Causes, Ledger, Meeting, MonthNote, Role
from futoko_cli.forms import quick
from tests.forms.casebook import KEY, case, contact, ledger
from tests.notation import day_of

RUN = "太郎 4/7- 欠 9/1- 欠欠遅早 11/4- 欠*7"


def text(name: str, told: Ledger, day: str = "11/14", line: str = RUN) -> object:
    """One box of the 速報 of a day."""
    return quick.values(case(line, told, as_of=day))[name]


def test_absences_in_words() -> None:
    """The run, the total, the months, late and early, and since when the report is due."""
    assert text("欠席状況", ledger(), "11/12") == (
        "連続欠席 7日（11月4日〜11月12日、継続中）　今年度の欠席 累計 10日\n"
        "月ごとの欠席 4月 1日、9月 2日、11月 7日\n"
        "遅刻 1日　早退 1日\n"
        "連続欠席 7日以上に達した日 11月12日\n"
        "断続（累計）欠席 10日以上に達した日 11月12日"
    )


def test_the_day_before() -> None:
    """One day below: nothing is reached, and nothing says so."""
    assert text("欠席状況", ledger(), "11/11") == (
        "連続欠席 6日（11月4日〜11月11日、継続中）　今年度の欠席 累計 9日\n"
        "月ごとの欠席 4月 1日、9月 2日、11月 6日\n"
        "遅刻 1日　早退 1日"
    )


def test_a_run_that_has_ended() -> None:
    """It is told, not as going on; the numbers of the form are those of today."""
    found = quick.values(case(RUN, as_of="11/14"))
    assert str(found["欠席状況"]).startswith("連続欠席 7日（11月4日〜11月12日）　")
    assert [found[n] for n in ("連続欠席日数", "連続欠席_開始日", "連続欠席_最終日")] == [0, None, None]


def test_suspended_days_do_not_end_a_run() -> None:
    """出停 and 忌引 lie between two absences: one run of three, whose last day is an absence."""
    found = quick.values(case("太郎 6/2- 欠停忌欠欠停", as_of="6/9"))
    assert [found[n] for n in ("連続欠席日数", "連続欠席_開始日", "連続欠席_最終日")] == [
        3,
        date(2025, 6, 2),
        date(2025, 6, 6),
    ]
    assert "連続欠席 3日（6月2日〜6月6日、継続中）" in str(found["欠席状況"])


def test_one_day_and_none() -> None:
    """A run of one day has one date, a child never absent no run."""
    assert str(text("欠席状況", ledger(), "6/2", "太郎 6/2- 欠")).startswith("連続欠席 1日（6月2日、継続中）")
    assert text("欠席状況", ledger(), "6/2", "太郎") == "連続欠席 なし　今年度の欠席 累計 0日\n遅刻 0日　早退 0日"


def test_a_form_of_an_earlier_day_knows_no_later_one() -> None:
    """Written on 11/11 though the register goes on: six days, going on."""
    found = quick.values(case(RUN, as_of="11/28", day="11/11"))
    assert "連続欠席 6日（11月4日〜11月11日、継続中）" in str(found["欠席状況"])
    assert "達した日" not in str(found["欠席状況"])
    assert found["欠席日数_累計"] == 9


def test_factors_in_words() -> None:
    """主, 他, 総合所見; その他 with its words."""
    causes = Causes(
        KEY, "不安抑うつ", ("その他", "不安抑うつ", "あそび非行"), "引っ越し", "朝に不安が強い。\n夕方は元気。"
    )
    told = ledger(causes=MappingProxyType({KEY: causes}))
    assert text("不登校の要因", told) == (
        "主：不安・抑うつ\n他：その他（引っ越し）、あそび、非行\n朝に不安が強い。\n夕方は元気。"
    )
    assert text("不登校の要因", ledger()) is None


def test_factors_where_only_the_words_stand() -> None:
    """その他【　】 without a sign is told all the same."""
    told = ledger(causes=MappingProxyType({KEY: Causes(KEY, other_text="引っ越し")}))
    assert text("不登校の要因", told) == "その他：引っ越し"


def test_what_was_done() -> None:
    """Contacts and meetings in the order of their days, the writer's words and line breaks kept."""
    told = ledger(
        contact("11/10 家庭訪問 ×", "担任", "自宅", "玄関で母と話す。\n本人は部屋から出ず。"),
        contact("11/7 電話 ○", "担任", "", "母と話す。"),
        contact("11/12 面談 ○", "SC"),
        contact("11/13 その他"),
        contact("11/17 電話", "担任"),
        contact("11/7 電話", "別の子", key="1-1-02"),
        Meeting(day_of("11/10"), KEY, attendees="校長\n担任", agreed="週2回訪ねる。"),
    )
    assert text("これまでの対応", told) == (
        "11/7 電話（担任）母と話す。\n"
        "11/10 家庭訪問（担任、自宅、本人に会えず）玄関で母と話す。\n本人は部屋から出ず。\n"
        "11/10 ケース会議（校長、担任）週2回訪ねる。\n"
        "11/12 面談（SC、本人に会えた）\n"
        "11/13 その他"
    )
    assert text("これまでの対応", ledger(contact("11/14 電話"), contact("11/15 電話"))) == "11/14 電話"
    assert text("これまでの対応", ledger()) is None


def test_january_comes_after_december() -> None:
    """Days are put in order, not their words."""
    told = ledger(contact("1/9 電話"), contact("12/10 電話"), contact("12/9 電話"))
    assert text("これまでの対応", told, "1/30") == "12/9 電話\n12/10 電話\n1/9 電話"


NOTE = MonthNote("2025-11", KEY, what="別室の準備", when="毎朝", who="教頭")
MEETING = Meeting(
    day_of("11/10"),
    KEY,
    goal_day=day_of("12/1"),
    roles=(Role("担任", "週1回訪ねる", "途中"), Role("", "", ""), Role("", "部活動の見学", "")),
    agreed="保護者も了承",
)


def test_the_plan_of_a_meeting() -> None:
    """Who takes on what, by when, what was agreed; a meeting after the report is not known."""
    told = ledger(MonthNote("2025-10", KEY, what="十月の方策"), MEETING)
    assert text("今後の対応", told) == "担任：週1回訪ねる\n部活動の見学\n12月1日まで\n保護者も了承"
    assert text("今後の対応", told, "11/7") == "何を：十月の方策"


def test_the_plan_of_the_month() -> None:
    """Of the two in one month 月次, unless it plans nothing; a later month's row is not known."""
    told = ledger(MEETING, NOTE, MonthNote("2025-12", KEY, what="十二月の方策"))
    assert text("今後の対応", told) == "何を：別室の準備\nいつ：毎朝\n誰が：教頭"
    empty = ledger(MEETING, MonthNote("2025-11", KEY, situation="状況"))
    assert str(text("今後の対応", empty)).startswith("担任：週1回訪ねる")
    assert text("今後の対応", ledger()) is None


def test_who_writes_to_whom() -> None:
    """担当 and 学校名 from the settings, 学年・組 in words, 備考 left to a person."""
    found = quick.values(case(RUN, as_of="11/14"))
    assert [found[n] for n in ("担当", "学校名", "学年組", "報告日", "備考")] == [
        "生徒指導 架空",
        "架空市立青空小学校",
        "1年1組",
        date(2025, 11, 14),
        None,
    ]
