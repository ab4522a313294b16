"""What a person still has to write (要記入)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from futoko_cli.forms.dates import month_of
from futoko_cli.forms.field import Field, Form, Value

_MET: Final = frozenset({"現認者", "現認方法"})
_NOT_MET: Final = frozenset({"現認できなかった理由"})


def _does_not_apply(values: Mapping[str, Value]) -> frozenset[str]:
    """Either who met the child and how, or why nobody did; a new report has no plan to look back on."""
    left: frozenset[str] = frozenset()
    month, met = values.get("報告年月"), values.get("最終現認日")
    if isinstance(month, date):
        left |= _NOT_MET if isinstance(met, date) and month_of(met) == month_of(month) else _MET
    if values.get("新規継続") == "新規":
        left |= {"先月の方策の評価"}
    if values.get("虐待の疑い_無") is True:
        left |= {"虐待の疑い_内容"}
    return left


def _blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def still_to_write(form: Form, values: Mapping[str, Value]) -> list[Field]:
    """Fields that a person is asked for and that hold nothing yet, in the form's order."""
    other = _does_not_apply(values)
    return [f for f in form.fields if f.asked and f.name not in other and _blank(values.get(f.name))]
