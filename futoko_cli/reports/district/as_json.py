"""The roll-up as JSON (docs/district.md): every group with its numbers; null where a number is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from futoko_cli.district.result import RUN, SUM, UNMET
from futoko_cli.district.rollup import ALL, DISTRICT, LATE_DAYS
from futoko_cli.reports.json_parts import Json

if TYPE_CHECKING:
    from fractions import Fraction

    from futoko_cli.district.result import SchoolResult
    from futoko_cli.district.view import Group, View

DISTRICT_VERSION: Final = 1


def district_result(view: View) -> Json:
    """The whole result of ``district``."""
    rollup = view.rollup
    return {
        "futoko_district_version": DISTRICT_VERSION,
        "command": "district",
        "shared": view.shared,
        "school_year": rollup.school_year or None,
        "as_of": rollup.as_of or None,
        "month": rollup.month or None,
        "month_before": rollup.before or None,
        "definitions": {"run": RUN, "sum": SUM, "unmet": UNMET, "late_days": LATE_DAYS},
        "policies": [{"id": policy, "edition": edition} for policy, edition in rollup.policies],
        "stopped": rollup.run.stopped,
        "unfinished": list(rollup.run.unfinished),
        "notes": list(rollup.run.notes),
        "schools": [_school(view, school) for school in rollup.run.schools],
        "figures": [_figures(view, group) for group in view.groups()],
        "stages": [] if view.shared else _stages(view),
        "growth": _growth(view),
        "unmet": [
            {
                "school": rollup.counted[each.school].folder,
                "key": each.child.key,
                "name": each.child.name or None,
                "grade": _grade(each.child.grade),
                "class": each.child.class_name,
                "unseen": each.child.unseen,
                "consecutive": each.child.current,
                "absent": each.child.absent,
                "stage": each.child.stage or None,
                "previous_year_absences": each.child.previous_year,
            }
            for each in view.unmet
        ],
        "last_year": None
        if view.last_year is None
        else {
            "school_year": view.last_year.rollup.school_year or None,
            "as_of": view.last_year.rollup.as_of or None,
            "same_month": view.year_ago or None,
            "figures": [_figures(view.last_year, group) for group in view.last_year.groups()],
        },
    }


def _grade(grade: int) -> int | None:
    return grade if grade > ALL else None


def _number(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _school(view: View, school: SchoolResult) -> Json:
    rollup = view.rollup
    place = next((n for n, each in enumerate(rollup.counted) if each is school), None)
    return {
        "folder": school.folder,
        "name": school.name or None,
        "code": school.code or None,
        "outcome": school.outcome,
        "error": school.error or None,
        "hint": school.hint or None,
        "counted": place is not None,
        "late": place in rollup.late if place is not None else None,
        "policy": school.policy or None,
        "edition": school.edition or None,
        "school_year": school.school_year or None,
        "as_of": school.as_of or None,
        "classes_behind": list(school.behind),
        "registers": len(school.inputs),
        "totals_only": None if view.shared else school.totals_only,
        "issues": []
        if view.shared
        else [
            {"code": issue.code, "severity": issue.severity, "count": issue.count, "first": issue.place or None}
            for issue in school.issues
        ],
    }


def _level(group: Group) -> str:
    if group.school == DISTRICT:
        return "district" if group.grade == ALL else "grade"
    return "school" if group.grade == ALL else "school-grade"


def _figures(view: View, group: Group) -> Json:
    rollup, rate = view.rollup, view.rate(group)
    whole = group.school == DISTRICT
    fewest, most = view.dates(group)
    return {
        "level": _level(group),
        "school": None if whole else rollup.counted[group.school].folder,
        "grade": _grade(group.grade),
        "span": group.span,
        "schools": len(rollup.schools_with(group.grade, group.span)) if whole else 1,
        "school_dates": {"fewest": fewest, "most": most},
        "values": {key: view.value(group, key) for key in view.keys(group.school)},
        "absence_rate": _number(rate),
        "attendance_rate": _number(None if rate is None else 1 - rate),
        "long_absent_per_1000": _number(view.per_1000(group)),
    }


def _stages(view: View) -> list[Json]:
    return [
        {
            "policy": policy,
            "id": row.id,
            "label": row.label,
            "span": row.span,
            "active": row.active,
            "reached": row.reached,
        }
        for policy, row in view.rollup.stages
    ]


def _growth(view: View) -> list[Json]:
    return [
        {
            "school": view.rollup.counted[each.school].folder,
            "absence_rate": _number(each.now),
            "absence_rate_before": _number(each.before),
        }
        for each in view.growth
        if each.more > 0
    ]
