"""The explain screen: the year, every stage reached or not, and the cells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from futoko_cli.core.model import Assessment
from futoko_cli.core.policy import Group, Stage, Window
from futoko_cli.errors import UsageError
from futoko_cli.terminal.explain import show_explain
from tests.terminal.fabricate import assess, condition, console, policy, school, totals_row


def screen_of(assessment: Assessment, key: str = "1-1-01", width: int = 80, *, masked: bool = False) -> str:
    """The screen as text."""
    target, stream = console(width)
    show_explain(assessment, key, target, masked=masked)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("key", [f"1-1-{n:02}" for n in range(1, 7)])
def test_no_line_too_wide(key: str, width: int) -> None:
    """Every child's screen fits."""
    for line in screen_of(school(), key, width).splitlines():
        assert cell_len(line) <= width, line


def test_year_is_a_page_of_the_register() -> None:
    """Twelve months, a letter of two cells a day, the month's absences at the right."""
    rows = screen_of(assess("太郎 4/7- 出 欠*2 病 遅 早 停 忌", "花子 5/1- 出")).splitlines()
    april = next(row for row in rows if row.startswith("  4月"))
    assert april.split() == ["4月", "・・・・", "・／／病チ", "ソ停忌・・", "・・・・・", "・", "・", "3"]
    months = [row[:5].strip() for row in rows if row[3:5] in ("月 ", "月")]
    assert months == [f"{m}月" for m in (*range(4, 13), 1, 2, 3)]


def test_counts_of_kinds() -> None:
    """Each kind with its number;病欠, 事故欠 and 出席扱い as part of 欠席."""
    shown = screen_of(assess("太郎 4/7- 欠 病 事 教 遅 早 両 停 忌 未"))
    assert "授業日 14日  欠席 4日（うち 病欠 1・事故欠 1・出席扱い 1）  遅刻 2  早退 2" in shown
    assert "出席停止 1  忌引 1" in shown
    assert "未入力 1" in shown


def test_runs_and_single_days() -> None:
    """Runs in order with their length, single days in one line."""
    shown = screen_of(assess("太郎 4/7- 欠 出 欠*2 出 欠*3"))
    assert "2日  4/9(水) から 4/10(木) まで" in shown
    assert "3日  4/14(月) から 4/16(水) まで" in shown
    assert "続いています" in shown
    assert "1日だけの欠席 1回  4/7" in shown


def test_many_runs_are_cut() -> None:
    """The twelve longest, in order, then how many more."""
    assert "ほか 2日以上の連続 3回（短いもの）" in screen_of(assess("太郎 4/7- " + "欠欠出" * 15))


def test_no_absence() -> None:
    """A child without an absence has a screen too."""
    shown = screen_of(assess("太郎 4/7- 出"))
    assert "欠席はありません。" in shown
    assert "達している基準はありません" in shown
    assert "もとのセル" not in shown


def test_every_stage_reached_or_not() -> None:
    """Value, threshold, date and source stand for each condition of each stage."""
    shown = screen_of(assess("太郎 4/7- 出 欠*7"))
    assert "［速報］ 当てはまる  達した日 4/16  条件のどれか1つに当たるとき" in shown
    assert "該当    連続欠席 7日以上  いま 7日  達した日 4/16" in shown
    assert "非該当  断続（累計）欠席 10日以上  いま 7日" in shown
    assert "見本市不登校対応マニュアル p.12、2025-04-01 確認" in shown
    assert "［現認できないまま30日］ 達していない  条件のすべてに当たるとき" in shown
    assert "非該当  会えていない授業日 30日以上  いま 7日" in shown


def test_stage_reached_before_and_one_day_short() -> None:
    """A stage left again says so with its dates; n−1 says あと1日."""
    shown = screen_of(assess("太郎 4/7- 欠*3 出 欠*2"))
    assert "［初期対応］ いまは当てはまらない  達した日 4/9" in shown
    assert "非該当  連続欠席 3日以上  いま 2日  達した日 4/9  あと1日" in shown


def test_unknown_value_and_narrowed_condition() -> None:
    """What cannot be known is 不明; what a condition leaves out is said."""
    narrow = replace(condition("cumulative", 5), leave_out_runs=3, window=Window("month"))
    stage = Stage("watch", "見守り", Group("any", (condition("previous_year_absences", 30), narrow)))
    shown = screen_of(assess("太郎 4/7- 欠", rules=replace(policy(), stages=(stage,))))
    assert "不明    前年度の欠席 30日以上  いま 不明" in shown
    assert "（3日以上の連続欠席は除く）" in shown


def test_number_reached_on_another_day() -> None:
    """A condition for the closing day says that today is not that day."""
    closing = replace(condition("consecutive", 7, more_than=True), on=("終業式",))
    stage = Stage("vacation", "休業前", Group("any", (closing,)))
    shown = screen_of(assess("太郎 4/7- 欠*8", rules=replace(policy(), stages=(stage,))))
    assert "非該当  連続欠席 7日を超える（終業式の日）  いま 8日" in shown
    assert "（判定の日ではありません）" in shown


def test_cells_of_the_run() -> None:
    """The days of the gravest stage's reason with sheet, cell and mark."""
    shown = screen_of(assess("太郎 4/7- 欠 出*15 4/28- 欠*7"))
    assert "【もとのセル】  ［速報］連続欠席 7日以上（いま 7日）" in shown
    assert "令和7年度 出席簿.xlsx「1-1 4月」" in shown
    assert "4/28(月) AE5 ／" in shown
    assert "令和7年度 出席簿.xlsx「1-1 5月」" in shown
    assert "4/7(月) " not in shown.split("もとのセル")[1]


def test_cells_without_a_stage() -> None:
    """Without a stage: the current run, else all absences; a day without a mark is named too."""
    assert "いまの連続欠席 2日" in screen_of(assess("太郎 4/7- 欠 出 欠*2"))
    assert "【もとのセル】  今年度の欠席" in screen_of(assess("太郎 4/7- 欠 出"))
    whole = assess("太郎 4/7- 欠 出")
    bare = replace(whole, register=replace(whole.register, marks={}))
    assert "4/7(月) 欠席 記号なし" in screen_of(bare)


def test_masked() -> None:
    """No name and no reason; without the mask the reason is shown."""
    whole = assess("山田 4/7- 欠*7", names=("山田 太郎",), reason="頭痛")
    assert "頭痛" in screen_of(whole)
    shown = screen_of(whole, masked=True)
    for word in ("山田", "太郎", "頭痛"):
        assert word not in shown
    assert "4/7(月) J5 ／" in shown


def test_totals_only_child() -> None:
    """A child of a totals-only sheet: the sum, and why there is no more."""
    shown = screen_of(assess("太郎 4/7- 出", totals=(totals_row(),)), "1-2-09")
    assert "連続欠席は分かりません" in shown
    assert "小林 秋" in shown


def test_nobody_has_this_key() -> None:
    """A wrong key is a usage error that names near keys."""
    with pytest.raises(UsageError) as caught:
        screen_of(school(), "1-1-99")
    assert "1-1-99" in caught.value.message
    assert "近いキー" in caught.value.hint
