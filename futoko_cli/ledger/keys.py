"""A child's key (キー) as people type it: １－１－７, 1-1-7, 1ー1ー07 → ``1-1-07``, the key of the register."""

from __future__ import annotations

import re
from typing import Final

from futoko_cli.ingest.headings import class_name
from futoko_cli.ingest.wording import digits, plain, squeezed

_HYPHENS: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−－ｰ", "-"))
_LONG_VOWEL: Final = re.compile(r"(?<=[0-9A-Za-z])ー(?=[0-9A-Za-z])")  # typed for a hyphen, no part of a word
_SPOKEN: Final = re.compile(r"^(\d)年(.{1,8}?)組(\d{1,2})番?$")
_GRADED: Final = re.compile(r"^(\d)-([^-]{1,12})-(\d{1,3})(\(\d{1,2}\))?$")
_UNGRADED: Final = re.compile(r"^([^-\d][^-]{0,11})-(\d{1,3})(\(\d{1,2}\))?$")
_NAMED: Final = re.compile(r"^(?:\d-)?[^-]{1,12}-\D[^-]*$")


def typed_key(value: object) -> str | None:
    """The key that a cell holds; None where it holds none."""
    if not isinstance(value, str):
        return None
    text = _LONG_VOWEL.sub("-", squeezed(value.translate(_HYPHENS)).translate(_HYPHENS))
    if match := _SPOKEN.match(digits(text)):
        text = "-".join(match.groups())
    if match := _GRADED.match(text):
        return f"{int(match[1])}-{class_name(match[2])}-{int(match[3]):02}{match[4] or ''}"
    if match := _UNGRADED.match(text):
        return f"{class_name(match[1])}-{int(match[2]):02}{match[3] or ''}"
    return text if _NAMED.match(text) else None


def class_of_key(key: str) -> str:
    """The label of the class in a key: ``1-1-07`` → ``1-1``."""
    return key.rpartition("-")[0]


def name_in(key: str) -> tuple[str, ...]:
    """The child's name, where it stands in the key for a missing number."""
    last = plain(key).rpartition("-")[2]
    return () if last[:1].isdigit() else (last,)
