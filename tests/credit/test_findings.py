"""What these commands find and tell: rows that may not be copied, transfers without a day, approvals that end, contradictions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from futoko_cli.core.ledger import Application, CentreDay, Child, Ledger
from tests.command import Said, futoko
from tests.credit.classes import LEDGER, data, june, month_csv, spring, told


def _issues(found: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [issue for issue in found["issues"] if issue["code"] == code]


def test_a_day_that_nobody_understands_stops_the_row(tmp_path: Path) -> None:
    """An unknown mark is a day not entered: the row is marked, the run ends with 1, the others stand."""
    folder = june(tmp_path, Ledger())
    children = ((1, "春野　一", "6/20△"), (2, "夏川　二", "6/20欠"))
    (folder / "2-1 6月.csv").write_bytes(month_csv("2年1組", 6, children))
    said = told(folder, "record")
    assert said.code == 1
    assert "※ 未入力の日が 1日あります" in said.out
    assert "写せない行が 1人あります" in said.out
    found = data(folder, "record")
    assert [(row["adds_up"], row["unentered"]) for row in found["records"]] == [(False, 1), (True, 0)]
    (issue,) = _issues(found, "record-differs")
    assert (issue["severity"], issue["subject"]) == ("error", "2-1-01")


def test_a_child_that_came_without_a_word(tmp_path: Path) -> None:
    """Not on May's sheet, on June's: the 備考 is not made up, and somebody is asked."""
    folder = june(tmp_path, Ledger())
    (folder / "暦.csv").write_text("日付,区分\n2025/4/1〜2025/4/30,休業日\n", encoding="utf-8")
    both = ((1, "春野　一", "5/30遅 6/20欠"), (2, "夏川　二", "6/20欠"))
    (folder / "2-1 5月.csv").write_bytes(month_csv("2年1組", 5, both[:1]))
    (folder / "2-1 6月.csv").write_bytes(month_csv("2年1組", 6, both))
    found = data(folder, "record")
    assert [(row["remarks"], row["transfer_day_unknown"]) for row in found["records"]] == [("", False), ("", True)]
    (issue,) = _issues(found, "record-transfer-day")
    assert issue["subject"] == "2-1-02"
    assert "転入・転出の日が分かりません" in told(folder, "record").out


def test_every_class_of_the_grade_closed(tmp_path: Path) -> None:
    """One class alone is a remark; two are a warning that names the line for the calendar."""
    folder = june(tmp_path)
    (remark,) = _issues(data(folder, "record"), "record-grade-closed")
    assert remark["severity"] == "info"
    (folder / "2-2 6月.csv").write_bytes(month_csv("2年2組", 6, ((1, "別の子", "6/30遅"),)))
    (folder / "暦.csv").write_text(
        (folder / "暦.csv").read_text(encoding="utf-8") + "2025/6/10,学級閉鎖,2,2,\n", encoding="utf-8"
    )
    (warning,) = _issues(data(folder, "record"), "record-grade-closed")
    assert warning["severity"] == "warning"
    assert "2025-06-10,学年閉鎖,2" in warning["hint"]


def _in(folder: Path, day: str) -> Said:
    words = ("credit", folder / "2-1 6月.csv", "--as-of", day, "-q")
    return futoko(*words, cwd=folder, env={"FUTOKO_TODAY": day})


def test_approvals_that_end_in_march(tmp_path: Path) -> None:
    """Listed from February on; refused and undecided ones are not."""
    folder = june(tmp_path)
    january, february = _in(folder, "2026-01-31"), _in(folder, "2026-02-01")
    assert "3/31で終わる承認" not in january.out
    assert "新しい申請の要る人を2月から一覧にします" in january.out
    assert "【3/31で終わる承認】 3件" in february.out


def test_an_approval_of_the_year_before(tmp_path: Path) -> None:
    """Its days do not count, and its row in the ledger is named."""
    old = Application("2-1-03", "みどり", "公的機関", date(2025, 3, 10), date(2025, 3, 20), "承認")
    days = (CentreDay(date(2025, 6, 23), "2-1-03", "みどり"),)
    folder = june(tmp_path, replace(LEDGER, applications=(old,), centre_days=days))
    found = data(folder, "credit")
    child = next(each for each in found["pupils"] if each["key"] == "2-1-03")
    assert [day["reason"] for day in child["days"]] == ["lapsed"]
    assert [each["received"] for each in child["lapsed"]] == ["2025-03-10"]
    (issue,) = _issues(found, "credit-lapsed")
    assert (issue["sheet"], issue["cell"], issue["severity"]) == ("出席扱い申請", "A2", "warning")
    assert "【前年度で終わった承認】 1件" in told(folder, "credit").out


def test_a_cross_beside_a_record_of_support(tmp_path: Path) -> None:
    """相談・指導 is ×, and 通級 has a day: counted as ○, and told."""
    folder = spring(tmp_path)
    child = Child("3-1-02", "青山　二", sex="男", long_absence="不登校", supported=False)
    ledger = Ledger(children={"3-1-02": child}, centre_days=(CentreDay(date(2025, 6, 2), "3-1-02", "みどり"),))
    from futoko_cli.ledger.make import make_ledger

    (folder / "支援台帳.xlsx").write_bytes(make_ledger("", 2025, ledger))
    found = data(folder, "survey")
    (issue,) = _issues(found, "survey-support-differs")
    assert (issue["severity"], issue["sheet"], issue["cell"]) == ("warning", "児童生徒", "A2")
    assert next(each["supported"] for each in found["pupils"] if each["key"] == "3-1-02") is True


def test_nobody_and_no_ledger(tmp_path: Path) -> None:
    """A class without any 出席扱い, and a survey without a ledger: said plainly, nothing guessed."""
    (tmp_path / "3-1 6月.csv").write_bytes(month_csv("3年1組", 6, ((1, "見本　一", "6/2欠"),)))
    assert "出席扱いの申請・通級の記録・出席扱いの記号のある児童生徒はいません。" in told(tmp_path, "credit").out
    assert "支援台帳がないため、理由は未分類" in told(tmp_path, "survey").out
    assert told(tmp_path, "credit", "-o", "空.xlsx", "-q").code == 0


def test_a_child_without_a_number_is_not_named_when_masked(tmp_path: Path) -> None:
    """The name stands in the key: masked, the place in the register takes it, also in findings and file names."""
    rows = [",".join(["氏名", *map(str, range(1, 32))]), "春野一" + "," * 2 + "教" + "," * 18 + "△"]
    (tmp_path / "2-1 6月.csv").write_text("令和7年度 6月 2年1組 出席簿\n" + "\n".join(rows), encoding="utf-8")
    out = tmp_path / "記録"
    out.mkdir()
    for words in (
        ("credit",),
        ("record",),
        ("survey",),
        ("credit", "--json"),
        ("record", "--csv"),
        ("credit", "-o", out),
    ):
        said = told(tmp_path, *words, "--masked")
        assert "春野" not in said.out + said.err, words
        assert said.code in (0, 1)
    assert [path.name for path in out.iterdir()] == ["出席扱いの記録_2-1-#1.xlsx"]
