"""``futoko district`` as a person runs it: what it says, in which form, and with which exit code."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.command import Said, futoko
from tests.district.schools import TODAY, make_district, make_school

_DAY = {"FUTOKO_TODAY": str(TODAY)}


def district(folder: Path, *words: object, env: dict[str, str] | None = None) -> Said:
    """``futoko district WORDS…`` beside the folder 全校, with a cache of its own."""
    cache = {"FUTOKO_CACHE": str(folder / "控え")}
    return futoko("district", *words, cwd=folder, env={**_DAY, **cache, **(env or {})})


def whole(result: dict[str, Any], span: str = "year") -> dict[str, Any]:
    """The group of all schools and grades."""
    (found,) = (g for g in result["figures"] if g["level"] == "district" and g["span"] == span)
    return dict(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three schools, one folder without registers and one with a broken workbook."""
    make_district(tmp_path / "全校")
    (tmp_path / "全校" / "04校").mkdir()
    (tmp_path / "全校" / "05校").mkdir()
    (tmp_path / "全校" / "05校" / "1年1組.xlsx").write_bytes(b"PK\x03\x04broken")
    return tmp_path


def test_screen_says_the_urgent_first(folder: Path) -> None:
    """Unread schools come before the numbers; the numbers are those that a clerk counts by hand."""
    said = district(folder, "全校")
    assert said.code == 1
    lines = said.out.splitlines()
    assert lines[0] == "全校集計  令和7年度（2025年度）  2025年5月16日（金） まで"
    assert lines[1] == "学校  5校  うち集計 3校・数えていない 2校"
    assert said.out.index("【数えていない学校】") < said.out.index("【全校 5月】") < said.out.index("【学年】")
    assert "出席簿なし  04校" in said.out
    assert "読めない  05校" in said.out
    assert "在籍 21人" in said.out
    assert "1年" in said.out
    assert "春野" not in said.out


def test_json_by_hand(folder: Path) -> None:
    """April and May of three schools: 7 children each, absences as they stand in the registers."""
    result = district(folder, "全校", "--json").data
    assert result["futoko_district_version"] == 1
    assert [s["outcome"] for s in result["schools"]] == ["read", "read", "read", "empty", "failed"]
    assert [s["counted"] for s in result["schools"]] == [True, True, True, False, False]
    year = whole(result)
    assert year["values"]["enrolled"] == 21
    april, may = (3 + 1 + 2) + (4 + 1 + 2) + (5 + 1 + 2), 3 * (1 + 1 + 8)
    assert year["values"]["absent"] == april + may
    assert whole(result, "2025-04")["values"]["absent"] == april
    assert year["values"]["by:absent"] == 3 * 5
    assert year["values"]["skipped"] == 3 * 2
    assert year["values"]["run"] == 3  # the child of 2-1 away for eight school days in May
    assert year["school_dates"] == {"fewest": 31, "most": 31}
    assert year["schools"] == 3
    due = year["values"]["school"] - year["values"]["skipped"]
    assert year["absence_rate"] == round((april + may) / due, 6)


def test_figures_of_schools_and_grades_add_up(folder: Path) -> None:
    """Every figure of all schools is the sum of the schools, of the grades, and of the schools' grades."""
    result = district(folder, "全校", "--json").data
    levels = {
        level: [g for g in result["figures"] if g["level"] == level] for level in ("grade", "school", "school-grade")
    }
    for span in ("year", "2025-04", "2025-05"):
        for level, groups in levels.items():
            own = [g["values"] for g in groups if g["span"] == span]
            assert len(own) == {"grade": 2, "school": 3, "school-grade": 6}[level]
            for key, value in whole(result, span)["values"].items():
                assert value == sum(values[key] for values in own), (level, span, key)


def test_csv_has_the_same_numbers(folder: Path) -> None:
    """The CSV's first row of numbers is that of all schools; rows without figures say why."""
    said = district(folder, "全校", "--csv")
    rows = list(csv.reader(io.StringIO(said.raw.decode("utf-8-sig"))))
    head = rows[0]
    first = dict(zip(head, rows[1], strict=True))
    result = district(folder, "全校", "--json").data
    assert (first["区分"], first["学年"], first["期間"], first["学校数"]) == ("全校", "全学年", "年度計", "3")
    assert int(first["欠席"]) == whole(result)["values"]["absent"]
    assert all(len(row) == len(head) for row in rows)
    assert [row[1] for row in rows[-2:]] == ["出席簿なし", "読めない"]


def test_merge_is_the_same_from_the_command_line(tmp_path: Path) -> None:
    """Each school exports with ``scan``; the merged roll-up is, byte for byte, that of the registers."""
    make_district(tmp_path / "全校")
    files = []
    for school in sorted((tmp_path / "全校").iterdir()):
        file = tmp_path / f"{school.name}.futoko.json"
        said = futoko("scan", ".", "-q", "--export", file, cwd=school, env=_DAY)
        assert said.code == 0
        files.append(file)
    merged = district(tmp_path, "--merge", *files, "--json")
    assert merged.raw == district(tmp_path, "全校", "--json").raw
    (tmp_path / "ひみつ.txt").write_text("ひみつ\n", encoding="utf-8")
    (tmp_path / "all.json").unlink(missing_ok=True)
    district(tmp_path, "全校", "--export", "all.json", "--encrypt-password-file", "ひみつ.txt")
    again = district(tmp_path, "--merge", "all.json", "--password-file", "ひみつ.txt", "--json")
    assert again.raw == merged.raw


def test_names_only_where_asked_for(tmp_path: Path) -> None:
    """A child whom nobody has met stands there by its key; with --with-names by its name too, in no cache."""
    school = make_school(tmp_path / "全校" / "01校", name="見本市立第1小学校", away=12)
    may = (school / "1年1組_5月.csv").read_text(encoding="utf-8").splitlines()
    cells = may[2].split(",")
    cells[3:18] = ["欠" if day in (1, 2, 7, 8, 9, 12, 13, 14, 15, 16) else "" for day in range(2, 17)]
    cells[2] = "欠"
    (school / "1年1組_5月.csv").write_text("\n".join([*may[:2], ",".join(cells), *may[3:]]), encoding="utf-8")
    plain = district(tmp_path, "全校")
    assert "【だれも会えていない児童生徒】 1人" in plain.out
    assert "1-1-01" in plain.out
    assert "春野" not in plain.out + district(tmp_path, "全校", "--json").out + district(tmp_path, "全校", "--csv").out
    assert "1-1-01  春野　空11" in district(tmp_path, "全校", "--with-names").out
    assert not any("春野".encode() in path.read_bytes() for path in (tmp_path / "控え").iterdir())
    shared = district(tmp_path, "全校", "--share")
    assert "1-1-01" not in shared.out
    assert "＊" in shared.out


def test_last_year_beside_this_one(tmp_path: Path) -> None:
    """Last year's folders, or the file that was exported from them, stand beside the same month."""
    make_district(tmp_path / "全校")
    make_district(tmp_path / "前年度")
    for path in (tmp_path / "前年度").rglob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("令和7年度", "令和6年度"), encoding="utf-8")
    result = district(tmp_path, "全校", "--last-year", "前年度", "--json").data
    assert result["last_year"]["school_year"] == 2024
    assert result["last_year"]["same_month"] == "2024-05"
    district(tmp_path, "前年度", "--export", "前年度.json", "-q")
    again = district(tmp_path, "全校", "--last-year", "前年度.json", "--json").data
    assert again["last_year"]["figures"] == result["last_year"]["figures"]
    assert "前年度の同じ月  欠席率" in district(tmp_path, "全校", "--last-year", "前年度.json").out


def test_cache_is_told_and_may_be_left_out(tmp_path: Path) -> None:
    """With -v its place and size are said; with --no-cache nothing is kept."""
    make_district(tmp_path / "全校", 1)
    district(tmp_path, "全校", "--no-cache")
    assert not (tmp_path / "控え").exists()
    said = district(tmp_path, "全校", "-v")
    assert f"結果の控え: {tmp_path / '控え'}（1件・" in said.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "何を集計するかがありません"),
        (("全校/01校",), "出席簿が直接入っています"),
        (("なし",), "フォルダーではありません"),
        (("全校", "--json", "--csv"), "--json と --csv"),
        (("全校", "--share", "--with-names"), "--share と --with-names"),
        (("全校", "--jobs", "2", "--cluster", "tcp://127.0.0.1:1"), "--jobs と --cluster"),
        (("--merge", "x.json", "--with-names"), "--with-names は --merge と一緒に使えません"),
        (("--merge", "x.json", "--as-of", "2025-04-30"), "--as-of は --merge と一緒に使えません"),
        (("全校", "--encrypt-password-file", "x"), "--export と一緒に使います"),
        (("全校", "--from-store", "x"), "どこから集計するか"),
    ],
)
def test_calls_that_are_off(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """What does not go together is refused before anything is read, with exit code 2."""
    make_district(tmp_path / "全校", 1)
    found = district(tmp_path, *words)
    assert found.code == 2
    assert said in found.err


def test_nothing_is_written_into_an_input(tmp_path: Path) -> None:
    """An output that is a register, a setting or a merged file is refused, even with --force."""
    folder = make_district(tmp_path / "全校", 1) / "01校"
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    for words in (
        ("全校", "-o", folder / "1年1組_4月.csv"),
        ("全校", "-o", folder / "futoko.toml"),
        ("全校", "--export", folder / "1年1組_4月.csv"),
        ("--merge", "a.json", "-o", "a.json"),
    ):
        said = district(tmp_path, *words, "--force")
        assert said.code == 6
        assert "読み込むファイルです" in said.err
    assert futoko("scan", ".", "--export", "1年1組_4月.csv", "--force", cwd=folder, env=_DAY).code == 6


def test_nothing_readable_at_all(tmp_path: Path) -> None:
    """Where no school has figures the screen says why of each, and the exit code is 5."""
    (tmp_path / "全校" / "01校").mkdir(parents=True)
    said = district(tmp_path, "全校")
    assert said.code == 5
    assert "出席簿なし  01校" in said.out
    assert district(tmp_path, "全校", "--json").data["figures"] == []


def test_cluster_that_does_not_answer(tmp_path: Path) -> None:
    """Nobody at the address: said at once, with what to look at."""
    pytest.importorskip("distributed")
    make_district(tmp_path / "全校", 1)
    said = district(tmp_path, "全校", "--cluster", "nonsense://x")
    assert said.code == 2
    assert "つながりません" in said.err


def test_export_is_of_a_whole_school(tmp_path: Path) -> None:
    """A narrowed scan exports nothing: the board would take a class for the school."""
    school = make_school(tmp_path / "学校")
    said = futoko("scan", ".", "--class", "1-1", "--export", "x.json", cwd=school, env=_DAY)
    assert said.code == 2
    assert "学校全体の集計" in said.err
    assert not (school / "x.json").exists()
