"""Writing a file (出力): complete or not there, never over an existing one unasked."""

from __future__ import annotations

import errno
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from futoko_cli.errors import OutputError

_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def write_file(data: bytes, output: Path, *, force: bool) -> None:
    """Bytes to a file: into a temporary one beside it, then renamed.

    Raises:
        OutputError: it exists and ``force`` is off, the folder cannot be written to, the disk is full, or the file is
            open in Excel. Nothing is left behind.

    """
    if output.exists() and not force:
        raise OutputError(f"{output} はすでにあります。", "書きかえるときは --force を付けてください。")
    # the name is known before the file is there: whatever stops us then, it goes again
    part = output.with_name(f".futoko-{secrets.token_hex(8)}.tmp")
    try:
        try:
            stream = part.open("xb")
        except OSError as error:
            raise _no_room(error, output) or OutputError(
                f"{output.parent} に書けません。", "フォルダーがあるか、書き込めるかを確かめてください。"
            ) from None
        with stream:
            if output.exists():
                part.chmod(output.stat().st_mode & 0o777)  # before a word stands in it
            stream.write(data)
        part.replace(output)
    except OSError as error:
        raise _no_room(error, output) or OutputError(
            f"{output} に書けません。", "Excel などで開いていないか確かめてください。"
        ) from None
    finally:
        with suppress(OSError):  # nothing there, or nothing to be done: what went wrong first is told
            part.unlink()


def _no_room(error: OSError, output: Path) -> OutputError | None:
    """Where the disk is full (or the quota used up), to close Excel would not help."""
    if error.errno not in _FULL:
        return None
    return OutputError(
        f"{output} に書けません。ディスクに空きがありません。", "空きを作って、もう一度実行してください。"
    )
