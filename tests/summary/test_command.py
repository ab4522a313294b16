"""``futoko summary`` as a person calls it: months, last year, files by their names, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import NAMES, REGISTER, futoko

MAY = "\n".join(
    [
        "令和7年度 5月 1年1組 出席簿",
        ",".join(["番号", "氏名", *map(str, range(1, 32))]),
        "1,春野　空,欠,欠",
        "2,夏川　海" + "," * 7 + "遅",
    ]
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """April and May of one class, and its April a year before."""
    for name, text in (("4月.csv", REGISTER), ("5月.csv", MAY)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "前年度").mkdir()
    (tmp_path / "前年度" / "4月.csv").write_text(REGISTER.replace("令和7", "令和6"), encoding="utf-8")
    return tmp_path


def test_the_month_of_the_last_mark_or_the_one_asked_for(folder: Path) -> None:
    """Without --month the last one; with it, nothing later is counted."""
    env = {"FUTOKO_TODAY": "2025-05-20"}
    last = futoko("summary", "4月.csv", "5月.csv", "--json", cwd=folder, env=env).data
    april = futoko("summary", "4月.csv", "5月.csv", "--month", "2025/4", "--json", cwd=folder, env=env).data
    assert (last["month"], last["as_of"]) == ("2025-05", "2025-05-07")
    assert (april["month"], april["as_of"]) == ("2025-04", "2025-04-30")
    assert {tally["span"] for tally in april["tallies"] if tally["group"] == "class"} == {"year", "2025-04"}


def test_last_year_is_read_with_its_own_year(folder: Path) -> None:
    """The same month of the year before, under last_year."""
    said = futoko("summary", "4月.csv", "--last-year", "前年度", "--json", cwd=folder)
    before = said.data["last_year"]
    assert before["school_year"] == 2024
    assert before["as_of"].startswith("2024-04")
    school = next(tally for tally in before["tallies"] if tally["span"] == "2024-04")
    assert school["days"]["absent"] > 0


@pytest.mark.parametrize("name", ["まとめ.xlsx", "まとめ.html", "まとめ.HTM", "まとめ.txt"])
def test_the_name_of_the_output_decides_what_it_is(folder: Path, name: str) -> None:
    """A workbook, a page, else the screen as text; never over a file that is there."""
    first = futoko("summary", "4月.csv", "-o", name, cwd=folder)
    assert (first.code, first.out) == (0, "")
    data = (folder / name).read_bytes()
    assert data[:2] == b"PK" if name.endswith("xlsx") else data.decode("utf-8").startswith(("<!DOCTYPE", "令和7年度"))
    assert futoko("summary", "4月.csv", "-o", name, cwd=folder).code == 6
    assert futoko("summary", "4月.csv", "-o", name, "--force", cwd=folder).code == 0


def test_its_own_files_are_no_registers(folder: Path) -> None:
    """Workbook and CSV lie in the folder of the registers: the folder is read as before."""
    (folder / "5月.csv").unlink()
    (folder / "前年度" / "4月.csv").unlink()
    before = futoko("scan", ".", "--json", cwd=folder).data
    assert futoko("summary", "4月.csv", "-o", "まとめ.xlsx", cwd=folder).code == 0
    assert futoko("summary", "4月.csv", "--csv", "-o", "まとめ.csv", cwd=folder).code == 0
    after = futoko("scan", ".", "--json", cwd=folder).data
    assert after["pupils"] == before["pupils"]
    assert [issue for issue in after["issues"] if issue["severity"] != "info"] == [
        issue for issue in before["issues"] if issue["severity"] != "info"
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--month", "2025-13"), "月として読めません"),
        (("--month", "2025-09"), "2025-09 の授業日は、読んだ出席簿にまだありません"),
        (("--month", "2025-04", "--as-of", "2025-05-02"), "--as-of は 2025-04 の日ではありません"),
        (("--json", "--csv"), "一緒に使えません"),
        (("--last-year-calendar", "4月.csv"), "--last-year と一緒に使います"),
    ],
)
def test_calls_that_cannot_be_answered(folder: Path, words: tuple[str, ...], message: str) -> None:
    """Each says what is wrong and ends with code 2."""
    said = futoko("summary", "4月.csv", *words, cwd=folder)
    assert said.code == 2
    assert message in said.err


def test_nothing_is_written_into_a_file_that_is_read(folder: Path) -> None:
    """Neither into this year's register nor into last year's, not even with --force."""
    for target in ("4月.csv", "前年度/4月.csv"):
        before = (folder / target).read_bytes()
        said = futoko("summary", "4月.csv", "--last-year", "前年度", "-o", target, "--force", cwd=folder)
        assert said.code == 6
        assert (folder / target).read_bytes() == before


@pytest.mark.parametrize("option", ["--masked", "--share"])
@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_no_name_leaves_a_masked_or_shared_run(folder: Path, option: str, form: tuple[str, ...]) -> None:
    """Neither on the screen nor in files nor among the problems."""
    said = futoko("summary", "4月.csv", "5月.csv", option, *form, cwd=folder)
    assert not [name for name in NAMES if name in said.out or name in said.err]
    assert said.code == 0


def test_problems_of_last_year_end_with_code_1(folder: Path) -> None:
    """An unknown mark in last year's register: its number is too small, and the call says so by its code."""
    path = folder / "前年度" / "4月.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("遅", "☆"), encoding="utf-8")
    said = futoko("summary", "4月.csv", "--last-year", "前年度", "--json", cwd=folder)
    assert said.code == 1
    assert json.loads(said.out)["last_year"] is not None
    assert "前年度の出席簿に直すところ" in said.err
    shown = futoko("summary", "4月.csv", "--last-year", "前年度", cwd=folder)
    assert "前年度の出席簿に直すところ" in shown.out
