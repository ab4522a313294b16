"""A ledger with something in every sheet. All names are invented."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final

from futoko_cli.core.ledger import (
    Action,
    Application,
    Causes,
    CentreDay,
    Child,
    Concern,
    Contact,
    How,
    Ledger,
    Meeting,
    MonthNote,
    Role,
)

LONG: Final = "学校での様子は落ち着いている。\n保健室で過ごす時間が増え、昼休みに養護教諭と話すことが日課になっている。"
KEY: Final = "1-1-07"
DAY: Final = date(2025, 6, 18)

LEDGER: Final = Ledger(
    "支援台帳.xlsx",
    MappingProxyType(
        {
            KEY: Child(
                KEY,
                "春野　𠮷乃",
                "ハルノ　ヨシノ",
                "女",
                date(2012, 5, 6),
                "=HYPERLINK(1)",
                "見本市みどり町1-2-3",
                "夏川",
                "父・母・妹（小2）",
                35,
                MappingProxyType({"小1": 0, "小5": 12}),
            ),
            "なかよし-03": Child("なかよし-03", "@SUM(A1)"),
        }
    ),
    (
        Contact(DAY, KEY, How.VISIT, "夏川", met=True, place="自宅の玄関", content=LONG),
        Contact(DAY, KEY, How.CALL, "夏川", met=False),
        Contact(DAY, "なかよし-03", How.OTHER),
    ),
    MappingProxyType(
        {
            KEY: Causes(KEY, "友人関係", ("生活リズムの不調", "その他"), "ゲーム", LONG, LONG, "-1+1"),
            "なかよし-03": Causes("なかよし-03"),
        }
    ),
    (
        MonthNote(
            "2025-06", KEY, LONG, LONG, "登校", "別室", "訪問", "金曜", "担任", "SC", ("支援室", "A課（B部、C係）")
        ),
        MonthNote("2026-03", KEY, wished=("病院",), unmet_reason="会えない"),
    ),
    (
        Meeting(
            DAY,
            KEY,
            "15:30",
            "16:30",
            "教頭",
            "校長・担任",
            "休みたい",
            "登校",
            "なし",
            "別室",
            date(2026, 7, 1),
            (Role("担任", "訪問", "継続"), Role("SC", "面談", "")),
            LONG,
            "特になし",
        ),
    ),
    (Concern(DAY, KEY, "訪問", LONG, LONG, LONG, "無", "", "5月", LONG),),
    (Application(KEY, "みどりセンター", "公的機関", date(2025, 3, 20), DAY, "承認"), Application(KEY, "自宅")),
    (CentreDay(DAY, KEY, "みどりセンター", content="学習", hours="9:00～12:00"), CentreDay(DAY, KEY, "自宅", ict=True)),
    (Action(date(2026, 4, 3), KEY, "月次報告", "済", "夏川", "郵送", "2026-03"),),
)


def bare(value: object) -> object:
    """A ledger, or part of one, without where its rows stand."""
    from dataclasses import fields, is_dataclass

    if is_dataclass(value):
        return tuple(bare(getattr(value, f.name)) for f in fields(value) if f.name not in {"at", "file"})
    if isinstance(value, (dict, MappingProxyType)):
        return {key: bare(item) for key, item in value.items()}
    return tuple(map(bare, value)) if isinstance(value, tuple) else value
