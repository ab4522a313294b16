"""行の分類: who is a child, what is furigana, statistics, a list below the grid — and what is left unread."""

from __future__ import annotations

import pytest

from futoko_cli.ingest.columns import find_pupil_columns
from futoko_cli.ingest.marks import mark_table
from futoko_cli.ingest.pupil_rows import plan_rows
from tests.ingest.grids import parse, read_text

DAYS = "|".join(str(n) for n in range(1, 31))


def told(*lines: str, heading: str = "番号|氏名") -> str:
    """Each row as a word: ``1春野　空``, 転 (list of moves), 他 (rest), 迷 (marks without a child)."""
    rows = (
        parse("\n".join(["#sheet 1-1", *(line.replace("|", "\t") for line in (f"{heading}|{DAYS}", *lines))]))
        .sheets[0]
        .rows
    )
    first_day = len(heading.split("|"))
    columns = find_pupil_columns(rows, 0, first_day)
    plan = plan_rows(rows, 1, len(rows), columns, (first_day, first_day + 29), mark_table())
    words = dict.fromkeys(range(1, len(rows)), "？")
    for pupil in plan.pupils:
        words[pupil.row] = f"{pupil.number if pupil.number is not None else '－'}{pupil.name}"
        words.update({row: "↑" if row > pupil.row else "↓" for row in pupil.also})
    for word, indices in (("転", plan.moves), ("他", plan.rest), ("迷", plan.stray)):
        words.update(dict.fromkeys(indices, word))
    return " ".join(words[row] for row in sorted(words))


def test_children() -> None:
    """A number and a name, in every spelling of the number."""
    assert told("1|春野　空|欠", "２|夏川　海", "3番|秋山　実") == "1春野　空 2夏川　海 3秋山　実"


def test_statistics_are_no_children() -> None:
    """男 女 計 and 出席日数 below the children, with or without a number column filled."""
    assert told("1|春野　空", "|男|12", "|女|13", "|計|25", "|出席率|98.2", "5|計|5") == "1春野　空 他 他 他 他 他"


@pytest.mark.parametrize(
    "label",
    [
        "男",
        "女",
        "男子計",
        "合計",
        "計",
        "在籍",
        "欠席者数",
        "出席率",
        "授業日数",
        "備考",
        "担任",
        "校長印",
        "凡例 ×：欠席",
        "曜日",
        "※転入",
        "3年1組",
    ],
)
def test_labels_are_no_names(label: str) -> None:
    """A text of statistics, officials or remarks in the name column."""
    assert told("1|春野　空", f"|{label}|3") in ("1春野　空 他", "1春野　空 転")


@pytest.mark.parametrize(
    "name",
    ["男谷　計", "女池　空", "計良　実", "在原　海", "出口　葵", "欠端　蓮", "早川　凛", "合田　計介", "印南　雪"],
)
def test_names_that_begin_like_labels(name: str) -> None:
    """With a number beside it, a name is a name."""
    assert told("1|春野　空", f"2|{name}") == f"1春野　空 2{name}"


def test_furigana_below() -> None:
    """A row of kana without a number belongs to the child above."""
    assert told("1|春野　空", "|はるの　そら", "2|夏川　海", "|ナツカワ　ウミ") == "1春野　空 ↑ 2夏川　海 ↑"


def test_furigana_above() -> None:
    """A row of kana before the first child: the sheet writes it above."""
    assert told("|はるの　そら", "1|春野　空", "|なつかわ　うみ", "2|夏川　海") == "↓ 1春野　空 ↓ 2夏川　海"


def test_a_kana_name_with_a_number_is_a_child() -> None:
    """さくら is a name."""
    assert told("1|春野　空", "2|みどり　さくら") == "1春野　空 2みどり　さくら"


def test_a_child_without_a_number() -> None:
    """A name right below the children, the number forgotten."""
    assert told("1|春野　空", "|夏川　海|欠") == "1春野　空 －夏川　海"


def test_names_without_a_number_column() -> None:
    """A list of names alone; the statistics below are none of them."""
    assert told("春野　空", "夏川　海", "計", heading="氏名") == "－春野　空 －夏川　海 他"


def test_a_number_without_a_name() -> None:
    """An empty line of the form keeps its number."""
    assert told("1|春野　空", "2|") == "1春野　空 2"


def test_a_row_with_marks_and_nobody() -> None:
    """欠 without name and number is no statistics: it is told."""
    assert told("1|春野　空", "||欠", "", "|||3") == "1春野　空 迷 他 他"


def test_a_list_of_moves_below() -> None:
    """転入・転出 with its own heading; its rows are no children, though they have numbers and names."""
    assert (
        told("1|春野　空", "2|夏川　海", "転入・転出", "番号|氏名|月日", "2|夏川　海|9月8日 転出", "|計")
        == "1春野　空 2夏川　海 転 転 転 転"
    )


def test_a_statistics_row_of_moves_is_no_list() -> None:
    """転入 0 0 1 among the statistics."""
    assert told("1|春野　空", "|計|1", "|転入|0|0|1", "|転出|0|0|0") == "1春野　空 他 他 他"


def test_a_statistics_row_of_moves_right_below_the_children() -> None:
    """The same as the first row below: 転入 is nobody's name."""
    assert told("1|春野　空", "|転入|0|0|1") == "1春野　空 他"


def test_children_after_a_list_of_moves() -> None:
    """A child's row below a list that names no move is a child."""
    assert told("1|春野　空", "転入・転出", "2|夏川　海") == "1春野　空 転 2夏川　海"


def test_surname_and_given_name_in_two_columns() -> None:
    """姓 and 名 are joined with one full-width blank."""
    assert told("1|春野|空", "2|夏川|海", heading="番号|姓|名") == "1春野　空 2夏川　海"


def test_without_labels_the_columns_are_found_by_what_they_hold() -> None:
    """No 番号, no 氏名: numbers that rise and texts that look like names."""
    assert told("1|春野　空", "2|夏川　海", heading="|") == "1春野　空 2夏川　海"


def test_a_nameless_row_with_marks_is_told() -> None:
    """Where others have names, a number alone with a mark is not counted, and named by its cell."""
    found = read_text("令和7年度 4月 1年1組", f"番号|氏名|{DAYS}", "1|春野　空", "2||欠")
    assert [(i.code, i.cell) for i in found.issues] == [("row-unread", "B4")]
    assert [row.number for row in found.drafts[0].rows] == [1]


def test_numbers_alone_are_children_where_nobody_has_a_name() -> None:
    """A masked register: 番号 only."""
    found = read_text("令和7年度 4月 1年1組", f"番号|氏名|{DAYS}", "1||欠", "2|||欠")
    assert [(row.number, len(row.marks)) for row in found.drafts[0].rows] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    "line", ["|転入　次郎|×||×|×", "|転出　花子||△", "転|転入　次郎||×", "|転入　次郎||頭", "|転入次郎||×|×"]
)
def test_a_row_called_after_a_move_with_unknown_marks_is_told(line: str) -> None:
    """転入　次郎 without a number and with three ×: no child that is known, but never dropped in silence."""
    assert told("1|春野　空", "2|夏川　海", line) == "1春野　空 2夏川　海 迷"
    issues = read_text("令和7年度 4月 1年1組", f"番号|氏名|{DAYS}", "1|春野　空|欠", "2|夏川　海", line).issues
    assert [(issue.code, issue.cell[1:]) for issue in issues] == [("row-unread", "5")]


@pytest.mark.parametrize("line", ["|転入　なし", "|転入　男|1|0", "転入|※|冬木　雪", "転出|：|春野　空|9/12"])
def test_a_list_of_moves_is_no_row_of_marks(line: str) -> None:
    """Numbers, dots and notes between the words of a list."""
    assert "迷" not in told("1|春野　空", "2|夏川　海", line)
