"""What changed, read like two pages of the register: last time's line and today's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from futoko_cli.core.changes import compare
from futoko_cli.core.kinds import Kind
from futoko_cli.core.snapshot import DayThen
from futoko_cli.reports.snapshot import narrowed
from tests.changes.registers import changed, days, of_policy, of_year, pupils, quiet, run, runs, stages
from tests.terminal.fabricate import assess


def test_the_same_page_has_no_change() -> None:
    """Twice the same register: nothing, and that is said."""
    found = changed("太郎 4/7- 欠*3 遅 停", "太郎 4/7- 欠*3 遅 停")
    assert found == replace(found, stages=(), days=(), months=(), runs=(), pupils=(), alarms=())
    assert found.nothing


def test_days_that_went_by_without_absence_are_no_change() -> None:
    """A later as-of date alone says nothing new."""
    assert changed("太郎 4/7- 欠 出", "太郎 4/7- 欠 出", now="5/30").nothing


def test_a_stage_newly_reached_with_its_date() -> None:
    """連続3 on the third day: one day before it is nothing."""
    two = changed("太郎 4/7- 出", "太郎 4/7- 出 4/21- 欠*2", now="4/22")
    three = changed("太郎 4/7- 出", "太郎 4/7- 出 4/21- 欠*3", now="4/23")
    assert stages(two) == []
    assert stages(three) == ["reached 初期対応 →4/23"]
    assert three.days == ()


def test_a_stage_taken_back_by_a_correction() -> None:
    """Three absences of which one was a mistake."""
    found = changed("太郎 4/7- 欠*3", "太郎 4/7- 欠 遅 欠")
    assert stages(found) == ["taken_back 初期対応 4/9→"]
    assert days(found) == ["4/8 absent／K5→lateチK5"]


def test_a_stage_reached_on_another_day() -> None:
    """The run began a day later than was written: the duty is due a day later."""
    found = changed("太郎 4/7- 欠*4", "太郎 4/7- 出 欠*3")
    assert stages(found) == ["moved 初期対応 4/9→4/10"]


def test_a_stage_that_a_correction_adds() -> None:
    """A mark put in for a day of last week completes the three."""
    found = changed("太郎 4/7- 欠*2 出", "太郎 4/7- 欠*3")
    assert stages(found) == ["reached 初期対応 →4/9"]
    assert days(found) == ["4/9 present→absent／L5"]


def test_a_second_time_is_told_alone() -> None:
    """A stage reached in spring and again in summer: only summer is new."""
    found = changed("太郎 4/7- 欠*3 出", "太郎 4/7- 欠*3 出 6/2- 欠*3", now="6/4")
    assert stages(found) == ["reached 初期対応 →6/4"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("欠", "出", ["4/7 absent／J5→present"]),
        ("出", "欠", ["4/7 present→absent／J5"]),
        ("欠", "病", ["4/7 absent／J5→absent_sick病J5"]),
        ("遅", "欠", ["4/7 lateチJ5→absent／J5"]),
        ("欠", "外", ["4/7 absent／J5→not_enrolled"]),
        ("出", "停", ["4/7 present→suspended"]),
        ("欠", "欠", []),
        ("出", "出", []),
    ],
)
def test_corrected_days_with_both_cells(before: str, after: str, said: list[str]) -> None:
    """Kind, mark and cell of both times; a day is no correction where it reads the same."""
    assert days(changed(f"太郎 4/7- {before}", f"太郎 4/7- {after}")) == said


def test_a_mark_written_otherwise_is_told_apart() -> None:
    """The same kind in other letters is told apart; blanks and width are nothing."""
    before, after = run("太郎 4/7- 欠"), run("太郎 4/7- 欠")
    (pupil,) = after.pupils
    (day,) = pupil.days

    def with_mark(text: str) -> list[str]:
        other = replace(pupil, days={day: pupil.days[day]._replace(mark=text)})
        found = compare(before, replace(after, pupils=(other,)))
        assert {change.turn for change in found.days} <= {"reworded"}
        return days(found)

    assert with_mark("ケツ") == ["4/7 absent／J5→absentケツJ5"]
    assert with_mark(" ／ ") == with_mark("/") == []


def test_a_mark_in_another_cell_is_no_correction() -> None:
    """A row put in above moves every cell."""
    found = compare(run("太郎 4/7- 欠"), run("花子 4/7- 出", "太郎 4/7- 欠"))
    assert found.days == ()


def test_the_day_after_the_earlier_run_is_new_not_corrected() -> None:
    """Up to the earlier as-of date a change is a correction, from the next school day on it is not."""
    assert days(changed("太郎 4/7- 出", "太郎 4/18- 欠", now="4/21")) == ["4/18 present→absent／U5"]
    assert days(changed("太郎 4/7- 出", "太郎 4/21- 欠", now="4/21")) == []


def test_days_entered_late() -> None:
    """Nothing stood there last time, not even presence."""
    found = changed("太郎 4/14- 未*3", "太郎 4/14- 出 欠*2")
    assert days(found) == ["4/14 unentered→present", "4/15 unentered→absent／R5", "4/16 unentered→absent／S5"]
    assert {c.turn for c in found.days} == {"entered"}


def test_a_mark_taken_out_is_no_late_entry() -> None:
    """From a mark to nothing entered is a correction."""
    (change,) = changed("太郎 4/14- 欠", "太郎 4/14- 未").days
    assert change.turn == "corrected"


def test_a_day_that_the_calendar_closed() -> None:
    """A day of presence that is no school day any more is no change of 300 children; an absence is."""
    before = run("太郎 4/7- 欠 出")
    closed = replace(before, school_days=frozenset(d for d in before.school_days or () if d.day not in (7, 8)))
    (pupil,) = before.pupils
    closed = replace(closed, pupils=(replace(pupil, days={}),))
    assert days(compare(before, closed)) == ["4/7 absent／J5→no_school"]
    day = before.as_of
    for_class = replace(pupil, days={**pupil.days, day: DayThen(Kind.NO_SCHOOL)})
    assert compare(before, replace(before, pupils=(for_class,))).nothing


def test_a_narrowed_run_is_held_against_its_part() -> None:
    """Its classes, or its one child, wherever the child stood before."""
    whole = run("太郎 4/7- 出", "花子 4/7- 出", "次郎 4/7- 出")
    other_class = replace(whole.pupils[2], key="1-2-01", class_name="1-2")
    whole = replace(whole, pupils=(*whole.pupils[:2], other_class))
    one = replace(whole, pupils=whole.pupils[:1])
    moved = replace(whole, pupils=(replace(whole.pupils[1], key="1-3-01", class_name="1-3"),))
    assert [p.key for p in narrowed(whole, one, one=False).pupils] == ["1-1-01", "1-1-02"]
    assert [p.key for p in narrowed(whole, one, one=True).pupils] == ["1-1-01"]
    assert pupils(compare(narrowed(whole, moved, one=True), moved)) == ["moved 1-3-01 from 1-1-02"]


@pytest.mark.parametrize(
    ("before", "after", "now", "said"),
    [
        ("4/14- 欠*5", "4/14- 欠*5 出", "4/21", ["ended 4/14-4/18 5(5)"]),
        ("4/14- 欠*5", "4/14- 欠*6", "4/21", ["grown 4/14-4/21 6(5)"]),
        ("4/14- 欠*5", "4/14- 欠*6 出", "4/22", ["ended 4/14-4/21 6(5)"]),
        ("4/14- 出", "4/14- 出 4/21- 欠", "4/21", ["begun 4/21-4/21 1(0)"]),
        ("4/14- 欠*5", "4/14- 欠*5", "4/18", []),
        ("4/14- 欠*5", "4/14- 出*5", "4/21", []),
        ("4/14- 欠*5", "4/14- 欠 出 欠*3 出", "4/21", ["ended 4/16-4/18 3(5)"]),
        ("4/14- 欠*2 出 欠*2", "4/14- 欠*5", "4/18", ["grown 4/14-4/18 5(2)"]),
    ],
)
def test_runs(before: str, after: str, now: str, said: list[str]) -> None:
    """Begun, grown, ended; one that a correction took away is told by its days."""
    assert runs(changed(f"太郎 {before}", f"太郎 {after}", now=now)) == said


def test_children_new_and_gone() -> None:
    """By key and name."""
    found = compare(run("太郎 4/7- 欠", "花子 4/7- 出"), run("太郎 4/7- 欠"))
    assert pupils(found) == ["gone 1-1-02"]
    found = compare(run("太郎 4/7- 欠"), run("太郎 4/7- 欠", "花子 4/7- 出"))
    assert pupils(found) == ["new 1-1-02"]


def test_a_new_child_shifts_the_numbers() -> None:
    """Everybody below has another number; their days are compared as one child's."""
    before = run("太郎 4/7- 欠", "花子 4/7- 出 欠")
    after = run("次郎 4/7- 出", "太郎 4/7- 欠", "花子 4/7- 出*2")
    found = compare(before, after)
    assert pupils(found) == ["new 1-1-01", "moved 1-1-02 from 1-1-01", "moved 1-1-03 from 1-1-02"]
    assert [c.key for c in found.days] == ["1-1-03"]


def test_two_children_of_one_name_are_not_guessed() -> None:
    """Where two could be meant, nobody moved."""
    before = replace(run("太郎 4/7- 出", "太郎 4/7- 欠"))
    moved = tuple(replace(p, key=p.key.replace("1-1", "1-2")) for p in before.pupils)
    found = compare(before, replace(before, pupils=moved))
    assert pupils(found) == ["new 1-2-01", "new 1-2-02", "gone 1-1-01", "gone 1-1-02"]


def test_a_name_put_right() -> None:
    """Another name under the same key, and nobody else of either name: one child."""
    found = compare(run("太郎 4/7- 欠"), run("太朗 4/7- 出"))
    assert pupils(found) == ["renamed 1-1-01"]
    assert days(found) == ["4/7 absent／J5→present"]


def test_spaces_in_a_name_are_no_other_name() -> None:
    """Exports differ in them."""
    named = [run("太郎 4/7- 出")]
    named += [
        replace(named[0], pupils=(replace(named[0].pupils[0], name=digest),))
        for digest in (_digest("山田 太郎"), _digest("山田　太郎"))
    ]
    assert compare(named[1], named[2]).nothing


def _digest(name: str) -> str:
    from futoko_cli.reports.snapshot import snapshot_of

    return snapshot_of(assess("太郎 4/7- 出", names=(name,))).pupils[0].name


def test_an_older_register() -> None:
    """The as-of date goes back: said; what lies behind it is not compared."""
    found = changed("太郎 4/7- 出 4/14- 欠*5", "太郎 4/7- 出", now="4/11")
    assert found.backwards
    assert (found.days, found.stages) == ((), ())
    assert not changed("太郎 4/7- 出", "太郎 4/7- 出").backwards


def test_another_edition_compares_days_only() -> None:
    """Stages of another document are no news of the child."""
    before, after = run("太郎 4/7- 欠*3"), run("太郎 4/7- 欠*2 遅")
    found = compare(of_policy(before, "1999"), after)
    assert not found.same_policy
    assert (found.stages, found.runs) == ((), ())
    assert days(found) == ["4/9 absent／L5→lateチL5"]


def test_another_school_year_compares_nothing() -> None:
    """Classes are made anew in April."""
    found = compare(of_year(run("太郎 4/7- 欠*3"), 2024), run("花子 4/7- 出"))
    assert not found.same_year
    assert not found.nothing
    assert (found.pupils, found.days, found.alarms) == ((), (), ())


def test_without_days_closed_months_are_compared() -> None:
    """A result of ``scan --json`` has counts only: April is closed in May, May still runs."""
    before = replace(run("太郎 4/7- 欠*2 5/7- 欠", upto="5/9"), school_days=None)
    after = run("太郎 4/7- 欠 5/7- 欠*2", upto="5/12")
    found = compare(before, after)
    assert [(c.month, c.before, c.after) for c in found.months] == [("2025-04", 2, 1)]
    assert (found.days_known, found.days) == (False, ())
    same_day = compare(before, run("太郎 4/7- 欠*2 5/7- 欠*2", upto="5/9"))
    assert [(c.month, c.before, c.after) for c in same_day.months] == [("2025-05", 1, 2)]


def test_only_stages_that_both_know() -> None:
    """A stage added to a file of the same edition is no news of the child."""
    before, after = run("太郎 4/7- 欠*3"), run("太郎 4/7- 欠*3")
    (pupil,) = before.pupils
    bare = replace(before, pupils=(replace(pupil, stages=pupil.stages[1:]),))
    assert compare(bare, after).stages == ()


def test_quiet_children_say_nothing() -> None:
    """Forty children who were there: forty times nothing."""
    assert compare(run(*quiet(40)), run(*quiet(40), upto="4/25")).nothing
