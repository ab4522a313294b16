"""Whether each bound cell can take what its field holds (セルの点検): formulas, formats, check-boxes, room."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from futoko_cli.forms.field import DATE_PARTS, Field
from futoko_cli.forms.finding import Finding, at
from futoko_cli.splice.fit import box_too_small, overflow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from futoko_cli.forms.field import Form
    from futoko_cli.splice.model import CellValue, Target
    from futoko_cli.splice.template import Template

#: The widest values that a box of figures has to show.
_LONG_DAY: Final = date(2028, 12, 31)
_YEAR_DAYS: Final = 200
#: Ends of names that hold fewer figures than the days of a year.
_FEWER: Final = {"月": 31, "回数": 99, "学年": 9}
#: A box to tick, and a place for ○, may be printed with something in it.
_MARKED: Final = frozenset({"check", "sign"})
#: Printed for somebody to fill in: 令和　年　月　日, （　）, ○○, No. and the like.
_BLANKS: Final = re.compile(r"[\s年月日時分令和平成号第回計人（）()〔〕○〇◯＿_…‥・.,:：/／\-~〜～No0-9]*")
_FAR_ROWS, _FAR_COLS = 20, 10
#: Parts of a date that are figures, the widest of each; 元号 and 曜日 are words.
_FIGURES: Final = {"年": 31, "西暦": 2028, "月": 12, "日": 31}


def cell_findings(form: Form, template: Template) -> Iterator[Finding]:
    """What is to be said about each cell that a field, or a part of a date, is bound to."""
    fields = form.named()
    held = template.read()
    for name, targets in template.targets.items():
        field = fields.get(name) or _part_field(name, fields)
        if field is None:
            continue
        for target in targets:
            if target.formula:
                hint = "futoko に書かせるときは、式を消してください。式のままでよければ、名前を取り除いてください。"
                yield at(target, "warning", "template-formula", "数式のセルです。書き込みません。", hint)
                continue
            yield from _kind(field, target)
            yield from _room(field, template, target)
        if field.kind not in _MARKED and not targets[0].formula:
            yield from _filled(targets[0], held.get(name))
        yield from _far(template, targets)


def _filled(target: Target, value: CellValue | None) -> Iterator[Finding]:
    """What stands in the cell already: words are a printed label or an old value, blanks to fill in are neither."""
    if value in {None, "", False}:
        return
    if isinstance(value, str) and not _BLANKS.fullmatch(value):
        hint = (
            "印刷された見出しなら、記入するセルに名前を付け直してください。前に使った用紙なら、文字を消してください。"
        )
        sentence = "すでに文字があります。見出しでも、値があれば書きかえます。"
        yield at(target, "warning", "template-cell-text", sentence, hint)
        return
    hint = "前に使った用紙でないか、氏名などが残っていないかを確かめてください。"
    yield at(target, "note", "template-cell-filled", "すでに何か書いてあります。値があれば書きかえます。", hint)


def _far(template: Template, targets: Iterable[Target]) -> Iterator[Finding]:
    """A cell far below or right of everything else on its sheet: most likely a slip of the pen."""
    for target in targets:
        last_row, last_col = template.book.views[target.sheet].used
        if last_row >= 0 and (target.row > last_row + _FAR_ROWS or target.col > last_col + _FAR_COLS):
            hint = "セルの番地が合っているかを確かめてください。"
            yield at(target, "note", "template-cell-far", "表から遠く離れたセルです。", hint)


def _part_field(name: str, fields: dict[str, Field]) -> Field | None:
    """A part of a date as a field of its own."""
    whole, _, part = name.rpartition("_")
    if part not in DATE_PARTS or whole not in fields or fields[whole].kind != "date":
        return None
    return Field(name, part, "number" if part in _FIGURES else "text")


def _kind(field: Field, target: Target) -> Iterator[Finding]:
    if field.kind == "check":
        if not target.box:
            yield at(
                target, "note", "template-check-text", "チェックボックスではないセルです。☑ か ☐ を文字で書きます。"
            )
        return
    if target.box:
        hint = "チェックボックスのない、ふつうのセルに名前を付けてください。"
        yield at(
            target, "warning", "template-box", "チェックボックスのセルですが、この欄は文字や数を書く欄です。", hint
        )
    elif field.kind == "date" and target.shows != "date":
        hint = "セルの表示形式を日付にすると、日付として書きます。"
        yield at(
            target,
            "note",
            "template-date-text",
            "日付の表示形式ではありません。令和7年6月1日 のような文字で書きます。",
            hint,
        )
    elif field.kind == "number" and target.shows == "text":
        hint = "セルの表示形式を「標準」か「数値」にしてください。"
        yield at(
            target,
            "warning",
            "template-number-text",
            "表示形式が文字列です。数が文字になり、合計などに使えません。",
            hint,
        )
    elif field.kind == "number" and target.shows == "date":
        hint = "セルの表示形式を「標準」か「数値」にしてください。"
        yield at(
            target, "warning", "template-number-date", "表示形式が日付です。数が日付のように見えてしまいます。", hint
        )


def _room(field: Field, template: Template, target: Target) -> Iterator[Finding]:
    if field.kind == "check" and target.box:
        return
    hint = "セルを大きくするか、字を小さくしてください。"
    if sentence := box_too_small(template, target):
        yield at(target, "warning", "template-area-small", sentence, hint)
        return
    sample = _sample(field)
    if sample is not None and overflow(template, target, sample):
        yield at(
            target,
            "warning",
            "template-area-small",
            f"{'日付' if field.kind == 'date' else '数'}が枠に収まりません。",
            hint,
        )


def _sample(field: Field) -> date | int | None:
    """The widest value of a field whose width is known beforehand."""
    part = field.name.rpartition("_")[2]
    if field.kind == "date":
        return _LONG_DAY
    if field.kind != "number":
        return None
    if part in _FIGURES:
        return _FIGURES[part]
    return next((most for end, most in _FEWER.items() if field.name.endswith(end)), _YEAR_DAYS)
