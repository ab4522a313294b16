"""What an output file is before it is written (既存のファイルの状態): nobody's, ours, or edited by a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from futoko_cli.errors import OutputError
from futoko_cli.issuing.journal import Entry, sha256


class State(Enum):
    """What stands where a file is to be written."""

    ABSENT = auto()
    SAME = auto()  # just what would be written now
    OURS = auto()  # as futoko wrote it, but from other counts or words
    EDITED = auto()  # a person saved it since; what it was made from still holds
    EDITED_STALE = auto()  # a person saved it since, and it would now be written differently
    UNKNOWN = auto()  # no journal knows it


@dataclass(frozen=True, slots=True)
class Rights:
    """What the call allows: ``force`` writes over our own files, ``discard_edits`` over a person's too."""

    force: bool = False
    discard_edits: bool = False

    def allow(self, state: State, *, derived: bool = False) -> bool:
        """Whether a file in this state may be written; ``derived`` ones only follow the forms, nobody need ask."""
        if state is State.ABSENT:
            return True
        if state is State.OURS:
            return derived or self.force or self.discard_edits
        return self.discard_edits and state is not State.SAME


def state_of(path: Path, entry: Entry | None, content: str, *, locked: bool) -> State:
    """The state of an output. ``content``: digest of the plain workbook that would be written; ``locked``: with a password.

    Raises OutputError where something stands there that is no readable file.
    """
    try:
        if not path.exists():
            return State.ABSENT
        found = sha256(path.read_bytes())
    except OSError:
        raise OutputError(
            f"{path} を確かめられません。", "Excel などで開いていないか、読めるかを確かめてください。"
        ) from None
    if not locked and found == content:
        return State.SAME
    if entry is None:
        return State.UNKNOWN
    unmoved = entry.content == content and entry.locked == locked
    if found == entry.sha256:
        return State.SAME if unmoved else State.OURS
    return State.EDITED if entry.content == content else State.EDITED_STALE
