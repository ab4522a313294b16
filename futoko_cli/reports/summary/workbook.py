"""summary.xlsx: the workbook for the monthly meeting (月の会議の資料), the same bytes from the same registers.

沖縄県の手引き p.5: nurse, principal, vice-principal and homeroom teachers share the absences of each month.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Final

from futoko_cli.new_workbook import new_workbook
from futoko_cli.reports.summary.front import front_sheet
from futoko_cli.reports.summary.lists import children_sheet, watch_sheet
from futoko_cli.reports.summary.looks import Looks, start_sheet
from futoko_cli.reports.summary.tables import TOP, groups_sheet, months_sheet, weekdays_sheet

if TYPE_CHECKING:
    from futoko_cli.reports.summary.figures import Figures

_MADE: Final = datetime(2025, 4, 1)  # noqa: DTZ001  fixed, so that the same numbers are the same file


def make_workbook(figures: Figures) -> bytes:
    """The workbook; without the lists of children where it is shared."""
    stream = io.BytesIO()
    with new_workbook(stream, "出欠のまとめ", _MADE) as book:
        looks = Looks(book)
        if not figures.groups:
            sheet = start_sheet(book, looks, figures, "概要", (60,), landscape=False)
            sheet.write_string(TOP, 0, "集計できる授業日がありません。", looks.get("lead"))
        else:
            front_sheet(book, looks, figures)
            groups_sheet(book, looks, figures)
            months_sheet(book, looks, figures)
            weekdays_sheet(book, looks, figures)
            if not figures.shared:
                children_sheet(book, looks, figures)
                watch_sheet(book, looks, figures)
    return stream.getvalue()
