"""What the ledger (支援台帳) holds: what a register cannot know about a child. Frozen records, one per row.

Every record keeps ``at``, where it stands in the workbook. A blank cell is ``""``, ``None`` or an empty tuple:
not written is never read as no. Sheets and columns: docs/ledger.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Final, NamedTuple

from futoko_cli.core.model import a1

#: School years before this one (前年度まで) that forms and ledger list, oldest first.
EARLIER_YEARS: Final = ("幼", "小1", "小2", "小3", "小4", "小5", "小6", "中1", "中2")
#: 不登校となったきっかけ・継続している要因: name of the column and field → the official label.
#: 小樽市不登校対応マニュアル 参考資料3 (3).
FACTORS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "いじめの被害": "いじめの被害",
        "友人関係": "いじめ被害を除く友人関係",
        "教職員との関係": "教職員との関係",
        "学業の不振": "学業の不振や頻繁な宿題の未提出",
        "学校の決まり": "学校の決まり等に関する相談",
        "入学転編入学進級": "入学、転編入学、進級時の不適応",
        "家庭生活の変化": "家庭生活の変化",
        "親子の関わり方": "親子の関わり方",
        "生活リズムの不調": "生活リズムの不調",
        "あそび非行": "あそび、非行",
        "やる気が出ない": "学校生活に対してやる気が出ない等の相談",
        "不安抑うつ": "不安・抑うつ",
        "特別な教育的支援": "障害（疑いを含む）に起因する特別な教育的支援の求めや相談",
        "個別の配慮": "個別の配慮（左記）以外についての求めや相談",
        "該当なし": "左記に該当なし",
        "その他": "その他",
    }
)


class How(StrEnum):
    """How the school was in touch (連絡・訪問の方法)."""

    CALL = "電話"
    VISIT = "家庭訪問"
    INTERVIEW = "面談"
    OTHER = "その他"


class At(NamedTuple):
    """Where a row stands: sheet, its zero-based row, and the column of its key."""

    sheet: str = ""
    row: int = -1
    col: int = 0

    @property
    def cell(self) -> str:
        """A1 notation of the cell that holds the row's key."""
        return a1(self.row, self.col)


#: For records that no workbook holds.
NOWHERE: Final = At()


@dataclass(frozen=True, slots=True)
class Child:
    """児童生徒: one child as the school knows it. ``earlier``: absences of the years before by EARLIER_YEARS."""

    key: str
    name: str = ""
    furigana: str = ""
    sex: str = ""  # 男 or 女, as written
    born: date | None = None
    guardian: str = ""
    address: str = ""
    teacher: str = ""
    family: str = ""
    previous_year: int | None = None
    earlier: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    long_absence: str = ""  # 長期欠席の理由: 病気, 経済的理由, 不登校, その他
    supported: bool | None = None  # 相談・指導 by anyone; None: not written
    at: At = NOWHERE


@dataclass(frozen=True, slots=True)
class Contact:
    """連絡・訪問: one call, visit or talk. ``met``: the child itself was met face to face (現認); None: not written."""

    day: date
    key: str
    how: How
    by: str = ""
    met: bool | None = None
    place: str = ""
    content: str = ""
    at: At = NOWHERE


@dataclass(frozen=True, slots=True)
class Causes:
    """要因・所見: the one main factor (◎) and the others (○) by name of FACTORS, and three texts."""

    key: str
    main: str = ""
    others: tuple[str, ...] = ()
    other_text: str = ""  # その他【　】
    overall: str = ""  # 総合所見
    home: str = ""  # 家庭環境及び教育への関心
    character: str = ""  # 本人の性格や行動など参考事項
    at: At = NOWHERE


@dataclass(frozen=True, slots=True)
class MonthNote:
    """月次: what the monthly report asks anew each month (今月の状況及び今後の方策). ``month``: YYYY-MM."""

    month: str
    key: str
    situation: str = ""  # 今月の状況
    evaluation: str = ""  # 先月の方策の評価
    long_goal: str = ""
    short_goal: str = ""
    what: str = ""
    when: str = ""
    who: str = ""
    partner: str = ""  # 連携・協力する相手
    agencies: tuple[str, ...] = ()  # 連携している関係機関
    wished: tuple[str, ...] = ()  # 今後希望する関係機関
    unmet_reason: str = ""  # 現認できなかった理由
    at: At = NOWHERE


class Role(NamedTuple):
    """役割分担: one row of a case meeting's plan."""

    unit: str  # 分掌・機関名
    goal: str  # 短期目標
    progress: str  # 経過・評価


@dataclass(frozen=True, slots=True)
class Meeting:
    """ケース会議: one meeting (協議シート). ``start`` and ``end`` are times as written."""

    day: date
    key: str
    start: str = ""
    end: str = ""
    recorder: str = ""
    attendees: str = ""
    child_wish: str = ""
    guardian_wish: str = ""
    agency_info: str = ""
    long_goal: str = ""
    goal_day: date | None = None  # 短期目標の期日
    roles: tuple[Role, ...] = ()
    agreed: str = ""  # 確認・同意事項
    notes: str = ""  # 特記事項
    at: At = NOWHERE


@dataclass(frozen=True, slots=True)
class Concern:
    """連絡票: what 現認ができない児童生徒連絡票 asks beyond the register and the contacts."""

    day: date
    key: str
    request: str = ""  # 依頼事項
    guardian_contact: str = ""  # 保護者との連絡状況
    visit_guardian: str = ""  # 家庭訪問時の状況（保護者）
    visit_child: str = ""  # 家庭訪問時の状況（児童生徒）
    abuse: str = ""  # 児童虐待の疑い: 有 or 無, as written
    abuse_text: str = ""
    onset: str = ""  # 欠席が増加した時期・理由
    course: str = ""  # 経過
    at: At = NOWHERE


@dataclass(frozen=True, slots=True)
class Application:
    """出席扱い申請: one application of one child for one place (甲州市ガイドライン p.4–13)."""

    key: str
    place: str
    kind: str = ""  # 公的機関, 民間施設, ICT
    received: date | None = None
    decided: date | None = None
    decision: str = ""  # 承認, 不承認
    at: At = NOWHERE


@dataclass(frozen=True, slots=True)
class CentreDay:
    """通級: one day at a support centre or other place, or of learning at home by ICT."""

    day: date
    key: str
    place: str = ""
    ict: bool = False
    content: str = ""
    hours: str = ""
    at: At = NOWHERE


@dataclass(frozen=True, slots=True)
class Action:
    """対応記録: one duty done or waived. ``what``: the duty's name in the policy, or a form's name."""

    day: date
    key: str
    what: str
    state: str = ""  # 済, 不要
    by: str = ""
    note: str = ""
    month: str = ""  # 対象月 of a monthly duty, YYYY-MM
    at: At = NOWHERE


#: A row of any sheet: each has the child's ``key`` and where it stands, ``at``.
LedgerRow = Child | Contact | Causes | MonthNote | Meeting | Concern | Application | CentreDay | Action


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole 支援台帳, rows in the order of the workbook. ``file`` is the name that people see.

    ``withheld``: keys whose rows are left out, because ledger and registers give the key to different children.
    """

    file: str = ""
    children: Mapping[str, Child] = field(default_factory=lambda: MappingProxyType({}))
    contacts: tuple[Contact, ...] = ()
    causes: Mapping[str, Causes] = field(default_factory=lambda: MappingProxyType({}))
    months: tuple[MonthNote, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    concerns: tuple[Concern, ...] = ()
    applications: tuple[Application, ...] = ()
    centre_days: tuple[CentreDay, ...] = ()
    actions: tuple[Action, ...] = ()
    withheld: frozenset[str] = frozenset()

    def rows(self) -> Iterator[LedgerRow]:
        """Every row of every sheet, sheet by sheet."""
        return chain(
            self.children.values(),
            self.contacts,
            self.causes.values(),
            self.months,
            self.meetings,
            self.concerns,
            self.applications,
            self.centre_days,
            self.actions,
        )

    def known_by(self, day: date) -> Ledger:
        """The ledger without meetings (連絡・訪問, 通級) of a later day: what was known on that day."""
        return replace(
            self,
            contacts=tuple(each for each in self.contacts if each.day <= day),
            centre_days=tuple(each for each in self.centre_days if each.day <= day),
        )

    def seen_days(self) -> dict[str, frozenset[int]]:
        """Days (ordinals) on which a child was met face to face outside school (現認), by key.

        A contact with the child met, other than a telephone call; a day at a centre, not one of ICT.
        """
        found: dict[str, set[int]] = {}
        for contact in self.contacts:
            if contact.met and contact.how is not How.CALL:
                found.setdefault(contact.key, set()).add(contact.day.toordinal())
        for day in self.centre_days:
            if not day.ict:
                found.setdefault(day.key, set()).add(day.day.toordinal())
        return {key: frozenset(days) for key, days in found.items()}

    def previous_years(self) -> dict[str, int]:
        """前年度の欠席 by key, where it is written."""
        return {key: child.previous_year for key, child in self.children.items() if child.previous_year is not None}
