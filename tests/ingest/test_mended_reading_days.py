"""Day sheets and lists: the day of printing, two days in a title, class cells that Excel made dates."""

from __future__ import annotations

from futoko_cli.ingest.drafts import DraftRow, Page
from futoko_cli.ingest.marks import mark_table
from futoko_cli.ingest.reading import Reading
from futoko_cli.ingest.transfers import bare_name, notes_of_moves
from tests.ingest.grids import parse, read_text, short

BLOCK = ("番号|氏名|区分", "1|春野　空|欠席", "2|夏川　海|")


def days(found: Reading) -> list[str]:
    """Day of each block."""
    return [short(draft.covers[0]) for draft in found.drafts]


def test_the_day_of_printing_in_its_own_cell() -> None:
    """出力日 2025-06-02 above 令和7年5月12日（月）."""
    for line in ("出力日|2025-06-02", "印刷日：2025/6/2", "作成日|2025年6月2日", "|||6月2日現在"):
        found = read_text(line, "令和7年5月12日（月） 1年1組 出欠", *BLOCK)
        assert days(found) == ["5/12"]
        assert not found.issues


def test_two_days_in_the_title() -> None:
    """Not read, and told."""
    found = read_text("2025-06-02", "令和7年5月12日（月） 1年1組 出欠", *BLOCK)
    assert days(found) == []
    assert [issue.code for issue in found.issues if issue.severity == "error"][:1] == ["date-impossible"]


def test_a_wrong_weekday_in_the_title() -> None:
    """5/12 is a Monday."""
    found = read_text("令和7年5月12日（火） 1年1組 出欠", *BLOCK)
    assert days(found) == ["5/12"]
    assert [issue.code for issue in found.issues] == ["weekday-differs"]


def test_a_class_cell_that_excel_made_a_date() -> None:
    """1-1 became 2025-01-01: no class of that name, and a hint."""
    found = read_text(
        "令和7年度",
        "日付|クラス|番号|氏名|区分",
        "2025/5/12|2025-01-01|3|春野　空|欠席",
        "2025/5/13|2025-01-02|3|夏川　海|欠席",
    )
    assert [row.class_name for draft in found.drafts for row in draft.rows] == ["？", "？"]
    (issue,) = (issue for issue in found.issues if issue.code == "class-unknown")
    assert "日付" in issue.message
    assert "Excel" in issue.hint


CHILDREN = ("1|林　花", "2|井上二", "3|上田三", "12|佐藤翼")
NUMBERS = "|".join(str(day) for day in range(1, 31))


def grid(*below: str, children: tuple[str, ...] = CHILDREN) -> Reading:
    """A June grid with a list of moves below."""
    return read_text("令和7年度 6月 1年1組 出席簿", f"番号|氏名|{NUMBERS}", *children, "", *below)


def moved(found: Reading) -> list[str]:
    """``12 6/15`` for each child that left."""
    return [f"{row.number} {short(mark.day)}" for row in found.drafts[0].rows for mark in row.marks]


def test_a_name_inside_another_is_not_that_child() -> None:
    """小林　花子 left, 林　花 stays."""
    found = grid("転出", "|小林　花子|6月12日")
    assert moved(found) == []
    assert [issue.code for issue in found.issues] == ["transfer-unmatched"]


def test_the_label_of_the_row_does_not_cancel_its_way() -> None:
    """転入・転出 in the first cell, 転出 in the fourth."""
    assert moved(grid("転入・転出|12|佐藤翼|転出|6/15")) == ["12 6/15"]
    assert moved(grid("転出", "|林|花|6/15")) == ["1 6/15"]


def test_a_birthday_is_no_move() -> None:
    """生年月日 stands before 転出日."""
    assert moved(grid("転出", "|井上二|2018/6/3|2025/6/12")) == ["2 6/12"]


def test_moves_beside_a_child() -> None:
    """備考 5/12転出, and a bracket behind the name: named with their cells."""
    page = Page(
        "a.xlsx",
        "a",
        parse("#sheet 6月\n1\t林　花\t欠\t6/12転出\n2\t井上二（6/12転出）\t\n3\t上田三\t欠").sheets[0],
        mark_table(),
    )
    rows = [DraftRow(int(str(line[0])[0]), str(line[1]), index, 1) for index, line in enumerate(page.rows)]
    assert [issue.cell for issue in notes_of_moves(page, rows, 3)] == ["D1", "B2"]
    assert {issue.code for issue in notes_of_moves(page, rows, 3)} == {"transfer-unmatched"}
    assert [bare_name(row.name) for row in rows] == ["林　花", "井上二", "上田三"]
    assert bare_name("安藤（一）") == "安藤（一）"


def test_headings_of_dates_as_text() -> None:
    """2025/05/01 … as a CSV holds them; 5/1 … takes its year from the title and stands above its month."""
    for first in ("2025/05/{:02}", "2025-05-{:02}", "2025年5月{}日", "5/{}", "5月{}日", "5/{}(木)"):
        heads = "|".join("'" + first.format(day) for day in range(1, 32))
        found = read_text("令和7年度 6月 1年1組 出席簿", f"番号|氏名|{heads}", "1|春野　空||||||||||||欠", "2|夏川　海")
        assert [(d.month, [short(m.day) for m in d.rows[0].marks]) for d in found.drafts] == [("2025-05", ["5/12"])], (
            first
        )
