"""A password on an export (集計ファイルのパスワード): AES-256-GCM under a key from scrypt; a changed file does not open."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from typing import Any, Final

from futoko_cli.errors import InputError, UsageError

_KEY: Final = "futoko_locked_version"
_VERSION: Final = 1
_COST: Final = {"n": 2**15, "r": 8, "p": 1}
_MEMORY: Final = 64 * 1024 * 1024
_SALT, _NONCE = 16, 12  # bytes
_HEAD: Final = f'{{"{_KEY}":'.encode()


def is_locked(data: bytes) -> bool:
    """Whether bytes are an export with a password."""
    return data.startswith(_HEAD)


def _cipher(password: str, salt: bytes) -> Any:  # noqa: ANN401  the library is imported where it is used
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        raise UsageError(
            "パスワード付きの集計ファイルには cryptography が必要です。",
            "pip install 'futoko[password]' を実行してください。",
        ) from None
    key = hashlib.scrypt(password.encode(), salt=salt, dklen=32, maxmem=_MEMORY, **_COST)
    return AESGCM(key)


def lock(data: bytes, password: str) -> bytes:
    """The bytes behind a password. Raises UsageError: no password, or cryptography is not installed."""
    if not password:
        raise UsageError("パスワードが空です。", "パスワードのファイルの1行目にパスワードを書きます。")
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    sealed = _cipher(password, salt).encrypt(nonce, data, _HEAD)
    parts = {"salt": salt, "nonce": nonce, "data": sealed}
    plain = {_KEY: _VERSION, **{name: base64.b64encode(part).decode() for name, part in parts.items()}}
    return json.dumps(plain, separators=(",", ":")).encode()


def unlock(data: bytes, password: str | None) -> bytes:
    """What was locked. Raises InputError: no or a wrong password, damage; UsageError: no library."""
    if password is None:
        raise InputError("パスワードがかかっています。", "--password-file でパスワードのファイルを渡してください。")
    try:
        plain = json.loads(data)
        version = plain[_KEY]
        salt, nonce, sealed = (base64.b64decode(plain[name], validate=True) for name in ("salt", "nonce", "data"))
    except (ValueError, TypeError, KeyError):
        raise InputError("途中で切れているか、壊れています。", "学校に、もう一度送ってもらってください。") from None
    if version != _VERSION:
        raise InputError("この futoko の知らない方法で閉じてあります。", "futoko を新しくしてください。")
    cipher = _cipher(password, salt)
    try:
        opened: bytes = cipher.decrypt(nonce, sealed, _HEAD)
    except Exception:  # noqa: BLE001  the library's InvalidTag, or a ValueError of a nonce of another length
        raise InputError(
            "パスワードが合わないか、途中で変わっています。", "パスワードを確かめ、だめなら送り直してもらってください。"
        ) from None
    return opened
