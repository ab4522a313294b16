"""Drafts to one Roll (名簿と記号): blocks by pupil, days that the sheets close or open, doubled sheets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from futoko_cli.core.filling import day_text
from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import ClassId, Mark, Source, a1
from futoko_cli.core.register import Block, BlockRow, Roll
from futoko_cli.core.school_calendar import SchoolCalendar, is_weekend, school_year_of, year_bounds
from futoko_cli.ingest.drafts import Draft
from futoko_cli.ingest.marks import mark_hint
from futoko_cli.ingest.pupil_order import pupils_of
from futoko_cli.ingest.roster import Joiner, class_of, complete_classes
from futoko_cli.ingest.wording import same_name

_EVENTS = (Kind.TRANSFER_IN, Kind.TRANSFER_OUT)
_WHOLE_CLASS = (Kind.CLASS_CLOSURE, Kind.SUSPENDED)
_FEW = 3  # in a smaller class one child's mark would be most of the class


def years_of(drafts: Sequence[Draft]) -> Counter[int]:
    """How many days or marks of each school year the drafts hold."""
    years: Counter[int] = Counter()
    for draft in drafts:
        if draft.covers:
            years[school_year_of(draft.covers[0])] += len(draft.covers)
        else:
            years.update(school_year_of(m.day) for row in draft.rows for m in row.marks)
    return years


def within_year(drafts: Sequence[Draft], school_year: int) -> tuple[list[Draft], list[Issue]]:
    """Drafts of one school year; marks and sheets of another are left out and named."""
    first, last = year_bounds(school_year)
    kept: list[Draft] = []
    issues: list[Issue] = []
    for draft in drafts:
        if draft.covers and not first <= draft.covers[0] <= last:
            issues.append(_other_year(draft, school_year_of(draft.covers[0]), school_year, ""))
            continue
        if not draft.covers:
            outside = [m for row in draft.rows for m in row.marks if not first <= m.day <= last]
            if outside:
                mark = outside[0]
                single = len(outside) * 2 < sum(len(row.marks) for row in draft.rows)
                issue = _other_year(draft, school_year_of(mark.day), school_year, a1(mark.row, mark.col), len(outside))
                # a few rows beside many are mistyped years, and absences that are missing now
                issues.append(replace(issue, grave="error") if single else issue)
                strangers = {
                    id(row) for row in draft.rows if row.marks and not any(first <= m.day <= last for m in row.marks)
                }
                draft.rows = [row for row in draft.rows if id(row) not in strangers]
                for row in draft.rows:
                    row.marks = [m for m in row.marks if first <= m.day <= last]
        kept.append(draft)
    return kept, issues


def _other_year(draft: Draft, year: int, school_year: int, cell: str, count: int = 0) -> Issue:
    what = f"{count}行が" if count else ""
    return Issue(
        "year-mixed",
        f"{what}{year}年度のものです。{school_year}年度だけを数えました。",
        f"{year}年度を数えるときは --school-year {year} を付けてください。",
        draft.file,
        draft.sheet,
        cell,
        subject=str(year),
        grave="error" if count else None,
    )


def make_roll(drafts: Sequence[Draft], school_year: int) -> tuple[Roll, list[Issue]]:
    """Join rows to pupils and drafts to blocks; the order of the files does not matter."""
    ordered = sorted(
        drafts,
        key=lambda d: (
            d.covers[0] if d.covers else 0,
            d.class_id.order if d.class_id else (0, 0, ""),
            d.file,
            d.sheet,
            d.header_row,
        ),
    )
    complete_classes(ordered)
    _lists_of_marks(ordered)
    joiner = Joiner(ordered)
    listed = pupils_of(joiner.join())
    index_of = {id(line.row): i for i, (_, child) in enumerate(listed) for p in child.persons for line in p.lines}
    first, last = year_bounds(school_year)
    blocks = []
    for draft in ordered:
        rows = [BlockRow(index_of[id(row)], row.marks, row.row, row.col) for row in draft.rows if id(row) in index_of]
        covers = range(first, last + 1) if draft.whole_year else draft.covers
        lists_class = not draft.whole_year and draft.layout != "pupil-year"
        blocks.append(
            Block(source_of(draft), covers, rows, _explicit(draft), draft.cells, lists_class, draft.whole_year)
        )
    roll = Roll([pupil for pupil, _ in listed], blocks)
    roll.struck, roll.opened = _closed_and_opened(ordered)
    for draft in reversed(ordered):
        roll.ceremonies.update(draft.ceremonies)
    return roll, joiner.issues + _doubled(ordered, index_of)


def source_of(draft: Draft) -> Source:
    """The source record of a draft."""
    if draft.class_id is not None:
        label = draft.class_id.label
    else:
        names = {class_of(draft, row).label for row in draft.rows}
        label = names.pop() if len(names) == 1 else ""
    return Source(
        draft.file,
        draft.sheet,
        draft.layout,
        label,
        draft.month,
        len(draft.rows),
        draft.header_row,
        draft.name_col,
        draft.first_day_col,
        draft.last_day_col,
    )


def _explicit(draft: Draft) -> bool:
    """Whether the block marks presence too (・ in every cell), so that a blank is a day not entered yet."""
    count = sum(len(row.marks) for row in draft.rows)
    present = sum(m.kind == Kind.PRESENT for row in draft.rows for m in row.marks)
    if not present or present * 2 < count:
        return False
    days = {m.day for row in draft.rows for m in row.marks if m.kind not in _EVENTS}
    weekdays = [d for d in (draft.covers or days) if not is_weekend(d) and min(days) <= d <= max(days)]
    cells = len(weekdays) * len(draft.rows)
    filled = sum(1 for row in draft.rows for m in row.marks if not is_weekend(m.day))
    return filled * 2 >= cells if draft.whole_year else filled * 5 >= cells * 4


def _closed_and_opened(
    drafts: Sequence[Draft],
) -> tuple[dict[ClassId, frozenset[int]], dict[ClassId, frozenset[int]]]:
    """Days that the sheets close (a heading 休, or ― for most of a class) and open (most of a class present)."""
    struck: dict[ClassId, set[int]] = defaultdict(set)
    opened: dict[ClassId, set[int]] = defaultdict(set)
    votes = _Votes()
    spoken = any(m.kind in (Kind.STRUCK, Kind.PRESENT) for draft in drafts for row in draft.rows for m in row.marks)
    for draft in drafts:
        if draft.struck:
            for class_id in {class_of(draft, row) for row in draft.rows}:
                struck[class_id] |= draft.struck
        if spoken:
            votes.take(draft)
    for (class_id, day), count in votes.strikes.items():
        enough = votes.sizes(class_id) >= _FEW or (class_id, day) in votes.printed
        if enough and (class_id, day) not in votes.other and count * 2 > votes.sizes(class_id):
            struck[class_id].add(day)
    _close_unlisted(drafts, struck)
    for (class_id, day), count in votes.present.items():
        if count * 2 > votes.sizes(class_id) and day not in struck[class_id]:
            opened[class_id].add(day)
    return {c: frozenset(d) for c, d in struck.items()}, {c: frozenset(d) for c, d in opened.items()}


class _Votes:
    """What the children's cells say of each day of their class; a list says nothing of whom it does not name."""

    def __init__(self) -> None:
        """Nobody has spoken yet."""
        self.strikes: Counter[tuple[ClassId, int]] = Counter()
        self.present: Counter[tuple[ClassId, int]] = Counter()
        self.other: set[tuple[ClassId, int]] = set()
        self.printed: set[tuple[ClassId, int]] = set()  # struck by a page that strikes its weekends too
        self._children: dict[ClassId, set[tuple[int | None, str]]] = defaultdict(set)

    def sizes(self, class_id: ClassId) -> int:
        """How many children the class has."""
        return len(self._children[class_id])

    def take(self, draft: Draft) -> None:
        """Count the cells of one draft."""
        calendar_page = _prints_weekends(draft)
        for row in draft.rows:
            class_id = class_of(draft, row)
            self._children[class_id].add((row.number, "" if row.number is not None else same_name(row.name)))
            for mark in row.marks:
                key = (class_id, mark.day)
                if mark.kind == Kind.STRUCK:
                    if not draft.whole_year:
                        self.strikes[key] += 1
                        if calendar_page:
                            self.printed.add(key)
                elif mark.kind not in _EVENTS:
                    self.other.add(key)
                    if mark.kind == Kind.PRESENT and not draft.whole_year:
                        self.present[key] += 1


def _prints_weekends(draft: Draft) -> bool:
    """Whether a page strikes its own weekends: then its 休 and ― are a printed calendar, no child's mark."""
    struck = {m.day for row in draft.rows for m in row.marks if m.kind == Kind.STRUCK}
    if not struck:
        return False
    weekends = [d for d in draft.covers if is_weekend(d) and d <= max(struck)]
    return bool(weekends) and sum(d in struck for d in weekends) * 5 >= len(weekends) * 4


def _close_unlisted(drafts: Sequence[Draft], struck: dict[ClassId, set[int]]) -> None:
    """Days that a heading of school days alone leaves out, unless another sheet of the class has them."""
    if not any(draft.unlisted for draft in drafts):
        return
    unlisted: dict[ClassId, set[int]] = defaultdict(set)
    listed: dict[ClassId, set[int]] = defaultdict(set)
    for draft in drafts:
        for class_id in {class_of(draft, row) for row in draft.rows}:
            unlisted[class_id] |= draft.unlisted
            listed[class_id].update(draft.covers)
    for class_id, days in unlisted.items():
        struck[class_id] |= days - listed[class_id]


def _lists_of_marks(drafts: Sequence[Draft]) -> None:
    """Day sheets that name only children with a mark are lists: who is not named was present."""
    by_class: dict[ClassId, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.layout == "day-sheet":
            by_class[draft.class_id or ClassId(None, "")].append(draft)
    sparse = [
        own
        for own in by_class.values()
        if all(row.marks and row.marks[0].kind != Kind.PRESENT for draft in own for row in draft.rows)
    ]
    # a class closure marks every child of the class on each of its days; nothing else marks all of them
    for own in sparse:
        rosters = {tuple((row.number, row.name) for row in draft.rows) for draft in own}
        closed = all(row.marks[0].kind in _WHOLE_CLASS for draft in own for row in draft.rows)
        if len(rosters) > 1 or (len(own) > 1 and not closed):
            for draft in own:
                draft.covers, draft.cells, draft.whole_year = (), {}, True


def settle_strikes(roll: Roll, calendar: SchoolCalendar) -> list[Issue]:
    """― and 休 on a day that is a school day after all: not counted, and named.

    Outside a child's enrolment a strike says nothing new and stays.
    """
    issues: list[Issue] = []
    open_days: dict[ClassId, frozenset[int]] = {}
    came = {r.pupil: m.day for b in roll.blocks for r in b.rows for m in r.marks if m.kind == Kind.TRANSFER_IN}
    left = {r.pupil: m.day for b in roll.blocks for r in b.rows for m in r.marks if m.kind == Kind.TRANSFER_OUT}
    for block in roll.blocks:
        for row in block.rows:
            if not any(mark.kind == Kind.STRUCK for mark in row.marks):
                continue
            class_id = roll.pupils[row.pupil].class_id
            if class_id not in open_days:
                open_days[class_id] = calendar.open_days(class_id)
            enrolled = range(came.get(row.pupil, 0), left.get(row.pupil, 10**7))
            for position, mark in enumerate(row.marks):
                if mark.kind == Kind.STRUCK and mark.day in open_days[class_id] and mark.day in enrolled:
                    row.marks[position] = mark._replace(kind=Kind.UNKNOWN)
                    issues.append(_strike_told(block.source, mark))
    return issues


def _strike_told(source: Source, mark: Mark) -> Issue:
    return Issue(
        "mark-struck",
        f"{day_text(mark.day)} は授業日ですが、休業日の記号「{mark.text}」があります。この日は数えていません。",
        f"休業日なら暦に書いてください。{mark_hint(mark.text)}",
        source.file,
        source.sheet,
        a1(mark.row, mark.col),
        subject=mark.text,
    )


def _overlap(drafts: Sequence[Draft]) -> bool:
    """Whether two sheets of one class, or of no known class, cover a common stretch of days."""
    last: dict[ClassId | None, int] = {}
    for draft in drafts:  # in the order of their first days
        if draft.whole_year:
            continue
        own = draft.class_id if not any(row.class_name for row in draft.rows) else None
        if draft.covers[0] <= max(last.get(own, 0), last.get(None, 0)) or own is None:
            return True
        last[own] = max(last.get(own, 0), draft.covers[-1])
    return False


def _doubled(drafts: Sequence[Draft], index_of: dict[int, int]) -> list[Issue]:
    """Two sheets that cover the same child and day."""
    known: dict[tuple[int, int], Draft] = {}
    issues: list[Issue] = []
    if not _overlap(drafts):
        return issues
    for draft in drafts:
        if draft.whole_year:
            continue
        hits = None
        for row in draft.rows:
            if id(row) not in index_of:
                continue
            for day in (draft.covers[0], draft.covers[-1]):
                other = known.setdefault((index_of[id(row)], day), draft)
                if other is not draft:
                    hits = other
        if hits is not None:
            label = source_of(draft).class_name
            month = f"{draft.month[5:].lstrip('0')}月" if draft.month else "期間"
            issues.append(
                Issue(
                    "source-doubled",
                    f"{label} の同じ{month}が {hits.file} {hits.sheet} にもあります。食い違う記号だけを別に知らせます。",
                    "古いほうのファイルを外してください。",
                    draft.file,
                    draft.sheet,
                    subject=label,
                )
            )
    return issues
