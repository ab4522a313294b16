"""Issued forms held against today's register: what differs is said with both numbers and the cells, once and for all.

空 is absent on eight days of June; the report of June is issued on 7/1.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command import Said, futoko

DAYS = (2, 3, 4, 5, 6, 9, 10, 11)
TODAY = {"FUTOKO_TODAY": "2025-07-01"}


def register(folder: Path, days: tuple[int, ...] = DAYS, sky: str = "1,春野　空") -> Path:
    """June of one class as a grid; 海 is late on the last day, so that the month is entered to its end."""
    month = ["欠" if day in days else "" for day in range(1, 31)]
    late = ["遅" if day == 30 else "" for day in range(1, 31)]
    lines = [
        "令和7年度 6月 1年1組 出席簿",
        ",".join(["番号", "氏名", *map(str, range(1, 31))]),
        ",".join([sky, *month]),
        ",".join(["2,夏川　海", *late]),
    ]
    path = folder / "6月.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    """The folder after June's report was issued."""
    said = futoko("report", "monthly", register(tmp_path), "--month", "2025-06", cwd=tmp_path, env=TODAY)
    assert said.code == 0, said.err
    return tmp_path


def duties(folder: Path, *words: str) -> Said:
    """``futoko duties`` on 7/1."""
    return futoko("duties", "6月.csv", *words, cwd=folder, env=TODAY)


def wrong(folder: Path, *words: str) -> list[dict[str, Any]]:
    """``corrections`` of the JSON."""
    found: list[dict[str, Any]] = duties(folder, "--json", *words).data["corrections"]
    return found


def test_what_still_holds_is_not_told(issued: Path) -> None:
    """The register as it was: nothing."""
    assert wrong(issued) == []
    assert "訂正" not in duties(issued).out


def test_a_mark_taken_away(issued: Path) -> None:
    """The form said eight, the register says seven: the day, where it stood, and that nothing stands there now."""
    register(issued, DAYS[:-1])
    assert wrong(issued) == [
        {
            "key": "1-1-01",
            "name": "春野　空",
            "form": "monthly",
            "period": "2025-06",
            "file": "報告/2025-06/欠席状況報告書_1-1-01.xlsx",
            "issued": 8,
            "now": 7,
            "removed": [{"date": "2025-06-11", "now": "出席", "now_cell": None, "issued_cell": "6月.csv M3"}],
            "added": [],
        }
    ]
    out = duties(issued).out
    assert "【訂正の要る様式】 1件" in out
    assert "6月の欠席状況報告書: 様式は8日、出席簿は7日" in out
    assert "様式にだけある欠席  6/11(水)  いま 出席（記号なし）・作った時 6月.csv M3" in out


def test_a_mark_added(issued: Path) -> None:
    """Nine now; the cell of the new one."""
    register(issued, (*DAYS, 12))
    (one,) = wrong(issued)
    assert (one["issued"], one["now"], one["removed"]) == (8, 9, [])
    assert one["added"] == [{"date": "2025-06-12", "now": "欠席", "now_cell": "6月.csv N3", "issued_cell": None}]


def test_a_day_moved_is_told_though_the_number_is_the_same(issued: Path) -> None:
    """Eight and eight, but not the same eight."""
    register(issued, (*DAYS[:-1], 12))
    (one,) = wrong(issued)
    assert (one["issued"], one["now"]) == (8, 8)
    assert [one["removed"][0]["date"], one["added"][0]["date"]] == ["2025-06-11", "2025-06-12"]


def test_the_report_made_anew_is_right_again(issued: Path) -> None:
    """--force writes the corrected copy, and nothing is told any more."""
    register(issued, DAYS[:-1])
    futoko("report", "monthly", "6月.csv", "--month", "2025-06", "--force", cwd=issued, env=TODAY)
    assert wrong(issued) == []


def test_twice_without_a_change_is_the_same(issued: Path) -> None:
    """Looking changes nothing."""
    register(issued, DAYS[:-1])
    assert wrong(issued) == wrong(issued)


def test_a_child_gone_from_the_class(issued: Path) -> None:
    """The number 1 is nobody's any more: the form speaks of a child that the register does not have."""
    register(issued, sky="3,秋山　光")
    (one,) = wrong(issued)
    assert (one["key"], one["name"], one["now"]) == ("1-1-01", None, None)
    assert "児童生徒が出席簿にいません" in duties(issued).out


def test_another_class_is_not_judged(issued: Path) -> None:
    """Only 1年2組 is read: nothing is known of 1-1-01."""
    text = (issued / "6月.csv").read_text(encoding="utf-8")
    (issued / "6月.csv").write_text(text.replace("1年1組", "1年2組"), encoding="utf-8")
    assert wrong(issued) == []


def test_an_occasion_speaks_of_the_days_before_it(tmp_path: Path) -> None:
    """速報 made on 6/10 with seven days: the eighth, later, is no correction; one of the seven taken away is."""
    register(tmp_path, DAYS[:-1])
    said = futoko("report", "quick", "6月.csv", "--as-of", "2025-06-10", cwd=tmp_path, env=TODAY)
    assert said.code == 0, said.err
    register(tmp_path)
    assert wrong(tmp_path) == []
    register(tmp_path, DAYS[1:])
    (one,) = wrong(tmp_path)
    assert (one["form"], one["issued"], one["now"]) == ("quick", 7, 6)


def test_masked(issued: Path) -> None:
    """No name, and no file that may be a name."""
    register(issued, DAYS[:-1])
    assert "春野" not in json.dumps(wrong(issued, "--masked"), ensure_ascii=False)


def test_a_spoilt_journal_is_named(issued: Path) -> None:
    """It cannot be compared, and that is said."""
    (issued / "報告" / "2025-06" / "issued.json").write_text("{", encoding="utf-8")
    data = duties(issued, "--json").data
    assert data["corrections"] == []
    assert "form-journal" in [issue["code"] for issue in data["issues"]]


def test_last_year_s_forms_are_left_alone(issued: Path) -> None:
    """A journal of another school year says nothing about this one."""
    shutil.move(issued / "報告" / "2025-06", issued / "報告" / "2024-06")
    path = issued / "報告" / "2024-06" / "issued.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"2025-06"', '"2024-06"'), encoding="utf-8")
    register(issued, DAYS[:-1])
    assert wrong(issued) == []


def test_looking_back_knows_no_later_form(issued: Path) -> None:
    """On 6/10 the report of 6/30 did not exist; nothing of it is wrong."""
    assert wrong(issued, "--as-of", "2025-06-10") == []


def test_a_month_that_was_not_read_is_not_judged(issued: Path) -> None:
    """May and July alone, with a child absent in July: nothing is known of June."""
    for month, marks in ((5, {1: "遅"}), (7, {1: "欠"})):
        lines = [f"令和7年度 {month}月 1年1組 出席簿", ",".join(["番号", "氏名", *map(str, range(1, 32))])]
        lines += [",".join(["1,春野　空", *(marks.get(day, "") for day in range(1, 32))])]
        (issued / f"{month}月.csv").write_text("\n".join(lines), encoding="utf-8")
    (issued / "6月.csv").unlink()
    for files in (["5月.csv"], ["7月.csv"], ["5月.csv", "7月.csv"]):
        said = futoko("duties", *files, "--json", cwd=issued, env=TODAY)
        assert said.data["corrections"] == []


def test_the_last_mark_of_the_register_taken_away(tmp_path: Path) -> None:
    """The as-of date falls back with it; the form that counted the day is wrong all the same."""
    register(tmp_path, (*DAYS, 30))
    futoko("report", "monthly", "6月.csv", "--month", "2025-06", cwd=tmp_path, env=TODAY)
    text = register(tmp_path).read_text(encoding="utf-8").replace("遅", "")
    (tmp_path / "6月.csv").write_text(text, encoding="utf-8")
    (one,) = wrong(tmp_path)
    assert (one["issued"], one["now"], [day["date"] for day in one["removed"]]) == (9, 8, ["2025-06-30"])


def test_a_number_that_went_over_to_another_child(issued: Path) -> None:
    """空 is number 2 now and 海 number 1: the form of 空 still holds, and is never held against 海."""
    text = (issued / "6月.csv").read_text(encoding="utf-8")
    swapped = text.replace("1,春野　空", "X,春野　空").replace("2,夏川　海", "1,夏川　海").replace("X,", "2,")
    (issued / "6月.csv").write_text(swapped, encoding="utf-8")
    assert wrong(issued) == []
    (issued / "6月.csv").write_text(swapped.replace("欠", "", 1), encoding="utf-8")
    (one,) = wrong(issued)
    assert (one["key"], one["name"], one["issued"], one["now"]) == ("1-1-02", "春野　空", 8, 7)


def test_a_name_put_right_keeps_its_form(issued: Path) -> None:
    """春野 is 冬野 now, number and marks the same: nothing is wrong, and a mark taken away is told."""
    register(issued, sky="1,冬野　空")
    assert wrong(issued) == []
    register(issued, DAYS[:-1], sky="1,冬野　空")
    (one,) = wrong(issued)
    assert (one["name"], one["now"]) == ("冬野　空", 7)


def test_two_of_one_name_and_neither_s_number(issued: Path) -> None:
    """Two children are called as the form says, under other numbers: which of them it was cannot be said."""
    text = (issued / "6月.csv").read_text(encoding="utf-8")
    text = text.replace("1,春野　空", "5,春野　空").replace("2,夏川　海", "1,夏川　海")
    (issued / "6月.csv").write_text(text + "\n6,春野　空", encoding="utf-8")
    (one,) = wrong(issued)
    assert (one["key"], one["name"], one["now"]) == ("1-1-01", None, None)
