"""Whether a workbook serves a form (様式の点検): its names against the form's fields, both ways, and each cell."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from futoko_cli.errors import TemplateError
from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.check_cells import cell_findings
from futoko_cli.forms.date_parts import part_names
from futoko_cli.forms.field import DATE_PARTS
from futoko_cli.forms.finding import Finding
from futoko_cli.forms.shared import KEY, NAME
from futoko_cli.splice.page import page_notes
from futoko_cli.splice.privacy import leaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from futoko_cli.forms.field import Form
    from futoko_cli.splice.names import DefinedName
    from futoko_cli.splice.template import Template

#: Fields that say the same in another way: a form binds the one or the others.
_INSTEAD: Final = {
    "児童生徒キー": ("児童生徒氏名",),
    "性別": ("性別_男", "性別_女"),
    "性別_男": ("性別",),
    "性別_女": ("性別",),
    "新規継続": ("新規", "継続"),
    "新規": ("新規継続",),
    "継続": ("新規継続",),
    "学年組": ("学年", "組"),
    "学年": ("学年組",),
    "組": ("学年組",),
}
_ORDER: Final = ("error", "warning", "note")
_NEAR: Final = 0.7  # likeness from which a name is taken for a misspelt one
_MANAGER: Final = "Excel の［数式］→［名前の管理］"


def check_template(form: Form, template: Template) -> list[Finding]:
    """Everything worth knowing before a workbook is used for a form, gravest first."""
    found = [
        *_child(form, template),
        *_names(form, template),
        *_doubles(form, template),
        *cell_findings(form, template),
        *_lacking(form, template),
        *_page(template),
        *_leaks(template),
    ]
    return sorted(found, key=lambda finding: _ORDER.index(finding.severity))


def usable(findings: list[Finding]) -> bool:
    """Whether nothing grave was found."""
    return all(finding.severity != "error" for finding in findings)


def refuse_faulty(form: Form, template: Template) -> None:
    """Before a workbook is filled: what ``check_template`` calls an error would leave a box empty on every form.

    Raises:
        TemplateError: the first such error, and how many more there are.

    """
    found = [*_child(form, template), *_names(form, template), *_doubles(form, template)]
    faults = [finding for finding in found if finding.severity == "error"]
    if faults:
        first, more = faults[0], len(faults) - 1
        name = f"「{first.field}」: " if first.code == "template-name-broken" else ""
        rest = f"（ほかに {more}件）" if more else ""
        raise TemplateError(
            f"様式 {template.label} を使えません。{name}{first.sentence}{rest}",
            first.hint or "futoko template check で点検し、名前の定義を直してください。",
        )


def known_names(form: Form) -> set[str]:
    """Every name that a workbook of this form may bind: the fields, and the parts of its dates."""
    return {*form.named(), *part_names(form)}


def likely_form(template: Template) -> Form | None:
    """The form that a workbook binds most names of; None where it binds none."""
    names = set(template.targets)
    counts = {form.id: len(names & known_names(form)) for form in FORMS.values()}
    best = max(FORMS.values(), key=lambda form: (counts[form.id], -len(form.fields)))
    return best if counts[best.id] else None


def _child(form: Form, template: Template) -> Iterator[Finding]:
    names = form.named()
    if not any(name in template.targets for name in (NAME.name, KEY.name) if name in names):
        yield Finding(
            "error",
            "template-child",
            NAME.name,
            "",
            "",
            f"「{NAME.name}」も「{KEY.name}」も名前の定義にありません。だれの用紙か分からなくなります。",
            f"氏名を書くセルに「{NAME.name}」という名前を付けてください。",
        )


def _names(form: Form, template: Template) -> Iterator[Finding]:
    """Names that point to no single cell, and names that nothing fills."""
    known = known_names(form)
    for name in template.names:
        if name.name in known:
            if name.problem:
                yield Finding("error", "template-name-broken", name.name, name.scope, "", name.problem)
        elif not name.hidden:
            yield _unknown(name, known)


def _unknown(name: DefinedName, known: set[str]) -> Finding:
    sheet, cell = (name.target.sheet, name.target.cell) if name.target else (name.scope, "")
    near = nearest(name.name, known)
    if near:
        return Finding(
            "warning",
            "template-name-unknown",
            name.name,
            sheet,
            cell,
            f"「{name.name}」という記入欄はありません。何も書き込みません。",
            f"「{near}」のことであれば、{_MANAGER} で名前を直してください。",
        )
    sentence = f"「{name.name}」という記入欄はありません。何も書き込みません。"
    if name.target is None:
        return Finding("note", "template-name-other", name.name, sheet, cell, sentence)
    hint = (
        "記入欄の名前は futoko template list --fields で見られます。ほかの用途の名前であれば、そのままでかまいません。"
    )
    return Finding("warning", "template-name-unknown", name.name, sheet, cell, sentence, hint)


def nearest(name: str, known: set[str]) -> str:
    """The field's name that a name was probably meant to be; "" where none is like it."""
    from difflib import get_close_matches

    plain = {unicodedata.normalize("NFKC", other): other for other in sorted(known)}
    asked = unicodedata.normalize("NFKC", name)
    return next((plain[found] for found in get_close_matches(asked, plain, 1, _NEAR)), "")


def _doubles(form: Form, template: Template) -> Iterator[Finding]:
    """Two fields on one cell: the one would overwrite the other."""
    known = known_names(form)
    first: dict[tuple[str, int, int], str] = {}
    for name, targets in template.targets.items():
        if name not in known:
            continue
        for target in targets:
            other = first.setdefault((target.part, target.row, target.col), name)
            if other != name:
                yield Finding(
                    "error",
                    "template-cell-doubled",
                    name,
                    target.sheet,
                    target.cell,
                    f"「{other}」と「{name}」が同じセルを指しています。どちらか一方しか残りません。",
                    f"{_MANAGER} で、どちらかを別のセルに移すか、取り除いてください。",
                )


def _lacking(form: Form, template: Template) -> Iterator[Finding]:
    bound = {name.name for name in template.names}
    for field in form.fields:
        others = _INSTEAD.get(field.name, ())
        instead = bool(others) and all(other in bound for other in others)
        parts = field.kind == "date" and any(f"{field.name}_{part}" in bound for part in DATE_PARTS)
        if field.name not in bound and not instead and not parts:
            yield Finding(
                "note", "template-field-unbound", field.name, "", "", f"「{field.name}」を書くセルがありません。"
            )


def _page(template: Template) -> Iterator[Finding]:
    bound = {target.sheet for targets in template.targets.values() for target in targets}
    for sheet, sentence in page_notes(template.data, template.label):
        if sheet in bound:
            yield Finding("note", "template-page", "", sheet, "", sentence, "［ページ レイアウト］で直せます。")


def _leaks(template: Template) -> Iterator[Finding]:
    for part, sentence, hint in leaks(template.data, template.label):
        yield Finding("warning", "template-privacy", "", "", "", f"{sentence}（{part}）", hint)
