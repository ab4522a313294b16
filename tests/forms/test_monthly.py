"""欠席状況報告書（個人別）: 新規・継続, the factors, (6) and (7), and who the child is."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import pytest

from futoko_cli.core.ledger import FACTORS, Causes, Child, MonthNote
from futoko_cli.forms import monthly
from tests.forms.casebook import KEY, case, case_of, closed, ledger
from tests.notation import day_of, page

SEVEN = "太郎 6/2- 欠*7"  # the report is due from 6/10 on
CHILD = Child(
    KEY,
    "架空 太郎",
    "カクウ タロウ",
    "男",
    date(2012, 5, 3),
    "架空 花子",
    "架空市青空1-2-3",
    "担任 架空",
    "父・母・弟",
    previous_year=12,
)


def continued(**more: object) -> str:
    """新規 or 継続, with its two signs."""
    line = str(more.pop("line", SEVEN))
    found = monthly.values(case(line, **more))  # type: ignore[arg-type]  # the case's own keywords
    return f"{found['新規継続']} {found['新規']}{found['継続']}"


def test_the_first_month_is_new() -> None:
    """Seven days running were reached in June: June's report is the first."""
    assert continued(month="2025-06") == "新規 ●〇"


def test_the_next_month_goes_on() -> None:
    """July's report comes after the first one due, absent in July or not."""
    assert continued(month="2025-07") == "継続 〇●"


def test_a_run_over_the_month_s_end_is_due_in_the_month_of_its_seventh_day() -> None:
    """Seven days from 6/24 reach it on 7/2: July is new."""
    assert continued(line="太郎 6/24- 欠*7", month="2025-07") == "新規 ●〇"
    assert continued(line="太郎 6/24- 欠*7", month="2025-08") == "継続 〇●"


def test_reached_twice() -> None:
    """The first time counts: seven days in June, seven more in September."""
    assert continued(line="太郎 6/2- 欠*7 9/1- 欠*7", month="2025-09") == "継続 〇●"


def test_six_days_never_make_a_report_due() -> None:
    """One day below: written anyway, it is a new one, in whatever month."""
    assert continued(line="太郎 6/2- 欠*6", month="2025-09") == "新規 ●〇"


def test_an_earlier_report_makes_it_go_on() -> None:
    """Whatever the register says."""
    assert continued(month="2025-06", already=True) == "継続 〇●"


@pytest.mark.parametrize(("days", "expected"), [(29, "新規 ●〇"), (30, "継続 〇●"), (None, "新規 ●〇")])
def test_thirty_days_the_year_before(days: int | None, expected: str) -> None:
    """長期欠席 of the year before goes on; 29 days and 不明 do not; ledger and futoko.toml say the same."""
    told = ledger(child=Child(KEY, previous_year=days))
    assert continued(told=told, month="2025-06") == expected
    assert continued(month="2025-06", previous_year=days) == expected


def test_the_ledger_s_previous_year_goes_first() -> None:
    """0 in the ledger is a number, not a blank."""
    told = ledger(child=Child(KEY, previous_year=0))
    assert monthly.values(case(SEVEN, told, month="2025-06", previous_year=40))["前年度欠席日数"] == 0
    assert continued(told=told, month="2025-06", previous_year=40) == "新規 ●〇"


def test_who_the_child_is() -> None:
    """From register, ledger and settings."""
    found = monthly.values(case(SEVEN, ledger(child=CHILD), month="2025-06"))
    assert found["児童生徒氏名"] == "太郎"  # as the register has it
    assert [found[n] for n in ("学年", "組", "性別", "性別_男", "性別_女")] == [1, "1", "男", "○", None]
    assert found["生年月日"] == date(2012, 5, 3)
    assert [found[n] for n in ("保護者氏名", "現住所", "前年度欠席日数")] == ["架空 花子", "架空市青空1-2-3", 12]
    assert [found[n] for n in ("学校名", "校長名", "記入者")] == ["架空市立青空小学校", "校長 架空", "教頭 架空"]
    assert (found["児童生徒キー"], found["報告年月"]) == (KEY, date(2025, 6, 1))


def test_a_child_the_ledger_does_not_have() -> None:
    """The counts stand, the rest is blank."""
    found = monthly.values(case(SEVEN, ledger(), month="2025-06"))
    assert found["欠席日数_06月"] == 7
    assert all(found[n] is None for n in ("性別", "性別_男", "性別_女", "生年月日", "総合所見", "今月の状況"))


def test_factors() -> None:
    """◎ for the main one, ○ for others, nothing elsewhere; the texts as written."""
    causes = Causes(KEY, "友人関係", ("友人関係", "その他"), "引っ越し", "一行目\n\n二行目 ", "  ", "おとなしい")
    told = ledger(causes=MappingProxyType({KEY: causes}))
    found = monthly.values(case(SEVEN, told, month="2025-06"))
    signs = {name: found[f"要因_{name}"] for name in FACTORS if found[f"要因_{name}"]}
    assert signs == {"友人関係": "◎", "その他": "○"}
    assert [found[n] for n in ("要因_その他の内容", "総合所見", "家庭環境", "性格や行動")] == [
        "引っ越し",
        "一行目\n\n二行目 ",
        None,
        "おとなしい",
    ]


JUNE = MonthNote("2025-06", KEY, "六月の状況", "評価", "長期", "短期", "家庭訪問", "毎週月曜", "担任", "SSW")


def test_the_month_s_own_row() -> None:
    """(6) is filled from the row of this month, and from no other month's."""
    found = monthly.values(case(SEVEN, ledger(JUNE), month="2025-06"))
    assert (found["今月の状況"], found["何を行うか"], found["連携する相手"]) == ("六月の状況", "家庭訪問", "SSW")
    july = monthly.values(case(SEVEN, ledger(JUNE), month="2025-07"))
    assert all(july[f.name] is None for f in monthly.FORM.fields if f.monthly)


def test_last_month_s_plan() -> None:
    """As the issued form of last month has it; a date that Excel made of 7/1 is said as one."""
    previous = {"何を行うか": "放課後の登校\n（別室）", "いつ行うか": date(2025, 7, 1), "誰が行うか": " ", "学年": 1}
    found = monthly.values(case(SEVEN, ledger(JUNE), month="2025-07", previous=previous))
    assert found["先月の方策"] == "何を：放課後の登校\n（別室）\nいつ：7月1日"


@pytest.mark.parametrize(("month", "shown"), [("2025-04", "何を：訪問"), ("2025-05", "何を：面談"), ("", "何を：面談")])
def test_a_plan_of_an_older_form(month: str, shown: str) -> None:
    """No form in May but a row of 月次: June looks back on May's row, not on April's form; a form of May goes first."""
    told = ledger(MonthNote("2025-05", KEY, what="訪問"))
    found = monthly.values(case(SEVEN, told, month="2025-06", previous={"何を行うか": "面談"}, previous_month=month))
    assert found["先月の方策"] == shown


def test_a_plan_of_an_older_form_is_better_than_none() -> None:
    """Neither form nor row in May: April's plan is the last there is."""
    found = monthly.values(case(SEVEN, month="2025-06", previous={"何を行うか": "面談"}, previous_month="2025-04"))
    assert found["先月の方策"] == "何を：面談"


def test_last_month_s_plan_from_the_ledger() -> None:
    """Where no form of last month is there, its row of 月次; not that of May."""
    may = MonthNote("2025-05", KEY, what="五月の方策")
    found = monthly.values(case(SEVEN, ledger(JUNE, may), month="2025-07"))
    assert found["先月の方策"] == "何を：家庭訪問\nいつ：毎週月曜\n誰が：担任\n連携：SSW"
    assert monthly.values(case(SEVEN, ledger(may), month="2025-07"))["先月の方策"] is None


def test_a_month_without_school_is_passed_over() -> None:
    """With a week of school in August its plan is asked for; with none, September looks back on July's."""
    july = MonthNote("2025-07", KEY, what="夏休みの連絡")
    assert monthly.values(case(SEVEN, ledger(july), month="2025-09"))["先月の方策"] is None
    register = closed(page(SEVEN, upto="9/30"), "7/26", "8/31")
    found = monthly.values(case_of(register, day_of("9/30"), ledger(july), month="2025-09"))
    assert found["先月の方策"] == "何を：夏休みの連絡"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), [False, False, False, None]),
        (("登校支援室（教育委員会）",), [True, False, False, None]),
        (("小樽市こども家庭課",), [False, True, False, None]),
        (("登校支援室", "こども家庭課", "児童相談所", "ＳＳＷ"), [True, True, True, "児童相談所、ＳＳＷ"]),
        (("登校支援室・児童相談所",), [True, False, True, "児童相談所"]),
        (("フリースクール 青・空",), [False, False, True, "フリースクール 青・空"]),
        (("その他",), [False, False, True, None]),
        (("なし",), [False, False, False, None]),
        (("特に　なし",), [False, False, False, None]),
        (("なしの木学園",), [False, False, True, "なしの木学園"]),
    ],
)
def test_agencies(words: tuple[str, ...], expected: list[object]) -> None:
    """The two boxes by the words in them, what is neither under その他 in the writer's words."""
    note = MonthNote("2025-06", KEY, agencies=words, wished=("児童相談所",))
    found = monthly.values(case(SEVEN, ledger(note), month="2025-06"))
    names = ("登校支援室", "こども家庭課", "その他", "その他名")
    assert [found[f"連携_{name}"] for name in names] == expected
    assert [found[f"希望_{name}"] for name in names] == [False, False, True, "児童相談所"]


def test_a_row_that_names_no_agency_says_nothing_of_the_boxes() -> None:
    """Neither ticked nor cleared: what last month said may stay; with one wished, the others are cleared."""
    silent = monthly.values(case(SEVEN, ledger(MonthNote("2025-06", KEY, situation="変わりなし。")), month="2025-06"))
    assert [silent["連携_登校支援室"], silent["希望_こども家庭課"]] == [None, None]
    wished = MonthNote("2025-06", KEY, wished=("こども家庭課",))
    told = monthly.values(case(SEVEN, ledger(wished), month="2025-06"))
    assert [told["連携_登校支援室"], told["希望_こども家庭課"]] == [False, True]


def test_without_the_month_s_row_no_box_is_ticked_or_cleared() -> None:
    """Not written is never read as no."""
    found = monthly.values(case(SEVEN, ledger(), month="2025-06"))
    assert {found[f.name] for f in monthly.FORM.fields if f.kind == "check"} == {None}
