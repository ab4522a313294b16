"""A batch from register and ledger to files: first run, second run, force, edits, stops on the way."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from futoko_cli import outputs
from futoko_cli.core.ledger import Causes, Child
from futoko_cli.core.model import Assessment
from futoko_cli.errors import OutputError, TemplateError
from futoko_cli.issuing import outbox
from futoko_cli.issuing.batch import issue
from futoko_cli.issuing.edits import Rights
from futoko_cli.issuing.outbox import Outcome
from tests.issuing.paper import LINES, NAMES, blank_form, codes, form_of, make, read, saved, school, told, typed

MANY = tuple(f"子{n} 4/7- 出 5/12- 欠*{n + 7}" for n in range(6))


def many() -> Assessment:
    """Six children with a report in May."""
    return school(*MANY, names=tuple(f"見本 {n}子" for n in range(6)))


def outcomes(folder: Path, **more: Any) -> dict[str, Outcome]:  # noqa: ANN401  words of make
    """What became of each child's form."""
    batch = make(folder, **more)
    return {row.pupil.key: row.outcome for row in batch.rows}


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_month(tmp_path: Path) -> None:
    """June: one report, the list and the journal; every number is a number."""
    batch = make(tmp_path)
    assert sorted(files(tmp_path)) == ["2025-06/issued.json", "2025-06/一覧.xlsx", "2025-06/欠席状況報告書_1-1-01.xlsx"]
    found = read(form_of(tmp_path / "2025-06"))
    assert found["児童生徒氏名"] == "山田 太郎"
    assert found["欠席日数_05月"] == 13
    assert found["欠席日数_06月"] == 8
    assert found["新規継続"] == "継続"
    assert [left.pupil.key for left in batch.left_out] == ["1-1-02"]
    assert "今月の状況" in batch.rows[0].to_write


def test_second_run_changes_nothing(tmp_path: Path) -> None:
    """The same call again writes nothing: every byte is as before."""
    make(tmp_path)
    before = files(tmp_path)
    assert outcomes(tmp_path) == {"1-1-01": Outcome.UNCHANGED}
    assert files(tmp_path) == before


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    """--dry-run says what would be written; not even a folder is made."""
    batch = make(tmp_path / "報告", dry_run=True)
    assert [row.outcome for row in batch.rows] == [Outcome.PLANNED]
    assert not (tmp_path / "報告").exists()


def test_changed_counts_need_force(tmp_path: Path) -> None:
    """A corrected register: the issued form stays and is named as an error; --force writes it anew."""
    make(tmp_path)
    before = form_of(tmp_path / "2025-06").read_bytes()
    corrected = school(LINES[0].replace("欠*8", "欠*7"), *LINES[1:])
    batch = make(tmp_path, register=corrected)
    assert [row.outcome for row in batch.rows] == [Outcome.OUTDATED]
    assert codes(batch) == ["form-outdated"]
    assert batch.has_errors
    assert form_of(tmp_path / "2025-06").read_bytes() == before
    assert outcomes(tmp_path, register=corrected, rights=Rights(force=True)) == {"1-1-01": Outcome.WRITTEN}
    assert read(form_of(tmp_path / "2025-06"))["欠席日数_06月"] == 7


def test_a_persons_edit_survives_force(tmp_path: Path) -> None:
    """What a teacher typed stays through a second run and through --force; only --discard-edits gives it up."""
    make(tmp_path)
    path = typed(form_of(tmp_path / "2025-06"), {"今月の状況": "登校の意欲が見られる"})
    assert outcomes(tmp_path, rights=Rights(force=True)) == {"1-1-01": Outcome.KEPT}
    corrected = school(LINES[0].replace("欠*8", "欠*7"), *LINES[1:])
    batch = make(tmp_path, register=corrected, rights=Rights(force=True))
    assert [row.outcome for row in batch.rows] == [Outcome.EDITED]
    assert codes(batch) == ["form-edited"]
    assert "今月の状況" not in batch.rows[0].to_write
    assert read(path)["今月の状況"] == "登校の意欲が見られる"
    assert outcomes(tmp_path, register=corrected, rights=Rights(discard_edits=True)) == {"1-1-01": Outcome.WRITTEN}
    assert read(path)["今月の状況"] is None


def test_a_file_that_no_journal_knows(tmp_path: Path) -> None:
    """Without the journal a file may hold anybody's work: it is left alone, whatever --force says."""
    make(tmp_path)
    path = typed(form_of(tmp_path / "2025-06"), {"今月の状況": "手書き"})
    (tmp_path / "2025-06/issued.json").unlink()
    assert outcomes(tmp_path, rights=Rights(force=True)) == {"1-1-01": Outcome.UNKNOWN}
    assert read(path)["今月の状況"] == "手書き"


def test_our_own_file_without_a_journal(tmp_path: Path) -> None:
    """After a kill between file and journal, the same bytes are recognised and entered again."""
    make(tmp_path)
    journal = tmp_path / "2025-06/issued.json"
    before = journal.read_bytes()
    journal.unlink()
    assert outcomes(tmp_path) == {"1-1-01": Outcome.UNCHANGED}
    assert journal.read_bytes() == before


DAMAGE = [
    b"",
    b"{",
    b"[]",
    b"\xff\xfe\x00",
    b'{"futoko_issued_version": 99, "files": []}',
    b'{"futoko_issued_version": 1, "files": [{"file": "../x.xlsx", "kind": "form", "sha256": "", "content": ""}]}',
    b'{"futoko_issued_version": 1, "files": [{"file": "x.xlsx", "kind": "form", "sha256": 5, "content": ""}]}',
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_journal_is_kept(tmp_path: Path, damage: bytes) -> None:
    """A journal that cannot be read is named and kept under another name; the files in it count as edited."""
    make(tmp_path)
    (tmp_path / "2025-06/issued.json").write_bytes(damage)
    typed(form_of(tmp_path / "2025-06"), {"今月の状況": "手書き"})
    (tmp_path / "2025-06/一覧.xlsx").unlink()
    batch = make(tmp_path, rights=Rights(force=True))
    assert codes(batch) == ["form-edited", "form-journal"]
    assert (tmp_path / "2025-06/issued-読めない控え1.json").read_bytes() == damage
    assert read(form_of(tmp_path / "2025-06"))["今月の状況"] == "手書き"


def test_the_journal_holds_counts_and_no_name(tmp_path: Path) -> None:
    """issued.json says from which days and counts a form was made, and nobody's name."""
    ledger = told(Child("1-1-01", guardian="山田 一郎"), Causes("1-1-01", main="友人関係", overall="所見の文"))
    make(tmp_path, ledger=ledger, inputs=("0" * 64,))
    text = (tmp_path / "2025-06/issued.json").read_text(encoding="utf-8")
    entry = next(e for e in json.loads(text)["files"] if e["kind"] == "form")
    assert entry["key"] == "1-1-01"
    assert entry["period"] == "2025-06"
    assert entry["policy"] == "mihon"
    assert entry["absent_by_month"] == {"2025-05": 13, "2025-06": 8, "2025-07": 2}
    assert entry["absent_days"] == [f"2025-06-{day:02}" for day in (2, 3, 4, 5, 6, 9, 10, 11)]
    assert entry["inputs"] == ["0" * 64]
    assert not any(word in text for word in ("山田", "太郎", "一郎", "所見の文"))


def test_ctrl_c_in_the_middle(tmp_path: Path) -> None:
    """Ctrl-C after the third child: three whole files, all of them in the journal; the next run makes the rest."""

    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(tmp_path, "2025-05", register=many(), progress=stop)
    stopped = files(tmp_path / "2025-05")
    assert len([name for name in stopped if name.startswith("欠席状況報告書")]) == 3
    assert not [name for name in stopped if name.endswith(".tmp")]
    assert len(json.loads(stopped["issued.json"])["files"]) == 3
    found = outcomes(tmp_path, month="2025-05", register=many())
    assert list(found.values()) == [Outcome.UNCHANGED] * 3 + [Outcome.WRITTEN] * 3


def test_ctrl_c_while_a_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C between writing and renaming: no half file, no temporary one; what was done is in the journal."""
    rename = Path.replace

    def stop(self: Path, target: Path) -> Path:
        if "1-1-03" in target.name:
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            make(tmp_path, "2025-05", register=many())
    assert sorted(files(tmp_path / "2025-05")) == [
        "issued.json",
        "欠席状況報告書_1-1-01.xlsx",
        "欠席状況報告書_1-1-02.xlsx",
    ]


def failing(times: int) -> Callable[[Path, Path], Path]:
    """A rename that fails from the given call on, as on a full disk."""
    calls = iter(range(1_000))
    rename = Path.replace

    def replace_(self: Path, target: Path) -> Path:
        if next(calls) >= times:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    return replace_


def test_disk_full_from_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written: a clear message, no half file."""
    monkeypatch.setattr(Path, "replace", failing(0))
    with pytest.raises(OutputError, match="書けません"):
        make(tmp_path, "2025-05", register=many())
    assert files(tmp_path) == {}


def test_disk_full_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are written, then the disk is full: the journal cannot be saved either; the next run completes."""
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing(2))
        with pytest.raises(OutputError):
            make(tmp_path, "2025-05", register=many())
    assert len(files(tmp_path)) == 2
    found = outcomes(tmp_path, month="2025-05", register=many())
    assert list(found.values()) == [Outcome.UNCHANGED] * 2 + [Outcome.WRITTEN] * 4


def test_one_file_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One form is open in Excel: it is named, the others are written."""
    write = outputs.write_file

    def refuse(data: bytes, output: Path, *, force: bool) -> None:
        if "1-1-02" in output.name:
            raise OutputError(f"{output} に書けません。", "Excel などで開いていないか確かめてください。")
        write(data, output, force=force)

    monkeypatch.setattr(outbox, "write_file", refuse)
    batch = make(tmp_path, "2025-05", register=many())
    assert batch.failed
    assert codes(batch) == ["form-unwritten"]
    assert len(batch.having(Outcome.WRITTEN)) == 5


def test_excels_own_sign_of_an_open_file(tmp_path: Path) -> None:
    """Where Excel's ~$ file lies beside a form, --force does not write under Excel's hands."""
    make(tmp_path)
    form = form_of(tmp_path / "2025-06")
    before = form.read_bytes()
    form.with_name(f"~${form.name}").write_bytes(b"")
    corrected = school(LINES[0].replace("欠*8", "欠*7"), *LINES[1:])
    with pytest.raises(OutputError, match="Excel で開かれています"):
        make(tmp_path, register=corrected, rights=Rights(force=True))
    assert form.read_bytes() == before


def test_the_folder_is_a_file(tmp_path: Path) -> None:
    """Where the output folder cannot be made, the message names it."""
    (tmp_path / "2025-06").write_text("")
    with pytest.raises(OutputError, match="2025-06"):
        make(tmp_path)


@pytest.mark.parametrize(
    ("refers", "word"), [("様式!$B$90:$C$90", "総合所見"), ("様式!#REF!", "総合所見"), ("様式!$B$1", "同じセル")]
)
def test_a_template_whose_name_is_broken_is_refused(tmp_path: Path, refers: str, word: str) -> None:
    """Two cells, a deleted one, another field's: the box would be empty on every form, and a person's words lost next month."""
    book = openpyxl.load_workbook(io.BytesIO(blank_form()))
    book.defined_names["総合所見"] = DefinedName("総合所見", attr_text=refers)
    with pytest.raises(TemplateError, match=word):
        make(tmp_path, template=saved(book))
    assert list(tmp_path.iterdir()) == []


def test_template_without_a_child(tmp_path: Path) -> None:
    """A workbook that names neither child nor key cannot be used."""
    template = blank_form(without=("児童生徒氏名", "児童生徒キー"))
    with pytest.raises(TemplateError, match="児童生徒氏名"):
        make(tmp_path, template=template)


HOSTILE = (
    '=HYPERLINK("http://example.invalid","x")',
    "@SUM(A1)",
    "山田/太郎:",
    "𠮷田 﨑子",
    "山田\u202e郎太",
    "+1",
    "CON",
)


def test_hostile_names(tmp_path: Path) -> None:
    """Whatever a child is called, the form holds it as text, and each file is an ordinary one in the folder."""
    lines = tuple(f"子{n} 4/7- 出 5/12- 欠*8" for n in range(len(HOSTILE)))
    register = school(*lines, names=HOSTILE)
    batch = make(tmp_path, "2025-05", register=register, with_names=True)
    assert [row.outcome for row in batch.rows] == [Outcome.WRITTEN] * len(HOSTILE)
    assert {p.parent for p in tmp_path.rglob("*.xlsx")} == {tmp_path / "2025-05"}
    for row, name in zip(batch.rows, HOSTILE, strict=True):
        assert read(row.path)["児童生徒氏名"] == name
        assert row.path.exists()


def test_quick_once_for_each_occasion(tmp_path: Path) -> None:
    """速報 is issued once; on the next day it stands as it is, and that is no fault."""
    first = make(tmp_path, "", form="quick")
    assert [row.path.name for row in first.rows] == ["速報_1-1-01_2025-05-20.xlsx"]
    longer = school(f"{LINES[0]} 7/17- 欠", *LINES[1:], upto="7/17")
    later = make(tmp_path, "", form="quick", register=longer, day=date(2025, 7, 17))
    assert [row.outcome for row in later.rows] == [Outcome.ISSUED]
    assert not later.has_errors


def test_names_only_when_asked(tmp_path: Path) -> None:
    """No file is called after a child; with --with-names every form is."""
    make(tmp_path)
    assert not any("山田" in name for name in files(tmp_path))
    batch = make(tmp_path / "名", with_names=True)
    assert batch.rows[0].path.name == f"欠席状況報告書_1-1-01_{NAMES[0]}.xlsx"


def test_long_text_is_reported_not_cut(tmp_path: Path) -> None:
    """A text longer than its box stands there whole, and the box is named."""
    long = "長い所見。" * 200
    batch = make(tmp_path, ledger=told(Causes("1-1-01", overall=long)))
    assert codes(batch) == ["form-overflow"]
    assert "総合所見" in batch.issues[0].message
    assert read(form_of(tmp_path / "2025-06"))["総合所見"] == long


def test_register_entered_to_the_middle_of_the_month(tmp_path: Path) -> None:
    """6/20 is the last day entered: the six school days left are named; entered to 6/30, nothing is said."""
    batch = make(tmp_path, register=school(upto="6/20"))
    assert codes(batch) == ["form-month-partial"]
    assert batch.issues[0].message == "6月は6/20までの入力です。6月の残り6授業日は数えていません。"
    assert codes(make(tmp_path / "2", register=school(upto="6/30"))) == []


def test_progress_is_told(tmp_path: Path) -> None:
    """Each child is counted once."""
    seen: list[tuple[int, int]] = []
    make(tmp_path, "2025-05", register=many(), progress=lambda n, total: seen.append((n, total)))
    assert seen == [(n, 6) for n in range(1, 7)]


def test_a_macro_template_keeps_its_suffix(tmp_path: Path) -> None:
    """A form made from an .xlsm is an .xlsm."""
    job = make(tmp_path, dry_run=True).job
    batch = issue(replace(job, template_label="様式.XLSM"))
    assert batch.rows[0].path.name == "欠席状況報告書_1-1-01.xlsm"
