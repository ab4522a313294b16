"""What is said to people: Japanese words only, a next call that gives the same numbers, lines that fit."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from futoko_cli.terminal.wrap import wrap
from tests.command import REGISTER, futoko, register

PYTHON = re.compile(r"[A-Z][a-z]+Error|\(at line|Errno|utf-8|codec")


@pytest.mark.parametrize("option", ["--policy", "--password-file"])
@pytest.mark.parametrize("fault", ["none.toml", "sjis.toml", "folder.toml"])
def test_a_settings_file_that_cannot_be_read(option: str, fault: str, tmp_path: Path) -> None:
    """Missing, in another encoding, a folder."""
    (tmp_path / "sjis.toml").write_bytes("[marks]\n×=1".encode("cp932"))
    (tmp_path / "folder.toml").mkdir()
    said = futoko("scan", register(tmp_path), option, fault, cwd=tmp_path)
    assert said.code in (2, 3)
    assert fault in said.err
    assert not PYTHON.search(said.err), said.err


@pytest.mark.parametrize("fault", ["none.toml", "sjis.toml", "folder.toml"])
def test_a_futoko_toml_that_cannot_be_read(fault: str, tmp_path: Path) -> None:
    """The same words."""
    (tmp_path / "sjis.toml").write_bytes("[school]\nname='髙'".encode("cp932"))
    (tmp_path / "folder.toml").mkdir()
    said = futoko("scan", register(tmp_path), cwd=tmp_path, env={"FUTOKO_CONFIG": fault})
    assert said.code == 3
    assert not PYTHON.search(said.err), said.err


@pytest.mark.parametrize("command", ["scan", "explain", "inspect"])
def test_the_usage_line_has_no_braces(command: str, tmp_path: Path) -> None:
    """``FILE...``, not ``{FILE...}``."""
    first = futoko(command, "--help", cwd=tmp_path).out.splitlines()[0]
    assert first.endswith("FILE...")


def test_the_next_call_repeats_what_changes_the_numbers(tmp_path: Path) -> None:
    """Following it gives the same child, the same day and the same marks."""
    file = register(tmp_path, REGISTER.replace("欠", "×"))
    (tmp_path / "marks.toml").write_text('[marks]\n"×" = "absent"\n', encoding="utf-8")
    options = ["--marks", "marks.toml", "--as-of", "2025-04-11", "--school-year", "2025", "--policy", "otaru"]
    out = futoko("scan", file.name, *options, cwd=tmp_path, env={"COLUMNS": "400"}).out
    line = next(line for line in out.splitlines() if "futoko explain" in line)
    words = shlex.split(line.split("futoko ", 1)[1])
    assert words[:2] == ["explain", file.name]
    assert {*options} <= {*words}
    assert "連続 4日" in futoko(*words, cwd=tmp_path).out


@given(
    st.lists(
        st.sampled_from(["あ", "欠席", "、", "。", "a" * 30, "アイウエオカキクケコ", "・", " ", "×" * 9, "12日", "（"]),
        max_size=60,
    ),
    st.integers(20, 90),
    st.integers(0, 5),
    st.integers(0, 15),
)
def test_no_line_is_wider_than_the_screen(parts: list[str], width: int, indent: int, hang: int) -> None:
    """However long a word, however deep the indent, and no letter is lost."""
    text = "".join(parts)
    lines = ["".join(piece for piece, _ in line) for line in wrap([(text, "")], width, indent, hang)]
    assert all(cell_len(line.rstrip()) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_text_under_the_name_of_a_workbook_is_no_input(suffix: str, tmp_path: Path) -> None:
    """Nothing could be read: exit code 5, and the file is called what it is; a register in it is read all the same."""
    (tmp_path / f"bad{suffix}").write_text("これはメモです。\n明日は晴れ。\n", encoding="utf-8")
    said = futoko("scan", f"bad{suffix}", cwd=tmp_path)
    assert said.code == 5
    assert "Excel のブックではなく、ただの文字のファイルです" in said.err
    (tmp_path / f"bad{suffix}").write_text(REGISTER, encoding="utf-8")
    assert futoko("scan", f"bad{suffix}", cwd=tmp_path).code == 0


def test_nothing_counted_names_the_file_and_no_way_of_counting(tmp_path: Path) -> None:
    """The next call can be copied as it stands; how days are counted is not said where none was."""
    (tmp_path / "memo.csv").write_text("これはメモです。\n", encoding="utf-8")
    said = futoko("scan", "memo.csv", cwd=tmp_path)
    assert "もう一度 futoko scan memo.csv" in said.out
    assert "FILE..." not in said.out
    assert "数え方" not in said.out
