"""What settings and ledger know beyond the register (出席簿の外の事実)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from futoko_cli.core.issues import Issue
from futoko_cli.core.ledger import Ledger
from futoko_cli.core.measures import Facts
from futoko_cli.core.model import Pupil
from futoko_cli.pipeline.request import Request
from futoko_cli.settings.config import Config


def read_the_ledger(
    request: Request, config: Config, pupils: Sequence[Pupil], year: int
) -> tuple[Ledger | None, list[Issue]]:
    """The 支援台帳, where one is named, and what is wrong in it or does not meet the registers."""
    path = request.ledger or config.ledger
    if path is None:
        return None, []
    from futoko_cli.ledger.read import read_ledger
    from futoko_cli.ledger.roll_call import compare, without_others

    ledger, issues = read_ledger(path, path.name, year, request.password)
    return without_others(ledger, pupils), [*issues, *compare(ledger, pupils)]


def facts_of(config: Config, ledger: Ledger | None, year: int, known_by: date) -> Facts:
    """What settings and ledger know beyond the register; the ledger's word on 前年度欠席 goes first.

    A meeting after ``known_by`` is not known yet.
    """
    known = dict(config.previous_year)
    if ledger is None:
        return Facts(_terms(config, year), known or None)
    known.update(ledger.previous_years())
    return Facts(_terms(config, year), known or None, ledger.known_by(known_by).seen_days())


def _terms(config: Config, year: int) -> tuple[int, ...]:
    """First days of the terms (学期): configured, else 4/1, 9/1 and 1/1."""
    days = config.terms or (date(year, 4, 1), date(year, 9, 1), date(year + 1, 1, 1))
    return tuple(day.toordinal() for day in days)


def term_starts(config: Config, year: int) -> tuple[date, ...]:
    """First days of the terms (学期) as dates."""
    return tuple(map(date.fromordinal, _terms(config, year)))
