"""From a call's words to an ``Assessment`` (数えて判定する): what every command that counts does first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from futoko_cli.commands.options import CountOptions, ShowOptions, make_request, progress_off, progress_on

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment
    from futoko_cli.pipeline import Request
    from futoko_cli.settings.config import Config


@dataclass(frozen=True, kw_only=True)
class AssessOptions(ShowOptions, CountOptions):
    """Options of a command that counts and shows; those about reading come first in the help."""


def assessed(
    files: Sequence[Path], options: AssessOptions, *, until: date | None = None, centres: tuple[Path, ...] = ()
) -> tuple[Assessment, Request, Config]:
    """Read, count and decide, with progress on stderr; ``until`` counts no further than that day.

    ``centres`` are lists that places outside school keep themselves.

    Raises the errors of ``pipeline.assess``, and OutputError where the output is one of the inputs.
    """
    from dataclasses import replace

    from futoko_cli.commands.showing import refuse_input
    from futoko_cli.pipeline import assess

    request, config = make_request(files, options, masked=options.masked)
    request = replace(request, until=until, centres=centres)
    refuse_input(options.output, request, config)
    progress = progress_on(quiet=options.quiet, verbose=options.verbose, masked=options.masked)
    assessment = assess(request, config, progress)
    progress_off(progress)
    return assessment, request, config
