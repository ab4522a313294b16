"""``futoko survey -o FILE.xlsx``: a sheet for each basis of 長期欠席, the children behind them, and a month's survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from futoko_cli.core.survey import BASES, LONG, REASONS
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.survey_parts import (
    factor_lines,
    futoko_lines,
    grade_title,
    keys,
    rate,
    reason_title,
    sex_title,
    standing_title,
    support_title,
)
from futoko_cli.reports.workbook import Cell, Pages

if TYPE_CHECKING:
    from futoko_cli.core.model import Pupil
    from futoko_cli.core.survey import Tally
    from futoko_cli.pipeline.long_absence import LongAbsence, MonthSurvey

_SHEETS: Final = {"absent": "欠席日数", "absent_and_suspended": "欠席＋出停・忌引等"}
_WHO: Final = ("キー", "学年", "組", "番号", "氏名")
_WHO_WIDTHS: Final = (9, 6, 6, 6, 18)
_CENTRED: Final = frozenset({0, 1, 2, 3, 5})


def survey_xlsx(whole: LongAbsence, *, masked: bool = False) -> bytes:
    """The workbook."""
    mask = Mask.of(whole.assessment, masked=masked)
    pages = Pages("長期欠席の集計")
    for tally in whole.tallies:
        _tally(pages, whole, tally, mask)
    _children(pages, whole, mask)
    if whole.month is not None:
        _month(pages, whole, whole.month, mask)
    return pages.close()


def _subtitle(whole: LongAbsence) -> str:
    day = whole.assessment.as_of
    head = f"{whole.assessment.school_name}　{whole.assessment.school_year}年度".strip("　")
    return f"{head}　{day.year}年{day.month}月{day.day}日まで　在籍 {whole.enrolled}人"


def _tally(pages: Pages, whole: LongAbsence, tally: Tally, mask: Mask) -> None:
    page = pages.page(
        _SHEETS[tally.basis], (42, 10, 9, 9, 12, 9, 9, 9), landscape=False, footer=whole.assessment.school_name
    )
    page.line(f"長期欠席　{BASES[tally.basis]}が{LONG}日以上", "title")
    page.line(_subtitle(whole))
    page.skip()
    page.head(("学年", "性別", "計", *map(reason_title, REASONS)))
    for (grade, sex), group in tally.by_grade_and_sex().items():
        page.cells((grade_title(grade), sex_title(sex), len(group), *tally.by_reason(group).values()))
    page.cells(("計", "", len(tally.children), *tally.by_reason().values()), "strong")
    page.cells(("1,000人あたり", "", *(rate(tally, n) for n in (len(tally.children), *tally.by_reason().values()))))
    page.skip()
    page.head(("不登校", "人数"))
    page.cells(("計", len(tally.futoko)), "strong")
    for line in futoko_lines(tally):
        page.cells((line.title, len(line.children)))
    listed = keys((each for line in futoko_lines(tally)[-2:] for each in line.children), mask)
    if listed:
        page.line(f"90日以上で相談・指導がないか不明: {'、'.join(listed)}")
    page.skip()
    page.head(("把握した事実（不登校）", "主なもの", "ほか"))
    for _, label, main, others in factor_lines(tally):
        page.cells((label, main, others))


def _children(pages: Pages, whole: LongAbsence, mask: Mask) -> None:
    long = {each.record.index for tally in whole.tallies for each in tally.children}
    page = pages.page(
        "児童生徒", (*_WHO_WIDTHS, 6, 10, 15, 11, 12, 11, 11, 11), landscape=True, footer=whole.assessment.school_name
    )
    page.line(f"長期欠席の児童生徒　{len(long)}人", "title")
    page.line(_subtitle(whole))
    page.head(
        (*_WHO, "性別", "欠席日数", "＋出停・忌引等", "出席した日", "理由", "前年度欠席", "新規・継続", "相談・指導"),
        keep=True,
    )
    for each in whole.children:
        figures = each.record.figures
        if each.record.index in long:
            page.cells(
                (
                    *_who(each.record.pupil, mask),
                    sex_title(each.sex),
                    figures.absences,
                    figures.survey_days,
                    figures.at_school,
                    reason_title(each.reason),
                    each.previous,
                    standing_title(each),
                    support_title(each),
                ),
                centred=_CENTRED,
            )


def _month(pages: Pages, whole: LongAbsence, month: MonthSurvey, mask: Mask) -> None:
    name = f"{int(month.month[5:])}月"
    page = pages.page(
        name, (*_WHO_WIDTHS, 6, 11, 10, 13, 15, 10, 12, 14), landscape=True, footer=whole.assessment.school_name
    )
    page.line(f"{name}の長欠調査　{len(month.children)}人", "title")
    page.line(f"{_subtitle(whole)}　累計{LONG}日以上、または月に{month.at_least}日以上欠席した人")
    page.head(
        (*_WHO, "性別", "月の授業日", "月の欠席", "うち出席扱い", "月の出停・忌引等", "累計欠席", "理由", "備考"),
        keep=True,
    )
    for each in month.children:
        page.cells(
            (
                *_who(each.child.record.pupil, mask),
                sex_title(each.child.sex),
                each.month.school,
                each.month.absences,
                each.month.credited,
                each.month.suspended,
                each.year.absences,
                reason_title(each.child.reason),
                f"この月に{LONG}日" if each.reached else "",
            ),
            centred=_CENTRED,
        )


def _who(pupil: Pupil, mask: Mask) -> Sequence[Cell]:
    return mask.key(pupil), pupil.class_id.grade, pupil.class_id.name, pupil.number, mask.name(pupil)
