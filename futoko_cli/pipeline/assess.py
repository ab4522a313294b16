"""Read, count, decide (数えて判定する): the only place where reading meets deciding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from futoko_cli.calendars import national_holidays
from futoko_cli.core.escalation import decide
from futoko_cli.core.filling import fill_register, last_marked_day
from futoko_cli.core.gaps import entry_gaps
from futoko_cli.core.issues import Issue
from futoko_cli.core.model import Assessment, Pupil, PupilResult
from futoko_cli.core.policy import Policy
from futoko_cli.core.register import Roll
from futoko_cli.core.school_calendar import SchoolCalendar, school_year_of
from futoko_cli.errors import UsageError
from futoko_cli.ingest.calendar_file import read_calendar, vacation_spans
from futoko_cli.ingest.reading import Reading, likely_year
from futoko_cli.ingest.rolling import make_roll, settle_strikes, within_year, years_of
from futoko_cli.pipeline.facts import facts_of, read_the_ledger
from futoko_cli.pipeline.registers import ordered, place, read, totals_of
from futoko_cli.pipeline.remarks import closures_known, not_judged, unmatched
from futoko_cli.pipeline.request import Progress, Request
from futoko_cli.settings.config import Config
from futoko_cli.settings.policy_file import load_policy

DEFAULT_POLICY = "otaru"


def assess(request: Request, config: Config, progress: Progress | None = None) -> Assessment:
    """Read, count, decide. Problems of single cells, sheets and files are issues of the result.

    Raises ConfigError (policy, marks, calendar), InputError (nothing readable), UsageError (nothing counted).
    """
    policy = load_policy(request.policy or config.policy or DEFAULT_POLICY)
    reading = read(request, config, progress)
    year = request.school_year or config.school_year or likely_year(years_of(reading.drafts), request.today.toordinal())
    if year is None:
        return _nothing_counted(request, config, policy, reading)
    drafts, year_issues = within_year(reading.drafts, year)
    roll, roster_issues = make_roll(drafts, year)
    calendar, origin = _calendar(request, config, roll, year)
    strike_issues = settle_strikes(roll, calendar)
    as_of, notes = _as_of(request, roll, calendar)
    register, fill_issues = fill_register(roll, calendar, as_of, None if request.as_of else request.today.toordinal())
    ledger, ledger_issues = read_the_ledger(
        request, config, [*roll.pupils, *(row.pupil for row in totals_of(reading))], year
    )
    known_by = _known_by(request)
    facts = facts_of(config, ledger, year, known_by)
    gaps = entry_gaps(
        roll, register, calendar, as_of, calendar_given=closures_known(calendar), today=request.today.toordinal()
    )
    issues = [*reading.issues, *year_issues, *roster_issues, *strike_issues, *fill_issues, *gaps, *ledger_issues]
    issues += unmatched(calendar, config, roll, reading, request) + not_judged(policy, calendar, roll)
    sources = tuple(sorted((block.source for block in roll.blocks), key=place))
    assessment = Assessment(
        policy,
        year,
        date.fromordinal(as_of),
        config.school_name,
        origin,
        sources,
        tuple(decide(register, policy, facts)),
        totals_of(reading),
        ordered(issues),
        register,
        reading.files,
        len(register.days),
        inputs=tuple(str(path) for path in request.files),
        notes=notes,
        ledger=ledger,
        calendar=calendar,
        previous_year=facts.previous_year or {},
        facts=facts,
        known_by=known_by,
    )
    return _selected(assessment, request)


def _calendar(request: Request, config: Config, roll: Roll, year: int) -> tuple[SchoolCalendar, str]:
    path = request.calendar or config.calendar
    rules = read_calendar(path, year) if path else ()
    vacations = vacation_spans(config.vacations, year)
    parts = [f"暦ファイル {path.name}"] if path else []
    if any(roll.struck.values()):
        parts.append("出席簿の休業日の印")
    parts.append("土日・祝日を除く平日" + ("（長期休業の設定あり）" if vacations else ""))
    calendar = SchoolCalendar(
        year, national_holidays(year), vacations, rules, roll.struck, roll.opened, roll.ceremonies
    )
    return calendar, " → ".join(parts)


def _known_by(request: Request) -> date:
    """Up to which day the ledger is believed: the day asked for, else today or the last day to be counted."""
    return request.as_of or min(request.today, request.until or request.today)


def _as_of(request: Request, roll: Roll, calendar: SchoolCalendar) -> tuple[int, tuple[str, ...]]:
    """The day up to which is counted: asked for, else the last school day with any mark, never the future."""
    first, last = calendar.bounds
    if request.as_of is not None:
        day = request.as_of.toordinal()
        if not first <= day <= last:
            raise UsageError(
                f"--as-of {request.as_of} は {calendar.school_year}年度の外です。",
                f"{date.fromordinal(first)} から {date.fromordinal(last)} までの日を指定してください。",
            )
        if day > request.today.toordinal():
            return day, (
                f"--as-of {request.as_of} は今日より後です。まだ来ていない日も、空欄なら出席として数えています。",
            )
        return day, ()
    found = last_marked_day(roll, calendar, min(request.today.toordinal(), last))
    if found is None:
        return first - 1, ("授業日の記号が1つもないため、何も数えていません。--as-of で日付を指定できます。",)
    if request.until is None:
        return found, ()
    return min(found, request.until.toordinal()), ()  # where marks follow, the days up to it are entered


def _nothing_counted(request: Request, config: Config, policy: Policy, reading: Reading) -> Assessment:
    """Files could be opened, but no register in them could be read: only problems and totals remain."""
    year = school_year_of(request.today.toordinal())
    calendar = SchoolCalendar(year)
    register, _ = fill_register(Roll([], []), calendar, calendar.bounds[0] - 1)
    issues = list(reading.issues)
    totals = totals_of(reading)
    if not totals and not any(issue.severity == "error" for issue in issues):
        issues.append(
            Issue(
                "register-missing", "出席簿と分かる表が1つもありません。", "futoko inspect で、何を読んだかを見ます。"
            )
        )
    return Assessment(
        policy,
        year,
        request.as_of or request.today,
        config.school_name,
        "",
        (),
        (),
        totals,
        ordered(issues),
        register,
        reading.files,
        inputs=tuple(str(path) for path in request.files),
    )


def _selected(assessment: Assessment, request: Request) -> Assessment:
    """Narrowed to a grade or class; raises UsageError where nobody is in it. Issues stay whole."""
    if request.grade is None and request.class_name is None:
        return assessment
    from futoko_cli.ingest.headings import class_in, class_name
    from futoko_cli.ingest.wording import plain

    wanted = plain(request.class_name or "")
    grade, name = class_in(wanted)
    name = name or class_name(wanted) or None
    grade = request.grade if request.grade is not None else grade

    def inside(pupil: Pupil) -> bool:
        return (grade is None or pupil.class_id.grade == grade) and (name is None or pupil.class_id.name == name)

    kept: tuple[PupilResult, ...] = tuple(r for r in assessment.pupils if inside(r.pupil))
    totals = tuple(t for t in assessment.totals if inside(t.pupil))
    if not kept and not totals:
        classes = "・".join(dict.fromkeys(r.pupil.class_id.label for r in assessment.pupils))
        raise UsageError("指定した学年・学級の児童生徒がいません。", f"読んだ学級: {classes}")
    label = "・".join(dict.fromkeys(r.pupil.class_id.title for r in kept)) if name else f"{grade}年"
    return replace(assessment, pupils=kept, totals=totals, selected=label)
