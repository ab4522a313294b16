"""Whose page a year's page is (個人票の題名): number, name and class above the grid."""

from __future__ import annotations

import re
from dataclasses import dataclass

from futoko_cli.core.model import ClassId
from futoko_cli.ingest.columns import NAME as NAME_LABELS
from futoko_cli.ingest.columns import NUMBER, role_of
from futoko_cli.ingest.drafts import Page
from futoko_cli.ingest.headings import Place, heading, leftover_class
from futoko_cli.ingest.wording import plain, same_name, squeezed, whole

_NUMBER = re.compile(r"(?:番号|出席番号|No\.?)\s*[::]?\s*(\d{1,3})|(?<!\d)(\d{1,3})\s*番(?!号)")
_NAMED = re.compile(r"(?:氏名|名前|児童名|生徒名)\s*[::]?\s*(\S.*)$")
_NO_NAME = re.compile(r"年度|出席|出欠|個人別|学校|担任|校長|教頭|凡例|学級|番号|^[年組番印月]$|^[0-9::-]+$")
_DIGITS = re.compile(r"[0-9::]")


@dataclass(slots=True)
class ChildTitle:
    """What stands above a year's grid; ``before`` is the word before the number, perhaps a class's own name."""

    number: int | None = None
    name: str = ""
    row: int = 0
    col: int = 0
    before: str = ""

    def named(self, value: object, row: int, col: int) -> None:
        """Take a name unless one is known or the text cannot be one."""
        text = str(value).strip() if isinstance(value, str) else ""
        if text and not self.name and _can_be_a_name(text):
            self.name, self.row, self.col = text, row, col


def _can_be_a_name(text: str) -> bool:
    return not _NO_NAME.search(squeezed(text)) and role_of(text) is None


def find_child(page: Page, top: int, header_row: int) -> ChildTitle:
    """Number and name from rows top…header_row−1, else a lone text there, else the sheet's name."""
    child = ChildTitle(row=header_row)
    for index in range(top, header_row):
        cells = [(col, value) for col, value in enumerate(page.rows[index]) if value != ""]
        for place, (col, value) in enumerate(cells):
            after = cells[place + 1] if place + 1 < len(cells) else (col, "")
            _look(child, index, (col, value), after, cells[place - 1][1] if place else "")
    if not child.name:
        _lone_name(page, top, header_row, child)
    if child.number is None and not heading(page.sheet.name).months:
        child.number = whole(page.sheet.name)
    return child


def _look(child: ChildTitle, row: int, cell: tuple[int, object], after: tuple[int, object], before: object) -> None:
    col, value = cell
    if squeezed(value) in NUMBER:
        if child.number is None:
            child.number = whole(after[1])
    elif squeezed(value) in NAME_LABELS:
        child.named(after[1], row, after[0])
    elif isinstance(value, str) and (match := _NAMED.search(value)) is not None:
        child.named(match[1], row, col)
    elif child.number is None and (match := _NUMBER.search(plain(value))) is not None:
        child.number = int(match[1] or match[2])
        text = plain(value)
        child.before = (text[: match.start()].split() or plain(before).split() or [""])[-1]
        rest = re.split(r"番", str(value), maxsplit=1)[-1].strip() if match[2] else ""
        child.named(rest or after[1], row, col if rest else after[0])


def _lone_name(page: Page, top: int, bottom: int, child: ChildTitle) -> None:
    """A lone text above the grid that is no title, class, number or label; the nearest row first."""
    for index in range(bottom - 1, top - 1, -1):
        for col, value in enumerate(page.rows[index]):
            # a lone text with digits is a class or a date; after 氏名 or 番 even 太郎2 is a name
            if isinstance(value, str) and len(squeezed(value)) > 1 and not _DIGITS.search(squeezed(value)):
                child.named(value, index, col)


def class_of_page(page: Page, title: str, place: Place, child: ChildTitle) -> ClassId | None:
    """The class that the title names; a class's own name (なかよし) may stand right before the number."""
    texts = (*title.split("\n"), page.sheet.name, page.stem)
    if any(heading(text).class_name is not None for text in texts):
        return place.class_id
    own = leftover_class(child.before) if child.before else None
    if own:
        return ClassId(place.grade, own)
    known = place.class_id
    return None if known is None or same_name(known.name) == same_name(child.name) else known
