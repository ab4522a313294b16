"""現認ができない児童生徒連絡票 (小樽市不登校対応マニュアル 参考資料4; the sheet itself is headed 報告書)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from futoko_cli.forms.unseen import FORM
from scripts.templates.canvas import COLUMNS, Canvas, label
from scripts.templates.look import LABEL, LONG, NUMBER, SHORT, SIGN, SMALL, UNIT
from scripts.templates.parts import corner, note, title

_HEAD: Final = 11
_SIDES: Final = ("top", "bottom")


def draw() -> Canvas:
    """Lay out the form."""
    canvas = Canvas(FORM)
    corner(canvas, "参考資料　４")
    title(canvas, "現認ができない児童生徒報告書（こども家庭センター宛）", 12)
    canvas.row(2)
    top = len(canvas.heights)
    _heading(canvas)
    rest = COLUMNS - _HEAD
    canvas.line(33, label("保護者との\n連絡状況", _HEAD), canvas.answer("保護者との連絡状況", rest, LONG))
    row = canvas.line(29, label("保護者", 6), canvas.answer("家庭訪問_保護者", rest - 6, LONG), col=_HEAD)
    canvas.line(29, label("児童生徒", 6), canvas.answer("家庭訪問_児童生徒", rest - 6, LONG), col=_HEAD)
    canvas.across(row, [label("家庭訪問時の\n状況", _HEAD, rows=2)])
    _abuse(canvas)
    canvas.line(
        32,
        label("欠席が増加した\n時期", _HEAD),
        label("理由", 6),
        canvas.answer("欠席増加の時期理由", rest - 6, LONG),
    )
    canvas.line(50, label("児童生徒及び\n保護者との\n経過\n（簡単に）", _HEAD), canvas.answer("経過", rest, LONG))
    canvas.frame(top, len(canvas.heights) - 1)
    canvas.row(2)
    note(canvas, "＜この連絡票の出し方＞", 5)
    note(
        canvas,
        "１　記入したら、こども家庭センターへメールで送ってください。センターから学校へ連絡があり、対応を一緒に決めます。",
        5,
    )
    note(canvas, "２　虐待が疑われるなど急ぐときは、この連絡票を待たずに電話で連絡してください。", 5)
    return canvas


def _heading(canvas: Canvas) -> None:
    canvas.line(
        9, label("記入者", _HEAD), canvas.answer("記入者", 21, SHORT), label("記入日", 9), canvas.answer("記入日", 23)
    )
    canvas.line(
        10,
        label("児童生徒名", _HEAD),
        canvas.answer("児童生徒氏名", 15, replace(SHORT, size=12)),
        canvas.answer("学年", 4, replace(NUMBER, rules=("left", *_SIDES))),
        label("年", 2, replace(UNIT, rules=(*_SIDES, "right"))),
        label("学校名", 9),
        canvas.answer("学校名", 23, SHORT),
    )
    day = label("日", 4, replace(UNIT, align="left", rules=(*_SIDES, "right")))
    count = replace(NUMBER, align="right", rules=("left", *_SIDES))
    row = canvas.line(9, label("最終現認日", _HEAD), canvas.answer("最終現認日", 21))
    canvas.line(8, label("連続欠席", _HEAD), canvas.answer("連続欠席日数", 17, count), day)
    canvas.line(8, label("会えていない授業日数", _HEAD, SMALL), canvas.answer("会えていない授業日数", 17, count), day)
    canvas.across(row, [label("依頼事項", 9, rows=3), canvas.answer("依頼事項", 23, LONG, rows=3)], col=32)


def _abuse(canvas: Canvas) -> None:
    row = canvas.row(16)
    canvas.row(16)
    tick = replace(SIGN, size=11)
    canvas.across(row, [label("児童虐待の\n疑い", _HEAD, rows=2)])
    for at, (name, words) in enumerate((("虐待の疑い_有", "有"), ("虐待の疑い_無", "無"))):
        side = "top" if at == 0 else "bottom"
        sign = canvas.answer(name, 3, replace(tick, rules=("left", side)))
        canvas.across(row + at, [sign, label(words, 3, replace(LABEL, align="left", rules=("right", side)))], col=_HEAD)
    content = (label("内容", 6, rows=2), canvas.answer("虐待の疑い_内容", COLUMNS - _HEAD - 12, LONG, rows=2))
    canvas.across(row, content, col=_HEAD + 6)
