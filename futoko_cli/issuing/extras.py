"""What goes with the forms (様式に添えるもの): 一覧 of a month, drafts of mails, previews. They follow the forms unasked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from futoko_cli.core.issues import Issue
from futoko_cli.errors import OutputError
from futoko_cli.issuing.cover_list import make_list
from futoko_cli.issuing.file_names import public_key, safe, stem
from futoko_cli.issuing.journal import Entry, sha256
from futoko_cli.issuing.locking import is_locked
from futoko_cli.issuing.mail_draft import Draft, make_draft
from futoko_cli.issuing.outbox import Outcome
from futoko_cli.issuing.preview import SUFFIX, previews

if TYPE_CHECKING:
    from futoko_cli.issuing.outbox import Outbox
    from futoko_cli.issuing.record import Batch, Row


def add(batch: Batch, outbox: Outbox) -> None:
    """Make what the call asks for beside the forms; what cannot be written is an issue."""
    job = batch.job
    if batch.month and not job.wanted.keys:
        _list(batch, outbox)
    if job.mail:
        _drafts(batch, outbox)
    if job.pdf and not job.dry_run:
        _previews(batch, outbox)


def list_name(selected: str) -> str:
    """File name of the list: one for the whole, one for each part of the school that a call is narrowed to."""
    return f"一覧_{safe(selected)}.xlsx" if selected else "一覧.xlsx"


def _list(batch: Batch, outbox: Outbox) -> None:
    name = list_name(batch.job.assessment.selected)
    entry = Entry(name, "list", "", "", form=batch.form.id, period=batch.month)
    try:
        outcome = outbox.put(make_list(batch), entry, derived=True)
    except OutputError as error:
        batch.issues.append(Issue("form-unwritten", error.message, error.hint, name))
        return
    _tell(batch, outcome, name)
    if outcome is not Outcome.PLANNED:
        batch.listed = outbox.path_of(name)


def _on_disk(batch: Batch) -> Iterator[tuple[Row, bytes]]:
    """The forms as they stand now, a person's edits included."""
    for row in batch.rows:
        if row.outcome in (Outcome.FAILED, Outcome.PLANNED, Outcome.OTHER):
            continue
        try:
            yield row, row.path.read_bytes()
        except OSError:
            batch.issues.append(
                Issue(
                    "form-unwritten",
                    f"{row.path.name} を読めないため、下書きやプレビューを作れません。",
                    "Excel などで開いていないか確かめてください。",
                    row.path.name,
                )
            )


def _drafts(batch: Batch, outbox: Outbox) -> None:
    job = batch.job
    for row, data in _on_disk(batch):
        duty = row.chosen.duty
        draft = Draft(
            batch.form.title,
            job.school.name,
            job.school.contact or job.school.writer,
            duty,
            _attached(row, batch.form.title),
            data,
            is_locked(data),
        )
        name = f"{row.path.stem}.eml"
        entry = Entry(name, "mail", "", "", public_key(row.pupil), batch.form.id, row.chosen.when.isoformat())
        try:
            outcome = outbox.put(make_draft(draft), entry, derived=True)
        except OutputError as error:
            batch.issues.append(Issue("form-unwritten", error.message, error.hint, name))
            continue
        _tell(batch, outcome, name)
        batch.drafts.append(outbox.path_of(name))
        if duty is None or not duty.mail:
            batch.issues.append(
                Issue(
                    "form-mail-address",
                    f"{name} の宛先は空欄です。対応基準に送り先がありません。",
                    "メールソフトで宛先を書いてください。",
                    name,
                )
            )


def _attached(row: Row, title: str) -> str:
    """The attachment's name: it is read on the way, so no child's name stands in it, whatever the file is called."""
    return stem(title, row.pupil, row.chosen.when.isoformat()) + row.path.suffix


def _previews(batch: Batch, outbox: Outbox) -> None:
    wanted: dict[str, bytes] = {}
    entries: dict[str, Entry] = {}
    for row, data in _on_disk(batch):
        name = row.path.stem + SUFFIX
        content = sha256(data)
        known = outbox.journal.entries.get(name)
        path = outbox.path_of(name)
        batch.previews += [] if is_locked(data) else [path]
        if is_locked(data) or (known is not None and known.content == content and path.exists()):
            continue
        wanted[row.path.name] = data
        entries[row.path.name] = Entry(name, "preview", "", content, public_key(row.pupil), batch.form.id)
    try:
        images = previews(wanted)
    except OutputError as error:
        batch.issues.append(Issue("form-unwritten", error.message, error.hint, subject="PDF"))
        return
    for form, image in images.items():
        _tell(batch, outbox.put_image(image, entries[form]), entries[form].file)


def _tell(batch: Batch, outcome: Outcome, name: str) -> None:
    """A list, draft or picture that a person changed is left as it is; so is a list behind a password."""
    if outcome is Outcome.OUTDATED:
        batch.issues.append(
            Issue(
                "form-outdated",
                f"パスワード付きの {name} があるので、書きかえていません。",
                "--encrypt を付けて、もう一度実行してください。パスワードなしで作り直すときは --force を付けます。",
                name,
            )
        )
    elif outcome is Outcome.UNKNOWN:
        batch.issues.append(
            Issue(
                "form-edited",
                f"{name} は発行の控えにないファイルなので、書きかえていません。",
                "名前を変えて残すか、書きかえてよければ --discard-edits を付けます。",
                name,
            )
        )
    elif outcome in (Outcome.EDITED, Outcome.KEPT):
        batch.issues.append(
            Issue(
                "form-edited",
                f"{name} は人が手で直しているため、書きかえていません。",
                "名前を変えて残すか、直した内容を捨ててよければ --discard-edits を付けます。",
                name,
            )
        )
