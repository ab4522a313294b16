"""Workbooks that are packages (.xlsx .xlsm): every part checked, and only the needed ones given to calamine.

calamine never sees the file. It gets a small uncompressed package written here: the sheets without their blank cells,
under names of our own, the strings, and the number formats. What a hostile file could say elsewhere is not there.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from python_calamine import CalamineWorkbook

from futoko_cli.core.issues import Issue
from futoko_cli.ingest.archive import write_stored
from futoko_cli.ingest.cells import clipped, thin
from futoko_cli.ingest.guard import MAX_GRID, MAX_TEXT, FileProblem, too_large, unreadable
from futoko_cli.ingest.looks import Looks, Styles
from futoko_cli.ingest.markup import broken, check_tags, plain, section
from futoko_cli.ingest.parts import SheetPart, read_parts
from futoko_cli.ingest.raw import RawSheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from futoko_cli.ingest.archive import Archive
    from futoko_cli.ingest.cells import Thinned

_BATCH: Final = 32 * 1024  # bytes of sheets given to calamine at once: one register; more only costs memory
_STRINGS: Final = re.compile(rb"<sst(?:\s[^<>]*)?>")
_USE: Final = re.compile(rb'<c r="[A-Z0-9]+"(?: s="[0-9]+")? t="s"><v>([0-9]{1,9})</v></c>')
_LOOK_FOR: Final = "日付の書式のセルに大きすぎる数がないか確かめ、Excel で保存し直してください。"
_NUMBER_FORMAT: Final = re.compile(rb'<xf\s[^<>]*?numFmtId="([0-9]{1,6})"')
_TEXT_SEEN: Final = 16 * 1024 * 1024  # bytes of text in one sheet that need no second look
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


class _Shared(NamedTuple):
    """What all sheets need, in the spelling that calamine gets; ``lengths`` of the strings in bytes."""

    strings: bytes
    formats: bytes
    lengths: list[int]
    longest: int
    styles: Styles
    is_1904: bool


@dataclass(slots=True)
class _Budget:
    """What is left for all sheets together: cells of grids, bytes of text."""

    cells: int
    text: int


class Package:
    """One opened workbook; nothing of the file stays open."""

    def __init__(self, archive: Archive) -> None:
        """Read everything but the sheets.

        Raises:
            FileProblem: a part is missing, damaged, or larger than the limits.

        """
        self._archive = archive
        self._file = archive.file
        parts = read_parts(archive)
        self._sheets = parts.sheets
        styles = plain(archive.read(parts.styles), self._file) if parts.styles else b""
        strings = plain(archive.read(parts.strings), self._file) if parts.strings else b""
        strings = _slim_strings(strings, self._file)
        lengths = [len(string) for string in strings.split(b"</si>")]
        formats = _slim_styles(styles, self._file)
        self._shared = _Shared(strings, formats, lengths, max(lengths), Styles(styles), parts.is_1904)

    def sheets(self) -> Iterator[RawSheet | Issue]:
        """Every worksheet in order, or the problem that stands in its place."""
        budget = _Budget(MAX_GRID, MAX_TEXT)
        try:
            for batch in self._batches(budget):
                if isinstance(batch, Issue):
                    yield batch
                else:
                    yield from self._read(batch, budget)
        except FileProblem as problem:  # what all sheets share is broken
            yield problem.issue
        except MemoryError:
            yield too_large(self._file, "を読むにはメモリーが足りません。").issue

    def _batches(self, budget: _Budget) -> Iterator[list[tuple[SheetPart, Thinned]] | Issue]:
        """Thinned sheets, a few at a time; strings and formats are read anew for each batch."""
        limit = max(_BATCH, 8 * (len(self._shared.strings) + len(self._shared.formats)))
        batch: list[tuple[SheetPart, Thinned]] = []
        size = 0
        for part in self._sheets:
            try:
                sheet = thin(self._archive.read(part.path), self._file, part.name)
                self._check_text(sheet, part, budget)
            except FileProblem as problem:
                yield from ([batch] if batch else [])
                batch, size = [], 0
                yield problem.issue
                continue
            batch.append((part, sheet))
            size += len(sheet.xml)
            if size > limit:
                yield batch
                batch, size = [], 0
        yield from ([batch] if batch else [])

    def _check_text(self, sheet: Thinned, part: SheetPart, budget: _Budget) -> None:
        """Every cell gets its own copy of its string: a long one shared by many cells is a bomb."""
        shared = self._shared
        if sheet.filled * shared.longest <= _TEXT_SEEN:
            return
        uses = _USE.findall(sheet.xml)
        text = sum(shared.lengths[i] for use in uses if (i := int(use)) < len(shared.lengths))
        text += (sheet.xml.count(b't="s"') - len(uses)) * shared.longest
        budget.text -= text
        if budget.text < 0:
            raise too_large(self._file, "には、長い文章のセルが多すぎます。", sheet=part.name)

    def _read(self, batch: list[tuple[SheetPart, Thinned]], budget: _Budget) -> Iterator[RawSheet | Issue]:
        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(self._package(batch)))
        except BaseException as error:  # noqa: BLE001  a Rust panic is no Exception
            raise _blame(error, broken(self._file)) from None
        for index, (part, sheet) in enumerate(batch):
            try:
                rows = self._rows(book, index, part.name, budget)
                merges = clipped(sheet.merges, rows, self._file, part.name) if sheet.merges else []
            except FileProblem as problem:
                yield problem.issue
            else:
                looks = Looks(self._archive.packed(part.path), self._shared.styles, hidden=sheet.hidden)
                yield RawSheet(part.name, part.visible, rows, merges, looks)

    def _rows(self, book: CalamineWorkbook, index: int, name: str, budget: _Budget) -> list[list[object]]:
        try:
            rows = cast("list[list[object]]", book.get_sheet_by_index(index).to_python(skip_empty_area=False))
        except BaseException as error:  # noqa: BLE001  a Rust panic is no Exception
            raise _blame(error, unreadable(self._file, "に読めないセルがあります。", _LOOK_FOR, name)) from None
        budget.cells -= len(rows) * len(rows[0]) if rows else 0
        if budget.cells < 0:
            raise too_large(self._file, "まで読むと、シートの広さの合計が大きすぎます。", sheet=name)
        return rows

    def _package(self, batch: list[tuple[SheetPart, Thinned]]) -> bytes:
        numbers = range(len(batch))
        sheets = "".join(f'<sheet name="{i}" sheetId="{i + 1}" r:id="r{i}"/>' for i in numbers)
        dates = '<workbookPr date1904="1"/>' if self._shared.is_1904 else ""
        book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINK}">{dates}<sheets>{sheets}</sheets></workbook>'
        links = [(f"r{i}", "worksheet", f"worksheets/{i}.xml") for i in numbers]
        links += [("s", "sharedStrings", "sharedStrings.xml"), ("f", "styles", "styles.xml")]
        parts = [
            ("_rels/.rels", _relationships([("b", "officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", book.encode()),
            ("xl/_rels/workbook.xml.rels", _relationships(links)),
            ("xl/styles.xml", self._shared.formats),
            ("xl/sharedStrings.xml", self._shared.strings),
        ]
        for i, (_, sheet) in enumerate(batch):
            parts.append((f"xl/worksheets/{i}.xml", sheet.xml))
        return write_stored(parts)


def _relationships(links: list[tuple[str, str, str]]) -> bytes:
    inner = "".join(f'<Relationship Id="{i}" Type="{_LINK}/{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'<Relationships xmlns="{_LINKS}">{inner}</Relationships>'.encode()


def _blame(error: BaseException, problem: FileProblem) -> BaseException:
    """What is not the reader's goes through; its errors, and the panics of Rust, become ``problem``."""
    return error if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)) else problem


def _slim_strings(xml: bytes, file: str) -> bytes:
    """The shared strings without the counts they declare."""
    check_tags(xml, file)
    opened = _STRINGS.search(xml)
    if opened is None and xml:
        raise broken(file)
    if opened is None or opened[0].endswith(b"/>"):
        return b"<sst></sst>"
    rest = xml[opened.end() :]
    if b"uniqueCount" in rest:  # a reader would reserve room for that many
        raise broken(file)
    return b"<sst>" + rest


def _slim_styles(xml: bytes, file: str) -> bytes:
    """Only what tells a date from a number; old workbooks drag megabytes of styles along."""
    formats, cells = section(xml, b"numFmts"), section(xml, b"cellXfs")
    numbers = _NUMBER_FORMAT.findall(cells)
    if len(numbers) == cells.count(b"<xf"):  # each names its format in the usual spelling
        cells = b"".join([b"<cellXfs>", *(b'<xf numFmtId="%s"/>' % number for number in numbers), b"</cellXfs>"])
    check_tags(formats + cells, file)
    return b"<styleSheet>" + _without_counts(formats) + _without_counts(cells) + b"</styleSheet>"


def _without_counts(part: bytes) -> bytes:
    return re.sub(rb"^<(\w+)[^<>]*>", rb"<\1>", part)
