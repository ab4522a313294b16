"""What goes with the forms: the list, mail drafts, previews."""

from __future__ import annotations

import email
import io
import shutil
import zipfile
from dataclasses import replace
from email import policy as mail_policy
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from futoko_cli.core.model import Assessment
from futoko_cli.errors import OutputError
from futoko_cli.forms.case import School
from futoko_cli.issuing import preview
from futoko_cli.issuing.edits import Rights
from futoko_cli.issuing.extras import list_name
from futoko_cli.issuing.mail_draft import Draft, body_of, make_draft
from futoko_cli.issuing.outbox import Outcome
from tests.issuing.paper import LINES, NAMES, codes, form_of, make, school, typed
from tests.terminal.fabricate import policy

SCHOOL = School("見本市立第一中学校", "校長 一", "担任 二", "担当 三")


def rows_of(data: bytes, sheet: str) -> list[list[object]]:
    """What a sheet shows."""
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True)]


def by_mail() -> Assessment:
    """The register under a policy that sends 速報 by mail and asks for a call."""
    rules = policy()
    report = rules.stages[1]
    duties = tuple(
        replace(d, mail="centre@example.invalid", phone="00-0000 内線1") if d.form == "quick" else d
        for d in report.duties
    )
    stage = replace(report, duties=duties)
    whole = school()
    found = tuple(
        replace(r, stages=tuple(replace(s, stage=stage) if s.stage.id == "report" else s for s in r.stages))
        for r in whole.pupils
    )
    return replace(whole, pupils=found)


def test_the_list(tmp_path: Path) -> None:
    """Counts as numbers, 継続, what is still to be written, to whom and by when; who is left out on the second sheet."""
    batch = make(tmp_path, school=SCHOOL)
    assert batch.listed is not None
    data = batch.listed.read_bytes()
    title, note, head, *rows = rows_of(data, "一覧")
    assert title[0] == "欠席状況報告書 一覧　2025年6月分"
    assert "見本市立第一中学校" in str(note[0])
    assert head[3] == "6月の欠席"
    assert rows[0][:6] == ["1-1-01", "1年1組", "山田 太郎", 8, 21, "継続"]
    assert "今月の状況" in str(rows[0][6])
    assert rows[0][7:10] == ["市教育委員会", "7/4", "欠席状況報告書_1-1-01.xlsx"]
    *_, left = rows_of(data, "作らない児童生徒")
    assert left == ["1-1-02", "1年1組", "鈴木 花子", "6月の欠席が0日です。"]


def test_the_list_is_ready_to_print(tmp_path: Path) -> None:
    """A4 landscape, one page wide, its heading on every page; the same bytes for the same list."""
    listed = make(tmp_path).listed
    other = make(tmp_path / "2").listed
    assert listed is not None
    assert other is not None
    sheet = openpyxl.load_workbook(listed)["一覧"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "D4"
    assert (sheet.row_dimensions[4].height or 0) > 2 * 13  # many boxes are open: the row is as high as their names
    assert listed.read_bytes() == other.read_bytes()


def test_hostile_names_in_the_list(tmp_path: Path) -> None:
    """A name that looks like a formula or a link is text."""
    names = ('=HYPERLINK("http://example.invalid")', "@SUM(A1)", "http://example.invalid/")
    listed = make(tmp_path, "2025-05", register=school(*LINES, names=names)).listed
    assert listed is not None
    shown = [row[2] for row in rows_of(listed.read_bytes(), "一覧")[3:]]
    assert shown == list(names[:2])
    with zipfile.ZipFile(listed) as package:
        sheets = b"".join(package.read(name) for name in package.namelist() if "worksheets" in name)
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets


def test_the_list_follows_the_forms(tmp_path: Path) -> None:
    """Counts change: the list is written anew unasked, though the form waits for --force; edited by hand it stays."""
    make(tmp_path)
    corrected = school(LINES[0].replace("欠*8", "欠*7"), *LINES[1:])
    listed = make(tmp_path, register=corrected).listed
    assert listed is not None
    assert rows_of(listed.read_bytes(), "一覧")[3][3] == 7
    book = openpyxl.load_workbook(listed)
    book["一覧"]["K4"] = "校長 確認ずみ"
    book.save(listed)
    batch = make(tmp_path, rights=Rights(force=True))
    assert codes(batch) == ["form-edited"]
    assert rows_of(listed.read_bytes(), "一覧")[3][10] == "校長 確認ずみ"


def test_lists_of_parts_of_the_school(tmp_path: Path) -> None:
    """A call for one class has a list of its own; one for single children writes none."""
    assert list_name("") == "一覧.xlsx"
    part = make(tmp_path, register=replace(school(), selected="1年1組"))
    assert part.listed is not None
    assert part.listed.name == "一覧_1年1組.xlsx"
    assert make(tmp_path, keys=("1-1-01",)).listed is None


def draft_of(path: Path) -> EmailMessage:
    """The draft as a mail program opens it."""
    return email.message_from_bytes(path.read_bytes(), policy=mail_policy.default)


def test_a_draft(tmp_path: Path) -> None:
    """Unsent, to the address of the policy, no child in the subject, the form attached under its name."""
    batch = make(tmp_path, "", form="quick", register=by_mail(), school=SCHOOL, mail=True)
    assert [path.name for path in batch.drafts] == ["速報_1-1-01_2025-05-20.eml"]
    mail = draft_of(batch.drafts[0])
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "centre@example.invalid"
    assert mail["Subject"] == "速報の提出（見本市立第一中学校）"
    assert mail["Date"] is None
    body = mail.get_body()
    assert body is not None
    text = body.get_content()
    assert "00-0000 内線1" in text
    assert not any(name in text for name in NAMES)
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "速報_1-1-01_2025-05-20.xlsx"
    assert attached.get_content() == batch.rows[0].path.read_bytes()
    assert codes(batch) == []


def test_a_draft_of_a_form_called_after_the_child(tmp_path: Path) -> None:
    """--with-names: the files on this computer have the name; the attachment, read on its way, has not."""
    batch = make(tmp_path, "", form="quick", register=by_mail(), mail=True, with_names=True)
    assert NAMES[0] in batch.drafts[0].name
    (attached,) = draft_of(batch.drafts[0]).iter_attachments()
    assert attached.get_filename() == "速報_1-1-01_2025-05-20.xlsx"


def test_a_draft_has_what_the_person_typed(tmp_path: Path) -> None:
    """The form is filled in by hand, then the draft is made: it holds the edited form, and follows later edits."""
    make(tmp_path, "", form="quick", register=by_mail())
    path = typed(form_of(tmp_path / "速報", "1-1-01_2025-05-20", "速報"), {"備考": "至急"})
    for note in ("一", "二"):
        typed(path, {"備考": note})
        batch = make(tmp_path, "", form="quick", register=by_mail(), mail=True)
        (attached,) = draft_of(batch.drafts[0]).iter_attachments()
        assert attached.get_content() == path.read_bytes()


def test_a_policy_without_an_address(tmp_path: Path) -> None:
    """No address in the policy: a draft without one, and a word about it."""
    batch = make(tmp_path, "", form="quick", mail=True)
    assert draft_of(batch.drafts[0])["To"] is None
    assert codes(batch) == ["form-mail-address"]


def test_a_draft_is_the_same_each_time() -> None:
    """The same form, the same bytes; a school's name with a line break begins no header of its own."""
    draft = Draft(
        "速報",
        "見本中\r\nBcc: all@example.invalid",
        "担任",
        None,
        "速報_𠮷.xlsx",
        b"PK futoko-attachment-1",
        locked=True,
    )
    assert make_draft(draft) == make_draft(draft)
    mail = email.message_from_bytes(make_draft(draft), policy=mail_policy.default)
    assert mail["Bcc"] is None
    assert "パスワードは別に" in body_of(draft)


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@needs_office
def test_a_preview(tmp_path: Path) -> None:
    """One PDF beside the form; a second run makes none anew, an edit of the form does."""
    batch = make(tmp_path, pdf=True)
    (path,) = batch.previews
    assert path.name == "欠席状況報告書_1-1-01（プレビュー）.pdf"
    first = path.read_bytes()
    assert first.startswith(b"%PDF")
    make(tmp_path, pdf=True)
    assert path.read_bytes() == first
    typed(form_of(tmp_path / "2025-06"), {"今月の状況": "手書き"})
    assert [row.outcome for row in make(tmp_path, pdf=True).rows] == [Outcome.KEPT]
    assert path.read_bytes() != first


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what is missing, before anything is written."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(preview, "_USUAL", ())
    with pytest.raises(OutputError, match="LibreOffice"):
        make(tmp_path / "報告", pdf=True)
    assert not (tmp_path / "報告").exists()


def test_libreoffice_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that makes no PDF is told as such; the forms stand."""
    office = tmp_path / "soffice"
    office.write_text("#!/bin/sh\nexit 1\n")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    batch = make(tmp_path / "報告", pdf=True)
    assert codes(batch) == ["form-unwritten"]
    assert "プレビューができませんでした" in batch.issues[0].message
    assert form_of(tmp_path / "報告/2025-06").exists()
