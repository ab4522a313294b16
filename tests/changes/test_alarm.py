"""The alarm: each rule at its number and one below (docs/changes.md)."""

from __future__ import annotations

from dataclasses import replace

from futoko_cli.core.alarm import Alarm
from futoko_cli.core.changes import Changes, compare
from tests.changes.registers import quiet, run


def rules(changes: Changes) -> list[str]:
    """Which rules are broken."""
    return [alarm.rule for alarm in changes.alarms]


def one_more_day(children: int, of: int) -> Changes:
    """So many children of a class got an absence in a day of last week."""
    rest = quiet(of - children)
    before = run(*[f"子{n} 4/7- 出" for n in range(children)], *rest)
    return compare(before, run(*[f"子{n} 4/7- 欠" for n in range(children)], *rest))


def test_corrected_days_of_six_children_of_a_small_class() -> None:
    """Five are daily life, six of twenty are too many."""
    assert rules(one_more_day(5, 20)) == []
    assert one_more_day(6, 20).alarms == (Alarm("corrected", 6, 20),)


def test_corrected_days_of_more_than_a_tenth() -> None:
    """Of 80 children eight are a tenth, nine are more."""
    assert rules(one_more_day(8, 80)) == []
    assert rules(one_more_day(9, 80)) == ["corrected"]


def test_days_entered_late_are_no_alarm() -> None:
    """A whole class that was not entered is daily work."""
    before = run(*[f"子{n} 4/14- 未*5" for n in range(20)])
    assert rules(compare(before, run(*[f"子{n} 4/14- 欠" for n in range(20)]))) == []


def test_marks_in_other_letters_are_no_alarm() -> None:
    """An export of another layout writes every mark otherwise; no count changes."""
    before = run(*[f"子{n} 4/7- 欠" for n in range(20)])
    others = [replace(p, days={d: then._replace(mark="欠席") for d, then in p.days.items()}) for p in before.pupils]
    found = compare(before, replace(before, pupils=tuple(others)))
    assert (len(found.days), rules(found)) == (20, [])


def vanished(days: int, of: int) -> Changes:
    """So many absences of one child are gone; 20 more children keep theirs."""
    before = run(f"太郎 4/7- 欠*{of}", upto="7/18")
    after = run(f"太郎 4/7- 出*{days} 欠*{of - days}", upto="7/18")
    return compare(before, after)


def test_a_fifth_of_all_absences_gone() -> None:
    """Of 50 days ten are a fifth, eleven are more; fewer than ten are never an alarm."""
    assert rules(vanished(10, 50)) == []
    assert vanished(11, 50).alarms == (Alarm("vanished", 11, 50),)
    assert rules(vanished(9, 20)) == []
    assert rules(vanished(10, 20)) == ["vanished"]


def test_a_day_that_is_only_of_another_kind_is_not_gone() -> None:
    """病 for 欠 is a correction; the day is still there."""
    before, after = run("太郎 4/7- 欠*20", upto="5/30"), run("太郎 4/7- 病*20", upto="5/30")
    assert rules(compare(before, after)) == []


def test_days_behind_an_earlier_as_of_date_are_not_gone() -> None:
    """An older register has not got them yet."""
    assert rules(compare(run("太郎 4/7- 出 4/14- 欠*20", upto="5/30"), run("太郎 4/7- 出", upto="4/11"))) == []


def gone(children: int, of: int) -> Changes:
    """So many children of a school are not there any more."""
    return compare(run(*quiet(of)), run(*quiet(of - children)))


def test_a_tenth_of_the_children_gone() -> None:
    """Of 40 children three are fewer than a tenth, four are one; two are never an alarm."""
    assert rules(gone(3, 40)) == []
    assert gone(4, 40).alarms == (Alarm("gone", 4, 40),)
    assert rules(gone(2, 20)) == []
    assert rules(gone(3, 30)) == ["gone"]
    assert rules(gone(3, 31)) == []


def test_children_whose_number_changed_are_not_gone() -> None:
    """A whole class numbered anew."""
    lines = quiet(20)
    assert rules(compare(run(*lines), run(*reversed(lines)))) == []
