"""The scan screen: who stands where, why, and what comes next."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from rich.cells import cell_len

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import Assessment
from futoko_cli.terminal.scan import show_scan
from tests.terminal.fabricate import FILE, assess, console, nameless, school, totals_row, unknown_marks


def screen_of(assessment: Assessment, width: int = 80, *, masked: bool = False, problems: bool = True) -> str:
    """The screen as text."""
    target, stream = console(width)
    show_scan(assessment, target, masked=masked, problems=problems)
    return stream.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("count", [3, 60])
def test_no_line_too_wide(width: int, count: int) -> None:
    """Long names, many problems, many children: every line fits."""
    whole = replace(school(count, unknown_marks()), totals=(totals_row("小" * 40),))
    for line in screen_of(whole, width).splitlines():
        assert cell_len(line) <= width, line


def test_no_letter_of_doubtful_width() -> None:
    """Windows consoles show some letters twice as wide as others do: none is used."""
    shown = screen_of(replace(school(3), totals=(totals_row(),)))
    assert not {c for c in shown if unicodedata.east_asian_width(c) == "A"}


def test_every_letter_exists_in_cp932() -> None:
    """A Japanese Windows console can write the whole screen."""
    screen_of(replace(assess("太郎 4/7- 欠*7 遅 早 両 停 忌 閉 公 別 未"), totals=(totals_row(),))).encode("cp932")


def test_most_urgent_first() -> None:
    """Gravest stage, then the current run, then the total."""
    whole = assess(
        "三 4/7- 出*10 欠*3",
        "七 4/7- 出*6 欠*7",
        "十 4/7- 出 欠*4 出 欠*7",
        "長 4/7- 出*5 欠*8",
    )
    shown = screen_of(whole)
    order = [shown.index(f" {key}  ") for key in ("1-1-04", "1-1-03", "1-1-02", "1-1-01")]
    assert order == sorted(order)


def test_one_child() -> None:
    """Key, name, stage in words, counts, the last days, the reason, what to do."""
    shown = screen_of(assess("太郎 4/7- 出 遅 欠*7"))
    assert "1-1-01  太郎" in shown
    assert "［速報］  連続 7日・累計 7日" in shown
    assert "4/1   ・・・・ ・チ／／／ ／／／／ 4/17" in shown
    assert "4/17に連続欠席7日目（4/9から）  集計日に到達  ほかに 初期対応 4/11" in shown
    assert "・速報（メールの後に電話）  教育支援センター  当日中" in shown
    assert "・欠席状況報告書            市教育委員会      毎月、翌月5日まで" in shown
    assert "futoko explain" in shown
    assert "--pupil 1-1-01" in shown


def test_decided_by_futoko_is_said() -> None:
    """A due day that no document gives carries a star and its note."""
    shown = screen_of(assess("太郎 4/7- 欠*3"))
    assert "・家庭への連絡  保護者  当日中*" in shown
    assert "* 資料に期限の記載がなく、futokoの設定です。" in shown


def test_nobody_flagged() -> None:
    """Said plainly; with problems left it is not the last word."""
    calm = assess("太郎 4/7- 出*5")
    assert "基準に達している児童生徒はいません。" in screen_of(calm)
    assert "数えていない" not in screen_of(calm)
    assert "数えていない記号やシートがあります。" in screen_of(replace(calm, issues=unknown_marks()))


def test_nobody_read() -> None:
    """Without a single child the screen does not say that nobody is flagged."""
    shown = screen_of(assess())
    assert "1人も読めませんでした" in shown
    assert "基準に達している" not in shown


def test_many_children_one_line_each() -> None:
    """More than thirty flagged: one line each, under one heading per stage."""
    shown = screen_of(school(120))
    assert "キー     氏名" in shown
    line = next(row for row in shown.splitlines() if row.startswith(" 1-1-01 "))
    assert line.split()[:5] == ["1-1-01", "山田", "太郎", "33", "48"]
    assert "7/11" in line


def test_returned_child_shows_longest_run() -> None:
    """A child back at school is still at 累計10日: the longest run says why."""
    assert "連続 0日（最長 9日）・累計 10日" in screen_of(assess("太郎 4/7- 欠*9 出 欠 出"))


def test_unentered_days_make_a_lower_bound() -> None:
    """With days not entered the count is 以上."""
    assert "累計 3日以上  未入力 2日" in screen_of(assess("太郎 4/7- 未*2 欠*3"))


def test_strip_shows_weeks_vacations_and_enrolment() -> None:
    """A gap between weeks, ～ for a vacation, blanks before 転入."""
    shown = screen_of(assess("太郎 4/7- 外*3 出*2 欠*3"))
    assert "4/1   ・・・・ 　　　・・ ／／／ 4/16" in shown


def test_masked_leaves_no_name() -> None:
    """No name anywhere: not in lines, problems, files or sheets, and no reason from a cell."""
    whole = assess(
        "山田 4/7- 欠*7",
        "鈴木 4/7- 欠*2 出 欠*2",
        names=("山田 太郎", "鈴木 花子"),
        issues=(
            Issue("row-unread", "山田　太郎 の行です。", "山田太郎 を直します。", "山田 太郎.xlsx", "山田太郎", "B3"),
        ),
        totals=(totals_row("小林 秋"),),
        reason="頭痛",
    )
    shown = screen_of(whole, masked=True)
    for word in ("山田", "太郎", "鈴木", "花子", "小林", "秋", "頭痛"):
        assert word not in shown
    assert "1-1-01  ［速報］" in shown


def test_masked_key_without_number() -> None:
    """Where a name stands in the key, the masked key is the place in the register."""
    whole = nameless(assess("山田 4/7- 欠*7"), "山田 太郎")
    assert "--pupil 1-1-#1" in screen_of(whole, masked=True)
    assert "--pupil 1-1-山田 太郎" in screen_of(whole)


def test_problems_elsewhere_are_counted_here() -> None:
    """With the problems on stderr the screen still says how many there are."""
    shown = screen_of(school(3, unknown_marks()), problems=False)
    assert "【問題】 エラー 1種類13か所・注意 1種類1か所・参考 1種類1か所" in shown
    assert "「△」" not in shown


def test_definitions_and_calendar_are_printed() -> None:
    """What the numbers depend on stands under them."""
    shown = screen_of(assess("太郎 4/7- 出"))
    for words in ("連続: 授業日だけを数え", "断続・累計: 年度の初めから", "授業日: 平日から祝日を除いた日"):
        assert words in shown


def test_selection_and_notes() -> None:
    """What narrowed the run and what the run wants to say are shown."""
    shown = screen_of(replace(assess("太郎 4/7- 出"), selected="1年1組", notes=("台帳はありません。",)))
    assert "対象  1年1組" in shown
    assert "台帳はありません。" in shown


def test_several_files_are_not_spelt_out() -> None:
    """The next command names up to three files, else FILE..."""
    whole = assess("太郎 4/7- 欠*3")
    assert f'futoko explain "{FILE}" --pupil 1-1-01' in screen_of(whole)
    few = replace(whole, inputs=("a.xlsx", "b.xlsx", "c.xlsx"))
    assert "futoko explain a.xlsx b.xlsx c.xlsx --pupil 1-1-01" in screen_of(few)
    more = replace(whole, inputs=("a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx"))
    assert "futoko explain FILE... --pupil 1-1-01" in screen_of(more)


def test_hostile_name() -> None:
    """A name with control characters cannot reach the terminal."""
    shown = screen_of(assess("誰か 4/7- 欠*3", names=("\x1b]0;x\x07山\n田\u202e",)))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
