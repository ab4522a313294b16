"""What is asked about each school (1校分の依頼): its folder, and what holds for all schools of the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from futoko_cli.errors import ConfigError, UsageError
from futoko_cli.ingest.own_files import is_own_file
from futoko_cli.ingest.reading import SUFFIXES, same_file
from futoko_cli.pipeline import Request, settings_files
from futoko_cli.settings.config import Config, config_in, over


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for every school: the options of the call, then the district's own futoko.toml.

    ``named`` keeps the names of the children in the result; ``store`` is where the days are kept as well.
    """

    today: date
    policy: str | None = None
    as_of: date | None = None
    marks: Path | None = None
    calendar: Path | None = None
    school_year: int | None = None
    password: str | None = None
    config: Config = field(default_factory=Config)
    named: bool = False
    store: Path | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One school of a run: small, and picklable for another process or machine."""

    folder: Path
    defaults: Defaults

    def request(self) -> tuple[Request, Config]:
        """The call that ``scan`` would make in the school's folder. Raises ConfigError for its futoko.toml."""
        known = self.defaults
        request = Request(
            (self.folder,),
            known.today,
            policy=known.policy,
            as_of=known.as_of,
            marks=known.marks,
            calendar=known.calendar,
            school_year=known.school_year,
            password=known.password,
            masked=not known.named,
        )
        return request, over(config_in(self.folder), known.config)


@dataclass(frozen=True, slots=True)
class Schools:
    """The sub-folders of the districts that were named, and the registers that lie beside them, which nobody reads."""

    tasks: tuple[Task, ...]
    loose: tuple[Path, ...] = ()


def refuse_one_place(tasks: Sequence[Task]) -> None:
    """In a store, a school's place is its 学校コード, else its folder's name: two schools of one place would be one.

    Raises:
        UsageError: two folders of the run have the same.

    """
    known: dict[str, Path] = {}
    for task in tasks:
        try:
            code = task.request()[1].school_code
        except ConfigError:  # told as the result of this school
            code = ""
        place = code or task.folder.name
        other = known.setdefault(place, task.folder)
        if other != task.folder:
            raise UsageError(
                f"「{place}」の学校が2つあります（{other}、{task.folder}）。同じ場所にためると、一方が消えます。",
                "futoko.toml の [school] code に、学校ごとに違う学校コードを書いてください。",
            )


def schools_in(folders: Sequence[Path], defaults: Defaults) -> Schools:
    """Each sub-folder is a school; the folder's own futoko.toml holds for those below it.

    Raises:
        UsageError: a folder is none, or has no sub-folders.
        ConfigError: its futoko.toml is wrong.

    """
    tasks: list[Task] = []
    loose: list[Path] = []
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(
                f"{folder} はフォルダーではありません。", "学校ごとのフォルダーが入ったフォルダーを指定してください。"
            )
        config = config_in(folder)
        known = replace(defaults, config=config)
        below = sorted(each for each in folder.iterdir() if each.is_dir() and _may_be_school(each, known.store))
        beside = _registers_beside(folder, Task(folder, known))
        if not below:
            raise _no_schools(folder, beside)
        tasks += [Task(each, known) for each in below]
        loose += beside
    return Schools(tuple(tasks), tuple(loose))


def _may_be_school(folder: Path, store: Path | None) -> bool:
    return not folder.name.startswith((".", "~")) and not (store is not None and same_file(folder, store))


def _registers_beside(folder: Path, task: Task) -> list[Path]:
    """Files of the folder itself that could be registers: no settings, no tables of our own."""
    settings = settings_files(*task.request())
    files = (path for path in sorted(folder.iterdir()) if path.name.lower().endswith(SUFFIXES) and path.is_file())
    return [
        path
        for path in files
        if not path.name.startswith(("~$", "."))
        and not is_own_file(path)
        and not any(same_file(path, each) for each in settings)
    ]


def _no_schools(folder: Path, beside: Sequence[Path]) -> UsageError:
    if beside:
        return UsageError(
            f"{folder} には学校のフォルダーがなく、出席簿が直接入っています。",
            f"1校だけなら futoko scan {folder} で数えます。何校もあるときは、学校ごとにフォルダーを作って分けてください。",
        )
    return UsageError(
        f"{folder} に学校のフォルダーがありません。", "学校ごとにフォルダーを作り、その中に出席簿を置いてください。"
    )
