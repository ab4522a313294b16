"""Workbooks as text: tab-separated grids that a person can read, and what was read from them as text again.

Lines that begin with ``#`` speak of the sheet: ``#sheet 1-1 4月`` begins one, ``#file 出席簿`` names the file,
``#merge B3:C4``, ``#hidden 6``, ``#struck B7``, ``#dark F2`` say how it looks, and ``#change old => new`` is the
mutation that must change what is read. Other lines are rows: 7 is a number, 2025-04-07 a real date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Final

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import LABELS, Kind
from futoko_cli.core.model import Mark, a1
from futoko_cli.ingest import reading
from futoko_cli.ingest.drafts import Draft, Page, TotalsDraft
from futoko_cli.ingest.marks import MarkTable, mark_table

TODAY: Final = date(2025, 11, 14)
SOME: Final = 10  # closed days of one child that are still listed
Cell = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """One sheet as the layouts see it."""

    name: str = ""
    rows: list[list[object]] = field(default_factory=list)
    merges: list[tuple[Cell, Cell]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    struck: set[Cell] = field(default_factory=set)
    dark: set[Cell] = field(default_factory=set)

    def hidden_rows(self) -> frozenset[int]:
        """Rows that Excel hides."""
        return frozenset(self.hidden)

    def struck_cells(self) -> frozenset[Cell]:
        """Cells with a line through them."""
        return frozenset(self.struck)

    def dark_cells(self) -> frozenset[Cell]:
        """Cells filled black."""
        return frozenset(self.dark)


def cell_of(text: str) -> Cell:
    """``B3`` as zero-based row and column."""
    match = re.fullmatch(r"([A-Z]+)(\d+)", text)
    assert match, text
    col = 0
    for letter in match[1]:
        col = col * 26 + ord(letter) - 64
    return int(match[2]) - 1, col - 1


def value_of(text: str) -> object:
    """A cell as a workbook holds it: numbers are floats, 2025-04-07 is a date, ``'7`` is a text."""
    if text.startswith("'"):
        return text[1:]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    return float(text) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else text


@dataclass(slots=True)
class Book:
    """The sheets of one text, the name of its file, and its mutation."""

    file: str = "出席簿.xlsx"
    sheets: list[Grid] = field(default_factory=list)
    change: tuple[str, str] = ("", "")


def parse(text: str) -> Book:
    """A workbook from its text."""
    book = Book()
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        if word == "#file":
            book.file = rest
        elif word == "#change":
            old, _, new = rest.partition(" => ")
            book.change = (old, new)
        elif word == "#sheet":
            book.sheets.append(Grid(rest))
        elif word.startswith("#"):
            _look(book.sheets[-1], word, rest.split())
        else:
            book.sheets[-1].rows.append([value_of(cell.strip(" ")) for cell in line.split("\t")])
    for sheet in book.sheets:
        width = max((len(row) for row in sheet.rows), default=0)
        for row in sheet.rows:
            row.extend([""] * (width - len(row)))
    return book


def _look(sheet: Grid, word: str, places: list[str]) -> None:
    for place in places:
        if word == "#merge":
            first, last = place.split(":")
            sheet.merges.append((cell_of(first), cell_of(last)))
        elif word == "#hidden":
            sheet.hidden.add(int(place) - 1)
        elif word == "#struck":
            sheet.struck.add(cell_of(place))
        else:
            assert word == "#dark", word
            sheet.dark.add(cell_of(place))


def read(book: Book, *, table: MarkTable | None = None, school_year: int | None = None) -> reading.Reading:
    """What the layouts make of the sheets, as for a file."""
    found = reading.Reading()
    waiting: list[reading.Claim] = []
    marks = table or mark_table()
    claims = []
    for sheet in book.sheets:
        page = Page(book.file, book.file.rpartition(".")[0], sheet, marks, school_year, None, TODAY.toordinal())
        claims.append(reading._claim(page, found))
    reading._extract_book(claims, found, waiting)
    if waiting:
        reading._read_waiting(waiting, found, TODAY.toordinal())
    return found


def read_text(*lines: str, school_year: int | None = None) -> reading.Reading:
    """One sheet from its rows; ``|`` stands for a tab."""
    return read(
        parse("\n".join(["#sheet Sheet1", *(line.replace("|", "\t") for line in lines)])), school_year=school_year
    )


def dump(found: reading.Reading) -> str:
    """Everything read, as a person would check it against the sheet."""
    lines = [line for draft in found.drafts for line in _draft(draft)]
    lines += [line for row in found.totals for line in _totals(row)]
    lines += ["問題"] if found.issues else []
    lines += sorted(_issue(issue) for issue in found.issues)
    return "\n".join(lines) + "\n"


def short(day: int) -> str:
    """``4/7``."""
    when = date.fromordinal(day)
    return f"{when.month}/{when.day}"


def _draft(draft: Draft) -> list[str]:
    label = draft.class_id.label if draft.class_id else "（行ごと）"
    span = f"{short(draft.covers[0])}〜{short(draft.covers[-1])}" if draft.covers else "一年"
    year = f" {date.fromordinal(draft.covers[0]).year}年" if draft.covers else ""
    lines = [f"{draft.sheet} [{draft.layout}] {label} {draft.month or '月をまたぐ'}{year} {span} {len(draft.rows)}人"]
    for row in draft.rows:
        own = f" {row.grade or ''}-{row.class_name}" if row.class_name else f" {row.grade}年" if row.grade else ""
        lines.append(f"  {row.number if row.number is not None else '－'} {row.name or '（無名）'}{own}:")
        lines[-1] += "".join(" " + text for text in _marks(row.marks))
    for word, days in (("休業日", draft.struck), ("見出しにない日", draft.unlisted)):
        if days:
            lines.append(f"  {word} " + " ".join(short(day) for day in sorted(days)))
    if draft.ceremonies:
        lines.append("  行事 " + " ".join(f"{short(day)}{name}" for day, name in sorted(draft.ceremonies.items())))
    return lines


def _marks(marks: list[Mark]) -> list[str]:
    """Each mark with its cell; many closed days as their number, days of one cell as a span."""
    closed = [mark for mark in marks if mark.kind == Kind.STRUCK]
    told = [f"休業日の記号{len(closed)}日"] if len(closed) > SOME else []
    shown = [mark for mark in marks if not told or mark.kind != Kind.STRUCK]
    for _, same in groupby(shown, key=lambda mark: (mark.row, mark.col, mark.kind)):
        days = list(same)
        span = short(days[0].day) + (f"〜{short(days[-1].day)}({len(days)}日)" if len(days) > 1 else "")
        told.append(_mark(days[0], span))
    return told


def _mark(mark: Mark, span: str) -> str:
    reason = f"〔{mark.reason}〕" if mark.reason else ""
    written = mark.text.replace("\n", "↵")
    return f"{span}{LABELS[Kind(mark.kind)]}{reason}={written}@{a1(mark.row, mark.col)}"


def _totals(row: TotalsDraft) -> list[str]:
    label = row.class_id.label if row.class_id else "？"
    months = " ".join(f"{month}:{count}" for month, count in row.by_month.items())
    return [f"{row.sheet} [totals] {label} {row.row.number} {row.row.name} 計{row.total} {months}".rstrip()]


def _issue(issue: Issue) -> str:
    where = " ".join(part for part in (issue.sheet, issue.cell) if part)
    return f"  {issue.severity} {issue.code} {where}: {issue.message}"
