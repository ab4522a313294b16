"""Records: places, class names, keys, policies in words, and the catalogue of problems."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from futoko_cli.core.issues import CATALOGUE, Issue
from futoko_cli.core.kinds import BY_ID, LABELS, Kind
from futoko_cli.core.model import Assessment, ClassId, Mark, MarkAt, Source, a1, pupil_key
from futoko_cli.core.policy import MEASURES, Cite, Window
from tests.core.counting import CITE, board, rule
from tests.notation import page

THIRD = Fraction(1, 3)


@pytest.mark.parametrize(
    ("row", "col", "cell"),
    [(0, 0, "A1"), (11, 5, "F12"), (3, 25, "Z4"), (3, 26, "AA4"), (0, 701, "ZZ1"), (0, 702, "AAA1"), (6, -1, "7")],
)
def test_cells_in_a1_notation(row: int, col: int, cell: str) -> None:
    """Rows and columns count from 0; without a column the row alone is named."""
    assert a1(row, col) == cell
    source = Source("r7.xlsx", "1-1 4月", "class-month-grid", "1-1", "2025-04", 35)
    assert MarkAt(Mark(739344, Kind.ABSENT, "／", "", row, col), source).cell == cell


@pytest.mark.parametrize(
    ("class_id", "label", "title"),
    [
        (ClassId(1, "2"), "1-2", "1年2組"),
        (ClassId(3, "A"), "3-A", "3年A組"),
        (ClassId(2, "10"), "2-10", "2年10組"),
        (ClassId(2, "ひまわり"), "2-ひまわり", "2年ひまわり"),
        (ClassId(None, "なかよし"), "なかよし", "なかよし"),
        (ClassId(None, "1"), "1", "1組"),
    ],
)
def test_classes_in_words(class_id: ClassId, label: str, title: str) -> None:
    """What a key and a screen say of a class."""
    assert (class_id.label, class_id.title) == (label, title)


def test_classes_in_order() -> None:
    """By grade, then by number as numbers, then by name; classes without a grade last."""
    order = [ClassId(1, "2"), ClassId(1, "10"), ClassId(1, "A"), ClassId(2, "1"), ClassId(None, "なかよし")]
    mixed = [order[n] for n in (3, 1, 4, 0, 2)]
    assert sorted(mixed, key=lambda c: c.order) == order


def test_a_pupil_by_key() -> None:
    """The row of a key; a key that nobody has raises KeyError."""
    register = page("太郎 4/1- 欠", "花子 4/1- 欠")
    assert register.row_of("1-1-02") == 1
    with pytest.raises(KeyError, match="1-1-03"):
        register.row_of("1-1-03")


def test_the_child_s_own_school_days() -> None:
    """出停, 忌引 and 未入力 are school days; days outside 在籍 and 休業日 are not."""
    register = page("太郎 4/1- 出停忌未外")
    register.kinds[0, 0] = Kind.NO_SCHOOL
    assert register.is_school.tolist() == [[False, True, True, True, False]]


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (rule(at_least=7), "連続欠席 7日以上"),
        (rule(more_than=7), "連続欠席 7日を超える"),
        (rule("present_days", at_most=10), "出席日数 10日以下"),
        (rule("month_rate", THIRD), "月の欠席の割合 1/3以上"),
        (rule("late_early", 5, window=Window("term")), "学期の遅刻・早退 5回以上"),
        (rule("cumulative", 5, window=Window("month")), "月の断続（累計）欠席 5日以上"),
        (rule("cumulative", 3, window=Window("school_days", 20)), "直近20授業日の断続（累計）欠席 3日以上"),
        (rule(more_than=7, on=("終業式", "修了式")), "連続欠席 7日を超える（終業式・修了式の日）"),
    ],
)
def test_conditions_in_words(condition: object, text: str) -> None:
    """What a screen says of a condition."""
    assert getattr(condition, "text", None) == text


@pytest.mark.parametrize(
    ("page_number", "decision", "text"),
    [
        ("12", False, "架空市の手引き p.12"),
        ("別表1", False, "架空市の手引き 別表1"),
        ("", False, "架空市の手引き"),
        ("12", True, "架空市の手引き p.12（futokoの設定）"),
    ],
)
def test_where_a_number_stands(page_number: str, decision: bool, text: str) -> None:
    """Document and page; our own decisions say so."""
    assert Cite("架空市の手引き", page_number, date(2026, 4, 1), decision).text == text


def test_every_measure_can_be_computed_or_is_named() -> None:
    """Every measure that a policy may name is one the core computes."""
    register = page("太郎 4/1- 欠")
    from tests.core.counting import measured

    for name in MEASURES:
        assert measured(register, rule(name, 1)).num.shape == (1, 1)
    assert CITE.text == "架空市の手引き p.1"


def test_every_kind_has_a_word_and_a_key() -> None:
    """Labels and English keys are complete and each stands for one kind."""
    assert set(LABELS) == set(Kind) == set(BY_ID.values())
    assert len(set(LABELS.values())) == len(Kind)
    assert BY_ID["absent_sick"] is Kind.ABSENT_SICK


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_problem_says_what_it_means(code: str) -> None:
    """Each row of the catalogue has a title and a whole sentence in Japanese."""
    kind = CATALOGUE[code]
    assert kind.title
    assert kind.meaning.endswith("。")
    assert Issue(code, "文。").severity == kind.severity


def test_a_finder_may_know_how_grave_it_is() -> None:
    """``grave`` stands above the catalogue."""
    assert Issue("month-missing", "文。").severity == "warning"
    assert Issue("month-missing", "文。", grave="error").severity == "error"


def test_a_masked_problem_holds_no_name() -> None:
    """Names in the message are left out; where it says none, nothing changes."""
    issue = Issue("row-hidden", "春野　空 の行は隠れています。春野　空 です。", names=("春野　空",))
    assert issue.masked().message == "＊＊ の行は隠れています。＊＊ です。"
    assert issue.masked().names == ()
    plain = Issue("row-hidden", "7番 の行は隠れています。")
    assert plain.masked() == plain


def test_an_assessment_knows_its_errors() -> None:
    """Exit code 1 hangs on this: only severity ``error`` counts."""
    register = page("太郎 4/1- 欠")

    def told(*issues: Issue) -> bool:
        return Assessment(board(), 2025, date(2025, 4, 1), "", "", (), (), (), issues, register).has_errors

    assert not told()
    assert not told(Issue("total-differs", "文。"), Issue("sheet-empty", "文。"))
    assert told(Issue("total-differs", "文。"), Issue("mark-unknown", "文。"))


def test_keys() -> None:
    """学年-組-番号 with two digits; without a number the name takes its place, without a grade the class's own name."""
    assert pupil_key(ClassId(1, "1"), 7, "春野　空") == "1-1-07"
    assert pupil_key(ClassId(6, "A"), 12, "") == "6-A-12"
    assert pupil_key(ClassId(None, "なかよし"), None, "春野空") == "なかよし-春野空"
