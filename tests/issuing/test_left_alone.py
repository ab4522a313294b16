"""What a person has made is left, said and kept: locked lists, renamed forms, copies, work that is given up."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from futoko_cli.errors import OutputError
from futoko_cli.issuing.edits import Rights
from futoko_cli.issuing.locking import is_locked
from futoko_cli.issuing.outbox import Outcome
from futoko_cli.reports.issued_json import report_result
from futoko_cli.terminal.report import show_report
from tests.issuing.paper import LINES, codes, form_of, make, read, school, typed
from tests.issuing.test_report_screen import shown
from tests.terminal.fabricate import console

MAY, JUNE, JULY = "2025-05", "2025-06", "2025-07"
PASSWORD = "合言葉-7"  # noqa: S105  of a test
CORRECTED = (LINES[0].replace("欠*8", "欠*7"), *LINES[1:])
FORCE, DISCARD = Rights(force=True), Rights(discard_edits=True)
#: School days to the end of July are all entered.
WHOLE = (f"{LINES[0]} 出*9", *LINES[1:])


def test_a_locked_list_stays_locked(tmp_path: Path) -> None:
    """The same call without --encrypt: the list with the names is left behind its password, and that is said."""
    make(tmp_path, password=PASSWORD, passwords=(PASSWORD,))
    batch = make(tmp_path)
    assert is_locked((tmp_path / JUNE / "一覧.xlsx").read_bytes())
    told = [issue.message for issue in batch.issues if issue.file == "一覧.xlsx"]
    assert told == ["パスワード付きの 一覧.xlsx があるので、書きかえていません。"]
    make(tmp_path, rights=FORCE)
    assert not is_locked((tmp_path / JUNE / "一覧.xlsx").read_bytes())


def test_only_renamed(tmp_path: Path) -> None:
    """Renamed and not touched: it is ours, unchanged; when the register moves --force writes it under its new name."""
    make(tmp_path)
    path = form_of(tmp_path / JUNE).rename(tmp_path / JUNE / "提出用.xlsx")
    assert [row.outcome for row in make(tmp_path).rows] == [Outcome.UNCHANGED]
    batch = make(tmp_path, register=school(*CORRECTED))
    assert [row.outcome for row in batch.rows] == [Outcome.OUTDATED]
    (issue,) = batch.issues
    assert "名前を変えた 欠席状況報告書_1-1-01.xlsx" in issue.message
    assert "手で" not in issue.message
    assert [row.outcome for row in make(tmp_path, register=school(*CORRECTED), rights=FORCE).rows] == [Outcome.WRITTEN]
    assert read(path)["欠席日数_06月"] == 7
    assert not form_of(tmp_path / JUNE).exists()
    assert "提出用" not in (tmp_path / JUNE / "issued.json").read_text(encoding="utf-8")


def test_renamed_and_edited(tmp_path: Path) -> None:
    """Renamed and typed into: a person's, and --force leaves it."""
    make(tmp_path)
    path = form_of(tmp_path / JUNE).rename(tmp_path / JUNE / "提出用.xlsx")
    typed(path, {"今月の状況": "手書き"})
    batch = make(tmp_path, register=school(*CORRECTED), rights=FORCE)
    assert [row.outcome for row in batch.rows] == [Outcome.EDITED]
    assert read(path)["今月の状況"] == "手書き"


def test_the_list_without_a_journal(tmp_path: Path) -> None:
    """issued.json is damaged: the list is no hand work, the journal just does not know it."""
    make(tmp_path)
    (tmp_path / JUNE / "issued.json").write_text("{", encoding="utf-8")
    batch = make(tmp_path, register=school(*CORRECTED))
    (told,) = [issue.message for issue in batch.issues if issue.file == "一覧.xlsx"]
    assert "発行の控えにない" in told


def test_what_is_given_up_is_kept(tmp_path: Path) -> None:
    """--discard-edits: the edited form is named on the screen and in JSON, and kept beside; twice keeps both."""
    make(tmp_path)
    path = form_of(tmp_path / JUNE)
    typed(path, {"今月の状況": "一"})
    kept = path.with_name("欠席状況報告書_1-1-01（直す前）.xlsx")
    assert make(tmp_path, rights=DISCARD, dry_run=True).copies == {path.name: kept.name}
    assert not kept.exists()
    batch = make(tmp_path, rights=DISCARD)
    assert read(kept)["今月の状況"] == "一"
    assert read(path)["今月の状況"] is None
    assert report_result(batch)["kept_copies"] == [{"file": path.name, "copy": kept.name}]
    text = shown(batch)
    assert "【手で直した内容】 1件" in text
    assert kept.name in text
    typed(path, {"今月の状況": "二"})
    make(tmp_path, rights=DISCARD)
    assert read(kept)["今月の状況"] == "一"
    assert read(path.with_name("欠席状況報告書_1-1-01（直す前2）.xlsx"))["今月の状況"] == "二"
    assert make(tmp_path, rights=DISCARD).copies == {}


@pytest.mark.parametrize("name", ["欠席状況報告書_1-1-01（直す前）.xlsx", "別の名前.xlsx"])
def test_what_was_given_up_is_no_paper(tmp_path: Path, name: str) -> None:
    """The kept one is never carried on, under its own name or another."""
    make(tmp_path)
    path = form_of(tmp_path / JUNE)
    typed(path, {"総合所見": "捨てた"})
    make(tmp_path, rights=DISCARD)
    path.with_name("欠席状況報告書_1-1-01（直す前）.xlsx").rename(path.with_name(name))
    assert codes(make(tmp_path, JULY, register=school(*WHOLE, upto="7/31"))) == []
    assert read(form_of(tmp_path / JULY))["総合所見"] is None


def test_what_was_given_up_and_the_journal_is_lost(tmp_path: Path) -> None:
    """Without issued.json its name says what it is; and the list is still called 一覧 on a masked screen."""
    make(tmp_path)
    path = form_of(tmp_path / JUNE)
    typed(path, {"総合所見": "捨てた"})
    make(tmp_path, rights=DISCARD)
    (tmp_path / JUNE / "issued.json").unlink()
    batch = make(tmp_path)
    assert codes(batch) == []
    assert "一覧.xlsx" in shown(batch, masked=True)
    make(tmp_path, JULY, register=school(*WHOLE, upto="7/31"))
    assert read(form_of(tmp_path / JULY))["総合所見"] is None


def test_nothing_edited_nothing_kept(tmp_path: Path) -> None:
    """Our own form written anew leaves no copy."""
    make(tmp_path)
    assert make(tmp_path, register=school(*CORRECTED), rights=DISCARD).copies == {}
    assert not list((tmp_path / JUNE).glob("*直す前*"))


def test_two_papers_in_the_month_itself(tmp_path: Path) -> None:
    """A copy was edited: its own month says so; the next month's message says that --force is needed then."""
    make(tmp_path, MAY)
    path = form_of(tmp_path / MAY)
    typed(path, {"総合所見": "一"}, to=path.with_name("コピー.xlsx"))
    typed(path, {"総合所見": "二"})
    batch = make(tmp_path, MAY)
    (issue,) = batch.issues
    assert (issue.severity, issue.file) == ("warning", "コピー.xlsx")
    assert "様式が2つ" in issue.message
    assert "--force" in make(tmp_path, JUNE).issues[0].hint


def test_a_copy_nobody_edited_is_no_matter(tmp_path: Path) -> None:
    """The same bytes twice say nothing."""
    make(tmp_path, MAY)
    path = form_of(tmp_path / MAY)
    path.with_name("控え.xlsx").write_bytes(path.read_bytes())
    assert codes(make(tmp_path, MAY)) == []


@pytest.mark.parametrize("name", ["太郎さん.xlsx", "たろちゃん（提出ずみ）.xlsx"])
def test_a_given_name_in_a_file_name(tmp_path: Path, name: str) -> None:
    """A person named the workbook after the child: no masked screen or JSON says so, in no place."""
    make(tmp_path, MAY)
    path = form_of(tmp_path / MAY)
    typed(path, {"総合所見": "一"}, to=path.with_name(name))
    typed(path, {"総合所見": "二"})
    for month in (MAY, JUNE):
        batch = make(tmp_path, month)
        assert name in shown(batch)
        word = name[:2]
        assert word not in shown(batch, masked=True).replace("手で直した様式（そのまま）", "")
        assert word not in str(report_result(batch, masked=True))
    path.unlink()
    batch = make(tmp_path, MAY)
    assert batch.rows[0].path.name == name
    assert name[:2] not in shown(batch, masked=True) + str(report_result(batch, masked=True))


@pytest.mark.parametrize(
    ("data", "word"), [(b"", "写して"), (b"PK\x03\x04 broken", ""), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password")]
)
def test_why_the_last_one_cannot_be_read(tmp_path: Path, data: bytes, word: str) -> None:
    """Only a locked one asks for a password."""
    make(tmp_path, MAY)
    form_of(tmp_path / MAY).write_bytes(data)
    issue = next(i for i in make(tmp_path, JUNE).issues if i.code == "form-previous-unread")
    assert word in issue.hint
    assert ("--password-file" in issue.hint) is (word == "password")
    assert issue.hint


def test_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the journal alone: every form that was not written is named by its key."""
    lines = tuple(f"子{n} 4/7- 出 5/12- 欠*{n + 7}" for n in range(3))
    rename, calls = Path.replace, iter(range(100))

    def full(self: Path, target: Path) -> Path:
        if next(calls):
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="書けなかった様式: 1-1-02、1-1-03"):
        make(tmp_path, MAY, register=school(*lines, names=("一 子", "二 子", "三 子")))


def test_another_kind_of_workbook(tmp_path: Path) -> None:
    """An office's .xlsm in the same month: the .xlsx that stands there still is named."""
    make(tmp_path)
    batch = make(tmp_path, template_label="様式.xlsm")
    (issue,) = batch.issues
    assert "欠席状況報告書_1-1-01.xlsx も残っています" in issue.message


def test_a_number_changes_hands_within_the_month(tmp_path: Path) -> None:
    """山田 and 鈴木 change numbers after June was issued: --force writes over neither form."""
    lines = (LINES[0], LINES[0])
    make(tmp_path, register=school(*lines, names=("山田 太郎", "鈴木 花子")))
    before = [form_of(tmp_path / JUNE, key).read_bytes() for key in ("1-1-01", "1-1-02")]
    batch = make(tmp_path, register=school(*lines, names=("鈴木 花子", "山田 太郎")), rights=FORCE)
    assert [row.outcome for row in batch.rows] == [Outcome.OTHER, Outcome.OTHER]
    assert "別の児童生徒の様式" in batch.issues[0].message
    assert [form_of(tmp_path / JUNE, key).read_bytes() for key in ("1-1-01", "1-1-02")] == before


def test_a_number_of_a_child_that_left(tmp_path: Path) -> None:
    """Nobody is called so any more: the new child's form is written with --force, the former one is kept beside."""
    make(tmp_path, register=school(LINES[0]))
    batch = make(tmp_path, register=school(LINES[0], names=("別人 五郎",)), rights=FORCE)
    assert read(form_of(tmp_path / JUNE))["児童生徒氏名"] == "別人 五郎"
    (kept,) = batch.copies.values()
    assert read(tmp_path / JUNE / kept)["児童生徒氏名"] == "山田 太郎"


def test_those_whose_stage_is_over_are_counted(tmp_path: Path) -> None:
    """Three whose stage is over: one line; with -v each is named."""
    lines = tuple(f"子{n} 4/7- 出 5/12- 欠*7" for n in range(3))
    register = school(*lines, names=("一 子", "二 子", "三 子"))
    batch = make(tmp_path, "", form="quick", register=register)
    text = shown(batch)
    assert "3人は、段階に達しましたが、今は当たりません" in text
    assert "1-1-02" not in text
    assert len(report_result(batch)["left_out"]) == 3
    screen, stream = console()
    show_report(batch, screen, everyone=True)
    assert stream.getvalue().count("今は当たりません") == 3
    assert len(shown(make(tmp_path, "", form="quick")).split("1-1-02 ")) == 2
