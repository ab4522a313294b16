"""How boxes look (書式): fonts that Windows has, no colour; ＭＳ ゴシック for headings, ＭＳ 明朝 for answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

MINCHO: Final = "ＭＳ 明朝"
GOTHIC: Final = "ＭＳ ゴシック"
THIN, MEDIUM = 1, 2  # XlsxWriter's numbers of border styles
_JAPANESE, _SERIF, _EVEN = 128, 1, 3  # charset and families of fonts, as Japanese Excel writes them
_STACKED: Final = 270  # XlsxWriter's word for Japanese vertical writing (縦書き)

ERA_DATE: Final = '[$-411]ggge"年"m"月"d"日";@'
ERA_WEEKDAY: Final = '[$-411]ggge"年"m"月"d"日（"aaa"）";@'
ERA_MONTH: Final = '[$-411]ggge"年"m"月";@'
MONTH_DAY: Final = 'm"月"d"日";@'
WHOLE: Final = "0"
AS_TYPED: Final = 49  # the built-in format @: what is typed as 3-1 stays 3-1, and 15:30 stays 15:30


def font_of(name: str, size: float) -> dict[str, Any]:
    """A font in XlsxWriter's words, as Japanese Excel writes it down."""
    family = _SERIF if name == MINCHO else _EVEN
    return {"font_name": name, "font_size": size, "font_charset": _JAPANESE, "font_family": family}


@dataclass(frozen=True, slots=True)
class Look:
    """The looks of one box. ``rules``: which of its sides have a thin rule; ``answer``: people may write into it."""

    font: str = GOTHIC
    size: float = 9
    align: Literal["left", "center", "right", "distributed"] = "center"
    valign: Literal["top", "vcenter", "bottom"] = "vcenter"
    wrap: bool = False
    shrink: bool = False
    stacked: bool = False
    rules: tuple[str, ...] = ("left", "right", "top", "bottom")
    shows: str | int = "General"
    answer: bool = False

    def properties(self) -> dict[str, Any]:
        """What XlsxWriter calls it, without the rules."""
        wishes: dict[str, Any] = {
            **font_of(self.font, self.size),
            "align": self.align,
            "valign": self.valign,
            "num_format": self.shows,
            "locked": not self.answer,
        }
        wishes |= {"text_wrap": True} if self.wrap else {}
        wishes |= {"shrink": True} if self.shrink else {}
        wishes |= {"rotation": _STACKED} if self.stacked else {}
        return wishes


OPEN: Final[tuple[str, ...]] = ()
UNDERLINED: Final = ("bottom",)

TITLE: Final = Look(size=14, rules=OPEN)
LABEL: Final = Look(wrap=True)
SMALL: Final = Look(size=8, wrap=True)
UNIT: Final = Look(size=9, rules=OPEN)
STACKED: Final = Look(stacked=True)
NOTE: Final = Look(font=MINCHO, size=8, align="left", rules=OPEN)
CORNER: Final = Look(size=8, align="right", rules=OPEN)

LONG: Final = Look(font=MINCHO, size=10, align="left", valign="top", wrap=True, answer=True)
DENSE: Final = Look(font=MINCHO, size=9, align="left", valign="top", wrap=True, answer=True)
SHORT: Final = Look(font=MINCHO, size=10, shrink=True, answer=True)
TYPED: Final = Look(font=MINCHO, size=10, shrink=True, answer=True, shows=AS_TYPED)
LINES: Final = Look(font=MINCHO, size=9, align="left", wrap=True, answer=True)
NUMBER: Final = Look(font=MINCHO, size=10, answer=True, shows=WHOLE)
DATE: Final = Look(font=MINCHO, size=10, shrink=True, answer=True, shows=ERA_DATE)
SIGN: Final = Look(font=MINCHO, size=10, answer=True)
