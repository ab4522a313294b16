"""What these commands wrote is never read as a register, wherever it lies; children known by totals only are told."""

from __future__ import annotations

from pathlib import Path

from tests.command import futoko
from tests.credit.classes import data, june, spring, told

TODAY = {"FUTOKO_TODAY": "2025-07-01"}


def test_tables_beside_the_registers(tmp_path: Path) -> None:
    """Record, credit and survey written into the folder of the registers: the next run reads none of them."""
    folder = june(tmp_path)
    other = tmp_path / "3年"
    other.mkdir()
    spring(other)
    for n, words in enumerate((("record", "--csv"), ("credit", "--csv"))):
        assert told(folder, *words, "-q", "-o", folder / f"表{n}.csv").code == 0
    for command in ("record", "credit"):
        assert told(folder, command, "-q", "-o", folder / f"{command}.xlsx").code == 0
    assert told(other, "survey", "--month", "2025-05", "-q", "-o", folder / "survey.xlsx").code == 0
    found = futoko("scan", ".", "--json", "-q", cwd=folder, env=TODAY).data
    assert {source["file"] for source in found["sources"]} == {"2-1 6月.csv", *(f"3-1 {m}月.csv" for m in (4, 5, 6))}
    skipped = {issue["file"] for issue in found["issues"] if issue["code"] == "file-skipped"}
    assert skipped >= {"表0.csv", "表1.csv", "record.xlsx", "credit.xlsx", "survey.xlsx"}
    assert found["totals_only"] == []


def test_a_list_among_the_registers_is_no_register(tmp_path: Path) -> None:
    """A place's own list lies in the folder: with --centre it is a list and nothing else; it is never written over."""
    folder = june(tmp_path)
    (folder / "そらいろ.csv").write_text("日付,キー,施設\n6/16,2-1-02,そらいろ\n", encoding="utf-8")
    said = futoko("credit", ".", "--centre", "そらいろ.csv", "--json", "-q", cwd=folder, env=TODAY)
    child = next(each for each in said.data["pupils"] if each["key"] == "2-1-02")
    assert child["credited"] == 5
    over = futoko("credit", ".", "--centre", "そらいろ.csv", "-o", "そらいろ.csv", "--force", cwd=folder, env=TODAY)
    assert over.code == 6
    assert (folder / "そらいろ.csv").read_text(encoding="utf-8").startswith("日付")


def test_children_with_totals_only_are_told(tmp_path: Path) -> None:
    """Their days are not known: neither in the record nor in the survey, and that is said."""
    folder = june(tmp_path)
    (folder / "4-1 合計.csv").write_text(
        "令和7年度 4年1組\n番号,氏名,4月,5月,6月,合計\n1,見本　一,10,12,15,37\n", encoding="utf-8"
    )
    for command in ("record", "survey"):
        found = [issue for issue in data(folder, command)["issues"] if issue["subject"] == "出欠の記録"]
        assert [issue["code"] for issue in found] == ["totals-only"]
        assert "1人" in found[0]["message"]


def test_a_name_in_a_place_is_masked(tmp_path: Path) -> None:
    """Somebody wrote a child's name into 施設: --masked hides it there too."""
    folder = june(tmp_path)
    (folder / "宅.csv").write_text("日付,キー,施設\n6/16,2-1-02,夏川二宅\n", encoding="utf-8")
    for words in ((), ("--json",), ("--csv",)):
        said = told(folder, "credit", "--centre", folder / "宅.csv", "--masked", "-q", *words, files="2-1*.csv")
        assert "夏川" not in said.out
        assert "宅" in said.out
