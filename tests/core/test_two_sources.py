"""2つの資料: sheets that contradict one another, lists beside registers, children who come and go."""

from __future__ import annotations

from dataclasses import replace

from futoko_cli.core.filling import fill_register
from futoko_cli.core.gaps import entry_gaps
from tests.core.sheets import at, calendar, fill, roll, sheet, shown, told

APRIL = "4/1〜4/30"


def test_a_third_sheet_does_not_undo_a_conflict() -> None:
    """欠, 遅 and 欠 again: the day stays unknown, and the conflict is told once."""
    first = sheet(APRIL, "太郎 4/8欠", name="1")
    for middle, last in (("遅", "欠"), ("欠", "遅")):
        register, issues = fill(
            first, sheet(APRIL, f"太郎 4/8{middle}", name="2"), sheet(APRIL, f"太郎 4/8{last}", name="3"), upto="4/9"
        )
        assert shown(register, "太郎") == "出未出"
        assert told(issues) == ["cell-conflict J5"]


def test_a_corrected_copy_without_the_mark() -> None:
    """The copy that has come to 4/10 has no 欠 on 4/8: neither file can be preferred, both cells are told."""
    old = replace(sheet(APRIL, "太郎 4/8欠 4/10欠"), file="旧.xlsx")
    new = replace(sheet(APRIL, "太郎 4/10欠"), file="訂正.xlsx")
    for sheets in ((old, new), (new, old)):
        register, issues = fill(*sheets, upto="4/10")
        assert shown(register, "太郎") == "出未出欠"
        assert told(issues) == ["cell-conflict J5"]
        assert "訂正.xlsx 4月 J5" in issues[0].message


def test_an_earlier_export_says_nothing_of_later_days() -> None:
    """The export of 4/8 is blank on 4/9 because nobody had typed it in yet."""
    early = replace(sheet(APRIL, "太郎 4/8欠"), file="早.xlsx")
    register, issues = fill(early, sheet(APRIL, "太郎 4/8欠 4/9欠"), upto="4/9")
    assert shown(register, "太郎") == "出欠欠"
    assert issues == []


def test_a_child_in_a_second_file_of_its_own() -> None:
    """A list that names only 太郎 says nothing of 花子, and does not end her enrolment."""
    found = roll(sheet(APRIL, "太郎 4/8欠", "花子"), sheet("4/1〜5/31", "太郎 4/8欠"))
    found.blocks[1].lists_class = False
    found.blocks[1].whole_year = True
    register, issues = fill_register(found, calendar(), at("5/9"))
    assert shown(register, "花子", "4/30") == "出未未未未未"
    assert shown(register, "太郎", "4/30") == "出出出出出出"
    assert issues == []


def test_a_child_who_came_says_nothing_of_the_class() -> None:
    """転入 on 4/10 of one child: the others are not taken for missing on the days before the first sheet."""
    register, issues = fill(sheet("4/9〜4/30", "太郎 4/10入", "花子 4/11欠"), upto="4/11")
    assert shown(register, "太郎") == "外外外出出"
    assert shown(register, "花子") == "未未出出欠"
    assert issues == []


def test_a_mark_on_the_weekend_after_the_last_school_day() -> None:
    """欠 on 土 4/12, the last mark on a school day is on 4/11: the Saturday is told all the same."""
    found = roll(sheet(APRIL, "太郎 4/11欠 4/12欠 4/26欠"))
    _, issues = fill_register(found, calendar(), at("4/11"), at("4/14"))
    assert told(issues) == ["mark-on-non-school-day N5"]


def silent(*lines: str) -> list[str]:
    """Severity of the silent stretch 4/9〜4/18 in a class of these children."""
    found, days = roll(sheet(APRIL, *lines)), calendar()
    register, _ = fill_register(found, days, at("4/22"))
    issues = entry_gaps(found, register, days, at("4/22"), calendar_given=False)
    return [issue.severity for issue in issues if issue.code == "vacation-suspected"]


def test_a_silent_stretch_inside_a_run_is_an_error() -> None:
    """太郎 is absent on 4/8 and again on 4/21: if the days between are a vacation, his run is longer."""
    others = [f"児{n} 4/7欠 4/22欠" for n in range(8)]
    assert silent("太郎 4/8欠 4/21欠", *others) == ["error"]
    assert silent("太郎 4/8欠", "花子 4/21欠", *others) == ["warning"]


def test_a_mark_on_a_school_day_to_come() -> None:
    """欠 typed ahead for 月 4/14 when counting up to 金 4/11: not yet counted, and no problem."""
    found = roll(sheet(APRIL, "太郎 4/11欠 4/14欠"))
    register, issues = fill_register(found, calendar(), at("4/11"), at("4/14"))
    assert shown(register, "太郎", "4/10") == "出欠"
    assert issues == []
