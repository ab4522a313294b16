"""An issued workbook as it stands now (発行した様式の読み返し): its named cells, through the same names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from futoko_cli.ingest.guard import FileProblem, encrypted, read_bytes
from futoko_cli.ingest.unlock import unlock
from futoko_cli.issuing.journal import sha256
from futoko_cli.issuing.locking import is_locked
from futoko_cli.issuing.plain import Read
from futoko_cli.splice.alike import Makes


@dataclass(frozen=True, slots=True)
class Paper:
    """One workbook: digest of its bytes, and what its named cells hold (those with a formula left out)."""

    path: Path
    sha256: str
    values: dict[str, Read]


def read_back(path: Path, passwords: Sequence[str] = (), makes: Makes | None = None) -> Paper:
    """Raises FileProblem or TemplateError where it cannot be opened; ``passwords`` are tried on a locked one.

    ``makes``: workbooks already open; another of the same make is read in a tenth of the time.
    """
    data = read_bytes(path, path.name)
    digest = sha256(data)
    if is_locked(data):
        data = _unlocked(data, path.name, passwords)
    return Paper(path, digest, (makes or Makes()).read(data, path.name))


def _unlocked(data: bytes, label: str, passwords: Sequence[str]) -> bytes:
    problem = encrypted(label)
    for password in passwords:
        try:
            return unlock(data, label, password)
        except FileProblem as error:
            problem = error
    raise problem
