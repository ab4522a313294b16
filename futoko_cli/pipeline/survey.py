"""What ``inspect`` shows: everything recognised, nothing counted."""

from __future__ import annotations

from dataclasses import dataclass

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import Pupil, Source, pupil_key
from futoko_cli.ingest.rolling import source_of
from futoko_cli.ingest.roster import class_of
from futoko_cli.pipeline.registers import ordered, place, read, totals_of
from futoko_cli.pipeline.request import Progress, Request
from futoko_cli.settings.config import Config


@dataclass(frozen=True, slots=True)
class Survey:
    """What ``inspect`` shows: blocks recognised, their marks by text and kind, problems, and the children read."""

    sources: tuple[Source, ...]
    marks: dict[Source, dict[tuple[str, int], int]]
    issues: tuple[Issue, ...]
    pupils: tuple[Pupil, ...]


def survey(request: Request, config: Config, progress: Progress | None = None) -> Survey:
    """Read everything, count nothing. Raises ConfigError, InputError."""
    reading = read(request, config, progress)
    marks: dict[Source, dict[tuple[str, int], int]] = {}
    pupils: dict[Pupil, None] = {}
    for draft in reading.drafts:
        seen = marks.setdefault(source_of(draft), {})
        for row in draft.rows:
            class_id = class_of(draft, row)
            pupils[Pupil(pupil_key(class_id, row.number, row.name), class_id, row.number, row.name)] = None
            for mark in row.marks:
                seen[mark.text, mark.kind] = seen.get((mark.text, mark.kind), 0) + 1
    totals = totals_of(reading)
    sources = sorted({*marks, *(row.source for row in totals)}, key=place)
    everyone = (*pupils, *(row.pupil for row in totals))
    return Survey(tuple(sources), marks, ordered(reading.issues), everyone)
