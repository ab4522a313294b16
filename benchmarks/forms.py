"""What a filled form costs beside openpyxl, in one run: ``python -m benchmarks.forms [WORKBOOK …]``.

Measured are the shipped monthly report and every workbook given, all of whose names are filled (cells get names first
where a workbook has none). Figures are medians of CPU time, alternating between the routes; only their ratios count.
openpyxl loads the workbook, writes the same cells and saves it: what a program built on it does for every child.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Final

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that "python benchmarks/forms.py" works as well as "python -m benchmarks.forms"

from futoko_cli.core.model import column_name  # noqa: E402
from futoko_cli.splice.bind import Place, bind  # noqa: E402
from futoko_cli.splice.model import CellValue  # noqa: E402
from futoko_cli.splice.template import Template, open_template  # noqa: E402

MONTHLY: Final = ROOT / "templates_xlsx" / "欠席状況報告書.xlsx"
FIELDS: Final = 90  # cells that get a name where a workbook has none; the monthly report has about as many
TEXT: Final = "朝は起きられるが、登校の時刻になると腹痛を訴える。家庭訪問で本人と会い、別室での学習を提案した。"


def opened(path: Path) -> Template:
    """The workbook, its first empty cells named where it has no names."""
    template = open_template(path.read_bytes(), path.name)
    if template.targets:
        return template
    places: dict[str, Place] = {}
    for view in template.book.views.values():
        for row in view.scan.rows:
            there = view.row(row)
            for cell in there.cells if there else ():
                first = view.merged(row, cell.col)[:2] == (row, cell.col)
                if first and not cell.children and len(places) < FIELDS:
                    places[f"欄{len(places)}"] = Place(view.title, column_name(cell.col), row + 1)
    return open_template(bind(template.data, path.name, places), path.name)


def values_for(template: Template, child: int) -> dict[str, CellValue]:
    """A value for every name: numbers, words, and a few long texts."""
    every: list[CellValue] = [child, "小樽 花子", 12, "令和7年6月18日", TEXT]
    return {name: every[place % len(every)] for place, name in enumerate(template.targets)}


def by_openpyxl(template: Template, values: dict[str, CellValue]) -> bytes:
    """The same cells by loading and saving the whole workbook."""
    book = openpyxl.load_workbook(io.BytesIO(template.data), keep_vba=template.macros)
    for name, value in values.items():
        for target in template.targets[name]:
            if not target.formula:
                book[target.sheet][target.cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def seconds(routes: dict[str, Callable[[int], object]], rounds: dict[str, int]) -> dict[str, float]:
    """Median CPU seconds of each route, the routes taking turns."""
    spent: dict[str, list[float]] = {name: [] for name in routes}
    for turn in range(max(rounds.values())):
        for name, route in routes.items():
            if turn < rounds[name]:
                before = time.process_time()
                route(turn)
                spent[name].append(time.process_time() - before)
    return {name: statistics.median(times) for name, times in spent.items()}


def measured(path: Path, rounds: int) -> dict[str, float]:
    """One workbook: milliseconds of each route, and the ratio."""
    template = opened(path)
    if not template.targets:
        raise SystemExit(f"{path.name}: no cell to fill")
    warnings.simplefilter("ignore")  # openpyxl warns of what it is about to lose
    template.fill(values_for(template, 0))  # cut and deflate once, as a batch does
    found = seconds(
        {
            "open": lambda _: open_template(template.data, path.name),
            "fill": lambda child: template.fill(values_for(template, child)),
            "openpyxl": lambda child: by_openpyxl(template, values_for(template, child)),
        },
        {"open": rounds, "fill": rounds * 20, "openpyxl": rounds},
    )
    first = time.process_time()
    open_template(template.data, path.name).fill(values_for(template, 1))
    return {
        "fields": len(template.targets),
        "open and first fill, ms": (time.process_time() - first) * 1000,
        "open, ms": found["open"] * 1000,
        "fill, ms": found["fill"] * 1000,
        "openpyxl, ms": found["openpyxl"] * 1000,
        "openpyxl / fill": found["openpyxl"] / found["fill"],
    }


def main() -> None:
    """Measure every workbook and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workbooks", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = {path.name: measured(path, arguments.rounds) for path in (MONTHLY, *arguments.workbooks)}
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    for name, figures in found.items():
        print(name)
        for what, value in figures.items():
            print(f"{value:10.2f}  {what}")


if __name__ == "__main__":
    main()
