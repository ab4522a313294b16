"""The term record (学期の記録) of 出席扱い per child: date, place, content, hours, credited or why not.

A plain sheet of our own in place of 甲州市 様式7 and 様式12, which the guideline names without showing them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from futoko_cli.core.credit_words import reason_text, remark
from futoko_cli.ingest.own_files import CREDIT_TITLE
from futoko_cli.reports.credit_rows import application_text, application_title, place_text, said
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.wording import year_title
from futoko_cli.reports.workbook import Page, Pages

if TYPE_CHECKING:
    from futoko_cli.core.credit import CreditDay, PupilCredit
    from futoko_cli.core.model import Assessment
    from futoko_cli.pipeline.credits import Credited

_HEAD: Final = ("日付", "曜", "施設", "内容", "時間", "出席扱い", "理由")
_WIDTHS: Final = (8, 4, 22, 26, 14, 9, 36)
_CENTRED: Final = frozenset({0, 1, 5})
_WEEKDAYS: Final = "月火水木金土日"


def credit_xlsx(
    whole: Credited, pupils: Sequence[PupilCredit], terms: Sequence[date], *, masked: bool = False
) -> bytes:
    """A sheet for each child, A4 upright, a table a term. ``terms``: their first days."""
    mask = Mask.of(whole.assessment, masked=masked)
    pages = Pages("出席扱いの記録")
    for each in pupils:
        page = pages.page(mask.key(each.pupil), _WIDTHS, landscape=False, footer=whole.assessment.school_name)
        _child(page, each, whole.assessment, terms, mask)
    if not pupils:
        pages.page("記録なし", _WIDTHS, landscape=False).line("出席扱いの申請も、通級の記録もありません。")
    return pages.close()


def file_name(credit: PupilCredit, assessment: Assessment, *, masked: bool) -> str:
    """``出席扱いの記録_1-1-07.xlsx``: never a name."""
    mask = Mask.of(assessment, masked=True if credit.pupil.number is None else masked)
    safe = "".join("_" if c in '\\/:*?"<>|' else c for c in mask.key(credit.pupil))
    return f"出席扱いの記録_{safe}.xlsx"


def _child(page: Page, credit: PupilCredit, assessment: Assessment, terms: Sequence[date], mask: Mask) -> None:
    pupil, as_of = credit.pupil, assessment.as_of
    name = mask.name(pupil)
    page.line(CREDIT_TITLE, "title")
    page.line("　".join(filter(None, (assessment.school_name, year_title(assessment.school_year)))))
    page.line("　".join(filter(None, (pupil.class_id.title, f"{pupil.number}番" if pupil.number else "", name))))
    page.line(f"{as_of.year}年{as_of.month}月{as_of.day}日まで")
    page.skip()
    for application in credit.applications:
        page.line(f"申請　{application_title(application, mask)}　{application_text(application)}")
    page.line(f"出席扱い　合計 {len(credit.credited)}日", "plain")
    for n, line in enumerate(mask.text(remark(credit)).split("\n")):
        if line:
            page.line(f"備考　{line}" if n == 0 else f"　　　{line}")
    for title, days in _by_term(credit.days, terms):
        page.skip()
        page.line(f"{title}　出席扱い {sum(day.credited for day in days)}日", "plain")
        page.head(_HEAD)
        for day in days:
            page.cells(
                (
                    day.day,
                    _WEEKDAYS[day.day.weekday()],
                    place_text(day, mask),
                    said(day.content, mask),
                    said(day.hours, mask),
                    "○" if day.credited else "×",
                    "" if day.credited and day.recorded else reason_text(day),
                ),
                centred=_CENTRED,
            )


def _by_term(days: Sequence[CreditDay], terms: Sequence[date]) -> list[tuple[str, list[CreditDay]]]:
    """The terms that have any day, with their days."""
    starts = sorted(terms)
    found: dict[int, list[CreditDay]] = {}
    for day in days:
        found.setdefault(sum(start <= day.day for start in starts), []).append(day)
    return [(f"{n}学期" if n else "学期の前", found[n]) for n in sorted(found)]
