"""From what was read to the matrix: every cell gets its kind, or a reason why it has none."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import numpy as np
import numpy.typing as npt

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import SKIPPED, Kind
from futoko_cli.core.model import ClassId, Mark, MarkAt, a1
from futoko_cli.core.register import Block, BlockRow, Register, Roll
from futoko_cli.core.school_calendar import SchoolCalendar

Grid = npt.NDArray[np.uint8]
_EVENTS = (Kind.TRANSFER_IN, Kind.TRANSFER_OUT)
_WHOLE_CLASS = 3  # 停 for every child of a class of at least this many is a class closure


def day_text(day: int) -> str:
    """``5/12`` for an ordinal."""
    when = date.fromordinal(day)
    return f"{when.month}/{when.day}"


def last_marked_day(roll: Roll, calendar: SchoolCalendar, today: int) -> int | None:
    """The last school day, not later than today, on which any cell holds a mark (docs/counting.md)."""
    open_days = {c: calendar.open_days(c) for c in {p.class_id for p in roll.pupils}}
    best = 0
    for block in roll.blocks:
        for row in block.rows:
            days = open_days[roll.pupils[row.pupil].class_id]
            for mark in row.marks:
                if best < mark.day <= today and mark.day in days and mark.kind != Kind.STRUCK:
                    best = mark.day
    return best or None


class _Filler:
    """One pass over the roll; ``issues`` collects what could not be placed."""

    def __init__(self, roll: Roll, calendar: SchoolCalendar, as_of: int, until: int) -> None:
        self.roll = roll
        self.until = until
        self.disputed: set[tuple[int, int]] = set()
        self.calendar = calendar
        self.as_of = as_of
        self.issues: list[Issue] = []
        self.marks: dict[tuple[int, int], MarkAt] = {}
        self.transfers: dict[int, tuple[MarkAt, ...]] = {}
        self.classes = sorted({p.class_id for p in roll.pupils}, key=lambda c: c.order)
        self.members: dict[ClassId, npt.NDArray[np.intp]] = {
            c: np.array([i for i, p in enumerate(roll.pupils) if p.class_id == c], dtype=np.intp) for c in self.classes
        }
        first, last = calendar.bounds
        masks = {c: calendar.open_mask(c) for c in self.classes}
        anyone = np.zeros(last - first + 1, dtype=bool)
        for mask in masks.values():
            anyone |= mask
        self.days = np.flatnonzero(anyone[: as_of - first + 1]).astype(np.int64) + first
        self.column = {int(day): j for j, day in enumerate(self.days)}
        shape = (len(roll.pupils), len(self.days))
        self.kinds: Grid = np.full(shape, Kind.UNENTERED, dtype=np.uint8)
        self.covered = np.zeros(shape, dtype=bool)
        self.times = np.zeros(shape, dtype=np.uint16)  # how many blocks speak of the day
        self.listed = {c: np.zeros(len(self.days), dtype=bool) for c in self.classes}
        self.calendar_days = {c: calendar.open_days(c) for c in self.classes}
        self.open: dict[ClassId, npt.NDArray[np.bool_]] = {c: m[self.days - first] for c, m in masks.items()}
        self.open_days = {c: frozenset(self.days[m].tolist()) for c, m in self.open.items()}

    def cover(self) -> None:
        """Blank cells: present on school days, or not entered where the block marks presence too."""
        for block in self.roll.blocks:
            cols = np.array([self.column[d] for d in block.covers if d in self.column], dtype=np.intp)
            if not cols.size or not block.rows:
                continue
            rows = np.array([row.pupil for row in block.rows], dtype=np.intp)
            self.covered[np.ix_(rows, cols)] = True
            self.times[np.ix_(rows, cols)] += 1
            if block.lists_class:
                for class_id in {self.roll.pupils[i].class_id for i in rows.tolist()}:
                    self.listed[class_id][cols] = True
            if not block.explicit:
                self.kinds[np.ix_(rows, cols)] = Kind.PRESENT

    def place_marks(self) -> None:
        """Every mark to its cell; marks on closed days and contradictions are named."""
        for block in self.roll.blocks:
            for row in block.rows:
                if row.marks:
                    self._place_row(block, row)

    def _place_row(self, block: Block, row: BlockRow) -> None:
        i = row.pupil
        open_days = self.open_days[self.roll.pupils[i].class_id]
        for mark in row.marks:
            kind = mark.kind
            if mark.day > self.until or kind == Kind.STRUCK:
                continue
            if mark.day > self.as_of or mark.day not in open_days:
                self._unplaced(block, row, mark)
                continue
            if kind in _EVENTS:
                continue
            j = self.column[mark.day]
            known = self.marks.get((i, j))
            if known is not None and known.mark.kind != kind and (i, j) not in self.disputed:
                self.disputed.add((i, j))
                self._conflict(i, known, MarkAt(mark, block.source))
            if known is None or known.mark.kind == Kind.PRESENT:
                self.marks[i, j] = MarkAt(mark, block.source)
            self.kinds[i, j] = Kind.UNENTERED if kind == Kind.UNKNOWN or (i, j) in self.disputed else kind

    def _unplaced(self, block: Block, row: BlockRow, mark: Mark) -> None:
        """A mark that stands on no counted school day: named where the day is closed, silent where it is to come."""
        if mark.ranged or mark.kind in _EVENTS or mark.kind == Kind.PRESENT:
            return
        if mark.day not in self.calendar_days[self.roll.pupils[row.pupil].class_id]:
            self._closed_day(block, row, mark.text, mark.day, a1(mark.row, mark.col))

    def disagreements(self) -> None:
        """A mark in one file, a blank cell in another that has come at least as far: neither can be preferred."""
        often = self.times > 1
        if not often.any():
            return
        doubled = [(key, at) for key, at in self.marks.items() if often[key]]
        reach = {
            id(block): max((m.day for row in block.rows for m in row.marks), default=0) for block in self.roll.blocks
        }
        blocks_of: dict[int, list[tuple[Block, BlockRow]]] = defaultdict(list)
        for block in self.roll.blocks:
            for row in block.rows:
                blocks_of[row.pupil].append((block, row))
        covers = {id(block): frozenset(block.covers) for block in self.roll.blocks}
        for (i, j), at in doubled:
            if at.mark.kind == Kind.PRESENT or (i, j) in self.disputed:
                continue
            day = int(self.days[j])
            for block, row in blocks_of[i]:
                same_class = at.source.class_name in (block.source.class_name, "")
                says = same_class and not block.whole_year and not block.explicit
                says = says and day in covers[id(block)] and day <= reach[id(block)]
                if says and all(mark.day != day for mark in row.marks):
                    self.disputed.add((i, j))
                    self.kinds[i, j] = Kind.UNENTERED
                    self._blank_conflict(i, at, block, row, day)
                    break

    def _blank_conflict(self, i: int, at: MarkAt, block: Block, row: BlockRow, day: int) -> None:
        own_row, col = block.cells.get(day, (-1, row.col))
        blank = a1(row.row if own_row < 0 else own_row, col)
        other = " ".join(text for text in (block.source.file, block.source.sheet, blank) if text)
        self.issues.append(
            Issue(
                "cell-conflict",
                f"{self.roll.pupils[i].key} の {day_text(day)} が「{at.mark.text}」と空欄（{other}）で違います。",
                "古いほうのファイルを外してください。外すまでこの日は数えません。",
                at.source.file,
                at.source.sheet,
                at.cell,
                subject=self.roll.pupils[i].key,
            )
        )

    def _closed_day(self, block: Block, row: BlockRow, text: str, day: int, cell: str) -> None:
        self.issues.append(
            Issue(
                "mark-on-non-school-day",
                f"{day_text(day)} は授業日ではありませんが、{self.roll.pupils[row.pupil].key} に「{text}」があります。",
                f"授業日なら暦のファイルに {date.fromordinal(day)},授業日 と書いてください。書きまちがいなら出席簿を直してください。",
                block.source.file,
                block.source.sheet,
                cell,
                subject=day_text(day),
            )
        )

    def _conflict(self, i: int, known: MarkAt, new: MarkAt) -> None:
        pupil = self.roll.pupils[i]
        first = f"{known.source.file} {known.source.sheet} {known.cell}".replace("  ", " ")
        self.issues.append(
            Issue(
                "cell-conflict",
                f"{pupil.key} の {day_text(new.mark.day)} が「{new.mark.text}」と「{known.mark.text}」（{first}）で違います。",
                "正しいほうに直すか、古いファイルを外してください。直すまでこの日は数えません。",
                new.source.file,
                new.source.sheet,
                new.cell,
                subject=pupil.key,
            )
        )

    def enrol(self) -> None:
        """転入 and 転出 marks: outside them the child is not enrolled."""
        events: dict[int, list[tuple[int, int, MarkAt]]] = defaultdict(list)
        for block in self.roll.blocks:
            for row in block.rows:
                for mark in row.marks:
                    if mark.kind in _EVENTS:
                        events[row.pupil].append((mark.day, mark.kind, MarkAt(mark, block.source)))
        for i, found in events.items():
            found.sort(key=lambda e: (e[0], e[1]))
            self.transfers[i] = tuple(at for _, _, at in found)
            self._enrol_one(i, found)

    def _enrol_one(self, i: int, found: list[tuple[int, int, MarkAt]]) -> None:
        outside = np.zeros(len(self.days), dtype=bool)
        if found[0][1] == Kind.TRANSFER_IN:
            outside |= self.days < found[0][0]
        for day, kind, at in found:
            # 転入 on a day: enrolled from that day; 転出: no longer enrolled from that day on
            outside[self.days >= day] = kind == Kind.TRANSFER_OUT
            j = self.column.get(day)
            if j is not None and (i, j) not in self.marks:
                self.marks[i, j] = at
                if kind == Kind.TRANSFER_IN:
                    self.kinds[i, j] = Kind.PRESENT
        for j in np.flatnonzero(outside).tolist():
            at_cell = self.marks.get((i, j))
            if at_cell is None or at_cell.mark.kind in (*_EVENTS, Kind.PRESENT):
                continue
            self.issues.append(
                Issue(
                    "mark-outside-enrolment",
                    f"{self.roll.pupils[i].key} は {day_text(int(self.days[j]))} に在籍していませんが「{at_cell.mark.text}」があります。",
                    "転入・転出の日か、この記号のどちらかを直してください。",
                    at_cell.source.file,
                    at_cell.source.sheet,
                    at_cell.cell,
                    subject=self.roll.pupils[i].key,
                )
            )
        self.kinds[i, outside] = Kind.NOT_ENROLLED

    def missing_rows(self) -> None:
        """Children with no row on a sheet that their class has: outside it before the first and after the last."""
        where = {row.pupil: (block, row) for block in reversed(self.roll.blocks) for row in block.rows}
        for class_id, members in self.members.items():
            gaps: npt.NDArray[np.bool_] = (
                self.listed[class_id][None, :] & ~self.covered[members] & (self.kinds[members] != Kind.NOT_ENROLLED)
            )
            for local in np.flatnonzero(gaps.any(axis=1)).tolist():
                self._missing_row(int(members[local]), gaps[local], where)

    def _missing_row(self, i: int, gap: npt.NDArray[np.bool_], where: dict[int, tuple[Block, BlockRow]]) -> None:
        known = np.flatnonzero(self.covered[i])
        lead = gap.copy()
        if known.size:
            lead[known[0] :] = False
            trail = gap.copy()
            trail[: known[-1] + 1] = False
            lead |= trail
        self.kinds[i, lead] = Kind.NOT_ENROLLED
        block, row = where[i]
        months = "・".join(f"{m}月" for m in dict.fromkeys(date.fromordinal(int(d)).month for d in self.days[gap]))
        inner = bool((gap & ~lead).any())
        self.issues.append(
            Issue(
                "pupil-missing",
                f"{self.roll.pupils[i].key} の行が {months} のシートにありません。"
                + ("その日は未入力としています。" if inner else "在籍していない期間としています。"),
                "転入・転出なら、その日のセルに 転入／転出 と書いてください。",
                block.source.file,
                block.source.sheet,
                a1(row.row, row.col),
                subject=self.roll.pupils[i].class_id.label,
                grave="error" if inner else None,
            )
        )

    def close(self) -> None:
        """Days closed for one class only, and closures of a class."""
        skipped = np.array([int(k) for k in SKIPPED], dtype=np.uint8)
        for class_id, members in self.members.items():
            grid = self.kinds[members]
            closures = [self.column[d] for d in self.calendar.closures(class_id) if d in self.column]
            for j in closures:
                self._closure_day(members, grid, j, skipped)
            enrolled = grid != Kind.NOT_ENROLLED
            suspended = (grid == Kind.SUSPENDED) | ~enrolled
            whole = suspended.all(axis=0) & (enrolled.sum(axis=0) >= _WHOLE_CLASS)
            grid[:, whole] = np.where(enrolled[:, whole], Kind.CLASS_CLOSURE, Kind.NOT_ENROLLED)
            grid[:, ~self.open[class_id]] = Kind.NO_SCHOOL
            self.kinds[members] = grid

    def _closure_day(self, members: npt.NDArray[np.intp], grid: Grid, j: int, skipped: npt.NDArray[np.uint8]) -> None:
        for local, i in enumerate(members.tolist()):
            kind = grid[local, j]
            if kind == Kind.NOT_ENROLLED or kind in skipped:
                continue
            at = self.marks.get((i, j))
            if at is not None and kind not in (Kind.PRESENT, Kind.UNENTERED):
                self.issues.append(
                    Issue(
                        "mark-on-non-school-day",
                        f"{day_text(int(self.days[j]))} は学級閉鎖ですが、{self.roll.pupils[i].key} に「{at.mark.text}」があります。",
                        "学級閉鎖の日の欠席は数えません。どちらかを直してください。",
                        at.source.file,
                        at.source.sheet,
                        at.cell,
                        subject=day_text(int(self.days[j])),
                    )
                )
            grid[local, j] = Kind.CLASS_CLOSURE


def fill_register(
    roll: Roll, calendar: SchoolCalendar, as_of: int, until: int | None = None
) -> tuple[Register, list[Issue]]:
    """Matrix of every child's school days up to ``as_of`` (ordinal), and the problems met on the way.

    Marks on closed days are named up to ``until`` (the day of the run, where ``as_of`` follows from the marks).
    Order: blank cells, marks, disagreements, 転入・転出, missing rows, closures. Nothing is dropped: a mark that
    cannot stand where it stands is an issue with its cell.
    """
    filler = _Filler(roll, calendar, as_of, max(as_of, until or 0))
    filler.cover()
    filler.place_marks()
    filler.disagreements()
    filler.enrol()
    filler.missing_rows()
    filler.close()
    register = Register(
        tuple(roll.pupils),
        filler.days,
        filler.kinds,
        filler.marks,
        calendar.labels,
        {c: _month_days(calendar, c) for c in filler.classes},
        filler.transfers,
        {c: own for c in filler.classes if (own := calendar.labels_of(c)) != calendar.labels},
    )
    return register, filler.issues


def _month_days(calendar: SchoolCalendar, class_id: ClassId) -> dict[tuple[int, int], int]:
    first, _ = calendar.bounds
    days = np.flatnonzero(calendar.open_mask(class_id)) + first
    months = (date.fromordinal(int(day)) for day in days)
    return dict(Counter((when.year, when.month) for when in months))
