"""--share: what is handed on tells of no number of 1 to 4 children, however somebody adds and subtracts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pytest

from futoko_cli.district.result import DAY_KEYS, FIGURES, HEAD_KEYS, Run
from futoko_cli.district.rollup import ALL, DISTRICT, roll_up
from futoko_cli.district.school import school_result
from futoko_cli.district.view import Group, View, view_of
from futoko_cli.reports.district.as_csv import district_csv
from futoko_cli.reports.district.as_json import district_result
from tests.summary.invent import Classes
from tests.summary.invent import school as invented

_MARKS: Final = ("出", "欠", "病", "事", "教", "遅", "早", "停", "忌", "未")
Cell = tuple[str | None, int | None, str, str, str]
Equation = tuple[Cell, list[Cell]]


@lru_cache
def view(seed: int) -> View:
    """Six schools of small classes, drawn: every number of children from 0 up is there."""
    dice = random.Random(seed)  # noqa: S311  no secret, a drawing that comes out the same
    schools = []
    for n in range(6):
        classes: Classes = {
            (grade, "1"): tuple(_line(dice, f"児{child}") for child in range(dice.randint(3, 14)))
            for grade in (1, 2, 3)
        }
        before = {f"{grade}-1-{child:02}": dice.choice([0, 29, 30, 60]) for grade in (1, 2) for child in range(1, 9)}
        upto = dice.choice(["5/30", "5/30", "4/25"])
        schools.append(school_result(invented(classes, upto=upto, previous_year=before), f"{n}校"))
    return view_of(roll_up(Run(tuple(schools))), shared=True)


def _line(dice: random.Random, name: str) -> str:
    often = dice.choice([0.02, 0.1, 0.5, 0.9])
    days = "".join(dice.choice(_MARKS) if dice.random() < often else "出" for _ in range(36))
    return f"{name} 4/7- {days}"


def cells_of(result: dict[str, Any]) -> dict[Cell, int | None]:
    """Every number of a result by its place; None where it is hidden."""
    return {
        (group["school"], group["grade"], group["level"], group["span"], key): value
        for group in result["figures"]
        for key, value in group["values"].items()
    }


def equations(result: dict[str, Any]) -> Iterator[Equation]:
    """What every reader of the file knows of how its numbers add up."""
    cells = cells_of(result)
    months = sorted({span for *_, span, _ in cells if span != "year"})
    for cell in cells:
        school, grade, level, span, key = cell
        if level == "district":
            schools = [c for c in cells if c[2] == "school" and c[3:] == cell[3:]]
            if span in ("year", *months[-2:]) and schools:
                yield cell, schools
            yield cell, [c for c in cells if c[2] == "grade" and c[3:] == cell[3:]]
        if key in DAY_KEYS and span == "year" and level != "school":
            yield cell, [c for c in cells if c[:3] == cell[:3] and c[4] == key and c[3] in months]
        if (
            key in DAY_KEYS
            and span == "year"
            and level == "school"
            and set(months) <= {c[3] for c in cells if c[0] == school}
        ):
            yield cell, [c for c in cells if c[:3] == cell[:3] and c[4] == key and c[3] in months]
        last = next((s["as_of"][:7] for s in result["schools"] if s["folder"] == school), "")
        if key in HEAD_KEYS and span == last:
            yield (school, grade, level, "year", key), [cell]
        if key == "absent" and level != "school":
            kinds = ("absent_unsaid", "absent_sick", "absent_other", "credited")
            yield cell, [(school, grade, level, span, kind) for kind in kinds]
        if key == "at_least_30" and level != "school":
            yield cell, [(school, grade, level, span, part) for part in ("long_continued", "long_new", "long_unknown")]


def true_values(shown: View) -> tuple[dict[Cell, int], dict[Cell, int]]:
    """The numbers behind all cells, and the children that each comes from."""
    values, children = {}, {}
    for group in shown.groups():
        figures = shown.rollup.figures(*group)
        assert figures is not None
        level = "school" if group.school != DISTRICT else "district" if group.grade == ALL else "grade"
        school = None if group.school == DISTRICT else shown.rollup.counted[group.school].folder
        for key in shown.keys(group.school):
            cell = (school, group.grade or None, level, group.span, key)
            values[cell] = figures[key]
            children[cell] = figures[f"by:{key}"] if key in DAY_KEYS else figures[key]
    return values, children


@pytest.mark.parametrize("seed", range(4))
def test_no_small_number_is_shown(seed: int) -> None:
    """A shown number is 0 or comes from five children or more; what is shown is right."""
    cells = cells_of(district_result(view(seed)))
    values, children = true_values(view(seed))
    hidden = [cell for cell, value in cells.items() if value is None]
    assert hidden
    for cell, value in cells.items():
        if value is not None:
            assert value == values[cell]
            assert children[cell] == 0 or children[cell] >= 5


@pytest.mark.parametrize("seed", range(4))
def test_no_small_number_follows_by_subtracting(seed: int) -> None:
    """All equations of the shown numbers together fix no hidden number of 1 to 4 children."""
    result = district_result(view(seed))
    cells = cells_of(result)
    values, children = true_values(view(seed))
    hidden = [cell for cell, value in cells.items() if value is None]
    column = {cell: n for n, cell in enumerate(hidden)}
    rows = []
    for total, parts in equations(result):
        assert values[total] == sum(values[part] for part in parts)
        row = np.zeros(len(hidden))
        for cell, sign in [(total, -1), *((part, 1) for part in parts)]:
            if cell in column:
                row[column[cell]] += sign
        if row.any():
            rows.append(row)
    _, sizes, space = np.linalg.svd(np.array(rows), full_matrices=False)
    space = space[sizes > 1e-9]
    fixed = np.square(space).sum(axis=0) > 1 - 1e-9  # the cell's own direction lies in what the equations say
    told = [cell for cell in hidden if fixed[column[cell]] and 0 < children[cell] < 5]
    assert told == []


@pytest.mark.parametrize("seed", range(4))
def test_attempt_to_subtract_step_by_step(seed: int) -> None:
    """Somebody who takes away, wherever one number of a sum is missing, and goes on with what comes out, finds nothing."""
    result = district_result(view(seed))
    known = cells_of(result)
    _, children = true_values(view(seed))
    sums = list(equations(result))
    while True:
        found = {}
        for total, parts in sums:
            missing = [cell for cell in (total, *parts) if known[cell] is None]
            if len(missing) == 1:
                rest = sum(known[part] or 0 for part in parts if part != missing[0])
                found[missing[0]] = rest if missing[0] == total else (known[total] or 0) - rest
        if not found:
            break
        known.update(found)
        assert [cell for cell in found if 0 < children[cell] < 5] == []


@pytest.mark.parametrize("seed", range(4))
def test_rate_tells_no_hidden_number(seed: int) -> None:
    """A shared rate is rounded to 0.1%, and is hidden where absences are; with hidden 出停・忌引等 it tells them not."""
    shown = view(seed)
    for group in shown.groups():
        rate = shown.rate(group)
        if shown.value(group, "absent") is None or shown.value(group, "school") is None:
            assert rate is None
        if rate is not None:
            assert (rate * 1000).denominator == 1
        if rate is not None and shown.value(group, "skipped") is None:
            figures = shown.rollup.figures(*group)
            assert figures is not None
            for skipped in (1, figures["skipped"], 2 * figures["skipped"]):
                other = Fraction(figures["absent"], figures["school"] - skipped)
                assert abs(other - rate) <= Fraction(1, 2000)


def test_nothing_beside_the_numbers_is_shared() -> None:
    """No child, no stage, no finding, no grade of a single school, and none of last year's either."""
    shown = view(0)
    result = district_result(view_of(shown.rollup, shared=True, last_year=shown.rollup))
    assert result["unmet"] == result["stages"] == []
    assert all(school["issues"] == [] for school in result["schools"])
    for figures in (result["figures"], result["last_year"]["figures"]):
        assert {group["level"] for group in figures} == {"district", "grade", "school"}
        assert any(value is None for group in figures for value in group["values"].values())


def test_figures_that_are_not_shared_have_no_value() -> None:
    """Asking the view for a figure that is not handed on gives nothing, whoever asks."""
    shown = view(0)
    assert shown.value(Group(0, ALL, "year"), "absent_sick") is None
    assert shown.value(Group(0, 1, "year"), "enrolled") is None
    assert shown.value(Group(0, ALL, "2025-03"), "enrolled") is None
    text = district_csv(shown).decode("utf-8-sig")
    assert "＊" in text
    assert len(FIGURES) > len(shown.keys(0))
