"""Rows that once vanished or went to another child: names without numbers, furigana, statistics between children."""

from __future__ import annotations

import pytest

from tests.ingest.grids import read_text
from tests.ingest.test_pupil_rows import told

DAYS = "|".join(str(n) for n in range(1, 31))


def sheet(*lines: str, heading: str = "番号|氏名") -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Marks of each child, and the problems with their cells."""
    found = read_text("令和7年度 11月 1年1組", f"{heading}|{DAYS}", *lines)
    children = {f"{r.number or ''}{r.name}": len(r.marks) for d in found.drafts for r in d.rows}
    return children, [(issue.code, issue.cell) for issue in found.issues]


def test_a_kana_name_without_a_number_is_a_child() -> None:
    """K1: グエン　マイ below a child is no furigana where the others have none."""
    assert sheet("1|安藤　一|欠", "2|井上　二", "|グエン　マイ||欠|欠|欠", "3|上田　三") == (
        {"1安藤　一": 1, "2井上　二": 0, "グエン　マイ": 3, "3上田　三": 0},
        [],
    )


def test_a_kana_name_alone_beside_one_child() -> None:
    """One child and one row of kana with marks are no pattern."""
    assert sheet("1|安藤　一|欠", "|グエン　マイ||欠")[0] == {"1安藤　一": 1, "グエン　マイ": 1}


def test_furigana_with_other_letters_and_marks_is_a_child() -> None:
    """Hiragana is the furigana of this sheet; a row of katakana with marks is somebody."""
    lines = ("1|安藤　一", "|あんどう　はじめ", "2|井上　二", "|いのうえ　じ", "3|上田　三", "|グエン　マイ|欠")
    assert sheet(*lines)[0] == {"1安藤　一": 0, "2井上　二": 0, "3上田　三": 0, "グエン　マイ": 1}


def test_furigana_whose_mark_clashes_is_a_child() -> None:
    """欠 and 遅 on one day are two children."""
    lines = ("1|安藤　一", "|あんどう　はじめ", "2|井上　二", "|いのうえ　じ", "3|上田　三|欠", "|ぐえん　まい|遅")
    assert sheet(*lines)[0] == {"1安藤　一": 0, "2井上　二": 0, "3上田　三": 1, "ぐえん　まい": 1}


def test_two_rows_of_kana_are_furigana_and_a_child() -> None:
    """Only the row right below its child is its furigana."""
    lines = ("1|安藤　一", "|アンドウ　ハジメ", "|グエン　マイ|欠", "2|井上　二", "|イノウエ　ジ")
    assert sheet(*lines)[0] == {"1安藤　一": 0, "グエン　マイ": 1, "2井上　二": 0}


def test_marks_in_a_furigana_row_stay_with_their_child() -> None:
    """Second lines: marks that agree are read as one."""
    lines = ("1|安藤　一|遅", "|あんどう　はじめ|早|欠", "2|井上　二", "|いのうえ　じ")
    assert sheet(*lines)[0] == {"1安藤　一": 2, "2井上　二": 0}


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("|青木　陽菜|欠", "2|井上　蓮"), "青木　陽菜"),
        (("|青木　陽菜", "2|井上　蓮"), "青木　陽菜"),
        (("|青木　陽菜|×", "2|井上　蓮"), "青木　陽菜"),
        (("1|井上　蓮", "|転入　太郎|欠"), "転入　太郎"),
        (("1|井上　蓮", "転1|転入　太郎|欠", "3|上田　結衣"), "転入　太郎"),
        (("1|井上　蓮", "転1|小島　転子", "3|上田　結衣"), "小島　転子"),
        (("1|井上　蓮", "", "|小島転子|欠"), "小島転子"),
        (("1|井上　蓮", "", "|小島　転子", "2|上田　結衣"), "小島　転子"),
        (("1|井上　蓮", "", "|小島　転子|×"), "小島　転子"),
        (("1|井上　蓮", "|計|1", "|小島転子|欠"), "小島転子"),
    ],
)
def test_a_child_without_a_usable_number(lines: tuple[str, ...], name: str) -> None:
    """First, last, in the middle, after a blank row, below statistics: the name is the key."""
    assert name in sheet(*lines)[0]


@pytest.mark.parametrize(
    "lines",
    [
        ("|見本小学校", "1|井上　蓮"),
        ("|朝の会|○|○", "1|井上　蓮"),
        ("1|井上　蓮", "", "|見本小学校"),
        ("1|井上　蓮", "", "|見本　小学校"),
        ("1|井上　蓮", "|計|1", "|小島　転子"),
        ("1|井上　蓮", "", "|病欠|病"),
        ("1|井上　蓮", "", "|病|病欠"),
        ("1|井上　蓮", "", "|欠席：／|病|病欠"),
        ("1|井上　蓮", "", "|特別支援学級（交流）"),
    ],
)
def test_texts_that_are_no_children(lines: tuple[str, ...]) -> None:
    """Names of schools, legends and headings of sections beside the children."""
    assert sheet(*lines) == ({"1井上　蓮": 0}, [])


def test_a_footer_below_empty_numbers_is_no_child() -> None:
    """The form has more lines than children."""
    assert sheet("1|井上　蓮", "2|", "3|", "|見本小学校") == ({"1井上　蓮": 0}, [])


def test_a_short_text_nobody_knows_is_told() -> None:
    """A lone text far from the children with marks that the table lacks is at least named."""
    assert sheet("1|井上　蓮", "", "|小島転子||×")[1] == [("row-unread", "D5")]


def test_boys_a_total_and_girls_without_numbers() -> None:
    """K3: 男子計 does not end the children."""
    lines = ("安藤一郎|欠", "井上二郎", "男子計|1", "上田花子|欠|欠", "江川四子", "女子計|2", "見本小学校")
    assert sheet(*lines, heading="氏名")[0] == {"安藤一郎": 1, "井上二郎": 0, "上田花子": 2, "江川四子": 0}


def test_marks_below_statistics_are_read_without_numbers() -> None:
    """A child below 合計 with marks is a child, a text without marks is none."""
    assert sheet("安藤一郎|欠", "合計|1", "上田花子|欠", "見本小学校", heading="氏名")[0] == {
        "安藤一郎": 1,
        "上田花子": 1,
    }


@pytest.mark.parametrize("heading", ["氏名|性別", "氏名|"])
def test_the_column_of_sex_is_no_statistics(heading: str) -> None:
    """女 and 男 beside names, under a heading or none."""
    assert sheet("青木　陽菜|女|欠", "井上　蓮|男", "計||1", heading=heading) == ({"青木　陽菜": 1, "井上　蓮": 0}, [])


def test_furigana_stands_for_a_missing_name() -> None:
    """A number and ふりがな; without the number the row is told."""
    heading = "番号|氏名|ふりがな|性別"
    lines = ("1|青木　陽菜|あおき　ひな|女", "2||うえだ　ゆい|女|欠", "|||男|欠", "||いのうえ　れん|男|欠")
    children, issues = sheet(*lines, heading=heading)
    assert children == {"1青木　陽菜": 0, "2うえだ　ゆい": 1}
    assert ("row-unread", "E6") in issues


def test_a_label_beside_a_name_is_told() -> None:
    """備考 with a name and a mark: nobody's row, but named."""
    assert told("1|春野　空", "備考|夏川　海|欠") == "1春野　空 迷"
