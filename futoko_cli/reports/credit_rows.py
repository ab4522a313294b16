"""Rows of 出席扱い: what screen, table and workbook share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.core.credit import CreditDay
from futoko_cli.core.credit_words import place_words, reason_text
from futoko_cli.reports.masking import HIDDEN, Mask
from futoko_cli.reports.result_csv import Cell, csv_bytes, who_columns

if TYPE_CHECKING:
    from futoko_cli.core.ledger import Application
    from futoko_cli.core.model import Pupil
    from futoko_cli.pipeline.credits import Credited


def place_text(day: CreditDay, mask: Mask) -> str:
    """Where the child was, as the ledger says it; from the application where only the register knows of the day."""
    if day.ict:
        return "自宅（ICT）"
    return mask.text(day.place or (day.application.place if day.application else ""))


def said(text: str, mask: Mask) -> str:
    """A person's own words, left out where names are."""
    return HIDDEN if text and mask.masked else text


def application_text(application: Application) -> str:
    """``9/1受付・9/5承認``."""
    received, decided = application.received, application.decided
    parts = [
        f"{received.month}/{received.day}受付" if received else "受付日なし",
        (f"{decided.month}/{decided.day}" if decided else "") + (application.decision or "未決定"),
    ]
    return "・".join(parts)


def application_title(application: Application, mask: Mask) -> str:
    """The place an application is for, as the 備考 names it."""
    return mask.text(place_words(application))


def credit_csv(whole: Credited, *, masked: bool = False) -> bytes:
    """One row a child and day, credited or not."""
    mask = Mask.of(whole.assessment, masked=masked)
    rows: list[list[Cell]] = [
        [
            "キー",
            "学年",
            "組",
            "番号",
            "氏名",
            "日付",
            "施設",
            "ICT",
            "内容",
            "時間",
            "出席扱い",
            "理由",
            "通級の記録",
            "ファイル",
            "シート",
            "セル",
        ]
    ]
    rows += [_row(each.pupil, day, mask) for each in whole.shown for day in each.days]
    return csv_bytes(rows)


def _row(pupil: Pupil, day: CreditDay, mask: Mask) -> list[Cell]:
    return [
        *who_columns(pupil, mask),
        day.day.isoformat(),
        place_text(day, mask),
        "○" if day.ict else "",
        said(day.content, mask),
        said(day.hours, mask),
        "○" if day.credited else "×",
        reason_text(day),
        "○" if day.recorded else "×",
        mask.text(day.file),
        mask.text(day.at.sheet),
        day.at.cell if day.at.row >= 0 else "",
    ]
