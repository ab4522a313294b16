"""One class's one month as a block of cells: title, header, pupils, totals, statistics, legend, transfers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from tests.truth.school import ABSENT, Child, Klass, School
from tests.truth.writers.paper import WEEKDAYS, Dated, Paper, Value, serial
from tests.truth.writers.words import (
    LEGEND,
    MARKS,
    WORD,
    class_text,
    era_month,
    legend_text,
    mark,
    month_days,
    wide,
)

if TYPE_CHECKING:
    from tests.truth.writers.look import Look

_LATE: Final = ("late", "late_and_early_leave")
_EARLY: Final = ("early_leave", "late_and_early_leave")
_OFF: Final = ("suspended", "bereavement", "class_closure")
_TOTALS: Final = (("欠席", ABSENT), ("遅刻", _LATE), ("早退", _EARLY), ("出停・忌引", _OFF))


class Block:
    """Builds the block top to bottom on a sheet of its own."""

    def __init__(self, school: School, klass: Klass, month: date, look: Look) -> None:
        """Draw everything at once; the result is ``paper``."""
        self.school, self.klass, self.month, self.look = school, klass, month, look
        self.paper = Paper("")
        self.row = look.margin
        self.real = month_days(month)
        self.shown: list[date | None] = [*self.real]
        if look.extent == "31":
            self.shown += [None] * (31 - len(self.real))
        elif look.extent == "school":
            self.shown = [day for day in self.real if school.calendar.is_open(day)]
        self.name_col = look.margin + 1
        self.first_day = self.name_col + 1 + (look.kana == "column") + look.sex
        self.total_col = self.first_day + len(self.shown)
        self.children = [c for c in school.members(klass) if look.listed == "always" or self._here(c)]
        self._title()
        if look.legend == "above":
            self._legend()
        self._header()
        self._pupils()
        if look.stats:
            self._stats()
        if look.legend == "below":
            self.row += 1
            self._legend()
        if look.transfers != "cell":
            self._transfers()

    def _here(self, child: Child) -> bool:
        return any(child.enrolled(day) for day in self.real) or child.left in self.real

    def _title(self) -> None:
        look, paper = self.look, self.paper
        month, klass = era_month(self.month, look.era), class_text(self.klass, look.classes)
        if look.title == "one":
            paper.put(self.row, look.margin, f"{month} {klass} 出席簿")
        elif look.title == "split":
            year, _, rest = month.partition("度 ")
            parts = [year + "度", "", rest, klass, "出席簿"] if rest else [month, "", klass, "", "出席簿"]
            paper.line(self.row, parts, look.margin)
        elif look.title == "lines":
            paper.put(self.row, look.margin, "出　席　簿")
            paper.line(self.row + 1, ["学級", klass, "", "年月", month], look.margin)
            self.row += 1
        self.row += (look.title != "none") + look.gap

    def _legend(self) -> None:
        look, paper = self.look, self.paper
        entries = legend_text(look.marks, look.legend_form)
        if look.legend_shape == "one":
            paper.line(self.row, ["凡例", "", "　".join(entries)], look.margin)
        elif look.legend_shape == "cells":
            paper.line(self.row, ["凡例", *entries], look.margin)
        elif look.legend_shape == "pairs":
            words = [text for kind in LEGEND[look.marks] for text in (MARKS[look.marks][kind], WORD[kind])]
            paper.line(self.row, ["記号", *words], look.margin)
        else:
            for entry in entries:
                paper.put(self.row, look.margin, entry)
                self.row += 1
        self.row += 1

    def _day_head(self, day: date | None, position: int) -> Value:
        number = day.day if day else position + 1
        shapes: dict[str, Value] = {
            "int": number, "float": float(number), "text": str(number), "wide": wide(str(number)),
            "nichi": f"{number}日",
        }  # fmt: skip
        if day and self.look.days == "date":
            return Dated(day, "d")
        if day and self.look.days == "serial":
            return serial(day)
        return shapes.get(self.look.days, number)

    def _weekday(self, day: date | None) -> Value:
        if day is None:
            return ""
        text = WEEKDAYS[day.weekday()]
        if self.look.closed == "header" and self._closed(day) in ("祝", "休"):
            return self.look.closed_mark if self._closed(day) == "休" else "祝"
        if self.look.weekdays == "date":
            return Dated(day, "aaa")
        return f"({text})" if self.look.weekdays == "brackets" else text

    def _header(self) -> None:
        look, paper = self.look, self.paper
        if look.two_rows:
            paper.put(self.row, self.first_day, "日　　付")
            paper.merges.append((self.row, self.first_day, self.row, self.total_col - 1))
        top = self.row
        groups = [("計", 0)] if look.two_rows else []
        if look.totals and look.year_totals:
            groups = [("月計", 0), ("累計", len(_TOTALS))]
        for text, offset in groups if look.totals else []:
            paper.put(top, self.total_col + offset, text)
            paper.merges.append((top, self.total_col + offset, top, self.total_col + offset + len(_TOTALS) - 1))
        if groups or look.two_rows:
            self.row += 1
        weekdays = [self._weekday(day) for day in self.shown]
        if look.weekday == "above":
            paper.line(self.row, weekdays, self.first_day)
            self.row += 1
        heads = [
            look.number,
            look.name,
            *(["ふりがな"] if look.kana == "column" else []),
            *(["性別"] if look.sex else []),
        ]
        at = top if look.two_rows else self.row
        paper.line(at, heads, look.margin)
        paper.line(self.row, [self._day_head(day, i) for i, day in enumerate(self.shown)], self.first_day)
        if look.totals:
            for repeat in range(1 + look.year_totals):
                paper.line(self.row, [word for word, _ in _TOTALS], self.total_col + repeat * len(_TOTALS))
        self.row += 1
        if look.weekday == "below":
            paper.line(self.row, weekdays, self.first_day)
            self.row += 1
        if look.two_rows:
            for col in range(look.margin, self.first_day):
                paper.merges.append((top, col, self.row - 1, col))

    def _closed(self, day: date) -> str:
        return self.school.calendar.closed.get(day, "")

    def _pupils(self) -> None:
        first = self.row
        for child in self.children:
            self._pupil(child)
        if self.look.closed in ("column", "area"):
            self._closed_columns(first, self.row - 1)

    def _closed_columns(self, first: int, last: int) -> None:
        """One merged cell down the pupils for each closed weekday, or one for a stretch of vacation."""
        columns = [(i, self._closed(day)) for i, day in enumerate(self.shown) if day]
        long = [i for i, why in columns if why == "休"]
        if self.look.closed == "area" and len(long) > 3:
            stretch = [i for i, why in columns if why and long[0] <= i <= long[-1]]
            box = (first, self.first_day + stretch[0], last, self.first_day + stretch[-1])
            self.paper.put(box[0], box[1], "夏　休　み" if self.month.month in (7, 8) else "春　休　み")
            self.paper.merges.append(box)
            columns = [(i, why) for i, why in columns if i not in stretch]
        for i, why in columns:
            if why in ("祝", "休"):
                self.paper.put(first, self.first_day + i, "祝日" if why == "祝" else "休業日")
                self.paper.merges.append((first, self.first_day + i, last, self.first_day + i))

    def _pupil(self, child: Child) -> None:
        look, paper = self.look, self.paper
        if look.kana == "above":
            paper.put(self.row, self.name_col, child.kana)
            self.row += 1
        numbers: dict[str, Value] = {
            "int": child.number,
            "text": str(child.number),
            "wide": wide(str(child.number)),
        }
        paper.line(self.row, [numbers[look.numbers], child.name], look.margin)
        paper.put(self.row, self.name_col + 1, child.kana if look.kana == "column" else "")
        if look.sex:
            paper.put(self.row, self.first_day - 1, child.sex)
        paper.line(self.row, [self._cell(child, day) for day in self.shown], self.first_day)
        if look.totals:
            paper.line(self.row, self._counts(child, self.month), self.total_col)
        if look.totals and look.year_totals:
            april = date(self.school.calendar.year, 4, 1)
            paper.line(self.row, self._counts(child, april), self.total_col + len(_TOTALS))
        self.row += 1
        if look.kana == "below":
            paper.put(self.row, self.name_col, child.kana)
            self.row += 1

    def _cell(self, child: Child, day: date | None) -> Value:
        look = self.look
        if day is None:
            return ""
        why = self._closed(day)
        if why:
            weekend = why in "土日"
            if look.closed == "cells":
                return why if weekend and look.closed_mark in "□―" else look.closed_mark
            return "祝" if look.closed == "holiday-cells" and not weekend else ""
        if look.transfers == "cell" and day == child.joined and day <= self.school.until:
            return "転入"
        if look.transfers == "cell" and day == child.left and day <= self.school.until:
            return "転出"
        if day > self.school.until or not child.enrolled(day):
            return ""
        kind = self.school.kind(child, day)
        if kind == "present":
            return look.present
        return mark(self.school, child.key, day, kind, MARKS[look.marks], reasons=look.reasons)

    def _counts(self, child: Child, since: date) -> list[Value]:
        end = self.real[-1]
        kinds = [
            self.school.kind(child, day)
            for day in self.school.school_days()
            if since <= day <= end and child.enrolled(day)
        ]
        return [sum(kind in group for kind in kinds) for _, group in _TOTALS]

    def _stats(self) -> None:
        """Absences of boys, girls and all, day by day, under the pupils."""
        for label, sexes in (("男", "男"), ("女", "女"), ("計", "男女")):
            self.paper.put(self.row, self.name_col, label)
            group = [c for c in self.children if c.sex in sexes]
            for i, day in enumerate(self.shown):
                if day and not self._closed(day) and day <= self.school.until:
                    count = sum(c.enrolled(day) and self.school.kind(c, day) in ABSENT for c in group)
                    self.paper.put(self.row, self.first_day + i, count)
            self.row += 1

    def _transfers(self) -> None:
        moves = [
            (day, word, child)
            for child in self.children
            for day, word in ((child.joined, "転入"), (child.left, "転出"))
            if day and day in self.real and day <= self.school.until
        ]
        self.row += 1
        if self.look.transfers == "table":
            self.paper.line(self.row, ["区分", "月日", "番号", "氏名"], self.look.margin)
            self.row += 1
        for day, word, child in sorted(moves, key=lambda move: move[0]):
            if self.look.transfers == "table":
                values: list[Value] = [word, f"{day.month}/{day.day}", child.number, child.name]
            else:
                values = [f"{word}　{day.month}月{day.day}日　{child.number}番　{child.name}"]
            self.paper.line(self.row, values, self.look.margin)
            self.row += 1
