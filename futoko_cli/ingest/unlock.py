"""Workbooks with a password (パスワード付き): opened with msoffcrypto-tool where it is installed."""

from __future__ import annotations

import io
import re
from typing import Final

from futoko_cli.ingest.guard import MAX_FILE, FileProblem, encrypted, too_large

_SPIN: Final = re.compile(rb'spinCount="([0-9]{1,20})"')
_MAX_SPIN: Final = 10_000_000  # rounds that turn a password into a key; Excel writes 100,000


def unlock(data: bytes, file: str, password: str | None) -> bytes:
    """The workbook inside, still to be judged like any other.

    Raises:
        FileProblem: no password, the wrong one, the library is not installed, or a key made absurdly slow.

    """
    if password is None:
        raise encrypted(file)
    if any(int(rounds) > _MAX_SPIN for rounds in _SPIN.findall(data)):
        raise too_large(
            file, "は、パスワードの計算が異常に重いファイルです。", "パスワードを外して保存し直してください。"
        )
    try:
        import msoffcrypto
    except ImportError:
        hint = "パスワードを外して保存し直すか、pip install msoffcrypto-tool を実行してください。"
        raise encrypted(file, "のパスワードを解くには msoffcrypto-tool が必要です。", hint) from None
    opened = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data))
        locked.load_key(password=password)
        locked.decrypt(opened)
    except Exception:  # noqa: BLE001  a wrong password shows in a dozen ways
        raise wrong_password(file) from None
    if opened.tell() > MAX_FILE:
        raise too_large(file, "は、パスワードを解くと大きすぎます。")
    return opened.getvalue()


def wrong_password(file: str) -> FileProblem:
    """A password was given and does not open the file."""
    return encrypted(file, "は、渡されたパスワードでは開けません。", "--password-file の中身を確かめてください。")
