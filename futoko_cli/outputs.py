"""Writing a file (出力): complete or not there, never over an existing one unasked."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from futoko_cli.errors import OutputError


def write_file(data: bytes, output: Path, *, force: bool) -> None:
    """Bytes to a file: into a temporary one beside it, then renamed.

    Raises:
        OutputError: it exists and ``force`` is off, the folder cannot be written to, the disk is full, or the file is
            open in Excel. Nothing is left behind.

    """
    if output.exists() and not force:
        raise OutputError(f"{output} はすでにあります。", "書きかえるときは --force を付けてください。")
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=".futoko-", suffix=".tmp")
    except OSError:
        raise OutputError(
            f"{output.parent} に書けません。", "フォルダーがあるか、書き込めるかを確かめてください。"
        ) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        part.chmod(output.stat().st_mode & 0o777 if output.exists() else 0o666 & ~_umask())
        part.replace(output)
    except OSError:
        raise OutputError(f"{output} に書けません。", "Excel などで開いていないか確かめてください。") from None
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    """What the person's own files are created without; mkstemp knows only 0600."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
