"""Registers opened and read, nothing counted yet (出席簿を読む)."""

from __future__ import annotations

from collections.abc import Sequence

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import ClassId, Pupil, Source, TotalsRow, a1, pupil_key
from futoko_cli.errors import InputError
from futoko_cli.ingest.marks import mark_table
from futoko_cli.ingest.reading import Reading, read_files
from futoko_cli.pipeline.request import Progress, Request, settings_files
from futoko_cli.settings.config import Config

_SEVERITIES = ("error", "warning", "info")


def read(request: Request, config: Config, progress: Progress | None = None) -> Reading:
    """All files read, nothing counted yet. Raises InputError where not one file could be opened."""
    table = mark_table(request.marks or config.marks)
    year = request.school_year or config.school_year
    reading = Reading()
    steps = read_files(
        request.files, table, year, request.today.toordinal(), request.password, settings_files(request, config)
    )
    for step in steps:
        if isinstance(step, Reading):
            reading = step
        elif progress is not None:
            progress(step)
    if not reading.files:
        raise _nothing_read(reading, masked=request.masked)
    return reading


def _nothing_read(reading: Reading, *, masked: bool) -> InputError:
    """Why not one file could be opened; masked, files are told by their order."""
    problems = [i for i in reading.issues if i.severity == "error"] or reading.issues
    order = {label: f"{n}番目のファイル" for n, label in reversed(list(enumerate(reading.labels, 1)))}
    lines: dict[str, None] = {}
    for issue in problems:
        named = order.get(issue.file, "") if masked else issue.file
        text = issue.message.replace(issue.file, named) if issue.file else issue.message
        lines[f"{named}: {text}" if named and named not in text else text] = None
    return InputError(
        "\n".join(lines) or "読めるファイルがありません。",
        "\n".join(dict.fromkeys(i.hint for i in problems if i.hint)),
    )


def totals_of(reading: Reading) -> tuple[TotalsRow, ...]:
    """Children of sheets that have totals only (様式C), each with its place."""
    rows = []
    counts: dict[tuple[str, str], int] = {}
    for draft in reading.totals:
        counts[draft.file, draft.sheet] = counts.get((draft.file, draft.sheet), 0) + 1
    for draft in reading.totals:
        class_id = draft.class_id or ClassId(None, "？")
        number = draft.row.number
        key = pupil_key(class_id, number, draft.row.name)
        count, at = counts[draft.file, draft.sheet], (draft.header_row, draft.row.col)
        source = Source(draft.file, draft.sheet, "totals", class_id.label, None, count, *at)
        pupil = Pupil(key, class_id, number, draft.row.name)
        rows.append(TotalsRow(pupil, source, a1(draft.row.row, draft.row.col), draft.by_month, draft.total))
    return tuple(rows)


def place(source: Source) -> tuple[str, str, str, str, int]:
    """Order of sources: by file, class and month, so that 4月 stands before 10月."""
    return source.file, source.class_name, source.month or "", source.sheet, source.header_row


def ordered(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Gravest first, then by place: the order of the files on the command line does not show."""
    return tuple(
        sorted(
            dict.fromkeys(issues),
            key=lambda i: (_SEVERITIES.index(i.severity), i.code, i.file, i.sheet, i.cell, i.message),
        )
    )
