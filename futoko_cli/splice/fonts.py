"""How wide and how high the letters of a font are (字の幅と高さ), as far as a form needs it.

No font is opened: a school's Windows has fonts that this machine lacks. Widths are in em; Japanese letters are as wide
as the font is high, the proportional fonts (Ｐ) set kana closer. Line pitches are those of Excel's own row heights:
11 pt ＭＳ Ｐゴシック 13.5 pt a line, 游ゴシック 18.75 pt, Calibri 15 pt.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_NARROW: Final = frozenset("ijl.,:;'`|!()[]{} ftr")
_BROAD: Final = frozenset("mwMW@%")
_KANA: Final = ("\u3041", "\u30ff")


class Face(NamedTuple):
    """``kana``, ``digit``: widths in em; ``letters``: how Latin letters run; ``pitch``: line height in em."""

    kana: float
    digit: float
    proportional: bool
    pitch: float


_MS: Final = Face(1.0, 0.5, proportional=False, pitch=1.2)
_MS_P: Final = Face(0.92, 0.5, proportional=True, pitch=1.2)
_UI: Final = Face(0.8, 0.5, proportional=True, pitch=1.25)
_MEIRYO: Final = Face(1.0, 0.62, proportional=True, pitch=1.65)
_YU: Final = Face(1.0, 0.55, proportional=True, pitch=1.65)
_NOTO: Final = Face(1.0, 0.555, proportional=True, pitch=1.45)
_LATIN: Final = Face(1.0, 0.507, proportional=True, pitch=1.25)

#: Beginnings of fonts' names, after NFKC and without regard to case; the first that fits counts.
_FACES: Final = (
    ("ms ui", _UI),
    ("ms p", _MS_P),
    ("ms", _MS),
    ("mspゴシック", _MS_P),
    ("meiryo ui", _UI),
    ("メイリオ", _MEIRYO),
    ("meiryo", _MEIRYO),
    ("游", _YU),
    ("yu", _YU),
    ("biz udp", _MS_P),
    ("biz ud", _MS),
    ("ud デジタル 教科書体 np", _MS_P),
    ("ud digi kyokasho np", _MS_P),
    ("ud", _MS),
    ("hgp", _MS_P),
    ("hgs", _MS_P),
    ("hg", _MS),
    ("noto", _NOTO),
    ("source han", _NOTO),
    ("源ノ", _NOTO),
    ("ヒラギノ", _NOTO),
    ("hiragino", _NOTO),
    ("ipa p", _MS_P),
    ("ipa", _MS),
    ("arial", Face(1.0, 0.556, proportional=True, pitch=1.25)),
)


@lru_cache(maxsize=256)
def face(name: str) -> Face:
    """The face of a font by its name; one that is not known is taken for a Latin font with Japanese letters."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    return next((found for start, found in _FACES if plain.startswith(start)), _LATIN)


def digit_pixels(name: str, size: float) -> int:
    """The widest digit of a font in pixels at 96 dpi: the unit of column widths (列の幅)."""
    found = face(name)
    em = size * 96 / 72
    # fonts of half-width digits are drawn on whole pixels: 11 pt are 15 pixels, a digit 7.5, shown as 8
    return max(1, int((round(em) if found.digit == 0.5 else em) * found.digit + 0.5))


class Widths(dict[str, float]):
    """The width of each letter in em, worked out when first met."""

    def __init__(self, kind: Face) -> None:
        """Start empty."""
        super().__init__()
        self._face = kind

    def __missing__(self, char: str) -> float:
        """Work one letter out and keep it."""
        width = self[char] = _width(char, self._face)
        return width


@lru_cache(maxsize=64)
def widths(kind: Face) -> Widths:
    """The letters of a face; one table for all boxes."""
    return Widths(kind)


def _width(char: str, kind: Face) -> float:
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc"}:
        return 0.0
    wide = unicodedata.east_asian_width(char)
    if wide in {"W", "F", "A"}:  # in Japanese fonts ○, ①, → are full letters too
        return kind.kana if _KANA[0] <= char <= _KANA[1] else 1.0
    if wide == "H" or not kind.proportional:
        return 0.5
    if char.isdecimal():
        return kind.digit
    if char in _NARROW:
        return 0.33
    if char in _BROAD:
        return 0.86
    return 0.66 if char.isupper() else 0.54
