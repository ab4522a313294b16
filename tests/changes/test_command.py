"""``futoko scan --since`` and ``--remember``, run as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import REGISTER, futoko, register

KEPT = "futoko-前回.json"
FIXED = REGISTER.replace("欠(頭痛)", "遅")


def remembered(folder: Path, *words: object) -> str:
    """The snapshot after ``scan --remember``, as text."""
    said = futoko("scan", ".", "--remember", *words, cwd=folder)
    assert said.code == 0, said.err
    return (folder / KEPT).read_text(encoding="utf-8")


def test_remember_twice(tmp_path: Path) -> None:
    """The first time says that it was kept, the second that nothing changed; the file is the same."""
    register(tmp_path)
    first = futoko("scan", ".", "--remember", cwd=tmp_path)
    assert (first.code, "前回から" in first.out) == (0, False)
    assert KEPT in first.err
    before = (tmp_path / KEPT).read_bytes()
    second = futoko("scan", ".", "--remember", cwd=tmp_path)
    assert "前回から変わりありません。" in second.out
    assert (tmp_path / KEPT).read_bytes() == before


def test_remember_shows_the_change_and_then_keeps_it(tmp_path: Path) -> None:
    """A correction is told once."""
    register(tmp_path)
    old = remembered(tmp_path)
    register(tmp_path, FIXED)
    said = futoko("scan", ".", "--remember", cwd=tmp_path)
    assert "訂正された日  1人・1日" in said.out
    assert (tmp_path / KEPT).read_text(encoding="utf-8") != old
    assert "前回から変わりありません。" in futoko("scan", ".", "--remember", cwd=tmp_path).out


def test_remember_lies_beside_the_settings(tmp_path: Path) -> None:
    """In the folder of the futoko.toml in force, wherever the call is made; and it is never read as a register."""
    (tmp_path / "futoko.toml").write_text('[school]\nname = "見本小"\n', encoding="utf-8")
    below = tmp_path / "4月"
    below.mkdir()
    register(below)
    assert futoko("scan", ".", "--remember", cwd=below).code == 0
    assert [path.name for path in below.iterdir()] == ["1-1 4月.csv"]
    again = futoko("scan", ".", "--json", cwd=tmp_path).data
    assert again["issues"] == futoko("scan", "4月", "--json", cwd=tmp_path).data["issues"]
    assert {source["file"] for source in again["sources"]} == {"1-1 4月.csv"}


def test_since_a_snapshot_and_since_a_result(tmp_path: Path) -> None:
    """Both are taken; nothing is written."""
    register(tmp_path)
    remembered(tmp_path)
    assert futoko("scan", ".", "--json", "-o", "古い.json", cwd=tmp_path).code == 0
    register(tmp_path, FIXED)
    names = sorted(path.name for path in tmp_path.iterdir())
    days = futoko("scan", ".", "--since", KEPT, cwd=tmp_path)
    assert "4/16(水)  欠席「欠(頭痛)」から遅刻「遅」に" in days.out
    counts = futoko("scan", ".", "--since", "古い.json", "--json", cwd=tmp_path).data["changes"]
    assert (counts["days_compared"], counts["months"][0]["before"], counts["months"][0]["after"]) == (False, 7, 6)
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_changes_only_where_asked_for(tmp_path: Path) -> None:
    """The key is not there without the options, and null the first time."""
    register(tmp_path)
    assert "changes" not in futoko("scan", ".", "--json", cwd=tmp_path).data
    assert futoko("scan", ".", "--json", "--remember", cwd=tmp_path).data["changes"] is None
    assert futoko("scan", ".", "--json", "--remember", cwd=tmp_path).data["changes"]["unchanged"] is True


@pytest.mark.parametrize("words", [("--class", "1-1"), ("--grade", "1"), ("--pupil", "1-1-01"), ("--csv",)])
def test_a_part_is_never_kept(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Narrowed runs and tables are refused before anything is read."""
    register(tmp_path)
    said = futoko("scan", ".", "--remember", *words, cwd=tmp_path)
    assert said.code == 2
    assert not (tmp_path / KEPT).exists()


def test_since_of_one_class(tmp_path: Path) -> None:
    """Children of other classes are not gone."""
    register(tmp_path)
    other = REGISTER.replace("1年1組", "1年2組").replace("春野　空", "秋山　陸").replace("夏川　海", "冬木　林")
    register(tmp_path, other, "1-2 4月.csv")
    remembered(tmp_path)
    for words in (("--class", "1-2"), ("--pupil", "1-2-01")):
        assert "前回から変わりありません。" in futoko("scan", ".", "--since", KEPT, *words, cwd=tmp_path).out


def keeps(folder: Path, reason: str, *words: object) -> None:
    """The run is not kept, says why, and ends with 1; ``--force`` keeps it."""
    before = (folder / KEPT).read_bytes()
    said = futoko("scan", *words, "--remember", cwd=folder)
    assert said.code == 1
    assert reason in said.err
    assert "--force" in said.err
    assert (folder / KEPT).read_bytes() == before
    futoko("scan", *words, "--remember", "--force", cwd=folder)
    assert (folder / KEPT).read_bytes() != before


def test_a_missing_class_does_not_shrink_the_memory(tmp_path: Path) -> None:
    """One class's file alone, where two were known."""
    register(tmp_path)
    other = REGISTER.replace("1年1組", "1年2組").replace("春野　空", "秋山　陸").replace("夏川　海", "冬木　林")
    register(tmp_path, other, "1-2 4月.csv")
    remembered(tmp_path)
    keeps(tmp_path, "控えにある学級（1-2）", "1-1 4月.csv")


def test_an_unread_file_does_not_shrink_the_memory(tmp_path: Path) -> None:
    """A damaged file beside a good one."""
    register(tmp_path)
    remembered(tmp_path)
    (tmp_path / "1-2 4月.xlsx").write_bytes(b"PK\x03\x04 broken")
    keeps(tmp_path, "読めないファイルかシートがあります。", ".")


def test_an_older_register_does_not_turn_the_memory_back(tmp_path: Path) -> None:
    """An earlier as-of date."""
    register(tmp_path)
    remembered(tmp_path)
    keeps(tmp_path, "控えのほうが新しい結果です。", ".", "--as-of", "2025-04-11")


def test_a_file_that_is_gone_is_called_so(tmp_path: Path) -> None:
    """May's file was remembered and is not there any more: nobody is told that the memory is newer."""
    register(tmp_path)
    may = REGISTER.replace("4月", "5月").replace("欠", "", 3)
    register(tmp_path, may, "1-1 5月.csv")
    env = {"FUTOKO_TODAY": "2025-05-30"}
    assert futoko("scan", ".", "--remember", cwd=tmp_path, env=env).code in (0, 1)
    (tmp_path / "1-1 5月.csv").unlink()
    said = futoko("scan", ".", "--remember", cwd=tmp_path, env=env)
    assert "控えのときに読んだファイルのうち 1つを、今回は読んでいません（5月がありません）。" in said.err
    assert "新しい結果" not in said.err


def test_an_alarm_keeps_the_memory(tmp_path: Path) -> None:
    """Six children with other days: shown with its numbers, and not kept."""
    head, days, *_ = REGISTER.split("\n")
    children = [f"{n},見本　{n}子" + "," * 8 + "{}" for n in range(1, 7)]
    pages = ["\n".join([head, days, *(line.format(mark) for line in children)]) for mark in ("欠", "遅")]
    register(tmp_path, pages[0])
    remembered(tmp_path)
    register(tmp_path, pages[1])
    assert "変わり方が大きすぎます。" in futoko("scan", ".", "--since", KEPT, cwd=tmp_path).out
    keeps(tmp_path, "出席簿の変わり方が大きすぎます。", ".")


def test_nobody_read_is_never_kept(tmp_path: Path) -> None:
    """Not even with --force."""
    register(tmp_path, "番号,氏名\n1,春野　空\n")
    futoko("scan", ".", "--remember", "--force", cwd=tmp_path)
    assert not (tmp_path / KEPT).exists()


@pytest.mark.parametrize("content", ["買い物メモ", "{}", '{"futoko_snapshot_version": 9}'])
def test_somebody_elses_file_is_not_replaced(tmp_path: Path, content: str) -> None:
    """Only a snapshot is; anything else needs --force."""
    register(tmp_path)
    path = tmp_path / KEPT
    path.write_text(content, encoding="utf-8")
    said = futoko("scan", ".", "--remember", cwd=tmp_path)
    assert said.code == 6
    assert path.read_text(encoding="utf-8") == content
    assert futoko("scan", ".", "--remember", "--force", cwd=tmp_path).code == 0
    assert "futoko_snapshot_version" in json.loads(path.read_text(encoding="utf-8"))


def test_a_result_of_scan_json_is_not_replaced(tmp_path: Path) -> None:
    """Somebody kept it under this name; it is no snapshot."""
    register(tmp_path)
    futoko("scan", ".", "--json", "-o", KEPT, cwd=tmp_path)
    assert futoko("scan", ".", "--remember", cwd=tmp_path).code == 6


def test_a_wrong_file_behind_since(tmp_path: Path) -> None:
    """Plain words, exit code 3, no traceback."""
    register(tmp_path)
    (tmp_path / "x.json").write_text("[" * 100_000, encoding="utf-8")
    for name in ("x.json", "ない.json", "."):
        said = futoko("scan", ".", "--since", name, cwd=tmp_path)
        assert said.code == 3
        assert "前回の結果" in said.err
        assert "Traceback" not in said.err


def test_an_output_never_takes_the_place_of_the_earlier_run(tmp_path: Path) -> None:
    """Neither of the file behind --since nor of the one that --remember keeps, not even with --force."""
    register(tmp_path)
    text = remembered(tmp_path)
    for words in (("--since", KEPT), ("--remember",)):
        assert futoko("scan", ".", *words, "--json", "-o", KEPT, "--force", cwd=tmp_path).code == 6
        assert (tmp_path / KEPT).read_text(encoding="utf-8") == text


def test_quiet_says_nothing_of_keeping(tmp_path: Path) -> None:
    """A job of the night."""
    register(tmp_path)
    assert futoko("scan", ".", "--remember", "-q", cwd=tmp_path).err == ""
