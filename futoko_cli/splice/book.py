"""A workbook opened for writing (様式のブック): what it is, its sheets with everything that limits where one may write."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from futoko_cli.ingest.guard import MAX_MERGES
from futoko_cli.ingest.parts import read_parts
from futoko_cli.ingest.sniff import container
from futoko_cli.splice.cell import Found, RowCells, row_cells
from futoko_cli.splice.formats import Style, read_styles
from futoko_cli.splice.names import Book, read_book
from futoko_cli.splice.package import Package
from futoko_cli.splice.refusal import RESAVE, UNLOCK, as_template, broken, refused
from futoko_cli.splice.sheet import Range, Scan, area, number, scan_sheet
from futoko_cli.splice.strings import shared_strings
from futoko_cli.splice.tags import elements

MAX_SMALL: Final = 8 * 1024 * 1024  # bytes of a part that lists things: styles, links, tables
_MAX_NAMES: Final = 20_000
_MAX_WORK: Final = 40_000_000  # areas looked at, bytes of lists read: real forms need some 100,000
_ROWS_LOOKED_AT: Final = 500  # a form has some fifty
_SIGNED: Final = "_xmlsignatures/"
_KINDS: Final = {
    "spreadsheetml.template": "はテンプレート (.xltx) です。",
    "excel.template": "はマクロ付きテンプレート (.xltm) です。",
    "excel.addin": "はアドイン (.xlam) です。",
}


class Link(NamedTuple):
    """One relationship of a part: its id, the last word of its type, the part it leads to in lower case."""

    id: str
    kind: str
    part: str


class SheetView:
    """One worksheet: its part, its scan, the cells of the rows that were asked for."""

    def __init__(self, workbook: Workbook, title: str, part: str) -> None:
        """Nothing is read before it is asked for."""
        self.workbook = workbook
        self.title = title
        self.part = part
        self._rows: dict[int, RowCells | None] = {}
        self._places: dict[int, int] | None = None
        self._merges: dict[int, list[Range]] = {}

    @cached_property
    def xml(self) -> bytes:
        """The part's bytes."""
        with as_template(self.workbook.label):
            return self.workbook.package.read(self.part)

    @cached_property
    def scan(self) -> Scan:
        """The part, read through once."""
        with as_template(self.workbook.label):
            found = scan_sheet(self.xml)
            if len(found.merges) > MAX_MERGES:
                raise ValueError
            return found

    @property
    def has_formulas(self) -> bool:
        """Whether some cell holds a formula; the bytes are searched first, for most sheets have none."""
        spelled = b"<f" in self.xml or b":f" in self.xml or b"\0" in self.xml[:4]  # UTF-16, which the scan refuses
        return spelled and self.scan.formulas > 0

    def row(self, row: int) -> RowCells | None:
        """The cells of a row, or ``None`` where the sheet has no such row."""
        if row not in self._rows:
            if self._places is None:
                self._places = {number: place for place, number in enumerate(self.scan.rows)}
            place = self._places.get(row)
            found = None
            if place is not None:
                with as_template(self.workbook.label):
                    found = row_cells(self.xml, self.scan.row_starts[place], self.scan.row_ends[place], row)
            self._rows[row] = found
        return self._rows[row]

    def cell(self, row: int, col: int) -> Found | None:
        """A cell that exists in the file."""
        cells = self.row(row)
        place = bisect_left(cells.cells, col, key=lambda cell: cell.col) if cells else 0
        found = cells.cells[place] if cells and place < len(cells.cells) and cells.cells[place].col == col else None
        if found is not None and any(key.startswith("xmlns") for key in found.attributes):
            raise broken(self.workbook.label)  # its content may mean anything
        return found

    def style(self, row: int, col: int) -> int:
        """The style a cell has: its own, its row's, its column's."""
        found = self.cell(row, col)
        return number(found.attributes.get("s"), 0) if found else self.scan.style_at(row, col)

    @cached_property
    def used(self) -> tuple[int, int]:
        """Last row and last column in which some cell stands; −1 where none does. Of a long sheet the first rows tell."""
        rows = [self.row(number) for number in self.scan.rows[:_ROWS_LOOKED_AT]]
        cols = [row.cells[-1].col for row in rows if row is not None and row.cells]
        return max(self.scan.rows, default=-1), max(cols, default=-1)

    def merged(self, row: int, col: int) -> Range:
        """The merged area a cell lies in, or the cell itself."""
        if row not in self._merges:
            self._merges[row] = [m for m in self.scan.merges if m[0] <= row <= m[2]]
            self.workbook.spend(len(self.scan.merges))
        self.workbook.spend(len(self._merges[row]))
        return next((m for m in self._merges[row] if m[1] <= col <= m[3]), (row, col, row, col))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The sheet's relationships."""
        return self.workbook.links(self.part)

    @cached_property
    def headers(self) -> tuple[Range, ...]:
        """Header and total rows of tables (テーブルの見出し): their words stand in the table's part as well."""
        found: list[Range] = []
        for attributes in self._listed("table", "table"):
            whole = area(attributes.get("ref", ""))
            if whole is None:
                continue
            if number(attributes.get("headerRowCount"), 1):
                found.append((whole[0], whole[1], whole[0], whole[3]))
            if number(attributes.get("totalsRowCount"), 0):
                found.append((whole[2], whole[1], whole[2], whole[3]))
        return tuple(found)

    @cached_property
    def pivots(self) -> tuple[Range, ...]:
        """Areas of pivot tables (ピボットテーブル)."""
        areas = (area(attributes.get("ref", "")) for attributes in self._listed("pivotTable", "location"))
        return tuple(found for found in areas if found is not None)

    def _listed(self, kind: str, tag: str) -> Iterable[Mapping[str, str]]:
        for link in self.links:
            if link.kind == kind:
                for depth, name, attributes in self.workbook.small(link.part):
                    if name == tag and depth <= 2:
                        yield attributes


class Workbook:
    """A package that is a workbook, and may be written into."""

    def __init__(self, data: bytes, label: str) -> None:
        """Judge the file before anything is parsed.

        Raises:
            TemplateError: not an .xlsx or .xlsm, locked, signed, damaged, hostile.

        """
        self.label = label
        self.data = data
        self._work = 0
        with as_template(label):
            check_kind(data, label)
            self.package = Package(data, label)
            if any(name.startswith(_SIGNED) for name in self.package.entries):
                why = "には電子署名が付いています。書き込むと署名が壊れるので、書き込みません。"
                raise refused(
                    label, why, "署名のないブックを使ってください（「ファイル」→「情報」で署名を削除できます）。"
                )
            parts = read_parts(self.package.archive)
            self.part = self._book_part()
            self.macros = self._content()
            self.book: Book = read_book(self.package.read(self.part))
            if len(self.book.names) > _MAX_NAMES:
                raise refused(
                    label, f"には名前の定義が {len(self.book.names):,} 個あります。", "使わない名前を削除してください。"
                )
        self.is_1904 = parts.is_1904
        self._styles = parts.styles
        self._strings = parts.strings
        self.views = {sheet.name: SheetView(self, sheet.name, sheet.path.lower()) for sheet in parts.sheets}
        if len(self.views) < len(parts.sheets):
            raise broken(label)
        #: titles in lower case → title, or nothing for sheets without cells
        self.titles = {title.lower(): title if title in self.views else "" for title in self.book.sheets}

    def spend(self, steps: int) -> None:
        """Count areas looked at and bytes read; a file made to cost hours is refused after seconds."""
        self._work += steps
        if self._work > _MAX_WORK:
            raise refused(
                self.label,
                "には名前、結合セル、部品が多すぎます。",
                "様式のシートだけを新しいブックに写して保存し直してください。",
            )

    @cached_property
    def styles(self) -> tuple[Style, ...]:
        """Cell styles by index."""
        bags = next((link.part for link in self.links(self.part) if link.kind == "FeaturePropertyBag"), "")
        with as_template(self.label):
            styles = self.small_part(self._styles) if self._styles else None
            return read_styles(styles, self.small_part(bags) if bags else None)

    def texts(self, wanted: frozenset[int]) -> dict[int, str]:
        """Shared strings by index."""
        with as_template(self.label):
            return shared_strings(self.package.read(self._strings), wanted) if self._strings else {}

    def style(self, index: int) -> Style:
        """One cell style; an index that no style has shows as it likes."""
        return self.styles[index] if 0 <= index < len(self.styles) else Style("general", checkbox=False)

    def small(self, part: str) -> list[tuple[int, str, dict[str, str]]]:
        """Every element of a part that lists things; nothing where the part is missing."""
        if part not in self.package.entries:
            return []
        with as_template(self.label):
            return list(elements(self.small_part(part)))

    def small_part(self, part: str) -> bytes:
        """The bytes of a part that should not be large."""
        size = self.package.archive.members[part.lower()].size
        self.spend(size)
        if size > MAX_SMALL:
            raise refused(
                self.label,
                "の書式や一覧の部品が大きすぎます。",
                "様式のシートだけを新しいブックに写して保存し直してください。",
            )
        return self.package.read(part)

    def links(self, part: str) -> tuple[Link, ...]:
        """Relationships of a part to other parts of the package."""
        folder, _, name = part.rpartition("/")
        found: list[Link] = []
        for depth, tag, attributes in self.small(f"{folder}/_rels/{name}.rels".lstrip("/")):
            if depth == 2 and tag == "Relationship" and attributes.get("TargetMode") != "External":
                path = _resolved(folder, attributes.get("Target", ""))
                if path in self.package.entries:
                    found.append(Link(attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], path))
        return tuple(found)

    def _book_part(self) -> str:
        """The part that lists the sheets, as read_parts found it."""
        if "xl/workbook.xml" in self.package.entries:
            return "xl/workbook.xml"
        for link in self.links(""):
            if link.kind == "officeDocument":
                return link.part
        raise broken(self.label)

    def _content(self) -> bool:
        """Whether the workbook carries macros, by its declared type.

        Raises:
            TemplateError: a template or add-in, which Excel does not open under the name of a workbook.

        """
        kind = ""
        for _, tag, attributes in self.small("[content_types].xml"):
            if tag == "Override" and attributes.get("PartName", "").lstrip("/").lower() == self.part:
                kind = attributes.get("ContentType", "").lower()
        for word, why in _KINDS.items():
            if word in kind:
                raise refused(self.label, why, RESAVE)
        return "macroenabled" in kind


def check_kind(data: bytes, label: str) -> None:
    """Whether a file is a package at all.

    Raises:
        TemplateError: locked, an .xls, an .ods, text.
        FileProblem: a picture, a web page.

    """
    kind = container(data, label)
    if kind == "locked":
        raise refused(label, "にはパスワードがかかっています。", UNLOCK)
    if kind == "ole":
        raise refused(label, "は古い形式のブック (.xls) です。")
    if kind != "zip":
        raise refused(label, "は Excel のブック (.xlsx, .xlsm) ではありません（文字だけのファイルです）。")
    if data[30:38] == b"mimetype" and b"opendocument.spreadsheet" in data[:200]:
        raise refused(label, "は OpenDocument 形式 (.ods) です。")


def _resolved(folder: str, target: str) -> str:
    """A relationship's target as a part's name in lower case."""
    path = target.replace("\\", "/")
    steps: list[str] = [] if path.startswith("/") else [step for step in folder.split("/") if step]
    for step in path.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps).lower()
