"""速報 was made for a day on which, since the register was put right, nothing was reached: the later one stands for it."""

from __future__ import annotations

from pathlib import Path

from tests.command import Said, futoko
from tests.duties.test_corrections import register, wrong

DAYS = (2, 3, 4, 5, 6, 9, 10)
OLD, NEW = "速報_1-1-01_2025-06-10.xlsx", "速報_1-1-01_2025-06-11.xlsx"


def quick(folder: Path, day: str, *words: str) -> Said:
    """``futoko report quick`` on a day."""
    return futoko("report", "quick", "6月.csv", "--as-of", day, *words, cwd=folder, env={"FUTOKO_TODAY": "2025-07-01"})


def test_the_day_of_the_stage_moved(tmp_path: Path) -> None:
    """The seventh day is 6/11, not 6/10: until 速報 is made for it the old one is to be corrected, then it is named once."""
    register(tmp_path, DAYS)
    assert quick(tmp_path, "2025-06-10").code == 0
    register(tmp_path, (*DAYS[1:], 11))
    assert [each["file"] for each in wrong(tmp_path)] == [f"報告/速報/{OLD}"]
    said = quick(tmp_path, "2025-06-11", "--force")
    assert said.code == 0, said.err
    assert (tmp_path / "報告" / "速報" / NEW).exists()
    assert OLD in said.out
    assert "消してかまいません" in said.out
    assert wrong(tmp_path) == []
    (tmp_path / "報告" / "速報" / OLD).unlink()
    assert OLD not in quick(tmp_path, "2025-06-11").out
    assert wrong(tmp_path) == []


def test_a_form_of_its_own_occasion_stays(tmp_path: Path) -> None:
    """The day still holds, a day of it was moved: to be corrected, whatever was made later."""
    register(tmp_path, (*DAYS, 13))
    assert quick(tmp_path, "2025-06-16", "--pupil", "1-1-01").code == 0
    register(tmp_path, (*DAYS, 12))
    assert [each["file"] for each in wrong(tmp_path)] == [f"報告/速報/{OLD}"]
    later = (16, 17, 18, 19, 20, 23, 24)
    register(tmp_path, (*DAYS, 12, *later))
    assert quick(tmp_path, "2025-06-24").code == 0
    assert len(list((tmp_path / "報告" / "速報").glob("*.xlsx"))) == 2
    assert [each["file"] for each in wrong(tmp_path)] == [f"報告/速報/{OLD}"]


def test_the_same_cell_is_said_once(tmp_path: Path) -> None:
    """欠 became 遅 in its cell: now and then differ by the word alone."""
    path = register(tmp_path, DAYS)
    quick(tmp_path, "2025-06-10")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("欠", "遅", 1), encoding="utf-8")
    out = futoko("duties", "6月.csv", cwd=tmp_path, env={"FUTOKO_TODAY": "2025-07-01"}).out
    assert "いま 遅刻 6月.csv D3・作った時 欠席" in out
    assert out.count("6月.csv D3") == 1
