"""Leaving names out (--masked): no child's name and no reason from a cell reaches a masked output."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from futoko_cli.core.kinds import LABELS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from futoko_cli.core.issues import Issue
    from futoko_cli.core.model import Assessment, Mark, Pupil, Source

HIDDEN: Final = "＊＊"
_LONGEST_MARK: Final = 6  # longer cell texts are sentences, not marks
_PAREN: Final = re.compile(r"[(（]")


def bare_mark(text: str) -> str:
    """A mark without the reason behind it: ``欠席(頭痛)`` → ``欠席``."""
    head = _PAREN.split(text, maxsplit=1)[0].strip()
    return head or text


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

    def __init__(self, *, masked: bool, pupils: Iterable[Pupil] = ()) -> None:
        """Learn the names; a child without a number is shown by its place in the register."""
        self.masked = masked
        self._keys: dict[str, str] = {}
        self._names: re.Pattern[str] | None = None
        if masked:
            everyone = list(pupils)
            self._names = _pattern(p.name for p in everyone)
            self._keys = {p.key: f"{p.class_id.label}-#{n}" for n, p in enumerate(everyone, 1) if p.number is None}

    @classmethod
    def of(cls, assessment: Assessment, *, masked: bool) -> Mask:
        """The mask for an assessment: its children, those of totals-only sheets included."""
        everyone = [*assessment.register.pupils, *(t.pupil for t in assessment.totals)]
        return cls(masked=masked, pupils=everyone)

    def key(self, pupil: Pupil) -> str:
        """The child's key; where a name stands in it, the place in the register instead."""
        return self._keys.get(pupil.key, pupil.key)

    def name(self, pupil: Pupil) -> str | None:
        """The name, or None."""
        return None if self.masked else pupil.name

    def text(self, text: str) -> str:
        """Free text (file, sheet, message) without names."""
        return self._names.sub(HIDDEN, text) if self._names else text

    def source(self, source: Source) -> Source:
        """A source whose file and sheet hold no name."""
        if not self._names:
            return source
        return source._replace(file=self.text(source.file), sheet=self.text(source.sheet))

    def mark(self, mark: Mark) -> str:
        """The mark as written; masked, without what stands in brackets and never with its reason."""
        if not self.masked:
            return mark.text
        bare = bare_mark(mark.text)
        told = bool(mark.reason) and mark.reason in bare
        return LABELS[Kind(mark.kind)] if told or len(bare) > _LONGEST_MARK else bare

    def reason(self, mark: Mark) -> str | None:
        """The reason from the cell, or None."""
        return None if self.masked else mark.reason

    def issue(self, issue: Issue) -> Issue:
        """A finding without names, in its message, its hint and its place."""
        if not self.masked:
            return issue
        bare = issue.masked()
        return replace(
            bare,
            message=self.text(bare.message),
            hint=self.text(bare.hint),
            file=self.text(bare.file),
            sheet=self.text(bare.sheet),
            subject=self.text(bare.subject),
        )
