"""2年1組 in June, worked out by hand: centre days before receipt, a place and ICT, a refusal, a transfer, closures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.credit.classes import HOSTILE, data, june, told

#: June 2025 has 21 weekdays; 6/17 (学年閉鎖) is no school day: 20. 6/10 (学級閉鎖) is one of 出停・忌引等.
#: number: 授業日数, 出停・忌引等, 出席しなければならない, 欠席, 出席, register's 欠席, 出席扱い, 備考
RECORD = {
    # 5 absences 6/2–6/6; received on 6/4: 6/4, 6/5, 6/6 count
    1: (20, 1, 19, 2, 17, 5, 3, "出席扱い 3日（教育支援センター「みどり」3日）"),
    # そらいろ 6/9, 6/11; ICT 6/12, 6/13 (6/11 is そらいろ's already); 6/16 is a plain absence
    2: (20, 1, 19, 1, 18, 5, 4, "出席扱い4日（民間施設「そらいろ」2日\n自宅においてICT等を活用した学習活動2日）"),
    # refused
    3: (20, 1, 19, 2, 17, 2, 0, ""),
    # joined on 6/16: 16 18 19 20 23 24 25 26 27 30 = 10 days, of which 6/25 忌引
    4: (10, 1, 9, 1, 8, 1, 0, "6月16日転入"),
    5: (20, 1, 19, 0, 19, 0, 0, ""),
    # 6/26, 6/27 出席停止; 6/30 by ICT, the application not decided yet
    6: (20, 3, 17, 1, 16, 1, 0, ""),
}
#: number: date, why
VERDICTS = {
    1: "2 before_receipt 3 before_receipt 4 credited 5 credited 6 credited 10 skipped 17 no_school 18 at_school",
    2: "9 credited 11 credited 11 same_day 12 credited 13 credited",
    3: "23 refused",
    4: "13 not_enrolled 24 no_application",
    6: "30 undecided",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class's files."""
    return june(tmp_path_factory.mktemp("june"))


@pytest.fixture(scope="module")
def record(folder: Path) -> dict[str, Any]:
    """``record --json``."""
    return data(folder, "record")


@pytest.fixture(scope="module")
def credit(folder: Path) -> dict[str, Any]:
    """``credit --json``."""
    return data(folder, "credit")


@pytest.mark.parametrize("number", RECORD)
def test_every_figure_of_the_record(record: dict[str, Any], number: int) -> None:
    """As in the table above."""
    (row,) = [row for row in record["records"] if row["number"] == number]
    keys = ("school_days", "suspended", "must_attend", "absent", "present", "register_absent", "credited", "remarks")
    assert tuple(row[key] for key in keys) == RECORD[number]
    assert row["adds_up"]


def test_every_verdict(credit: dict[str, Any]) -> None:
    """Each day with its reason; children without any are not listed."""
    found = {
        child["number"]: " ".join(f"{int(day['date'][8:])} {day['reason']}" for day in child["days"])
        for child in credit["pupils"]
    }
    assert found == VERDICTS


def test_days_not_credited_are_told_with_their_cells(credit: dict[str, Any]) -> None:
    """A warning for each child and reason, with the row of 通級; ``same_day`` is none."""
    found = [issue for issue in credit["issues"] if issue["code"] == "credit-outside-approval"]
    assert {issue["severity"] for issue in found} == {"warning"}
    first = next(issue for issue in found if "受付日" in issue["message"])
    assert first["message"] == "2-1-01 の 6/2・6/3は、出席扱いに数えていません。申請の受付日（6/4）より前です。"
    assert (first["file"], first["sheet"], first["cell"]) == ("支援台帳.xlsx", "通級", "B2")
    assert len(found) == 8
    marked = next(issue for issue in found if issue["subject"] == "2-1-06")
    assert "（出席簿の出席扱いの記号）" in marked["message"]
    assert marked["cell"] == ""


def test_register_minus_credited_is_the_record(record: dict[str, Any], folder: Path) -> None:
    """And scan counts every one of these days as an absence."""
    scan = {child["key"]: child["days"] for child in data(folder, "scan")["pupils"]}
    for row in record["records"]:
        assert scan[row["key"]]["absent"] == row["register_absent"] == row["absent"] + row["credited"]
        assert scan[row["key"]]["school"] == row["school_days"]


def test_the_screen_says_what_counts_and_why(folder: Path) -> None:
    """Days, 備考 in the guideline's words, reasons, and no name with --masked."""
    said = told(folder, "credit")
    assert said.code == 0, said.err
    for words in (
        "出席扱い 3日（教育支援センター「みどり」3日）",
        "申請の受付日（6/4）より前です",
        "同じ日を別の施設で数えています",
    ):
        assert words in said.out
    masked = told(folder, "credit", "--masked")
    assert "春野" in said.out
    assert "春野" not in masked.out


def test_the_record_on_the_screen_and_as_csv(folder: Path) -> None:
    """The same numbers; a name that begins with = is text behind an apostrophe; a grade or class narrows."""
    said = told(folder, "record")
    assert "2-1-04" in said.out
    assert "6月16日転入" in said.out
    table = told(folder, "record", "--csv", "-q")
    rows = table.raw.decode("utf-8-sig").split("\r\n")
    assert rows[0].split(",")[5:11] == [
        "授業日数",
        "出席停止・忌引等の日数",
        "出席しなければならない日数",
        "欠席日数",
        "出席日数",
        "備考",
    ]
    assert f"'{HOSTILE},20,3,17,1,16" in rows[-2]
    assert len(data(folder, "record", "--pupil", "2-1-03")["records"]) == 1


def test_titles_are_the_boards_own(folder: Path) -> None:
    """[record] renames columns; an unknown one is refused with the allowed ones."""
    settings = folder / "futoko.toml"
    before = settings.read_text(encoding="utf-8")
    try:
        settings.write_text(before + '[record]\nsuspended = "停止・忌引"\n', encoding="utf-8")
        assert "停止・忌引,出席しなければならない日数" in told(folder, "record", "--csv").out
        settings.write_text(before + '[record]\nsuspend = "停止・忌引"\n', encoding="utf-8")
        wrong = told(folder, "record")
    finally:
        settings.write_text(before, encoding="utf-8")
    assert wrong.code == 3
    assert "suspended" in wrong.err


def test_without_a_ledger_nothing_is_credited(folder: Path, tmp_path: Path) -> None:
    """The marks of the register alone prove no approval; it is said what to do."""
    said = told(folder, "credit", "--json", "--ledger", "ない.xlsx")
    assert said.code == 3
    (tmp_path / "2-1 6月.csv").write_bytes((folder / "2-1 6月.csv").read_bytes())
    alone = data(tmp_path, "credit")
    assert [child["credited"] for child in alone["pupils"]] == [0, 0]
    assert all("--ledger" in i["hint"] for i in alone["issues"] if i["code"] == "credit-outside-approval")
    assert "支援台帳がないため" in told(tmp_path, "credit").out


def test_calls_that_do_not_go_together(folder: Path) -> None:
    """Two kinds of output, and a child that nobody knows."""
    assert told(folder, "record", "--json", "--csv").code == 2
    assert told(folder, "credit", "--csv", "-o", "a.xlsx").code == 2
    assert told(folder, "credit", "--pupil", "9-9-99").code == 2
