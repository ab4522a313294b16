"""(7) 関係機関との連携状況: words of the ledger to boxes that are ticked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from unicodedata import normalize

from futoko_cli.forms.field import Value

_OTHER: Final = "その他"
#: What people write where there is none.
_NONE: Final = frozenset({"なし", "無し", "無", "特になし", "特に無し", "ない", "-", "ー", "―", "×"})
_BETWEEN: Final = re.compile(r"[、,，・/／;；＋+\n]")


def _plain(word: str) -> str:
    return re.sub(r"\s", "", normalize("NFKC", word))


def _words(written: Iterable[str], boxes: Mapping[str, str]) -> list[str]:
    """One agency each: 「登校支援室・児童相談所」 are two, a name of one that has a dot in it stays whole."""
    found: list[str] = []
    for word in written:
        if _plain(word) in _NONE:
            continue
        pieces = _BETWEEN.split(word) if any(name in _plain(word) for name in boxes) else [word]
        found.extend(piece.strip() for piece in pieces if piece.strip())
    return found


def ticked(prefix: str, written: Iterable[str], boxes: Mapping[str, str]) -> dict[str, Value]:
    """``連携_登校支援室`` … ``連携_その他名``: a box whose name stands in a word is ticked, the rest is その他."""
    words = _words(written, boxes)
    checks: dict[str, Value] = {f"{prefix}_{name}": any(name in _plain(word) for word in words) for name in boxes}
    rest = [word for word in words if not any(name in _plain(word) for name in boxes)]
    named = [word for word in rest if _plain(word) != _OTHER]
    return {**checks, f"{prefix}_{_OTHER}": bool(rest), f"{prefix}_{_OTHER}名": "、".join(dict.fromkeys(named))}
