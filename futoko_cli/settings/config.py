"""``futoko.toml``: what a school settles once (学校の設定), found in the working folder or above it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Final

from futoko_cli.core.policy import FORM_IDS
from futoko_cli.core.record_columns import COLUMNS
from futoko_cli.settings.strict import Mistake, Table, finish, parse, read_toml

FILE_NAME: Final = "futoko.toml"
#: Where forms are issued to, unless futoko.toml or the call says otherwise.
REPORTS: Final = "報告"
FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one school; paths are already relative to the file they stand in."""

    school_name: str = ""
    school_code: str = ""
    school_year: int | None = None
    policy: str | None = None
    marks: Path | None = None
    calendar: Path | None = None
    vacations: tuple[str, ...] = ()
    terms: tuple[date, ...] = ()
    previous_year: dict[str, int] = field(default_factory=dict)
    path: Path | None = None
    principal: str = ""
    writer: str = ""
    contact: str = ""
    ledger: Path | None = None
    templates: dict[str, Path] = field(default_factory=dict)
    report_folder: Path | None = None
    record_titles: dict[str, str] = field(default_factory=dict)  # by id of core.record.COLUMNS


def find_config(start: Path) -> Path | None:
    """The nearest futoko.toml in a folder or above it; ``FUTOKO_CONFIG`` names one outright."""
    named = os.environ.get("FUTOKO_CONFIG")
    if named:
        return Path(named)
    for folder in (start, *start.parents):
        path = folder / FILE_NAME
        if path.is_file():
            return path
    return None


def load_config(start: Path) -> Config:
    """The settings that hold in a folder; built-in ones where there is no file. Raises ConfigError."""
    path = find_config(start)
    if path is None:
        return Config()
    text = read_toml(path, f"設定ファイル {path}")
    return parse_config(text, path)


def config_in(folder: Path) -> Config:
    """The settings that lie in a folder itself, whatever lies above it. Raises ConfigError."""
    path = folder / FILE_NAME
    return parse_config(read_toml(path, f"設定ファイル {path}"), path) if path.is_file() else Config()


def over(own: Config, common: Config) -> Config:
    """A school's settings where it has them, else those that all schools share (設置者の共通の設定).

    Who the school is, its children, its ledger and its forms are its own in any case.
    """
    own_in_any_case = {"school_name", "school_code", "previous_year", "path", "principal", "writer", "contact"}
    own_in_any_case |= {"ledger", "templates", "report_folder", "record_titles"}
    shared = {each.name for each in fields(Config)} - own_in_any_case
    return replace(own, **{name: getattr(common, name) for name in shared if not getattr(own, name)})


def parse_config(text: str, path: Path) -> Config:
    """Read the text of a futoko.toml strictly: an unknown key is an error that names the allowed ones."""
    mistakes: list[Mistake] = []
    top = Table(parse(text, path.name), "", mistakes)
    folder = path.parent
    config = _school(top.table("school"), Config(path=path))
    calendar, vacations, terms = _calendar(top.table("calendar"), folder)
    config = replace(
        config,
        policy=_policy(top.table("policy"), folder),
        marks=_file(top.table("marks"), folder),
        calendar=calendar,
        vacations=vacations,
        terms=terms,
        previous_year=_pupils(top.table("pupils")),
        ledger=_file(top.table("ledger"), folder),
        templates=_templates(top.table("templates"), folder),
        report_folder=_file(top.table("report"), folder, "folder"),
        record_titles=_titles(top.table("record")),
    )
    top.close()
    finish(str(path), mistakes)
    return config


def _school(table: Table | None, config: Config) -> Config:
    """``[school]``: what every form asks about the school itself."""
    if table is None:
        return config
    year = table.whole("school_year", FIRST_YEAR, LAST_YEAR) if table.has("school_year") else None
    words = {key: table.text(key, "") for key in ("name", "code", "principal", "writer", "contact")}
    table.close()
    return replace(
        config,
        school_name=words["name"],
        school_code=words["code"],
        school_year=year,
        principal=words["principal"],
        writer=words["writer"],
        contact=words["contact"],
    )


def _policy(table: Table | None, folder: Path) -> str | None:
    if table is None:
        return None
    name = table.text("id", "")
    file = table.text("file", "")
    if name and file:
        table.wrong("file", "id と file はどちらか一方だけ書きます。")
    table.close()
    return str(folder / file) if file else name or None


def _file(table: Table | None, folder: Path, key: str = "file") -> Path | None:
    if table is None:
        return None
    file = table.text(key)
    table.close()
    return folder / file if file else None


def _templates(table: Table | None, folder: Path) -> dict[str, Path]:
    """``[templates] monthly = "様式.xlsx"``: the office's own workbook for a form, by the form's id."""
    if table is None:
        return {}
    found = {form: table.text(form) for form in FORM_IDS if table.has(form)}
    table.close()
    return {form: folder / file for form, file in found.items() if file}


def _titles(table: Table | None) -> dict[str, str]:
    """``[record] school_days = "授業日数"``: the board's own titles for the columns of 出欠の記録."""
    if table is None:
        return {}
    found = {column: table.text(column) for column in COLUMNS if table.has(column)}
    table.close()
    return {column: title for column, title in found.items() if title}


def _calendar(table: Table | None, folder: Path) -> tuple[Path | None, tuple[str, ...], tuple[date, ...]]:
    if table is None:
        return None, (), ()
    file = table.text("file", "")
    vacations = table.words("vacations", empty=True) if table.has("vacations") else ()
    terms: list[date] = []
    for n, text in enumerate(table.words("terms", empty=True) if table.has("terms") else ()):
        try:
            terms.append(date.fromisoformat(text))
        except ValueError:
            table.wrong(f"terms[{n}]", f"「{text}」は日付として読めません。2025-04-01 のように書きます。")
    table.close()
    return (folder / file if file else None), vacations, tuple(terms)


def _pupils(table: Table | None) -> dict[str, int]:
    """``[pupils."1-1-07"] previous_year_absences = 35`` (前年度の欠席)."""
    found: dict[str, int] = {}
    if table is None:
        return found
    for key in table.data:
        pupil = table.table(key)
        if pupil is not None:
            found[key] = pupil.whole("previous_year_absences", 0, 366)
            pupil.close()
    return found
