"""一覧.xlsx (提出の一覧): who is reported, what is still to be written by hand, and who is left out and why.

A4 landscape, ruled, readable in monochrome. It holds names; it is protected by the same journal as the forms.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from unicodedata import east_asian_width

from futoko_cli.forms.dates import short
from futoko_cli.issuing.months import title_of
from futoko_cli.issuing.outbox import Outcome
from futoko_cli.new_workbook import new_workbook

if TYPE_CHECKING:
    from futoko_cli.core.issues import Issue
    from futoko_cli.issuing.record import Batch, Row

_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001  a fixed day: the same list gives the same bytes
_A4: Final = 9
_FONT: Final = "ＭＳ ゴシック"
_HEADER_ROW: Final = 2
#: Heading, width in characters.
_COLUMNS: Final = (
    ("整理番号", 10),
    ("学年・組", 9),
    ("氏名", 16),
    ("{month}の欠席", 8),
    ("累計", 6),
    ("新規・継続", 7),
    ("手で書く欄", 38),
    ("提出先", 16),
    ("期限", 7),
    ("ファイル", 24),
    ("備考", 18),
)
_LEFT_COLUMNS: Final = (("整理番号", 10), ("学年・組", 9), ("氏名", 16), ("作らない理由", 60))
_LINE: Final = 13.5  # points of one line of text
_REMARKS: Final = {
    Outcome.KEPT: "手で直した様式（そのまま）",
    Outcome.OUTDATED: "内容が変わっています（書きかえていません）",
    Outcome.EDITED: "手で直した様式。内容が変わっています（書きかえていません）",
    Outcome.UNKNOWN: "控えのない様式（書きかえていません）",
    Outcome.OTHER: "別の児童生徒の様式があります（書きかえていません）",
    Outcome.FAILED: "書けませんでした",
}


def make_list(batch: Batch) -> bytes:
    """The workbook."""
    out = io.BytesIO()
    with new_workbook(out, "一覧", _MADE) as book:
        looks = _Looks(book)
        month = title_of(batch.month)
        as_of = batch.job.assessment.as_of
        title = f"{batch.form.title} 一覧　{batch.month[:4]}年{month}分"
        note = f"{batch.job.school.name or batch.job.assessment.school_name}　{short(as_of)}までの出席簿から　{len(batch.rows)}人"
        rows = [_cells(row, batch.month) for row in batch.rows]
        columns = [(name.format(month=month), width) for name, width in _COLUMNS]
        _sheet(book, looks, "一覧", (title, note.strip("　")), columns, rows)
        left = [(p.pupil.key, p.pupil.class_id.title, p.pupil.name, p.reason) for p in batch.left_out]
        _sheet(book, looks, "作らない児童生徒", (f"{month}は作らない児童生徒", f"{len(left)}人"), _LEFT_COLUMNS, left)
    return out.getvalue()


class _Looks:
    """The few formats."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401  XlsxWriter ships no types
        plain = {"font_name": _FONT, "font_size": 10, "valign": "top"}
        ruled = {**plain, "border": 1, "text_wrap": True}
        self.title = book.add_format({**plain, "font_size": 14, "bold": True})
        self.note = book.add_format(plain)
        self.head = book.add_format({**ruled, "bold": True, "valign": "vcenter", "bg_color": "#E7E6E6"})
        self.text = book.add_format(ruled)
        self.number = book.add_format({**ruled, "num_format": "0"})


def _cells(row: Row, month: str) -> tuple[str | int, ...]:
    chosen = row.chosen
    months = chosen.result.absent_by_month
    continued = row.continued
    remarks = [_REMARKS.get(row.outcome, ""), _to_mend(chosen.errors)]
    return (
        row.pupil.key,
        row.pupil.class_id.title,
        row.pupil.name,
        months.get(month, 0),
        sum(number for name, number in months.items() if name <= month),
        "" if continued is None else "継続" if continued else "新規",
        "、".join(row.to_write),
        chosen.duty.to if chosen.duty else "",
        short(chosen.due) if chosen.due else "",
        row.path.name,
        "。".join(filter(None, remarks)),
    )


def _to_mend(errors: Sequence[Issue]) -> str:
    """Where something is to be put right before the form is trusted."""
    places = {"支援台帳" if each.code.startswith("ledger-") else "出席簿" for each in errors}
    return f"{'と'.join(sorted(places))}に直すところがあります" if places else ""


def _sheet(
    book: Any,  # noqa: ANN401  XlsxWriter ships no types
    looks: _Looks,
    name: str,
    titles: tuple[str, str],
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str | int]],
) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.freeze_panes(_HEADER_ROW + 1, 3)
    sheet.set_footer("&C&P / &N")
    sheet.write_string(0, 0, titles[0], looks.title)
    sheet.write_string(1, 0, titles[1], looks.note)
    for at, (heading, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(_HEADER_ROW, at, heading, looks.head)
    widths = [width for _, width in columns]
    sheet.set_row(_HEADER_ROW, _LINE * _lines([heading for heading, _ in columns], widths))
    for down, cells in enumerate(rows, _HEADER_ROW + 1):
        sheet.set_row(down, _LINE * _lines(cells, widths))
        for at, value in enumerate(cells):
            if isinstance(value, int):
                sheet.write_number(down, at, value, looks.number)
            else:
                sheet.write_string(down, at, value, looks.text)


def _lines(cells: Sequence[str | int], widths: Sequence[int]) -> int:
    """Lines that a row needs: not every program makes rows higher by itself."""
    needed = [math.ceil(_letters(str(cell)) / (width - 1)) for cell, width in zip(cells, widths, strict=True)]
    return max(1, *needed)


def _letters(text: str) -> int:
    """Width in half-width letters."""
    return sum(1 + (east_asian_width(char) in "WFA") for char in text)
