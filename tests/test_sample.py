"""見本データ: every child of the invented school, counted as the other program counted it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command import ROOT, futoko

SAMPLE = ROOT / "sample_data"
TODAY = {"FUTOKO_TODAY": "2025-11-20"}
ALONE = ("absent_sick", "absent_other", "separate_room", "suspended", "bereavement", "class_closure", "excused")


def scanned(*words: object, cwd: Path = ROOT) -> dict[str, Any]:
    """``futoko scan --json`` of the sample."""
    said = futoko("scan", *words, "--json", "-q", cwd=cwd, env=TODAY)
    assert said.code == 0, said.err
    return said.data


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    """The right counts, made day by day by a program of its own."""
    found: dict[str, Any] = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    """The workbook scanned from the root, without configuration and without calendar."""
    return scanned("sample_data/attendance.xlsx")


def days(expected: dict[str, Any]) -> dict[str, int]:
    """``days`` of the contract from the kinds that the truth counts."""
    count = {kind: expected["by_kind"].get(kind, 0) for kind in ALONE}
    both = expected["by_kind"].get("late_and_early_leave", 0)
    return count | {
        "school": expected["school"],
        "absent": expected["absent"],
        "credited": sum(expected["by_kind"].get(kind, 0) for kind in ("credited", "credited_ict")),
        "late": expected["by_kind"].get("late", 0) + both,
        "early_leave": expected["by_kind"].get("early_leave", 0) + both,
        "unentered": 0,
    }


def test_every_child_is_counted_as_expected(plain: dict[str, Any], truth: dict[str, Any]) -> None:
    """Days, months, runs and the dates of the stages of all 293 children."""
    assert plain["as_of"] == truth["as_of"]
    expected = {child["key"]: child for child in truth["pupils"]}
    assert {child["key"] for child in plain["pupils"]} == set(expected)
    wrong = []
    for child in plain["pupils"]:
        want = expected[child["key"]]
        reached = {stage["id"]: stage["reached_on"] for stage in child["stages"]}
        pairs = [
            (child["days"], days(want)),
            ({m: n for m, n in child["absent_by_month"].items() if n}, want["months"]),
            (child["consecutive"], {"current": want["current"], "longest": want["longest"]}),
            ([[e["from"], e["to"], e["days"], e["ongoing"]] for e in child["episodes"]], want["episodes"]),
            (reached["early"], want["r3"]),
        ]
        wrong += [(child["key"], got, right) for got, right in pairs if got != right]
    assert wrong == []


def test_the_children_of_the_readme(plain: dict[str, Any], truth: dict[str, Any]) -> None:
    """The cases that the sample is made for: one below each threshold and one on it."""
    children = {child["key"]: child for child in plain["pupils"]}

    def stages(case: str) -> list[str]:
        return [s["id"] for s in children[truth["cases"][case]]["stages"] if s["active"]]

    assert stages("two_days_ongoing") == []
    assert stages("three_days_ongoing") == ["early"]
    assert stages("six_days_over") == []
    assert stages("seven_days_reached") == ["early", "report"]
    assert stages("nine_scattered") == []
    assert stages("ten_scattered") == ["report"]
    assert "unseen" in stages("thirty_days_unseen")
    assert "unseen" not in stages("support_centre")


def without_sources(result: dict[str, Any]) -> dict[str, Any]:
    """What must not depend on the form of the file."""
    return {key: value for key, value in result.items() if key not in ("sources", "issues", "definitions", "school")}


def test_workbook_and_list_say_the_same() -> None:
    """The grid of the .xlsx and the list of the .csv, with the calendar: the same result, sources apart."""
    book, listed = (
        scanned(f"sample_data/attendance.{kind}", "--calendar", "sample_data/calendar.csv") for kind in ("xlsx", "csv")
    )
    keys = {child["key"] for child in listed["pupils"]}
    book["pupils"] = [child for child in book["pupils"] if child["key"] in keys]
    assert without_sources(book) == without_sources(listed)


def test_the_list_leaves_out_only_children_without_an_entry(truth: dict[str, Any]) -> None:
    """Who stands on no line of the list was present every day."""
    listed = {
        c["key"] for c in scanned("sample_data/attendance.csv", "--calendar", "sample_data/calendar.csv")["pupils"]
    }
    for child in truth["pupils"]:
        if child["key"] not in listed:
            assert child["by_kind"].keys() <= {"present"}, child["key"]


def test_with_and_without_configuration(plain: dict[str, Any]) -> None:
    """From within sample_data (futoko.toml) and from the root without one: the same children."""
    configured = scanned("attendance.xlsx", cwd=SAMPLE)
    assert configured["school"] == "小樽市立みどり坂小学校"
    assert plain["school"] == ""
    assert configured["as_of"] == plain["as_of"]
    counted = ("key", "name", "days", "absent_by_month", "consecutive", "episodes")
    for one, other in zip(configured["pupils"], plain["pupils"], strict=True):
        assert [one[name] for name in counted] == [other[name] for name in counted]


def test_the_ledger_knows_who_met_the_child() -> None:
    """6-2-16 was visited on 6/10 and came to a talk on 7/9: thirty days unmet by the register alone, never with both."""

    def unmet(*words: object, cwd: Path = ROOT) -> list[str]:
        children = {child["key"]: child for child in scanned(*words, cwd=cwd)["pupils"]}
        return next(s["reached_on"] for s in children["6-2-16"]["stages"] if s["id"] == "unseen")

    assert unmet("sample_data/attendance.xlsx") == ["2025-07-11"]
    assert unmet("attendance.xlsx", cwd=SAMPLE) == []


def test_a_calendar_in_words_changes_nothing(plain: dict[str, Any]) -> None:
    """The workbook marks its own closed days: the calendar file adds nothing to the counts."""
    given = scanned("sample_data/attendance.xlsx", "--calendar", "sample_data/calendar.csv")
    assert given["pupils"] == plain["pupils"]


def test_an_absence_taken_away_is_noticed(tmp_path: Path, truth: dict[str, Any]) -> None:
    """The comparison can fail: one line less in the list is one day less of one child."""
    lines = (SAMPLE / "attendance.csv").read_text(encoding="utf-8-sig").splitlines()
    key = truth["cases"]["seven_days_reached"]
    grade, klass, number = (int(part) for part in key.split("-"))
    at = next(
        i for i in range(len(lines) - 1, 0, -1) if lines[i].split(",")[1:4] == [str(grade), str(klass), str(number)]
    )
    less = tmp_path / "attendance.csv"
    less.write_text("\n".join([*lines[:at], *lines[at + 1 :]]), encoding="utf-8")
    shutil.copy(SAMPLE / "calendar.csv", tmp_path)
    words = ("--calendar", tmp_path / "calendar.csv", "--as-of", truth["as_of"])
    (child,) = (c for c in scanned(less, *words, cwd=tmp_path)["pupils"] if c["key"] == key)
    (want,) = (c for c in truth["pupils"] if c["key"] == key)
    assert child["days"]["absent"] == want["absent"] - 1
