"""What a check of a form's workbook finds (様式の点検の結果)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from futoko_cli.splice.model import Target

#: error: the workbook cannot be used; warning: it can, but something will be missing or wrong; note: good to know.
Severity = Literal["error", "warning", "note"]


class Finding(NamedTuple):
    """One thing found, with what to do. ``code`` is for programs; ``sheet`` and ``cell`` may be empty."""

    severity: Severity
    code: str
    field: str
    sheet: str
    cell: str
    sentence: str
    hint: str = ""


def at(target: Target, severity: Severity, code: str, sentence: str, hint: str = "") -> Finding:
    """A finding at a name's cell."""
    return Finding(severity, code, target.name, target.sheet, target.cell, sentence, hint)
