"""Grids (様式A and several blocks on a sheet): every trap at least once, then mixed."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from tests.truth.cases import AUTUMN, JUNE, LETTERS, NAMED, WINTER, Case
from tests.truth.school import Klass
from tests.truth.writers.look import Look

FILES: tuple[Case, ...] = (
    Case("plain", Look()),
    Case("plain-default-as-of", Look(), as_of=False),
    Case("xlsxwriter", Look(kind="xlsxwriter"), until=AUTUMN),
    Case("xls", Look(kind="xls")),
    Case("ods", Look(kind="ods")),
    Case("csv-cp932", Look(kind="csv-cp932", arrange="files", stem="{class}_{month}")),
    Case("csv-utf8", Look(kind="csv-utf8", arrange="files", stem="{class}_{month}"), until=JUNE),
    Case("csv-bom", Look(kind="csv-bom", arrange="files", stem="{class}_{month}"), until=JUNE),
    Case("tsv", Look(kind="tsv", arrange="files", stem="{class}_{month}"), until=JUNE),
    Case(
        "csv-no-title",
        Look(kind="csv-cp932", arrange="files", title="none", gap=0, stem="{year}_{class}_{month}"),
    ),
    Case("file-per-class", Look(arrange="class-files", stem="{class}", names="month")),
    Case(
        "file-per-class-no-title",
        Look(arrange="class-files", stem="{year} {class}", names="month", title="none"),
    ),
    Case("file-per-month", Look(arrange="month-files", stem="出席簿{month}", names="class")),
    Case(
        "file-per-month-no-title",
        Look(arrange="month-files", stem="出席簿_{ym}", names="class", title="none"),
        classes=LETTERS,
    ),
    Case(
        "file-each",
        Look(arrange="files", stem="{class} {month}", names="serial", title="none"),
        school_year=True,
    ),
    Case("months-stacked", Look(arrange="stacked", names="class")),
    Case(
        "months-stacked-serial",
        Look(arrange="stacked", names="serial", legend="below", stats=True),
        until=AUTUMN,
    ),
    Case("months-side-by-side", Look(arrange="side", names="class")),
    Case(
        "classes-stacked",
        Look(arrange="month-stacked"),
        classes=(Klass(1, "1"), Klass(2, "1"), Klass(3, "1")),
    ),
    Case("classes-side-by-side", Look(arrange="month-side"), classes=(Klass(1, "1"), Klass(2, "1"))),
    Case("winter", Look(arrange="class-files", stem="{class}", names="month"), until=WINTER),
    Case("winter-reiwa", Look(era="reiwa"), until=WINTER, classes=LETTERS),
    Case(
        "winter-nendo-sheet-months",
        Look(title="none", names="month", arrange="class-files", stem="{year}{class}"),
        until=WINTER,
    ),
)
TITLES: tuple[Case, ...] = (
    Case("title-split", Look(title="split", gap=2)),
    Case("title-lines", Look(title="lines", gap=1), classes=NAMED),
    Case("title-none-year-option", Look(title="none"), school_year=True),
    Case("title-none-year-in-file", Look(title="none", stem="{year}出席簿")),
    Case("title-far-above", Look(gap=5)),
    Case("title-touching", Look(gap=0)),
    Case("era-reiwa", Look(era="reiwa", names="serial")),
    Case("era-r", Look(era="r", names="serial")),
    Case("era-wide", Look(era="wide", names="serial")),
    Case("era-nendo-wide", Look(era="nendo-wide", names="serial", classes="wide")),
    Case("era-slash", Look(era="slash", names="serial")),
    Case("era-plain-split", Look(era="plain", title="split", names="serial")),
    Case("month-only-year-option", Look(era="month", names="serial"), school_year=True),
    Case("class-dash", Look(classes="dash", names="serial")),
    Case("class-wide", Look(classes="wide", names="month", arrange="class-files", stem="{class}")),
    Case("class-spaced", Look(classes="spaced", names="serial")),
    Case("class-letters", Look(names="serial"), classes=LETTERS),
    Case("class-named", Look(names="both"), classes=NAMED),
    Case("class-named-suffix", Look(names="serial", classes="suffix"), classes=NAMED),
    Case(
        "month-wide-sheets",
        Look(arrange="class-files", stem="{class}", names="month-wide", title="none"),
        school_year=True,
    ),
)
HEADERS: tuple[Case, ...] = (
    Case("days-wide", Look(days="wide")),
    Case("days-nichi", Look(days="nichi")),
    Case("days-text", Look(days="text")),
    Case("days-float", Look(days="float")),
    Case("days-real-dates", Look(days="date")),
    Case(
        "days-real-dates-no-title-month",
        Look(days="date", title="none", names="class", arrange="month-files", stem="出席簿{ym}"),
    ),
    Case("days-serial", Look(days="serial")),
    Case("days-dates-ods", Look(kind="ods", days="date", weekdays="date")),
    Case("days-dates-xls", Look(kind="xls", days="date", weekdays="date")),
    Case("always-31", Look(extent="31")),
    Case("always-31-two-rows", Look(extent="31", two_rows=True, kind="xlsxwriter")),
    Case("only-school-days", Look(extent="school")),
    Case("only-school-days-no-calendar", Look(extent="school"), calendar=False),
    Case("weekday-above", Look(weekday="above")),
    Case("weekday-none", Look(weekday="none")),
    Case("weekday-brackets", Look(weekdays="brackets")),
    Case("weekday-real-dates", Look(weekdays="date")),
    Case("two-row-header", Look(two_rows=True)),
    Case("two-row-header-year-totals", Look(two_rows=True, year_totals=True, sex=True)),
    Case("year-totals", Look(year_totals=True)),
    Case("no-totals", Look(totals=False)),
    Case("number-no", Look(number="No.", name="児童氏名")),
    Case("number-shusseki", Look(number="出席番号", name="名前", numbers="text")),
    Case("number-zaiseki", Look(number="在籍", name="氏　名", numbers="wide")),
    Case("number-ban", Look(number="番", name="生徒氏名")),
    Case("sex-column", Look(sex=True, stats=True)),
    Case("kana-column", Look(kana="column", sex=True)),
    Case("kana-above", Look(kana="above")),
    Case("kana-below", Look(kana="below", stats=True)),
    Case("margin", Look(margin=2)),
)
MARKED: tuple[Case, ...] = (
    Case("marks-kanji", Look(marks="kanji")),
    Case("marks-kana", Look(marks="kana")),
    Case("marks-half", Look(marks="half")),
    Case("marks-suspended-whole-class", Look(marks="closure"), seed=21),
    Case("marks-words", Look(marks="words")),
    Case("marks-words-reasons", Look(marks="words", reasons=True)),
    Case("legend-cross-above", Look(marks="cross", legend="above")),
    Case("legend-cross-below", Look(marks="cross", legend="below")),
    Case("legend-late-is-cross", Look(marks="legend", legend="below", legend_form="half")),
    Case("legend-cells", Look(marks="cross", legend="above", legend_shape="cells")),
    Case("legend-pairs", Look(marks="cross", legend="below", legend_shape="pairs")),
    Case("legend-rows", Look(marks="cross", legend="below", legend_shape="rows")),
    Case("legend-dots", Look(marks="cross", legend="below", legend_form="dots")),
    Case("legend-equals", Look(marks="cross", legend="above", legend_form="equals")),
    Case("legend-is-cells", Look(marks="cross", legend="below", legend_form="is", legend_shape="cells")),
    Case("present-dot", Look(present="・")),
    Case("present-circle", Look(present="○", stats=True)),
    Case("present-space", Look(present="　")),
    Case("present-word", Look(present="出", marks="kanji")),
    Case("stats", Look(stats=True)),
    Case("transfers-listed", Look(transfers="list", listed="enrolled"), seed=12),
    Case("transfers-table", Look(transfers="table"), seed=14),
    Case("transfers-row-leaves", Look(listed="enrolled"), seed=13),
)
CLOSED: tuple[Case, ...] = (
    Case("closed-cells-kyu", Look(closed="cells", closed_mark="休"), calendar=False, until=AUTUMN),
    Case(
        "closed-cells-square",
        Look(closed="cells", closed_mark="□", present="・"),
        calendar=False,
        until=AUTUMN,
    ),
    Case("closed-cells-dash", Look(closed="cells", closed_mark="―"), calendar=False, until=AUTUMN),
    Case("closed-header", Look(closed="header"), calendar=False, until=AUTUMN),
    Case("closed-column", Look(closed="column"), calendar=False, until=AUTUMN),
    Case("closed-area", Look(closed="area"), calendar=False, until=AUTUMN),
    Case("closed-area-xls", Look(kind="xls", closed="area"), calendar=False, until=AUTUMN),
    Case("closed-area-ods", Look(kind="ods", closed="area"), calendar=False, until=AUTUMN),
    Case("closed-cells-founding-day", Look(closed="cells"), calendar=False, extra=True),
    Case(
        "closed-cells-csv",
        Look(kind="csv-cp932", arrange="files", stem="{class}{month}", closed="cells"),
        calendar=False,
    ),
    Case("saturday-class", Look(), saturdays=True),
    Case("saturday-class-school-days", Look(extent="school"), saturdays=True),
    Case("founding-day-school-days", Look(extent="school"), extra=True, calendar=False),
    Case("founding-day", Look(), extra=True),
    Case("empty-august", Look(), long_summer=True, until=AUTUMN),
    Case("empty-august-closed-area", Look(closed="area"), long_summer=True, until=AUTUMN, calendar=False),
    Case("cover-summary-old-copy", Look(cover=True, summary=True, old_copy=True)),
    Case("cover-summary-xls", Look(kind="xls", cover=True, summary=True)),
)
_CHOICES: dict[str, tuple[Any, ...]] = {
    "kind": ("xlsx", "xlsx", "xlsxwriter", "xls", "ods"),
    "arrange": ("book", "class-files", "month-files", "stacked", "month-stacked", "month-side"),
    "title": ("one", "split", "lines"),
    "era": ("nendo", "nendo-wide", "reiwa", "r", "wide", "plain", "slash"),
    "classes": ("kumi", "dash", "wide", "spaced"),
    "gap": (0, 1, 2),
    "days": ("int", "text", "wide", "nichi", "date"),
    "extent": ("real", "real", "school"),
    "weekday": ("below", "above", "none"),
    "weekdays": ("text", "brackets", "date"),
    "number": ("番号", "No.", "出席番号", "在籍"),
    "numbers": ("int", "text", "wide"),
    "name": ("氏名", "児童氏名", "名前", "氏　名"),
    "kana": ("none", "none", "column", "above", "below"),
    "sex": (True, False),
    "two_rows": (True, False),
    "year_totals": (True, False),
    "stats": (True, False),
    "legend": ("above", "below"),
    "legend_shape": ("one", "cells", "pairs", "rows"),
    "legend_form": ("colon", "dots", "half", "is"),
    "marks": ("slash", "kanji", "cross", "legend"),
    "present": ("", "・", "○"),
    "closed": ("none", "cells", "header", "column", "area"),
    "cover": (True, False),
    "margin": (0, 0, 1),
}


def mixed(seed: int) -> Case:
    """A seeded mix of all looks."""
    rng = random.Random(seed)  # noqa: S311 - dice, not secrets
    look = replace(Look(stem="出席簿{class}{month}"), **{key: rng.choice(values) for key, values in _CHOICES.items()})
    if look.arrange in ("stacked", "month-stacked", "month-side"):
        look = replace(look, stem="出席簿")
    names = {"class-files": "month", "month-files": "class"}.get(look.arrange, "both")
    return Case(f"mix-{seed}", replace(look, names=names), seed=seed, until=rng.choice((JUNE, AUTUMN)))


MIXED: tuple[Case, ...] = tuple(mixed(seed) for seed in range(101, 113))
