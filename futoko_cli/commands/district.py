"""``futoko district``: many schools at once. Each is counted as ``scan`` would; their results are summed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from futoko_cli.commands.district_options import DistrictOptions, Paths, check
from futoko_cli.commands.shared_options import with_options

if TYPE_CHECKING:
    from futoko_cli.district.result import Run
    from futoko_cli.district.rollup import Rollup
    from futoko_cli.district.running import Crew
    from futoko_cli.district.task import Defaults, Task
    from futoko_cli.district.view import View

_INTERRUPTED = 130


@with_options(DistrictOptions)
def district(paths: Paths = None, *, options: DistrictOptions) -> None:
    """教育委員会などで、学校ごとのフォルダーをまとめて数え、全校・学年・学校・月ごとに集計します。"""
    import gc

    gc.enable()  # a run over many schools is long, and must not grow with them
    folders = paths or []
    check(folders, options)
    rollup, before = _counted(folders, options)
    run = rollup.run
    if options.export is not None:
        _export(run, options)
    if not run.stopped or run.schools:
        from futoko_cli.district.view import view_of

        _write(view_of(rollup, shared=options.share, last_year=before), options)
    raise typer.Exit(_INTERRUPTED if run.stopped else _exit_code(run))


def _counted(paths: Sequence[Path], options: DistrictOptions) -> tuple[Rollup, Rollup | None]:
    """The roll-up of this year and that of last year, from folders, files or the store."""
    from futoko_cli.commands.options import check_year, read_password
    from futoko_cli.district.rollup import roll_up

    if options.school_year is not None:
        check_year("--school-year", options.school_year)
    before: Run | None = None
    if options.from_store is not None:
        run, before = _stored(options.from_store, options)
    elif options.merge:
        from futoko_cli.district.exchange import merge

        _refuse_inputs(options, paths)
        run = merge(paths, read_password(options.password_file))
    else:
        run = _read(paths, _defaults(options), options)
    rollup = roll_up(run, options.school_year)
    if options.last_year and not run.stopped:
        before = _last_year(rollup.school_year - 1, options)
    return rollup, roll_up(before, rollup.school_year - 1) if before is not None else None


def _defaults(options: DistrictOptions) -> Defaults:
    """What holds for every school. Paths are absolute: another process may stand elsewhere."""
    from futoko_cli.commands.options import read_password, today
    from futoko_cli.district.task import Defaults
    from futoko_cli.settings.policy_file import shipped

    policy = options.policy
    return Defaults(
        today(),
        policy=policy if policy is None or policy in shipped() else str(Path(policy).absolute()),
        as_of=options.as_of.date() if options.as_of else None,
        marks=options.marks.absolute() if options.marks else None,
        calendar=options.calendar.absolute() if options.calendar else None,
        school_year=options.school_year,
        password=read_password(options.password_file),
        named=options.with_names,
        store=options.store.absolute() if options.store else None,
    )


def _read(folders: Sequence[Path], defaults: Defaults, options: DistrictOptions) -> Run:
    """Every school below the folders, on this machine or a cluster, with the cache between."""
    from dataclasses import replace

    from futoko_cli.district.cache import Cache, cache_folder
    from futoko_cli.district.rollup import doubles
    from futoko_cli.district.running import run_schools
    from futoko_cli.district.task import refuse_one_place, schools_in
    from futoko_cli.terminal.district_progress import progress

    schools = schools_in([folder.absolute() for folder in folders], defaults)
    if defaults.store is not None:
        from futoko_cli.district.store import need_store

        need_store()
        refuse_one_place(schools.tasks)
    _refuse_inputs(options, [options.password_file] if options.password_file else [], schools.tasks)
    cache = None if options.no_cache or options.with_names else Cache(cache_folder())
    crew = _crew(options)
    with progress(len(schools.tasks), quiet=options.quiet, no_color=options.no_color) as tell:
        run = run_schools(schools.tasks, crew, cache=cache, tell=tell)
    if cache is not None:
        cache.prune()
        if options.verbose:
            entries, size = cache.size()
            typer.echo(f"結果の控え: {cache.folder}（{entries}件・{size / 1_000_000:.1f}MB）", err=True)
    notes = list(doubles(run.schools))
    if schools.loose:
        notes.append(f"学校のフォルダーの外にある{len(schools.loose)}ファイルは読んでいません。")
    return replace(run, notes=(*run.notes, *notes))


def _crew(options: DistrictOptions) -> Crew:
    if options.cluster is not None:
        from futoko_cli.district.cluster import Cluster

        return Cluster(options.cluster)
    from futoko_cli.district.processes import Processes

    return Processes(options.jobs)


def _last_year(school_year: int, options: DistrictOptions) -> Run:
    """Last year's results: folders are read (this year's calendar is not theirs), files are merged."""
    from dataclasses import replace

    from futoko_cli.commands.options import read_password
    from futoko_cli.district.exchange import merge
    from futoko_cli.district.result import Run

    given = options.last_year or []
    folders = [path for path in given if path.is_dir()]
    files = [path for path in given if not path.is_dir()]
    _refuse_inputs(options, files)
    found = [merge(files, read_password(options.password_file))] if files else []
    if folders:
        known = replace(_defaults(options), as_of=None, calendar=None, school_year=school_year, named=False, store=None)
        found.append(_read(folders, known, options))
    schools = tuple(school for run in found for school in run.schools)
    return Run(schools, notes=tuple(note for run in found for note in run.notes))


def _stored(store: Path, options: DistrictOptions) -> tuple[Run, Run | None]:
    """The newest school year of the store (or the one asked for), and the year before where it is there."""
    from futoko_cli.district.result import Run
    from futoko_cli.district.roll_store import stored_results

    schools = stored_results(store)
    years = {school.school_year for school in schools}
    year = options.school_year or max(years, default=0)
    now, before = (tuple(s for s in schools if s.school_year == each) for each in (year, year - 1))
    return Run(now), Run(before) if before else None


def _refuse_inputs(options: DistrictOptions, files: Sequence[Path], tasks: Sequence[Task] = ()) -> None:
    """Nothing is ever written into a file that is read. Raises OutputError."""
    from futoko_cli.errors import OutputError
    from futoko_cli.ingest.reading import registers_in, same_file
    from futoko_cli.pipeline import settings_files

    for output in (options.output, options.export):
        if output is None or not output.exists():
            continue
        near = [task for task in tasks if task.folder.resolve() in output.resolve().parents]
        read = [*files, *(path for task in near for path in registers_in(task.folder))]
        read += [path for task in (near or tasks[:1]) for path in settings_files(*task.request())]
        if any(same_file(output, path) for path in read):
            raise OutputError(f"{output} は読み込むファイルです。書きかえません。", "別の名前を付けてください。")


def _export(run: Run, options: DistrictOptions) -> None:
    from futoko_cli.commands.options import read_password
    from futoko_cli.commands.showing import write_bytes
    from futoko_cli.district.exchange import export_bytes

    kept = [school for school in run.schools if school.outcome == "read"]
    data = export_bytes(kept, read_password(options.encrypt_password_file))
    write_bytes(data, options.export, force=options.force)


def _write(view: View, options: DistrictOptions) -> None:
    """The form that options and the output's name ask for: JSON, CSV, workbook, else the screen."""
    from futoko_cli.commands import showing

    output, force = options.output, options.force
    if options.as_json:
        from futoko_cli.reports.district.as_json import district_result

        showing.write_json(district_result(view), output, force=force)
    elif options.as_csv:
        from futoko_cli.reports.district.as_csv import district_csv

        showing.write_bytes(district_csv(view), output, force=force)
    elif output is not None and output.suffix.lower() == ".xlsx":
        from futoko_cli.reports.district.workbook import make_workbook

        showing.write_bytes(make_workbook(view), output, force=force)
    else:
        from futoko_cli.terminal.district import show_district

        showing.screen(lambda console: show_district(view, console), output, no_color=options.no_color, force=force)


def _exit_code(run: Run) -> int:
    """5 where no school could be read at all, 1 where one could not or errors remain in one, else 0."""
    from futoko_cli.errors import ExitCode

    if not any(school.outcome == "read" for school in run.schools):
        return ExitCode.INPUT
    wrong = any(school.outcome != "read" or school.errors for school in run.schools)
    return ExitCode.PROBLEMS if wrong else ExitCode.DONE
