"""What testers proved wrong at the command line: outputs over inputs, folders, years, names in masked runs."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from futoko_cli.ingest.reading import list_files
from tests.command import REGISTER, futoko, register

CALENDAR = "日付,区分,学年,組,内容\n2025-04-29,祝日,,,\n"


def guarded(folder: Path) -> dict[str, Path]:
    """A folder with every kind of file that a run reads."""
    files = {
        "register": register(folder),
        "marks": folder / "marks.toml",
        "calendar": folder / "暦.csv",
        "policy": folder / "board.toml",
        "password": folder / "pw.txt",
        "toml": folder / "futoko.toml",
        "named": folder / "named.toml",
    }
    root = Path(__file__).parent.parent
    text = (root / "futoko_cli/policies/otaru.toml").read_text(encoding="utf-8")
    files["marks"].write_text('[marks]\n"×" = "absent"\n', encoding="utf-8")
    files["named"].write_text('[marks]\n"×" = "absent"\n', encoding="utf-8")
    files["calendar"].write_text(CALENDAR, encoding="utf-8")
    files["policy"].write_text(text.replace('id = "otaru"', 'id = "ours"', 1), encoding="utf-8")
    files["password"].write_text("x\n", encoding="utf-8")
    files["toml"].write_text('[marks]\nfile = "named.toml"\n', encoding="utf-8")
    return files


@pytest.mark.parametrize("which", ["register", "marks", "calendar", "policy", "password", "toml", "named"])
@pytest.mark.parametrize("link", ["itself", "hard", "soft"])
def test_no_file_that_is_read_is_written(which: str, link: str, tmp_path: Path) -> None:
    """-o with --force onto any of them, by its name or by a link: refused, and nothing changes."""
    files = guarded(tmp_path)
    target = files[which]
    before = target.read_bytes()
    if link == "hard":
        out = tmp_path / "out.txt"
        os.link(target, out)
    elif link == "soft":
        out = tmp_path / "out.txt"
        out.symlink_to(target)
    else:
        out = target
    options = ["--marks", files["marks"], "--calendar", files["calendar"], "--policy", files["policy"]]
    said = futoko(
        "scan", files["register"], *options, "--password-file", files["password"], "-o", out, "--force", cwd=tmp_path
    )
    assert said.code == 6, said.err
    assert "読み込むファイル" in said.err
    assert target.read_bytes() == before


def test_a_register_found_through_a_folder_is_not_written(tmp_path: Path) -> None:
    """Also one folder further down; futoko's own table in the folder may be written anew."""
    (tmp_path / "簿" / "下").mkdir(parents=True)
    file = register(tmp_path / "簿" / "下")
    before = file.read_bytes()
    assert futoko("scan", "簿", "-o", file, "--force", cwd=tmp_path).code == 6
    assert file.read_bytes() == before
    out = tmp_path / "簿" / "結果.csv"
    first = futoko("scan", "簿", "--csv", "-o", out, cwd=tmp_path)
    assert first.code == 0
    written = out.read_bytes()
    assert futoko("scan", "簿", "--csv", "-o", out, "--force", cwd=tmp_path).code == 0
    assert out.read_bytes() == written


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are a matter of Unix")
def test_an_output_has_the_mode_of_a_new_file(tmp_path: Path) -> None:
    """As the umask says, not 0600."""
    mask = os.umask(0o022)
    try:
        futoko("scan", register(tmp_path), "--csv", "-o", "r.csv", cwd=tmp_path)
    finally:
        os.umask(mask)
    assert (tmp_path / "r.csv").stat().st_mode & 0o777 == 0o644


def test_a_folder_is_read_with_its_subfolders(tmp_path: Path) -> None:
    """Sorted, hidden ones and Excel's lock files left out, .txt only where it is named, labels that tell apart."""
    for place in ("1年/4月.csv", "2年/4月.csv", ".隠し/4月.csv", "~$4月.csv", ".4月.csv", "メモ.txt"):
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(place, encoding="utf-8")
    assert [(label, doubled) for _, label, doubled in list_files([tmp_path])] == [
        ("1年/4月.csv", False),
        ("2年/4月.csv", False),
    ]
    assert [label for _, label, _ in list_files([tmp_path / "メモ.txt"])] == ["メモ.txt"]


def test_two_thousand_files_of_one_size(tmp_path: Path) -> None:
    """Listing them takes no time that anybody notices; repeated ones are found."""
    for n in range(2000):
        (tmp_path / f"{n:04}.csv").write_text(f"{n % 1999:04}", encoding="ascii")
    began = time.monotonic()
    found = list_files([tmp_path])
    assert time.monotonic() - began < 5
    assert [path.name for path, _, doubled in found if doubled] == ["1999.csv"]


def test_what_is_no_register_is_left_out_of_a_folder(tmp_path: Path) -> None:
    """A calendar, futoko's own table: info, never a problem."""
    register(tmp_path)
    (tmp_path / "暦.csv").write_text(CALENDAR, encoding="utf-8")
    (tmp_path / "暦2.csv").write_text(CALENDAR + "2025-05-06,休日,,,\n", encoding="utf-8")
    (tmp_path / "futoko.toml").write_text('[calendar]\nfile = "暦.csv"\n', encoding="utf-8")
    futoko("scan", tmp_path, "--csv", "-o", tmp_path / "結果.csv", cwd=tmp_path)
    said = futoko("scan", tmp_path, "--json", cwd=tmp_path)
    assert said.code == 0
    skipped = {(i["severity"], i["file"]) for i in said.data["issues"] if i["code"] == "file-skipped"}
    assert skipped == {("info", "暦.csv"), ("info", "暦2.csv"), ("info", "結果.csv")}
    assert len(said.data["pupils"]) == 2


def test_a_folder_without_a_register(tmp_path: Path) -> None:
    """It says which endings are read."""
    (tmp_path / "空").mkdir()
    (tmp_path / "空" / "メモ.txt").write_text(REGISTER, encoding="utf-8")
    said = futoko("scan", "空", cwd=tmp_path)
    assert said.code == 5
    assert ".xlsx .xlsm .xls .ods .csv .tsv" in said.err
