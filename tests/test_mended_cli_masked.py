"""--masked holds nothing that could be a child's name or story, wherever it stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import Source
from futoko_cli.reports.masking import Mask
from tests.command import REGISTER, futoko

SECRETS = ("山田花子", "外間花子", "宮城太郎", "父より", "家庭内", "春野", "宮里次郎")
CALLS = [
    ["scan"],
    ["scan", "--json"],
    ["scan", "--csv"],
    ["scan", "-v", "--json"],
    ["inspect"],
    ["inspect", "--json"],
    ["explain", "--pupil", "1-1-01"],
    ["explain", "--pupil", "1-1-01", "--json"],
]


def telling(folder: Path) -> Path:
    """A workbook whose file, sheets and cells all tell."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "1-1 4月"
    text = REGISTER.replace("欠(頭痛)", "頭痛で早退（父より電話）").replace("遅", "欠席(家庭内暴力)")
    for row in text.splitlines():
        sheet.append([int(v) if v.isdigit() else v or None for v in row.split(",")])
    for row in ("", "転出", "4/12 外間花子 転出"):
        sheet.append([row or None])
    hidden = book.create_sheet("宮城太郎")
    hidden.append(["a"])
    hidden.sheet_state = "hidden"
    path = folder / "山田花子.xlsx"
    book.save(path)
    (folder / "宮里次郎.xlsx").write_bytes(b"PK\x03\x04junk")
    return path


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_nothing_tells(words: list[str], tmp_path: Path) -> None:
    """Result, problems and progress of every command."""
    file = telling(tmp_path)
    said = futoko(words[0], file, tmp_path / "宮里次郎.xlsx", *words[1:], "--masked", cwd=tmp_path)
    both = "".join((said.raw.decode("utf-8-sig") + said.err).split())
    assert said.raw
    assert [word for word in SECRETS if word in both] == []


def test_progress_and_an_unreadable_file_are_told_by_order(tmp_path: Path) -> None:
    """-v, and the message where the only file cannot be opened."""
    telling(tmp_path)
    said = futoko("scan", "宮里次郎.xlsx", "-v", "--masked", cwd=tmp_path)
    assert said.code == 5
    assert "宮里" not in said.err
    assert said.err.count("1番目のファイル") == 2
    assert "宮里次郎.xlsx" in futoko("scan", "宮里次郎.xlsx", cwd=tmp_path).err


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("4月.csv", True),
        ("なかよし学級.csv", True),
        ("出席簿.xlsx", True),
        ("山田.xlsx", False),
        ("みやざと じろう.csv", False),
    ],
)
def test_files_called_after_their_content_keep_their_names(name: str, stays: bool) -> None:
    """Words of class, month and office are no names."""
    mask = Mask(masked=True, sources=[Source(name, "1-1 4月", "class-month-grid", "1-1", "2025-04", 3)])
    assert (mask.text(name) == name) is stays


@pytest.mark.parametrize("text", ["頭痛で早退", "うつ病", "欠\n発熱", "頭痛", "欠(咳)", "欠「頭痛」", "欠・発熱"])
def test_a_reason_in_a_problem_is_hidden(text: str) -> None:
    """However short it is, also where it stands beside a mark; the line that would settle it stays."""
    issue = Issue(
        "mark-unknown", f"記号「{text}」の意味が分かりません。", f'[marks] に "{text}" = "absent" と1行', subject=text
    )
    shown = Mask(masked=True).issue(issue)
    said = shown.message + shown.hint + shown.subject
    assert not [word for word in ("頭痛", "うつ", "発熱", "咳") if word in said]
    assert '"absent"' in shown.hint


@pytest.mark.parametrize("text", ["×", "△", "頭", "×2", "出席停止", "欠・遅", "ち・そ"])
def test_a_mark_in_a_problem_is_shown(text: str) -> None:
    """A single letter, two signs and words of the table: the school has to know them."""
    issue = Issue("mark-conflict", f"「{text}」は食い違います。", f'"{text}" = "absent"', subject=text)
    assert Mask(masked=True).issue(issue) == issue


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_short_reasons_in_cells_are_in_no_output(words: list[str], tmp_path: Path) -> None:
    """欠 and 発熱 in two lines of one cell, an illness as an unknown mark; a sign alone stays readable."""
    text = REGISTER.replace("遅", '"欠\n発熱",うつ病,△')
    path = tmp_path / "1-1 4月.csv"
    path.write_text(text, encoding="utf-8-sig")
    call = [word.replace("1-1-01", "1-1-02") for word in words]
    said = futoko(call[0], path, *call[1:], "--masked", cwd=tmp_path)
    both = said.raw.decode("utf-8-sig") + said.err
    assert said.raw
    assert [word for word in ("発熱", "うつ病", "頭痛") if word in both] == []
    assert "△" in both or "--csv" in words or "explain" in words


def test_the_ledgers_own_words_stay() -> None:
    """支援台帳.xlsx and its sheets are called after their content, and a wrong value is hidden only where it is quoted."""
    issue = Issue(
        "ledger-value",
        "ICT「ません」は○ではありません。",
        "",
        "支援台帳.xlsx",
        "通級",
        "E4",
        names=("ません",),
    )
    shown = Mask(masked=True, issues=[issue]).issue(issue)
    assert (shown.message, shown.file, shown.sheet) == ("ICT「＊＊」は○ではありません。", "支援台帳.xlsx", "通級")
