"""The upper part of a register page (出席簿): title, stamps (印), and three rows of days over the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scripts.sample.look import BLUE, GOTHIC, MEDIUM, RED, THIN, Look, day_fill
from scripts.sample.page import DAYS, TOTALS, Page
from scripts.sample.year import SCHOOL_YEAR, event

if TYPE_CHECKING:
    from datetime import date

    from xlsxwriter.worksheet import Worksheet

TITLE, SCHOOL, TEACHER, GAP, NUMBERS, WEEKDAYS, EVENTS, FIRST = range(8)  # rows
NUMBER, NAME, SEX, DAY = range(4)  # columns; the 1st stands in DAY
TOTAL: Final = DAY + DAYS
REMARK: Final = TOTAL + len(TOTALS)  # 備考
_STAMPS: Final = (("校長", 26), ("教頭", 29), ("教務", 32), ("担任", 35))
_COLOURS: Final = {"土": BLUE, "日": RED, "祝": RED}


def write_heading(sheet: Worksheet, look: Look, page: Page) -> None:
    """Title, school, teacher, number of children (在籍), and the boxes for the stamps."""
    title = f"令和{SCHOOL_YEAR - 2018}年度 {page.month}月 {page.room.title} 出席簿"
    sheet.merge_range(TITLE, 0, SCHOOL, 14, title, look.text(17, font_name=GOTHIC, bold=True))
    boys, girls = (sum(child.sex == sex for child in page.children) for sex in "男女")
    roll = f"在籍　男{boys}名　女{girls}名　計{boys + girls}名"
    sheet.merge_range(TEACHER, 0, TEACHER, 14, roll, look.text(10))
    sheet.merge_range(SCHOOL, 15, SCHOOL, 25, page.school, look.text(10))
    sheet.merge_range(TEACHER, 15, TEACHER, 25, f"担任　{page.room.teacher}", look.text(10))
    stamp = look.of(border=THIN, font_color="#A6A6A6", font_size=8)
    for label, left in _STAMPS:
        sheet.merge_range(TITLE, left, TITLE, left + 2, label, look.head(font_size=8))
        sheet.merge_range(SCHOOL, left, TEACHER, left + 2, "印", stamp)


def write_days(sheet: Worksheet, look: Look, page: Page) -> None:
    """Day of the month, weekday, and what happens (行事): 祝 and 休 where there is no school."""
    sheet.merge_range(NUMBERS, NUMBER, WEEKDAYS, NUMBER, "番号", look.head(left=MEDIUM, top=MEDIUM))
    sheet.merge_range(NUMBERS, NAME, WEEKDAYS, NAME, "氏　名", look.head(top=MEDIUM))
    sheet.merge_range(NUMBERS, SEX, WEEKDAYS, SEX, "性別", look.stacked(top=MEDIUM, font_size=8))
    sheet.merge_range(EVENTS, NUMBER, EVENTS, SEX, "行　事", look.head(left=MEDIUM, bottom=MEDIUM))
    for place, (day, ground) in enumerate(zip(page.days, page.grounds, strict=True)):
        column = DAY + place
        frame = {"right": MEDIUM if place == DAYS - 1 else THIN, "font_size": 8, **day_fill(ground)}
        weekday = "月火水木金土日"[day.weekday()] if day else ""
        if {ground, weekday} & _COLOURS.keys():
            frame["font_color"] = _COLOURS.get(ground) or _COLOURS[weekday]
        number = {**frame, "pattern": 0} if day is None else frame
        sheet.write(NUMBERS, column, place + 1, look.head(**{**number, "top": MEDIUM}))
        sheet.write(WEEKDAYS, column, weekday, look.head(**frame))
        words = _words(page, day, ground)
        sheet.write(EVENTS, column, words, look.stacked(**{**frame, "font_size": 7, "bottom": MEDIUM}))
    edges = {"top": MEDIUM, "bottom": MEDIUM}
    for place, (label, _) in enumerate(TOTALS):
        form = look.stacked(**edges, font_size=8)
        sheet.merge_range(NUMBERS, TOTAL + place, EVENTS, TOTAL + place, label, form)
    sheet.merge_range(NUMBERS, REMARK, EVENTS, REMARK, "備　考", look.head(**edges, right=MEDIUM))


def _words(page: Page, day: date | None, ground: str) -> str:
    if day is None or ground in {"土", "日"}:
        return ""
    return ground or event(day, page.room.grade)
