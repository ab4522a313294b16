"""Strict reading of a TOML file: every key, word and type is checked, and all mistakes come in one message."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Final, TypeVar

from futoko_cli.errors import ConfigError

T = TypeVar("T")

_TYPES: Final[dict[type, str]] = {
    bool: "true / false",
    int: "整数",
    float: "小数",
    str: "文字列",
    list: "配列",
    dict: "表",
    datetime: "日時",
    date: "日付",
}
_WRITTEN: Final[dict[type, str]] = {str: '文字列（"…"）', list: "配列（[ … ]）", date: "引用符なしの日付（2026-11-22）"}
_NUMBER: Final = re.compile(r"[0-9]+(/[1-9][0-9]*)?")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: its path in the file, what is wrong; and which words are allowed at which place."""

    path: str
    text: str
    place: str = ""
    allowed: tuple[str, ...] = ()


def meant(word: str, allowed: Iterable[str]) -> str:
    """A Japanese question that names the nearest allowed word, or nothing."""
    near = get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return f"「{near[0]}」の書きまちがいではありませんか。" if near else ""


def read_toml(path: Path, what: str) -> str:
    """Text of a settings file; ``what`` names it in the message. Raises ConfigError in Japanese words only."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise ConfigError(*why_unreadable(error, what)) from None


def why_unreadable(error: OSError | ValueError, what: str) -> tuple[str, str]:
    """Message and hint for a file that cannot be opened or is no UTF-8 text."""
    if isinstance(error, FileNotFoundError):
        return f"{what} がありません。", "ファイルの場所と名前を確かめてください。"
    if isinstance(error, UnicodeError):
        return (
            f"{what} が UTF-8 の文字ではありません。",
            "メモ帳では「名前を付けて保存」の文字コードを UTF-8 にします。",
        )
    if isinstance(error, IsADirectoryError):
        return f"{what} を開けません（フォルダーです）。", "中のファイルを指定してください。"
    if isinstance(error, PermissionError):
        return f"{what} を開く許可がありません。", "ほかのプログラムで開いていないか、読めるかを確かめてください。"
    return f"{what} を開けません。", "ファイルであること、読めることを確かめてください。"


def parse(text: str, origin: str) -> dict[str, object]:
    """The TOML text as plain data. Raises ConfigError with the line where the syntax breaks."""
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        lines = text.split("\n")
        where = f"{place[1]}行目「{lines[int(place[1]) - 1].strip()}」" if place else "終わり"
        message = f"{origin} の{where}が TOML の書き方になっていません。"
        hint = '文字列は " で囲みます。同じ項目を2回書くことはできません。'
        raise ConfigError(message, hint) from error


def finish(origin: str, mistakes: list[Mistake]) -> None:
    """Raise one ConfigError that lists every mistake; return where there is none."""
    if not mistakes:
        return
    lines = [f"  {m.path}: {m.text}" for m in mistakes]
    allowed: dict[str, None] = {}
    for m in mistakes:
        if m.allowed:
            place = re.sub("[0-9]+(?=])", "", m.place)
            allowed[f"{place} に書けるもの: {' '.join(word or '(空)' for word in m.allowed)}"] = None
    raise ConfigError("\n".join([f"{origin} に直すところが{len(mistakes)}か所あります。", *lines]), "\n".join(allowed))


class Table:
    """One TOML table being read: ask for its keys, then ``close`` reports each key that nobody asked for.

    A getter never raises: it notes the mistake and returns a value with which reading can go on. A
    ``default`` of None means that the key must be written.
    """

    def __init__(self, data: Mapping[str, object], path: str, mistakes: list[Mistake]) -> None:
        """``path`` is empty for the whole file; ``mistakes`` is shared by all tables of one file."""
        self.data = data
        self.path = path
        self.mistakes = mistakes
        self._asked: dict[str, None] = {}

    def at(self, key: str) -> str:
        """Path of a key of this table, e.g. ``stages[1].conditions[0].measure``."""
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str, text: str, allowed: Iterable[str] = ()) -> None:
        """Note a mistake at a key, with the words that may stand there."""
        self.mistakes.append(Mistake(self.at(key), text, self.at(key), tuple(allowed)))

    def has(self, key: str) -> bool:
        """Whether the key is written; from now on it is a known key."""
        self._asked[key] = None
        return key in self.data

    def close(self) -> None:
        """Report every key that nobody asked for, with the keys that may stand here."""
        for key in self.data:
            if key not in self._asked:
                text = f"「{key}」という項目はありません。{meant(key, self._asked)}"
                place = self.path or "ファイルの先頭"
                self.mistakes.append(Mistake(self.at(key), text, place, tuple(self._asked)))

    def _typed(self, key: str, wanted: type[T], default: T | None, empty: T, allowed: Iterable[str] = ()) -> T:
        if not self.has(key):
            if default is None:
                self.wrong(key, f"「{key}」がありません。", allowed)
            return empty if default is None else default
        value = self.data[key]
        if type(value) is wanted:  # exactly: true is no 1, a date with a time is no date
            return value
        word = _WRITTEN.get(wanted, _TYPES[wanted])
        self.wrong(key, f"{word}で書きます（今は{_TYPES.get(type(value), '時刻')}です）。", allowed)
        return empty

    def text(self, key: str, default: str | None = None) -> str:
        """A string; a required one must not be blank."""
        value = self._typed(key, str, default, "")
        if default is None and self.data.get(key) == value and not value.strip():
            self.wrong(key, f"「{key}」が空です。")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is not written."""
        return self._typed(key, bool, default=False, empty=False)

    def day(self, key: str, default: date | None = None) -> date:
        """A TOML date, e.g. ``2026-11-22`` without quotes."""
        return self._typed(key, date, default, date.min)

    def whole(self, key: str, lowest: int, highest: int) -> int:
        """An integer between two bounds."""
        value = self._typed(key, int, None, lowest)
        if not lowest <= value <= highest:
            span = f"{lowest}" if lowest == highest else f"{lowest} から {highest} まで"
            self.wrong(key, f"{value} は書けません。書けるのは {span}です。")
        return value

    def number(self, key: str) -> Fraction:
        """An integer, or a fraction as a string: ``"1/3"``. Decimals are refused: 0.33 is not a third."""
        value = self.data.get(key)
        self.has(key)
        if type(value) is int and value >= 0:
            return Fraction(value)
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            return Fraction(value)
        self.wrong(key, f'「{value}」は数として読めません。3 か "1/3" のように書きます。')
        return Fraction(1)

    def word(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of the allowed words."""
        words = tuple(allowed)
        value = self._typed(key, str, default, words[0], words)
        if value in words:
            return value
        self.wrong(key, f"「{value}」は使えません。{meant(value, words)}", words)
        return words[0]

    def words(self, key: str, allowed: tuple[str, ...] | None = None, *, empty: bool = False) -> tuple[str, ...]:
        """A list of strings, each once; of the allowed words where some are given; ``empty`` lets it be []."""
        items = self._typed(key, list, None, [], allowed or ())
        if self.data.get(key) == [] and not empty:
            self.wrong(key, "1つ以上の語を [ ] の中に書きます。", allowed or ())
        found: list[str] = []
        for n, item in enumerate(items):
            spot = f"{key}[{n}]"
            if not isinstance(item, str) or not item.strip():
                self.wrong(spot, f"「{item}」は語ではありません。", allowed or ())
            elif allowed is not None and item not in allowed:
                self.wrong(spot, f"「{item}」は使えません。{meant(item, allowed)}", allowed)
            elif item in found:
                self.wrong(spot, f"「{item}」が2回あります。")
            else:
                found.append(item)
        return tuple(found)

    def table(self, key: str) -> Table | None:
        """A table below a key; None where it is not written or is no table."""
        value = self._typed(key, dict, {}, {})
        return Table(value, self.at(key), self.mistakes) if type(self.data.get(key)) is dict else None

    def tables(self, key: str, *, needed: bool = True) -> list[Table]:
        """The tables of ``[[key]]`` in the order of the file."""
        items = self._typed(key, list, [], [])
        if needed and self.data.get(key, []) == []:
            self.wrong(key, f"「{key}」が1つもありません。")
        found = []
        for n, item in enumerate(items):
            if isinstance(item, dict):
                found.append(Table(item, f"{self.at(key)}[{n}]", self.mistakes))
            else:
                self.wrong(f"{key}[{n}]", "表（{ 項目 = 値 }）で書きます。")
        return found
