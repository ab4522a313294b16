"""Rows of a grid to children with marks (行の読み取り); what cannot be read is named by its cell."""

from __future__ import annotations

from collections.abc import Iterator

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Mark
from futoko_cli.ingest.columns import PupilColumns
from futoko_cli.ingest.dayrow import spread
from futoko_cli.ingest.drafts import DraftRow, Extract, Page
from futoko_cli.ingest.headings import class_in
from futoko_cli.ingest.marks import MarkTable, combined, mark_hint
from futoko_cli.ingest.pupil_rows import PupilRow, RowPlan
from futoko_cli.ingest.wording import plain, whole, written

Cells = dict[int, list[tuple[int, object]]]


def read_rows(
    page: Page, plan: RowPlan, columns: PupilColumns, days_of: dict[int, int], table: MarkTable, result: Extract
) -> list[DraftRow]:
    """Each child of the grid with its marks; ``days_of`` maps day columns to ordinals."""
    left, right = min(days_of), max(days_of)
    merged = _merged_cells(page, plan, left, right)
    ranged = _ranged(page, plan, days_of) if merged else frozenset()
    named = any(pupil.name for pupil in plan.pupils)
    rows: list[DraftRow] = []
    for pupil in plan.pupils:
        marks = _marks(page, pupil, (left, right), merged, ranged, days_of, table, result)
        if not pupil.name and named:
            if any(mark.kind != Kind.STRUCK for mark in marks):
                result.issues.append(
                    page.issue(
                        "row-unread",
                        f"番号 {pupil.number} の行に氏名がありませんが、記号があります。数えていません。",
                        "氏名を入れるか、記号を消してください。",
                        row=pupil.row,
                        col=max(columns.name, 0),
                    )
                )
            continue
        rows.append(_draft_row(page, pupil, columns, marks))
    for index in plan.stray:
        result.issues.extend(_stray(page, index, days_of, table))
    return rows


def _merged_cells(page: Page, plan: RowPlan, left: int, right: int) -> Cells:
    """Cells under a merged range, by row: 出停 over three days, 夏休み over the whole class."""
    if not page.sheet.merges:
        return {}
    bottom = max(r for pupil in plan.pupils for r in (pupil.row, *pupil.also))
    by_row: Cells = {}
    for (row, col), value in spread(page.rows, page.sheet.merges, plan.first, bottom, left, right).items():
        by_row.setdefault(row, []).append((col, value))
    return by_row


def _ranged(page: Page, plan: RowPlan, days_of: dict[int, int]) -> frozenset[tuple[int, int]]:
    """Cells of children's rows under one mark merged over several days: a weekend inside it means nothing."""
    own = {r for pupil in plan.pupils for r in (pupil.row, *pupil.also)}
    cells: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in page.sheet.merges:
        cols = [col for col in range(left, right + 1) if col in days_of] if right > left else []
        if len(cols) > 1:
            cells.update((row, col) for row in range(top, bottom + 1) if row in own for col in cols)
    return frozenset(cells)


def _marks(
    page: Page,
    pupil: PupilRow,
    span: tuple[int, int],
    merged: Cells,
    ranged: frozenset[tuple[int, int]],
    days_of: dict[int, int],
    table: MarkTable,
    result: Extract,
) -> list[Mark]:
    marks: list[Mark] = []
    seen: dict[int, int] = {}
    read = table.read
    left, right = span
    for index in (pupil.row, *pupil.also):
        cells = [(c, v) for c, v in enumerate(page.rows[index][left : right + 1], left) if v != ""]
        if index in merged:
            have = {col for col, _ in cells}
            cells += [(col, value) for col, value in merged[index] if col not in have]
        for col, value in cells:
            reading = read(value)
            day = days_of.get(col)
            if reading.kind < 0 or day is None:
                continue
            mark = Mark(day, reading.kind, written(value), reading.reason, index, col)
            if ranged and (index, col) in ranged:
                mark = mark._replace(ranged=True)
            if day in seen:
                _second_line(page, marks, seen[day], mark, result)
                continue
            seen[day] = len(marks)
            marks.append(mark)
            if reading.kind == Kind.UNKNOWN:
                result.issues.append(unknown_mark(page, mark, conflict=reading.conflict))
    return marks


def _second_line(page: Page, marks: list[Mark], position: int, mark: Mark, result: Extract) -> None:
    """A child's second line on the same day is read as two marks in one cell."""
    before = marks[position]
    if before.kind == mark.kind:
        return
    text = f"{before.text}・{mark.text}"
    both = combined((before.kind, mark.kind))
    marks[position] = before._replace(kind=both.kind, text=text)
    if both.kind == Kind.UNKNOWN:
        result.issues.append(unknown_mark(page, marks[position], conflict=both.conflict))


def unknown_mark(page: Page, mark: Mark, *, conflict: bool) -> Issue:
    """``mark-unknown`` or ``mark-conflict`` of one cell, with the line that would settle it."""
    if conflict:
        return page.issue(
            "mark-conflict",
            f"「{mark.text}」は1つのセルに食い違う記号があります。",
            "正しい記号1つに直してください。直すまでその日は数えません。",
            row=mark.row,
            col=mark.col,
            subject=mark.text,
        )
    return page.issue(
        "mark-unknown",
        f"記号「{mark.text}」の意味が分かりません。この日は数えていません。",
        mark_hint(mark.text),
        row=mark.row,
        col=mark.col,
        subject=mark.text,
    )


def _draft_row(page: Page, pupil: PupilRow, columns: PupilColumns, marks: list[Mark]) -> DraftRow:
    grade = klass = None
    if columns.grade < 0 and columns.klass < 0:
        return DraftRow(pupil.number, pupil.name, pupil.row, max(columns.name, 0), marks)
    row = page.rows[pupil.row]
    if 0 <= columns.grade < len(row):
        grade = whole(str(plain(row[columns.grade])).removesuffix("年"))
    if 0 <= columns.klass < len(row) and (text := plain(row[columns.klass])):
        own_grade, name = class_in(text)
        grade, klass = grade or own_grade, name or text.removesuffix("組") or None
    return DraftRow(pupil.number, pupil.name, pupil.row, max(columns.name, 0), marks, grade, klass)


def look_issues(page: Page, rows: list[DraftRow], columns: PupilColumns) -> list[Issue]:
    """What hidden rows and struck-out names say, once every 転出 of the sheet is known."""
    hidden, struck = page.sheet.hidden_rows(), page.sheet.struck_cells()
    if not hidden and not struck:
        return []
    return [issue for row in rows for issue in _looks(page, row, hidden, struck, columns)]


def _looks(
    page: Page, row: DraftRow, hidden: frozenset[int], struck: frozenset[tuple[int, int]], columns: PupilColumns
) -> Iterator[Issue]:
    """Hidden rows and struck-out names: counted, and said so."""
    if row.row not in hidden and not struck:
        return
    who = f"{row.number}番" if row.number is not None else row.name
    names = (row.name,) if row.name else ()
    hint = "転出した児童生徒なら、その日のセルに 転出 と書いてください。"
    if row.row in hidden:
        yield page.issue(
            "row-hidden", f"{who} の行は隠れていますが、数えています。", hint, row=row.row, col=row.col, names=names
        )
    left = any(mark.kind == Kind.TRANSFER_OUT for mark in row.marks)
    if not left and ((row.row, columns.name) in struck or (row.row, columns.number) in struck):
        yield page.issue(
            "pupil-struck",
            f"{who} に取り消し線がありますが、転出の日がないため在籍として数えています。",
            hint,
            row=row.row,
            col=row.col,
            names=names,
        )


def _stray(page: Page, index: int, days_of: dict[int, int], table: MarkTable) -> Iterator[Issue]:
    """A row of nobody known that holds marks all the same."""
    row = page.rows[index]
    said = any(isinstance(v, str) and v.strip() for v in row[: min(days_of)])
    for col in days_of:
        if col >= len(row) or (kind := table.read(row[col]).kind) in (-1, Kind.STRUCK):
            continue
        if kind != Kind.UNKNOWN or said:
            who = "だれの行か分からない" if said else "氏名も番号もない"
            yield page.issue(
                "row-unread",
                f"{who}行に「{plain(row[col])}」があります。数えていません。",
                "どの児童生徒の行か、番号と氏名を書いてください。" if said else "どの児童生徒の行か書いてください。",
                row=index,
                col=col,
            )
            return
