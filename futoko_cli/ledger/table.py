"""A sheet of the ledger as rows of values (シートの読み取り): heading, columns in any order, every wrong cell named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from futoko_cli.core.issues import Issue
from futoko_cli.core.ledger import At
from futoko_cli.core.model import a1
from futoko_cli.ingest.raw import RawSheet
from futoko_cli.ingest.wording import squeezed
from futoko_cli.ledger.sheets import SHEETS, Column, Sheet
from futoko_cli.ledger.values import WrongError, cell_value, is_blank

_SEARCHED: Final = 30  # rows in which the heading is looked for
_ENOUGH: Final = 2  # headings that make a heading row
_NOT_USED: Final = "この行は使っていません。"
_AS_BLANK: Final = "このセルは空欄として扱いました。"


@dataclass(frozen=True, slots=True)
class Row:
    """One row with something in it: its place and the values of its cells by field; wrong cells are missing."""

    at: At
    values: dict[str, object]
    cells: dict[str, str]  # A1 by field
    usable: bool
    wrong: frozenset[str]  # fields whose cells could not be read


@dataclass(slots=True)
class Table:
    """One sheet of the ledger that was found, and what is wrong in it."""

    kind: Sheet
    file: str
    sheet: RawSheet
    header: int
    at: dict[Column, int]
    issues: list[Issue] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The sheet's name as it stands in the workbook."""
        return self.sheet.name

    def column(self, name: str) -> int | None:
        """Where a field's column stands; None where it is missing."""
        return next((col for column, col in self.at.items() if column.field == name), None)

    def issue(
        self, code: str, cell: str, message: str, hint: str, names: Sequence[str] = (), subject: str = ""
    ) -> None:
        """A finding in this sheet."""
        subject = f"{self.kind.title} {subject}".strip()
        self.issues.append(Issue(code, message, hint, self.file, self.title, cell, subject, tuple(filter(None, names))))

    def rows(self, school_year: int) -> Iterator[Row]:
        """Every row below the heading that holds something, in order. Wrong cells go to ``issues``."""
        errors = self.sheet.looks.error_cells() if self.sheet.looks else {}
        key_col = self.column("key") or 0
        for index in range(self.header + 1, len(self.sheet.rows)):
            line = self.sheet.rows[index]
            found = {
                column: value
                for column, col in self.at.items()
                if not is_blank(value := errors.get((index, col), line[col] if col < len(line) else ""))
            }
            if any(column.field for column in found):
                yield self._row(index, key_col, found, school_year)

    def _row(self, index: int, key_col: int, found: dict[Column, object], school_year: int) -> Row:
        values: dict[str, object] = {}
        wrong: set[str] = set()
        cells = {column.field: a1(index, col) for column, col in self.at.items()}
        usable = True
        for column in self.at:
            if column not in found:
                if column.needed:
                    usable = False
                    self._missing(column, a1(index, self.at[column]))
                continue
            try:
                values[column.field or column.heading] = cell_value(column, found[column], school_year)
            except WrongError as error:
                wrong.add(column.field)
                usable = usable and not column.needed
                self._wrong(column, a1(index, self.at[column]), error)
        return Row(At(self.title, index, key_col), values, cells, usable, frozenset(wrong))

    def _missing(self, column: Column, cell: str) -> None:
        self.issue(
            "ledger-value", cell, f"{column.heading}が空欄です。{_NOT_USED}", column.hint, subject=column.heading
        )

    def _wrong(self, column: Column, cell: str, error: WrongError) -> None:
        text = f"{column.heading}{error.message}{_NOT_USED if column.needed else _AS_BLANK}"
        self.issue("ledger-value", cell, text, error.hint, (error.shown,), column.heading)


def kind_of(title: str) -> Sheet | None:
    """Which sheet of the ledger has this title; None for a sheet of the user's own."""
    bare = squeezed(title)
    return next((sheet for sheet in SHEETS if squeezed(sheet.title) == bare), None)


def find_table(kind: Sheet, sheet: RawSheet, file: str) -> Table | Issue:
    """The sheet's heading row and columns; an Issue where it cannot be read at all."""
    best: dict[Column, int] = {}
    header = -1
    names = {squeezed(name): column for column in kind.columns for name in (*column.same, column.heading)}
    for index, row in enumerate(sheet.rows[:_SEARCHED]):
        at: dict[Column, int] = {}
        for col, value in enumerate(row):
            if isinstance(value, str) and (column := names.get(squeezed(value))) is not None:
                at.setdefault(column, col)
        if len(at) > len(best):
            best, header = at, index
    needed = [column.heading for column in kind.columns if column.needed]
    lost = [column.heading for column in kind.columns if column.needed and column not in best]
    if len(best) < _ENOUGH or lost:
        what = f"見出し「{'」「'.join(lost or needed)}」がありません。"
        return Issue(
            "ledger-sheet",
            f"{kind.title}のシートに、{what}このシートは読んでいません。",
            "列の見出しをもとに戻してください。futoko init で作る空の台帳と見比べられます。",
            file,
            sheet.name,
            subject=kind.title,
            grave="error" if any(not is_blank(v) for row in sheet.rows for v in row) else None,
        )
    table = Table(kind, file, sheet, header, {column: best[column] for column in kind.columns if column in best})
    _check_headings(table, names)
    return table


def _check_headings(table: Table, names: dict[str, Column]) -> None:
    """Columns that are missing, and headings that stand twice: only the first is read."""
    missing = [column.heading for column in table.kind.columns if column.field and column not in table.at]
    if missing:
        table.issue(
            "ledger-sheet",
            a1(table.header, 0),
            f"見出し「{'」「'.join(missing)}」の列がありません。空欄として扱います。",
            "列を足すか、見出しをもとに戻してください。",
        )
    for col, value in enumerate(table.sheet.rows[table.header]):
        column = names.get(squeezed(value)) if isinstance(value, str) else None
        if column is not None and table.at[column] != col:
            table.issue(
                "ledger-sheet",
                a1(table.header, col),
                f"見出し「{column.heading}」の列が2つあります。{a1(table.header, table.at[column])} の列だけを読んでいます。",
                "使わない列の見出しを変えてください。",
            )
