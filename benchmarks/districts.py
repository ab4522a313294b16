"""Districts for measuring (教育委員会の全校): schools × classes × months, a workbook a class, the page of the sample data.

``python -m benchmarks.districts FOLDER --schools 50`` makes a folder a school. A page is drawn once with XlsxWriter and
then filled by bytes: 750 workbooks of twelve sheets take less than a minute. Same seed, same bytes.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import zipfile
from calendar import monthrange
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.chains import Kinds, chains
from futoko_cli.core.kinds import ABSENCES, SKIPPED, Kind
from scripts.sample.draw import shuffled
from scripts.sample.heading import DAY, FIRST, TOTAL
from scripts.sample.look import Look
from scripts.sample.names import Name, roster
from scripts.sample.page import MARKS, Page
from scripts.sample.school import Child, Room
from scripts.sample.sheet import write_page
from scripts.sample.year import CREATED, school_days
from scripts.sample.year import FIRST as YEAR_BEGINS
from scripts.sample.year import months as year_months

if TYPE_CHECKING:
    from datetime import date

CLASSES_PER_GRADE: Final = 5
_SCHOOL, _CLASS, _NAME = "架空学校名", "仮", "架空児童名"  # stand in the drawn page where a class has its own
_CELL: Final = re.compile(r'<c r="([A-Z]+[0-9]+)" s="([0-9]+)"(?:/>|><v>[^<]*</v></c>)')
_LANDS: Final = (
    "朝日",
    "青葉",
    "泉",
    "梅ヶ丘",
    "大川",
    "霞",
    "北野",
    "栗原",
    "小松",
    "桜台",
    "清水",
    "白樺",
    "杉並木",
    "瀬戸",
    "高台",
    "千歳",
    "月見",
    "富岡",
    "中原",
    "西浜",
)
_SIDES: Final = ("東", "西", "南", "北", "中央", "第一", "第二", "第三", "新", "上", "下", "本")
_TOTALS: Final = (ABSENCES, (Kind.LATE,), (Kind.EARLY_LEAVE,), SKIPPED)
_MARKS: Final = {Kind[name.upper()]: text for name, text in MARKS.items()}


@dataclass(frozen=True)
class Shape:
    """How big a district is."""

    schools: int = 50
    classes: int = 15
    pupils: int = 35
    months: int = 12
    seed: int = 2025


def school_names(count: int, seed: int) -> list[str]:
    """Invented names of junior high schools, each once."""
    pairs = [f"{land}{side}" for side in ("", *_SIDES) for land in _LANDS]
    drawn = shuffled(pairs[: max(count, len(_LANDS))], seed, "schools")
    extra = [f"{drawn[n % len(drawn)]}第{n}" for n in range(len(drawn), count)]
    return [f"架空市立{name}中学校" for name in [*drawn, *extra][:count]]


def make_district(folder: Path, shape: Shape) -> list[Path]:
    """Write the schools into ``folder``, a sub-folder each with its ``futoko.toml``; the sub-folders in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "futoko.toml").write_text('[policy]\nid = "otaru"\n', encoding="utf-8")
    drawings: dict[int, Drawing] = {}
    found = []
    for number, name in enumerate(school_names(shape.schools, shape.seed), 1):
        school = folder / f"{number:04}_{name}"
        school.mkdir()
        (school / "futoko.toml").write_text(f'[school]\nname = "{name}"\n', encoding="utf-8")
        _write_school(school, name, (shape.seed, number), shape, drawings)
        found.append(school)
    return found


def _write_school(folder: Path, name: str, key: tuple[int, int], shape: Shape, drawings: dict[int, Drawing]) -> None:
    rng = np.random.default_rng(key)
    taken: set[str] = set()
    for place in range(shape.classes):
        grade, label = place // CLASSES_PER_GRADE + 1, str(place % CLASSES_PER_GRADE + 1)
        if grade not in drawings:
            drawings[grade] = Drawing(grade, shape.pupils, shape.months)
        drawing = drawings[grade]
        names = roster(shape.pupils, (), taken, *key, grade, label)
        kinds = chains(rng, shape.pupils, drawing.days)
        kinds[0, -1] = Kind.ABSENT_SICK  # the last day is seen to be entered
        (folder / f"{grade}年{label}組.xlsx").write_bytes(drawing.fill(name, label, names, kinds))


class Drawing:
    """A class workbook drawn once for a grade; ``fill`` gives it a class, its children and their marks."""

    def __init__(self, grade: int, pupils: int, months: int) -> None:
        """Draw it with XlsxWriter and find the cells that differ from class to class."""
        pages = year_months(months)
        end = pages[-1].replace(day=monthrange(pages[-1].year, pages[-1].month)[1])
        children = tuple(Child(n, f"{_NAME}{n:03}", "男女"[n % 2]) for n in range(1, pupils + 1))
        room = Room(grade, _CLASS, f"{_NAME}担任", children)
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            book.set_properties({"title": "出席簿", "created": CREATED})
            look = Look(book)
            for first in pages:
                write_page(book, look, f"{first.month}月", Page(_SCHOOL, room, first.year, first.month, end))
        with zipfile.ZipFile(stream) as package:
            self._parts = {item: package.read(item) for item in package.namelist()}
        self.days = school_days(YEAR_BEGINS, end, grade)
        self._pupils = pupils
        self._lines = Page(_SCHOOL, room, pages[0].year, pages[0].month, end).lines
        self._strings = self._parts["xl/sharedStrings.xml"].decode()
        self._first_mark = self._strings.count("<si>")
        self._sheets = [
            _Sheet(f"xl/worksheets/sheet{n}.xml", self._parts[f"xl/worksheets/sheet{n}.xml"].decode(), first)
            for n, first in enumerate(pages, 1)
        ]

    def fill(self, school: str, label: str, names: list[Name], kinds: Kinds) -> bytes:
        """The workbook of one class."""
        strings = self._strings.replace(_SCHOOL, school).replace(f"年{_CLASS}組", f"年{label}組")
        strings = strings.replace(f"{_NAME}担任", "架空 担任")
        for number, name in enumerate(names, 1):
            strings = strings.replace(f"{_NAME}{number:03}", name.text)
        marks = "".join(f"<si><t>{text}</t></si>" for text in _MARKS.values())
        strings = re.sub(r' (?:uniqueCount|count)="[0-9]+"', "", strings, count=2).replace("</sst>", f"{marks}</sst>")
        parts = {**self._parts, "xl/sharedStrings.xml": strings.encode()}
        place = {kind: self._first_mark + n for n, kind in enumerate(_MARKS)}
        for sheet in self._sheets:
            columns = [column for column, day in enumerate(self.days) if day.month == sheet.first.month]
            own = [(DAY + self.days[column].day - 1, column) for column in columns]
            parts[sheet.part] = sheet.filled(self._values(kinds, own, place)).encode()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for item, data in parts.items():
                package.writestr(zipfile.ZipInfo(item, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def _values(self, kinds: Kinds, own: list[tuple[int, int]], place: dict[Kind, int]) -> dict[str, tuple[str, int]]:
        """What the cells of one sheet say, by A1: a type and a value (an index of the shared strings for marks)."""
        found: dict[str, tuple[str, int]] = {}
        columns = [column for _, column in own]
        for row in range(self._pupils):
            for col, column in own:
                if kinds[row, column]:
                    found[xl_rowcol_to_cell(FIRST + row, col)] = (' t="s"', place[Kind(kinds[row, column])])
        below = FIRST + self._lines
        groups = [range(1, self._pupils, 2), range(0, self._pupils, 2), range(self._pupils)]  # 男, 女, 合計
        for at, wanted in enumerate(_TOTALS):
            days = np.isin(kinds[:, columns], wanted)
            for row, value in enumerate(days.sum(axis=1).tolist()):
                found[xl_rowcol_to_cell(FIRST + row, TOTAL + at)] = ("", value)
            for down, rows in enumerate(groups):
                found[xl_rowcol_to_cell(below + down, TOTAL + at)] = ("", int(days[list(rows)].sum()))
                if at == 0:
                    for (col, _), value in zip(own, days[list(rows)].sum(axis=0).tolist(), strict=True):
                        found[xl_rowcol_to_cell(below + down, col)] = ("", value)
        return found


class _Sheet:
    """A sheet of the drawing, taken apart at its single cells."""

    def __init__(self, part: str, text: str, first: date) -> None:
        self.part, self.first = part, first
        self._pieces: list[str] = []
        self._cells: dict[str, tuple[int, str]] = {}
        end = 0
        for found in _CELL.finditer(text):
            self._pieces += [text[end : found.start()], found[0]]
            self._cells[found[1]] = (len(self._pieces) - 1, found[2])
            end = found.end()
        self._pieces.append(text[end:])

    def filled(self, values: dict[str, tuple[str, int]]) -> str:
        """The sheet's XML with some cells written."""
        pieces = list(self._pieces)
        for cell, (kind, value) in values.items():
            at, style = self._cells[cell]
            pieces[at] = f'<c r="{cell}" s="{style}"{kind}><v>{value}</v></c>'
        return "".join(pieces)


def main() -> None:
    """Make a district and say how big it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for name, value in (("schools", 50), ("classes", 15), ("pupils", 35), ("months", 12), ("seed", 2025)):
        parser.add_argument(f"--{name}", type=int, default=value)
    given = vars(parser.parse_args())
    folder = given.pop("folder")
    made = make_district(folder, Shape(**given))
    size = sum(path.stat().st_size for path in folder.rglob("*.xlsx"))
    print(f"{len(made)} schools, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
