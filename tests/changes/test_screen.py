"""The section at the top of the scan screen, and the key ``changes`` of its JSON."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace

import pytest
from rich.cells import cell_len

from futoko_cli.core.changes import compare
from futoko_cli.core.model import Assessment
from futoko_cli.core.snapshot import Snapshot
from futoko_cli.reports.changes_json import with_changes
from futoko_cli.reports.result_json import dump, scan_result
from futoko_cli.reports.snapshot import snapshot_of
from futoko_cli.terminal.scan import show_scan
from tests.changes.registers import of_policy, of_year, quiet
from tests.reports.test_contract import NULL, SCAN, check
from tests.terminal.fabricate import FILE, assess, console, nameless

NAMES = ("山田 太郎", "鈴木 花子", "佐藤 次郎", "高橋 海", "田中 空")
BEFORE = ["一 4/7- 欠*3", "二 4/7- 出 4/14- 欠*5", "三 4/7- 欠 遅", "四 4/7- 出", "五 4/7- 未*2"]
AFTER = ["一 4/7- 欠 出 病", "二 4/7- 出 4/14- 欠*5", "三 4/7- 欠 遅 4/21- 欠*3", "五 4/7- 出 欠", "六 4/7- 出"]

CELL = {"kind": str, "mark": (str, NULL), "file": (str, NULL), "sheet": (str, NULL), "cell": (str, NULL)}
WHO = {"key": str, "name": (str, NULL)}
CHANGES = {
    "since": {"policy": {"id": str, "edition": str}, "school_year": int, "as_of": str},
    "unchanged": bool,
    "same_school_year": bool,
    "same_policy": bool,
    "days_compared": bool,
    "backwards": bool,
    "alarms": [{"rule": str, "count": int, "of": int}],
    "stages": [{**WHO, "change": str, "id": str, "label": str, "before": (str, NULL), "after": (str, NULL)}],
    "days": [{**WHO, "date": str, "change": str, "before": CELL, "after": CELL}],
    "months": [{**WHO, "month": str, "before": int, "after": int}],
    "episodes": [{**WHO, "change": str, "from": str, "to": str, "days": int, "days_before": int}],
    "pupils": [{**WHO, "change": str, "key_before": (str, NULL)}],
}


def before() -> Snapshot:
    """Last time: up to 4/18."""
    return snapshot_of(assess(*BEFORE, names=NAMES, upto="4/18"))


def after(reason: str = "") -> Assessment:
    """Today, 4/24."""
    names = ("山田 太郎", "鈴木 花子", "佐藤 次郎", "田中 空", "伊藤 新")
    return assess(*AFTER, names=names, upto="4/24", reason=reason)


def screen_of(then: Snapshot, now: Assessment, *, width: int = 80, masked: bool = False) -> str:
    """The section alone."""
    target, stream = console(width)
    show_scan(now, target, masked=masked, changes=compare(then, snapshot_of(now)))
    shown = stream.getvalue()
    start = shown.index("【前回から変わったこと】")
    return shown[start : shown.find("\n【", start + 1)]


def test_the_section_from_top_to_bottom() -> None:
    """New stages, stages taken back, corrected days with both cells, entries that were late, runs, children."""
    lines = [line.split("  ")[0] for line in screen_of(before(), after()).splitlines()]
    assert [line.strip() for line in lines if line.startswith((" ", "【")) and not line.startswith("  ")] == [
        "【前回から変わったこと】",
        "新しく段階に達した",
        "訂正により、達していなかったことになった",
        "訂正された日",
        "未入力だった日の記入",
        "段階に達した連続欠席が終わった",
        "連続欠席が始まった 2人・終わった 1人",
        "前回いなかった",
        "今回いない",
        "キーが変わった",
    ]


def test_a_corrected_day_names_both_marks_and_both_cells() -> None:
    """The person can open both files at the cell."""
    shown = screen_of(before(), after())
    assert "1-1-01  山田 太郎         4/8(火)  欠席「／」から出席に\n" in shown
    assert f"前回 {FILE}「1-1 4月」K5  今回 記号なし" in shown
    assert "4/9(水)  欠席「／」から病欠「病」に\n" in shown


def test_nothing_changed() -> None:
    """One line."""
    whole = after()
    assert screen_of(snapshot_of(whole), whole).splitlines()[1].strip() == "前回から変わりありません。"


def test_the_alarm_stands_first_with_its_numbers() -> None:
    """Before anything else is read."""
    whole = assess(*quiet(10), upto="4/18")
    many = snapshot_of(assess(*quiet(10), *[f"子{n} 4/7- 出" for n in range(10)], upto="4/18"))
    lines = screen_of(many, whole).splitlines()
    assert lines[1].strip().startswith("出席簿の変わり方が大きすぎます。別のファイルや古いファイル")
    assert "・前回いた 20人のうち 10人がいません。" in "".join(lines)
    six = assess(*[f"子{n} 4/7- 欠*2" for n in range(6)], upto="4/18")
    gone = assess(*[f"子{n} 4/7- 出" for n in range(6)], upto="4/18")
    shown = screen_of(snapshot_of(six), gone)
    assert "前回もいた 6人のうち 6人で、前に記入されていた日が変わっています。" in shown
    assert "前回記号のあった 12日のうち 12日が、空欄か出席になっています。" in shown


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (of_year(before(), 2024), "年度が違うので比べていません"),
        (of_policy(before(), "1999"), "段階と連続欠席は比べず"),
        (replace(before(), school_days=None), "日ごとには比べられません"),
        (snapshot_of(assess("一 4/7- 出", upto="5/30")), "集計日が前回より前です"),
    ],
)
def test_what_could_not_be_compared_is_said(then: Snapshot, words: str) -> None:
    """Another year, another edition, no days, an older register."""
    assert words in "".join(line.strip() for line in screen_of(then, after()).splitlines())


def test_months_where_days_are_not_known() -> None:
    """Counts of a closed month."""
    then = replace(snapshot_of(assess("一 4/7- 欠*2", upto="5/7")), school_days=None)
    shown = screen_of(then, assess("一 4/7- 欠", upto="5/9"))
    assert "欠席の日数が変わった月  1人" in shown
    assert "4月  2日から1日に" in shown


def test_long_lists_are_cut() -> None:
    """Eight children, then how many more; nothing is silently left out."""
    many = assess(*[f"子{n} 4/7- 欠*3" for n in range(11)], upto="4/9")
    shown = screen_of(snapshot_of(assess(*quiet(0), *[f"子{n} 4/7- 欠*2" for n in range(11)], upto="4/8")), many)
    assert "新しく段階に達した  11人" in shown
    assert "ほか 3人（すべては --json で）" in shown


def test_a_name_put_right_is_said() -> None:
    """One child, and the reader is told so."""
    shown = screen_of(snapshot_of(assess("太郎 4/7- 出")), assess("太朗 4/7- 出"))
    assert "氏名が変わった  1人" in shown
    assert "1-1-01  太朗              同じキーなので、1人として比べています。" in shown


def test_presence_entered_late_is_only_counted() -> None:
    """A class that was a month behind does not fill the screen."""
    shown = screen_of(before(), after())
    assert "未入力だった日の記入  1人・2日" in shown
    assert "4/8(火)  未入力から欠席「／」に" in shown
    assert "4/7(月)" not in shown


def test_days_in_a_row_without_a_cell_are_one_line() -> None:
    """A transfer told late makes a month of days."""
    then = snapshot_of(assess("一 4/7- 出", upto="4/30"))
    shown = screen_of(then, assess("一 4/7- 出*5 外*12", upto="4/30"))
    assert "訂正された日  1人・12日" in shown
    assert "4/14(月)～4/30(水)の12日  出席から在籍外に" in shown


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_too_wide(width: int) -> None:
    """Every line fits, whatever the marks and names are."""
    then = before()
    long = replace(
        then.pupils[0], days={d: v._replace(mark="長" * 60, file="長" * 90) for d, v in then.pupils[0].days.items()}
    )
    then = replace(then, pupils=(long, *then.pupils[1:]))
    for line in screen_of(then, after(), width=width).splitlines():
        assert cell_len(line) <= width, line


def test_letters_that_every_console_has() -> None:
    """No letter of doubtful width, all in cp932."""
    shown = screen_of(before(), after())
    assert not {c for c in shown if unicodedata.east_asian_width(c) == "A"}
    shown.encode("cp932")


def test_control_characters_of_a_file_do_not_reach_the_screen() -> None:
    """A hostile snapshot cannot move the cursor."""
    then = before()
    bad = {d: v._replace(mark="\x1b[2J", sheet="\u202e", cell="\r\n") for d, v in then.pupils[0].days.items()}
    shown = screen_of(replace(then, pupils=(replace(then.pupils[0], days=bad), *then.pupils[1:])), after())
    assert not {"\x1b", "\u202e", "\r"} & set(shown)


def test_masked_screen_and_json_hold_no_name_and_no_reason() -> None:
    """Neither of today nor of last time, in marks, files, sheets and keys."""
    then = snapshot_of(assess(*BEFORE, names=NAMES, upto="4/18", reason="頭痛"))
    child = then.pupils[0]
    odd = {d: v._replace(sheet="佐々木 海斗", file="佐々木海斗.xlsx") for d, v in child.days.items()}
    then = replace(then, pupils=(replace(child, days=odd), *then.pupils[1:]))
    now = nameless(after(reason="腹痛"), "山田 太郎")
    text = dump(with_changes({}, compare(then, snapshot_of(now)), now, masked=True))
    for shown in (screen_of(then, now, masked=True), text):
        for word in ("山田", "太郎", "鈴木", "佐々木", "頭痛", "腹痛", "／", "伊藤"):
            assert word not in shown
    assert "頭痛" in screen_of(then, now)


def test_json_has_exactly_these_keys() -> None:
    """Behind the others of a scan; null where nothing was remembered; every list has a member."""
    now = after()
    changes = compare(before(), snapshot_of(now))
    result = json.loads(dump(with_changes(scan_result(now), changes, now, masked=False)))
    check(result, {**SCAN, "changes": CHANGES})
    found = result["changes"]
    assert all(found[key] for key in ("stages", "days", "episodes", "pupils"))
    assert found["stages"][0] == {
        "key": "1-1-01",
        "name": "山田 太郎",
        "change": "taken_back",
        "id": "early",
        "label": "初期対応",
        "before": "2025-04-09",
        "after": None,
    }
    assert found["days"][0]["before"] == {
        "kind": "absent",
        "mark": "／",
        "file": FILE,
        "sheet": "1-1 4月",
        "cell": "K5",
    }
    assert found["days"][0]["after"] == {"kind": "present", "mark": None, "file": None, "sheet": None, "cell": None}
    assert {day["change"] for day in found["days"]} == {"corrected", "entered"}
    assert found["pupils"] == [
        {"key": "1-1-04", "name": "田中 空", "change": "moved", "key_before": "1-1-05"},
        {"key": "1-1-05", "name": "伊藤 新", "change": "new", "key_before": None},
        {"key": "1-1-04", "name": None, "change": "gone", "key_before": None},
    ]
    assert with_changes(scan_result(now), None, now, masked=False)["changes"] is None


def test_json_of_months_and_alarms() -> None:
    """The lists that the others leave empty."""
    then = replace(snapshot_of(assess("一 4/7- 欠*2", *quiet(4), upto="5/7")), school_days=None)
    now = assess("一 4/7- 欠", upto="5/9")
    found = with_changes({}, compare(then, snapshot_of(now)), now, masked=False)["changes"]
    check(found, CHANGES)
    assert found["months"] == [{"key": "1-1-01", "name": "一", "month": "2025-04", "before": 2, "after": 1}]
    assert found["alarms"] == [{"rule": "gone", "count": 4, "of": 5}]
