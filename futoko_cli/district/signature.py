"""What a school's result depends on (署名): every byte that is read, every option, and the program itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from futoko_cli.district.result import RESULT_VERSION
from futoko_cli.district.task import Task
from futoko_cli.errors import ConfigError
from futoko_cli.ingest.guard import MAX_FILE
from futoko_cli.ingest.reading import registers_in
from futoko_cli.pipeline import settings_files
from futoko_cli.settings.config import FILE_NAME

#: Libraries whose version may change what a cell is read as.
_READERS = ("python-calamine", "numpy")


@dataclass(frozen=True, slots=True)
class Signature:
    """``key`` stands for everything; ``inputs`` are the sha256 of the registers alone, sorted."""

    key: str
    inputs: tuple[str, ...]


def signature_of(task: Task) -> Signature | None:
    """The signature of a school as it lies there now; None where its settings or a file cannot be read."""
    known = task.defaults
    try:
        request, config = task.request()
        registers = [(path.relative_to(task.folder).as_posix(), _digest(path)) for path in registers_in(task.folder)]
        own = task.folder / FILE_NAME
        beside = (*settings_files(request, config), *((own,) if own.is_file() else ()))
        settings = [_digest(path) for path in beside]
    except (ConfigError, OSError, ValueError):
        return None
    options = (known.policy, known.as_of, known.school_year, known.today, known.named)
    common = known.config.path
    parts = [
        *(RESULT_VERSION, program(), _locked(known.password)),
        *(*map(str, options), _digest(common) if common else ""),
        *(registers, settings),
    ]
    text = json.dumps(parts, ensure_ascii=True)
    return Signature(hashlib.sha256(text.encode()).hexdigest(), tuple(sorted(digest for _, digest in registers)))


def digests_of(paths: Iterable[Path]) -> tuple[str, ...]:
    """The sha256 of registers, sorted: no file names, one could be a child's. Those that cannot be read are left out."""
    found = []
    for path in paths:
        with suppress(OSError, ValueError):
            found.append(_digest(path))
    return tuple(sorted(found))


def _digest(path: Path) -> str:
    """sha256 of a file. One that is too large to be read is known by its size."""
    if (size := path.stat().st_size) > MAX_FILE:
        return f"{size} bytes"
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """The program as a digest of its own files and its readers' versions: no figure outlives the code that made it."""
    digest = hashlib.sha256(" ".join(metadata.version(name) for name in _READERS).encode())
    for name, data in sorted(_own_files(files("futoko_cli"))):
        digest.update(name.encode() + hashlib.sha256(data).digest())
    return digest.hexdigest()


def _own_files(folder: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        name = f"{above}/{each.name}"
        if each.is_dir():
            yield from _own_files(each, name)
        elif each.name.endswith((".py", ".toml", ".txt")):
            yield name, each.read_bytes()


@lru_cache(maxsize=4)
def _locked(password: str | None) -> str:
    """A password as a costly digest: a signature that is kept on disk must not tell it."""
    if password is None:
        return ""
    return hashlib.scrypt(password.encode(), salt=b"futoko district", n=2**14, r=8, p=1).hex()
