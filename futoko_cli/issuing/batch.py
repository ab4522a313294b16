"""A batch of forms (様式の一括作成): whom, what each says, what stays as last month; filled, written, entered.

The template is opened once. The journal is saved whatever happens on the way, so that a stopped run is completed by
the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Final

from futoko_cli.core.ledger import Ledger
from futoko_cli.errors import OutputError, TemplateError
from futoko_cli.forms import assessment, case_meeting, monthly, quick, unseen
from futoko_cli.forms.case import Case, ledgers_by_child
from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.check import refuse_faulty
from futoko_cli.forms.date_parts import date_parts
from futoko_cli.forms.dates import month_bounds, month_of
from futoko_cli.forms.field import Value
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.issuing import extras
from futoko_cli.issuing.carry import Earlier, merge, previous_values
from futoko_cli.issuing.earlier import earlier_forms
from futoko_cli.issuing.entering import Holder, entry_of, holder, known_name
from futoko_cli.issuing.file_names import public_key
from futoko_cli.issuing.findings import LEFT, about, findings, others_beside
from futoko_cli.issuing.journal import Entry, load, sha256
from futoko_cli.issuing.locking import ensure_library
from futoko_cli.issuing.outbox import Outbox, Outcome
from futoko_cli.issuing.plain import value_of
from futoko_cli.issuing.preview import find_office
from futoko_cli.issuing.reading_back import read_back
from futoko_cli.issuing.record import Batch, Job, Progress, Row
from futoko_cli.issuing.running import Run
from futoko_cli.issuing.selection import MONTHLY, Chosen, select
from futoko_cli.issuing.standing import issued_this_month
from futoko_cli.issuing.unfinished import open_boxes, partly_entered
from futoko_cli.splice.template import open_template

_VALUES: Final = {module.FORM.id: module.values for module in (monthly, quick, case_meeting, unseen, assessment)}
_NO_LEDGER: Final = Ledger()


def issue(job: Job, progress: Progress | None = None) -> Batch:
    """Make the forms that a call asks for.

    Raises TemplateError (the template cannot be used), UsageError (nobody can be chosen), OutputError (a library is
    missing, or not one file could be written). What could not be written beside others is a row of the batch.
    """
    if job.password is not None:
        ensure_library()
    if job.pdf:
        find_office()
    chosen, left_out = select(job.assessment, job.wanted, job.day)
    run = _begin(job, chosen)
    run.batch.left_out = left_out
    try:
        for n, each in enumerate(chosen, 1):
            run.batch.rows.append(_one(run, each))
            if progress is not None:
                progress(n, len(chosen))
        _check_written(run.batch)
        extras.add(run.batch, run.outbox)
    finally:
        _save(run.batch, run.outbox)
    run.batch.copies = run.outbox.copies
    if run.earlier is not None:
        run.batch.issues.extend(run.earlier.issues)
        run.batch.theirs = run.earlier.theirs
    return run.batch


def _begin(job: Job, chosen: list[Chosen]) -> Run:
    form = FORMS[job.wanted.form]
    template = open_template(job.template, job.template_label)
    refuse_faulty(form, template)
    folder = job.out / (job.wanted.month if form.id == MONTHLY else form.title)
    journal, damaged = load(folder)
    batch = Batch(job, form, folder)
    earlier = None
    if form.id == MONTHLY:
        earlier = earlier_forms(job.out, form, job.wanted.month, job.assessment, job.passwords)
        if partial := partly_entered(job.assessment, job.wanted.month):
            batch.issues.append(partial)
    if damaged is not None:
        batch.issues.append(damaged)
    ledger = job.assessment.ledger or _NO_LEDGER
    suffix = PurePath(job.template_label).suffix.lower() or ".xlsx"
    outbox = Outbox(journal, job.rights, job.password, job.dry_run)
    ledgers = ledgers_by_child(ledger, [each.pupil.key for each in chosen])
    return Run(job, form, template, sha256(job.template), suffix, template.read(), outbox, earlier, ledgers, batch)


def _one(run: Run, chosen: Chosen) -> Row:
    """One child: values, what stays, the filled workbook, and the file."""
    reached = chosen.state.reached_on if chosen.state else ()
    since = month_of(reached[0]) if reached else ""
    told = len(run.earlier.issues) if run.earlier else 0
    before = run.earlier.of(chosen.pupil, since) if run.earlier else None
    own = _VALUES[run.form.id](_case(run, chosen, before))
    gone = run.earlier is not None and (before is None or len(run.earlier.issues) > told)
    source = (issued_this_month(run, chosen.pupil) if gone else None) or before
    merged = merge(run.form, own, source, run.blank)
    values = {**merged.values, **date_parts(merged.values, run.form)}
    filled = run.template.fill(values)
    skipped = {change.name for change in filled.receipt.skipped}
    entry = entry_of(run, chosen, merged, skipped)
    entry = replace(entry, file=known_name(run, entry))
    row = Row(chosen, run.outbox.path_of(entry.file), Outcome.PLANNED, merged.values)
    row.path, row.issued_as = _renamed(run, row, entry)
    try:
        row.outcome = _put(run, row, entry, filled.data)
    except OutputError as error:
        row.outcome, row.why = Outcome.FAILED, error.message
        run.batch.issues.append(about("form-unwritten", chosen.pupil, error.message, error.hint, entry.file))
    row.to_write = open_boxes(run.form, _standing(run, row, values), run.template.targets)
    run.batch.issues.extend(findings(run, row, merged, before))
    run.batch.issues.extend(others_beside(run, row, entry))
    return row


def _put(run: Run, row: Row, entry: Entry, data: bytes) -> Outcome:
    """The file, unless another child's stands there; what was issued under a name that nobody has now is kept."""
    held = holder(run, entry, row.pupil)
    if held is Holder.OTHER:
        return Outcome.OTHER
    return _settled(run, entry, run.outbox.put(data, entry, path=row.path, keep=held is Holder.NOBODY))


def _case(run: Run, chosen: Chosen, before: Earlier | None) -> Case:
    job, pupil = run.job, chosen.pupil
    return Case(
        job.assessment,
        chosen.result,
        run.ledgers[pupil.key],
        job.school,
        job.wanted.month if run.form.id == MONTHLY else "",
        month_bounds(job.wanted.month)[1] if run.form.id == MONTHLY else job.day,
        previous_values(run.form, before, run.blank),
        already=before is not None or (run.earlier is not None and run.earlier.issued(pupil)),
        previous_year=job.previous_year.get(pupil.key),
        ledger_until=job.ledger_until,
        previous_month=before.month if before else "",
    )


def _renamed(run: Run, row: Row, entry: Entry) -> tuple[Path, str]:
    """Where the form stands; and its issued name, where a person gave it another one: no second one is made then."""
    if run.earlier is None or entry.file not in run.outbox.journal.entries or row.path.exists():
        return row.path, ""
    found = run.earlier.renamed(run.outbox.journal, run.job.wanted.month, row.pupil)
    return (found, entry.file) if found else (row.path, "")


def _settled(run: Run, entry: Entry, outcome: Outcome) -> Outcome:
    """For an occasion, a form that was issued and still stands is no fault, whatever was counted since."""
    known = entry.file in run.outbox.journal.entries
    if run.form.id != MONTHLY and known and outcome in (Outcome.OUTDATED, Outcome.EDITED, Outcome.KEPT):
        return Outcome.ISSUED
    return outcome


def _standing(run: Run, row: Row, values: Mapping[str, Value]) -> Mapping[str, Value]:
    """The values that count for a person: those of the file that was left as it stands, else the ones just made."""
    if row.outcome not in LEFT:
        return values
    try:
        paper = read_back(row.path, run.job.passwords)
    except (FileProblem, TemplateError):
        return values
    kinds = {each.name: each.kind for each in run.form.fields}
    found = {name: value_of(read, kinds.get(name, "text")) for name, read in paper.values.items()}
    return {**values, **found}


def _check_written(batch: Batch) -> None:
    """Where not one file could be written, the batch is no result but a failure."""
    if batch.rows and all(row.outcome is Outcome.FAILED for row in batch.rows):
        first = next(issue for issue in batch.issues if issue.code == "form-unwritten")
        raise OutputError(first.message, first.hint)


def _save(batch: Batch, outbox: Outbox) -> None:
    """The journal of what was written; where that fails too, what went wrong first is told."""
    if outbox.dry_run:
        return
    import sys

    stopped = sys.exc_info()[0] is not None
    try:
        outbox.journal.save()
    except OutputError as error:
        if stopped:
            return
        failed = "、".join(public_key(row.pupil) for row in batch.having(Outcome.FAILED))
        missing = f" 書けなかった様式: {failed}" if failed else ""
        raise OutputError(error.message + missing, error.hint) from None
