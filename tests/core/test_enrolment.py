"""転入・転出, children without a row on a sheet, and 学級閉鎖 told by 停 or by the calendar."""

from __future__ import annotations

from tests.core.sheets import fill, says, sheet, shown, told

APRIL = "4/7〜4/30"


def test_the_day_of_arrival_is_enrolled() -> None:
    """転入 on 4/9: outside before, present that day."""
    register, issues = fill(sheet(APRIL, "太郎 4/9入 4/10欠"), upto="4/11")
    assert shown(register, "太郎", "4/1") == "外外外外外外出欠出"
    assert issues == []


def test_the_day_of_leaving_is_not() -> None:
    """転出 on 4/9: enrolled up to 4/8."""
    register, issues = fill(sheet(APRIL, "太郎 4/8欠 4/9転"), upto="4/11")
    assert shown(register, "太郎") == "出欠外外外"
    assert issues == []


def test_the_cell_of_the_move_is_kept() -> None:
    """「なぜ在籍外か」 is answered by the cell, also where the day itself has another mark."""
    register, _ = fill(sheet(APRIL, "太郎 4/9転", "花子 4/9入 4/9欠"), upto="4/9")
    assert [at.mark.text for at in register.marks.values()] == ["欠", "転"]
    assert shown(register, "花子").endswith("欠")


def test_gone_and_back() -> None:
    """転出 4/8, 転入 4/10: outside between."""
    register, _ = fill(sheet(APRIL, "太郎 4/7欠 4/8転 4/10入 4/10欠"), upto="4/11")
    assert shown(register, "太郎") == "欠外外欠出"


def test_arrived_and_gone() -> None:
    """転入 4/8, 転出 4/10."""
    register, _ = fill(sheet(APRIL, "太郎 4/8入 4/10転"), upto="4/11")
    assert shown(register, "太郎") == "外出出外外"


def test_a_move_on_a_saturday() -> None:
    """転出 on 土 4/12: enrolled on Friday, outside on Monday."""
    register, issues = fill(sheet(APRIL, "太郎 4/12転"), upto="4/15")
    assert shown(register, "太郎") == "出" * 5 + "外外"
    assert issues == []


def test_a_mark_outside_enrolment_is_named() -> None:
    """欠 after 転出: not counted, named with its cell; a ・ there is nothing."""
    register, issues = fill(sheet(APRIL, "太郎 4/9転 4/10欠 4/11出"), upto="4/11")
    assert shown(register, "太郎") == "出出外外外"
    assert told(issues) == ["mark-outside-enrolment L5"]


def test_a_mark_before_arrival_is_named() -> None:
    """欠 before 転入."""
    _, issues = fill(sheet(APRIL, "太郎 4/8欠 4/9入"), upto="4/11")
    assert told(issues) == ["mark-outside-enrolment J5"]


def test_a_move_after_the_as_of_day() -> None:
    """転出 on 4/25 is still to come on 4/18; 転入 on 4/25 is outside until then."""
    register, _ = fill(sheet(APRIL, "太郎 4/25転", "花子 4/25入"), upto="4/8")
    assert (shown(register, "太郎"), shown(register, "花子")) == ("出出", "外外")


def test_no_row_before_the_first_sheet_means_not_enrolled() -> None:
    """次郎 stands on May's sheet only: outside in April, said so."""
    register, issues = fill(sheet("4/28〜4/30", "太郎"), sheet("5/1〜5/31", "太郎", "次郎", name="5月"), upto="5/2")
    assert shown(register, "次郎", "4/28") == "外外出出"
    assert [(i.code, i.severity, i.sheet, i.cell) for i in issues] == [("pupil-missing", "warning", "5月", "B6")]
    assert "4月" in issues[0].message


def test_no_row_after_the_last_sheet_means_not_enrolled() -> None:
    """次郎 stands on April's sheet only."""
    register, issues = fill(sheet("4/28〜4/30", "太郎", "次郎"), sheet("5/1〜5/31", "太郎", name="5月"), upto="5/2")
    assert shown(register, "次郎", "4/28") == "出出外外"
    assert told(issues) == ["pupil-missing B6"]


def test_no_row_in_between_is_an_error() -> None:
    """次郎 is missing on May's sheet only: 未入力, and grave, for absences may be lost."""
    register, issues = fill(
        sheet("4/30", "太郎", "次郎 4/30欠"),
        sheet("5/1〜5/31", "太郎", name="5月"),
        sheet("6/1〜6/30", "太郎", "次郎 6/2欠", name="6月"),
        upto="6/2",
    )
    assert shown(register, "次郎", "4/30") == "欠" + "未" * 20 + "欠"
    assert [(i.code, i.severity) for i in issues] == [("pupil-missing", "error")]


def test_somebody_on_no_sheet_up_to_now() -> None:
    """A child whose only sheet lies after the as-of day is outside the whole time."""
    register, issues = fill(sheet("4/28〜4/30", "太郎"), sheet("5/1〜5/31", "太郎", "次郎", name="5月"), upto="4/30")
    assert shown(register, "次郎", "4/28") == "外外"
    assert told(issues) == ["pupil-missing B6"]


def test_another_class_s_sheet_is_not_mine() -> None:
    """1-2 has no sheet in April: that is no missing row of its children."""
    register, issues = fill(sheet("4/28〜4/30", "太郎"), sheet("5/1〜5/31", "花子", klass="1-2"), upto="5/1")
    assert shown(register, "花子", "4/28") == "未未出"
    assert issues == []


def test_the_whole_class_suspended_is_a_closure() -> None:
    """停 for all three children of a class: 学級閉鎖; for two of three: 出席停止."""
    lines = ("太郎 4/8停 4/9停", "花子 4/8停 4/9停", "次郎 4/8停")
    register, _ = fill(sheet(APRIL, *lines), upto="4/9")
    assert [shown(register, name) for name in ("太郎", "花子", "次郎")] == ["出閉停", "出閉停", "出閉出"]


def test_two_children_are_no_class() -> None:
    """In a class of two, 停 for both stays 出席停止; a third who has left changes nothing."""
    register, _ = fill(sheet(APRIL, "太郎 4/8停", "花子 4/8停"), upto="4/8")
    assert shown(register, "太郎") == "出停"
    register, _ = fill(sheet(APRIL, "太郎 4/8停", "花子 4/8停", "次郎 4/8転"), upto="4/8")
    assert [shown(register, name) for name in ("太郎", "次郎")] == ["出停", "出外"]


def test_one_who_has_left_does_not_keep_the_class_open() -> None:
    """Three of four suspended, the fourth 転出: a closure, and the fourth stays outside."""
    lines = ("太郎 4/8停", "花子 4/8停", "次郎 4/8停", "三郎 4/7転")
    register, _ = fill(sheet(APRIL, *lines), upto="4/8")
    assert [shown(register, name) for name in ("太郎", "三郎")] == ["出閉", "外外"]


def test_a_closure_of_the_calendar() -> None:
    """学級閉鎖 of 1-1: everybody of 1-1, nobody of 1-2; 停 and 忌 stay, 欠 is named and not counted."""
    register, issues = fill(
        sheet(APRIL, "太郎", "花子 4/8停", "次郎 4/8欠", "三郎 4/8転", "四郎 4/8出"),
        sheet(APRIL, "梅子 4/8欠", klass="1-2"),
        upto="4/9",
        rules=(says("4/8", "closure", "1-1"),),
    )
    found = {name: shown(register, name) for name in ("太郎", "花子", "次郎", "三郎", "四郎", "梅子")}
    assert found == {
        "太郎": "出閉出",
        "花子": "出停出",
        "次郎": "出閉出",
        "三郎": "出外外",
        "四郎": "出閉出",
        "梅子": "出欠出",
    }
    assert told(issues) == ["mark-on-non-school-day J7"]
    assert "学級閉鎖" in issues[0].message


def test_a_closure_of_days_not_entered() -> None:
    """A class whose sheet is missing on the closed day: 学級閉鎖 all the same."""
    register, issues = fill(sheet("4/7", "太郎"), upto="4/8", rules=(says("4/8", "closure", "1-1"),))
    assert shown(register, "太郎") == "出閉"
    assert issues == []


def test_a_closure_after_the_as_of_day_is_not_there_yet() -> None:
    """The calendar knows of 4/30; on 4/8 it says nothing."""
    register, _ = fill(sheet(APRIL, "太郎"), upto="4/8", rules=(says("4/30", "closure", "1-1"),))
    assert shown(register, "太郎") == "出出"


def test_a_whole_grade_closed_is_outside_the_school_days() -> None:
    """学年閉鎖: the day is gone for 1-1 and 1-2, and a run goes on over it."""
    register, issues = fill(
        sheet(APRIL, "太郎 4/7欠 4/9欠"),
        sheet(APRIL, "梅子", klass="2-1"),
        upto="4/9",
        rules=(says("4/8", "closure", "1"),),
    )
    assert (shown(register, "太郎"), shown(register, "梅子")) == ("欠＿欠", "出出出")
    assert issues == []
