"""A case meeting's record: 協議シート (小樽市 参考資料1) and アセスメントシート (沖縄県 手引き p.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from futoko_cli.core.ledger import EARLIER_YEARS
from futoko_cli.forms import assessment, case_meeting
from futoko_cli.forms.field import Form
from futoko_cli.forms.shared import ROLES
from scripts.templates.canvas import COLUMNS, Canvas, Part, label
from scripts.templates.look import (
    DATE,
    DENSE,
    ERA_WEEKDAY,
    LABEL,
    LONG,
    MONTH_DAY,
    NUMBER,
    OPEN,
    SHORT,
    STACKED,
    TYPED,
    UNIT,
    Look,
)
from scripts.templates.parts import corner, month_answers, month_labels, title

_HEAD: Final = 10
_WISHES: Final = {
    "本人の意向": "本人の意向",
    "保護者の意向": "保護者の意向",
    "関係機関からの情報": "関係機関\nからの情報",
}
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class _Words:
    """Where the two forms say it differently."""

    form: Form
    corner: str
    title: str
    warning: str
    group: str
    name: str
    late: str
    early: str
    end: str
    goal: str
    years: tuple[str, ...]
    year_words: tuple[str, ...]


def draw_case_meeting() -> Canvas:
    """協議シート（ケース会議等記録）."""
    years = EARLIER_YEARS[1:]
    words = _Words(
        case_meeting.FORM,
        "参考資料　１",
        "協議シート（ケース会議等記録）",
        "",
        "組",
        "児童生徒氏名",
        "）日　※遅刻（",
        "）日　早退（",
        "）日",
        "長期目標",
        years,
        tuple(year.translate(_FULL_WIDTH) for year in years),
    )
    return _draw(words)


def draw_assessment() -> Canvas:
    """アセスメントシート【取扱注意】: one school year more, and the day of the review."""
    words = _Words(
        assessment.FORM,
        "",
        "アセスメントシート",
        "【取扱注意】",
        "学級",
        "名前",
        "）日　遅刻数（",
        "）　早退数（",
        "）",
        "【長期目標】",
        EARLIER_YEARS,
        EARLIER_YEARS,
    )
    return _draw(words)


def _draw(words: _Words) -> Canvas:
    canvas = Canvas(words.form)
    corner(canvas, words.corner or words.warning)
    title(canvas, words.title, 11)
    _when(canvas)
    canvas.row(2)
    top = len(canvas.heights)
    _child(canvas, words)
    _absences(canvas, words)
    rest = COLUMNS - _HEAD
    for name, printed in _WISHES.items():
        canvas.line(20, label(printed, _HEAD), canvas.answer(name, rest, LONG))
    canvas.line(12, label(words.goal, _HEAD), canvas.answer("長期目標", rest, LONG))
    _roles(canvas)
    special = "特記事項" in words.form.named()
    canvas.line(20 if special else 39, label("確認・同意事項", _HEAD), canvas.answer("確認同意事項", rest, LONG))
    if special:
        canvas.line(18, label("特記事項", _HEAD), canvas.answer("特記事項", rest, LONG))
    canvas.frame(top, len(canvas.heights) - 1)
    return canvas


def _when(canvas: Canvas) -> None:
    time = replace(TYPED, rules=OPEN)
    day = replace(DATE, shows=ERA_WEEKDAY, rules=OPEN)
    canvas.line(
        7,
        label("日　時", 7, UNIT),
        canvas.answer("開催日", 18, day),
        canvas.answer("開始時刻", 5, time),
        label("～", 2, UNIT),
        canvas.answer("終了時刻", 5, time),
        label("記録者（", 8, UNIT),
        canvas.answer("記録者", 17, replace(SHORT, rules=OPEN)),
        label("）", 2, UNIT),
    )


def _child(canvas: Canvas, words: _Words) -> None:
    canvas.line(5.5, label("学年", 5), label(words.group, 5), label(words.name, 18), label("参加者・機関名", 36))
    canvas.line(
        18,
        canvas.answer("学年", 5),
        canvas.answer("組", 5, TYPED),
        canvas.answer("児童生徒氏名", 18, replace(SHORT, size=12)),
        canvas.answer("参加者機関名", 36, DENSE),
    )


def _absences(canvas: Canvas, words: _Words) -> None:
    number = replace(NUMBER, rules=OPEN)
    row = canvas.line(
        6.5,
        label("今年度欠席日数", 12, UNIT),
        label("累計（", 6, UNIT),
        canvas.answer("欠席日数_累計", 5, number),
        label(words.late, 11, UNIT),
        canvas.answer("遅刻日数", 5, number),
        label(words.early, 10, UNIT),
        canvas.answer("早退日数", 5, number),
        label(words.end, 10, replace(UNIT, align="left")),
    )
    canvas.outline(row, 0, row, COLUMNS - 1)
    widths = [5, 5, 6] * 4
    canvas.line(5, *_fit(month_labels(5, LABEL), widths))
    canvas.line(7, *_fit(month_answers(canvas, "欠席日数", 5), widths))
    width = 6
    head = COLUMNS - width * len(words.years)
    canvas.line(5, label("前年度までの\n欠席日数", head, rows=2), *(label(year, width) for year in words.year_words))
    canvas.line(7, *(canvas.answer(f"前年度欠席_{year}", width) for year in words.years), col=head)


def _fit(parts: list[Part], widths: list[int]) -> list[Part]:
    return [replace(part, width=width) for part, width in zip(parts, widths, strict=True)]


def _roles(canvas: Canvas) -> None:
    """役割分担: who does what until when, and what came of it."""
    review = "経過評価の期日" in canvas.form.named()
    left, middle, right = 15, 24, 21
    row = canvas.line(
        6,
        label("分掌・機関名", left),
        *_dated(canvas, "短期目標（", "短期目標の期日", middle),
        *(_dated(canvas, "経過・評価（", "経過評価の期日", right) if review else [label("経過・評価", right)]),
        col=4,
    )
    canvas.across(row, [label("役割分担", 4, STACKED, rows=ROLES + 1)])
    for n in range(1, ROLES + 1):
        canvas.line(
            14,
            canvas.answer(f"役割分担{n}_分掌機関名", left, DENSE),
            canvas.answer(f"役割分担{n}_短期目標", middle, DENSE),
            canvas.answer(f"役割分担{n}_経過評価", right, DENSE),
            col=4,
        )


def _dated(canvas: Canvas, words: str, name: str, width: int) -> list[Part]:
    day = replace(DATE, shows=MONTH_DAY, size=9, rules=("top", "bottom"))

    def beside(*rules: str, align: str) -> Look:
        return replace(LABEL, wrap=False, rules=rules, align="right" if align == "right" else "left")

    return [
        label(words, 9, beside("left", "top", "bottom", align="right")),
        canvas.answer(name, 9, day),
        label("）", width - 18, beside("top", "bottom", "right", align="left")),
    ]
