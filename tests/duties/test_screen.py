"""The screen of duties: what it says, how wide it is, and what it never shows."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import Assessment, ClassId
from futoko_cli.core.school_calendar import CalendarRule
from futoko_cli.terminal.duties import show_duties
from futoko_cli.terminal.explain import show_explain
from futoko_cli.terminal.scan import show_scan
from tests.duties.school import assess, console, looked_at, nameless, record
from tests.notation import day_of

SEVEN = "太郎 5/12- 欠*7"
LONG_NAME = "高橋 ジョゼフィーヌ・アレクサンドラ・マリー"


def shown(whole: Assessment, on: str, width: int = 80, *, month: str = "", **how: Any) -> str:  # noqa: ANN401  as typed
    """The screen as text."""
    target, stream = console(width)
    show_duties(whole, looked_at(whole, on, month), target, **how)
    return stream.getvalue()


def busy() -> Assessment:
    """Every section has something: long names, a stray, a child that left, a clock, a closing day, problems."""
    return assess(
        "長 4/7- 欠*66",
        "七 6/2- 欠*7 出 6/30- 欠",
        "転 6/2- 欠*9 外*26",
        "三 7/4- 欠*3",
        actions=(
            record("4/9 済 家庭訪問"),
            record("5/20 済 欠席状況報告書（個人別） 4月", 2, note="保護者にも伝えた"),
            record("4/2 済 家庭訪問", 3),
            record("6/11 不要 速報", 4, key="1-1-02"),
        ),
        names=(LONG_NAME, "𠮷田 﨑子", "見本 転", "=cmd"),
        upto="7/11",
        labels={"7/18": "終業式"},
        issues=(Issue("sheet-empty", "何も書かれていないシートです。", "", "a.xlsx", "8月"),),
    )


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("order", ["date", "child"])
@pytest.mark.parametrize("everything", [False, True])
def test_no_line_too_wide(width: int, order: str, *, everything: bool) -> None:
    """Long names and many duties: every line fits."""
    for line in shown(busy(), "7/11", width, order=order, everything=everything).splitlines():
        assert cell_len(line) <= width, line


def test_no_letter_of_doubtful_width_and_all_in_cp932() -> None:
    """Windows consoles show the screen as it is meant."""
    text = shown(busy(), "7/11", everything=True, masked=True)
    assert not {c for c in text if unicodedata.east_asian_width(c) == "A"}
    text.encode("cp932")


def test_a_day_of_one_child() -> None:
    """Due day with weekday, key, name, stage, what, to whom, form; a setting is marked and explained."""
    text = shown(assess("太郎 5/12- 欠*3"), "5/14")
    assert "集計日 2025年5月14日（水）" in text
    assert "今日 " not in text  # the same day: said once
    assert "【今日まで】 4件  1人" in text
    assert " 5/14(水)   1-1-01  太郎              ［連続3日目の対応］" in text
    assert "・校内ケース会議*  校内  様式 協議シート" in text
    assert "* 資料に期限の記載がなく、futokoの設定です。" in text


def test_both_days_stand_there_when_they_differ() -> None:
    """The register ends on 5/14, the day is 5/19."""
    text = shown(assess("太郎 5/12- 欠*3"), "5/19")
    assert "今日  2025年5月19日（月）の時点で、期限を見ています" in text
    assert "【期限切れ】 4件  1人" in text


def test_a_monthly_report() -> None:
    """Month, 新規, and why it is due a day early."""
    text = shown(assess("太郎 6/2- 欠*7"), "6/30")
    assert "【今週】 1件  1人\n 7/4(金)    1-1-01  太郎              ［速報と欠席状況報告］ 6月分・新規" in text
    assert "・欠席状況報告書（個人別）  小樽市教育委員会  5日が休みのため繰上げ" in text
    assert "翌月5日などの期限は、その日が土日・祝日・年末年始のとき" in text


@pytest.mark.parametrize(("ledger", "hint"), [(True, False), (False, True)])
def test_nothing_recorded_is_said_first(*, ledger: bool, hint: bool) -> None:
    """Without a single row of 対応記録 nobody knows; without a ledger, also how to give one."""
    text = shown(assess(SEVEN, ledger=ledger), "5/20")
    assert text.index("対応記録がないため、済んだかどうか分かりません。") < text.index("【期限切れ】")
    assert ("--ledger" in text) is hint


def test_what_is_done_is_told_by_number_or_listed() -> None:
    """済 and 不要; with --all each with its day, by whom, and the note."""
    whole = assess(SEVEN, actions=(record("5/20 済 速報", note="電話もした"), record("5/15 不要 家庭訪問", 2)))
    assert "【済】 2件（うち不要 1件）  --all で一覧" in shown(whole, "5/20")
    text = shown(whole, "5/20", 120, everything=True)
    assert "済 5/20 教頭（電話もした）" in text
    assert "不要 5/15 教頭" in text


def test_what_is_over_is_told_by_number() -> None:
    """Nobody recorded anything, and the child is back."""
    text = shown(assess("太郎 4/7- 欠*3 出"), "5/20")
    assert "いま することはありません。" in text
    assert "【段階に当たらなくなり、期限を過ぎたもの】  --all で一覧\n ［連続3日目の対応］ 4件  1人" in text
    assert "［連続3日目の対応］  いま非該当" in shown(assess("太郎 4/7- 欠*3 出"), "5/20", everything=True)


def test_a_child_that_left() -> None:
    """転出 stands beside what is still owed."""
    assert "［速報と欠席状況報告］ 5月分・新規  転出" in shown(assess("太郎 5/12- 欠*9 外"), "5/28")


def test_by_child() -> None:
    """A heading for each child, in the order of the class."""
    text = shown(assess(SEVEN, "次郎 5/12- 欠*7"), "5/20", order="child")
    assert text.index("【1-1-01】 太郎  6件") < text.index("【1-1-02】 次郎  6件")
    assert " 5/20(火)   今日まで  ［速報と欠席状況報告］" in text


def test_one_month_says_what_lies_before_it() -> None:
    """June alone; five duties of May are overdue."""
    text = shown(assess("太郎 5/12- 欠*20"), "6/10", month="2025-06")
    assert "2025年6月の分・この月が期限のもの" in text
    assert "【前の月までの期限切れ】 5件" in text


def test_the_clock() -> None:
    """Both numbers, the last meeting, and the day to come; nine days are not listed."""
    met = assess("太郎 4/7- 欠*30", contacts=("5/7 家庭訪問 会えた",))
    text = shown(met, "5/21")
    assert "【現認】 1人" in text
    assert "連続 30日・会えていない 10授業日  最後に会った日 5/7(水)（台帳）" in text
    assert "［現認できないまま30日］ このまま続くと6/18(水)に到達" in text
    assert "【現認】" not in shown(assess("太郎 4/7- 欠*9"), "5/21")
    assert "最後に会った日 4/4(金)（出席簿）" in shown(assess("太郎 4/7- 欠*30"), "5/21")
    assert "［現認できないまま30日］ 5/21に到達" in shown(assess("太郎 4/7- 欠*30"), "5/21")
    assert "今年度はまだ会えていません" in shown(assess("太郎 4/1- 欠*14"), "5/21")
    assert "今年度のうちには到達しません" in shown(assess("太郎 3/2- 欠*12"), "3/20")


def test_explain_shows_the_clock_too() -> None:
    """For the child, from the first day unseen; not for one who was there."""
    for line, there in (("太郎 4/7- 欠*2", True), ("太郎 4/7- 欠*2 出", False)):
        target, stream = console()
        show_explain(assess(line), "1-1-01", target)
        assert ("【現認】\n 連続 2日・会えていない 2授業日" in stream.getvalue()) is there


def test_the_list_before_the_vacation() -> None:
    """Who would be listed on the closing day, and what takes a child off the list."""
    text = shown(assess("八 7/9- 欠*8", labels={"7/25": "終業式"}), "7/18")
    assert "【終業式の前に】 1人" in text
    assert "2025年7月25日（金）の終業式に、このままだと［長期休業前の確認］に当たります。" in text
    assert "連続 8日・累計 8日・会えていない 8授業日" in text


def test_without_a_register() -> None:
    """Nobody could be read: not "nothing to do", and the problems are named as a reason."""
    error = Issue("register-missing", "出席簿と分かる表がありません。", "", "a.xlsx")
    text = shown(replace(assess("太郎 5/12- 出", issues=(error,)), pupils=()), "5/20")
    assert "いま することはありません。" not in text
    assert "日ごとの記号のある児童生徒は、1人も読めませんでした。" in text
    assert "数えていない記号やシートがあります。" in text


def test_records_that_settle_nothing() -> None:
    """With sheet, cell, day and words."""
    text = shown(assess(SEVEN, actions=(record("5/13 済 家庭訪問", 6),)), "5/20")
    assert "【どの義務にも当たらない対応記録】 1件" in text
    assert "「対応記録」B7  5/13(火)  1-1-01  家庭訪問  済" in text


def test_what_to_do_next() -> None:
    """The form of the most urgent duty, with the options of this call; then how to record it."""
    text = shown(assess(SEVEN), "5/20", options=("--ledger", "私の 台帳.xlsx"))
    assert 'futoko report quick "令和7年度 出席簿.xlsx" --ledger "私の 台帳.xlsx"' in " ".join(text.split())
    assert "支援台帳の［対応記録］に、日付・キー・内容・済を1行書きます。" in text
    assert "次に" not in shown(assess("太郎 5/12- 出"), "5/20")


def test_masked() -> None:
    """No name, no note, nobody's name beside 済; a key that holds a name is a place."""
    note = "太郎 の母が来校"
    whole = assess(
        "太郎 5/12- 欠*7", actions=(record("5/20 済 速報（太郎の家）", note=note), record("5/13 済 家庭訪問", 2))
    )
    text = shown(whole, "5/20", masked=True, everything=True)
    assert not [word for word in ("太郎", "教頭", "母") if word in text]
    assert "1-1-01" in text
    hidden = shown(nameless(assess("太郎 5/12- 欠*7"), "山田 太郎"), "5/20", masked=True)
    assert "1-1-#1" in hidden
    assert "山田" not in hidden


def test_scan_ends_with_the_three_most_urgent() -> None:
    """One line each, what the next call is, and that nobody knows what is done."""
    whole = assess("長 4/7- 欠*34", "七 5/12- 欠*12")
    target, stream = console()
    show_scan(whole, target, agenda=looked_at(whole, "5/28"))
    text = stream.getvalue()
    assert "【急ぐこと】 未済 15件のうち\n 対応記録がないため、済んだかどうか分かりません。" in text
    assert " 期限切れ  5/21(水)   1-1-01  長            現認ができない児童生徒連絡票 ほか1\n" in text
    assert " 期限切れ  5/20(火)   1-1-02  七            速報\n" in text
    assert " 期限切れ  5/2(金)    1-1-01  長            4月分 欠席状況報告書\n" in text
    assert 'futoko duties "令和7年度 出席簿.xlsx"' in text


def test_scan_without_duties_says_nothing_of_them() -> None:
    """Nobody is at a stage."""
    whole = assess("太郎 4/7- 出")
    target, stream = console()
    show_scan(whole, target, agenda=looked_at(whole, "5/28"))
    assert "急ぐこと" not in stream.getvalue()
    assert "futoko duties" not in stream.getvalue()


def test_near_misses_have_their_day() -> None:
    """The next school day after Friday 5/2 is Wednesday 5/7; on the last day of the year there is none."""
    for line, told in (("太郎 5/1- 欠*2", "1人  次の授業日 5/7(水)\n"), ("太郎 3/30- 欠*2", "1人\n")):
        target, stream = console()
        show_scan(assess(line), target)
        assert f"【あと1日で基準に達する】 {told}" in stream.getvalue()


def test_near_misses_of_two_classes_have_two_days() -> None:
    """Where the next school day is not the same for all, each line has its own."""
    whole = assess("一 5/8- 欠*2", "二 5/8- 欠*2")
    assert whole.calendar is not None
    monday = day_of("5/12").toordinal()
    rule = CalendarRule(monday, monday, "closed", "", 1, "2")
    other = replace(whole.pupils[1].pupil, class_id=ClassId(1, "2"))
    pupils = (whole.pupils[0], replace(whole.pupils[1], pupil=other))
    whole = replace(whole, pupils=pupils, calendar=replace(whole.calendar, rules=(rule,)))
    target, stream = console(120)
    show_scan(whole, target)
    assert "［連続3日目の対応］（次の授業日 5/12(月)）" in stream.getvalue()
    assert "［連続3日目の対応］（次の授業日 5/13(火)）" in stream.getvalue()
