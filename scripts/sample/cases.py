"""The children made by hand: one for each thing a policy (対応基準) must see, and the near misses beside them."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from scripts.sample.names import Name
from scripts.sample.school import Entry
from scripts.sample.year import school_days


class Stretch(NamedTuple):
    """Days from first to last (month, day) that are all the same; ``weekdays`` (月 = 0) leaves the others alone."""

    first: tuple[int, int]
    last: tuple[int, int]
    kind: str = "absent"
    reason: str = ""
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)


class Case(NamedTuple):
    """A child made by hand: what it is for, class, name, days, and the day of moving with the place."""

    id: str
    room: tuple[int, str]
    name: Name
    stretches: tuple[Stretch, ...] = ()
    joined: tuple[int, int] | None = None
    left: tuple[int, int] | None = None
    moved: str = ""

    def entries(self, first: date, last: date) -> dict[date, Entry]:
        """Collect the child's dates up to ``last``; a later stretch overrides an earlier one."""
        found: dict[date, Entry] = {}
        for stretch in self.stretches:
            begin, end = date(first.year, *stretch.first), min(date(first.year, *stretch.last), last)
            days = school_days(begin, end, self.room[0])
            found.update((d, Entry(stretch.kind, stretch.reason)) for d in days if d.weekday() in stretch.weekdays)
        return found


def _days(*days: tuple[int, int], kind: str = "absent", reason: str = "") -> tuple[Stretch, ...]:
    return tuple(Stretch(day, day, kind, reason) for day in days)


CASES: Final = (
    Case(
        "two_days_ongoing",
        (2, "2"),
        Name("菅原\u3000一花", "すがわら いちか", "女"),
        (*_days((5, 21), kind="absent_sick", reason="発熱"), Stretch((11, 13), (11, 14))),
    ),
    Case(
        "three_days_ongoing",
        (4, "1"),
        Name("黒川\u3000遼", "くろかわ りょう", "男"),
        (*_days((10, 3), kind="absent_sick", reason="頭痛"), Stretch((11, 12), (11, 14))),
    ),
    Case(
        "six_days_over",
        (5, "2"),
        Name("大沼\u3000実咲", "おおぬま みさき", "女"),
        (Stretch((9, 4), (9, 11), "absent_sick", "腹痛"),),
    ),
    Case(
        "seven_days_in_may",
        (3, "1"),
        Name("外崎\u3000蔵之介", "とのさき くらのすけ", "男"),
        (Stretch((5, 12), (5, 20)),),
    ),
    Case(
        "seven_days_reached",
        (6, "1"),
        Name("室岡\u3000千夏", "むろおか ちなつ", "女"),
        (
            *_days((9, 16), (10, 1), kind="late"),
            Stretch((11, 5), (11, 6), "absent_sick", "頭痛"),
            Stretch((11, 7), (11, 14)),
        ),
    ),
    Case(
        "nine_scattered",
        (2, "1"),
        Name("手塚\u3000奏太", "てづか そうた", "男"),
        (
            *_days((4, 22), (5, 15), (6, 4), (6, 5), (7, 8), (9, 2), kind="absent_sick", reason="腹痛"),
            *_days((9, 30), (10, 21), (11, 7)),
        ),
    ),
    Case(
        "ten_scattered",
        (4, "2"),
        Name("山﨑\u3000芙美", "やまざき ふみ", "女"),
        (
            *_days((4, 18), (5, 9), (5, 28), (6, 17), (6, 18), (7, 14), kind="absent_sick", reason="頭痛"),
            *_days((8, 28), (9, 19), (10, 16), (11, 6)),
            *_days((9, 26), (10, 9), kind="late", reason="体調不良"),
        ),
    ),
    Case(
        "thirty_days_unseen",
        (5, "1"),
        Name("坂牧\u3000柊", "さかまき しゅう", "男"),
        (
            *_days((9, 9), (9, 16), kind="absent_sick", reason="頭痛"),
            *_days((9, 10), (9, 18), kind="late"),
            Stretch((9, 24), (9, 26), "absent_sick", "頭痛"),
            Stretch((9, 29), (11, 14)),
        ),
    ),
    Case(
        "support_centre",
        (6, "2"),
        Name("水越\u3000あかね", "みずこし あかね", "女"),
        (
            Stretch((4, 24), (4, 25), "absent_sick", "腹痛"),
            Stretch((5, 19), (5, 21)),
            *_days((5, 27), (5, 29), kind="late"),
            Stretch((6, 2), (11, 14)),
            Stretch((9, 2), (11, 14), "credited", "教育支援センター", weekdays=(1, 3)),
        ),
    ),
    Case(
        "across_summer",
        (1, "2"),
        Name("月岡\u3000湊斗", "つきおか みなと", "男"),
        (Stretch((7, 22), (7, 25)), Stretch((8, 20), (8, 26))),
    ),
    Case(
        "across_suspension",
        (1, "1"),
        Name("髙橋\u3000律花", "たかはし りつか", "女"),
        (
            Stretch((10, 20), (10, 21), "absent_sick", "発熱"),
            Stretch((10, 22), (10, 24), "suspended", "インフルエンザ"),
            Stretch((10, 27), (10, 28), "absent_sick", "せき"),
        ),
    ),
    Case(
        "across_closure",
        (3, "2"),
        Name("𠮷田\u3000圭", "よしだ けい", "男"),
        (Stretch((10, 27), (10, 31), "absent_sick", "発熱"),),
    ),
    Case(
        "separate_room",
        (5, "2"),
        Name("藤代\u3000もも", "ふじしろ もも", "女"),
        (
            *_days((6, 23), (7, 2), (7, 16), kind="late"),
            Stretch((8, 20), (11, 14), "separate_room", weekdays=(0, 2, 4)),
            Stretch((8, 20), (11, 14), "late", weekdays=(1, 3)),
            *_days((9, 12), (10, 6), (10, 27)),
        ),
    ),
    Case(
        "joined_in_june",
        (2, "1"),
        Name("五十嵐\u3000海凪", "いがらし みなぎ", "女"),
        (*_days((9, 11), kind="absent_sick", reason="発熱"), *_days((10, 30), kind="late", reason="通院")),
        joined=(6, 16),
        moved="道内の小学校より",
    ),
    Case(
        "left_in_september",
        (3, "1"),
        Name("仲野\u3000蒼士", "なかの そうし", "男"),
        (
            *_days((6, 11), kind="absent_sick", reason="発熱"),
            *_days((9, 8), (9, 9), kind="absent_other", reason="家庭の都合"),
        ),
        left=(9, 12),
        moved="道外の小学校へ",
    ),
)
