"""What the journal keeps of one form (控えに書くこと): child, period, the days it was made from; and its file name."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import PurePath

from futoko_cli.core.model import Pupil
from futoko_cli.forms.shared import NAME
from futoko_cli.issuing.carry import Merged
from futoko_cli.issuing.corrections import absent_cells
from futoko_cli.issuing.file_names import public_key, stem
from futoko_cli.issuing.journal import Entry, Noted
from futoko_cli.issuing.plain import sign_of
from futoko_cli.issuing.running import Run
from futoko_cli.issuing.selection import MONTHLY, Chosen


class Holder(Enum):
    """To whom the file that stands there was issued."""

    CHILD = auto()
    OTHER = auto()  # to another child of the register
    NOBODY = auto()  # under a name that no child has now: it left, or its name was put right


def entry_of(run: Run, chosen: Chosen, merged: Merged, skipped: set[str]) -> Entry:
    """The entry of a form that is to be written; ``skipped``: names of cells that hold a formula."""
    job, pupil = run.job, chosen.pupil
    occasion = "" if run.form.id == MONTHLY else chosen.when.isoformat()
    period = occasion or job.wanted.month
    counted = job.assessment
    cells = absent_cells(counted, chosen.result, period[:7])
    return Entry(
        file=stem(run.form.title, pupil, occasion, with_names=job.with_names) + run.suffix,
        kind="form",
        sha256="",
        content="",
        key=public_key(pupil),
        form=run.form.id,
        period=period,
        as_of=counted.as_of.isoformat(),
        policy=counted.policy.id,
        edition=counted.policy.edition,
        template=run.digest,
        inputs=job.inputs,
        absent_by_month=dict(sorted(chosen.result.absent_by_month.items())),
        absent_days=tuple(cells),
        cells={day: _nameless(cell, pupil) for day, cell in cells.items() if cell},
        fields={
            NAME.name: Noted(sign_of(pupil.name, NAME.kind), ""),
            **{n: note for n, note in merged.notes.items() if n in run.template.targets and n not in skipped},
        },
    )


def _nameless(cell: str, pupil: Pupil) -> str:
    """Where a mark stands; its cell alone where file or sheet are called after the child."""
    bare = "".join(cell.split())
    named = any(len(part) > 1 and part in bare for part in ("".join(pupil.name.split()), *pupil.name.split()))
    return re.split("[」 ]", cell)[-1] if named else cell


def known_name(run: Run, entry: Entry) -> str:
    """The name under which this very form was issued before: one child never gets two files for one month."""
    for known in run.outbox.journal.entries.values():
        same = (  # the key first: in a whole school nearly all differ there
            known.key == entry.key
            and known.kind == entry.kind
            and (known.form, known.period) == (entry.form, entry.period)
        )
        if same and PurePath(known.file).suffix == run.suffix and run.outbox.path_of(known.file).exists():
            return known.file
    return entry.file


def holder(run: Run, entry: Entry, pupil: Pupil) -> Holder:
    """Whose form stands where this one is to go: a key may have gone over to another child within the month."""
    known = run.outbox.journal.entries.get(entry.file)
    note = known.fields.get(NAME.name) if known else None
    if note is None or note.written == sign_of(pupil.name, NAME.kind) or not run.outbox.path_of(entry.file).exists():
        return Holder.CHILD
    everyone = run.job.assessment.register.pupils
    return Holder.OTHER if any(sign_of(p.name, NAME.kind) == note.written for p in everyone) else Holder.NOBODY


def same_forms(run: Run, entry: Entry) -> list[str]:
    """Files of other names under which this very form was issued, and which still stand (.xlsx beside .xlsm)."""
    return [
        known.file
        for known in run.outbox.journal.entries.values()
        if known.key == entry.key
        and (known.kind, known.form, known.period) == (entry.kind, entry.form, entry.period)
        and known.file != entry.file
        and run.outbox.path_of(known.file).exists()
    ]
