"""What a command was asked (依頼): files, shared options, and every file that settles something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from futoko_cli.settings.config import Config
from futoko_cli.settings.policy_file import shipped


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
    centres: tuple[Path, ...] = ()  # lists that places outside school keep themselves
    masked: bool = False  # no file's name in a message: it may be a child's


Progress = Callable[[str], None]


def settings_files(request: Request, config: Config) -> tuple[Path, ...]:
    """Every file that a run reads beside the registers: policy, marks, calendar, password, futoko.toml."""
    policies = [Path(ref) for ref in (request.policy, config.policy) if ref and ref not in shipped()]
    others = (
        *(request.marks, config.marks, request.calendar, config.calendar, request.ledger, config.ledger),
        *(request.password_file, config.path, *config.templates.values()),
        *request.centres,
    )
    return (*policies, *(path for path in others if path is not None))
