"""欠席状況報告書（個人別）【兼 個別の指導プログラム】 (小樽市不登校対応マニュアル 参考資料3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from futoko_cli.forms.monthly import AGENCIES, FORM
from scripts.templates.canvas import COLUMNS, FACTOR_CHOICES, NEW_CHOICES, SEX_CHOICES, Canvas, Part, label
from scripts.templates.look import (
    DATE,
    DENSE,
    ERA_MONTH,
    LABEL,
    LINES,
    NOTE,
    NUMBER,
    OPEN,
    SHORT,
    SIGN,
    SMALL,
    TYPED,
    UNDERLINED,
    UNIT,
)
from scripts.templates.parts import corner, month_answers, month_labels, note, title

_HEAD: Final = 10  # columns of the labels at the left
_BODY: Final = COLUMNS - _HEAD
_LEFT: Final = replace(LABEL, size=8.5, align="left")
_SMALL_LEFT: Final = replace(SMALL, align="left")
_PLAIN: Final = replace(SMALL, align="left", rules=OPEN, wrap=False)
#: The boxes of (3): name of the factor, width in columns, and the words as they break into lines.
_FACTOR_ROWS: Final = (
    (
        ("いじめの被害", 5, "いじめの\n被害"),
        ("友人関係", 7, "いじめ被害を\n除く友人関係"),
        ("教職員との関係", 5, "教職員と\nの関係"),
        ("学業の不振", 9, "学業の不振や頻繁\nな宿題の未提出"),
        ("学校の決まり", 8, "学校の決まり\n等に関する相談"),
        ("入学転編入学進級", 9, "入学、転編入学、\n進級時の不適応"),
        ("家庭生活の変化", 5, "家庭生活\nの変化"),
        ("親子の関わり方", 6, "親子の\n関わり方"),
    ),
    (
        ("生活リズムの不調", 6, "生活リズム\nの不調"),
        ("あそび非行", 5, "あそび、\n非行"),
        ("やる気が出ない", 9, "学校生活に対して\nやる気が出ない\n等の相談"),
        ("不安抑うつ", 5, "不安・\n抑うつ"),
        ("特別な教育的支援", 11, "障害（疑いを含む）に\n起因する特別な教育的\n支援の求めや相談"),
        ("個別の配慮", 9, "個別の配慮（左\n記）以外について\nの求めや相談"),
        ("該当なし", 5, "左記に\n該当なし"),
        ("その他", 4, "その他"),
    ),
)
_FACTOR_HEIGHTS: Final = (9, 12.5)


def draw() -> Canvas:
    """Lay out the form."""
    canvas = Canvas(FORM)
    corner(canvas, "参考資料　３", "北海道小樽市")
    title(canvas, "欠席状況報告書（個人別）【兼　個別の指導プログラム】", 7.5)
    _sender(canvas)
    top = len(canvas.heights)
    _child(canvas)
    _absences(canvas)
    _contacts(canvas)
    _factors(canvas)
    canvas.line(12, label("（４）家庭環境\n及び教育への関心", _HEAD, _LEFT), canvas.answer("家庭環境", _BODY, DENSE))
    canvas.line(
        12, label("（５）本人の性格や\n行動など参考事項", _HEAD, _LEFT), canvas.answer("性格や行動", _BODY, DENSE)
    )
    _plan(canvas)
    _agencies(canvas)
    canvas.frame(top, len(canvas.heights) - 1)
    words = "（３）（４）（５）は、変わりがなければ先月のままで差し支えありません。（６）は毎月新しく、具体的に書いてください。"
    note(canvas, f"※　{words}", 4)
    return canvas


def _sender(canvas: Canvas) -> None:
    line = replace(SHORT, rules=UNDERLINED)
    canvas.line(5.5, label("学校名", 7, UNIT), canvas.answer("学校名", 23, line), col=34)
    canvas.line(
        5.5,
        label("校長名", 7, UNIT),
        canvas.answer("校長名", 19, line),
        label("印", 4, replace(UNIT, rules=UNDERLINED)),
        col=34,
    )
    month = replace(DATE, shows=ERA_MONTH, rules=OPEN, align="right")
    row = canvas.line(6, canvas.answer("報告年月", 14, month), label("報告", 5, replace(UNIT, align="left")))
    writer = (
        label("記入者名（", 8, UNIT),
        canvas.answer("記入者", 20, replace(SHORT, rules=OPEN)),
        label("）", 2, UNIT),
    )
    canvas.across(row, writer, col=34)


def _child(canvas: Canvas) -> None:
    small = replace(SHORT, size=9)
    canvas.line(
        8,
        label("児童生徒名", _HEAD),
        canvas.answer("児童生徒氏名", 16, replace(SHORT, size=11)),
        label("性別", 4, SMALL),
        canvas.answer("性別", 3, small, choices=SEX_CHOICES),
        label("学年・組", 6, SMALL),
        canvas.answer("学年", 3, replace(NUMBER, rules=("left", "top", "bottom"))),
        label("年", 2, replace(UNIT, rules=("top", "bottom"))),
        canvas.answer("組", 3, replace(TYPED, rules=("top", "bottom"))),
        label("組", 2, replace(UNIT, rules=("top", "bottom", "right"))),
        label("生年月日", 5, SMALL),
        canvas.answer("生年月日", 10, replace(DATE, size=9)),
    )
    row = canvas.line(
        5,
        label("保護者氏名", _HEAD, rows=2),
        canvas.answer("保護者氏名", 16, SHORT, rows=2),
        label("現住所", 4, SMALL, rows=2),
        canvas.answer("現住所", 22, LINES, rows=2),
        label("新規・継続", 6, SMALL, rows=2),
        *_new(canvas, "新規"),
    )
    canvas.row(5)
    canvas.across(row + 1, _new(canvas, "継続"), col=COLUMNS - 6)


def _new(canvas: Canvas, name: str) -> tuple[Part, Part]:
    sign = canvas.answer(name, 2, replace(SIGN, rules=OPEN), text=NEW_CHOICES[0], choices=NEW_CHOICES)
    return sign, label(name, 4, replace(_PLAIN, rules=("right",)))


def _absences(canvas: Canvas) -> None:
    canvas.line(
        5,
        label("（１）本年度の\n学校欠席状況", _HEAD, _SMALL_LEFT, rows=2),
        label("月", 4, SMALL),
        *month_labels(3),
        label("累計", 5, SMALL),
        label("前年度の欠席日数", 9, SMALL),
    )
    canvas.line(
        6,
        label("日数", 4, SMALL),
        *month_answers(canvas, "欠席日数", 3),
        canvas.answer("欠席日数_累計", 5),
        canvas.answer("前年度欠席日数", 9, rows=2),
        col=_HEAD,
    )
    canvas.line(
        7.5,
        label("（２）（内、登校支援\n室への通級日数）", _HEAD, replace(_SMALL_LEFT, size=7.5)),
        label("日数", 4, SMALL),
        *month_answers(canvas, "通級日数", 3),
        canvas.answer("通級日数_累計", 5),
    )


def _contacts(canvas: Canvas) -> None:
    count = replace(NUMBER, align="right", rules=("left", "top", "bottom"))
    times = label("回", 3, replace(UNIT, size=8, rules=("top", "bottom", "right")))
    canvas.line(
        6,
        label("区　分", _HEAD, SMALL),
        label("電話連絡", 7, SMALL),
        canvas.answer("電話連絡回数", 4, count),
        times,
        label("家庭訪問", 7, SMALL),
        canvas.answer("家庭訪問回数", 4, count),
        times,
        label("その他【", 5, replace(SMALL, rules=("left", "top", "bottom"), wrap=False)),
        canvas.answer("その他の連絡", 12, replace(LINES, size=8, rules=("top", "bottom"))),
        label("】", 2, replace(SMALL, rules=("top", "bottom"))),
        canvas.answer("その他回数", 4, replace(count, rules=("top", "bottom"))),
        times,
    )
    canvas.line(
        5.5,
        label("○最終現認日", _HEAD, _SMALL_LEFT),
        canvas.answer("最終現認日", 22),
        label("今月、現認できなかった場合↓　※詳細に記入", 32, _SMALL_LEFT),
    )
    canvas.line(
        6,
        label("今月、現認\nできた場合↓", _HEAD, _SMALL_LEFT, rows=2),
        label("○現認者", 8, _SMALL_LEFT),
        canvas.answer("現認者", 14, replace(SHORT, size=9, align="left")),
        label("○現認でき\nなかった理由", 7, _SMALL_LEFT, rows=2),
        canvas.answer("現認できなかった理由", 25, DENSE, rows=2),
    )
    canvas.line(9, label("○現認方法\n＜場所等＞", 8, _SMALL_LEFT), canvas.answer("現認方法", 14, LINES), col=_HEAD)


def _factors(canvas: Canvas) -> None:
    head = len(canvas.heights)
    for factors, height in zip(_FACTOR_ROWS, _FACTOR_HEIGHTS, strict=True):
        canvas.line(height, *(label(words, width, SMALL) for _, width, words in factors), col=_HEAD)
        signs = [canvas.answer(f"要因_{name}", width, choices=FACTOR_CHOICES) for name, width, _ in factors]
        canvas.line(5, *signs, col=_HEAD)
    heading = "（３）不登校と\nなったきっかけや\n継続している要因"
    canvas.across(head, [label(heading, _HEAD, replace(_LEFT, rules=("left", "right", "top")), rows=2)])
    rule = "主な要因一つに◎、ほかに当てはまる要因に○を付け、それらを踏まえた総合所見を書く。"
    canvas.across(
        head + 2,
        [label(rule, _HEAD, replace(_SMALL_LEFT, size=7, valign="top", rules=("left", "right", "bottom")), rows=4)],
    )
    canvas.line(
        5,
        label("その他【", 6, replace(SMALL, rules=("left", "top", "bottom"))),
        canvas.answer("要因_その他の内容", _BODY - 8, replace(LINES, size=8, rules=("top", "bottom"))),
        label("】", 2, replace(SMALL, rules=("top", "bottom", "right"))),
        col=_HEAD,
    )
    canvas.line(14.5, label("総合所見", 6, LABEL), canvas.answer("総合所見", _BODY - 6, DENSE), col=_HEAD)


def _plan(canvas: Canvas) -> None:
    first = canvas.line(32, label("今月の状況", 8), canvas.answer("今月の状況", _BODY - 8, DENSE), col=_HEAD)
    canvas.line(19, label("先月の方策", 8), canvas.answer("先月の方策", _BODY - 8, replace(DENSE, size=8)), col=_HEAD)
    canvas.line(12.5, label("先月の方策\nの評価", 8), canvas.answer("先月の方策の評価", _BODY - 8, DENSE), col=_HEAD)
    canvas.line(
        12.5,
        label("今後の方策", 3, replace(LABEL, stacked=True, wrap=False), rows=3),
        label("長期的な目標", 7),
        canvas.answer("長期的な目標", 18, DENSE),
        label("短期的な目標", 7),
        canvas.answer("短期的な目標", 19, DENSE),
        col=_HEAD,
    )
    canvas.line(12.5, label("何を行うか", 7), canvas.answer("何を行うか", 44, DENSE), col=_HEAD + 3)
    last = canvas.line(
        12.5,
        label("いつ行うか", 7),
        canvas.answer("いつ行うか", 10, DENSE),
        label("誰が行うか", 6, SMALL),
        canvas.answer("誰が行うか", 10, DENSE),
        label("連携・協力\nする相手", 7, SMALL),
        canvas.answer("連携する相手", 11, DENSE),
        col=_HEAD + 3,
    )
    heading = label("（６）今月の状況\n及び今後の方策", _HEAD, _LEFT, rows=last - first + 1)
    canvas.across(first, [heading])


def _agencies(canvas: Canvas) -> None:
    first = canvas.line(4.5, label("１　関係機関と連携している　（該当するものにチェック）", _BODY, _PLAIN), col=_HEAD)
    canvas.line(5, *_ticks(canvas, "連携"), col=_HEAD)
    canvas.line(4.5, label("２　関係機関と連携していないが、今後希望する機関", _BODY, _PLAIN), col=_HEAD)
    last = canvas.line(5, *_ticks(canvas, "希望"), col=_HEAD)
    canvas.across(first, [label("（７）関係機関\nとの連携状況", _HEAD, _LEFT, rows=last - first + 1)])
    canvas.outline(first, _HEAD, first + 1, COLUMNS - 1)


def _ticks(canvas: Canvas, prefix: str) -> list[Part]:
    box = replace(SIGN, rules=OPEN)
    parts: list[Part] = []
    for (name, words), width in zip(AGENCIES.items(), (14, 16), strict=True):
        parts += [canvas.answer(f"{prefix}_{name}", 2, box), label(words, width, _PLAIN)]
    return [
        *parts,
        canvas.answer(f"{prefix}_その他", 2, box),
        label("その他【", 5, _PLAIN),
        canvas.answer(f"{prefix}_その他名", 11, replace(LINES, size=8, rules=OPEN)),
        label("】", 2, replace(NOTE, align="left")),
    ]
