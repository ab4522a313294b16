"""欠席状況報告書 of November for the sample school: every cell of three children, worked out by hand.

6-1-23 is new (run of eight from 11/5). 5-1-08 was met by nobody since 9/22. 6-2-16 goes on from October, whose
workbook a teacher completed by hand; what she typed is carried on. ``pytest --update-golden`` writes the texts anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command import ROOT, Said, futoko
from tests.month.paper import dump, named, write

GOLDEN = Path(__file__).parent / "golden"
TODAY = {"FUTOKO_TODAY": "2025-11-17"}
BY_HAND = {
    "記入者": "学級担任　三浦　剛",
    "総合所見": "音や視線に疲れやすい。少人数の場では落ち着いて学べる。（10月の面談から）",
    "家庭環境": "母と祖母が支えている。\n母は11月から勤務の時間を変える予定。",
    "今月の状況": "10月は火・木に通級した。",
    "何を行うか": "相談室で待ち合わせる。",
}


def report(folder: Path, month: str, *words: str) -> Said:
    """``futoko report monthly`` in the school's folder."""
    return futoko("report", "monthly", "attendance.xlsx", "--month", month, *words, cwd=folder, env=TODAY)


def paper(folder: Path, month: str, key: str) -> Path:
    """The issued workbook of a child."""
    return folder / "報告" / month / f"欠席状況報告書_{key}.xlsx"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The school's folder after October was issued, completed by hand, and November was issued."""
    folder = tmp_path_factory.mktemp("school")
    for name in ("attendance.xlsx", "calendar.csv", "futoko.toml", "支援台帳.xlsx"):
        shutil.copy(ROOT / "sample_data" / name, folder)
    october = report(folder, "2025-10")
    assert october.code == 0, october.err
    write(paper(folder, "2025-10", "6-2-16"), BY_HAND)
    november = report(folder, "2025-11")
    assert november.code == 0, november.err
    return folder


@pytest.mark.parametrize("key", ["6-1-23", "5-1-08", "6-2-16"])
def test_every_cell_is_as_worked_out(school: Path, key: str, *, update_golden: bool) -> None:
    """The whole sheet as text, beside the text that was checked by hand against registers and ledger."""
    text = dump(paper(school, "2025-11", key))
    golden = GOLDEN / f"{key}.txt"
    if update_golden:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_only_those_with_the_stage_and_an_absence_are_reported(school: Path) -> None:
    """Four in November, two in October: nobody else reached the stage and was away."""
    found = {p.parent.name: [] for p in (school / "報告").rglob("*.xlsx")}  # type: dict[str, list[str]]
    for path in sorted((school / "報告").rglob("欠席状況報告書_*.xlsx")):
        found[path.parent.name].append(path.stem.partition("_")[2])
    assert found == {"2025-10": ["5-1-08", "6-2-16"], "2025-11": ["4-2-23", "5-1-08", "6-1-23", "6-2-16"]}


def test_what_the_teacher_typed_is_carried_on(school: Path) -> None:
    """(3)–(5) as she wrote them; (6) is written anew, with last month's plan, as it stands in her file, shown."""
    path = paper(school, "2025-11", "6-2-16")
    overall, home, situation, plan = named(path, "総合所見", "家庭環境", "今月の状況", "先月の方策")
    assert (overall, home, situation) == (BY_HAND["総合所見"], BY_HAND["家庭環境"], None)
    assert "相談室で待ち合わせる。" in str(plan)


def test_a_second_run_changes_nothing(school: Path) -> None:
    """The same forms stand, and the one that a person edited is not touched, --force or not."""
    files = sorted((school / "報告").rglob("欠席状況報告書_*.xlsx"))
    before = [path.read_bytes() for path in files]
    for words in ((), ("--force",)):
        assert "変わりなし 4人" in report(school, "2025-11", *words).out
        october = report(school, "2025-10", *words)
        assert (october.code, "手で直した様式（そのまま） 1人" in october.out) == (0, True)
    assert [path.read_bytes() for path in files] == before


def test_a_renamed_file_is_still_found(school: Path, tmp_path: Path) -> None:
    """The teacher renames October's file; November made anew carries the same words."""
    folder = tmp_path / "school"
    shutil.copytree(school, folder)
    october = paper(folder, "2025-10", "6-2-16")
    october.rename(october.with_name("水越さん10月（修正）.xlsx"))
    shutil.rmtree(folder / "報告" / "2025-11")
    assert report(folder, "2025-11").code == 0
    assert named(paper(folder, "2025-11", "6-2-16"), "総合所見") == [BY_HAND["総合所見"]]


def test_edits_go_only_where_they_are_given_up(school: Path, tmp_path: Path) -> None:
    """``--force --discard-edits`` writes October anew; the words of the hand are gone only then."""
    folder = tmp_path / "school"
    shutil.copytree(school, folder)
    october = paper(folder, "2025-10", "6-2-16")
    report(folder, "2025-10", "--force")
    assert named(october, "記入者") == [BY_HAND["記入者"]]
    report(folder, "2025-10", "--force", "--discard-edits")
    assert named(october, "記入者") == ["教頭　中西　康子"]
