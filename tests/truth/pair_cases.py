"""Two traps at once: combinations that the seeded mixes found, named for what they show."""

from __future__ import annotations

from tests.truth.cases import AUTUMN, JUNE, NAMED, Case
from tests.truth.school import Klass
from tests.truth.writers.long_list import Listing
from tests.truth.writers.look import Look
from tests.truth.writers.pupil_year import Card

PAIRS: tuple[Case, ...] = (
    # numbers as text under a legend: pupils' rows are not entries of the legend
    Case("legend-above-text-numbers", Look(legend="above", numbers="text"), until=JUNE),
    Case("legend-above-wide-numbers", Look(legend="above", numbers="wide", marks="kanji", present="○"), until=JUNE),
    Case("legend-above-xls", Look(kind="xls", legend="above")),
    Case("legend-below-csv", Look(kind="csv-bom", arrange="files", stem="{class}{month}", legend="below"), until=JUNE),
    Case("legend-three-pairs", Look(marks="legend", legend="below", legend_shape="pairs")),
    Case("legend-three-pairs-above", Look(marks="legend", legend="above", legend_shape="pairs", kind="ods")),
    # ten rows of legend between the title and the header, several blocks on a sheet
    Case(
        "legend-rows-above-stacked",
        Look(arrange="month-stacked", marks="cross", legend="above", legend_shape="rows"),
        until=JUNE,
    ),
    Case(
        "legend-rows-above-side",
        Look(arrange="month-side", marks="cross", legend="above", legend_shape="rows"),
        until=JUNE,
    ),
    # a class without 年 and 組 in the title of a lower block is not the class above it
    Case("classes-stacked-named", Look(arrange="month-stacked", classes="wide"), classes=NAMED),
    Case("classes-side-named", Look(arrange="month-side", classes="wide"), classes=NAMED),
    Case("classes-side-lines-no-grade", Look(arrange="month-side", title="lines"), classes=(Klass(1, "A"), NAMED[1])),
    # a month of eight school days is still a month of days
    Case("short-august-year-totals", Look(extent="school", year_totals=True), until=AUTUMN),
    Case("short-august-no-calendar", Look(extent="school"), until=AUTUMN, calendar=False),
    Case("short-august-weekdays-above", Look(extent="school", weekday="above", weekdays="date"), until=AUTUMN),
    # the weekday row holds real dates and the word of a holiday
    Case("closed-header-weekday-dates-above", Look(closed="header", weekday="above", weekdays="date"), calendar=False),
    Case("closed-header-weekday-dates-below", Look(closed="header", weekdays="date"), calendar=False, until=AUTUMN),
    Case("closed-header-xls", Look(kind="xls", closed="header", days="date"), calendar=False, until=AUTUMN),
    Case("closed-cells-two-rows-kana", Look(closed="cells", kana="above", two_rows=True, sex=True), calendar=False),
    Case("closed-area-stats-legend", Look(closed="area", stats=True, legend="below"), calendar=False, until=AUTUMN),
    # the day of 転入 where presence is written out
    Case("transfer-in-circle", Look(present="○"), seed=12),
    Case("transfer-in-word-xls", Look(kind="xls", present="出", marks="kanji"), seed=14),
    Case("transfer-in-every-day-list", Listing(kind="xlsx", every_day=True), seed=14),
    # cards
    Case("card-dash", Card(classes="dash"), calendar=False),
    Case("card-dash-stacked", Card(classes="dash", arrange="stacked"), calendar=False),
    Case("card-named-bare", Card(classes="wide"), classes=NAMED, calendar=False),
    Case("card-named-one-title", Card(title="one", classes="wide", names="name"), classes=NAMED, calendar=False),
    Case("card-months-as-numbers-no-corner", Card(months="int", corner=""), calendar=False),
    Case(
        "card-text-totals-legend",
        Card(kind="ods", months="wide", days="wide", totals=True, legend=True),
        calendar=False,
    ),
)
