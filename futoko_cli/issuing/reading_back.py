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
from futoko_cli.splice.template import open_template


@dataclass(frozen=True, slots=True)
class Paper:
    """One workbook: digest of its bytes, and what its named cells hold (those with a formula left out)."""

    path: Path
    sha256: str
    values: dict[str, Read]


def read_back(path: Path, passwords: Sequence[str] = ()) -> Paper:
    """Raises FileProblem or TemplateError where it cannot be opened; ``passwords`` are tried on a locked one."""
    data = read_bytes(path, path.name)
    digest = sha256(data)
    if is_locked(data):
        data = _unlocked(data, path.name, passwords)
    template = open_template(data, path.name)
    formulas = {name for name, targets in template.targets.items() if targets and targets[0].formula}
    return Paper(path, digest, {name: value for name, value in template.read().items() if name not in formulas})


def _unlocked(data: bytes, label: str, passwords: Sequence[str]) -> bytes:
    problem = encrypted(label)
    for password in passwords:
        try:
            return unlock(data, label, password)
        except FileProblem as error:
            problem = error
    raise problem
