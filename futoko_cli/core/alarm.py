"""When an export changed too much to be trusted (変わり方が大きすぎる): another file, an old one, a shifted column.

The numbers are futoko's own (docs/changes.md): no document gives any. Days entered late are
daily work, and marks in other letters change no count: neither is an alarm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from futoko_cli.core.kinds import Kind
from futoko_cli.core.snapshot import PupilThen, Snapshot

#: More children than this, and more than one in ten of those in both runs, with corrected days.
CORRECTED_MOST: Final = 5
CORRECTED_SHARE: Final = 10
#: As many days as this, and more than one in five of those that were not presence, are presence or blank now.
VANISHED_LEAST: Final = 10
VANISHED_SHARE: Final = 5
#: As many children as this, and one in ten or more, are not there any more.
GONE_LEAST: Final = 3
GONE_SHARE: Final = 10
#: What a day is that nobody marked, or that no cell of the child's own decides.
_UNMARKED: Final = frozenset({Kind.PRESENT, Kind.NO_SCHOOL, Kind.UNENTERED, Kind.NOT_ENROLLED, Kind.CLASS_CLOSURE})
_BLANK: Final = frozenset({Kind.PRESENT, Kind.NO_SCHOOL, Kind.UNENTERED})


@dataclass(frozen=True, slots=True)
class Alarm:
    """One rule that was broken: ``count`` of ``whole`` children or days."""

    rule: Literal["corrected", "vanished", "gone"]
    count: int
    whole: int


def alarms(
    before: Snapshot, after: Snapshot, pairs: Sequence[tuple[PupilThen, PupilThen]], corrected: int, gone: int
) -> tuple[Alarm, ...]:
    """Every rule that is broken; ``corrected`` children have a corrected day, ``gone`` are in the earlier run only."""
    limit = min(before.as_of, after.as_of)
    marked = vanished = 0
    for old, new in pairs if before.school_days is not None and after.school_days is not None else ():
        for day, then in old.days.items():
            if day <= limit and then.kind not in _UNMARKED:
                marked += 1
                vanished += after.on(new, day).kind in _BLANK
    found = []
    if corrected > CORRECTED_MOST and corrected * CORRECTED_SHARE > len(pairs):
        found.append(Alarm("corrected", corrected, len(pairs)))
    if vanished >= VANISHED_LEAST and vanished * VANISHED_SHARE > marked:
        found.append(Alarm("vanished", vanished, marked))
    if gone >= GONE_LEAST and gone * GONE_SHARE >= len(before.pupils):
        found.append(Alarm("gone", gone, len(before.pupils)))
    return tuple(found)
