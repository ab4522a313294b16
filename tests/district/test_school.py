"""One school: its figures as its own scan has them, its settings, and what becomes of one that cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from futoko_cli.core.summary import KEYS, THRESHOLDS, YEAR, Group, summarise
from futoko_cli.district.counting import grade_code, rows_of, stages_of
from futoko_cli.district.result import DAY_KEYS, FIGURES, figures_of
from futoko_cli.district.school import assess_school, school_result
from futoko_cli.district.task import Defaults, Task, schools_in
from futoko_cli.errors import UsageError
from tests.command import futoko
from tests.district.schools import TODAY, figure, make_district, make_school, run_of
from tests.summary.invent import Classes
from tests.summary.invent import school as invented


def test_figures_are_those_of_the_summary() -> None:
    """Every number that ``summary`` has too is the same, for all children and each grade, the year and each month."""
    assessment = invented(previous_year={"1-1-01": 35})
    summary = summarise(assessment)
    rows = {(row.grade, row.span): figures_of(row) for row in rows_of(assessment)}
    groups = [group for group in summary.groups if group.kind != "class"]
    assert set(rows) == {
        (0 if g.kind == "school" else grade_code(g.grade), span) for g in groups for span in (YEAR, *summary.months)
    }
    for group in groups:
        for span in (YEAR, *summary.months):
            tally = summary.of(group, span)
            found = rows[0 if group.kind == "school" else grade_code(group.grade), span]
            assert {key: found[key] for key in DAY_KEYS} == {key: tally.days[key] for key in DAY_KEYS}
            assert {key: found[f"by:{key}"] for key in DAY_KEYS} == {key: tally.touched[key] for key in DAY_KEYS}
            assert found["enrolled"] == tally.enrolled
            assert found["dates"] == tally.dates
            assert [found[f"at_least_{least}"] for least in THRESHOLDS] == [tally.at_least[t] for t in THRESHOLDS]
    assert set(DAY_KEYS) < set(KEYS)


def test_stages_are_those_of_the_summary() -> None:
    """Children on each stage, and those who reached it, of the year and each month."""
    assessment = invented()
    summary = summarise(assessment)
    for row in stages_of(assessment, summary.months):
        tally = summary.of(Group("school"), row.span)
        assert (row.active, row.reached) == (tally.active[row.id], tally.reached[row.id])


@pytest.mark.parametrize(("away", "reached"), [(6, 0), (7, 1)])
def test_run_of_seven(away: int, reached: int) -> None:
    """連続7日 is reached on the seventh day, not on the sixth."""
    school = school_result(invented({(1, "1"): (f"青木 4/7- {'欠' * away}",)}), "学校")
    assert figure(school, "run") == figure(school, "run_new", span="2025-04") == reached


@pytest.mark.parametrize(("later", "reached"), [(4, 0), (5, 1)])
def test_sum_of_ten(later: int, reached: int) -> None:
    """断続10日 is reached with the tenth absence of the year, whenever it comes: here in May."""
    school = school_result(invented({(1, "1"): (f"青木 4/7- 欠*5 5/1- {'欠' * later}",)}), "学校")
    assert figure(school, "sum") == figure(school, "sum_new", span="2025-05") == reached
    assert figure(school, "sum", span="2025-04") == figure(school, "sum_new", span="2025-04") == 0


@pytest.mark.parametrize(("days", "unmet"), [(19, 0), (20, 1)])
def test_child_whom_nobody_has_met(days: int, unmet: int) -> None:
    """A child is named to the board from the twentieth school day on which nobody has met it."""
    first = {19: "4/10", 20: "4/9"}[days]
    school = school_result(invented({(1, "1"): (f"青木 {first}- 欠*{days}", "井上 4/7- 出")}), "学校")
    assert figure(school, "unmet") == unmet
    assert [child.unseen for child in school.children] == [days]


def test_long_absence_by_the_year_before() -> None:
    """30日以上 is 継続 with 30 days in the year before, 新規 with 29, and neither where that is not known."""
    absent = "4/7- " + "欠" * 30
    classes: Classes = {(1, "1"): (f"青木 {absent}", f"井上 {absent}", f"上田 {absent}")}
    assessment = invented(classes, upto="5/30", previous_year={"1-1-01": 30, "1-1-02": 29})
    school = school_result(assessment, "学校")
    assert [figure(school, key) for key in ("at_least_30", "long_continued", "long_new", "long_unknown")] == [
        3,
        1,
        1,
        1,
    ]


def test_no_name_in_a_result(tmp_path: Path) -> None:
    """Neither a child's name, nor a key with a name in it, nor a file's name is in a result."""
    make_school(tmp_path / "学校", away=12)
    days = ["欠" if day in (7, 8, 9, 10, 11, 14, 15, 16, 17, 18) else "？" if day == 21 else "" for day in range(1, 31)]
    lines = [
        "令和7年度 4月 なかよし学級 出席簿",
        ",".join(["氏名", *map(str, range(1, 31))]),
        ",".join(["秋山　森", *days]),
    ]
    (tmp_path / "学校" / "なかよし_4月.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "学校" / "冬木　花.xlsx").write_bytes(b"PK\x03\x04broken")
    found = assess_school(Task(tmp_path / "学校", Defaults(TODAY))).result
    text = repr(found)
    assert found.outcome == "read"
    assert any(child.class_name == "なかよし" for child in found.children)
    assert found.errors
    for name in ("春野", "夏川", "秋山", "冬木", "csv"):
        assert name not in text


def test_names_where_they_are_asked_for(tmp_path: Path) -> None:
    """``named`` adds the name of each child in the list, and nothing else."""
    make_school(tmp_path / "学校", away=12)
    plain = assess_school(Task(tmp_path / "学校", Defaults(TODAY))).result
    named = assess_school(Task(tmp_path / "学校", Defaults(TODAY, named=True))).result
    assert {child.name for child in plain.children} == {""}
    assert all(child.name.startswith(("春野", "夏川")) for child in named.children)
    assert named.rows == plain.rows


def test_settings_of_school_before_those_of_all(tmp_path: Path) -> None:
    """A school's own policy wins, the district's holds for the others, the call's for all."""
    make_district(tmp_path)
    (tmp_path / "futoko.toml").write_text('[policy]\nid = "okinawa"\n', encoding="utf-8")
    make_school(tmp_path / "02校", more='[policy]\nid = "national"\n')
    assert [school.policy for school in run_of(tmp_path).schools] == ["okinawa", "national", "okinawa"]
    called = run_of(tmp_path, Defaults(TODAY, policy="otaru"))
    assert {school.policy for school in called.schools} == {"otaru"}


def test_calendar_of_all_schools(tmp_path: Path) -> None:
    """A calendar beside the schools is read relative to the district's own file, and is no register."""
    make_district(tmp_path, 1)
    (tmp_path / "暦.csv").write_text("日付,区分\n2025-04-10,休業日\n", encoding="utf-8")
    before = run_of(tmp_path).schools[0]
    (tmp_path / "futoko.toml").write_text('[calendar]\nfile = "暦.csv"\n', encoding="utf-8")
    after = run_of(tmp_path).schools[0]
    assert figure(before, "dates") == figure(after, "dates") + 1
    assert schools_in([tmp_path], Defaults(TODAY)).loose == ()


def test_schools_that_cannot_be_read_are_rows(tmp_path: Path) -> None:
    """An empty folder, a broken workbook, wrong settings: each is a row that says why; the others are counted."""
    make_district(tmp_path, 2)
    (tmp_path / "03校").mkdir()
    (tmp_path / "04校").mkdir()
    (tmp_path / "04校" / "1年1組.xlsx").write_bytes(b"PK\x03\x04broken")
    make_school(tmp_path / "05校", more="[policy]\nname = 'otaru'\n")
    run = run_of(tmp_path)
    assert [school.outcome for school in run.schools] == ["read", "read", "empty", "failed", "failed"]
    assert "出席簿がありません" in run.schools[2].error
    assert run.schools[3].error
    assert "「name」という項目はありません" in run.schools[4].error
    assert str(tmp_path) not in repr(run)


def test_as_of_is_the_same_for_all(tmp_path: Path) -> None:
    """A day that the call names ends every school's count."""
    make_district(tmp_path)
    run = run_of(tmp_path, Defaults(TODAY, as_of=date(2025, 4, 30)))
    assert {school.as_of for school in run.schools} == {"2025-04-30"}
    assert {school.months for school in run.schools} == {("2025-04",)}


def test_folder_that_holds_registers_itself(tmp_path: Path) -> None:
    """A single school's folder is refused with what to do; so is a folder without anything."""
    school = make_school(tmp_path / "学校")
    with pytest.raises(UsageError) as refused:
        schools_in([school], Defaults(TODAY))
    assert "futoko scan" in refused.value.hint
    (tmp_path / "空").mkdir()
    with pytest.raises(UsageError, match="学校のフォルダーがありません"):
        schools_in([tmp_path / "空"], Defaults(TODAY))


def test_registers_beside_the_schools_are_told(tmp_path: Path) -> None:
    """What lies beside the schools is not read, and the run says so."""
    make_district(tmp_path, 1)
    (tmp_path / "だれかの出席簿.xlsx").write_bytes(b"PK")
    assert [path.name for path in schools_in([tmp_path], Defaults(TODAY)).loose] == ["だれかの出席簿.xlsx"]


def test_every_figure_is_the_sum_over_scan(tmp_path: Path) -> None:
    """What ``scan`` says of each school in its own folder, added up, is what the district says."""
    make_district(tmp_path)
    run = run_of(tmp_path)
    for school in run.schools:
        said = futoko("scan", ".", "--json", cwd=tmp_path / school.folder, env={"FUTOKO_TODAY": str(TODAY)})
        pupils = said.data["pupils"]
        for key in ("school", "absent", "absent_sick", "credited", "late", "early_leave", "unentered"):
            assert figure(school, key) == sum(pupil["days"][key] for pupil in pupils)
        for month in school.months:
            assert figure(school, "absent", span=month) == sum(p["absent_by_month"].get(month, 0) for p in pupils)
        active = {row.id: row.active for row in school.stages if row.span == YEAR}
        for stage, count in active.items():
            assert count == sum(s["active"] for p in pupils for s in p["stages"] if s["id"] == stage)
    assert len(FIGURES) == len(set(FIGURES))
