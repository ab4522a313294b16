"""What a form still lacks (まだ足りないもの): boxes to be written by hand, texts too long, a month not entered to its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.forms.asked import still_to_write
from futoko_cli.forms.dates import month_bounds, short
from futoko_cli.issuing.months import title_of
from futoko_cli.issuing.plain import plain
from futoko_cli.splice.fit import overflow

if TYPE_CHECKING:
    from collections.abc import Container

    from futoko_cli.core.model import Assessment, ClassId, Pupil
    from futoko_cli.forms.field import Form, Value
    from futoko_cli.splice.template import Template


def open_boxes(form: Form, values: Mapping[str, Value], bound: Container[str]) -> tuple[str, ...]:
    """Labels of what a person has to write, as far as the template has a box for it."""
    asked = still_to_write(form, values)
    parts = _parts(tuple(values)) if asked else {}
    found = []
    for each in asked:
        others = [name for name in parts.get(each.name, ()) if name != each.name]
        has_box = each.name in bound or any(name in bound for name in others)
        if has_box and not any(plain(values[name], "text") for name in others):
            found.append(each.label)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=16)
def _parts(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Names by what stands before their ``_``; the same for every child of a batch."""
    parts: dict[str, tuple[str, ...]] = {}
    for name in names:
        word = name.partition("_")[0]
        parts[word] = (*parts.get(word, ()), name)
    return parts


def too_long(template: Template, form: Form, values: Mapping[str, Value], pupil: Pupil, file: str) -> Iterator[Issue]:
    """``form-overflow`` for every text that its box does not hold."""
    for each in form.fields:
        text = values.get(each.name)
        if each.kind != "text" or not isinstance(text, str):
            continue
        for target in template.targets.get(each.name, ()):
            over = overflow(template, target, text)
            if over is not None:
                yield Issue(
                    "form-overflow",
                    f"{pupil.key} の［{each.label}］が枠に入りきりません"
                    f"（枠は{over.lines_there}行、文は{over.lines_needed}行、約{over.characters_over}字多い）。",
                    "文を短くするか、様式の枠を広げてください。",
                    file,
                    target.sheet,
                    target.cell,
                    pupil.key if pupil.number is not None else "",
                    (pupil.name,),
                )


def partly_entered(assessment: Assessment, month: str) -> Issue | None:
    """``form-month-partial`` where school days of the month lie behind the last day counted."""
    missing = max(_days_missing(assessment, month).values(), default=0)
    if missing <= 0:
        return None
    end = month_bounds(month)[1]
    name, last = title_of(month), short(assessment.as_of)
    return Issue(
        "form-month-partial",
        f"{name}は{last}までの入力です。{name}の残り{missing}授業日は数えていません。",
        f"入力が済んでから、もう一度作ってください。済んでいれば --as-of {end} を付けます。",
    )


def _days_missing(assessment: Assessment, month: str) -> dict[ClassId, int]:
    """School days of the month that no class has been counted on yet."""
    register = assessment.register
    low, high = (day.toordinal() for day in month_bounds(month))
    begin, end = np.searchsorted(register.days, [low, high + 1])
    found: dict[ClassId, int] = {}
    for row, pupil in enumerate(register.pupils):
        if pupil.class_id not in found:
            whole = register.month_days.get(pupil.class_id, {}).get((int(month[:4]), int(month[5:])), 0)
            counted = int((register.kinds[row, begin:end] != Kind.NO_SCHOOL).sum())
            found[pupil.class_id] = whole - counted
    return found
