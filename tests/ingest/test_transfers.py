"""転入・転出 lists below a grid: who, which day, which way; a row that cannot be joined is told."""

from __future__ import annotations

import pytest

from futoko_cli.core.kinds import LABELS, Kind
from futoko_cli.ingest.reading import Reading
from tests.ingest.grids import dump, parse, read, read_text, short

DAYS = "|".join(str(n) for n in range(1, 31))
CHILDREN = ("令和7年度 9月 1年1組", f"番号|氏名|{DAYS}", "1|春野　空", "2|髙橋　海", "3|高橋　実", "4|冬木　雪")


def moves(found: Reading) -> str:
    """``2転出9/12`` for each mark of a list."""
    marks = [(row.number, mark) for row in found.drafts[0].rows for mark in row.marks]
    return " ".join(f"{number}{LABELS[Kind(mark.kind)]}{short(mark.day)}" for number, mark in marks)


def listed(*lines: str) -> str:
    """The marks that rows below the children give, and ``？`` for each row that could not be joined."""
    found = read_text(*CHILDREN, "", *lines)
    unmatched = [issue for issue in found.issues if issue.code == "transfer-unmatched"]
    return " ".join([moves(found), *(["？"] * len(unmatched))]).strip()


@pytest.mark.parametrize(
    "lines",
    [
        ("転出", "番号|氏名|月日", "2|髙橋　海|9月12日"),
        ("転入・転出", "2|髙橋　海|9/12 転出"),
        ("転入・転出", "9月12日 転出 髙橋　海"),
        ("転入・転出", "番号|氏名|月日|異動", "2|高橋海|2025-09-12|転出"),
        ("転入・転出", "|髙橋 海|R7.9.12|転学"),
        ("異動", "2番|髙橋　海|令和7年9月12日|除籍"),
        ("転出", "2||9月12日"),
    ],
    ids=["heading tells the way", "one cell", "one text", "real date", "era", "removed", "number alone"],
)
def test_one_child_leaves(lines: tuple[str, ...]) -> None:
    """髙橋　海 leaves on 9/12, however the list is set; 高橋　実 stays."""
    assert listed(*lines) == "2転出9/12"


def test_one_comes_and_one_goes() -> None:
    """Two lists, one below the other."""
    assert listed("転入", "4|冬木　雪|9月8日", "転出", "1|春野　空|9月16日") == "1転出9/16 4転入9/8"


@pytest.mark.parametrize(
    "line",
    ["9|星野　光|9月12日|転出", "|高橋|9月12日|転出", "2|星野　光|9月12日|転出", "髙橋　海・冬木　雪|9月12日|転出"],
    ids=["nobody's number", "half a name", "another name's number", "two names"],
)
def test_a_row_that_cannot_be_joined(line: str) -> None:
    """Told with its cell; the number alone never decides against a name."""
    assert listed("転入・転出", line) == "？"


def test_no_name_of_an_unmatched_row_is_told() -> None:
    """The cell says where; no name stands in the message, masked or not."""
    for line in ("9|星野　光|9月12日|転出", "9/12 星野光 転出"):
        (issue,) = read_text(*CHILDREN, "", "転入・転出", line).issues
        assert "星野" not in issue.message
        assert issue.cell


def test_rows_without_a_day_say_nothing() -> None:
    """Headings, a count, a day that no calendar has."""
    assert listed("転入・転出", "番号|氏名|月日|異動", "なし", "2|髙橋　海|9月31日|転出") == ""


def test_a_mark_in_the_grid_stands_above_the_list() -> None:
    """転出 in the cell of 9/9 and 9/12 in the list: the cell's day is kept, once."""
    found = read_text(*CHILDREN[:2], "1|春野　空|||||||||転出", "2|髙橋　海", "", "転出", "1|春野　空|9月12日")
    assert moves(found) == "1転出9/9"


def test_a_struck_name_whose_day_stands_in_the_list() -> None:
    """髙橋　海 is struck out, and the list below says when he left: there is nothing to ask."""
    text = "\n".join(["#sheet 1-1", *CHILDREN, "転出", "2|髙橋　海|9月12日"]).replace("|", "\t") + "\n#struck B4"
    assert "pupil-struck" not in dump(read(parse(text)))


def test_a_struck_name_without_a_day_is_asked_for() -> None:
    """No day anywhere: counted, and told; with 転出 in the grid nothing is asked."""
    text = "\n".join(["#sheet 1-1", *CHILDREN]).replace("|", "\t") + "\n#struck B4"
    assert "pupil-struck 1-1 B4" in dump(read(parse(text)))
    assert "pupil-struck" not in dump(read(parse(text.replace("髙橋　海", "髙橋　海\t転出"))))
