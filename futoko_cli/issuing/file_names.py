"""File names from keys and names of children (ファイル名): safe on Windows, macOS and Linux, and no name unasked."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from futoko_cli.core.model import Pupil

#: Bytes of a whole file name in UTF-8, suffix included; file systems allow 255.
LONGEST: Final = 240
_ROOM_FOR_SUFFIX: Final = 40  # （プレビュー）.pdf
_LONGEST_KEY: Final = 80  # bytes of a key: the digest behind it is never cut off
_FORBIDDEN: Final = re.compile(r'[/\\:*?"<>|]')
#: Control, format (bidi marks, zero width), surrogate, private, unassigned; line and paragraph separators.
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_RESERVED: Final = re.compile(r"(CON|PRN|AUX|NUL|CLOCK\$|COM[0-9¹²³]|LPT[0-9¹²³])(\..*)?", re.IGNORECASE)


def safe(text: str) -> str:
    """A text as a part of a file name: NFC, forbidden signs as ``_``, unseen ones gone, no dot or blank at an end."""
    seen = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in _UNSEEN)
    kept = _FORBIDDEN.sub("_", seen).strip(" .　")
    if _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    return _cut(kept, LONGEST - _ROOM_FOR_SUFFIX) or "_"


def _cut(text: str, most: int) -> str:
    """At most so many bytes, never half a character."""
    while len(text.encode()) > most:
        text = text[:-1]
    return text.rstrip(" .　")


def digest(key: str) -> str:
    """A short sign for a key that cannot stand in a file name itself; the same on every day and machine."""
    return hashlib.sha256(unicodedata.normalize("NFC", key).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def public_key(pupil: Pupil) -> str:
    """The key without a child's name: ``3-2-05``, or ``なかよし-#1a2b3c4d`` where the name takes the number's place."""
    return pupil.key if pupil.number is not None else f"{pupil.class_id.label}-#{digest(pupil.key)}"


def stem(title: str, pupil: Pupil, when: str = "", *, with_names: bool = False) -> str:
    """The file name without its suffix: ``速報_3-2-05_2025-06-12``.

    Two children never share one: where the safe key does not say the key exactly, in capitals (file systems do not
    tell a from A), a digest of it follows.
    """
    key = pupil.key if pupil.number is not None else pupil.class_id.label
    said = _cut(safe(key), _LONGEST_KEY)
    exact = pupil.number is not None and said == key == key.upper()
    parts = [title, said if exact else f"{said}-{digest(pupil.key)}"]
    if when:
        parts.append(when)
    if with_names:
        parts.append(pupil.name)
    return safe("_".join(parts))
