"""A workbook cut once for a fixed set of cells, and written any number of times (差し込みの実行)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from futoko_cli.splice.book import Workbook
from futoko_cli.splice.checkboxes import Cell, CheckBox, Mark
from futoko_cli.splice.package import Packed
from futoko_cli.splice.places import Content, SheetPlan, Values, Widened
from futoko_cli.splice.plan import Plan
from futoko_cli.splice.proof import Changed, Prover, holds_cells
from futoko_cli.splice.recalculate import asks, recalculating
from futoko_cli.splice.refusal import as_template, unproven


class Writer:
    """Everything that can be made ready before the values are known."""

    def __init__(
        self,
        book: Workbook,
        cells: Iterable[Cell],
        boxes: Iterable[CheckBox] = (),
        styles: Mapping[Cell, int] | None = None,
    ) -> None:
        """Cut the sheets at ``cells``, the drawings at ``boxes``; ``styles`` gives some cells another style.

        Raises:
            TemplateError: some part is not as Excel would write it.

        """
        self.book = book
        by_sheet: dict[str, set[tuple[int, int]]] = {}
        for sheet, row, col in cells:
            by_sheet.setdefault(sheet, set()).add((row, col))
        self._sheets: dict[str, SheetPlan] = {}
        self._fixed: dict[str, tuple[Packed, Changed]] = {}
        self._prover = Prover(book.package)
        with as_template(book.label):
            for title, wanted in by_sheet.items():
                own = {(row, col): style for (sheet, row, col), style in (styles or {}).items() if sheet == title}
                self._sheets[title] = SheetPlan(book.views[title], wanted, own)
            self._marks = _mark_plans(book, boxes)
            self._ready_formulas()

    def _ready_formulas(self) -> None:
        """Where any sheet has formulas, what all of them gave is left out, and Excel is asked to calculate."""
        with_formulas = [view for view in self.book.views.values() if view.has_formulas]
        if not with_formulas:
            return
        for view in with_formulas:
            sheet = self._sheets.get(view.title) or SheetPlan(view, (), {})
            pieces = sheet.plan.originals
            if sheet.plan.drops:
                self._fixed[view.part] = (sheet.plan.build(pieces), Changed(sheet.plan, pieces, _equal_to(pieces)))
        part = self.book.part
        plan, new = recalculating(part, self.book.package.read(part))
        if new == plan.originals:
            return
        packed = plan.build(new)
        if not asks(_content(plan, new)):
            raise unproven(self.book.label, f"部品「{part}」")
        self._fixed[part] = (packed, Changed(plan, new, _equal_to(new)))

    def write(
        self, values: Mapping[Cell, Content], ticks: Mapping[int, tuple[CheckBox, bool]]
    ) -> tuple[bytes, tuple[str, ...]]:
        """The workbook with ``values`` in its cells and ``ticks`` in its boxes, proven; and the parts that differ.

        Raises:
            TemplateError: the result is not what was asked for.

        """
        by_sheet: dict[str, dict[tuple[int, int], Content]] = {}
        for (sheet, row, col), value in values.items():
            by_sheet.setdefault(sheet, {})[row, col] = value
        made: dict[str, Packed] = {}
        changed: dict[str, Changed] = {}
        for title, cells in by_sheet.items():
            cut = self._sheets[title]
            pieces, plan = cut.pieces(cells), cut.plan
            if plan.drops or tuple(pieces) != plan.originals:
                made[plan.part] = plan.build(pieces)
                changed[plan.part] = Changed(plan, pieces, _cells_hold(cut, pieces, cells))
        for part, (plan, new) in self._ticked(ticks).items():
            made[part] = plan.build(new)
            changed[part] = Changed(plan, new, _equal_to(new))
        if not made:
            return self.book.data, ()
        fixed = self._fixed.keys() - made.keys()
        for part in fixed:
            made[part], changed[part] = self._fixed[part]
        data = self.book.package.exchange(made)
        self._prover.prove(data, changed, fixed)
        return data, tuple(self.book.package.entries[part].name for part in self.book.package.entries if part in made)

    def _ticked(self, ticks: Mapping[int, tuple[CheckBox, bool]]) -> dict[str, tuple[Plan, Sequence[bytes]]]:
        """The parts of drawings and controls whose boxes change, with what comes to stand in them."""
        wanted: dict[str, dict[int, bytes]] = {}
        for box, on in ticks.values():
            for mark in box.marks:
                wanted.setdefault(mark.part, {})[mark.span.start] = mark.on if on else mark.off
        found: dict[str, tuple[Plan, Sequence[bytes]]] = {}
        for part, new in wanted.items():
            plan = self._marks[part]
            pieces = [new.get(slot.start, original) for slot, original in zip(plan.slots, plan.originals, strict=True)]
            if tuple(pieces) != plan.originals:
                found[part] = (plan, pieces)
        return found


def _mark_plans(book: Workbook, boxes: Iterable[CheckBox]) -> dict[str, Plan]:
    marks: dict[str, dict[int, Mark]] = {}
    for box in boxes:
        for mark in box.marks:
            marks.setdefault(mark.part, {})[mark.span.start] = mark
    return {
        part: Plan(part, book.package.read(part), [there[start].span for start in sorted(there)])
        for part, there in marks.items()
    }


def _content(plan: Plan, pieces: Sequence[bytes]) -> bytes:
    return b"".join(static + piece for static, piece in zip(plan.statics, (*pieces, b""), strict=True))


def _equal_to(expected: Sequence[bytes]) -> Callable[[Sequence[bytes]], bool]:
    wanted = tuple(expected)
    return lambda pieces: tuple(pieces) == wanted


def _cells_hold(sheet: SheetPlan, made: Sequence[bytes], cells: Values) -> Callable[[Sequence[bytes]], bool]:
    """Slots that changed hold the cells asked for; slots that did not are as they were."""
    asked = {sheet.refs[cell]: value for cell, value in cells.items()}
    originals = sheet.plan.originals
    nodes = sheet.nodes

    def holds(pieces: Sequence[bytes]) -> bool:
        edited = []
        for piece, original, node, new in zip(pieces, originals, nodes, made, strict=True):
            if isinstance(node, Widened):
                if piece not in {original, node.new}:
                    return False
            elif new is not original:
                edited.append(piece)
            elif piece != original:
                return False
        return holds_cells(edited, asked)

    return holds
