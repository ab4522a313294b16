"""A form as it was issued for this month (発行ずみの様式): it remembers what a person wrote in a month that is gone.

A teacher's words went from May's workbook into June's. May's is then put away, deleted or locked, and June's is made
anew: the words are in June's alone.
"""

from __future__ import annotations

from typing import Final

from futoko_cli.core.model import Pupil
from futoko_cli.errors import TemplateError
from futoko_cli.forms.shared import NAME
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.issuing.carry import Earlier, lasting
from futoko_cli.issuing.file_names import public_key
from futoko_cli.issuing.journal import Entry
from futoko_cli.issuing.plain import sign_of
from futoko_cli.issuing.reading_back import read_back
from futoko_cli.issuing.running import Run

_FROM_BEFORE: Final = ("hand", "before")


def issued_this_month(run: Run, pupil: Pupil) -> Earlier | None:
    """What this month's workbook took from an earlier one, box by box as issued; None where it took nothing.

    What a person has typed into it since is not in it: that is guarded as an edit.
    """
    entry = _entry(run, pupil)
    if entry is None:
        return None
    try:
        paper = read_back(run.outbox.path_of(entry.file), run.job.passwords)
    except (FileProblem, TemplateError):
        return None
    kinds = {each.name: each.kind for each in lasting(run.form)}
    values = {
        name: paper.values.get(name)
        for name, note in entry.fields.items()
        if name in kinds and note.came in _FROM_BEFORE and sign_of(paper.values.get(name), kinds[name]) == note.written
    }
    return Earlier(entry.file, run.job.wanted.month, values, entry, untouched=True) if values else None


def _entry(run: Run, pupil: Pupil) -> Entry | None:
    """The journal's entry of the child's form of this month, if it was issued under the child's name."""
    wanted = ("form", public_key(pupil), run.form.id, run.job.wanted.month)
    for entry in run.outbox.journal.entries.values():
        if (entry.kind, entry.key, entry.form, entry.period) == wanted and run.outbox.path_of(entry.file).exists():
            note = entry.fields.get(NAME.name)
            return entry if note is not None and note.written == sign_of(pupil.name, NAME.kind) else None
    return None
