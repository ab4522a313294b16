"""A new workbook (新しいブック) on which every maker here builds: what people wrote stays text, and no clock or author is in it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def new_workbook(stream: BytesIO, title: str, made: datetime) -> Workbook:
    """An empty XlsxWriter workbook; ``made`` is a fixed day, so that the same content gives the same bytes."""
    from xlsxwriter import Workbook

    book = Workbook(stream, _OPTIONS)
    book.set_properties({"title": title, "author": "", "created": made})
    return book
