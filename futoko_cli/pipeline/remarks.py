"""What the settings say that the registers do not bear out, and what could not be judged (設定と出席簿の照合)."""

from __future__ import annotations

from futoko_cli.core.filling import day_text
from futoko_cli.core.issues import Issue
from futoko_cli.core.model import ClassId
from futoko_cli.core.policy import Policy
from futoko_cli.core.register import Roll
from futoko_cli.core.school_calendar import SchoolCalendar, is_weekend
from futoko_cli.ingest.reading import Reading
from futoko_cli.pipeline.registers import totals_of
from futoko_cli.pipeline.request import Request
from futoko_cli.settings.config import Config


def unmatched(calendar: SchoolCalendar, config: Config, roll: Roll, reading: Reading, request: Request) -> list[Issue]:
    """Rows of the calendar file, and children of futoko.toml, that meet nobody in the registers."""
    totals = totals_of(reading)
    classes = {pupil.class_id for pupil in roll.pupils} | {row.pupil.class_id for row in totals}
    path = request.calendar or config.calendar
    issues: dict[str, Issue] = {}
    for rule in calendar.rules:
        if (rule.grade is None and rule.class_name is None) or any(map(rule.concerns, classes)):
            continue
        whom = f"{rule.grade}年" if rule.class_name is None else ClassId(rule.grade, rule.class_name).title
        issues.setdefault(
            whom,
            Issue(
                "setting-unmatched",
                f"暦の {day_text(rule.first)} の行は{whom}のものですが、読んだ出席簿に{whom}がありません。",
                "学年・組の書き方を、出席簿と同じにしてください。",
                path.name if path else "",
                subject=whom,
                grave="info",  # one class's register beside the whole school's calendar is no fault
            ),
        )
    keys = {pupil.key for pupil in roll.pupils} | {row.pupil.key for row in totals}
    for key in config.previous_year:
        if key not in keys:
            name = key.rpartition("-")[2]
            issues[key] = Issue(
                "setting-unmatched",
                f'[pupils."{key}"] の児童生徒は、読んだ出席簿にいません。',
                "キーは 学年-組-番号 で、例えば 1-2-05 です。scan の画面で確かめられます。",
                config.path.name if config.path else "",
                subject="" if not name.isdigit() else key,
                names=() if name.isdigit() else (name,),
            )
    return list(issues.values())


def not_judged(policy: Policy, calendar: SchoolCalendar, roll: Roll) -> list[Issue]:
    """Stages that only a named day decides, where the calendar names no such day in the year."""
    first, last = calendar.bounds
    named = {label for day, label in calendar.labels.items() if first <= day <= last}
    blind = [s for s in policy.stages if s.conditions and all(c.on and not named & set(c.on) for c in s.conditions)]
    if not blind or not roll.pupils:
        return []
    days = "・".join(dict.fromkeys(day for stage in blind for c in stage.conditions for day in c.on))
    stages = "".join(f"［{stage.label}］" for stage in blind)
    return [
        Issue(
            "closing-day-unknown",
            f"{stages}は{days}の日が分からないため判定していません。",
            f"暦のファイルに {days} の日を書いて、--calendar で渡してください。",
        )
    ]


def closures_known(calendar: SchoolCalendar) -> bool:
    """Whether somebody says which weekdays are no school days: a file, the settings, or the register itself."""
    by_register = any(not is_weekend(day) for days in calendar.struck.values() for day in days)
    return bool(calendar.rules or calendar.vacations) or by_register
