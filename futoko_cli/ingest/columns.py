"""Columns beside the days (列の見出し): number, name, furigana, sex, grade, class, totals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from futoko_cli.ingest.wording import is_kana, squeezed, whole

NAME: Final = frozenset(
    [
        "氏名",
        "名前",
        "児童氏名",
        "生徒氏名",
        "児童生徒氏名",
        "児童名",
        "生徒名",
        "児童生徒名",
        "姓名",
        "なまえ",
        "氏名(漢字)",
        "児童・生徒氏名",
        "児童生徒",
    ]
)
NUMBER: Final = frozenset(
    [
        "番号",
        "番",
        "No",
        "NO",
        "no",
        "No.",
        "NO.",
        "no.",
        "出席番号",
        "在籍",
        "出番",
        "名簿番号",
        "整理番号",
        "在籍番号",
        "#",
        "出席No",
        "出席NO",
        "出席No.",
    ]
)
KANA: Final = frozenset(
    [
        "フリガナ",
        "ふりがな",
        "よみ",
        "ヨミ",
        "カナ",
        "かな",
        "よみがな",
        "ヨミガナ",
        "氏名カナ",
        "シメイ",
        "しめい",
        "氏名(カナ)",
        "読み",
        "読み仮名",
    ]
)
SEX: Final = frozenset(["性別", "性", "男女"])
GRADE: Final = frozenset(["学年", "年", "年生"])
CLASS: Final = frozenset(
    [
        "組",
        "学級",
        "クラス",
        "年組",
        "学年組",
        "学年・組",
        "学級名",
        "所属",
        "所属学級",
        "年・組",
        "学年/組",
        "学年クラス",
        "クラス名",
    ]
)
SURNAME: Final = frozenset(["姓"])
GIVEN: Final = frozenset(["名"])
_ROLES: Final = {
    **dict.fromkeys(NAME, "name"),
    **dict.fromkeys(NUMBER, "number"),
    **dict.fromkeys(KANA, "kana"),
    **dict.fromkeys(SEX, "sex"),
    **dict.fromkeys(GRADE, "grade"),
    **dict.fromkeys(CLASS, "class"),
    **dict.fromkeys(SURNAME, "surname"),
    **dict.fromkeys(GIVEN, "given"),
}
_HEADING: Final = frozenset(["name", "number", "surname"])
#: A left-hand text of a row that is no child: statistics, officials' boxes, lists below the grid.
NOT_A_PUPIL: Final = re.compile(
    r"^(?:(?:転入|転出|除籍|編入|異動).*|[男女小総合累通月]?\s*計|[男女]子?(?:計|合計)?|合計|総計|平均|.*在籍.*|出席.*|欠席.*|授業日.*|遅刻.*|早退.*|出停.*|忌引.*|"
    r"病欠.*|事故欠.*|備考.*|特記.*|凡例.*|記号.*|担任.*|校長.*|教頭.*|副?校長.*|検印|確認印?|印|人数|[延の]べ.*|月末.*|月初.*|行事.*|"
    r"曜日?|日付?|摘要|.*率|.*者数|.*日数|.*人数|.*合計|.*計|※.*|注.*|学級閉鎖.*|全校|全体|学級|[0-9]+年[0-9A-Z]+組)$"
)
#: The same for a row that has a number too: only words that no name can be.
NEVER_A_NAME: Final = re.compile(
    r"^(?:[男女]子?小?計?|計|合計|小計|総計|平均|授業日数|在籍(?:者?数)?|出席率|出席者?数|欠席者?数|人数)$"
)
MOVES: Final = re.compile(r"(?:転入|転出|除籍|異動|転出入)")


def role_of(value: object) -> str | None:
    """The role a heading cell gives its column; None for any other text."""
    # no label is longer than twelve letters: longer cells are not even squeezed
    return _ROLES.get(squeezed(value)) if type(value) is str and 0 < len(value) < 13 else None


@dataclass(slots=True)
class PupilColumns:
    """Zero-based columns, −1 where the sheet has none; ``header_rows`` are rows that hold a label."""

    number: int = -1
    name: int = -1
    given: int = -1
    grade: int = -1
    klass: int = -1
    kana: int = -1
    sex: int = -1
    header_rows: tuple[int, ...] = ()


def find_pupil_columns(rows: Sequence[Sequence[object]], header_row: int, first_day_col: int) -> PupilColumns:
    """Labels near the day row, left of the days; without labels, the columns that look like numbers and names."""
    found: dict[str, int] = {}
    label_rows: set[int] = set()
    order = sorted(range(max(header_row - 2, 0), min(header_row + 3, len(rows))), key=lambda r: abs(r - header_row))
    for index in order:
        roles = [(col, role) for col, value in enumerate(rows[index][:first_day_col]) if (role := role_of(value))]
        # 学級 and 学年 in a title row are labels of the title: a heading row names the children too
        heads = any(role in _HEADING for _, role in roles)
        for col, role in roles:
            if role not in found and (heads or role == "kana"):
                found[role] = col
                label_rows.add(index)
    columns = PupilColumns(
        found.get("number", -1),
        found.get("name", found.get("surname", -1)),
        found.get("given", -1) if "name" not in found else -1,
        found.get("grade", -1),
        found.get("class", -1),
        found.get("kana", -1),
        found.get("sex", -1),
        tuple(sorted(label_rows)),
    )
    below = rows[header_row + 1 : header_row + 60]
    if columns.name < 0 or not any(_text(row, columns.name) for row in below):
        columns.name = _likely_name(below, first_day_col, taken=columns)
    if columns.number >= 0 and not any(
        whole(row[columns.number]) is not None for row in below if columns.number < len(row)
    ):
        columns.number = -1  # a column of blanks, or of formulas without a value: names take its place
    elif columns.number < 0:
        columns.number = _likely_number(below, first_day_col, columns)
    return columns


def _text(row: Sequence[object], col: int) -> str:
    value = row[col] if 0 <= col < len(row) else ""
    return value if isinstance(value, str) else ""


def _likely_name(rows: Sequence[Sequence[object]], limit: int, taken: PupilColumns) -> int:
    best, most = -1, 0
    used = {taken.number, taken.kana, taken.grade, taken.klass, taken.sex}
    for col in range(limit):
        if col in used:
            continue
        texts = [t for row in rows if (t := squeezed(_text(row, col))) and len(t) > 1 and not NOT_A_PUPIL.match(t)]
        score = sum(2 - is_kana(t) for t in texts)
        if score > most:
            best, most = col, score
    return best


def _likely_number(rows: Sequence[Sequence[object]], limit: int, columns: PupilColumns) -> int:
    for col in range(limit):
        if col in (columns.name, columns.grade, columns.klass, columns.sex):
            continue
        numbers = [n for row in rows if col < len(row) and (n := whole(row[col])) is not None]
        if len(numbers) > 1 and numbers == sorted(set(numbers)):
            return col
    return -1


def pupil_name(row: Sequence[object], columns: PupilColumns) -> str:
    """The name as written, without outer blanks; 姓 and 名 joined with one full-width blank."""
    text = _text(row, columns.name).strip()
    if columns.given >= 0:
        text = f"{text}　{_text(row, columns.given).strip()}".strip()
    return text.replace("\n", " ")
