"""A child's last workbook (前回の様式): found by the journal, or by what its cells say where a person renamed it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from futoko_cli.core.issues import Issue
from futoko_cli.errors import TemplateError
from futoko_cli.forms.dates import month_of, school_months
from futoko_cli.forms.field import Form
from futoko_cli.forms.shared import CLASS, GRADE, KEY, NAME
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.issuing.carry import Earlier, lasting
from futoko_cli.issuing.file_names import public_key
from futoko_cli.issuing.journal import Entry, Journal, load
from futoko_cli.issuing.plain import Read, plain, value_of
from futoko_cli.issuing.reading_back import Paper, read_back

if TYPE_CHECKING:
    from futoko_cli.core.model import Pupil

_SUFFIXES: Final = (".xlsx", ".xlsm")
_REPORT_MONTH: Final = "報告年月"


@dataclass(slots=True)
class _Folder:
    """One earlier month: its journal, and every workbook that the journal does not know by name."""

    month: str
    journal: Journal
    strangers: list[Paper] | None = None


@dataclass(slots=True)
class EarlierForms:
    """All earlier months of the school year in an output folder, the latest first.

    ``passwords`` are tried on locked workbooks. ``issues`` gathers what could not be read.
    """

    form: Form
    folders: list[_Folder]
    passwords: Sequence[str] = ()
    issues: list[Issue] = field(default_factory=list)
    current: _Folder | None = None

    def of(self, pupil: Pupil) -> Earlier | None:
        """The child's latest earlier workbook; None where there is none, or where two say different things."""
        for folder in self.folders:
            entries = self._entries(folder, pupil)
            papers = [*self._known(folder, entries), *self._unknown(folder, pupil)]
            if papers:
                return self._one(folder, pupil, entries, papers)
            if entries:
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
        return any(self._entries(folder, pupil) for folder in self.folders)

    def renamed(self, journal: Journal, month: str, pupil: Pupil) -> Path | None:
        """The child's form of the current month under a name that the journal does not know."""
        if self.current is None:
            self.current = _Folder(month, journal)
        return next((paper.path for paper in self._unknown(self.current, pupil)), None)

    def _entries(self, folder: _Folder, pupil: Pupil) -> list[Entry]:
        key = public_key(pupil)
        known = folder.journal.entries.values()
        return [each for each in known if each.kind == "form" and each.form == self.form.id and each.key == key]

    def _known(self, folder: _Folder, entries: Sequence[Entry]) -> Iterator[Paper]:
        """Papers under the names they were issued with: two where a call named files by children, another did not."""
        for entry in entries:
            path = folder.journal.folder / entry.file
            if path.exists() and (paper := self._read(path, named=True)) is not None:
                yield paper

    def _unknown(self, folder: _Folder, pupil: Pupil) -> list[Paper]:
        if folder.strangers is None:
            folder.strangers = list(self._strangers(folder))
        return [paper for paper in folder.strangers if _belongs(paper.values, pupil)]

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
            paper = self._read(path, named=False)
            if paper is not None and marks & paper.values.keys() and _of_month(paper, folder.month):
                yield paper

    def _read(self, path: Path, *, named: bool) -> Paper | None:
        """A workbook's named cells; None where it cannot be opened, which is told."""
        try:
            return read_back(path, self.passwords)
        except (FileProblem, TemplateError) as error:
            message = error.issue.message if isinstance(error, FileProblem) else error.message
        self.issues.append(
            Issue(
                "form-previous-unread",
                f"{path.parent.name}/{path.name} を読めないため、そこに書いたことは引き継いでいません。{message}",
                "パスワード付きなら --password-file か --encrypt-password-file で渡してください。",
                path.name,
                grave=None if named else "warning",
            )
        )
        return None

    def _one(self, folder: _Folder, pupil: Pupil, entries: list[Entry], papers: list[Paper]) -> Earlier | None:
        """The one paper that counts: of several, the only one that a person edited."""
        issued = {e.sha256 for e in folder.journal.entries.values()}
        edited = [paper for paper in papers if paper.sha256 not in issued]
        if len({_said(self.form, paper) for paper in edited}) > 1:
            names = "と".join(paper.path.name for paper in edited)
            self._tell(
                "form-previous-doubled",
                pupil,
                f"{pupil.key} の {folder.month} の様式が2つあり、どちらも手で直されています: {names}",
                "使うほうだけを残して（もう一方は別のフォルダーへ）、もう一度作ってください。今回は引き継いでいません。",
                edited[0].path.name,
            )
            return None
        paper = (edited or papers)[0]
        named = [entry for entry in entries if entry.file == paper.path.name]
        entry = next(iter([*named, *entries]), None)
        return Earlier(paper.path.name, folder.month, paper.values, entry, paper.sha256 in issued)

    def _tell(self, code: str, pupil: Pupil, message: str, hint: str, file: str) -> None:
        self.issues.append(Issue(code, message, hint, file, subject=_subject(pupil), names=(pupil.name,)))


def earlier_forms(out: Path, form: Form, month: str, school_year: int, passwords: Sequence[str] = ()) -> EarlierForms:
    """The folders of the months before ``month`` that exist; a damaged journal is an issue."""
    found = EarlierForms(form, [], passwords)
    for each in reversed([m for m in school_months(school_year) if m < month]):
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
    """Whether a workbook's cells say it is this child's: by key, else by grade, class and name."""
    if KEY.name in values and (key := plain(values[KEY.name], "text")):
        return key == unicodedata.normalize("NFC", pupil.key)
    said = tuple(_squeezed(values.get(name.name)) for name in (GRADE, CLASS, NAME))
    grade = "" if pupil.class_id.grade is None else str(pupil.class_id.grade)
    return said == (grade, _squeezed(pupil.class_id.name), _squeezed(pupil.name))


def _squeezed(value: Read) -> str:
    return "".join(unicodedata.normalize("NFKC", plain(value, "text")).split())


def _said(form: Form, paper: Paper) -> tuple[tuple[str, str], ...]:
    """What a paper says in boxes that a person writes in."""
    return tuple(
        (each.name, plain(paper.values[each.name], each.kind)) for each in form.fields if each.name in paper.values
    )
