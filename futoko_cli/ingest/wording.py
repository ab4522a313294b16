"""Text of cells made comparable (表記ゆれ): NFKC, blanks, kanji numerals, variant characters of names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SPACES = re.compile(r"[\s\u3000\u200b\ufeff]+")
_KANJI_DIGITS: Final = str.maketrans("一二三四五六七八九", "123456789")
_LARGEST: Final = 10**9
_KANJI_NUMBER = re.compile(r"第?([一二三四五六七八九])(?=[年組学])")
#: Variant forms of one character in names: 髙/高, 﨑/崎, 邊/邉/辺 …; compared as one.
_VARIANTS: Final = str.maketrans(
    "髙﨑嵜邊邉齋齊斎濵濱瀨槗𠮷廣澤德惠禮眞曻桒", "高崎崎辺辺斉斉斉浜浜瀬橋吉広沢徳恵礼真昇桑"
)


def plain(value: object) -> str:
    """NFKC text of a cell without outer blanks; a whole float is shown without its point."""
    if type(value) is str:
        return _plain(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return _plain(str(value))


@lru_cache(maxsize=32768)
def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(" \t\r\n\u200b\ufeff")


def written(value: object) -> str:
    """A cell's text as it stands there, without outer blanks; a whole number without its point."""
    return value.strip(" \t\r\n\u3000") if isinstance(value, str) else plain(value)


def squeezed(value: object) -> str:
    """``plain`` without any blank inside: 氏　名 → 氏名."""
    return _squeezed(value) if type(value) is str else _SPACES.sub("", plain(value))


@lru_cache(maxsize=32768)
def _squeezed(text: str) -> str:
    return _SPACES.sub("", plain(text))


def digits(text: str) -> str:
    """Kanji numerals before 年 and 組 as digits: 一年二組 → 1年2組."""
    return _KANJI_NUMBER.sub(lambda m: m[1].translate(_KANJI_DIGITS), text)


@lru_cache(maxsize=32768)
def same_name(name: str) -> str:
    """What two spellings of one name share: no blanks, variant characters folded."""
    return squeezed(name.translate(_VARIANTS)).translate(_VARIANTS)


_KANA_ONLY = re.compile(r"^[ぁ-ゖァ-ヺーｦ-ﾟ\s\u3000・]+$")


def is_kana(text: str) -> bool:
    """Whether a text is kana alone, as furigana is."""
    return bool(_KANA_ONLY.match(text))


def whole(value: object) -> int | None:
    """A cell's whole number: 7.0, "７", "7番" → 7; None where it is none."""
    if type(value) is float or type(value) is int:
        return int(value) if -_LARGEST < value < _LARGEST and value == int(value) else None  # neither NaN nor 1e400
    if isinstance(value, str) and value:
        text = squeezed(value).removesuffix("番").removesuffix(".")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
    return None
