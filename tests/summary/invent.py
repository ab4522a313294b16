"""An invented school of three small classes whose April and May a clerk can count by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from futoko_cli.core.escalation import decide
from futoko_cli.core.issues import Issue
from futoko_cli.core.kinds import Kind
from futoko_cli.core.measures import Facts
from futoko_cli.core.model import Assessment, ClassId, Mark, MarkAt, Pupil
from futoko_cli.core.policy import Policy
from futoko_cli.core.register import Register
from tests.notation import page
from tests.terminal.fabricate import policy, source, totals_row

Classes = Mapping[tuple[int | None, str], tuple[str, ...]]

#: 1–4, 7–11, 14–18, 21–25, 28 and 30 April are 21 school days; 1, 2, 7, 8 and 9 May are 5.
SCHOOL: Classes = {
    (1, "1"): (
        "青木 4/7- 病欠欠 5/1- 欠欠",
        "井上 4/8- 遅早両 5/7- 遅*3",
        "上田 4/7- 停*3",
        "江口 4/1- 外*4",  # joins on 4/7
    ),
    (1, "2"): (
        "小川 4/14- 教Ｉ事 5/7- 外*3",  # has left on 5/7
        "加藤 5/8- 未*2",
    ),
    (2, "1"): ("木村 5/1- 公別忌閉欠",),
}


def school(
    classes: Classes = SCHOOL,
    upto: str = "5/9",
    *,
    rules: Policy | None = None,
    previous_year: Mapping[str, int] | None = None,
    names: Mapping[str, str] | None = None,
    issues: tuple[Issue, ...] = (),
) -> Assessment:
    """The assessment of classes in notation; ``names`` replace the lines' names, which have no spaces."""
    lines = [(ClassId(*key), line) for key, own in classes.items() for line in own]
    register = page(*(line for _, line in lines), upto=upto)
    numbers: dict[ClassId, int] = {}
    pupils = []
    for (class_id, _), pupil in zip(lines, register.pupils, strict=True):
        number = numbers[class_id] = numbers.get(class_id, 0) + 1
        name = (names or {}).get(pupil.name, pupil.name)
        pupils.append(Pupil(f"{class_id.label}-{number:02}", class_id, number, name))
    months = next(iter(register.month_days.values()))
    register = replace(register, pupils=tuple(pupils), month_days={p.class_id: months for p in pupils})
    return assessed(register, rules or policy(), previous_year or {}, issues)


def assessed(
    register: Register, rules: Policy, previous_year: Mapping[str, int], issues: tuple[Issue, ...] = ()
) -> Assessment:
    """A register decided; nothing of files."""
    return Assessment(
        policy=rules,
        school_year=2025,
        as_of=date.fromordinal(int(register.days[-1])) if len(register.days) else date(2025, 4, 1),
        school_name="見本市立第一小学校",
        calendar_origin="平日から祝日を除いた日",
        sources=(source(),),
        pupils=tuple(decide(register, rules, Facts(previous_year=previous_year))),
        totals=(),
        issues=issues,
        register=register,
        files_read=1,
        school_days=len(register.days),
        inputs=("出席簿.xlsx",),
        previous_year=previous_year,
    )


def year_before(classes: Classes = SCHOOL, upto: str = "5/9") -> Assessment:
    """The classes' registers as they were 52 weeks earlier."""
    whole = school(classes, upto)
    register = replace(whole.register, days=whole.register.days - 364)
    return replace(assessed(register, whole.policy, {}), school_year=2024)


def with_mark(assessment: Assessment, row: int, day: date) -> Assessment:
    """The same with one cell marked 欠, as the last thing that its class typed in."""
    register = assessment.register
    col = register.days.tolist().index(day.toordinal())
    at = MarkAt(Mark(day.toordinal(), Kind.ABSENT, "欠", "", 4, 5), source())
    return replace(assessment, register=replace(register, marks={(row, col): at}))


def with_totals(assessment: Assessment) -> Assessment:
    """The same and one child known by totals only."""
    return replace(assessment, totals=(totals_row(),))
