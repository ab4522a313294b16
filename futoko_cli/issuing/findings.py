"""What somebody should know about one form (様式ごとの問題)."""

from __future__ import annotations

from collections.abc import Iterator

from futoko_cli.core.issues import Issue, Severity
from futoko_cli.core.model import Pupil
from futoko_cli.issuing.carry import Earlier, Merged
from futoko_cli.issuing.entering import same_forms
from futoko_cli.issuing.journal import Entry
from futoko_cli.issuing.outbox import Outcome
from futoko_cli.issuing.record import Row
from futoko_cli.issuing.running import Run
from futoko_cli.issuing.unfinished import too_long

#: The file stands as somebody left it: what would have been written is nobody's concern.
LEFT = (Outcome.KEPT, Outcome.EDITED, Outcome.ISSUED, Outcome.UNKNOWN)


def findings(run: Run, row: Row, merged: Merged, before: Earlier | None) -> Iterator[Issue]:
    """Why a file was left, what a hand edit goes before, what is as last month, what is too long."""
    pupil, file = row.pupil, row.path.name
    yield from _refusals(row)
    if row.outcome in (*LEFT, Outcome.OTHER):
        return
    if before is not None and merged.unused:
        boxes = "・".join(merged.unused)
        yield about(
            "form-hand-kept",
            pupil,
            f"{pupil.key} の［{boxes}］は、前の様式に手で書いた内容を残しました。台帳の新しい記入は使っていません。",
            "台帳の記入を使うときは、できた様式を手で直してください。",
            file,
        )
    if before is not None and merged.same:
        boxes = "・".join(merged.same)
        yield about(
            "form-same-text",
            pupil,
            f"{pupil.key} の［{boxes}］が、前の報告（{before.month}）と同じ文です。",
            "毎月新しく書く欄です。台帳の「月次」を確かめてください。",
            file,
        )
    yield from too_long(run.template, run.form, merged.values, pupil, file)


def _refusals(row: Row) -> Iterator[Issue]:
    key, file = row.pupil.key, row.path.name
    if row.outcome is Outcome.OTHER:
        yield about(
            "form-edited",
            row.pupil,
            f"{key} の {file} は、前にこの番号だった別の児童生徒の様式です。書きかえていません。",
            "別のフォルダーへ移してから、もう一度作ってください。",
            file,
        )
    elif row.outcome is Outcome.OUTDATED:
        yield about(
            "form-outdated",
            row.pupil,
            f"{key} の {file}{_was(row)} は、発行した後に内容が変わりました。書きかえていません。",
            "書きかえるときは --force を付けます。",
            file,
        )
    elif row.outcome in (Outcome.EDITED, Outcome.UNKNOWN):
        why = "人が手で直しています" if row.outcome is Outcome.EDITED else "発行の控えにないファイルです"
        yield about(
            "form-edited",
            row.pupil,
            f"{key} の {file}{_was(row)} は{why}。書きかえていません。",
            "手で直すか、直した内容を捨ててよければ --discard-edits を付けます。",
            file,
        )


def _was(row: Row) -> str:
    """That a person gave a form another name."""
    return f"（名前を変えた {row.issued_as}）" if row.issued_as else ""


def others_beside(run: Run, row: Row, entry: Entry) -> Iterator[Issue]:
    """A second paper of the child in the month's own folder: a copy that somebody edited, or one of another template."""
    file = row.path.name
    if run.earlier is not None and row.path.exists():
        for path in run.earlier.beside(run.outbox.journal, run.job.wanted.month, row.pupil, row.path):
            yield about(
                "form-edited",
                row.pupil,
                f"{row.pupil.key} の様式が2つあり、内容が違います: {file} と {path.name}",
                "使うほうだけを残し、もう一方は別のフォルダーへ移してください。2つとも直してあると、次の月に引き継げません。",
                path.name,
                grave="warning",
            )
    for name in same_forms(run, entry):
        yield about(
            "form-outdated",
            row.pupil,
            f"{row.pupil.key} の様式が {file} のほかに、前に作った {name} も残っています。",
            "使わないほうを別のフォルダーへ移してください。",
            name,
            grave="warning",
        )


def about(code: str, pupil: Pupil, message: str, hint: str, file: str, grave: Severity | None = None) -> Issue:
    """A finding about one child's form."""
    subject = pupil.key if pupil.number is not None else ""
    return Issue(code, message, hint, file, subject=subject, names=(pupil.name,), grave=grave)
