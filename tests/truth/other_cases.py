"""Cards, lists and day sheets (様式B, D, E)."""

from __future__ import annotations

from datetime import date

from tests.truth.cases import AUTUMN, JUNE, LETTERS, NAMED, WINTER, Case
from tests.truth.writers.day_sheets import Daily
from tests.truth.writers.long_list import Listing
from tests.truth.writers.pupil_year import Card

CARDS: tuple[Case, ...] = (
    Case("card-plain", Card(), calendar=False),
    Case("card-winter", Card(present=""), until=WINTER, calendar=False),
    Case("card-default-as-of", Card(), as_of=False, calendar=False),
    Case("card-one-title", Card(title="one", arrange="class-files", months="int"), calendar=False),
    Case("card-labels", Card(title="labels", kana=True, days="wide", months="wide"), calendar=False),
    Case("card-stacked", Card(arrange="stacked", totals=True), calendar=False),
    Case("card-xls", Card(kind="xls", arrange="class-files", legend=True), calendar=False),
    Case("card-ods", Card(kind="ods", days="nichi"), calendar=False),
    Case("card-csv", Card(kind="csv-cp932", arrange="files", title="one"), calendar=False),
    Case("card-full-months", Card(months="full", corner="月＼日"), calendar=False, until=AUTUMN),
    Case("card-weekends-only", Card(closed="weekend", present="")),
    Case("card-nothing-printed", Card(closed="none", present="", names="name")),
    Case("card-cross", Card(marks="cross", legend=True, corner=""), calendar=False),
    Case("card-letters", Card(classes="wide"), classes=LETTERS, calendar=False),
    Case("card-named", Card(), classes=NAMED, calendar=False),
)
LISTS: tuple[Case, ...] = (
    Case("list-plain", Listing()),
    Case("list-default-as-of", Listing(), as_of=False),
    Case("list-utf8", Listing(kind="csv-utf8", date="iso")),
    Case("list-bom", Listing(kind="csv-bom", date="slash")),
    Case("list-tsv", Listing(kind="tsv")),
    Case("list-xlsx-dates", Listing(kind="xlsx", date="date")),
    Case("list-xlsx-month-day-dates", Listing(kind="xlsxwriter", date="date-md")),
    Case("list-xls-dates", Listing(kind="xls", date="date")),
    Case("list-ods-dates", Listing(kind="ods", date="date")),
    Case("list-serial", Listing(kind="xlsx", date="serial")),
    Case("list-compact", Listing(date="compact")),
    Case("list-compact-number", Listing(kind="xlsx", date="compact-int")),
    Case("list-short-dates", Listing(date="short"), school_year=True),
    Case("list-short-dates-title", Listing(date="short", title=True)),
    Case("list-mixed-dates", Listing(date="mixed", title=True), until=WINTER),
    Case("list-reiwa", Listing(date="reiwa")),
    Case("list-reiwa-wide", Listing(date="reiwa-wide", wide_numbers=True)),
    Case("list-r", Listing(date="r"), until=WINTER),
    Case("list-long-dates", Listing(date="long", date_header="年月日")),
    Case("list-weekday-dates", Listing(date="weekday")),
    Case("list-weekday-column", Listing(weekday=True, date_header="月日")),
    Case("list-class-dash", Listing(classes="dash")),
    Case("list-class-kumi", Listing(classes="kumi"), classes=NAMED),
    Case("list-class-nenkumi", Listing(classes="nenkumi", number="出席番号", name="児童氏名")),
    Case("list-class-texts", Listing(classes="grade-class", number="No.", name="名前", kana=True)),
    Case("list-class-bare", Listing(classes="bare"), classes=LETTERS),
    Case("list-letters", Listing(), classes=LETTERS),
    Case("list-ranges", Listing(ranges=True)),
    Case("list-ranges-dash", Listing(ranges=True, classes="dash", kind="xlsx", date="date"), until=AUTUMN),
    Case("list-every-day", Listing(every_day=True), until=JUNE),
    Case("list-reason-inside", Listing(reasons="inside", words="short", kind_header="出欠区分")),
    Case("list-no-reason", Listing(reasons="none", kind_header="状況", shuffled=False)),
    Case("list-title", Listing(title=True, number="番")),
    Case("list-per-class", Listing(files="class")),
    Case("list-per-month", Listing(files="month", kind="csv-bom"), until=AUTUMN),
)
MAY = date(2025, 5, 16)
DAYS: tuple[Case, ...] = (
    Case("day-side-by-side", Daily(), until=MAY),
    Case("day-stacked", Daily(blocks="stacked"), until=MAY),
    Case("day-marked-only", Daily(everyone=False), until=MAY),
    Case("day-marked-only-stacked", Daily(blocks="stacked", everyone=False, words="short"), until=MAY),
    Case("day-date-cell", Daily(date="cell"), until=MAY, classes=NAMED),
    Case("day-date-in-sheet-name", Daily(date="name", classes="dash"), until=MAY),
    Case("day-month-files", Daily(arrange="month-files", columns=("番号", "氏名", "区分")), until=MAY),
    Case("day-marks-xls", Daily(kind="xls", words="kanji"), until=MAY),
    Case("day-ods", Daily(kind="ods", columns=("氏名", "番号", "区分", "理由")), until=MAY),
)
