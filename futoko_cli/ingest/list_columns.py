"""Columns of a list (一覧の見出し): 日付, 区分, 理由 and the child's columns, by role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from futoko_cli.ingest.columns import role_of
from futoko_cli.ingest.wording import squeezed

_LABELS: Final = {
    **dict.fromkeys(
        ["日付", "月日", "年月日", "欠席日", "期日", "対象日", "欠席年月日", "出欠日", "該当日", "日にち"], "date"
    ),
    **dict.fromkeys(["開始日", "開始", "自", "欠席開始日", "期間開始"], "first"),
    **dict.fromkeys(["終了日", "終了", "至", "欠席終了日", "期間終了"], "last"),
    **dict.fromkeys(
        [
            "区分",
            "出欠",
            "出欠区分",
            "欠席区分",
            "状況",
            "種別",
            "出欠状況",
            "出欠種別",
            "状態",
            "区分名",
            "出席区分",
            "出席状況",
            "出欠席",
            "記号",
        ],
        "kind",
    ),
    **dict.fromkeys(["理由", "事由", "欠席理由", "内容", "詳細"], "reason"),
    **dict.fromkeys(["備考", "メモ", "特記事項"], "note"),
}


@dataclass(slots=True)
class Columns:
    """Header row and zero-based column by role."""

    row: int
    at: dict[str, int] = field(default_factory=dict)

    def value(self, line: Sequence[object], role: str) -> object:
        """Cell of a role; blank where the list has no such column."""
        col = self.at.get(role, -1)
        return line[col] if 0 <= col < len(line) else ""


def header_columns(row: Sequence[object], index: int) -> Columns:
    """Roles of a possible header row."""
    columns = Columns(index)
    for col, value in enumerate(row):
        role = (_LABELS.get(squeezed(value)) or role_of(value)) if isinstance(value, str) and value else None
        if role and role not in columns.at:
            columns.at[role] = col
    if "surname" in columns.at:
        columns.at.setdefault("name", columns.at["surname"])
    return columns


def dated_list(columns: Columns) -> bool:
    """Whether a header names a day, a kind and somebody: the heading of a list."""
    named = "name" in columns.at or "number" in columns.at
    return named and "kind" in columns.at and ("date" in columns.at or "first" in columns.at)
