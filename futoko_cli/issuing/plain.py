"""Values of boxes made comparable (値の比較): what futoko wrote, and what stands there after Excel saved it."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from futoko_cli.forms.dates import spoken
from futoko_cli.forms.field import FieldKind, Value

#: What a workbook's cell may hold when it is read.
Read = str | int | float | date | bool | None
#: Words that people and programs put into a box that is ticked.
_TICKED: Final = frozenset("☑✓✔レﾚ○〇◯●◎■1✅有") | {"true", "TRUE", "✔️"}
_KEPT: Final = 8_192  # in a batch most boxes say what another one says
_FIRST_DAY: Final = date(1899, 12, 30)  # day 0 of Excel's count
_LAST_SERIAL: Final = 2_958_465  # 9999-12-31


def value_of(read: Read, kind: FieldKind) -> Value:
    """What a box of this kind says, whoever wrote it; None where it is blank."""
    if read is None or (isinstance(read, str) and not read.strip()):
        return None
    if kind == "check":
        return _ticked(read)
    if kind == "date":
        return _day(read)
    if kind == "number":
        return _whole(read)
    return _text(read)


@lru_cache(maxsize=_KEPT, typed=True)  # 1 is not TRUE
def plain(read: Read, kind: FieldKind) -> str:
    """One text for all ways to write the same; "" for a blank box and for one that is not ticked."""
    value = value_of(read, kind)
    if value is None or value is False:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", text).strip().split("\n"))


@lru_cache(maxsize=_KEPT, typed=True)
def sign_of(read: Read, kind: FieldKind) -> str:
    """A short digest of ``plain``; "" for a blank one."""
    text = plain(read, kind)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16] if text else ""


def _ticked(read: Read) -> bool:
    if isinstance(read, str):
        return read.strip() in _TICKED
    return bool(read)


def _day(read: Read) -> Value:
    if isinstance(read, (int, float)) and not isinstance(read, bool) and 0 < read <= _LAST_SERIAL:
        return _FIRST_DAY + timedelta(days=int(read))
    return read if isinstance(read, date) else str(read)


def _whole(read: Read) -> Value:
    if isinstance(read, str):
        digits = unicodedata.normalize("NFKC", read).strip()
        return int(digits) if digits.isdecimal() and len(digits) < 10 else read
    if isinstance(read, float):
        return int(read) if read.is_integer() else str(read)
    return read


def _text(read: Read) -> Value:
    if isinstance(read, date):
        return spoken(read)  # Excel makes a date of 「7月10日」
    if isinstance(read, bool):
        return "TRUE" if read else "FALSE"
    return str(int(read)) if isinstance(read, float) and read.is_integer() else str(read)
