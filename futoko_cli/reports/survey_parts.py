"""The 長期欠席 survey as lines of words and numbers: what screen, JSON and workbook share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from futoko_cli.core.ledger import FACTORS
from futoko_cli.core.survey import FEW_PRESENT, FIFTY, LONG, NINETY, UNCLASSIFIED, Surveyed, Tally

if TYPE_CHECKING:
    from futoko_cli.reports.masking import Mask

_STATES: Final = {True: "あり", False: "なし", None: "不明"}


class Line(NamedTuple):
    """One number of a tally: its id in JSON, its title, the children it counts."""

    id: str
    title: str
    children: tuple[Surveyed, ...]


def reason_title(reason: str) -> str:
    """長期欠席の理由, 未分類 where none is written."""
    return reason or UNCLASSIFIED


def grade_title(grade: int | None) -> str:
    """``3年``; a special class may have none."""
    return "学年なし" if grade is None else f"{grade}年"


def sex_title(sex: str) -> str:
    """男, 女, 不明."""
    return sex or "不明"


def futoko_lines(tally: Tally) -> list[Line]:
    """Of 不登校: by days, by 出席日数, 新規・継続, 相談・指導."""
    return [
        Line("days_30_49", "30〜49日", tally.between(LONG, FIFTY - 1)),
        Line("days_50_89", "50〜89日", tally.between(FIFTY, NINETY - 1)),
        Line("days_90", "90日以上", tally.between(NINETY)),
        Line("present_10", "うち出席10日以下", tally.present_up_to(FEW_PRESENT)),
        Line("present_0", "うち出席0日", tally.present_up_to(0)),
        Line("new", "新規", tally.continuing(state=False)),
        Line("continuing", "継続（前年度30日以上）", tally.continuing(state=True)),
        Line("standing_unknown", "新規・継続が不明", tally.continuing(state=None)),
        Line("supported", "相談・指導あり", tally.supported(state=True)),
        Line("unsupported", "相談・指導なし", tally.supported(state=False)),
        Line("support_unknown", "相談・指導が不明", tally.supported(state=None)),
        Line("days_90_unsupported", "90日以上で相談・指導なし", tally.supported(state=False, at_least=NINETY)),
        Line("days_90_support_unknown", "90日以上で相談・指導が不明", tally.supported(state=None, at_least=NINETY)),
    ]


def factor_lines(tally: Tally) -> list[tuple[str, str, int, int]]:
    """把握した事実: name, official label, as the main one, as another one."""
    return [(name, FACTORS[name], *counts) for name, counts in tally.factors().items()]


def rate(tally: Tally, count: int) -> float | None:
    """Per 1,000 children to one place; None where nobody is enrolled."""
    exact = tally.rate(count)
    return None if exact is None else round(float(exact), 1)


def standing_title(child: Surveyed) -> str:
    """新規, 継続, 不明."""
    return {True: "継続", False: "新規", None: "不明"}[child.continuing]


def support_title(child: Surveyed) -> str:
    """あり, なし, 不明."""
    return _STATES[child.supported]


def keys(children: Iterable[Surveyed], mask: Mask) -> list[str]:
    """The children by key."""
    return [mask.key(each.record.pupil) for each in children]
