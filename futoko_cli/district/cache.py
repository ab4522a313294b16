"""Results kept by content (結果の控え): a school whose files have not changed is not read again.

An entry's name is the signature of everything its result depends on; its first line is the digest of the rest, so that
a damaged one is found and made anew. Entries are written whole or not at all, so two runs at once do no harm. No name
of a child stands in one: children only by key, files only by digest.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from futoko_cli.district.plain import from_plain, to_plain
from futoko_cli.district.result import SchoolResult
from futoko_cli.errors import OutputError
from futoko_cli.outputs import write_file

VARIABLE: Final = "FUTOKO_CACHE"
_SUFFIX: Final = ".school"
_KEPT: Final = 60 * 24 * 60 * 60  # seconds since an entry was last of use


def cache_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where results are kept: ``FUTOKO_CACHE``, else the platform's own folder for such things."""
    if named := environ.get(VARIABLE):
        return Path(named)
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "futoko" / "cache" / "district"
    if platform == "darwin":
        return Path.home() / "Library" / "Caches" / "futoko" / "district"
    return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "futoko" / "district"


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries in a folder, which is made when the first is kept."""

    folder: Path

    def get(self, key: str, folder: str) -> SchoolResult | None:
        """The result kept under a signature, as that of the school in ``folder``; None where there is none in order."""
        path = self._path(key)
        try:
            digest, _, body = path.read_bytes().partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() != digest:
                return None
            plain = json.loads(body)
            found = from_plain({**plain, "folder": folder})
            os.utime(path)
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        return found

    def put(self, key: str, result: SchoolResult) -> None:
        """Keep a result; where the folder cannot be written to, nothing is kept and nothing is wrong."""
        body = json.dumps(to_plain(result), ensure_ascii=True, separators=(",", ":")).encode()
        with contextlib.suppress(OSError, OutputError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_file(hashlib.sha256(body).hexdigest().encode() + b"\n" + body, self._path(key), force=True)

    def size(self) -> tuple[int, int]:
        """Entries, and their bytes."""
        sizes = [size for _, size, _ in self._entries()]
        return len(sizes), sum(sizes)

    def prune(self) -> None:
        """Remove entries that were of no use for two months."""
        for path, _, used in self._entries():
            if used < time.time() - _KEPT:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_SUFFIX}"

    def _entries(self) -> Iterator[tuple[Path, int, float]]:
        with contextlib.suppress(OSError):
            for entry in os.scandir(self.folder):
                if entry.name.endswith(_SUFFIX):
                    with contextlib.suppress(OSError):
                        status = entry.stat()
                        yield Path(entry.path), status.st_size, status.st_mtime
