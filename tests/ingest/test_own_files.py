"""What futoko itself wrote is never read as a register: said once, counted as nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from futoko_cli.ingest.own_files import is_own_table
from futoko_cli.ledger.sheets import SHEETS
from tests.command import REGISTER, futoko

LEDGER = ("はじめに", "児童生徒", "連絡・訪問", "要因・所見", "月次")


def workbook(path: Path, *titles: str) -> Path:
    """A workbook with these sheets, one row of words in each."""
    with xlsxwriter.Workbook(path) as book:
        for title in titles:
            book.add_worksheet(title).write_row(0, 0, ["番号", "氏名", "4月1日", "4月2日"])
    return path


def register(folder: Path) -> Path:
    """The register of one class in a folder."""
    path = folder / "1-1.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def test_a_ledger_in_the_folder_is_no_register(tmp_path: Path) -> None:
    """The scan of the folder is that of the register alone, and the ledger is named once."""
    register(tmp_path)
    workbook(tmp_path / "台帳.xlsx", *LEDGER)
    data = futoko("scan", tmp_path, "--json", cwd=tmp_path).data
    assert [source["file"] for source in data["sources"]] == ["1-1.csv"]
    assert [(i["code"], i["file"]) for i in data["issues"] if i["file"] == "台帳.xlsx"] == [
        ("file-skipped", "台帳.xlsx")
    ]


def test_two_sheets_of_a_ledger_are_no_ledger(tmp_path: Path) -> None:
    """A workbook that lacks one of the ledger's own sheets is looked at like any other."""
    register(tmp_path)
    workbook(tmp_path / "名簿.xlsx", "児童生徒", "連絡・訪問")
    data = futoko("scan", tmp_path, "--json", cwd=tmp_path).data
    assert not [i for i in data["issues"] if i["code"] == "file-skipped"]


def test_a_ledger_alone_says_what_it_is(tmp_path: Path) -> None:
    """Named as a register, it is refused with the option to use."""
    said = futoko("scan", workbook(tmp_path / "台帳.xlsx", *LEDGER), cwd=tmp_path)
    assert said.code == 5
    assert "支援台帳なので" in said.err
    assert "--ledger" in said.err


def test_issued_forms_are_no_registers(tmp_path: Path) -> None:
    """A folder with the journal of issued forms is passed by, and what lies below it."""
    register(tmp_path)
    issued = tmp_path / "報告" / "2025-04"
    issued.mkdir(parents=True)
    (issued / "issued.json").write_text("{}", encoding="utf-8")
    workbook(issued / "報告.xlsx", "1-1 4月")
    data = futoko("scan", tmp_path, "--json", cwd=tmp_path).data
    assert [source["file"] for source in data["sources"]] == ["1-1.csv"]
    assert not [i for i in data["issues"] if i["file"] == "報告.xlsx"]


@pytest.mark.parametrize("more", [[], ["--masked"]])
def test_exported_tables_of_the_ledger_are_no_registers(more: list[str], tmp_path: Path) -> None:
    """Futoko ledger export -o 表 beside the registers: each of its files is named once, and none is an error."""
    futoko("init", ".", cwd=tmp_path)
    (tmp_path / "出席簿" / "1-1.csv").write_text(REGISTER, encoding="utf-8")
    assert futoko("ledger", "export", "支援台帳.xlsx", "-o", "表", *more, cwd=tmp_path).code == 0
    data = futoko("scan", ".", "--json", cwd=tmp_path).data
    tables = sorted(path.name for path in (tmp_path / "表").iterdir())
    assert len(tables) == len(SHEETS)
    skipped = [i["file"].rpartition("/")[2] for i in data["issues"] if i["code"] == "file-skipped"]
    assert [name for name in tables if skipped.count(name) != 1] == []
    assert [i for i in data["issues"] if i["severity"] == "error"] == []


def test_a_list_of_a_place_is_not_called_an_export() -> None:
    """日付, キー and 施設 are a place's own list: never taken for what futoko wrote."""
    assert not is_own_table([["日付", "キー", "施設"]])
    assert is_own_table([["日付", "キー"]])
