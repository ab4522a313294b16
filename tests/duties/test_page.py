"""The month on the wall (.xlsx), read back: one page, dates are dates, no name unless asked for."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from futoko_cli.core.model import Assessment
from futoko_cli.reports.duties.as_page import duties_page
from tests.duties.school import assess, looked_at, nameless, record
from tests.notation import day_of

SEVEN = "太郎 5/12- 欠*7"


def page(whole: Assessment, on: str, month: str, *, with_names: bool = False) -> Any:  # noqa: ANN401  a worksheet
    """The sheet, as Excel opens it."""
    data = duties_page(whole, looked_at(whole, on, month), with_names=with_names)
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def texts(sheet: Any) -> list[str]:  # noqa: ANN401  a worksheet
    """Every text on the page."""
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def box(sheet: Any, day: str) -> str:  # noqa: ANN401  a worksheet
    """What stands below the number of a day."""
    wanted = day_of(day)
    for row in sheet.iter_rows(min_row=4):
        for cell in row:
            if isinstance(cell.value, datetime) and cell.value.date() == wanted and cell.number_format == "d":
                return str(sheet.cell(cell.row + 1, cell.column).value or "")
    raise AssertionError(day)


def rows(sheet: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401  a worksheet
    """The rows of the list below: day, child, stage, what, state."""
    start = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "期限")
    return [
        tuple(sheet.cell(row, col).value for col in (1, 2, 3, 4, 7))
        for row in range(start + 1, sheet.max_row + 1)
        if isinstance(sheet.cell(row, 1).value, datetime)
    ]


def test_one_page_of_a4_across() -> None:
    """Fitted to one page, landscape."""
    sheet = page(assess(SEVEN), "5/20", "2025-05")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)  # 1 is the default
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.title == "2025年5月"


def test_every_day_of_the_month_is_a_date() -> None:
    """31 days of May in their columns, Monday first; the two days of the head."""
    sheet = page(assess(SEVEN), "5/26", "2025-05")
    days = [c for row in sheet.iter_rows() for c in row if isinstance(c.value, datetime) and c.number_format == "d"]
    assert [cell.value.day for cell in days] == list(range(1, 32))
    assert all(cell.column == cell.value.weekday() + 1 for cell in days)
    assert [sheet.cell(2, col).value for col in (2, 4)] == [datetime(2025, 5, 20), datetime(2025, 5, 26)]  # noqa: DTZ001
    assert sheet["A1"].value == "不登校対応の期限　2025年5月"


@pytest.mark.parametrize(("month", "weeks"), [("2025-05", 5), ("2025-06", 6), ("2026-02", 5), ("2025-09", 5)])
def test_weeks(month: str, weeks: int) -> None:
    """As many rows of boxes as the month has weeks from Monday on."""
    sheet = page(assess(SEVEN), "5/20", month)
    days = {c.row for row in sheet.iter_rows() for c in row if isinstance(c.value, datetime) and c.number_format == "d"}
    assert len(days) == weeks


def test_boxes_and_list() -> None:
    """A line for each child and stage, to be ticked; below, what exactly; and what is due in the month after."""
    whole = assess(SEVEN, actions=(record("5/20 済 速報"),), labels={"5/14": "始業式"})
    sheet = page(whole, "5/20", "2025-05")
    assert box(sheet, "5/14") == "〔始業式〕\n□ 1-1-01 家庭への連絡 ほか3"
    assert box(sheet, "5/20") == "■ 1-1-01 速報"
    early, quick, monthly = rows(sheet)
    assert early[:3] == (datetime(2025, 5, 14), "1-1-01", "連続3日目の対応")  # noqa: DTZ001  as Excel holds it
    assert early[3].startswith("家庭への連絡*（保護者）、管理職への報告*（管理職）、")
    assert (early[4], quick[4], monthly[4]) == ("□ 期限切れ", "■ 済", "□ 未")
    assert monthly[0] == datetime(2025, 6, 5)  # noqa: DTZ001
    assert monthly[3] == "5月分・新規　欠席状況報告書（個人別）（小樽市教育委員会）"
    assert "* 資料に期限の記載がなく、futokoの設定です。" in texts(sheet)


def test_no_name_by_default_and_text_stays_text() -> None:
    """Names only on request; one that looks like a formula is text; a key with a name becomes a fingerprint."""
    whole = assess(SEVEN, names=("=HYPERLINK(1)",))
    assert not [text for text in texts(page(whole, "5/20", "2025-05")) if "HYPERLINK" in text]
    named = page(whole, "5/20", "2025-05", with_names=True)
    assert rows(named)[0][1] == "1-1-01　=HYPERLINK(1)"
    assert all(cell.data_type != "f" for row in named.iter_rows() for cell in row)
    hidden = texts(page(nameless(assess(SEVEN), "=山田 太郎"), "5/20", "2025-05"))
    assert not [text for text in hidden if "山田" in text]
    hostile = nameless(assess(SEVEN), "=山田 太郎")
    sheet = page(hostile, "5/20", "2025-05", with_names=True)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_long_month_stays_one_page() -> None:
    """Forty children on one day: five in the box, as many rows as stay legible, the rest by number."""
    sheet = page(assess(*(f"子{n} 5/12- 欠*3" for n in range(40))), "5/14", "2025-05")
    assert box(sheet, "5/14").splitlines()[-1] == "ほか 35件"
    there = len(rows(sheet))
    assert 5 <= there <= 20
    assert f"ほか {40 - there}行は、futoko duties の画面で見られます。" in texts(sheet)
    height = sum(sheet.row_dimensions[n].height or 15 for n in range(1, sheet.max_row + 1))
    assert height <= 537 / 0.75  # A4 across, shrunk to three quarters at the most


def test_what_is_done_makes_room_for_what_is_not() -> None:
    """Where not all rows fit, the done ones of the early days give way to the open one at the end."""
    done = [record(f"5/14 済 {what}", key=f"1-1-{n:02}") for n in range(1, 41) for what in ("家庭への連絡", "家庭訪問")]
    whole = assess(*(f"子{n} 5/12- 欠*3" for n in range(40)), actions=done)
    assert {row[4] for row in rows(page(whole, "5/14", "2025-05"))} == {"□ 未"}


def test_what_lies_before_the_month_is_told() -> None:
    """And that nothing is recorded; an empty month says so."""
    sheet = page(assess("太郎 5/12- 欠*20"), "6/10", "2025-06")
    assert "前の月までの期限切れが 5件あります。futoko duties の画面で見られます。" in texts(sheet)
    assert "対応記録がないため、済んだかどうか分かりません。" in texts(sheet)
    assert "この月が期限のものはありません。" in texts(page(assess("太郎 5/12- 出"), "5/12", "2025-05"))


def test_the_same_page_is_the_same_file() -> None:
    """No clock, no author."""
    whole = assess(SEVEN)
    agenda = looked_at(whole, "5/20", "2025-05")
    assert duties_page(whole, agenda) == duties_page(whole, agenda)


def test_a_child_that_left_is_marked_and_a_moved_day_explained() -> None:
    """転出 beside the key; 7/5 is a Saturday."""
    (row,) = rows(page(assess("太郎 6/2- 欠*9 外"), "6/13", "2025-07"))
    assert row[1] == "1-1-01　転出"
    assert row[3].endswith("（5日が休みのため繰上げ）")
