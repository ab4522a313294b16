"""Layout F (様式F): registers per period, subject or half a day. Refused, saying what was recognised."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from futoko_cli.core.model import a1
from futoko_cli.ingest.columns import role_of
from futoko_cli.ingest.drafts import Extract, Page
from futoko_cli.ingest.wording import squeezed

NAME: Final = "per-period"
_PERIOD = re.compile(r"^(?:第?[1-8](?:校時|時限|限目?|時間目|コマ)|[1-8]校時.*|校時|時限)$")
_SUBJECTS: Final = frozenset(
    [
        "国語",
        "算数",
        "数学",
        "理科",
        "社会",
        "英語",
        "外国語",
        "音楽",
        "図工",
        "美術",
        "体育",
        "保健体育",
        "家庭",
        "技術",
        "技術・家庭",
        "技家",
        "道徳",
        "総合",
        "学活",
        "生活",
    ]
)
_COLUMNS: Final = frozenset(["校時", "時限", "時間目", "限", "教科", "科目", "教科名", "科目名"])
_ROWS = 30
_HALVES: Final = {
    half: pair
    for pair in (("前", "後"), ("午前", "午後"), ("AM", "PM"), ("am", "pm"), ("朝", "帰"), ("朝", "帰り"))
    for half in pair
}
_HALF_CELLS: Final = frozenset([*_HALVES, "ＡＭ", "ＰＭ", "ａｍ", "ｐｍ", "(前)", "(後)", "（前）", "（後）"])
_LEAST_HALVES = 3


@lru_cache(maxsize=4096)
def _sort_of(text: str) -> str:
    """What a heading cell is to a register per period: period, subject, column of a list, or nothing."""
    text = squeezed(text)
    if _PERIOD.match(text):
        return "column" if text in _COLUMNS else "period"
    return "column" if text in _COLUMNS else "subject" if text in _SUBJECTS else ""


def identify(page: Page) -> tuple[int, int, str] | None:
    """Row, column and text of the first period or subject heading where a row has several."""
    halves = _halves(page)
    if halves is not None:
        return halves
    # a grid's heading ends a few rows below its day row; below it stand children, not periods
    stop = page.headers[0].row + 4 if page.headers else _ROWS
    for index, row in enumerate(page.rows[:stop]):
        said = [(c, v, sort) for c, v in enumerate(row) if v != "" and type(v) is str and (sort := _sort_of(v))]
        if not said:
            continue
        listed = [(c, v) for c, v, sort in said if sort == "column"]
        periods = [(c, v) for c, v, sort in said if sort != "subject"]
        subjects = [(c, v) for c, v, sort in said if sort == "subject"]
        if listed and any(role_of(v) in ("name", "number") for v in row):
            found = listed
        else:
            found = periods if len(periods) > 1 else subjects if len(subjects) > 2 else []
        if found:
            return index, found[0][0], "・".join(dict.fromkeys(squeezed(v) for _, v in found[:4]))
    return None


def _halves(page: Page) -> tuple[int, int, str] | None:
    """Sub-headings 午前 and 午後 next to a day row: two columns a day."""
    for header in page.headers:
        for index in (header.row + 1, header.row + 2, header.row - 1, header.row + 3):
            row = page.rows[index] if 0 <= index < len(page.rows) else []
            if _HALF_CELLS.isdisjoint(row):
                continue
            said = [(c, squeezed(v).strip("()")) for c, v in enumerate(row) if v in _HALF_CELLS]
            for first, second in dict.fromkeys(_HALVES.values()):
                if min(sum(t == first for _, t in said), sum(t == second for _, t in said)) >= _LEAST_HALVES:
                    return index, said[0][0], f"{first}・{second}"
    return None


def extract(page: Page, found: tuple[int, int, str]) -> Extract:
    """No counts: a refusal with the heading that was recognised."""
    row, col, text = found
    halves = any(text == "・".join(pair) for pair in _HALVES.values())
    sort = "1日を2つの列に分けた出席簿です" if halves else "校時・教科ごとの出席簿です"
    return Extract(
        issues=[
            page.issue(
                "layout-per-period",
                f"{sort}（{a1(row, col)} から「{text}」）。日ごとの欠席は数えられません。",
                "1日を1列にした出席簿を渡してください。" if halves else "日ごとの出席簿を書き出して渡してください。",
                row=row,
                col=col,
            )
        ]
    )
