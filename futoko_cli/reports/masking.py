"""Leaving names out (--masked): no child's name and no reason from a cell reaches a masked output."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from futoko_cli.core.kinds import LABELS, Kind
from futoko_cli.ingest.marks import normal, standard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from futoko_cli.core.issues import Issue
    from futoko_cli.core.model import Assessment, Mark, Pupil, Source

HIDDEN: Final = "＊＊"
_LONGEST_MARK: Final = 6  # longer cell texts are sentences, not marks
_PAREN: Final = re.compile(r"[(（]")
_BRACKETS: Final = re.compile(r"（.*）", re.DOTALL)
_QUOTED: Final = re.compile(r"「((?:[^「」]|「[^「」]*」?)+)」")
_BETWEEN_MARKS: Final = re.compile(r"[・、,，+＋&＆|/\s]+")
_LETTERS: Final = re.compile(r"[ぁ-んァ-ヶー一-龥々〆𠀀-𪛟]")
_SIGNS: Final = 2  # so many letters are a sign where none of them is kana or kanji: ×, △2, AB
_DATE: Final = re.compile(r"[\d./年月日-]+")
_NAME_LIKE: Final = re.compile(r"[ぁ-んァ-ヶー一-龥々〆𠀀-𪛟]{2,10}")
#: Words of class, month and office: what holds one of them is called after its content.
_PAPER: Final = re.compile(
    r"出席|出欠|欠席|名簿|学年|学級|学校|小学|中学|年|組|月|クラス|一覧|集計|合計|記録|凡例|記号|表紙|目次|暦|行事|カレンダー"
    r"|予定|メモ|台帳|備考|説明|設定|提出|修正|訂正|資料|簿|表|票|用紙|シート|データ|テスト|結果|学期|前期|後期|前半|後半|その他|全体|全校"
)


def bare_mark(text: str) -> str:
    """A mark without the reason behind it: ``欠席(頭痛)`` → ``欠席``."""
    head = _PAREN.split(text, maxsplit=1)[0].strip()
    return head or text


def is_mark(text: str) -> bool:
    """Whether a cell's text is a mark or a date and no reason: words of the built-in table, single letters, two signs."""
    known = standard()
    parts = [part for part in _BETWEEN_MARKS.split(text) if part] or [text]
    return bool(_DATE.fullmatch(text)) or all(
        len(part) == 1 or normal(part) in known or (len(part) <= _SIGNS and not _LETTERS.search(part)) for part in parts
    )


@cache
def _own_sheets() -> frozenset[str]:
    """Titles of the ledger's own sheets: no names."""
    from futoko_cli.ledger.sheets import SHEETS

    return frozenset(kind.title for kind in SHEETS)


def _may_be_name(text: str) -> bool:
    """Whether a file or sheet could be called after a child: a few kana and kanji, no word of a school's papers."""
    bare = "".join(text.split())
    return bool(_NAME_LIKE.fullmatch(bare)) and not _PAPER.search(bare) and text not in _own_sheets()


def _strangers(sources: Iterable[Source], issues: Iterable[Issue]) -> dict[str, str]:
    """What could be a name among the files, and among the sheets that were not read, with what stands for it."""
    places = list(sources)
    read = {(source.file, source.sheet) for source in places}
    found: dict[str, str] = {}
    issues = list(issues)
    files = sorted({*(s.file for s in places), *(i.file for i in issues)})
    for name in (PurePath(part).stem for file in files for part in PurePath(file).parts):
        if _may_be_name(name):
            found.setdefault(name, f"{HIDDEN}{len(found) + 1}")
    for file, sheet in sorted({(i.file, i.sheet) for i in issues} - read):
        if _may_be_name(sheet) and file:
            found.setdefault(sheet, f"{HIDDEN}{len(found) + 1}")
    return found


def _without_free_text(issue: Issue) -> Issue:
    """A finding about a cell without what the cell says, where that is more than a mark."""
    if issue.code == "transfer-unmatched":
        return replace(issue, message=_BRACKETS.sub(f"（{HIDDEN}）", issue.message))
    if not issue.code.startswith(("mark-", "cell-", "column-", "row-", "date-")):
        return issue
    said = {issue.subject} if f"「{issue.subject}」" in issue.message else set()
    message, hint, subject = issue.message, issue.hint, issue.subject
    for text in sorted(said | set(_QUOTED.findall(message)), key=len, reverse=True):
        if is_mark(text):
            continue
        for left, right in ("「」", '""'):
            shown = f"{left}{HIDDEN}{right}"
            message, hint = (whole.replace(f"{left}{text}{right}", shown) for whole in (message, hint))
        subject = HIDDEN if subject == text else subject
    return replace(issue, message=message, hint=hint, subject=subject)


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Matches each name however its parts are spaced; longer names first, so that none is half left."""
    forms = set()
    for name in names:
        letters = [re.escape(c) for c in name if not c.isspace()]
        # a name of one letter or of digits alone would also hide what is no name
        if len(letters) > 1 and not name.isdigit():
            forms.add(r"\s*".join(letters))
    return re.compile("|".join(sorted(forms, key=len, reverse=True))) if forms else None


class Mask:
    """What a printer may show of one run. With ``masked`` False everything passes unchanged."""

    def __init__(
        self,
        *,
        masked: bool,
        pupils: Iterable[Pupil] = (),
        sources: Iterable[Source] = (),
        issues: Iterable[Issue] = (),
        files: Iterable[str] = (),
    ) -> None:
        """Learn the names; a child without a number is shown by its place in the register.

        ``files``: workbooks that people have named; a given name or a nickname may stand in each.
        """
        self.masked = masked
        self._keys: dict[str, str] = {}
        self._names: re.Pattern[str] | None = None
        self._strangers: dict[str, str] = {}
        if masked:
            hidden = _strangers(sources, issues)
            for name in sorted(files):
                hidden.setdefault(name, f"{HIDDEN}{len(hidden) + 1}{PurePath(name).suffix}")
                if _LETTERS.search(stem := PurePath(name).stem):
                    hidden.setdefault(stem, hidden[name].partition(".")[0])
            self._strangers = dict(sorted(hidden.items(), key=lambda item: -len(item[0])))
            everyone = list(pupils)
            self._names = _pattern(p.name for p in everyone)
            self._keys = {p.key: f"{p.class_id.label}-#{n}" for n, p in enumerate(everyone, 1) if p.number is None}

    @classmethod
    def of(cls, assessment: Assessment, *, masked: bool, files: Iterable[str] = ()) -> Mask:
        """The mask for an assessment: its children, those of totals-only sheets included; and ``files`` that people named."""
        everyone = [*assessment.register.pupils, *(t.pupil for t in assessment.totals)]
        places = [*assessment.sources, *(t.source for t in assessment.totals)]
        return cls(masked=masked, pupils=everyone, sources=places, issues=assessment.issues, files=files)

    def key(self, pupil: Pupil) -> str:
        """The child's key; where a name stands in it, the place in the register instead."""
        return self._keys.get(pupil.key, pupil.key)

    def name(self, pupil: Pupil) -> str | None:
        """The name, or None."""
        return None if self.masked else pupil.name

    def text(self, text: str) -> str:
        """Free text (file, sheet, message) without names."""
        text = self._names.sub(HIDDEN, text) if self._names else text
        for name, shown in self._strangers.items():
            text = text.replace(name, shown)
        return text

    def source(self, source: Source) -> Source:
        """A source whose file and sheet hold no name."""
        if not self.masked:
            return source
        return source._replace(file=self.text(source.file), sheet=self.text(source.sheet))

    def mark(self, mark: Mark) -> str:
        """The mark as written; masked, without what stands in brackets and never with its reason."""
        if not self.masked:
            return mark.text
        return self.bare(mark.text, Kind(mark.kind), mark.reason)

    def bare(self, text: str, kind: Kind, reason: str = "") -> str:
        """What stands in a cell without its brackets; masked, a mark that is none is called by its kind."""
        bare = bare_mark(text)
        if not self.masked:
            return bare
        told = bool(reason) and reason in bare
        if kind is Kind.UNKNOWN and not is_mark(bare):
            return HIDDEN
        return LABELS[kind] if told or len(bare) > _LONGEST_MARK else bare

    def reason(self, mark: Mark) -> str | None:
        """The reason from the cell, or None."""
        return None if self.masked else mark.reason

    def issue(self, issue: Issue) -> Issue:
        """A finding without names, in its message, its hint and its place."""
        if not self.masked:
            return issue
        bare = _without_free_text(issue.masked())
        return replace(
            bare,
            message=self.text(bare.message),
            hint=self.text(bare.hint),
            file=self.text(bare.file),
            sheet=self.text(bare.sheet),
            subject=self.text(bare.subject),
        )
