"""Sheets and columns of the ledger (支援台帳のシートと列), as data: the workbook is made and read from this.

What each means: docs/ledger.md.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from futoko_cli.core.ledger import (
    EARLIER_YEARS,
    FACTORS,
    Action,
    Application,
    Causes,
    CentreDay,
    Child,
    Concern,
    Contact,
    How,
    Meeting,
    MonthNote,
    Role,
)

#: What a column holds. ``line``: one short text; ``text``: a long one; ``born``: 生年月日; ``words``: several, by 、;
#: ``yes``: ○ or ×; ``tick``: ○ or blank; ``sign``: ◎, ○ or blank; ``time``: a time or a span of it, as written.
Holds = Literal[
    "key", "name", "line", "text", "whole", "date", "born", "month", "choice", "yes", "tick", "sign", "words", "time"
]
#: Prefixes of fields that several columns make together.
FACTOR, EARLIER = "factor:", "earlier:"
#: How many rows of each sheet are set up for writing.
ROWS: Final = 2_000
INTRODUCTION: Final = "はじめに"


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: its heading, the record's field it fills, what it holds.

    ``needed``: a row without it, or with a wrong value in it, is not used. ``before`` and ``after``: days outside the
    school year that a date may lie. ``same``: other headings, ``broken``: the heading in two lines;
    ``means``: other words for one of ``choices``.
    """

    heading: str
    field: str
    holds: Holds
    width: float = 12
    hint: str = ""
    choices: tuple[str, ...] = ()
    needed: bool = False
    before: int = 0
    after: int = 0
    same: tuple[str, ...] = ()
    broken: str = ""
    means: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One sheet: ``part`` is the field of ``Ledger`` it fills; ``unique``: fields that no two rows share."""

    title: str
    part: str
    record: type
    about: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()


_KEY_HINT: Final = "学年-組-番号。例: 1-1-07"
_KEY: Final = Column("キー", "key", "key", 9, _KEY_HINT + "（一覧から選べます）", needed=True)
_NAME: Final = Column("氏名", "", "name", 12, "確かめ用。書かなくてもかまいません")


def _day(heading: str = "日付", name: str = "day", hint: str = "例: 6/18", before: int = 0, after: int = 0) -> Column:
    return Column(heading, name, "date", 11, hint, needed=name == "day", before=before, after=after)


def _text(heading: str, name: str, width: float, hint: str = "", *same: str) -> Column:
    """``heading`` may hold the line break that the workbook shows it with."""
    return Column(heading.replace("\n", ""), name, "text", width, hint, same=same, broken=heading)


CHILDREN: Final = Sheet(
    "児童生徒",
    "children",
    Child,
    "対象の児童生徒を1人1行で書きます。ほかのシートの「キー」は、この一覧から選びます。"
    "出席簿にいてここにいない児童生徒は、futoko ledger sync で下に足せます。",
    (
        Column("キー", "key", "key", 9, _KEY_HINT + "。出席簿と同じにします", needed=True),
        Column("氏名", "name", "name", 13, "出席簿と同じ字で書きます"),
        Column("フリガナ", "furigana", "line", 15, same=("ふりがな", "氏名フリガナ")),
        Column(
            "性別",
            "sex",
            "choice",
            6,
            "男か女",
            ("男", "女"),
            means=MappingProxyType({"男子": "男", "女子": "女", "男児": "男", "女児": "女"}),
        ),
        Column("生年月日", "born", "born", 11.5, "例: 2012/5/6、H24.5.6"),
        Column("保護者氏名", "guardian", "line", 13, same=("保護者", "保護者名")),
        Column("現住所", "address", "text", 22, same=("住所",)),
        Column("担任", "teacher", "line", 10, same=("担任名", "学級担任")),
        Column("家族構成", "family", "text", 18, "例: 父・母・妹（小2）"),
        Column("前年度欠席", "previous_year", "whole", 8, "前年度の欠席日数", same=("前年度の欠席", "前年度欠席日数")),
        *(Column(year, EARLIER + year, "whole", 4.5, f"{year}のときの欠席日数") for year in EARLIER_YEARS),
        Column(
            "長期欠席の理由",
            "long_absence",
            "choice",
            11,
            "年30日以上の人の主な理由。分からないうちは空欄",
            ("病気", "経済的理由", "不登校", "その他"),
            same=("欠席の主な理由",),
            broken="長期欠席の\n理由",
        ),
        Column(
            "相談・指導",
            "supported",
            "yes",
            7,
            "学校内外で相談・指導を受けていれば○、いなければ×",
            ("○", "×"),
            same=("相談・指導等",),
            broken="相談・\n指導",
        ),
    ),
    ("key",),
)
CONTACTS: Final = Sheet(
    "連絡・訪問",
    "contacts",
    Contact,
    "電話・家庭訪問・面談のたびに1行ずつ書きます。月ごとの回数と、最後に会えた日（現認）をここから数えます。"
    "「本人に会えた」は、本人と直接会えたときだけ○です。電話や、保護者とだけ会えたときは×です。",
    (
        _day(),
        _KEY,
        _NAME,
        Column(
            "方法",
            "how",
            "choice",
            10,
            "電話・家庭訪問・面談・その他",
            tuple(How),
            needed=True,
            means=MappingProxyType({"電話連絡": "電話", "訪問": "家庭訪問", "面接": "面談"}),
        ),
        Column("対応者", "by", "line", 14, "連絡や訪問をした人"),
        Column(
            "本人に会えた", "met", "yes", 12, "本人に直接会えたら○、会えなければ×", ("○", "×"), same=("会えた", "現認")
        ),
        Column("場所", "place", "line", 16, "例: 自宅の玄関"),
        _text("内容", "content", 50),
    ),
)
CAUSES: Final = Sheet(
    "要因・所見",
    "causes",
    Causes,
    "1人1行です。不登校のきっかけ・要因の主なもの1つに◎、ほかに当てはまるものに○を付けます。"
    "欠席状況報告書の (3)(4)(5) に入ります。",
    (
        Column("キー", "key", "key", 9, _KEY_HINT + "（一覧から選べます）", needed=True),
        _NAME,
        *(
            Column(name, FACTOR + name, "sign", 3.6, "主なもの1つに◎、ほかは○", ("◎", "○"), same=(label,))
            for name, label in FACTORS.items()
        ),
        _text("その他の内容", "other_text", 13, "要因「その他」の【　】の中"),
        _text("総合所見", "overall", 26),
        _text("家庭環境", "home", 24, "家庭環境及び教育への関心", "家庭環境及び教育への関心"),
        _text("性格・行動", "character", 24, "本人の性格や行動など参考事項", "性格や行動"),
    ),
    ("key",),
)
MONTHS: Final = Sheet(
    "月次",
    "months",
    MonthNote,
    "欠席状況報告書の (6) と (7) です。1人ひと月に1行ずつ、毎月新しく書きます。",
    (
        Column("月", "month", "month", 6, "例: 6月", needed=True, same=("年月", "報告月")),
        _KEY,
        _NAME,
        _text("今月の状況", "situation", 25),
        _text("先月の方策の評価", "evaluation", 21),
        _text("長期的な目標", "long_goal", 14, "", "長期目標"),
        _text("短期的な目標", "short_goal", 14, "", "短期目標"),
        _text("何を行うか", "what", 16, "", "何を"),
        _text("いつ行うか", "when", 10, "", "いつ"),
        _text("誰が行うか", "who", 10, "", "誰が"),
        _text("連携・協力\nする相手", "partner", 12, "", "連携", "連携する相手"),
        Column(
            "連携している関係機関",
            "agencies",
            "words",
            14,
            "2つ以上は「、」で区切ります",
            same=("関係機関",),
            broken="連携している\n関係機関",
        ),
        Column(
            "今後希望する関係機関",
            "wished",
            "words",
            14,
            "2つ以上は「、」で区切ります",
            same=("希望する関係機関",),
            broken="今後希望する\n関係機関",
        ),
        _text("現認できなかった\n理由", "unmet_reason", 14, "会えていないとき"),
    ),
    ("month", "key"),
)
MEETINGS: Final = Sheet(
    "ケース会議",
    "meetings",
    Meeting,
    "会議1回を1行で書きます。協議シートとアセスメントシートに入ります。役割分担は次のシートに書きます。",
    (
        _day(hint="会議の日。例: 6/18"),
        _KEY,
        _NAME,
        Column("開始", "start", "time", 7, "例: 15:30", same=("開始時刻",)),
        Column("終了", "end", "time", 7, "例: 16:30", same=("終了時刻",)),
        Column("記録者", "recorder", "line", 9),
        _text("参加者・機関名", "attendees", 18),
        _text("本人の意向", "child_wish", 18),
        _text("保護者の意向", "guardian_wish", 18),
        _text("関係機関からの情報", "agency_info", 18),
        _text("長期目標", "long_goal", 18),
        _day("短期目標の期日", "goal_day", "例: 7/18", after=366),
        _text("確認・同意事項", "agreed", 20),
        _text("特記事項", "notes", 16),
    ),
    ("day", "key"),
)
ROLES: Final = Sheet(
    "役割分担",
    "roles",
    Role,
    "ケース会議で決めた役割を、1つ1行で書きます。日付とキーは、その会議の行と同じにします。",
    (
        _day(hint="会議の日。ケース会議のシートと同じ日"),
        _KEY,
        _NAME,
        _text("分掌・機関名", "unit", 20, "例: 学級担任"),
        _text("短期目標", "goal", 44),
        _text("経過・評価", "progress", 44),
    ),
)
CONCERNS: Final = Sheet(
    "連絡票",
    "concerns",
    Concern,
    "現認ができない児童生徒連絡票に書くことです。1通を1行で書きます。",
    (
        _day(hint="連絡票を書く日"),
        _KEY,
        _NAME,
        _text("依頼事項", "request", 18),
        _text("保護者との連絡状況", "guardian_contact", 20),
        _text("家庭訪問時の状況\n（保護者）", "visit_guardian", 20),
        _text("家庭訪問時の状況\n（児童生徒）", "visit_child", 20),
        Column(
            "児童虐待の疑い",
            "abuse",
            "choice",
            8,
            "有か無",
            ("有", "無"),
            means=MappingProxyType({"あり": "有", "なし": "無"}),
        ),
        _text("児童虐待の疑いの\n内容", "abuse_text", 16),
        _text("欠席が増加した\n時期・理由", "onset", 18),
        _text("経過", "course", 26),
    ),
    ("day", "key"),
)
APPLICATIONS: Final = Sheet(
    "出席扱い申請",
    "applications",
    Application,
    "出席扱いの申請を、施設ごとに1行で書きます。受付日から、承認された分だけを出席扱いに数えます。翌年度は新しい申請が要ります。",
    (
        Column("キー", "key", "key", 9, _KEY_HINT + "（一覧から選べます）", needed=True),
        _NAME,
        Column("施設", "place", "line", 26, "自宅でのICTは「自宅」", needed=True, same=("施設名", "場所")),
        Column(
            "種類",
            "kind",
            "choice",
            12,
            "公的機関・民間施設・ICT",
            ("公的機関", "民間施設", "ICT"),
            means=MappingProxyType({"自宅ICT": "ICT", "公的": "公的機関", "民間": "民間施設"}),
        ),
        _day("受付日", "received", "学校が申請を受け付けた日", before=92),
        _day("決定日", "decided", "承認・不承認を決めた日", before=92, after=30),
        Column("決定", "decision", "choice", 10, "承認か不承認", ("承認", "不承認")),
    ),
    ("key", "place", "received"),
)
CENTRE_DAYS: Final = Sheet(
    "通級",
    "centre_days",
    CentreDay,
    "登校支援室・教育支援センター・民間施設に通った日と、自宅でICTを使って学習した日を、1日1行で書きます。",
    (
        _day(),
        _KEY,
        _NAME,
        Column("施設", "place", "line", 26, "出席扱い申請のシートと同じ名前", same=("施設名", "場所")),
        Column("ICT", "ict", "tick", 6, "自宅でのICTなら○、通った日は空欄", ("○",), same=("自宅ICT",)),
        _text("内容", "content", 44),
        Column("時間", "hours", "time", 12, "例: 9:00～12:00、3時間"),
    ),
    ("day", "key", "ict"),
)
ACTIONS: Final = Sheet(
    "対応記録",
    "actions",
    Action,
    "すべきことを済ませたとき、またはしないと決めたときに1行ずつ書きます。futoko はここを見て、期限の一覧から外します。",
    (
        _day(after=31),
        _KEY,
        _NAME,
        Column("すること", "what", "line", 26, "例: 家庭訪問、速報", needed=True),
        Column(
            "状態",
            "state",
            "choice",
            8,
            "済か不要",
            ("済", "不要"),
            needed=True,
            same=("済・不要", "済/不要"),
            means=MappingProxyType({"済み": "済", "完了": "済"}),
        ),
        Column("対象月", "month", "month", 8, "毎月のもの（月次報告など）だけ。例: 6月", same=("月",)),
        Column("担当", "by", "line", 14),
        _text("備考", "note", 40, "不要のときは理由"),
    ),
)
#: Every sheet in the order of the workbook.
SHEETS: Final = (
    CHILDREN,
    CONTACTS,
    CAUSES,
    MONTHS,
    MEETINGS,
    ROLES,
    CONCERNS,
    APPLICATIONS,
    CENTRE_DAYS,
    ACTIONS,
)
