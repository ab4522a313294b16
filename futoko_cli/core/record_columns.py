"""Columns of 指導要録「出欠の記録」, apart from their counting: settings rename them and need no numpy for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: Columns of 出欠の記録 by id, with the titles that hold unless a board renames them.
COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "school_days": "授業日数",
        "suspended": "出席停止・忌引等の日数",
        "must_attend": "出席しなければならない日数",
        "absent": "欠席日数",
        "present": "出席日数",
        "remarks": "備考",
    }
)
