"""休 and ― of a few, lists beside registers: nobody closes a day or a child for others."""

from __future__ import annotations

from futoko_cli.core.kinds import Kind
from futoko_cli.core.school_calendar import SchoolCalendar
from futoko_cli.ingest.rolling import make_roll, settle_strikes
from tests.ingest.grids import parse, read
from tests.ingest.test_roster import codes, joined, keys, month


def listed(*lines: str) -> str:
    """A long list on a sheet of its own."""
    return "\n".join(["#sheet 一覧", "日付|学年|組|番号|氏名|区分", *lines]).replace("|", "\t")


def test_yasumi_of_one_child_in_a_list_closes_nothing() -> None:
    """区分 休み on five days: no default, so five unknown marks, and the class keeps its school days."""
    text = listed(*[f"2025/5/{day}|1|1|1|春野　空|休み" for day in range(12, 17)], "2025/5/12|1|1|2|夏川　海|欠席")
    roll, _ = make_roll(read(parse(text)).drafts, 2025)
    assert not any(roll.struck.values())
    issues = settle_strikes(roll, SchoolCalendar(2025))
    assert [issue.code for issue in issues] == ["mark-struck"] * 5


def test_kyu_in_a_class_of_one_child() -> None:
    """A special class of one child: 休 in its cells is no closed day."""
    roll, _ = joined(month(5, "1|春野　空|||||||||||||休|休|休", klass="なかよし学級"))
    assert not any(roll.struck.values())
    assert [issue.code for issue in settle_strikes(roll, SchoolCalendar(2025))] == ["mark-struck"] * 3


def test_kyu_for_a_whole_class_closes_the_day() -> None:
    """休 in all three children's cells on 5/12."""
    roll, _ = joined(month(5, *[f"{n}|児{n}　空{'|' * 12}休" for n in (1, 2, 3)]))
    assert [len(days) for days in roll.struck.values()] == [1]


def test_a_list_opens_no_saturday() -> None:
    """登校 of one child on 土 5/17 does not make the Saturday a school day."""
    roll, _ = make_roll(read(parse(listed("2025/5/17|1|1|1|春野　空|登校"))).drafts, 2025)
    assert not any(roll.opened.values())


def test_strikes_after_a_child_has_left() -> None:
    """転出 on 5/8 and ― on the days after it: nothing to tell."""
    roll, _ = joined(month(5, "1|春野　空||||||||転出|―|||―", "2|夏川　海", "3|秋山　実"))
    assert settle_strikes(roll, SchoolCalendar(2025)) == []


def test_a_row_by_name_alone_with_two_of_that_name() -> None:
    """Two children 春野　空: a list row without a number is nobody's, and says so."""
    grid = month(5, "1|春野　空", "2|夏川　海", "3|春野　空")
    roll, issues = joined(grid, listed("2025/5/12|1|1||春野　空|欠席"))
    assert keys(roll) == ["1-1-01 春野　空", "1-1-02 夏川　海", "1-1-03 春野　空"]
    assert codes(issues) == ["pupil-same-name 1年1組 5月 B5", "pupil-ambiguous 一覧 E2"]
    assert all(mark.kind != Kind.ABSENT for block in roll.blocks for row in block.rows for mark in row.marks)


def test_a_list_without_the_grade() -> None:
    """組 1 of a list is 1-1 where there is only one class 1."""
    grid = month(5, "1|春野　空", "2|夏川　海")
    roll, issues = joined(grid, listed("2025/5/12||1|1|春野　空|欠席"))
    assert keys(roll) == ["1-1-01 春野　空", "1-1-02 夏川　海"]
    assert issues == []


def test_a_child_only_in_a_list() -> None:
    """The list names a child whom the class's register does not have: counted, and told as an error."""
    grid = month(5, "1|春野　空", "2|夏川　海")
    roll, issues = joined(grid, listed("2025/5/12|1|1|9|秋山　実|欠席"))
    assert keys(roll) == ["1-1-01 春野　空", "1-1-02 夏川　海", "1-1-09 秋山　実"]
    assert codes(issues) == ["pupil-unlisted 一覧 E2"]
    assert issues[0].severity == "error"


def test_a_number_used_again_after_a_child_left() -> None:
    """1番 left on 5/8; in June 1番 is a child who came on 6/2: two children."""
    roll, issues = joined(month(5, "1|春野　空||||||||転出"), month(6, "1|秋山　実||転入"))
    assert sorted(pupil.name for pupil in roll.pupils) == ["春野　空", "秋山　実"]
    assert codes(issues) == ["pupil-number-differs 1年1組 6月 B3"]


def test_namesakes_of_two_classes_are_no_move() -> None:
    """Only 1-1's April and 1-2's May are handed in: the same name is no proof of one child."""
    roll, issues = joined(month(4, "1|春野　空"), month(5, "4|春野　空", klass="1年2組"))
    assert keys(roll) == ["1-1-01 春野　空", "1-2-04 春野　空"]
    assert issues == []


def test_a_register_begun_with_circles() -> None:
    """Three days of ○ so far: the blank of one child is not yet entered, not present."""
    rows = [f"{n}|児{n}　空{'|' * 7}○|○|○" for n in range(1, 6)]
    roll, _ = joined(month(5, *rows, "6|六田　実"))
    assert [block.explicit for block in roll.blocks] == [True]
