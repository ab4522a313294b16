"""連続欠席の並び: each run with its first day, last day and length; and the year's sums of one child."""

from __future__ import annotations

from futoko_cli.core.escalation import decide
from tests.core.counting import board, result, short
from tests.notation import page


def runs(line: str, upto: str | None = None) -> list[str]:
    """``5/12-5/20 7日``, and 続 where nothing broke it."""
    return [
        f"{short(e.first)}-{short(e.last)} {e.days}日" + ("続" if e.ongoing else "")
        for e in result(line, upto=upto).episodes
    ]


def test_a_run_with_a_weekend() -> None:
    """金 to 火: first and last day are absent days, the length counts school days."""
    assert runs("太郎 4/11- 欠欠欠出") == ["4/11-4/15 3日"]


def test_a_run_of_one_day_is_a_run() -> None:
    """Single days are listed too, oldest first."""
    assert runs("太郎 4/7- 欠出欠欠出欠出") == ["4/7-4/7 1日", "4/9-4/10 2日", "4/14-4/14 1日"]


def test_two_runs_of_one_day_are_two() -> None:
    """A day at school between them."""
    assert runs("太郎 4/7- 欠出欠出") == ["4/7-4/7 1日", "4/9-4/9 1日"]


def test_an_ongoing_run() -> None:
    """Absent on the last day: nothing broke it."""
    assert runs("太郎 4/7- 欠出欠欠") == ["4/7-4/7 1日", "4/9-4/10 2日続"]


def test_a_skipped_day_at_the_end_keeps_it_ongoing() -> None:
    """忌引 or 出停 on the last days: the run goes on, its last day stays the last absence."""
    assert runs("太郎 4/7- 欠欠忌停") == ["4/7-4/8 2日続"]
    assert runs("太郎 4/7- 欠欠未") == ["4/7-4/8 2日続"]


def test_a_day_at_school_then_a_skipped_one_has_ended_it() -> None:
    """Back on 4/9, then 忌引: over."""
    assert runs("太郎 4/7- 欠欠出忌") == ["4/7-4/8 2日"]


def test_a_later_run_of_the_same_length_does_not_keep_the_first_alive() -> None:
    """Two runs of two days: only the second one is ongoing."""
    assert runs("太郎 4/7- 欠欠出欠欠") == ["4/7-4/8 2日", "4/10-4/11 2日続"]


def test_across_a_skipped_day_it_is_one_run() -> None:
    """病病停停停病病: four days, from the first to the last."""
    assert runs("太郎 4/7- 病病停停停病病出") == ["4/7-4/15 4日"]


def test_leaving_ends_a_run() -> None:
    """転出 on 4/9."""
    assert runs("太郎 4/7- 欠欠外") == ["4/7-4/8 2日"]


def test_no_absence_no_run() -> None:
    """遅刻 and 出停 are none."""
    assert runs("太郎 4/7- 遅停出") == []


def test_the_last_run_of_one_child_and_the_first_of_the_next() -> None:
    """The runs of two children stay apart even where one ends and the other begins with one day."""
    lines = decide(page("太郎 4/1- 出出欠", "花子 4/1- 欠出出", "次郎 4/1- 出欠欠"), board())
    assert [[e.days for e in line.episodes] for line in lines] == [[1], [1], [2]]
    assert [line.pupil.name for line in lines] == ["太郎", "花子", "次郎"]
    assert [line.index for line in lines] == [0, 1, 2]


def test_the_sums_of_the_year() -> None:
    """Every kind of day counts where it belongs; a day late and left early counts once in each."""
    line = result("太郎 4/1- 出欠病事教Ｉ遅早両別公停忌閉未外")
    assert line.days == {
        "school": 15,
        "absent": 5,
        "absent_sick": 1,
        "absent_other": 1,
        "credited": 2,
        "late": 2,
        "early_leave": 2,
        "separate_room": 1,
        "suspended": 1,
        "bereavement": 1,
        "class_closure": 1,
        "excused": 1,
        "unentered": 1,
    }


def test_absences_by_month() -> None:
    """Only months that hold an absence, with year and month."""
    assert result("太郎 4/30- 欠欠 1/8- 病").absent_by_month == {"2025-04": 1, "2025-05": 1, "2026-01": 1}
