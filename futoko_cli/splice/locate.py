"""From names to cells (名前からセルへ): the one cell a name points to, and whether it may be written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from futoko_cli.splice.book import SheetView, Workbook
from futoko_cli.splice.checkboxes import Boxes, CheckBox
from futoko_cli.splice.model import Box, Target
from futoko_cli.splice.names import NO_SHEET, SEVERAL, Area, DefinedName, RawName, area_of
from futoko_cli.splice.sheet import Range

RICH: Final = "特別な値（セル内の画像やデータ型）の入ったセルです。ふつうのセルを指してください。"
SPREAD: Final = "配列数式やデータ テーブルの範囲の中にあります。数式のないセルを指してください。"
HEADER: Final = "テーブルの見出しか集計の行です。テーブルの外か、データの行のセルを指してください。"
PIVOT: Final = "ピボットテーブルの中にあります。ほかのセルを指してください。"
ACTIVE: Final = (
    "ActiveX コントロールの下にあります。フォーム コントロールのチェックボックスか、ふつうのセルを使ってください。"
)
UNKNOWN: Final = "知らない内容の入ったセルです。内容を消して保存し直すか、ほかのセルを指してください。"
_CHILDREN: Final = frozenset({"v", "f", "is"})


class Locator:
    """Finds targets in one workbook, each sheet read once."""

    def __init__(self, book: Workbook, boxes: Boxes) -> None:
        """Order the boxes by the cells they are linked to and lie on."""
        self.book = book
        self.boxes = boxes
        self._linked: dict[tuple[str, int, int], list[CheckBox]] = {}
        self._begins: dict[str, list[CheckBox]] = {}
        for box in boxes.boxes:
            if box.link is not None and box.link[0] in book.views:
                view = book.views[box.link[0]]
                row, col, _, _ = view.merged(*box.link[1:])
                self._linked.setdefault((box.link[0], row, col), []).append(box)
            self._begins.setdefault(box.at[0], []).append(box)

    def defined(self, raw: RawName) -> DefinedName:
        """One name of the workbook with its target, or with the sentence that says why it has none."""
        scope, problem = "", ""
        if raw.scope is not None:
            if raw.scope < len(self.book.book.sheets):
                scope = self.book.book.sheets[raw.scope]
            else:
                problem = NO_SHEET
        found = problem or area_of(raw.refers, self.book.titles)
        target: Target | None = None
        if isinstance(found, str):
            problem = found
        else:
            located = self.target(raw.name, found)
            target, problem = (None, located) if isinstance(located, str) else (located, "")
        return DefinedName(raw.name, scope, raw.refers, raw.hidden, target, problem)

    def target(self, name: str, area: Area) -> Target | str:
        """The cell of an area that is one cell or lies in one merged area, or why it cannot be written."""
        view = self.book.views[area.sheet]
        whole = view.merged(area.row, area.col)
        if area.last_row > whole[2] or area.last_col > whole[3]:
            return SEVERAL
        row, col = whole[:2]
        cell = view.cell(row, col)
        formula = cell is not None and "f" in cell.children
        problem = "" if formula else self._problem(view, row, col)
        if problem:
            return problem
        style = view.style(row, col)
        look = self.book.style(style)
        box: Box = ""
        if look.checkbox:
            box = "cell"
        elif self.linked(area.sheet, row, col) or self.covering(area.sheet, whole):
            box = "control"
        return Target(name, area.sheet, view.part, *whole, style, look.shows, formula, box)

    def linked(self, sheet: str, row: int, col: int) -> list[CheckBox]:
        """The boxes that are linked to a cell."""
        return self._linked.get((sheet, row, col), [])

    def covering(self, sheet: str, whole: Range) -> CheckBox | None:
        """The one box that begins in an area; ``None`` where there are several."""
        there = self._begins.get(sheet, ())
        self.book.spend(len(there))
        found = [box for box in there if _within(whole, box.at[1], box.at[2])]
        return found[0] if len(found) == 1 else None

    def _problem(self, view: SheetView, row: int, col: int) -> str:
        """Why a cell may not be written although it holds no formula."""
        self.book.spend(len(view.scan.spread) + len(view.headers) + len(view.pivots) + len(self.boxes.active))
        cell = view.cell(row, col)
        if cell is not None and ({"cm", "vm"} & cell.attributes.keys()):
            return RICH
        if cell is not None and not _CHILDREN.issuperset(cell.children):
            return UNKNOWN
        if _in_any(view.scan.spread, row, col):
            return SPREAD
        if _in_any(view.headers, row, col):
            return HEADER
        if _in_any(view.pivots, row, col):
            return PIVOT
        whole = view.merged(row, col)
        active = (at for at in self.boxes.active if at[0] == view.title)
        return ACTIVE if any(_within(whole, *at[1:]) for at in active) else ""


def _within(whole: Range, row: int, col: int) -> bool:
    return whole[0] <= row <= whole[2] and whole[1] <= col <= whole[3]


def _in_any(areas: Iterable[Range], row: int, col: int) -> bool:
    return any(_within(area, row, col) for area in areas)
