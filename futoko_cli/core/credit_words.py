"""What is said of 出席扱い: the 備考 of 指導要録, the reason of each day, approvals that lapse (甲州市ガイドライン p.7, 9, 11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from futoko_cli.core.credit import APPROVED, ICT, CreditDay, PupilCredit, Reason, same_place
from futoko_cli.core.kinds import LABELS
from futoko_cli.core.ledger import Application
from futoko_cli.core.school_calendar import school_year_of

AT_HOME: Final = "自宅においてICT等を活用した学習活動"
_KINDS: Final = {"公的機関": "教育支援センター", "民間施設": "民間施設"}
#: A name that holds one of these says itself what the place is.
_NAMED: Final = (
    *("「", "教育支援センター", "適応指導教室", "支援室", "支援教室", "民間施設", "フリースクール"),
    *("相談所", "相談センター", "教育センター", "研究所", "公民館", "図書館", "児童館"),
)
#: Approvals that end on 3/31 are told from this month on (our decision).
TOLD_FROM: Final = 2
_TEXTS: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        Reason.UNDECIDED: "申請はまだ決定していません",
        Reason.NO_RECEIPT: "申請の受付日が書かれていません",
        Reason.REFUSED: "申請は不承認です",
        Reason.LAPSED: "前年度の申請です（3/31で終わり）",
        Reason.OTHER_KIND: "申請の種類と通級のICTの欄が合いません",
        Reason.AMBIGUOUS: "承認された施設が2つ以上あり、どの施設の日か分かりません",
        Reason.NO_APPLICATION: "この施設の申請がありません",
        Reason.SAME_DAY: "同じ日を別の施設で数えています（1日は1回）",
        Reason.NO_SCHOOL: "授業日ではありません",
        Reason.NOT_ENROLLED: "在籍していない日です",
        Reason.UNENTERED: "出席簿が未入力です",
        Reason.AFTER_AS_OF: "集計日より後です",
    }
)
#: What to do about a day that is not credited.
HINTS: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        Reason.UNDECIDED: "決まったら、支援台帳の［出席扱い申請］に決定日と決定を書いてください。受付日にさかのぼって数えます。",
        Reason.BEFORE_RECEIPT: "出席扱いは、学校が申請を受理した日からです。受付日がちがえば直してください。",
        Reason.NO_RECEIPT: "支援台帳の［出席扱い申請］に受付日を書いてください。",
        Reason.REFUSED: "",
        Reason.LAPSED: "申請の有効期間は年度の終わりまでです。新年度の申請を受け付けたら、台帳に新しい行を書いてください。",
        Reason.OTHER_KIND: "自宅でのICTなら［通級］のICTに○を、通った日なら申請の種類を直してください。",
        Reason.AMBIGUOUS: "支援台帳の［通級］に、その日の施設を書いてください。",
        Reason.NO_APPLICATION: "申請があれば、支援台帳の［出席扱い申請］に施設ごとに書いてください。施設の名前は［通級］と同じにします。",
        Reason.SAME_DAY: "",
        Reason.AT_SCHOOL: "出席簿か通級の日付の、どちらかを確かめてください。欠席なら出席簿を直すと数えます。",
        Reason.SKIPPED: "出席簿か通級の日付の、どちらかを確かめてください。",
        Reason.NO_SCHOOL: "休業日は出席扱いになりません。日付か暦を確かめてください。",
        Reason.NOT_ENROLLED: "転入・転出の日か、通級の日付を確かめてください。",
        Reason.UNENTERED: "出席簿を入力してから、もう一度数えてください。",
        Reason.AFTER_AS_OF: "",
    }
)


def _day(day: date | None) -> str:
    return f"{day.month}/{day.day}" if day else ""


def reason_text(day: CreditDay) -> str:
    """Why a day is credited or not, in a few words."""
    if day.credited:
        return "出席扱い" if day.recorded else "出席扱い（通級の記録なし）"
    if day.reason is Reason.BEFORE_RECEIPT and day.application is not None:
        return f"申請の受付日（{_day(day.application.received)}）より前です"
    if day.reason in {Reason.AT_SCHOOL, Reason.SKIPPED} and day.kind is not None:
        return f"出席簿では{LABELS[day.kind]}です"
    return _TEXTS[day.reason]


def place_words(application: Application) -> str:
    """A place as the 備考 names it: the kind and 「name」, or the name alone where it says itself what the place is."""
    name = application.place
    if application.kind == ICT:
        return AT_HOME
    if application.kind not in _KINDS or any(word in name for word in _NAMED):
        return name
    return f"{_KINDS[application.kind]}「{name}」"


def remark(credit: PupilCredit) -> str:
    """備考 of 出欠の記録 in the guideline's three forms (p.7, p.11); blank without a credited day."""
    places = credit.by_place()
    total = sum(place.days for place in places)
    outside = [f"{place_words(place.application)}{place.days}日" for place in places if place.application.kind != ICT]
    at_home = sum(place.days for place in places if place.application.kind == ICT)
    if not total:
        return ""
    if not outside:
        return f"出席扱い{total}日（{AT_HOME}）"
    if not at_home:
        return f"出席扱い {total}日（{'・'.join(outside)}）"
    return f"出席扱い{total}日（{'・'.join(outside)}\n{AT_HOME}{at_home}日）"


def lapsing(credit: PupilCredit, as_of: date) -> tuple[Application, ...]:
    """Approvals of this school year that end on 3/31, told from February on: they need a new application."""
    if as_of.month not in range(TOLD_FROM, 4):
        return ()
    year = school_year_of(as_of.toordinal())
    return tuple(
        each
        for each in credit.applications
        if each.decision == APPROVED and each.received and school_year_of(each.received.toordinal()) == year
    )


def lapsed(credit: PupilCredit, as_of: date) -> tuple[Application, ...]:
    """Approvals of an earlier school year for which no application of this year stands beside them."""
    year = school_year_of(as_of.toordinal())

    def of_year(each: Application, *, this: bool) -> bool:
        return each.received is not None and (school_year_of(each.received.toordinal()) >= year) == this

    anew = {(each.kind, same_place(each.place)) for each in credit.applications if of_year(each, this=True)}
    return tuple(
        each
        for each in credit.applications
        if each.decision == APPROVED and of_year(each, this=False) and (each.kind, same_place(each.place)) not in anew
    )
