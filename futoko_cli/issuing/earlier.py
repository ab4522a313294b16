"""A child's last workbook (前回の様式): found by the journal, or by what its cells say where a person renamed it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from futoko_cli.core.issues import Issue, Severity
from futoko_cli.errors import TemplateError
from futoko_cli.forms.dates import month_of, school_months
from futoko_cli.forms.field import Form
from futoko_cli.forms.shared import CLASS, GRADE, KEY, NAME
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.issuing.carry import Earlier, lasting
from futoko_cli.issuing.file_names import public_key
from futoko_cli.issuing.journal import KEPT_SIGN, Entry, Journal, load, sha256
from futoko_cli.issuing.plain import Read, plain, sign_of, value_of
from futoko_cli.issuing.reading_back import Paper, read_back
from futoko_cli.splice.alike import Makes

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment, Pupil

_SUFFIXES: Final = (".xlsx", ".xlsm")
_ASK: Final = "パスワードを --password-file か --encrypt-password-file で渡してください。"
_REPORT_MONTH: Final = "報告年月"


@dataclass(slots=True)
class _Folder:
    """One earlier month: its journal, every workbook that the journal does not know by name, and what was read."""

    month: str
    journal: Journal
    strangers: list[Paper] | None = None
    read: dict[str, Paper | None] = field(default_factory=dict)
    forms: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)  # by form and key
    issued: set[str] = field(default_factory=set)  # digests of everything as it was issued
    kept: set[str] = field(default_factory=set)  # … of what was given up (--discard-edits)

    def __post_init__(self) -> None:
        """A batch asks for every child: looked through once."""
        for entry in self.journal.entries.values():
            (self.kept if entry.kind == "kept" else self.issued).add(entry.sha256)
            if entry.kind == "form":
                self.forms.setdefault((entry.form, entry.key), []).append(entry)


@dataclass(slots=True)
class EarlierForms:
    """All earlier months of the school year in an output folder, the latest first.

    ``pupils``: everybody in the register. ``passwords`` are tried on locked workbooks. ``issues`` gathers what could
    not be read, ``theirs`` the names that people gave to workbooks.
    """

    form: Form
    folders: list[_Folder]
    pupils: Sequence[Pupil]
    passwords: Sequence[str] = ()
    issues: list[Issue] = field(default_factory=list)
    theirs: set[str] = field(default_factory=set)
    current: _Folder | None = None
    makes: Makes = field(default_factory=Makes)

    def of(self, pupil: Pupil, since: str = "") -> Earlier | None:
        """The child's latest earlier workbook; None where there is none, or where two say different things.

        ``since``: the month in which the child's stage was first reached. From then on it may have a form under another
        key, where its number or class has changed.
        """
        for folder in self.folders:
            entries = self._entries(folder, pupil)
            own = self._own(folder, pupil, entries)
            papers = [*own, *self._unknown(folder, pupil)]
            if not papers and since and since <= folder.month:
                papers = self._moved(folder, pupil)
            if papers:
                return self._one(folder, pupil, entries, papers)
            if entries and not any(folder.read.get(entry.file) for entry in entries):
                self._tell(
                    "form-previous-missing",
                    pupil,
                    f"{pupil.key} の {folder.month} の様式 {entries[0].file} を読めません。",
                    "ファイルを消した、動かした、または壊れたときは、前月の記入は引き継がれません。",
                    entries[0].file,
                )
        return None

    def issued(self, pupil: Pupil) -> bool:
        """Whether a form was issued for the child in an earlier month of the year (継続)."""
        return any(_issued_to(entry, pupil) for folder in self.folders for entry in self._entries(folder, pupil))

    def renamed(self, journal: Journal, month: str, pupil: Pupil) -> Path | None:
        """The child's form of the current month under a name that the journal does not know."""
        return next((paper.path for paper in self._unknown(self._now(journal, month), pupil)), None)

    def beside(self, journal: Journal, month: str, pupil: Pupil, own: Path) -> list[Path]:
        """Other papers of the current month that somebody edited and that name the child."""
        now = self._now(journal, month)
        found = [paper for paper in self._unknown(now, pupil) if paper.path != own]
        try:
            seen = {*now.issued, sha256(own.read_bytes())} if found else set()
        except OSError:
            return []
        return [paper.path for paper in found if paper.sha256 not in seen]

    def _now(self, journal: Journal, month: str) -> _Folder:
        if self.current is None:
            self.current = _Folder(month, journal)
        return self.current

    def _entries(self, folder: _Folder, pupil: Pupil) -> list[Entry]:
        return folder.forms.get((self.form.id, public_key(pupil)), [])

    def _own(self, folder: _Folder, pupil: Pupil, entries: Sequence[Entry]) -> list[Paper]:
        """Papers issued under the child's key that name the child: a key may have gone over to another child."""
        found = []
        for entry in entries:
            paper = self._issued_paper(folder, entry)
            if paper is None:
                continue
            if not _of_month(paper, folder.month):
                self._tell(
                    "form-previous-missing",
                    pupil,
                    f"{folder.month} の {entry.file} は、報告年月が別の月の様式です。引き継いでいません。",
                    "別の月の様式を写していないか確かめ、その月の様式を戻してください。",
                    entry.file,
                    grave="error",
                )
            elif _names(paper.values, pupil) or _issued_to(entry, pupil):
                found.append(paper)
            else:
                self._tell(
                    "form-previous-other",
                    pupil,
                    f"{folder.month} の様式 {entry.file} の氏名が、出席簿の {pupil.key} と違います。引き継いでいません。",
                    "番号が変わったか、氏名を書きかえたかを確かめ、要るところは手で写してください。",
                    entry.file,
                )
        return found

    def _moved(self, folder: _Folder, pupil: Pupil) -> list[Paper]:
        """Papers issued under another key for the only child of this name in its grade."""
        namesakes = [p for p in self.pupils if (p.class_id.grade, _squeezed(p.name)) == _who(pupil)]
        if len(namesakes) != 1:
            return []
        found = []
        for entry in folder.journal.entries.values():
            if entry.kind == "form" and entry.form == self.form.id and entry.key != public_key(pupil):
                paper = self._issued_paper(folder, entry)
                if paper is not None and _of_month(paper, folder.month) and _names(paper.values, pupil, strictly=True):
                    found.append(paper)
        return found

    def _issued_paper(self, folder: _Folder, entry: Entry) -> Paper | None:
        """The paper under the name it was issued with, read once."""
        if entry.file not in folder.read:
            path = folder.journal.folder / entry.file
            folder.read[entry.file] = self._read(path, named=True) if path.exists() else None
        return folder.read[entry.file]

    def _unknown(self, folder: _Folder, pupil: Pupil) -> list[Paper]:
        """Papers under names that the journal does not know, whose cells say that they are this child's."""
        if folder.strangers is None:
            folder.strangers = list(self._strangers(folder))
        found = [paper for paper in folder.strangers if _belongs(paper.values, pupil)]
        called_so = sum(p.class_id == pupil.class_id and _who(p) == _who(pupil) for p in self.pupils)
        if found and called_so > 1:
            for paper in [paper for paper in found if not _has_key(paper.values)]:
                found.remove(paper)
                self._tell(
                    "form-previous-other",
                    pupil,
                    f"{folder.month} の様式 {paper.path.name} は、同じ氏名の児童生徒が{called_so}人いて、"
                    "だれのものか分かりません。引き継いでいません。",
                    "発行したときのファイル名に戻すか、要るところを手で写してください。",
                    paper.path.name,
                )
        return found

    def _strangers(self, folder: _Folder) -> Iterator[Paper]:
        known = folder.journal.entries
        try:
            paths = sorted(folder.journal.folder.iterdir())
        except OSError:
            return
        marks = {each.name for each in lasting(self.form) if each.carried}
        for path in paths:
            name = unicodedata.normalize("NFC", path.name)
            if path.suffix.lower() not in _SUFFIXES or name in known or name.startswith(("~$", ".")):
                continue
            if f"（{KEPT_SIGN}" in name:
                continue
            paper = self._read(path, named=False)
            if paper is None or marks & paper.values.keys():
                self.theirs.add(path.name)
            if (
                paper is not None
                and paper.sha256 not in folder.kept
                and marks & paper.values.keys()
                and _of_month(paper, folder.month)
            ):
                yield paper

    def _read(self, path: Path, *, named: bool) -> Paper | None:
        """A workbook's named cells; None where it cannot be opened, which is told."""
        try:
            return read_back(path, self.passwords, self.makes)
        except (FileProblem, TemplateError) as error:
            problem = error.issue if isinstance(error, FileProblem) else error
        self.issues.append(
            Issue(
                "form-previous-unread",
                f"{path.parent.name}/{path.name} を読めないため、そこに書いたことは引き継いでいません。{problem.message}",
                _ASK if getattr(problem, "code", "") == "file-encrypted" else problem.hint,
                path.name,
                grave=None if named else "warning",
            )
        )
        return None

    def _one(self, folder: _Folder, pupil: Pupil, entries: list[Entry], papers: list[Paper]) -> Earlier | None:
        """The one paper that counts: of several, the only one that a person edited."""
        edited = [paper for paper in papers if paper.sha256 not in folder.issued]
        if len({_said(self.form, paper) for paper in edited}) > 1:
            names = "と".join(paper.path.name for paper in edited)
            self._tell(
                "form-previous-doubled",
                pupil,
                f"{pupil.key} の {folder.month} の様式が2つあり、どちらも手で直されています: {names}",
                "今回は引き継いでいません。使うほうだけを残して（もう一方は別のフォルダーへ）、--force を付けてもう一度作ってください。",
                edited[0].path.name,
            )
            return None
        paper = (edited or papers)[0]
        entry = folder.journal.entries.get(paper.path.name) or next(iter(entries), None)
        return Earlier(paper.path.name, folder.month, paper.values, entry, paper.sha256 in folder.issued)

    def _tell(self, code: str, pupil: Pupil, message: str, hint: str, file: str, grave: Severity | None = None) -> None:
        issue = Issue(code, message, hint, file, subject=_subject(pupil), names=(pupil.name,), grave=grave)
        if issue not in self.issues:
            self.issues.append(issue)


def earlier_forms(
    out: Path, form: Form, month: str, assessment: Assessment, passwords: Sequence[str] = ()
) -> EarlierForms:
    """The folders of the months before ``month`` that exist; a damaged journal is an issue."""
    found = EarlierForms(form, [], assessment.register.pupils, passwords)
    for each in reversed([m for m in school_months(assessment.school_year) if m < month]):
        if (out / each).is_dir():
            journal, issue = load(out / each)
            found.folders.append(_Folder(each, journal))
            if issue is not None:
                found.issues.append(issue)
    return found


def _subject(pupil: Pupil) -> str:
    return pupil.key if pupil.number is not None else ""


def _of_month(paper: Paper, month: str) -> bool:
    """Whether a paper is of the folder's month, as far as it says (報告年月): a copy of an older one is not."""
    day = value_of(paper.values.get(_REPORT_MONTH), "date")
    return not isinstance(day, date) or month_of(day) == month


def _belongs(values: dict[str, Read], pupil: Pupil) -> bool:
    """Whether a renamed workbook's cells say it is this child's: by key and name, else by grade, class and name."""
    if _has_key(values):
        return plain(values[KEY.name], "text") == unicodedata.normalize("NFC", pupil.key) and _names(values, pupil)
    return _squeezed(values.get(CLASS.name)) == _squeezed(pupil.class_id.name) and _names(values, pupil, strictly=True)


def _has_key(values: dict[str, Read]) -> bool:
    return bool(plain(values.get(KEY.name), "text"))


def _names(values: dict[str, Read], pupil: Pupil, *, strictly: bool = False) -> bool:
    """Whether a workbook names this child; one without a box for the name does, unless ``strictly`` (then grade too)."""
    name = _squeezed(values.get(NAME.name))
    if not strictly:
        return name in ("", _squeezed(pupil.name))
    grade = "" if pupil.class_id.grade is None else str(pupil.class_id.grade)
    return (_squeezed(values.get(GRADE.name)), name) == (grade, _squeezed(pupil.name))


def _issued_to(entry: Entry, pupil: Pupil) -> bool:
    """Whether a form was issued under this name, whatever a person has made of the name since (髙 for 高)."""
    note = entry.fields.get(NAME.name)
    return note is not None and note.written == sign_of(pupil.name, NAME.kind)


def _who(pupil: Pupil) -> tuple[int | None, str]:
    return pupil.class_id.grade, _squeezed(pupil.name)


def _squeezed(value: Read) -> str:
    return "".join(unicodedata.normalize("NFKC", plain(value, "text")).split())


def _said(form: Form, paper: Paper) -> tuple[tuple[str, str], ...]:
    """What a paper says in boxes that a person writes in."""
    return tuple(
        (each.name, plain(paper.values[each.name], each.kind)) for each in form.fields if each.name in paper.values
    )
