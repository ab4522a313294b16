"""Reading a ledger that is rightly written: every sheet, however its columns stand."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest

from futoko_cli.core.ledger import Child, Contact, How, Role
from futoko_cli.errors import ConfigError
from futoko_cli.ledger.read import read_ledger
from tests.ledger.books import YEAR, one, read, said, workbook


def test_a_page_of_contacts(tmp_path: Path) -> None:
    """A call, a visit that met the child, a talk: in the order of the sheet, with where each stands."""
    ledger, issues = read(
        tmp_path,
        {
            "連絡・訪問": [
                ["日付", "キー", "氏名", "方法", "対応者", "本人に会えた", "場所", "内容"],
                [date(2025, 6, 18), "1-1-07", "春野　空", "電話", "夏川", "×", "", "母と話す。"],
                ["6/20", "１－１－７", "", "家庭訪問", "夏川", "〇", "自宅の玄関", "本人と話す。\n元気。"],
                ["R7.6.25", "2-1-3", "", "面談", "", "", "", ""],
            ]
        },
    )
    assert issues == []
    assert [(c.day, c.key, c.how, c.met, c.content) for c in ledger.contacts] == [
        (date(2025, 6, 18), "1-1-07", How.CALL, False, "母と話す。"),
        (date(2025, 6, 20), "1-1-07", How.VISIT, True, "本人と話す。\n元気。"),
        (date(2025, 6, 25), "2-1-03", How.INTERVIEW, None, ""),
    ]
    assert [(c.at.sheet, c.at.cell) for c in ledger.contacts] == [("連絡・訪問", f"B{n}") for n in (2, 3, 4)]
    assert ledger.seen_days() == {"1-1-07": frozenset({date(2025, 6, 20).toordinal()})}


def test_columns_stand_anywhere(tmp_path: Path) -> None:
    """A title above, columns in another order, blanks and breaks in headings, columns of the school's own."""
    ledger, issues = read(
        tmp_path,
        {
            "学校のメモ": [["何でも", "#N/A"]],
            " 連絡･訪問": [
                ["令和7年度　連絡の記録"],
                [],
                ["受付番号", "内 容", "本人に\n会えた", "キ　ー", "方法", "日付"],
                ["あ-1", "相談", "○", "1-1-07", "面談", "2025年6月18日"],
            ],
        },
    )
    assert issues == []
    assert [(c.day, c.met, c.content, c.at.cell) for c in ledger.contacts] == [
        (date(2025, 6, 18), True, "相談", "D4"),
    ]


def test_a_child(tmp_path: Path) -> None:
    """One row of 児童生徒 with the years before; what is not written is not nought."""
    ledger, issues = one(
        tmp_path,
        "児童生徒",
        キー="1-1-07",
        氏名="春野　空",
        フリガナ="ハルノ　ソラ",
        性別="男子",
        生年月日="H24.5.6",
        前年度欠席=35,
        小1=0,
        小5="１２日",
    )
    assert issues == []
    child = ledger.children["1-1-07"]
    assert (child.born, child.sex, child.previous_year, dict(child.earlier)) == (
        date(2012, 5, 6),
        "男",
        35,
        {"小1": 0, "小5": 12},
    )
    assert ledger.previous_years() == {"1-1-07": 35}
    assert isinstance(child, Child)
    assert child.guardian == ""


def test_causes(tmp_path: Path) -> None:
    """One ◎, any ○, under the short heading or the official label."""
    ledger, issues = one(
        tmp_path,
        "要因・所見",
        キー="1-1-07",
        いじめ被害を除く友人関係="◎",
        生活リズムの不調="〇",
        その他="",
        総合所見="所見",
    )
    assert issues == []
    causes = ledger.causes["1-1-07"]
    assert (causes.main, causes.others, causes.overall) == ("友人関係", ("生活リズムの不調",), "所見")


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("6月", "2025-06"),
        ("６", "2025-06"),
        (6, "2025-06"),
        ("2025-06", "2025-06"),
        ("2025年6月分", "2025-06"),
        ("令和7年6月", "2025-06"),
        ("R8.2", "2026-02"),
        (202506, "2025-06"),
        (date(2025, 6, 1), "2025-06"),
        ("3月", "2026-03"),
    ],
)
def test_months(tmp_path: Path, typed: object, month: str) -> None:
    """A month as it is typed, in its school year; agencies by 、, brackets whole."""
    ledger, issues = one(
        tmp_path,
        "月次",
        月=typed,
        キー="1-1-07",
        連携している関係機関="登校支援室（教育委員会、市）、こども家庭課\n病院",
    )
    assert issues == []
    assert [(note.month, note.agencies) for note in ledger.months] == [
        (month, ("登校支援室（教育委員会、市）", "こども家庭課", "病院"))
    ]


def test_a_meeting_with_its_roles(tmp_path: Path) -> None:
    """Roles find their meeting by day and child; times are told as a clock shows them."""
    ledger, issues = read(
        tmp_path,
        {
            "役割分担": [
                ["日付", "キー", "分掌・機関名", "短期目標", "経過・評価"],
                ["6/18", "1-1-07", "学級担任", "週1回の訪問", ""],
                ["6/18", "1-1-07", "養護教諭", "保健室での面談", "継続"],
            ],
            "ケース会議": [
                ["日付", "キー", "開始", "終了", "短期目標の期日"],
                [date(2025, 6, 18), "1-1-07", time(15, 30), 0.6875, "2026/4/10"],
            ],
        },
    )
    assert issues == []
    (meeting,) = ledger.meetings
    assert (meeting.start, meeting.end, meeting.goal_day) == ("15:30", "16:30", date(2026, 4, 10))
    assert meeting.roles == (Role("学級担任", "週1回の訪問", ""), Role("養護教諭", "保健室での面談", "継続"))


def test_applications_and_centre_days(tmp_path: Path) -> None:
    """An approval, days at the place, a day at home by ICT."""
    ledger, issues = read(
        tmp_path,
        {
            "出席扱い申請": [
                ["キー", "施設", "種類", "受付日", "決定日", "決定"],
                ["1-1-07", "みどりセンター", "公的機関", "6/2", "6/2", "承認"],
            ],
            "通級": [
                ["日付", "キー", "施設", "ICT", "時間"],
                ["6/19", "1-1-07", "みどりセンター", "", 3],
                ["6/19", "1-1-07", "自宅", "○", "2時間"],
            ],
        },
    )
    assert issues == []
    assert [(a.received, a.decided, a.decision) for a in ledger.applications] == [
        (date(2025, 6, 2), date(2025, 6, 2), "承認")
    ]
    assert [(d.ict, d.hours) for d in ledger.centre_days] == [(False, "3"), (True, "2時間")]


def test_actions_and_concerns(tmp_path: Path) -> None:
    """A duty done in the April after its year is of that year; a notice about a child nobody meets."""
    ledger, issues = read(
        tmp_path,
        {
            "対応記録": [
                ["日付", "キー", "すること", "状態", "対象月"],
                ["2026/4/3", "1-1-07", "月次報告", "済", "3月"],
            ],
            "連絡票": [["日付", "キー", "児童虐待の疑い", "経過"], ["7/1", "1-1-07", "無", "長い経過" * 500]],
        },
    )
    assert issues == []
    assert [(a.day, a.state, a.month) for a in ledger.actions] == [(date(2026, 4, 3), "済", "2026-03")]
    assert [(c.abuse, len(c.course)) for c in ledger.concerns] == [("無", 2000)]


def test_a_date_with_a_time_and_texts_that_are_numbers(tmp_path: Path) -> None:
    """A date-time is its day; a room number stays a text; a date in a text column is told as one."""
    ledger, issues = one(
        tmp_path,
        "連絡・訪問",
        日付=datetime.fromisoformat("2025-06-18T15:30"),
        キー="1-1-07",
        方法="その他",
        場所=201,
        内容=date(2025, 6, 20),
    )
    assert issues == []
    assert [(c.day, c.place, c.content) for c in ledger.contacts] == [(date(2025, 6, 18), "201", "2025/6/20")]
    assert isinstance(ledger.contacts[0], Contact)


def test_an_empty_row_is_none(tmp_path: Path) -> None:
    """Blanks, and a name that stands alone beside no key, are no row."""
    ledger, issues = read(
        tmp_path,
        {
            "連絡・訪問": [
                ["日付", "キー", "氏名", "方法", "私の列"],
                ["", "　", "", " "],
                ["", "", "春野", ""],
                ["", "", "", "", "x"],
            ]
        },
    )
    assert (ledger.contacts, issues) == ((), [])


def test_missing_sheets_and_columns_are_said(tmp_path: Path) -> None:
    """One remark for the sheets that are not there, one for each sheet's missing columns; needed ones stop the sheet."""
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(
        workbook(
            {
                "児童生徒": [["キー", "氏名", "氏名"], ["1-1-07", "春野"]],
                "月次": [["月", "今月の状況"], ["6月", "元気"]],
            }
        )
    )
    ledger, issues = read_ledger(path, path.name, YEAR)
    assert said(issues) == [
        ("ledger-sheet", "月次", ""),
        ("ledger-sheet", "", ""),
        ("ledger-sheet", "児童生徒", "A1"),
        ("ledger-sheet", "児童生徒", "C1"),
    ]
    assert [issue.severity for issue in issues] == ["error", "warning", "warning", "warning"]
    assert "「キー」" in issues[0].message
    assert "「連絡・訪問」" in issues[1].message
    assert "「フリガナ」" in issues[2].message
    assert (list(ledger.children), ledger.months) == (["1-1-07"], ())


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    """A register, a text, a file that is not there: exit code 3 and what to do."""
    register = tmp_path / "1-1.xlsx"
    register.write_bytes(workbook({"4月": [["番号", "氏名", 1, 2]]}))
    text = tmp_path / "memo.csv"
    text.write_text("キー,氏名\n1-1-07,春野\n", encoding="utf-8")
    for path in (register, text, tmp_path / "none.xlsx"):
        with pytest.raises(ConfigError) as caught:
            read_ledger(path, path.name, YEAR)
        assert path.name in caught.value.message
        assert caught.value.hint
