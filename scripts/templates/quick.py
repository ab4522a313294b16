"""不登校の状況について（速報） (小樽市不登校対応マニュアル 参考資料2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from futoko_cli.forms.quick import FORM
from scripts.templates.canvas import COLUMNS, Canvas, label
from scripts.templates.look import DATE, LABEL, LINES, LONG, NUMBER, OPEN, SHORT, SMALL, TYPED, UNIT
from scripts.templates.parts import corner, note, title

_HEAD: Final = 9
_CENTRED: Final = replace(LINES, size=10, align="center")


def draw() -> Canvas:
    """Lay out the form."""
    canvas = Canvas(FORM)
    corner(canvas, "参考資料　２")
    title(canvas, "不登校の状況について（速報）", 14)
    plain = replace(SHORT, rules=OPEN)
    canvas.line(
        7, label("報告日", 7, UNIT), canvas.answer("報告日", 17, replace(DATE, rules=OPEN, align="left")), col=40
    )
    canvas.line(7, label("担当：", 7, UNIT), canvas.answer("担当", 17, replace(plain, align="left")), col=40)
    canvas.row(3)
    top = len(canvas.heights)
    _child(canvas)
    _absences(canvas)
    canvas.line(40, label("不登校の\n要因", _HEAD), canvas.answer("不登校の要因", COLUMNS - _HEAD, LONG))
    canvas.line(60, label("これまでの\n対応", _HEAD), canvas.answer("これまでの対応", COLUMNS - _HEAD, LONG))
    row = canvas.row(20)
    canvas.row(40)
    canvas.across(row, [label("今後の対応", _HEAD, replace(LABEL, valign="bottom", rules=("left", "right", "top")))])
    canvas.across(
        row + 1,
        [
            label(
                "※　誰が、\n　いつ、何を\n　行うか等",
                _HEAD,
                replace(SMALL, align="left", valign="top", rules=("left", "right", "bottom")),
            )
        ],
    )
    canvas.across(row, [canvas.answer("今後の対応", COLUMNS - _HEAD, LONG, rows=2)], col=_HEAD)
    canvas.line(24, label("備　考", _HEAD), canvas.answer("備考", COLUMNS - _HEAD, LONG))
    canvas.frame(top, len(canvas.heights) - 1)
    note(canvas, "※　教育委員会（担当の部署）へメールで送り、あわせて電話でも知らせてください。", 6)
    return canvas


def _child(canvas: Canvas) -> None:
    canvas.line(
        6,
        label("学校名", _HEAD, rows=2),
        canvas.answer("学校名", 16, _CENTRED, rows=2),
        label("学年・組", 6, SMALL, rows=2),
        canvas.answer("学年組", 10, TYPED, rows=2),
        label("フリガナ", 6, SMALL),
        canvas.answer("フリガナ", 17, replace(SHORT, size=9)),
    )
    canvas.line(9, label("氏名", 6), canvas.answer("児童生徒氏名", 17, replace(SHORT, size=12)), col=41)
    canvas.line(
        15,
        label("担任名", _HEAD),
        canvas.answer("担任名", 16, _CENTRED),
        label("家族構成", 6, SMALL),
        canvas.answer("家族構成", 33, LINES),
    )


def _absences(canvas: Canvas) -> None:
    number = replace(NUMBER, rules=OPEN)
    day = replace(DATE, rules=OPEN)
    row = canvas.line(
        7,
        label("累計", 6, UNIT),
        canvas.answer("欠席日数_累計", 5, number),
        label("日", 3, UNIT),
        label("連続欠席", 7, UNIT),
        canvas.answer("連続欠席日数", 5, number),
        label("日（", 3, UNIT),
        canvas.answer("連続欠席_開始日", 11, day),
        label("～", 2, UNIT),
        canvas.answer("連続欠席_最終日", 11, day),
        label("）", 2, UNIT),
        col=_HEAD,
    )
    canvas.line(25, canvas.answer("欠席状況", COLUMNS - _HEAD, LONG), col=_HEAD)
    canvas.across(row, [label("欠席状況", _HEAD, rows=2)])
