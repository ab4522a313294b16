"""One output folder (出力先のフォルダー): what may be written is written whole and entered in its journal."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path, PurePath

from futoko_cli.errors import OutputError
from futoko_cli.issuing.edits import Rights, State, state_of
from futoko_cli.issuing.journal import KEPT_SIGN, Entry, Journal, sha256
from futoko_cli.issuing.locking import lock
from futoko_cli.outputs import write_file


class Outcome(StrEnum):
    """What became of one file."""

    WRITTEN = "written"
    PLANNED = "planned"  # --dry-run
    UNCHANGED = "unchanged"
    KEPT = "kept"  # edited by a person, and what it was made from still holds
    ISSUED = "issued"  # for this occasion issued already
    OUTDATED = "outdated"  # ours; --force writes it anew
    EDITED = "edited"  # a person edited it, and it would now be written differently
    UNKNOWN = "unknown"  # no journal knows it
    OTHER = "other"  # it is the form of another child, who had the key before
    FAILED = "failed"

    @property
    def refused(self) -> bool:
        """Whether somebody has to decide."""
        return self in (Outcome.OUTDATED, Outcome.EDITED, Outcome.UNKNOWN, Outcome.OTHER, Outcome.FAILED)


_LEFT = {
    State.SAME: Outcome.UNCHANGED,
    State.OURS: Outcome.OUTDATED,
    State.EDITED: Outcome.KEPT,
    State.EDITED_STALE: Outcome.EDITED,
    State.UNKNOWN: Outcome.UNKNOWN,
}


#: A person's work may be in it: it is kept beside the file that is written over it.
_SOMEBODYS = (State.EDITED, State.EDITED_STALE, State.UNKNOWN)


@dataclass(slots=True)
class Outbox:
    """Puts files into one folder. ``password``: None where they are not locked.

    ``copies``: by name of a file that was written over, the name under which the former one is kept.
    """

    journal: Journal
    rights: Rights
    password: str | None = None
    dry_run: bool = False
    copies: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where the files go."""
        return self.journal.folder

    def put(
        self, data: bytes, entry: Entry, *, derived: bool = False, path: Path | None = None, keep: bool = False
    ) -> Outcome:
        """One file, named by ``entry.file``. ``derived``: a list or draft, which follows the forms unasked.

        ``path``: where a person has renamed it. ``keep``: the former one is kept even where nobody edited it. A list
        behind a password is not written anew without one, unless --force says so.

        Raises OutputError where it cannot be written; nothing is left behind then.
        """
        content = sha256(data)
        locked = self.password is not None and entry.kind in ("form", "list")
        path = path or self.path_of(entry.file)
        known = self.journal.entries.get(entry.file)
        state = state_of(path, known, content, locked=locked)
        bared = known is not None and known.locked and not locked
        if not self.rights.allow(state, derived=derived and not bared):
            if state is State.SAME and not locked and (known is None or known.sha256 != content):
                self._note(replace(entry, sha256=content, content=content))
            return _LEFT[state]
        _refuse_open(path)
        keep = state in _SOMEBODYS or (keep and state is State.OURS)
        if self.dry_run:
            if keep:
                self.copies[path.name] = self._free(entry.file)
            return Outcome.PLANNED
        if locked and self.password is not None:
            data = lock(data, self.password, entry.file)
        if keep:
            self._keep(path, entry)
        self.write(path, data)
        self._note(replace(entry, sha256=sha256(data), content=content))
        return Outcome.WRITTEN

    def put_image(self, data: bytes, entry: Entry) -> Outcome:
        """A picture of a form (PDF): ``entry.content`` says of which bytes; it is never the same twice."""
        path = self.path_of(entry.file)
        state = state_of(path, self.journal.entries.get(entry.file), entry.content, locked=True)
        if not self.rights.allow(state, derived=True):
            return _LEFT[state]
        if state in _SOMEBODYS:
            self._keep(path, entry)
        self.write(path, data)
        self._note(replace(entry, sha256=sha256(data)))
        return Outcome.WRITTEN

    def path_of(self, name: str) -> Path:
        """Where a file of this name goes: inside the folder, or nowhere."""
        if Path(name).name != name or name in ("", ".", ".."):
            raise OutputError(f"ファイル名「{name}」は使えません。", "学級の名前と番号を確かめてください。")
        return self.folder / name

    def write(self, path: Path, data: bytes) -> None:
        """Whole or not at all; the folder is made where it is missing."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise OutputError(
                f"フォルダー {self.folder} を作れません。", "場所と、書き込めるかを確かめてください。"
            ) from None
        write_file(data, path, force=True)

    def _keep(self, path: Path, entry: Entry) -> None:
        """What stands there, once more beside it: in the journal, and so never taken for the child's paper."""
        name = self._free(entry.file)
        data = path.read_bytes()
        write_file(data, self.path_of(name), force=False)
        digest = sha256(data)
        self._note(Entry(name, "kept", digest, digest, entry.key, entry.form, entry.period))
        self.copies[path.name] = name

    def _free(self, file: str) -> str:
        """``速報_3-2-05（直す前）.xlsx``, or with a number; never one that is there or was."""
        at, n = PurePath(file), 1
        while (
            name := f"{at.stem}（{KEPT_SIGN}{n if n > 1 else ''}）{at.suffix}"
        ) in self.journal.entries or self.path_of(name).exists():
            n += 1
        return name

    def _note(self, entry: Entry) -> None:
        if not self.dry_run:
            self.journal.note(entry)


def _refuse_open(path: Path) -> None:
    """Where Excel has a file open, it would save over ours, or never see it."""
    if path.exists() and path.with_name(f"~${path.name}").exists():
        raise OutputError(f"{path} は Excel で開かれています。", "Excel を閉じて、もう一度実行してください。")
