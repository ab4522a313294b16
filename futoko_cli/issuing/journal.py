"""``issued.json`` (発行の控え): what was issued into a folder, from which counts; beside the files, without a name.

A file with its digest in here is as futoko wrote it; any other may have been edited by a person.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal

from futoko_cli.core.issues import Issue
from futoko_cli.errors import OutputError
from futoko_cli.ingest.own_files import JOURNAL
from futoko_cli.outputs import write_file

VERSION: Final = 1
#: In the names of copies of what was given up (kind ``kept``): known by it even where the journal is lost.
KEPT_SIGN: Final = "直す前"
_VERSION_KEY: Final = "futoko_issued_version"
_LARGEST: Final = 64 * 1024 * 1024  # bytes; a school of a thousand makes 5 MB

#: form: an official form; list: 一覧; mail: a draft; preview: a PDF. These three only follow the forms.
#: kept: what a person had made of one of them, before --discard-edits.
FileKind = Literal["form", "list", "mail", "preview", "kept"]
#: Where a carried value came from: ledger, a person's hand in an earlier workbook, or simply the month before.
Came = Literal["ledger", "hand", "before"]


def sha256(data: bytes) -> str:
    """Digest of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Noted:
    """One field as issued: digests of what was written and of what the ledger (or settings) said then."""

    written: str
    said: str
    came: Came = "ledger"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file as it was issued. ``sha256`` of its bytes; ``content`` of the workbook inside where it is locked.

    ``key`` is the child's (``file_names.public_key``), "" for a list. ``period``: the month, or the day of the occasion.
    ``absent_days`` are those of the period's month, ``cells`` where each stood in the registers.
    """

    file: str
    kind: FileKind
    sha256: str
    content: str
    key: str = ""
    form: str = ""
    period: str = ""
    as_of: str = ""
    policy: str = ""
    edition: str = ""
    template: str = ""
    inputs: tuple[str, ...] = ()
    absent_by_month: dict[str, int] = field(default_factory=dict)
    absent_days: tuple[str, ...] = ()
    cells: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Noted] = field(default_factory=dict)

    @property
    def locked(self) -> bool:
        """Whether it was written with a password."""
        return self.sha256 != self.content


@dataclass(slots=True)
class Journal:
    """All entries of one folder by file name. ``damaged``: the one that stands there cannot be read, and is to be kept."""

    folder: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    damaged: bool = False
    changed: bool = False

    @property
    def path(self) -> Path:
        """Where it stands."""
        return self.folder / JOURNAL

    def note(self, entry: Entry) -> None:
        """Enter a file, in the place of an earlier one of the same name."""
        if self.entries.get(entry.file) != entry:
            self.entries[entry.file] = entry
            self.changed = True

    def save(self) -> None:
        """Write it where something changed; a damaged one is first kept under another name. Raises OutputError."""
        if not self.changed:
            return
        if self.damaged:
            _set_aside(self.path)
            self.damaged = False
        write_file(_text(self.entries).encode(), self.path, force=True)
        self.changed = False


def load(folder: Path) -> tuple[Journal, Issue | None]:
    """The journal of a folder; an empty one where there is none, or where it is damaged (told by the issue)."""
    journal = Journal(folder)
    try:
        if not journal.path.exists():
            return journal, None
        journal.entries = _entries(json.loads(_content(journal.path)))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        journal.damaged = True
        return journal, Issue(
            "form-journal",
            f"{journal.path} は、発行の控えとして読めません。",
            "このフォルダーのファイルは、人が手で直したものとみなし、書きかえません。控えは名前を変えて残します。",
            JOURNAL,
        )
    return journal, None


def _content(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise ValueError
    return path.read_bytes()


def _entries(content: Any) -> dict[str, Entry]:  # noqa: ANN401  what JSON gives
    if content[_VERSION_KEY] != VERSION:
        raise ValueError
    return {entry.file: entry for entry in map(_entry, content["files"])}


def _entry(raw: dict[str, Any]) -> Entry:
    known = {each.name for each in fields(Entry)}
    given = {name: value for name, value in raw.items() if name in known}
    for name in ("file", "sha256", "content", "key", "form", "period"):
        if not isinstance(given.get(name, ""), str):
            raise TypeError
    if Path(given["file"]).name != given["file"]:
        raise ValueError  # a journal from elsewhere never leads out of its folder
    given["inputs"] = tuple(given.get("inputs", ()))
    given["absent_days"] = tuple(given.get("absent_days", ()))
    given["absent_by_month"] = {str(month): int(n) for month, n in given.get("absent_by_month", {}).items()}
    given["cells"] = {str(day): str(cell) for day, cell in given.get("cells", {}).items()}
    given["fields"] = {name: Noted(*map(str, parts)) for name, parts in given.get("fields", {}).items()}  # type: ignore[arg-type]  # any word: an unknown one counts as before
    return Entry(**given)


def _text(entries: dict[str, Entry]) -> str:
    """A line for each file; empty parts are left out."""
    lines = []
    for name in sorted(entries):
        entry = entries[name]
        parts = {each.name: value for each in fields(Entry) if (value := getattr(entry, each.name))}
        if entry.fields:
            parts["fields"] = {k: [n.written, n.said, n.came] for k, n in entry.fields.items()}
        lines.append(json.dumps(parts, ensure_ascii=False))
    inside = ",\n    ".join(lines)
    return f'{{\n  "{_VERSION_KEY}": {VERSION},\n  "files": [\n    {inside}\n  ]\n}}\n'


def _set_aside(path: Path) -> None:
    """A damaged journal under a name that nothing has yet. Raises OutputError."""
    n = 1
    while (kept := path.with_name(f"issued-読めない控え{n}.json")).exists():
        n += 1
    try:
        path.rename(kept)
    except OSError:
        raise OutputError(f"{path} の名前を変えられません。", "ほかで開いていないか確かめてください。") from None
