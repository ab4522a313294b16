"""Options of the commands that weigh 出席扱い: credit, record, survey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from futoko_cli.commands.assessing import AssessOptions
from futoko_cli.commands.options import PartOptions, PupilKey

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment

Centre = Annotated[
    list[Path] | None,
    typer.Option(
        "--centre",
        metavar="FILE",
        help="施設が付けた通所の記録（.csv .xlsx）。台帳の［通級］に足して使います（何度でも書けます）。",
    ),
]


@dataclass(frozen=True, kw_only=True)
class CreditOptions(AssessOptions, PartOptions):
    """… a part of the school, and lists that places outside school keep themselves."""

    pupil: PupilKey = None
    centre: Centre = None

    def narrowed(self, assessment: Assessment) -> Assessment:
        """One child where ``--pupil`` asks for it. Raises UsageError."""
        if self.pupil is None:
            return assessment
        from futoko_cli.reports.lookup import only_pupil

        return only_pupil(assessment, self.pupil)


def is_workbook(output: Path | None) -> bool:
    """Whether a workbook was asked for."""
    return output is not None and output.suffix.lower() == ".xlsx"


def one_kind(asked: Mapping[str, bool]) -> None:
    """Raises UsageError where more than one kind of output was asked for."""
    from futoko_cli.errors import UsageError

    given = [word for word, on in asked.items() if on]
    if len(given) > 1:
        raise UsageError(f"{' と '.join(given)} は一緒に使えません。", "どれか1つを選んでください。")
