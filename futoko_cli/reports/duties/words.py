"""Japanese words for duties (することの一覧) that the screen, the calendar and the page on the wall share."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from futoko_cli.core.agenda import moved
from futoko_cli.reports.wording import duty_parts, short_date, weekday_date

if TYPE_CHECKING:
    from futoko_cli.core.agenda import Group, When
    from futoko_cli.core.clock import Clock
    from futoko_cli.core.duties import Owed
    from futoko_cli.core.ledger import Action
    from futoko_cli.core.model import Pupil
    from futoko_cli.reports.masking import Mask

SECTIONS: Final[dict[When, str]] = {
    "overdue": "期限切れ",
    "today": "今日まで",
    "week": "今週",
    "later": "これから",
    "settled": "済",
}
STATES: Final = {"overdue": "期限切れ", "open": "未", "done": "済", "waived": "不要"}
STANDINGS: Final = {"": "", "new": "新規", "continuing": "継続"}
_DIGEST: Final = 6


def digest(text: str) -> str:
    """A fixed fingerprint of a text, from which the text cannot be read."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def anonymous(pupil: Pupil) -> str:
    """A child's key where it holds no name; else a word that stays the same from call to call."""
    return pupil.key if pupil.number is not None else f"児童生徒{digest(pupil.key)[:_DIGEST]}"


def subject(each: Owed) -> str:
    """What the duty is about: ``11/13に到達``, ``11月分・新規``."""
    if not each.period:
        return f"{short_date(each.reached)}に到達"
    standing = STANDINGS[each.standing]
    return f"{int(each.period[5:])}月分" + (f"・{standing}" if standing else "")


def moved_text(each: Owed) -> str:
    """Why the due day is not the one of the policy: ``5日が休みのため繰上げ``; empty where it is."""
    if not moved(each):
        return ""
    day = "月末" if each.duty.due == "end_of_month" else f"{each.duty.day}日"
    return f"{day}が休みのため{'繰上げ' if each.duty.closed == 'before' else '繰下げ'}"


def settled_text(each: Owed, mask: Mask) -> str:
    """``済 6/4 教頭``, ``不要 6/4（保護者の希望）``; empty for what is still to be done."""
    action = each.action
    if action is None:
        return ""
    words = f"{STATES[each.state]} {short_date(action.day)}"
    if mask.masked:
        return words
    return words + (f" {action.by}" if action.by else "") + (f"（{action.note}）" if action.note else "")


def bare_words(action: Action, mask: Mask) -> str:
    """What a row of 対応記録 says was done; masked, without what a person put in brackets."""
    if not mask.masked:
        return action.what
    return mask.text(action.what.replace("(", "（").split("（")[0])


def duty_words(each: Owed) -> tuple[str, str, str]:
    """What (with ``*`` where the due day is a setting), to whom, by which form."""
    what, to, _, form = duty_parts(each.duty)
    return what + ("*" if each.duty.cite.decision else ""), to, form


def mark_of(each: Owed) -> str:
    """A sign that can be ticked by hand: ``□`` to be done, ``■`` done, ``－`` waived."""
    return {"done": "■", "waived": "－"}.get(each.state, "□")


def bare_what(each: Owed) -> str:
    """What is to be done, without what stands in brackets: ``速報``."""
    return each.duty.what.split("（")[0]


def short_what(group: Group) -> str:
    """The first duty without what stands in brackets, and how many more: ``家庭への連絡 ほか3``."""
    more = len(group.owed) - 1
    return bare_what(group.first) + (f" ほか{more}" if more else "")


def cells(text: str) -> int:
    """Width of a text in half-width letters."""
    return sum(1 if ord(letter) < 0x80 else 2 for letter in text)


def met_text(clock: Clock) -> str:
    """``最後に会った日 9/22(月)（出席簿）``, or that nobody has."""
    if clock.met is None:
        return "今年度はまだ会えていません"
    source = "出席簿" if clock.met.source == "register" else "台帳"
    return f"最後に会った日 {weekday_date(clock.met.day)}（{source}）"


def reached_text(clock: Clock) -> str:
    """When the stage was reached, or will be if the child stays away: ``このまま続くと11/28(金)に到達``."""
    if clock.state.active:
        return f"{short_date(clock.state.reached_on[-1])}に到達"
    if clock.forecast is None:
        return "今年度のうちには到達しません"
    return f"このまま続くと{weekday_date(clock.forecast)}に到達"
