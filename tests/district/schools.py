"""Invented schools as folders of small CSV registers, and what a run over them says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from futoko_cli.district.cache import Cache
from futoko_cli.district.result import FIGURES, Run, SchoolResult
from futoko_cli.district.running import OneExecutor, Work, run_schools
from futoko_cli.district.school import assess_school
from futoko_cli.district.task import Defaults, schools_in
from tests.district.at_once import AtOnce

TODAY: Final = date(2025, 5, 16)
_LAST: Final = {4: 30, 5: 31}

#: One class by month: each child's marks as ``day mark`` pairs.
Marks = Mapping[int, tuple[str, ...]]


def write_class(folder: Path, label: str, marks: Marks, family: str = "春野") -> None:
    """A CSV register for each month; child n of the class has the n-th text of marks, ``8欠 9遅``."""
    folder.mkdir(parents=True, exist_ok=True)
    grade, name = label.split("-")
    for month, children in marks.items():
        days = range(1, _LAST[month] + 1)
        lines = [f"令和7年度 {month}月 {grade}年{name}組 出席簿", ",".join(["番号", "氏名", *map(str, days)])]
        for n, text in enumerate(children, 1):
            said = {int(word[:-1]): word[-1] for word in text.split()}
            lines.append(
                ",".join(
                    [str(n), f"{family}　{'空海陸星月光風'[n - 1]}{grade}{name}", *(said.get(d, "") for d in days)]
                )
            )
        (folder / f"{grade}年{name}組_{month}月.csv").write_text("\n".join(lines), encoding="utf-8")


def make_school(folder: Path, *, name: str = "", code: str = "", more: str = "", away: int = 3) -> Path:
    """A school of two classes in April and May; the first child of 1-1 is away from 14 April for ``away`` days."""
    april = [14, 15, 16, 17, 18, 21, 22, 23, 24, 25, 28, 30][:away]
    write_class(
        folder, "1-1", {4: (" ".join(f"{day}欠" for day in april), "8遅 9早", "", "10欠"), 5: ("", "1欠", "16欠", "")}
    )
    write_class(
        folder,
        "2-1",
        {4: ("8停 9停", "", "21欠 22欠"), 5: ("", "16遅", "7欠 8欠 9欠 12欠 13欠 14欠 15欠 16欠")},
        "夏川",
    )
    (folder / "futoko.toml").write_text(f'[school]\nname = "{name}"\ncode = "{code}"\n{more}', encoding="utf-8")
    return folder


def make_district(folder: Path, count: int = 3) -> Path:
    """``count`` schools, each a little different from the others."""
    for n in range(count):
        make_school(folder / f"{n + 1:02}校", name=f"見本市立第{n + 1}小学校", code=f"B{n + 1:03}", away=3 + n)
    return folder


def run_of(
    folder: Path, defaults: Defaults | None = None, *, cache: Cache | None = None, work: Work = assess_school
) -> Run:
    """A run in this very process."""
    tasks = schools_in([folder], defaults or Defaults(TODAY)).tasks
    return run_schools(tasks, OneExecutor(AtOnce(), 2, work), cache=cache)


def figure(school: SchoolResult, key: str, grade: int = 0, span: str = "year") -> int:
    """One figure of a school."""
    (row,) = (row for row in school.rows if (row.grade, row.span) == (grade, span))
    return row.figures[FIGURES.index(key)]
