"""Fields that several forms have (共通の記入欄)."""

from __future__ import annotations

from typing import Final

from futoko_cli.core.ledger import EARLIER_YEARS
from futoko_cli.forms.field import Field

#: Months of a school year (年度) in its order, as two digits.
MONTHS: Final = tuple(f"{m:02}" for m in (*range(4, 13), 1, 2, 3))
#: How many rows of 役割分担 a sheet has.
ROLES: Final = 6

KEY: Final = Field("児童生徒キー", "整理番号")
NAME: Final = Field("児童生徒氏名", "児童生徒氏名")
FURIGANA: Final = Field("フリガナ", "フリガナ", origin="ledger", asked=True)
GRADE: Final = Field("学年", "学年", "number")
CLASS: Final = Field("組", "組")
GRADE_CLASS: Final = Field("学年組", "学年・組")
SCHOOL: Final = Field("学校名", "学校名", origin="settings", asked=True)
PRINCIPAL: Final = Field("校長名", "校長名", origin="settings", asked=True)
WRITER: Final = Field("記入者", "記入者", origin="settings", asked=True)
TEACHER: Final = Field("担任名", "担任名", origin="ledger", asked=True)
FAMILY: Final = Field("家族構成", "家族構成", origin="ledger", asked=True)

#: 今年度欠席日数 by month, 累計: numbers; a month not come yet stays blank.
ABSENT_MONTHS: Final = tuple(Field(f"欠席日数_{m}月", f"{int(m)}月", "number") for m in MONTHS)
ABSENT_TOTAL: Final = Field("欠席日数_累計", "累計", "number")
LATE: Final = Field("遅刻日数", "遅刻", "number")
EARLY_LEAVE: Final = Field("早退日数", "早退", "number")
EARLIER: Final = tuple(Field(f"前年度欠席_{y}", y, "number", "ledger") for y in EARLIER_YEARS)

#: A case meeting's record: 協議シート and アセスメントシート have the same boxes.
MEETING: Final = (
    Field("開催日", "日時", "date", "ledger", asked=True),
    Field("開始時刻", "日時（開始）", origin="ledger"),
    Field("終了時刻", "日時（終了）", origin="ledger"),
    Field("記録者", "記録者", origin="ledger", asked=True),
    GRADE,
    CLASS,
    NAME,
    Field("参加者機関名", "参加者・機関名", origin="ledger", asked=True),
    ABSENT_TOTAL,
    LATE,
    EARLY_LEAVE,
    *ABSENT_MONTHS,
)
WISHES: Final = (
    Field("本人の意向", "本人の意向", origin="ledger", asked=True),
    Field("保護者の意向", "保護者の意向", origin="ledger", asked=True),
    Field("関係機関からの情報", "関係機関からの情報", origin="ledger", asked=True),
    Field("長期目標", "長期目標", origin="ledger", asked=True),
    Field("短期目標の期日", "短期目標（　月　日）", "date", "ledger", asked=True),
    *(
        Field(f"役割分担{n}_{part}", label, origin="ledger")
        for n in range(1, ROLES + 1)
        for part, label in (("分掌機関名", "分掌・機関名"), ("短期目標", "短期目標"), ("経過評価", "経過・評価"))
    ),
    Field("確認同意事項", "確認・同意事項", origin="ledger", asked=True),
)
