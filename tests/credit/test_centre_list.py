"""A place's own list: rows found by key, by number, by name; what is not sure is named and not counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from futoko_cli.core.credit import Attended
from futoko_cli.core.issues import Issue
from futoko_cli.core.model import ClassId, Pupil, pupil_key
from futoko_cli.errors import ConfigError
from futoko_cli.ledger.centre_list import read_centre_list
from tests.credit.classes import data, june
from tests.ledger.books import workbook

PUPILS = [
    Pupil(pupil_key(ClassId(grade, room), number, name), ClassId(grade, room), number, name)
    for grade, room, number, name in (
        (2, "1", 1, "春野　一"),
        (2, "1", 2, "髙橋　二"),
        (2, "2", 1, "秋山　三"),
        (3, "1", 1, "秋山　三"),
    )
]


def read(folder: Path, text: str) -> tuple[tuple[Attended, ...], tuple[Issue, ...]]:
    """A list as CSV."""
    path = folder / "そらいろ.csv"
    path.write_text(text, encoding="cp932")
    return read_centre_list(path, path.name, 2025, PUPILS)


@pytest.mark.parametrize(
    "row",
    [
        "6/3,2-1-02,,,,",
        "6/3,2-1-2,,,,高橋二",
        "6/3,,2,1,2,",
        "6/3,,,2年1組,2,高橋　二",
        "6/3,,2年1組,,2番,",
        "6/3,,,,,高橋 二",
        "2025/6/3,,,2-1,,高橋二",
        "R7.6.3,２－１－２,,,,",
    ],
)
def test_whose_row_it_is(tmp_path: Path, row: str) -> None:
    """By key, by class and number, by name with class or alone, in whatever spelling."""
    found, issues = read(tmp_path, f"日付,キー,学年,組,番号,氏名\n{row}\n")
    assert issues == ()
    assert [(each.row.day.isoformat(), each.row.key, each.file) for each in found] == [
        ("2025-06-03", "2-1-02", "そらいろ.csv")
    ]


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (",2-1-02,,,,", "A2", "日付が空欄"),
        ("6/31,2-1-02,,,,", "A2", "暦にない日付"),
        ("2024/6/3,2-1-02,,,,", "A2", "年度の外"),
        ("6/3,2-1-99,,,,", "B2", "出席簿にいません"),
        ("6/3,ほげ,,,,", "B2", "キー"),
        ("6/3,2-1-02,,,,春野一", "B2", "番号と氏名が、出席簿と合いません"),
        ("6/3,,2,1,9,", "B2", "出席簿にいません"),
        ("6/3,,,,,秋山三", "B2", "2人以上"),
        ("6/3,,,,,冬木四", "B2", "この氏名の児童生徒が、読んだ出席簿にいません"),
        ("6/3,,,,3,", "B2", "だれの記録か"),
    ],
)
def test_rows_that_are_not_used(tmp_path: Path, row: str, cell: str, words: str) -> None:
    """Each is an error with its cell; nothing of it counts."""
    found, issues = read(tmp_path, f"日付,キー,学年,組,番号,氏名\n{row}\n")
    assert found == ()
    assert {issue.code for issue in issues} == {"centre-row"}
    assert {issue.severity for issue in issues} == {"error"}
    assert issues[-1].cell == cell
    assert any(words in issue.message for issue in issues)


def test_what_a_row_says(tmp_path: Path) -> None:
    """Place, content, hours and ICT; the heading may stand below a title, columns in any order; a row twice is one."""
    text = "通所の記録,,,\n\n時間,活動内容,施設名,キー,月日,ICT\n9:00～12:00,=算数,そらいろ,2-1-01,6/3,\n,,自宅,2-1-01,6/3,○\n9:00,,そら いろ,2-1-01,6/3,\n"
    found, issues = read(tmp_path, text)
    assert issues == ()
    rows = [each.row for each in found]
    assert [(row.place, row.content, row.hours, row.ict) for row in rows] == [
        ("そらいろ", "=算数", "9:00～12:00", False),
        ("自宅", "", "", True),
    ]


def test_a_sign_that_is_none_leaves_the_row_out(tmp_path: Path) -> None:
    """Whether a day was at home or at the place hangs on it."""
    found, issues = read(tmp_path, "日付,キー,ICT\n6/3,2-1-01,たぶん\n")
    assert found == ()
    assert [issue.code for issue in issues] == ["centre-row"]


@pytest.mark.parametrize("text", ["日付,施設\n6/3,そらいろ\n", "キー,氏名\n2-1-01,春野\n", "なにか\n", ""])
def test_no_such_list(tmp_path: Path, text: str) -> None:
    """Without a date or without anybody it is refused with the headings that are needed."""
    with pytest.raises(ConfigError) as error:
        read(tmp_path, text)
    assert error.value.hint


def test_a_workbook_with_several_sheets(tmp_path: Path) -> None:
    """A sheet a month; sheets of another kind are passed over."""
    path = tmp_path / "r7.xlsx"
    path.write_bytes(
        workbook(
            {
                "6月": [["日付", "キー"], ["6/3", "2-1-01"]],
                "7月": [["日付", "キー"], ["7/3", "2-1-01"]],
                "メモ": [["自由に"]],
            }
        )
    )
    found, _ = read_centre_list(path, path.name, 2025, PUPILS)
    assert [each.row.day.month for each in found] == [6, 7]


def test_the_list_adds_to_the_ledger(tmp_path: Path) -> None:
    """そらいろ's own list has 6/9 too (known) and 6/16 (new), and a child it does not know: an error, nothing counted for it."""
    folder = june(tmp_path)
    listed = folder / "そらいろ.csv"
    listed.write_text(
        "日付,キー,施設,内容\n6/9,2-1-02,そらいろ,工作\n6/16,2-1-02,そらいろ,工作\n6/16,2-1-77,そらいろ,\n",
        encoding="utf-8",
    )
    found = data(folder, "credit", "--centre", listed, "--pupil", "2-1-02")
    assert found["pupils"][0]["credited"] == 5
    assert [issue["cell"] for issue in found["issues"] if issue["code"] == "centre-row"] == ["B4"]
    (record,) = data(folder, "record", "--centre", listed, "--pupil", "2-1-02")["records"]
    assert (record["absent"], record["present"], record["adds_up"]) == (0, 19, True)
