"""Workbooks with a password (パスワードをかける): written with msoffcrypto-tool, and opened again before they are kept."""

from __future__ import annotations

import io
from typing import Final

from futoko_cli.errors import OutputError
from futoko_cli.ingest.guard import FileProblem
from futoko_cli.ingest.unlock import unlock

_SMALLEST: Final = 4096  # bytes: smaller packages come out broken
_LOCKED: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container that holds a locked workbook


def is_locked(data: bytes) -> bool:
    """Whether bytes are a workbook with a password (or an old .xls, which no form is)."""
    return data.startswith(_LOCKED)


def ensure_library() -> None:
    """Raise OutputError where msoffcrypto-tool is not installed, before anything is written."""
    try:
        import msoffcrypto  # noqa: F401  only whether it is there
    except ImportError:
        raise OutputError(
            "パスワードをかけるには msoffcrypto-tool が必要です。",
            "pip install 'futoko[password]' を実行してください。",
        ) from None


def lock(data: bytes, password: str, label: str) -> bytes:
    """The workbook behind a password.

    Raises OutputError where the library is missing, the workbook too small for it, or what it wrote does not open.
    """
    ensure_library()
    if len(data) < _SMALLEST:
        raise OutputError(f"{label} は小さすぎて、パスワードをかけられません。", "--encrypt を付けずに作ってください。")
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    try:
        OOXMLFile(io.BytesIO(data)).encrypt(password, out)
        opened = unlock(out.getvalue(), label, password)
    except FileProblem:
        opened = b""
    except Exception as error:
        raise _not_locked(label) from error
    if opened != data:
        raise _not_locked(label)
    return out.getvalue()


def _not_locked(label: str) -> OutputError:
    return OutputError(
        f"{label} にパスワードをかけられませんでした（開いて確かめると、もとと違います）。",
        "--encrypt を付けずに作り、Excel の「パスワードを使用して暗号化」を使ってください。",
    )
