"""The sample school: the summary's numbers are those of ``scan --json``; no file can be subtracted from."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from futoko_cli.core.model import Assessment
from futoko_cli.core.record import figures_of as record_of
from futoko_cli.core.sharing import Place, figures
from futoko_cli.core.summary import SCHOOL, YEAR
from futoko_cli.pipeline import Request, assess
from futoko_cli.reports.json_parts import Json
from futoko_cli.reports.result_json import scan_result
from futoko_cli.reports.summary.as_json import summary_result
from futoko_cli.reports.summary.figures import figures_of
from futoko_cli.settings.config import load_config
from tests.command import ROOT

SAMPLE = ROOT / "sample_data"


@pytest.fixture(scope="module")
def sample() -> Assessment:
    """The sample school, counted once."""
    return assess(Request((SAMPLE / "attendance.xlsx",), date(2025, 11, 17)), load_config(SAMPLE))


def tally_of(result: Json, group: str, span: str, name: str = "") -> Json:
    """One tally of ``summary --json``; ``name`` is the grade, or grade and class."""
    found: Json = next(
        t
        for t in result["tallies"]
        if (t["group"], t["span"]) == (group, span) and name in ("", str(t["grade"]), f"{t['grade']}-{t['class']}")
    )
    return found


def test_every_sum_is_the_sum_of_scan(sample: Assessment) -> None:
    """School and each class, the year's days and each month's absences: as the children of scan --json add up."""
    scanned, summed = scan_result(sample)["pupils"], summary_result(figures_of(sample))
    for name in ("", *{f"{p['grade']}-{p['class']}" for p in scanned}):
        own = [p for p in scanned if name in ("", f"{p['grade']}-{p['class']}")]
        group = "class" if name else "school"
        year = tally_of(summed, group, YEAR, name)
        for key in own[0]["days"]:
            assert year["days"][key] == sum(p["days"][key] for p in own)
        months = Counter[str]()
        for pupil in own:
            months.update(pupil["absent_by_month"])
        for month, days in months.items():
            assert tally_of(summed, group, month, name)["days"]["absent"] == days
        assert year["at_least"]["30"] == sum(p["days"]["absent"] >= 30 for p in own)
        for at, stage in enumerate(year["stages"]):
            assert stage["active"] == sum(p["stages"][at]["active"] for p in own)
            assert stage["reached"] == sum(bool(p["stages"][at]["reached_on"]) for p in own)


def test_the_child_of_the_year_before_is_watched(sample: Assessment) -> None:
    """6-2-16 was away 38 days the year before, and has been away for 97 days in a row."""
    (child,) = [c for c in figures_of(sample).watch if "previous_year_run" in c.signs]
    assert (child.result.pupil.key, child.previous_year, child.result.current) == ("6-2-16", 38, 97)


def test_subtracting_finds_nothing(sample: Assessment) -> None:
    """Total less shown parts, tried on classes, grades, months, weekdays and kinds, never leaves one hidden number."""
    shared = figures_of(sample, shared=True)
    summary = shared.summary
    month = shared.month
    classes = [g for g in summary.groups if g.kind == "class"]
    grades = [g for g in summary.groups if g.kind == "grade"]
    tried = 0
    for key in figures(summary.of(SCHOOL, YEAR)):
        tables = [
            [Place(SCHOOL, month, key), *(Place(g, month, key) for g in grades)],
            [Place(SCHOOL, month, key), *(Place(c, month, key) for c in classes)],
            *([Place(g, month, key), *(Place(c, month, key) for c in classes if c.grade == g.grade)] for g in grades),
        ]
        if key in summary.of(SCHOOL, YEAR).days:
            tables += [
                [Place(SCHOOL, YEAR, key), *(Place(SCHOOL, span, key) for span in spans)]
                for spans in (summary.months, summary.weekdays)
            ]
        for table in tables:
            hidden = [place for place in table if shared.value(*place) is None]
            tried += bool(hidden)
            small = [p for p in hidden if figures(summary.of(p.group, p.span))[p.key][1] < 5]
            assert len(hidden) != 1 or not small, table
    assert tried > 50


def test_the_summary_is_the_sum_of_the_official_record(sample: Assessment) -> None:
    """授業日数, 出停・忌引等 and absences of 指導要録「出欠の記録」, over all children, are the summary's year."""
    year = figures_of(sample).summary.of(SCHOOL, YEAR)
    records = record_of(sample.register, ())
    assert year.days["school"] == sum(each.school for each in records)
    assert year.days["skipped"] == sum(each.suspended for each in records)
    assert year.days["absent"] == sum(each.absences for each in records)
    assert year.due == sum(each.must for each in records)
