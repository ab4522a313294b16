"""Titles, sheet names and file names (題名): which school year, month, class and child they speak of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from futoko_cli.core.model import ClassId
from futoko_cli.ingest.dates import months_in, school_year_in, without_dates
from futoko_cli.ingest.wording import digits, plain, squeezed

_NAME = r"[0-9]{1,2}|[A-Z]|[ァ-ヶー]{1,10}|[ぁ-んー]{1,10}|[一-龥々]{1,6}"
_GRADE_CLASS = re.compile(rf"(?<![0-9])([1-9])\s*(?:年生|学年|年)\s*の?\s*({_NAME})\s*(?:組|学級|クラス)")
_LABELLED = re.compile(rf"学年\s*[::]?\s*([1-9])\s*年?\s*(?:組|学級|クラス)\s*[::]?\s*({_NAME})(?![ぁ-ん])")
_DASHED = re.compile(r"(?<![0-9/.-])([1-9])\s*[-‐‑–−ー_の]\s*([0-9]{1,2}|[A-Z])(?![0-9A-Za-z/.-]|\s*日)")
_JOINED = re.compile(r"(?<![A-Za-z0-9])([1-9])([A-H])(?![A-Za-z0-9])")
_GRADE_NAMED = re.compile(r"(?<![0-9])([1-9])\s*(?:年生|学年|年)(?!度|間|目|[0-9]*月)")
_YEAR_CLASS_BARE = re.compile(r"(?<![0-9])([1-9])年([A-Z]|[0-9]{1,2})(?![0-9年月日組])")
_CLASS_ONLY = re.compile(rf"(?<![0-9])({_NAME})\s*組")
_NAMED_CLASS = re.compile(r"([ぁ-んァ-ヶー一-龥々]{1,10}?)\s*(?:学級|クラス)(?!閉鎖|担任|名|数|編)")
_LABELS: Final = frozenset(["学年", "学級", "番号", "氏名", "性別", "何"])
_NO_FILE_CLASS: Final = frozenset(
    ["データ", "ファイル", "テスト", "サンプル", "フォーマット", "ダウンロード", "まとめ"]
)
_KANA_NAME = re.compile(r"^[ぁ-んァ-ヶー]{2,8}$")
_SCHOOL = re.compile(r"\S{0,20}?(?:小学校|中学校|義務教育学校|学園)|[一-龥々ぁ-んァ-ヶー]{1,8}[小中](?=\s|$|[0-9])")
_LONGEST = 200  # letters of a text that can still be a title
_FORM = re.compile(r"(?:別記)?(?:様式|別紙|別表)\s*第?\s*[0-9]+\s*号?(?:\s*[-‐‑–−ーの]\s*[0-9]+)*\s*号?")
#: Officials with their names: 担任 佐藤, 校長：春野 空; the name is no class.
_OFFICIAL = re.compile(
    r"(?:担任|副?校長|教頭|主任|養護教諭|記入者|作成者|記録者)(?:氏名|名|印|者)?\s*[::]?\s*"
    r"(?:(?!\S{0,10}?(?:組|学級|クラス|出席|出欠))[一-龥々ぁ-んァ-ヶー]{1,6}"
    r"(?:\s(?!\S{0,10}?(?:組|学級|クラス|出席|出欠))[一-龥々]{1,3}(?=\s|$|印))?)?"
)
_DATE = (
    r"(?:(?:令和|平成|R|H|20)\s*[0-9元]{1,2}\s*[年./-]\s*[0-9]{1,2}\s*[月./-]|[0-9]{1,2}\s*[月/])"
    r"\s*(?:[0-9]{1,2}\s*日|[0-9]{1,2}(?!\s*[0-9年組-])|末日?)?"
)
_PRINTED = re.compile(
    rf"(?:印刷|出力|作成|発行|更新)(?!者)(?:年月日|日時|日)?\s*[::]?\s*(?:{_DATE})?(?:\s*[0-9]{{1,2}}:[0-9:]+)?|{_DATE}\s*現在"
)
_CLASS_LABEL = re.compile(
    r"第?(?:[1-9]\s*(?:学年|年)\s*の?\s*)?(?:[0-9]{1,2}|[A-Z]|[^\W0-9]{1,10}?)\s*(?:組|学級|クラス)|[1-9]\s*(?:学年|年)(?!生)|"
    r"(?<![0-9])[1-9]\s*[-‐‑–−ー]\s*[0-9A-Z]{1,2}(?![0-9])|学年|学級|クラス|年組|年月|(?<!\S)[0-9]{1,2}(?!\S)|(?<!\S)[年月度組](?!\S)|[::]"
)
_NOISE = re.compile(
    r"出席簿|出欠席?簿?|出席状況|欠席|出席|一覧表?|集計|年間|月別|日別|個人別|個票|名簿|全校|全学年|児童生徒|児童|生徒|"
    r"シート|コピー|原本|提出用|最新|学校|学期|前期|後期|記録|管理|簿|表|"
    r"担任|校長|教頭|印|凡例|表紙|Sheet|attendance|register|copy|book|[0-9]+|[-_()\[\].~、。・\s]+",
    re.IGNORECASE,
)
_FALLBACK = re.compile(r"^(?:[ぁ-んー]{2,8}|[ァ-ヶー]{2,8})$")  # kanji alone may be a teacher or a school


@dataclass(frozen=True, slots=True)
class Heading:
    """What one text says: each part None (or empty) where it says nothing."""

    school_year: int | None = None
    months: tuple[int, ...] = ()
    grade: int | None = None
    class_name: str | None = None

    @property
    def class_id(self) -> ClassId | None:
        """The class, once its name is known."""
        return None if self.class_name is None else ClassId(self.grade, self.class_name)


def class_name(text: str) -> str:
    """A class's name in one spelling: "０１" → "1", "１組" → "1", "a" → "A"."""
    name = squeezed(text).removesuffix("組").removesuffix("学級")
    return str(int(name)) if name.isascii() and name.isdigit() else name.upper()


def class_in(text: str) -> tuple[int | None, str | None]:
    """Grade and class that a text without dates names: ``1年2組``, ``1-2``, ``3年``, ``A組``, ``なかよし学級``."""
    text = digits(text)
    for pattern in (_GRADE_CLASS, _LABELLED, _DASHED, _YEAR_CLASS_BARE, _JOINED):
        if match := pattern.search(text):
            return int(match[1]), class_name(match[2])
    grade = _GRADE_NAMED.search(text)
    rest = _GRADE_NAMED.sub(" ", text)
    found = _CLASS_ONLY.search(rest) or _NAMED_CLASS.search(rest)
    name = class_name(found[1]) if found and found[1] not in _LABELS else None
    return (int(grade[1]) if grade else None), name


def titled(text: str) -> str:
    """What of a text can be a title: no officials, no day of printing, no number of the form."""
    return _FORM.sub(" ", _OFFICIAL.sub(" ", _PRINTED.sub(" ", plain(text[:_LONGEST]))))


def only_labels(text: str) -> bool:
    """Whether a text holds years, months, classes and officials and nothing else: 5月 1年1組, but no 4月分集金."""
    rest = without_dates(_SCHOOL.sub(" ", digits(titled(text))))
    return not _CLASS_LABEL.sub(" ", rest).strip()


@lru_cache(maxsize=4096)
def leftover_class(text: str) -> str | None:
    """A class's own name (なかよし) left in a title when everything known is taken away."""
    rest = _NOISE.sub(" ", _SCHOOL.sub(" ", without_dates(digits(titled(text))))).split()
    rest = [word for word in rest if word not in {"年", "組", "月", "度", "年度"}]
    return rest[0] if len(rest) == 1 and _FALLBACK.match(rest[0]) else None


def _file_class(stem: str) -> str | None:
    """A file named after a class (なかよし.xlsx); 資料1.xlsx and データ.xlsx are named after nothing."""
    own = leftover_class(stem)
    return own if own and _KANA_NAME.match(own) and own not in _NO_FILE_CLASS else None


@lru_cache(maxsize=4096)
def heading(text: str) -> Heading:
    """Read one text: a title row, a sheet name, a file name without its ending."""
    text = titled(text)
    if not text:
        return Heading()
    undated = _SCHOOL.sub(" ", without_dates(text))
    grade, name = class_in(undated)
    return Heading(school_year_in(text), tuple(months_in(text)), grade, name)


@dataclass(frozen=True, slots=True)
class Place:
    """What title, sheet name and file name say together; ``clashes`` are contradictions for people."""

    school_year: int | None
    months: tuple[int, ...]
    class_id: ClassId | None
    grade: int | None
    clashes: tuple[str, ...]


_LEVELS: Final = ("題名", "シート名", "ファイル名")


def combine(title: str, sheet: str, file_stem: str) -> Place:
    """Title before sheet name before file name; each part from the first that says it."""
    levels = [heading(title), heading(sheet), heading(file_stem)]
    year = next((h.school_year for h in levels if h.school_year is not None), None)
    months = next((h.months for h in levels if h.months), ())
    grade = next((h.grade for h in levels if h.grade is not None), None)
    named = next((h for h in levels if h.class_name is not None), None)
    clashes = []
    if named is not None:
        # 1組 in the sheet's name and 3年 in the file's name belong together
        class_id: ClassId | None = ClassId(named.grade if named.grade is not None else grade, named.class_name or "")
        for level, other in zip(_LEVELS, levels, strict=True):
            if other.class_name is not None and other.grade is not None and other.class_id != class_id:
                clashes.append(f"{level}は{ClassId(other.grade, other.class_name).title}")
    else:
        own = leftover_class(title) or leftover_class(sheet) or _file_class(file_stem)
        class_id = ClassId(grade, own) if own else None
    return Place(year, months, class_id, grade, tuple(clashes))
