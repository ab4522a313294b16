"""3年1組 from 4/7 to 6/30, worked out by hand: both bases, 不登校, the monthly survey; and the same figures as record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import ROOT, futoko
from tests.credit.classes import data, june, spring, told

#: name of the tally: children, by reason (病気 経済的理由 不登校 その他 未分類), rate per 1,000 of 7 children
TALLIES = {
    # 赤木 37, 青山 58, 白井 30
    "absent": (3, (1, 0, 2, 0, 0), 428.6),
    # … and 黒田 27 + 3 忌引, 茶谷 29 + 1 出席停止; 緑川 has 29 by either
    "absent_and_suspended": (5, (1, 0, 2, 1, 1), 714.3),
}
#: Of 不登校 there are two, 赤木 and 青山, by either basis.
FUTOKO = {
    "children": 2,
    "rate": 285.7,
    "days_30_49": 1,
    "days_50_89": 1,
    "days_90": 0,
    "present_10": 1,
    "present_0": 1,
    "new": 1,
    "continuing": 1,
    "standing_unknown": 0,
    "supported": 1,
    "unsupported": 1,
    "support_unknown": 0,
    "days_90_unsupported": 0,
    "days_90_support_unknown": 0,
    "days_90_unsupported_keys": [],
    "days_90_support_unknown_keys": [],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class's files."""
    return spring(tmp_path_factory.mktemp("spring"))


@pytest.fixture(scope="module")
def survey(folder: Path) -> dict[str, Any]:
    """``survey --json`` with the month of May."""
    return data(folder, "survey", "--month", "2025-05")


def test_both_tallies(survey: dict[str, Any]) -> None:
    """As in the tables above."""
    assert survey["enrolled"] == 7
    found = {t["basis"]: (t["children"], tuple(t["by_reason"].values()), t["rate"]) for t in survey["tallies"]}
    assert found == TALLIES
    for tally in survey["tallies"]:
        assert {key: value for key, value in tally["futoko"].items() if key != "facts"} == FUTOKO


def test_by_grade_and_sex(survey: dict[str, Any]) -> None:
    """Boys and girls of the third grade by reason."""
    found = [(g["grade"], g["sex"], g["children"]) for g in survey["tallies"][1]["by_grade_and_sex"]]
    assert found == [(3, "男", 3), (3, "女", 2)]


def test_the_children_behind_it(survey: dict[str, Any]) -> None:
    """Everybody of either tally, with what is known of each."""
    found = [(c["key"], c["days"], c["days_with_suspended"], c["continuing"], c["supported"]) for c in survey["pupils"]]
    assert found == [
        ("3-1-01", 37, 37, True, True),
        ("3-1-02", 58, 58, False, False),
        ("3-1-03", 30, 30, None, None),
        ("3-1-04", 27, 30, True, None),
        ("3-1-06", 29, 30, None, None),
    ]


def test_the_month_of_may(survey: dict[str, Any]) -> None:
    """April has 17 school days, May 20: 赤木 37 with 20 in May, 緑川 29 with 12; 30 days were reached in May."""
    month = survey["month"]
    assert (month["month"], month["until"], month["at_least"]) == ("2025-05", "2025-05-30", 7)
    found = [(c["key"], c["school_days"], c["absent"], c["absent_to_date"], c["reached_30"]) for c in month["pupils"]]
    assert found == [
        ("3-1-01", 20, 20, 37, True),
        ("3-1-02", 20, 20, 37, True),
        ("3-1-03", 20, 13, 30, True),
        ("3-1-04", 20, 10, 27, False),
        ("3-1-05", 20, 12, 29, False),
        ("3-1-06", 20, 12, 29, False),
    ]


def test_fewer_days_of_the_month(folder: Path) -> None:
    """--at-least 11 leaves out 黒田 with 10 days in May; a month outside the registers is refused."""
    month = data(folder, "survey", "--month", "2025-05", "--at-least", "11")["month"]
    assert "3-1-04" not in [child["key"] for child in month["pupils"]]
    assert told(folder, "survey", "--month", "2025-12").code == 2
    assert told(folder, "survey", "--month", "2025-13").code == 2


def test_the_screen(folder: Path) -> None:
    """Both bases by name, rates, and no name with --masked."""
    said = told(folder, "survey", "--month", "2025-05")
    for words in (
        "【欠席日数が30日以上】 3人  1,000人あたり 428.6人",
        "【欠席日数＋出席停止・忌引等の日数が30日以上】 5人",
        "不登校 2人",
        "【5月の長欠調査】 6人",
        "未分類",
    ):
        assert words in said.out
    assert "赤木" in said.out
    assert "赤木" not in told(folder, "survey", "--month", "2025-05", "--masked").out


@pytest.mark.parametrize("make", [june, spring])
def test_totals_of_record_are_totals_of_summary(tmp_path: Path, make: Any) -> None:  # noqa: ANN401  a maker of files
    """授業日数, 欠席 of the register and 出停・忌引等, added over the children, are the school's of ``summary``."""
    folder = make(tmp_path)
    records = data(folder, "record")["records"]
    tallies = data(folder, "summary")["tallies"]
    (school,) = [each["days"] for each in tallies if (each["group"], each["span"]) == ("school", "year")]
    sums = [sum(row[key] for row in records) for key in ("school_days", "register_absent", "suspended")]
    assert sums == [school[key] for key in ("school", "absent", "skipped")]


@pytest.mark.parametrize("make", [june, spring])
def test_totals_of_record_are_totals_of_survey(tmp_path: Path, make: Any) -> None:  # noqa: ANN401  a maker of files
    """Both are asked for the same class; each child's figures are the same, and so are the sums over the register."""
    folder = make(tmp_path)
    _same(
        {row["key"]: row for row in data(folder, "record")["records"]},
        data(folder, "survey"),
        {child["key"]: child["days"] for child in data(folder, "scan")["pupils"]},
    )


def _same(records: dict[str, Any], survey: dict[str, Any], scan: dict[str, Any]) -> None:
    long = {key for key, row in records.items() if row["register_absent"] >= 30}
    wide = {key for key, row in records.items() if row["register_absent"] + row["suspended"] >= 30}
    assert [tally["children"] for tally in survey["tallies"]] == [len(long), len(wide)]
    assert {child["key"] for child in survey["pupils"]} == long | wide
    figures = ("school_days", "suspended", "must_attend", "absent", "present", "register_absent", "credited")
    for child in survey["pupils"]:
        assert {key: child["record"][key] for key in figures} == {key: records[child["key"]][key] for key in figures}
    for key, row in records.items():
        skipped = sum(scan[key][kind] for kind in ("suspended", "bereavement", "class_closure"))
        assert (row["school_days"], row["suspended"]) == (scan[key]["school"], skipped)
        assert row["register_absent"] - row["credited"] == row["absent"]
        assert row["register_absent"] == scan[key]["absent"]
        assert row["school_days"] - row["suspended"] == row["must_attend"]
        assert row["must_attend"] - row["absent"] == row["present"]


def test_the_sample_school() -> None:
    """Register absence − credited = 指導要録 absence for every child, against counts made without the product."""
    sample = ROOT / "sample_data"
    env = {"FUTOKO_TODAY": "2025-11-17"}
    record, survey, scan = (
        futoko(command, "attendance.xlsx", "--json", "-q", cwd=sample, env=env).data
        for command in ("record", "survey", "scan")
    )
    records = {row["key"]: row for row in record["records"]}
    _same(records, survey, {child["key"]: child["days"] for child in scan["pupils"]})
    truth = json.loads((sample / "expected.json").read_text(encoding="utf-8"))["pupils"]
    assert len(truth) == len(records)
    for child in truth:
        row = records[child["key"]]
        assert row["register_absent"] == child["absent"]
        assert row["absent"] == child["absent"] - row["credited"]
        # every 出席扱い of the sample is at the centre, and its application was received on 9/1
        assert row["credited"] <= child["by_kind"].get("credited", 0)
        assert row["school_days"] == child["school"]
    assert sum(row["credited"] for row in record["records"]) > 0
