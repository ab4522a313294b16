"""One workbook opened and checked (様式ファイルの点検): what a person asks for, with what cannot be opened as a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from futoko_cli.errors import TemplateError
from futoko_cli.forms.catalogue import FORMS
from futoko_cli.forms.check import check_template, known_names, likely_form, usable
from futoko_cli.forms.finding import Finding
from futoko_cli.splice.refusal import as_template
from futoko_cli.splice.template import open_template

if TYPE_CHECKING:
    from pathlib import Path

    from futoko_cli.forms.field import Form
    from futoko_cli.splice.template import Template


class Checked(NamedTuple):
    """One file. ``form`` is None where none was found; ``guessed``: futoko chose it; ``used``: names that are filled."""

    file: str
    form: Form | None
    guessed: bool
    names: int
    used: int
    findings: list[Finding]

    @property
    def usable(self) -> bool:
        """Whether forms can be filled with it."""
        return usable(self.findings)

    def count(self, severity: str) -> int:
        """How many findings are so grave."""
        return sum(finding.severity == severity for finding in self.findings)


def check_file(path: Path, form_id: str | None) -> Checked:
    """A file checked as the form asked for, or as the one it binds most names of. Nothing is raised for the file."""
    file = str(path)
    given = FORMS[form_id] if form_id else None
    try:
        return check_opened(open_file(path), file, given)
    except TemplateError as error:
        grave = Finding("error", "template-unusable", "", "", "", error.message, error.hint)
        return Checked(file, given, given is None, 0, 0, [grave])


def check_opened(template: Template, file: str, given: Form | None) -> Checked:
    """An open workbook checked; its names counted once, however many sheets have them.

    Raises:
        TemplateError: a part of it is damaged.

    """
    names = {name.name for name in template.names if not name.hidden}
    form = given or likely_form(template)
    if form is None:
        grave = Finding(
            "error",
            "template-no-names",
            "",
            "",
            "",
            "記入欄の名前が1つもありません。どの様式か分かりません。",
            "書き込むセルに名前を付けるか（名前は futoko template list --fields monthly など）、--form で様式を指定してください。",
        )
        return Checked(file, None, guessed=True, names=len(names), used=0, findings=[grave])
    used = len(template.targets.keys() & known_names(form))
    with as_template(file):
        findings = check_template(form, template)
    return Checked(file, form, given is None, len(names), used, findings)


def open_file(path: Path) -> Template:
    """A workbook as a template.

    Raises:
        TemplateError: missing, no workbook, or one that cannot be kept whole.

    """
    return open_template(read_template(path), str(path))


def read_template(path: Path) -> bytes:
    """The file's bytes, read as carefully as a register.

    Raises:
        TemplateError: missing, a folder, too large.

    """
    from futoko_cli.ingest.guard import read_bytes

    with as_template(str(path)):
        return read_bytes(path, str(path))
