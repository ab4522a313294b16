"""A form (様式) and its fields (記入欄), by the Japanese names that bind them to a workbook's cells (名前の定義).

A field's name is public: an office puts it into its own workbook. What each form holds: docs/forms.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

#: What a field is filled with. ``None``: nothing is known, the cell is left as it is.
Value = str | int | date | bool | None
#: text; number (whole, with no unit); date; check (a box that is ticked or not); sign (◎, ○, ●, 〇 or nothing).
FieldKind = Literal["text", "number", "date", "check", "sign"]
#: Who knows it: counted from the register, written in the ledger, set in futoko.toml, or only a person.
Origin = Literal["register", "ledger", "settings", "hand"]


@dataclass(frozen=True, slots=True)
class Field:
    """One box of a form. ``name``: the defined name; ``label``: as printed on the official form.

    ``carried``: may stay as last month where nobody changed it; ``monthly``: must be written anew each month;
    ``asked``: a person has to write it where nobody knows it (listed as 要記入).
    """

    name: str
    label: str
    kind: FieldKind = "text"
    origin: Origin = "register"
    carried: bool = False
    monthly: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One official form: ``id`` as in policies and commands, ``file`` in templates_xlsx/, its fields in order."""

    id: str
    title: str
    file: str
    source: str
    fields: tuple[Field, ...]

    def named(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}


#: Parts of a date that an office's own form may ask for in cells of their own: suffix of the name → what it holds.
DATE_PARTS: Final = ("元号", "年", "西暦", "月", "日", "曜日")
