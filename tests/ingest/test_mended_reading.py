"""Remarks are no legend, brackets that hold a mark, closing headings: faults a reviewer proved, each with its file."""

from __future__ import annotations

import pytest

from futoko_cli.core.kinds import LABELS, Kind
from futoko_cli.ingest.dayrow import says_closed
from futoko_cli.ingest.legend import learn
from futoko_cli.ingest.marks import mark_table
from tests.ingest.grids import read_text

DAYS = "|".join(str(day) for day in range(1, 32))
TITLE = "令和7年度 5月 1年1組 出席簿"
HEAD = f"番号|氏名|{DAYS}"


def marks(*rows: str) -> list[str]:
    """All marks of a May grid, child by child: ``12病気欠席``."""
    return [
        " ".join(LABELS[Kind(mark.kind)] for mark in row.marks)
        for draft in read_text(*rows).drafts
        for row in draft.rows
    ]


def child(number: int, name: str, mark: str, remark: str = "") -> str:
    """One row with a mark on the 12th and a remark right of the days."""
    return f"{number}|{name}|" + "|" * 11 + mark + "|" * 20 + remark


@pytest.mark.parametrize(
    "remark", ["遅刻（病）", "5/15 欠→遅刻", "欠⇒遅刻", "病：遅刻", "欠：早退", "遅刻：病", "欠席：熱"]
)
def test_a_remark_changes_no_mark(remark: str) -> None:
    """備考 遅刻（病）, a correction 欠→遅刻: 病 and 欠 keep their meaning."""
    assert marks(TITLE, HEAD, child(1, "春野　空", "病", remark), child(2, "夏川　海", "欠")) == [
        LABELS[Kind.ABSENT_SICK],
        LABELS[Kind.ABSENT],
    ]
    assert learn([[remark]]) == ({}, [])


def test_a_legend_without_label_teaches_unknown_marks_only() -> None:
    """×：欠席 is taught; ／：遅刻 would change a safe mark and needs 凡例."""
    assert learn([["×：欠席", "／：遅刻"]])[0] == {"×": Kind.ABSENT}
    assert learn([["凡例", "×：欠席", "／：遅刻"]])[0] == {"×": Kind.ABSENT, "/": Kind.LATE}


def test_arrow_under_a_label_changes_no_known_mark() -> None:
    """凡例の欠→遅刻 に直しました is a note."""
    assert learn([["記号の訂正 5/15 欠→遅刻"]]) == ({}, [])


def test_statistics_below_a_legend_are_headings() -> None:
    """出席 欠席 遅刻 早退 side by side: 出席 does not mean 欠席."""
    assert learn([["凡例"], ["出席", "欠席", "遅刻", "早退"]]) == ({}, [])
    below = ("凡例", "||出席|欠席|遅刻|早退", "|男|3|2|1|0")
    assert marks(TITLE, HEAD, child(1, "春野　空", "欠席"), *below) == ["欠席"]


def test_reasons_of_a_day_sheet_teach_nothing() -> None:
    """理由 遅刻（病） in one row, 病 in another."""
    rows = ("番号|氏名|区分|理由", "1|春野　空|病|", "2|夏川　海|遅|遅刻（病）", "3|秋山　実|遅|×：欠席")
    assert marks("令和7年5月12日（月） 1年1組 出欠", *rows)[0] == LABELS[Kind.ABSENT_SICK]
    (draft,) = read_text("令和7年5月12日（月） 1年1組 出欠", *rows, "4|冬木　守|×|").drafts
    assert draft.rows[3].marks[0].kind == Kind.UNKNOWN


@pytest.mark.parametrize(
    "cell", ["授業参観の代休", "代休", "参観振休", "授業参観振替休業日", "代休（授業参観）", "運動会の振替休日"]
)
def test_a_day_in_lieu_is_closed(cell: str) -> None:
    """代休 closes, whatever it stands in for."""
    assert says_closed(cell, mark_table())


@pytest.mark.parametrize(
    "cell", ["振替授業", "休日参観", "土曜授業", "授業振替", "夏休み登校日", "土曜参観（代休5/12）"]
)
def test_lessons_on_a_holiday_are_open(cell: str) -> None:
    """Lessons, whatever day they stand on."""
    assert not says_closed(cell, mark_table())


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("欠席(出席停止)", "食い違い"),
        ("欠席(忌引)", "食い違い"),
        ("欠(停)", "食い違い"),
        ("欠席(遅刻)", "食い違い"),
        ("欠席(登校)", "食い違い"),
        ("遅刻(欠席)", "食い違い"),
        ("出席(遅刻)", "遅刻〔遅刻〕"),
        ("欠席（教育支援センター）", "出席扱い〔教育支援センター〕"),
        ("欠(病)", "病欠〔病〕"),
        ("欠席(病気、発熱)", "病欠〔病気、発熱〕"),
        ("欠席(事故)", "事故欠〔事故〕"),
        ("出席扱い(オンライン)", "出席扱い（ICT）〔オンライン〕"),
        ("停（伝）", "出席停止〔伝〕"),
        ("遅刻(病気)", "遅刻〔病気〕"),
        ("早退(病気)", "早退〔病気〕"),
        ("早退(保健室)", "早退〔保健室〕"),
        ("遅刻(早退)", "遅刻・早退〔早退〕"),
        ("公欠（出席扱い）", "公欠〔出席扱い〕"),
        ("欠席(頭痛)", "欠席〔頭痛〕"),
        ("欠席(通院)", "欠席〔通院〕"),
        ("欠席(家庭の都合)", "欠席〔家庭の都合〕"),
        ("欠席(インフルエンザ)", "欠席〔インフルエンザ〕"),
        ("病欠(届)", "病欠〔届〕"),
    ],
)
def test_a_bracket_that_is_a_mark(cell: str, word: str) -> None:
    """It says more of the kind, or contradicts it; a free reason stays a reason."""
    found = mark_table().read(cell)
    told = "食い違い" if found.conflict else LABELS[Kind(found.kind)]
    assert told + (f"〔{found.reason}〕" if found.reason else "") == word
