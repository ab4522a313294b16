"""Files, calendar, policy and date → ``Assessment``: the only place where reading meets deciding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from futoko_cli.calendars import national_holidays
from futoko_cli.core.escalation import decide
from futoko_cli.core.filling import day_text, fill_register, last_marked_day
from futoko_cli.core.gaps import entry_gaps
from futoko_cli.core.issues import Issue
from futoko_cli.core.ledger import Ledger
from futoko_cli.core.measures import Facts
from futoko_cli.core.model import Assessment, ClassId, Pupil, PupilResult, Source, TotalsRow, a1, pupil_key
from futoko_cli.core.policy import Policy
from futoko_cli.core.register import Roll
from futoko_cli.core.school_calendar import SchoolCalendar, is_weekend, school_year_of
from futoko_cli.errors import InputError, UsageError
from futoko_cli.ingest.calendar_file import read_calendar, vacation_spans
from futoko_cli.ingest.marks import mark_table
from futoko_cli.ingest.reading import Reading, likely_year, read_files
from futoko_cli.ingest.rolling import make_roll, settle_strikes, source_of, within_year, years_of
from futoko_cli.ingest.roster import class_of
from futoko_cli.settings.config import Config
from futoko_cli.settings.policy_file import load_policy, shipped

DEFAULT_POLICY = "otaru"
_SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Request:
    """What a command was asked: files and the shared options, None where not given."""

    files: tuple[Path, ...]
    today: date
    policy: str | None = None
    as_of: date | None = None
    marks: Path | None = None
    calendar: Path | None = None
    school_year: int | None = None
    grade: int | None = None
    class_name: str | None = None
    password: str | None = None
    password_file: Path | None = None  # where the password stands: never written to
    ledger: Path | None = None
    until: date | None = None  # counted no further than this day, even where the registers go on
    masked: bool = False  # no file's name in a message: it may be a child's


Progress = Callable[[str], None]


def settings_files(request: Request, config: Config) -> tuple[Path, ...]:
    """Every file that a run reads beside the registers: policy, marks, calendar, password, futoko.toml."""
    policies = [Path(ref) for ref in (request.policy, config.policy) if ref and ref not in shipped()]
    others = (
        *(request.marks, config.marks, request.calendar, config.calendar, request.ledger, config.ledger),
        *(request.password_file, config.path, *config.templates.values()),
    )
    return (*policies, *(path for path in others if path is not None))


def read(request: Request, config: Config, progress: Progress | None = None) -> Reading:
    """All files read, nothing counted yet. Raises InputError where not one file could be opened."""
    table = mark_table(request.marks or config.marks)
    year = request.school_year or config.school_year
    reading = Reading()
    steps = read_files(
        request.files, table, year, request.today.toordinal(), request.password, settings_files(request, config)
    )
    for step in steps:
        if isinstance(step, Reading):
            reading = step
        elif progress is not None:
            progress(step)
    if not reading.files:
        raise _nothing_read(reading, masked=request.masked)
    return reading


def _nothing_read(reading: Reading, *, masked: bool) -> InputError:
    """Why not one file could be opened; masked, files are told by their order."""
    problems = [i for i in reading.issues if i.severity == "error"] or reading.issues
    order = {label: f"{n}番目のファイル" for n, label in reversed(list(enumerate(reading.labels, 1)))}
    lines: dict[str, None] = {}
    for issue in problems:
        named = order.get(issue.file, "") if masked else issue.file
        text = issue.message.replace(issue.file, named) if issue.file else issue.message
        lines[f"{named}: {text}" if named and named not in text else text] = None
    return InputError(
        "\n".join(lines) or "読めるファイルがありません。",
        "\n".join(dict.fromkeys(i.hint for i in problems if i.hint)),
    )


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
    ledger, ledger_issues = _ledger(request, config, [*roll.pupils, *(row.pupil for row in _totals(reading))], year)
    facts = _facts(config, ledger, year)
    gaps = entry_gaps(roll, register, calendar, as_of, calendar_given=_closures_known(calendar))
    issues = [*reading.issues, *year_issues, *roster_issues, *strike_issues, *fill_issues, *gaps, *ledger_issues]
    issues += _unmatched(calendar, config, roll, reading, request) + _not_judged(policy, calendar, roll)
    sources = tuple(sorted((block.source for block in roll.blocks), key=_place))
    assessment = Assessment(
        policy,
        year,
        date.fromordinal(as_of),
        config.school_name,
        origin,
        sources,
        tuple(decide(register, policy, facts)),
        _totals(reading),
        _ordered(issues),
        register,
        reading.files,
        len(register.days),
        inputs=tuple(str(path) for path in request.files),
        notes=notes,
        ledger=ledger,
    )
    return _selected(assessment, request)


@dataclass(frozen=True, slots=True)
class Survey:
    """What ``inspect`` shows: blocks recognised, their marks by text and kind, problems, and the children read."""

    sources: tuple[Source, ...]
    marks: dict[Source, dict[tuple[str, int], int]]
    issues: tuple[Issue, ...]
    pupils: tuple[Pupil, ...]


def survey(request: Request, config: Config, progress: Progress | None = None) -> Survey:
    """Read everything, count nothing. Raises ConfigError, InputError."""
    reading = read(request, config, progress)
    marks: dict[Source, dict[tuple[str, int], int]] = {}
    pupils: dict[Pupil, None] = {}
    for draft in reading.drafts:
        seen = marks.setdefault(source_of(draft), {})
        for row in draft.rows:
            class_id = class_of(draft, row)
            pupils[Pupil(pupil_key(class_id, row.number, row.name), class_id, row.number, row.name)] = None
            for mark in row.marks:
                seen[mark.text, mark.kind] = seen.get((mark.text, mark.kind), 0) + 1
    totals = _totals(reading)
    sources = sorted({*marks, *(row.source for row in totals)}, key=_place)
    everyone = (*pupils, *(row.pupil for row in totals))
    return Survey(tuple(sources), marks, _ordered(reading.issues), everyone)


def _place(source: Source) -> tuple[str, str, str, str, int]:
    """Order of sources: by file, class and month, so that 4月 stands before 10月."""
    return source.file, source.class_name, source.month or "", source.sheet, source.header_row


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


def _unmatched(calendar: SchoolCalendar, config: Config, roll: Roll, reading: Reading, request: Request) -> list[Issue]:
    """Rows of the calendar file, and children of futoko.toml, that meet nobody in the registers."""
    totals = _totals(reading)
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


def _not_judged(policy: Policy, calendar: SchoolCalendar, roll: Roll) -> list[Issue]:
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


def _closures_known(calendar: SchoolCalendar) -> bool:
    """Whether somebody says which weekdays are no school days: a file, the settings, or the register itself."""
    by_register = any(not is_weekend(day) for days in calendar.struck.values() for day in days)
    return bool(calendar.rules or calendar.vacations) or by_register


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
    limit = request.today if request.until is None else min(request.today, request.until)
    found = last_marked_day(roll, calendar, min(limit.toordinal(), last))
    if found is None:
        return first - 1, ("授業日の記号が1つもないため、何も数えていません。--as-of で日付を指定できます。",)
    return found, ()


def _ledger(request: Request, config: Config, pupils: Sequence[Pupil], year: int) -> tuple[Ledger | None, list[Issue]]:
    """The 支援台帳, where one is named, and what is wrong in it or does not meet the registers."""
    path = request.ledger or config.ledger
    if path is None:
        return None, []
    from futoko_cli.ledger.read import read_ledger
    from futoko_cli.ledger.roll_call import compare

    ledger, issues = read_ledger(path, path.name, year, request.password)
    return ledger, [*issues, *compare(ledger, pupils)]


def _facts(config: Config, ledger: Ledger | None, year: int) -> Facts:
    """What settings and ledger know beyond the register; the ledger's word on 前年度欠席 goes first."""
    known = dict(config.previous_year)
    if ledger is None:
        return Facts(_terms(config, year), known or None)
    known.update(ledger.previous_years())
    return Facts(_terms(config, year), known or None, ledger.seen_days())


def _terms(config: Config, year: int) -> tuple[int, ...]:
    """First days of the terms (学期): configured, else 4/1, 9/1 and 1/1."""
    days = config.terms or (date(year, 4, 1), date(year, 9, 1), date(year + 1, 1, 1))
    return tuple(day.toordinal() for day in days)


def _totals(reading: Reading) -> tuple[TotalsRow, ...]:
    rows = []
    counts: dict[tuple[str, str], int] = {}
    for draft in reading.totals:
        counts[draft.file, draft.sheet] = counts.get((draft.file, draft.sheet), 0) + 1
    for draft in reading.totals:
        class_id = draft.class_id or ClassId(None, "？")
        number = draft.row.number
        key = pupil_key(class_id, number, draft.row.name)
        count, at = counts[draft.file, draft.sheet], (draft.header_row, draft.row.col)
        source = Source(draft.file, draft.sheet, "totals", class_id.label, None, count, *at)
        pupil = Pupil(key, class_id, number, draft.row.name)
        rows.append(TotalsRow(pupil, source, a1(draft.row.row, draft.row.col), draft.by_month, draft.total))
    return tuple(rows)


def _ordered(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Gravest first, then by place: the order of the files on the command line does not show."""
    return tuple(
        sorted(
            dict.fromkeys(issues),
            key=lambda i: (_SEVERITIES.index(i.severity), i.code, i.file, i.sheet, i.cell, i.message),
        )
    )


def _nothing_counted(request: Request, config: Config, policy: Policy, reading: Reading) -> Assessment:
    """Files could be opened, but no register in them could be read: only problems and totals remain."""
    year = school_year_of(request.today.toordinal())
    calendar = SchoolCalendar(year)
    register, _ = fill_register(Roll([], []), calendar, calendar.bounds[0] - 1)
    issues = list(reading.issues)
    totals = _totals(reading)
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
        _ordered(issues),
        register,
        reading.files,
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
