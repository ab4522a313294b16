"""district.xlsx: the board's workbook (教育委員会の資料), the same bytes from the same results."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Final

from futoko_cli.new_workbook import new_workbook
from futoko_cli.reports.district.front import FRONT, front_sheet
from futoko_cli.reports.district.lists import check_sheet, unmet_sheet
from futoko_cli.reports.district.sheet import TOP, Paper, start
from futoko_cli.reports.district.tables import (
    course_sheet,
    grades_sheet,
    months_sheet,
    school_grades_sheet,
    schools_sheet,
)
from futoko_cli.reports.summary.looks import Looks

if TYPE_CHECKING:
    from futoko_cli.district.view import View

_MADE: Final = datetime(2025, 4, 1)  # noqa: DTZ001  fixed, so that the same numbers are the same file


def make_workbook(view: View) -> bytes:
    """The workbook; shared, without children, without grades and months of single schools."""
    stream = io.BytesIO()
    with new_workbook(stream, "全校集計", _MADE) as book:
        paper = Paper(book, Looks(book), view)
        if not view.rollup.months:
            sheet = start(paper, FRONT, (60,), landscape=False)
            sheet.write_string(TOP, 0, "集計できる学校がありません。", paper.looks.get("lead"))
        else:
            front_sheet(paper)
            schools_sheet(paper)
            grades_sheet(paper)
            months_sheet(paper)
            if not view.shared:
                school_grades_sheet(paper)
                course_sheet(paper)
                unmet_sheet(paper)
        if not view.shared:
            check_sheet(paper)
    return stream.getvalue()
