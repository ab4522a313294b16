"""``futoko init`` and ``futoko ledger``, as a person calls them."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from futoko_cli.ledger.make import make_ledger
from futoko_cli.settings.config import load_config
from tests.command import NAMES, ROOT, futoko, register
from tests.ledger.books import YEAR, workbook
from tests.ledger.filled import KEY, LEDGER

LEDGER_FILE = "支援台帳.xlsx"


def _seal(folder: Path) -> dict[str, str]:
    """Every file of a folder with its fingerprint."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_school_year_from_nothing(tmp_path: Path) -> None:
    """init, then sync, then check: the children of the register are in the ledger and all is well."""
    done = futoko("init", "R7", "--name", '見本"市立"小', "--school-year", 2025, cwd=tmp_path)
    folder = tmp_path / "R7"
    assert done.code == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["futoko.toml", LEDGER_FILE, "calendar.csv", "出席簿", "報告"]
    )
    register(folder / "出席簿")
    synced = futoko("ledger", "sync", LEDGER_FILE, "出席簿", cwd=folder)
    assert synced.code == 0
    assert "2人を足しました" in synced.out
    assert len(list(folder.glob("支援台帳_控え_*.xlsx"))) == 1
    checked = futoko("ledger", "check", LEDGER_FILE, "出席簿", "--json", cwd=folder)
    assert checked.code == 0
    assert checked.data["rows"]["児童生徒"] == 2
    assert checked.data["issues"] == []
    assert futoko("scan", "出席簿", cwd=folder).code in {0, 1}


def test_init_settings_are_read_back(tmp_path: Path) -> None:
    """The futoko.toml that init writes says what was asked for, also with the lines behind # in force."""
    assert futoko("init", "--name", "A\\B", "--policy", "okinawa", "--school-year", 2025, cwd=tmp_path).code == 0
    config = load_config(tmp_path)
    assert (config.school_name, config.school_year, config.policy) == ("A\\B", 2025, "okinawa")
    assert (config.ledger, config.report_folder) == (tmp_path / LEDGER_FILE, tmp_path / "報告")
    assert config.calendar is not None
    assert config.calendar.exists()
    path = tmp_path / "futoko.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join(
            line.removeprefix("# ") if line.startswith(("# [", "# ")) and ("=" in line or "[" in line) else line
            for line in lines
        ),
        encoding="utf-8",
    )
    config = load_config(tmp_path)
    assert config.principal
    assert config.templates
    assert len(config.vacations) == 2


def test_init_with_an_own_policy(tmp_path: Path) -> None:
    """A policy file is written relative to the folder; one that does not exist stops before anything is made."""
    assert futoko("init", "R7", "--policy", "none.toml", cwd=tmp_path).code == 3
    assert not (tmp_path / "R7").exists()
    text = (ROOT / "futoko_cli" / "policies" / "otaru.toml").read_text(encoding="utf-8")
    (tmp_path / "board.toml").write_text(text.replace('id = "otaru"', 'id = "board"'), encoding="utf-8")
    assert futoko("init", "R7", "--policy", "board.toml", cwd=tmp_path).code == 0
    assert 'file = "../board.toml"' in (tmp_path / "R7" / "futoko.toml").read_text(encoding="utf-8")
    assert futoko("scan", register(tmp_path), cwd=tmp_path / "R7").code in {0, 1}


def test_init_never_overwrites(tmp_path: Path) -> None:
    """A second init leaves every file as it is and says so; a file in place of the folder is exit code 6."""
    (tmp_path / "futoko.toml").write_text("# わたしの設定\n", encoding="utf-8")
    assert futoko("init", cwd=tmp_path).code == 0
    before = _seal(tmp_path)
    again = futoko("init", cwd=tmp_path)
    assert again.code == 0
    assert again.out.count("すでにあるため") == 5
    assert _seal(tmp_path) == before
    assert (tmp_path / "futoko.toml").read_text(encoding="utf-8") == "# わたしの設定\n"
    assert futoko("init", "futoko.toml", cwd=tmp_path).code == 6


def test_check_names_each_wrong_cell(tmp_path: Path) -> None:
    """Exit code 1, the cell and what to do; masked, no name."""
    (tmp_path / LEDGER_FILE).write_bytes(
        workbook(
            {
                "児童生徒": [["キー", "氏名"], ["1-1-01", "冬木　雪"], ["1-1-33", "秋山　葉"]],
                "連絡・訪問": [["日付", "キー", "方法"], ["2025-02-30", "1-1-01", "電話"]],
            }
        )
    )
    register(tmp_path)
    done = futoko("ledger", "check", LEDGER_FILE, "1-1 4月.csv", cwd=tmp_path)
    assert done.code == 1
    for word in ("A2", "2025-02-30", "1-1-33", "冬木　雪", "春野　空", "A3"):
        assert word in done.out
    masked = futoko("ledger", "check", LEDGER_FILE, "1-1 4月.csv", "--masked", cwd=tmp_path)
    assert masked.code == 1
    assert not any(name in masked.out + masked.err for name in (*NAMES, "冬木", "秋山"))
    listed = futoko("ledger", "check", LEDGER_FILE, "--json", "--school-year", 2025, cwd=tmp_path)
    assert [i["cell"] for i in listed.data["issues"] if i["severity"] == "error"] == ["A2"]


def test_sync_writes_a_copy_first(tmp_path: Path) -> None:
    """The copy is the workbook as it was; --dry-run writes nothing; with nobody new nothing is written."""
    path = tmp_path / LEDGER_FILE
    path.write_bytes(make_ledger("", YEAR, LEDGER))
    register(tmp_path)
    before = _seal(tmp_path)
    assert "2人を足します" in futoko("ledger", "sync", LEDGER_FILE, "1-1 4月.csv", "--dry-run", cwd=tmp_path).out
    assert _seal(tmp_path) == before
    assert futoko("ledger", "sync", LEDGER_FILE, ".", cwd=tmp_path).code == 0
    (copy,) = tmp_path.glob("支援台帳_控え_*.xlsx")
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == before[LEDGER_FILE]
    after = _seal(tmp_path)
    assert "みな支援台帳にいます" in futoko("ledger", "sync", LEDGER_FILE, "1-1 4月.csv", cwd=tmp_path).out
    assert _seal(tmp_path) == after


def test_errors_of_the_registers_are_told(tmp_path: Path) -> None:
    """A child may be missing because a register could not be read: one line says so, and the count is in JSON."""
    (tmp_path / LEDGER_FILE).write_bytes(make_ledger("", YEAR))
    good, broken = register(tmp_path), tmp_path / "1-2 4月.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    for command in (["check"], ["sync", "--dry-run"]):
        assert "エラーが" not in futoko("ledger", *command, LEDGER_FILE, good.name, cwd=tmp_path).out
        assert "エラーが 1か所" in futoko("ledger", *command, LEDGER_FILE, good.name, broken.name, cwd=tmp_path).out
    done = futoko("ledger", "check", LEDGER_FILE, good.name, broken.name, "--json", cwd=tmp_path)
    assert done.data["register_errors"] == 1


def test_sync_while_the_ledger_is_open(tmp_path: Path) -> None:
    """Excel's lock lies beside it: exit code 6, nothing written, not even a copy."""
    (tmp_path / LEDGER_FILE).write_bytes(make_ledger("", YEAR))
    (tmp_path / f"~${LEDGER_FILE}").write_bytes(b"x")
    register(tmp_path)
    before = _seal(tmp_path)
    done = futoko("ledger", "sync", LEDGER_FILE, "1-1 4月.csv", cwd=tmp_path)
    assert done.code == 6
    assert "開かれています" in done.err
    assert _seal(tmp_path) == before


def test_export_to_tables(tmp_path: Path) -> None:
    """One CSV a sheet, safe in Excel, never over an existing one; JSON with dates and numbers."""
    (tmp_path / LEDGER_FILE).write_bytes(make_ledger("", YEAR, LEDGER))
    assert futoko("ledger", "export", LEDGER_FILE, cwd=tmp_path).code == 2
    assert futoko("ledger", "export", LEDGER_FILE, "-o", "表", "--school-year", 2025, cwd=tmp_path).code == 0
    with (tmp_path / "表" / "児童生徒.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[1][:5] == [f"'{KEY}", "春野　𠮷乃", "ハルノ　ヨシノ", "女", "2012-05-06"]
    assert rows[1][5] == "'=HYPERLINK(1)"
    assert rows[2][1] == "'@SUM(A1)"
    assert len(list((tmp_path / "表").iterdir())) == 10
    assert futoko("ledger", "export", LEDGER_FILE, "-o", "表", cwd=tmp_path).code == 6
    sheets = futoko("ledger", "export", LEDGER_FILE, "--json", cwd=tmp_path).data["sheets"]
    assert sheets["月次"][0]["月"] == "2025-06"
    assert sheets["児童生徒"][0]["前年度欠席"] == 35


def test_a_masked_export_has_no_words(tmp_path: Path) -> None:
    """Neither names nor birthdays nor texts nor places: keys, days, numbers and choices only."""
    (tmp_path / LEDGER_FILE).write_bytes(make_ledger("", YEAR, LEDGER))
    done = futoko("ledger", "export", LEDGER_FILE, "--json", "--masked", cwd=tmp_path)
    assert done.code == 0
    assert KEY in done.out
    for word in ("春野", "ハルノ", "2012", "みどり", "担任", "夏川", "ゲーム", "落ち着いて", "訪問する", "病院"):
        assert word not in done.out


@pytest.mark.parametrize("words", [["check"], ["sync"], ["export", "-o", "out"]])
def test_a_ledger_that_is_none(tmp_path: Path, words: list[str]) -> None:
    """A register in the place of the ledger: exit code 3, and no output."""
    path = register(tmp_path)
    done = futoko("ledger", words[0], path.name, *([path.name] if words == ["sync"] else words[1:]), cwd=tmp_path)
    assert done.code == 3
    assert done.out == ""
    assert done.err
    assert not (tmp_path / "out").exists()
