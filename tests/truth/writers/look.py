"""Everything in which one school's grid register differs from another's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """The looks of a class-month grid (様式A); the defaults are the plainest export."""

    kind: str = "xlsx"
    #: book · class-files · month-files · files · stacked · side · month-stacked · month-side
    arrange: str = "book"
    #: one · split · lines · none
    title: str = "one"
    era: str = "nendo"
    classes: str = "kumi"
    gap: int = 1
    #: both · class · month · serial: what the sheet's name says
    names: str = "both"
    #: what the file's name says, with {class} {month} {year}
    stem: str = "出席簿"
    #: int · float · text · wide · nichi · date · serial
    days: str = "int"
    #: real · 31 · school
    extent: str = "real"
    #: below · above · none
    weekday: str = "below"
    #: text · brackets · date
    weekdays: str = "text"
    number: str = "番号"
    #: int · text · wide
    numbers: str = "int"
    name: str = "氏名"
    #: none · column · above · below
    kana: str = "none"
    sex: bool = False
    two_rows: bool = False
    totals: bool = True
    year_totals: bool = False
    stats: bool = False
    #: "" · above · below
    legend: str = ""
    #: one · cells · pairs · rows
    legend_shape: str = "one"
    legend_form: str = "colon"
    marks: str = "slash"
    reasons: bool = False
    present: str = ""
    #: none · cells · header · column · area
    closed: str = "none"
    closed_mark: str = "休"
    #: cell · list · table
    transfers: str = "cell"
    listed: str = "always"
    cover: bool = False
    summary: bool = False
    old_copy: bool = False
    margin: int = 0
