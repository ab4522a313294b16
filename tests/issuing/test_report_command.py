"""``futoko report`` as a person calls it: a folder with a register, what is written, what is said, how it ends."""

from __future__ import annotations

import io
import os
from pathlib import Path

import msoffcrypto
import pytest

from futoko_cli.commands.report import ReportOptions, _new_password
from futoko_cli.errors import UsageError
from tests.command import Said, futoko
from tests.issuing.paper import read, typed

TITLE = "令和7年度 {month}月 1年1組 出席簿"


def sheet(month: int, *rows: str) -> str:
    """One month of class 1-1, days 1 to 30."""
    return "\n".join([TITLE.format(month=month), ",".join(["番号", "氏名", *map(str, range(1, 31))]), *rows])


#: April: 空 away on seven school days, 海 late once. May (entered to the 20th): 空 away on 5/7 to 5/9.
APRIL = sheet(4, "1,春野　空" + "," * 8 + "欠,欠,欠,欠,,,欠,欠,欠(頭痛)", "2,夏川　海" + "," * 8 + "遅")
MAY = sheet(5, "1,春野　空" + "," * 7 + "欠,欠,欠", "2,夏川　海" + "," * 20 + "遅")
SECRETS = ("春野", "夏川", "頭痛")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two months of one class."""
    (tmp_path / "1-1 4月.csv").write_text(APRIL, encoding="utf-8-sig")
    (tmp_path / "1-1 5月.csv").write_text(MAY, encoding="utf-8-sig")
    return tmp_path


def report(folder: Path, form: str, *words: object) -> Said:
    """One call on 2025-06-02."""
    return futoko("report", form, folder, *words, cwd=folder, env={"FUTOKO_TODAY": "2025-06-02"})


def test_the_month_that_is_over(folder: Path) -> None:
    """On 6/2 the report is May's, counted to its last day entered; screen, file and exit code agree."""
    said = report(folder, "monthly")
    assert said.code == 0, said.err
    assert "2025年5月分" in said.out
    assert "1-1-01 春野　空  5月 3日・累計 10日" in said.out
    assert "5月は5/20までの入力です" in said.out
    found = read(folder / "報告/2025-05/欠席状況報告書_1-1-01.xlsx")
    assert (found["欠席日数_04月"], found["欠席日数_05月"], found["欠席日数_累計"]) == (7, 3, 10)


def test_a_months_counts_end_with_the_month(folder: Path) -> None:
    """April's report says nothing of May, although the register goes on; an --as-of behind it changes nothing."""
    for words in ((), ("--as-of", "2025-05-20")):
        said = report(folder, "monthly", "--month", "2025-04", "-o", f"発行{len(words)}", *words)
        assert said.code == 0, said.err
        found = read(folder / f"発行{len(words)}/2025-04/欠席状況報告書_1-1-01.xlsx")
        assert (found["欠席日数_04月"], found["欠席日数_05月"], found["欠席日数_累計"]) == (7, None, 7)
        assert "までの入力です" not in said.out


def test_forms_are_no_registers(folder: Path) -> None:
    """The forms lie in the folder of the registers: the next call does not read them, and changes nothing."""
    report(folder, "monthly")
    said = report(folder, "monthly", "--json")
    assert [form["state"] for form in said.data["forms"]] == ["unchanged"]
    assert said.data["issues"][0]["code"] == "form-month-partial"
    assert not [i for i in said.data["issues"] if "報告" in i["file"]]


def test_an_edited_form_ends_with_1(folder: Path) -> None:
    """A person edited the form, then the register was put right: kept, named, exit 1; a dry run says so before."""
    report(folder, "monthly")
    path = folder / "報告/2025-05/欠席状況報告書_1-1-01.xlsx"
    typed(path, {"今月の状況": "手書き"})
    (folder / "1-1 5月.csv").write_text(MAY.replace("欠,欠,欠", "欠,欠"), encoding="utf-8-sig")
    for words in (("--dry-run", "--force"), ("--force",)):
        said = report(folder, "monthly", *words)
        assert said.code == 1
        assert "手で直された様式" in said.out
        assert "--discard-edits" in said.out
    assert read(path)["今月の状況"] == "手書き"
    assert report(folder, "monthly", "--discard-edits").code == 0
    assert read(path)["欠席日数_05月"] == 2


def test_masked_screen(folder: Path) -> None:
    """--masked shows no name; the form itself has it."""
    for words in ((), ("--json",), ("--with-names", "--json")):
        said = report(folder, "monthly", "--masked", *words)
        assert not any(word in said.out + said.err for word in SECRETS)
    assert read(folder / "報告/2025-05/欠席状況報告書_1-1-01.xlsx")["児童生徒氏名"] == "春野　空"


def test_quick_with_a_draft(folder: Path) -> None:
    """--eml: a draft beside the form, to the address of the policy; the screen says to call afterwards."""
    said = report(folder, "quick", "--month", "2025-04", "--eml")
    assert said.code == 0, said.err
    assert sorted(p.suffix for p in (folder / "報告/速報").iterdir()) == [".eml", ".json", ".xlsx"]
    assert "電話" in said.out


def test_a_form_that_the_policy_does_not_name(folder: Path) -> None:
    """The policy otaru has no アセスメントシート: exit 2 says what to do, and --pupil does it."""
    said = report(folder, "assessment")
    assert said.code == 2
    assert "--pupil" in said.err
    assert report(folder, "assessment", "--pupil", "1-1-2").code == 0
    assert len(list((folder / "報告/アセスメントシート").glob("*_1-1-02_*.xlsx"))) == 1


def test_encrypted(folder: Path) -> None:
    """The password comes from a file; what is written opens with it alone. Without a screen to ask on, exit 2."""
    password = "あいことば"  # noqa: S105  of a test
    (folder / "鍵.txt").write_text(f"{password}\n", encoding="utf-8")
    said = report(folder, "monthly", "--encrypt-password-file", "鍵.txt")
    assert said.code == 0, said.err
    assert password not in said.out + said.err
    for path in (folder / "報告/2025-05").glob("*.xlsx"):
        office = msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes()))
        office.load_key(password=password, verify_password=True)
    assert report(folder, "monthly", "--encrypt").code == 2
    (folder / "鍵.txt").write_text("\n")
    assert report(folder, "monthly", "--encrypt-password-file", "鍵.txt").code == 2


def test_typed_twice_and_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked on a screen: twice, without an echo; two that differ, or none, stop the call."""
    asked: list[bool] = []
    answers = iter(["ひみつ", "ひみつ", "ひみつ", "ひみっ", "", ""])

    def prompt(_text: str, *, hide_input: bool, **_: object) -> str:
        asked.append(hide_input)
        return next(answers)

    monkeypatch.setattr("futoko_cli.terminal.style.is_terminal", lambda _: True)
    monkeypatch.setattr("typer.prompt", prompt)
    assert _new_password(ReportOptions(encrypt=True)) == "ひみつ"
    with pytest.raises(UsageError, match="2回"):
        _new_password(ReportOptions(encrypt=True))
    with pytest.raises(UsageError, match="空"):
        _new_password(ReportOptions(encrypt=True))
    assert asked == [True] * 6
    assert _new_password(ReportOptions()) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--month", "2025-13"), 2),
        (("--month", "6月"), 2),
        (("--month", "2026-05"), 2),
        (("--pupil", "9-9-99"), 2),
        (("--pupil", "1-1-01", "--all"), 2),
        (("--pdf", "--encrypt"), 2),
        (("--template", "ない.xlsx"), 4),
        (("--template", "1-1 4月.csv"), 4),
    ],
)
def test_mistakes_of_the_call(folder: Path, words: tuple[str, ...], code: int) -> None:
    """Each ends with its exit code and a sentence, and writes nothing."""
    said = report(folder, "monthly", *words)
    assert said.code == code, said.err
    assert said.err.startswith("エラー: ")
    assert not (folder / "報告").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to(folder: Path) -> None:
    """A read-only folder: exit 6, and its name."""
    (folder / "閉").mkdir(mode=0o500)
    said = report(folder, "monthly", "-o", "閉")
    assert said.code == 6
    assert "閉" in said.err


def test_the_output_is_a_file(folder: Path) -> None:
    """-o names a file: exit 6, and the file is as it was."""
    (folder / "メモ").write_text("大切", encoding="utf-8")
    said = report(folder, "monthly", "-o", "メモ")
    assert said.code == 6
    assert (folder / "メモ").read_text(encoding="utf-8") == "大切"
