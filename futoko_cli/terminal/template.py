"""Forms, their fields, and the checks of their workbooks on the screen (様式の一覧と点検)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, DIM, ERROR, GOOD, WARNING
from futoko_cli.terminal.wrap import pad

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from futoko_cli.forms.checking import Checked
    from futoko_cli.forms.field import FieldKind, Form, Origin
    from futoko_cli.forms.finding import Finding, Severity

_KINDS: Final[dict[FieldKind, str]] = {
    "text": "文字",
    "number": "数",
    "date": "日付",
    "check": "チェック",
    "sign": "記号",
}
_ORIGINS: Final[dict[Origin, str]] = {"register": "出席簿", "ledger": "支援台帳", "settings": "設定", "hand": "手書き"}
_WORDS: Final[dict[Severity, tuple[str, str]]] = {
    "error": ("エラー", ERROR),
    "warning": ("注意", WARNING),
    "note": ("参考", DIM),
}
_NAME: Final = 26  # cells of the column of names
_KIND: Final = 10
_ORIGIN: Final = 10


def list_screen(forms: Iterable[Form], own: Mapping[str, str], width: int) -> Screen:
    """Every form, with the workbook that is used for it: the office's ``own``, in words, or the shipped one."""
    screen = Screen(width)
    for form in forms:
        screen.blank()
        screen.para((form.id, BOLD), f"  {form.title}")
        screen.para(f"出典：{form.source}", indent=2, hang=8)
        screen.para(f"ファイル：{own.get(form.id, f'{form.file}（付属）')}", indent=2, hang=12)
        screen.para(f"記入欄：{len(form.fields)}（futoko template list --fields {form.id}）", indent=2, hang=10)
    return screen


def fields_screen(form: Form, width: int) -> Screen:
    """The names to copy into Excel's name box, with what is written there."""
    screen = Screen(width)
    screen.para((f"【{form.title}】", BOLD), f"{form.id}　記入欄 {len(form.fields)}")
    screen.para(
        "Excel で書き込むセルを選び、左上の名前ボックスに、下の名前を貼り付けて Enter を押します。", indent=2, hang=2
    )
    screen.para(
        "日付の欄は、名前の後ろに _元号、_年、_西暦、_月、_日、_曜日 を付けると、分けて書けます。", indent=2, hang=2
    )
    screen.blank()
    hang = _NAME + _KIND + _ORIGIN
    head = pad("名前", _NAME) + pad("種類", _KIND) + pad("もと", _ORIGIN) + "様式での呼び方"
    screen.para((head, DIM), hang=hang)
    for field in form.fields:
        name = pad(field.name, _NAME - 1) + " "
        rest = pad(_KINDS[field.kind], _KIND) + pad(_ORIGINS[field.origin], _ORIGIN) + field.label
        screen.para((name, BOLD), rest, hang=hang)
    return screen


def checked_screen(checks: Iterable[Checked], width: int) -> Screen:
    """What was found in each file, gravest first, and whether it can be used."""
    screen = Screen(width)
    for checked in checks:
        screen.blank()
        screen.para((checked.file, BOLD))
        if checked.form:
            how = "。名前がいちばん多く合う様式として調べました" if checked.guessed else ""
            screen.para(f"様式：{checked.form.title}（{checked.form.id}）{how}", indent=2, hang=8)
            screen.para(f"名前の定義：{checked.names}、うち書き込むもの {checked.used}", indent=2, hang=14)
        unbound = [f.field for f in checked.findings if f.code == "template-field-unbound"]
        _findings(screen, [f for f in checked.findings if f.code != "template-field-unbound"])
        if unbound:
            word, style = _WORDS["note"]
            text = f"書くセルのない記入欄 {len(unbound)}：{'、'.join(unbound)}"
            screen.para((word, style), f"　{text}", indent=2, hang=8)
        _verdict(screen, checked)
    return screen


def _findings(screen: Screen, findings: list[Finding]) -> None:
    """The same sentence about several cells is said once."""
    groups: dict[tuple[Severity, str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.code, finding.sentence, finding.hint), []).append(finding)
    for (severity, _, sentence, hint), members in groups.items():
        word, style = _WORDS[severity]
        where = "、".join(filter(None, map(_where, members)))
        screen.para((word, style), f"　{where}{'：' if where else ''}{sentence}", indent=2, hang=8)
        if hint:
            screen.dim(f"→ {hint}", indent=8, hang=11)


def _where(finding: Finding) -> str:
    place = f"{finding.sheet}!{finding.cell}" if finding.sheet and finding.cell else finding.sheet or finding.cell
    if not finding.field:
        return place
    return f"{finding.field}（{place}）" if place else finding.field


def _verdict(screen: Screen, checked: Checked) -> None:
    counts = f"エラー {checked.count('error')}、注意 {checked.count('warning')}、参考 {checked.count('note')}"
    if checked.usable:
        screen.para("結果：", ("使えます", GOOD), f"（{counts}）", indent=2, hang=8)
    else:
        screen.para("結果：", ("使えません", ERROR), f"（{counts}）", indent=2, hang=8)


def bound_screen(output: Path, places: Iterable[tuple[str, str]], form: Form, width: int) -> Screen:
    """What was bound where."""
    screen = Screen(width)
    screen.para(f"{output} に書き出しました。付けた名前：")
    for name, place in places:
        screen.para(pad(name, _NAME), place, indent=2, hang=_NAME + 2)
    screen.dim(f"点検：futoko template check {output} --form {form.id}")
    return screen
