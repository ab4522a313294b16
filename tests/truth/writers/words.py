"""How a school writes things: months, classes, numbers, marks, legends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.truth.school import Klass, School

_WIDE: Final = str.maketrans("0123456789-ABC", "０１２３４５６７８９－ＡＢＣ")

WORD: Final = {
    "present": "出席", "late": "遅刻", "early_leave": "早退", "late_and_early_leave": "遅刻・早退",
    "separate_room": "別室登校", "excused": "公欠", "absent": "欠席", "absent_sick": "病欠",
    "absent_other": "事故欠",
    "credited": "出席扱い", "credited_ict": "ICT", "suspended": "出席停止", "bereavement": "忌引",
    "class_closure": "学級閉鎖",
}  # fmt: skip
_KINDS = tuple(WORD)


def _set(marks: str) -> dict[str, str]:
    return dict(zip(_KINDS[1:], marks.split(), strict=True))


#: Marks after ``present``, in the order of WORD.
MARKS: Final = {
    "slash": _set("チ ソ チソ 別 公 ／ 病 事 教 ICT 停 忌 学閉"),
    "kanji": _set("遅 早 遅早 保 公欠 欠 病 事 教 ICT 出停 忌引 学閉"),
    "kana": _set("チ ソ ち・そ ホ 公 ケ ヒ 届 適 ICT テ キ 学閉"),
    "half": _set("ﾁ ｿ ◆ 別 公 / 病欠 無 支 ICT 停 ｷ 学閉"),
    "words": _set("遅刻 早退 遅刻・早退 保健室 公欠 欠席 病欠 事故欠 出席扱い ICT 出停 忌引 学閉"),
    "cross": _set("△ ▽ △▽ ☆ ◎ × ⊗ ＃ 教 ICT ◇ ● ■"),
    "closure": _set("チ ソ チソ 別 公 ／ 病 事 教 ICT 停 忌 停"),
    "legend": _set("× ソ ×ソ 別 公 ／ 病 事 教 ICT 停 忌 学閉"),
}
_USUAL: Final = (*_KINDS[6:9], "late", "early_leave", "suspended", "bereavement", "separate_room")
#: Kinds a legend names.
LEGEND: Final = {
    "cross": ("late", "early_leave", "separate_room", "excused", "absent", "absent_sick", "absent_other",
              "suspended", "bereavement", "class_closure"),
    "legend": ("absent", "late", "early_leave"),
    "slash": _USUAL,
    "kanji": _USUAL,
}  # fmt: skip


def wide(text: str) -> str:
    """Full-width digits and letters."""
    return text.translate(_WIDE)


def era_month(month: date, style: str) -> str:
    """The month of a title, e.g. ``令和7年度 4月`` (fiscal year) or ``R7.4`` (calendar year)."""
    fiscal = month.year if month.month >= 4 else month.year - 1
    return {
        "nendo": f"令和{fiscal - 2018}年度 {month.month}月",
        "nendo-wide": wide(f"令和{fiscal - 2018}年度　{month.month}月"),
        "reiwa": f"令和{month.year - 2018}年{month.month}月",
        "r": f"R{month.year - 2018}.{month.month}",
        "wide": wide(f"{month.year}年{month.month}月"),
        "plain": f"{month.year}年{month.month}月",
        "slash": f"{month.year}/{month.month:02d}",
        "month": f"{month.month}月",
    }[style]


def era_day(day: date, style: str) -> str:
    """A date as text in one of the ways a list writes it."""
    reiwa = day.year - 2018
    return {
        "slash": f"{day.year}/{day.month}/{day.day}",
        "slash0": f"{day:%Y/%m/%d}",
        "iso": f"{day:%Y-%m-%d}",
        "short": f"{day.month}/{day.day}",
        "mixed": f"{day.month}月{day.day}日",
        "reiwa": f"令和{reiwa}年{day.month}月{day.day}日",
        "reiwa-wide": wide(f"令和{reiwa}年{day.month}月{day.day}日"),
        "r": f"R{reiwa}.{day.month}.{day.day}",
        "compact": f"{day:%Y%m%d}",
        "long": f"{day.year}年{day.month}月{day.day}日",
        "weekday": f"{day.year}/{day.month}/{day.day}({'月火水木金土日'[day.weekday()]})",
    }[style]


def class_text(klass: Klass, style: str) -> str:
    """The class as a title, a sheet or a column writes it."""
    if klass.grade is None:
        return {"kumi": f"{klass.name}組", "suffix": f"{klass.name}学級"}.get(style, klass.name)
    return {
        "kumi": klass.title,
        "dash": klass.label,
        "wide": wide(klass.title),
        "spaced": f"第{klass.grade}学年 {klass.name}組",
        "suffix": f"{klass.grade}年{klass.name}組",
        "bare": f"{klass.grade}年{klass.name}",
    }[style]


def month_days(month: date) -> list[date]:
    """Every date of the month."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return [month + timedelta(days=i) for i in range((after - month).days)]


def mark(school: School, key: str, day: date, kind: str, marks: dict[str, str], *, reasons: bool = False) -> str:
    """The text of one cell; with ``reasons``, the reason in brackets after the mark."""
    text = marks.get(kind, "")
    reason = school.reasons.get((key, day), "")
    if not (reasons and reason and text):
        return text
    return f"{text}({reason})" if day.day % 2 else f"{text}（{reason}）"


def legend_text(name: str, form: str) -> list[str]:
    """The entries of a legend (凡例) for a mark set."""
    marks = MARKS[name]
    entries: list[str] = []
    for kind in LEGEND[name]:
        sign, word = marks[kind], WORD[kind]
        entries.append(
            {"colon": f"{sign}：{word}", "dots": f"{sign}…{word}", "equals": f"{word}＝{sign}",
             "half": f"{sign}:{word}",
             "is": f"{sign}＝{word}"}[form]
        )  # fmt: skip
    return entries
