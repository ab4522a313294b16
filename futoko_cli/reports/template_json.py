"""Forms and checks of their workbooks as JSON (様式の一覧と点検)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from futoko_cli.forms.checking import Checked
    from futoko_cli.forms.field import Form
    from futoko_cli.reports.result_json import Json


def form_data(form: Form, own: Path | None) -> Json:
    """One form; ``template``: the office's own workbook, null where the shipped one is used."""
    return {
        "id": form.id,
        "title": form.title,
        "source": form.source,
        "file": form.file,
        "template": str(own) if own else None,
        "field_count": len(form.fields),
    }


def fields_data(form: Form) -> list[Json]:
    """The fields of a form in its order."""
    return [
        {
            "name": field.name,
            "label": field.label,
            "kind": field.kind,
            "origin": field.origin,
            "carried": field.carried,
            "monthly": field.monthly,
            "asked": field.asked,
        }
        for field in form.fields
    ]


def checked_data(checked: Checked) -> Json:
    """One file's check; ``findings`` gravest first."""
    return {
        "file": checked.file,
        "form": checked.form.id if checked.form else None,
        "form_guessed": checked.guessed,
        "usable": checked.usable,
        "names": checked.names,
        "names_used": checked.used,
        "findings": [
            {
                "severity": finding.severity,
                "code": finding.code,
                "field": finding.field,
                "sheet": finding.sheet,
                "cell": finding.cell,
                "message": finding.sentence,
                "hint": finding.hint,
            }
            for finding in checked.findings
        ],
    }
