"""Children in their order, each with its key (児童生徒のキー): 学年-組-番号, no two alike."""

from __future__ import annotations

from collections.abc import Sequence

from futoko_cli.core.model import Pupil, pupil_key
from futoko_cli.ingest.roster import Child
from futoko_cli.ingest.wording import same_name


def pupils_of(children: Sequence[Child]) -> list[tuple[Pupil, Child]]:
    """Children in the order of class and number, each with its key (grade-class-number), unique."""
    order = sorted(
        children,
        key=lambda c: (
            c.last.class_id.order,
            c.last.number is None,
            c.last.number or 0,
            -max(line.draft for line in c.last.lines),  # who has a number today keeps the plain key
            same_name(c.last.name),
        ),
    )
    taken: set[str] = set()
    result = []
    for child in order:
        person = child.last
        key = pupil_key(person.class_id, person.number, same_name(person.name))
        unique, n = key, 1
        while unique in taken:
            n += 1
            unique = f"{key}({n})"
        taken.add(unique)
        result.append((Pupil(unique, person.class_id, person.number, person.name), child))
    return result
