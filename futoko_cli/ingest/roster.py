"""The same child across sheets and files (名簿の突き合わせ): rows become pupils, contradictions are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from futoko_cli.core.filling import day_text
from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import ClassId, a1, pupil_key
from futoko_cli.ingest.drafts import Draft, DraftRow
from futoko_cli.ingest.wording import same_name

_MOVE_DAYS = 15


@dataclass(slots=True)
class Line:
    """A row with the draft it stands in."""

    draft: int
    row: DraftRow


@dataclass(slots=True)
class Person:
    """One spelling of one child in one class: number and name, and every row that has both."""

    class_id: ClassId
    number: int | None
    name: str
    lines: list[Line] = field(default_factory=list)

    @property
    def drafts(self) -> set[int]:
        """Drafts in which it stands."""
        return {line.draft for line in self.lines}


@dataclass(slots=True)
class Child:
    """Persons that are one child; the last one's number and name are shown."""

    persons: list[Person]

    @property
    def last(self) -> Person:
        """The latest spelling."""
        return self.persons[-1]


class Joiner:
    """Joins rows to children; ``issues`` names what contradicts."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        """``drafts`` in the order of time."""
        self.drafts = drafts
        self.issues: list[Issue] = []

    def join(self) -> list[Child]:
        """Every child of every class."""
        persons: dict[tuple[ClassId, int | None, str], Person] = {}
        for index, draft in enumerate(self.drafts):
            # a sheet's class holds for each of its rows unless the rows say more
            fixed = (
                draft.class_id if draft.class_id and draft.class_id.grade is not None and not draft.whole_year else None
            )
            for row in draft.rows:
                class_id = fixed if fixed and row.class_name is None else class_of(draft, row)
                key = (class_id, row.number, same_name(row.name))
                person = persons.get(key)
                if person is None:
                    person = persons[key] = Person(class_id, row.number, row.name)
                elif person.lines[-1].draft == index:
                    self._twice(person, Line(index, row))
                person.name = row.name or person.name
                person.lines.append(Line(index, row))
        by_class: dict[ClassId, list[Person]] = defaultdict(list)
        for person in persons.values():
            by_class[person.class_id].append(person)
        children = [child for members in by_class.values() for child in self._join_class(members)]
        self._unlisted(children)
        return self._moved(children)

    def _at(
        self, line: Line, code: str, message: str, hint: str, *, names: tuple[str, ...] = (), subject: str = ""
    ) -> None:
        draft = self.drafts[line.draft]
        self.issues.append(
            Issue(code, message, hint, draft.file, draft.sheet, a1(line.row.row, line.row.col), subject, names)
        )

    def _where(self, line: Line) -> str:
        draft = self.drafts[line.draft]
        return " ".join(t for t in (draft.file, draft.sheet, a1(line.row.row, line.row.col)) if t)

    def _twice(self, person: Person, line: Line) -> None:
        who = f"{person.class_id.label} {person.number}番" if person.number is not None else person.class_id.label
        self._at(
            line,
            "pupil-duplicate",
            f"{who} が同じシートに2行あります（もう1行は {self._where(person.lines[-1])}）。",
            "1行にまとめてください。",
            subject=person.class_id.label,
        )

    def _join_class(self, members: list[Person]) -> list[Child]:
        """Same number and name are one; then a changed number, a changed name, a missing half."""
        by_name: dict[str, list[Person]] = defaultdict(list)
        for person in members:
            by_name[same_name(person.name)].append(person)
        groups: list[list[Person]] = []
        for name, same in by_name.items():
            groups.extend([[p] for p in same] if not name else self._by_name(same))
        by_number: dict[int, list[list[Person]]] = defaultdict(list)
        children: list[Child] = []
        for group in groups:
            numbers = {p.number for p in group if p.number is not None}
            if len(numbers) == 1:
                by_number[numbers.pop()].append(group)
            else:
                children.append(Child(group))
        for number, same_number in sorted(by_number.items()):
            children.extend(self._by_number(number, same_number))
        return children

    def _by_name(self, same: list[Person]) -> list[list[Person]]:
        """One name: several numbers in different sheets are one child, in one sheet namesakes."""
        groups: list[list[Person]] = []
        for person in (p for p in same if p.number is not None):
            home = next((g for g in groups if not any(self._together(person, p) for p in g)), None)
            if home is None:
                if groups:
                    self._namesake(person, groups[-1][-1])
                groups.append([person])
                continue
            if home[-1].number != person.number:
                self._at(
                    person.lines[0],
                    "pupil-number-differs",
                    f"{person.class_id.label} の {home[-1].number}番と {person.number}番が同じ氏名です（{self._where(home[-1].lines[0])}）。1人として数えました。",
                    "別の児童生徒なら、氏名か番号を直してください。",
                    subject=person.class_id.label,
                )
            home.append(person)
        for person in (p for p in same if p.number is None):
            if len(groups) > 1:
                self._ambiguous(person, groups)
            elif groups:
                groups[0].insert(0, person)
            else:
                groups.append([person])
        return groups

    def _namesake(self, person: Person, other: Person) -> None:
        """One name under two numbers of one sheet: two children, or one whose absences are split."""
        line = next(line for line in person.lines if line.draft in other.drafts)
        known = next(known for known in other.lines if known.draft == line.draft)
        self._at(
            line,
            "pupil-same-name",
            f"{person.class_id.label} の {other.number}番（{self._where(known)}）と {person.number}番が同じ氏名です。2人として数えました。",
            "同じ児童生徒なら、1行にまとめてください。別の児童生徒なら、そのままでかまいません。",
            subject=person.class_id.label,
        )

    def _ambiguous(self, person: Person, groups: list[list[Person]]) -> None:
        """A row by name alone, where the class has that name twice: it is nobody's."""
        numbers = "・".join(f"{group[-1].number}番" for group in groups)
        for line in person.lines:
            self._at(
                line,
                "pupil-ambiguous",
                f"{person.class_id.label} に同じ氏名の児童生徒がいます（{numbers}）。氏名だけの行はだれのものか分からないため、数えていません。",
                "番号を入れてください。",
                subject=person.class_id.label,
            )

    def _together(self, one: Person, other: Person) -> bool:
        return bool(one.drafts & other.drafts)

    def _by_number(self, number: int, groups: list[list[Person]]) -> list[Child]:
        """One number with several names: one sheet → two children; different sheets → one child, said so."""
        children: list[Child] = []
        for group in groups:
            first = group[0]
            reused = next((c for c in children if self._succeeds(c, group)), None)
            if reused is not None:
                self._reused(number, reused, group)
                children.append(Child(group))
                continue
            home = next((c for c in children if not self._clash(c, group)), None)
            if home is None:
                if children:
                    other = children[0].persons[0]
                    self._at(
                        first.lines[0],
                        "pupil-duplicate",
                        f"{first.class_id.label} の {number}番が2人います（もう1人は {self._where(other.lines[0])}）。別々に数えました。",
                        "番号を直してください。",
                        subject=first.class_id.label,
                    )
                children.append(Child(group))
                continue
            known = home.last
            if first.name and known.name:
                self._at(
                    first.lines[0],
                    "pupil-name-differs",
                    f"{pupil_key(first.class_id, number, '')} の氏名が「{first.name}」と「{known.name}」（{self._where(known.lines[0])}）で違います。1人として数えました。",
                    "同じ児童生徒なら氏名をそろえ、別の児童生徒なら番号を直してください。",
                    names=(first.name, known.name),
                    subject=pupil_key(first.class_id, number, ""),
                )
            home.persons.extend(group)
        return children

    def _succeeds(self, child: Child, group: list[Person]) -> bool:
        """Whether a child left (転出) before another came (転入) under the same number: two children."""
        left = self._events(child, Kind.TRANSFER_OUT)
        came = self._events(Child(group), Kind.TRANSFER_IN)
        return bool(left and came) and max(left) <= min(came)

    def _reused(self, number: int, old: Child, group: list[Person]) -> None:
        first = group[0]
        self._at(
            first.lines[0],
            "pupil-number-differs",
            f"{first.class_id.label} の {number}番は、転出した児童生徒（{self._where(old.persons[0].lines[0])}）のあと別の児童生徒が使っています。2人として数えました。",
            "同じ児童生徒なら、転入・転出の記号を消してください。",
            subject=first.class_id.label,
        )

    def _unlisted(self, children: list[Child]) -> None:
        """Children that only a list names, though their class has a register: most likely misspelt."""
        with_sheet = {d.class_id for d in self.drafts if not d.whole_year and d.class_id is not None}
        for child in children:
            person = child.last
            lines = [line for p in child.persons for line in p.lines]
            if person.class_id in with_sheet and all(self.drafts[line.draft].whole_year for line in lines):
                who = f"{person.number}番" if person.number is not None else "氏名だけの行"
                self._at(
                    lines[0],
                    "pupil-unlisted",
                    f"一覧の {person.class_id.label} {who} は、学級の出席簿にいません。別の1人として数えました。",
                    "学級・番号・氏名を出席簿とそろえてください。",
                    subject=person.class_id.label,
                )

    def _clash(self, child: Child, group: list[Person]) -> bool:
        """Whether one sheet (no list) has both: then they are two children."""
        mine = {d for p in child.persons for d in p.drafts}
        theirs = {d for p in group for d in p.drafts}
        return any(not self.drafts[d].whole_year for d in mine & theirs)

    def _moved(self, children: list[Child]) -> list[Child]:
        """A name that leaves one class of a grade and appears in another one: one child that moved class."""
        by_name: dict[tuple[int | None, str], list[Child]] = defaultdict(list)
        for child in children:
            name = same_name(child.last.name)
            if name and child.last.class_id.grade is not None:
                by_name[child.last.class_id.grade, name].append(child)
        gone: set[int] = set()
        for same in by_name.values():
            classes = {c.last.class_id for c in same}
            if len(same) != 2 or len(classes) != 2:
                continue
            old, new = sorted(same, key=self._first_day)
            if self._left_before(old, new):
                self._move(old, new)
                gone.add(id(old))
            else:
                self._perhaps_moved(*same)
                self._perhaps_moved(*reversed(same))
        return [child for child in children if id(child) not in gone]

    def _first_day(self, child: Child) -> int:
        return min(
            (
                self.drafts[line.draft].covers[0]
                for p in child.persons
                for line in p.lines
                if self.drafts[line.draft].covers
            ),
            default=0,
        )

    def _events(self, child: Child, kind: Kind) -> list[int]:
        return [m.day for p in child.persons for line in p.lines for m in line.row.marks if m.kind == kind]

    def _left_before(self, old: Child, new: Child) -> bool:
        """Whether one left its class before the other came, with both classes' sheets there to show it."""
        if self._on_a_list(old, new):
            return False
        last_day = max(self.drafts[line.draft].covers[-1] for p in old.persons for line in p.lines)
        left, came = self._events(old, Kind.TRANSFER_OUT), self._events(new, Kind.TRANSFER_IN)
        if left and came:
            return 0 <= min(came) - max(left) <= _MOVE_DAYS
        first_day = self._first_day(new)
        return (
            last_day < first_day
            and first_day in self._covered(old.last.class_id)
            and last_day in self._covered(new.last.class_id)
        )

    def _perhaps_moved(self, old: Child, new: Child) -> None:
        """A name that leaves (転出) one class and stands in another from then on without a 転入, or comes without a 転出.

        Nobody but the school knows whether that is one child, so they are not joined.
        """
        left, came = self._events(old, Kind.TRANSFER_OUT), self._events(new, Kind.TRANSFER_IN)
        if bool(left) == bool(came) or self._on_a_list(old, new):
            return
        day, beside = (max(left), new) if left else (min(came), old)
        lines = [line for person in beside.persons for line in person.lines]
        days = {m.day for line in lines for m in line.row.marks if m.kind != Kind.STRUCK}
        days |= {self.drafts[line.draft].covers[-1 if left else 0] for line in lines}
        if any(each < day if left else each > day for each in days):
            return  # both were there at one time: namesakes
        known = (old if left else new).last
        what, word = ("転出", "転入") if left else ("転入", "転出")
        self._at(
            lines[0],
            "pupil-same-name",
            f"{day_text(day)} に{what}した {known.class_id.label}-{known.number or 0:02}（{self._where(known.lines[-1])}）と同じ氏名です。別の2人として数えました。",
            f"学級を移った同じ児童生徒なら、移った日のセルに {word} と書いてください。1人として数えます。",
            subject=beside.last.class_id.label,
        )

    def _on_a_list(self, *children: Child) -> bool:
        return any(self.drafts[line.draft].whole_year for c in children for p in c.persons for line in p.lines)

    def _covered(self, class_id: ClassId) -> set[int]:
        """Every day that some sheet of a class covers."""
        return {day for draft in self.drafts if draft.class_id == class_id for day in draft.covers}

    def _move(self, old: Child, new: Child) -> None:
        self._at(
            new.persons[0].lines[0],
            "pupil-moved",
            f"{old.last.class_id.label}-{old.last.number or 0:02} と同じ氏名です（{self._where(old.last.lines[-1])}）。学級を移った1人として数えました。",
            "別の児童生徒なら、転入・転出の日のセルに 転入／転出 と書いてください。",
            subject=new.last.class_id.label,
        )
        for child, kind in ((old, Kind.TRANSFER_OUT), (new, Kind.TRANSFER_IN)):
            for person in child.persons:
                for line in person.lines:
                    line.row.marks[:] = [m for m in line.row.marks if m.kind != kind]
        new.persons[:0] = old.persons


def complete_classes(drafts: Sequence[Draft]) -> None:
    """A class without its grade (組 1 of a list) is the one class of that name, where there is only one."""
    known: dict[str, set[int]] = defaultdict(set)
    for draft in drafts:
        for class_id in {class_of(draft, row) for row in draft.rows}:
            if class_id.grade is not None:
                known[class_id.name].add(class_id.grade)
    for draft in drafts:
        if draft.class_id is not None and draft.class_id.grade is None and len(known[draft.class_id.name]) == 1:
            draft.class_id = ClassId(next(iter(known[draft.class_id.name])), draft.class_id.name)
        for row in draft.rows:
            if row.class_name is not None and class_of(draft, row).grade is None and len(known[row.class_name]) == 1:
                row.grade = next(iter(known[row.class_name]))


def class_of(draft: Draft, row: DraftRow) -> ClassId:
    """The class of one row: its sheet's, completed by what the row itself says."""
    if row.class_name is not None:
        own = draft.class_id.grade if draft.class_id is not None and row.grade is None else row.grade
        return ClassId(own, row.class_name)
    known = draft.class_id or ClassId(row.grade, "？")
    return ClassId(row.grade, known.name) if known.grade is None and row.grade is not None else known
