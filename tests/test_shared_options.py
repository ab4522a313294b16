"""Options written once become a command's own parameters, required ones first."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from typer.testing import CliRunner

from futoko_cli.commands.shared_options import with_options


@dataclass(frozen=True, kw_only=True)
class Common:
    """Two options that several commands have."""

    loud: Annotated[bool, typer.Option("--loud")] = False
    words: Annotated[list[str], typer.Option("--word")] = ()  # type: ignore[assignment]  # Typer gives a list


@dataclass(frozen=True, kw_only=True)
class Own(Common):
    """And one of its own, which must be given."""

    name: Annotated[str, typer.Option("--name")]


@with_options(Own)
def greet(files: list[Path], *, options: Own) -> None:
    """Says what it was told."""
    typer.echo(f"{options.name} {options.loud} {list(options.words)} {[f.name for f in files]}")


app = typer.Typer()
app.command()(greet)


def test_parameters_are_the_fields() -> None:
    """Arguments first, then what must be given, then the rest."""
    assert list(inspect.signature(greet).parameters) == ["files", "name", "loud", "words"]


def test_a_call_gives_one_record() -> None:
    """Given values arrive, others keep their defaults."""
    said = CliRunner().invoke(app, ["a.csv", "--name", "空", "--word", "x", "--word", "y"])
    assert said.output == "空 False ['x', 'y'] ['a.csv']\n"


def test_a_required_option_is_asked_for() -> None:
    """Without --name the call is wrong."""
    assert CliRunner().invoke(app, ["a.csv"]).exit_code == 2


def test_help_shows_every_option_once() -> None:
    """Also those of the shared record."""
    shown = CliRunner().invoke(app, ["--help"]).output
    assert [shown.count(option) for option in ("--name", "--loud", "--word")] == [1, 1, 1]
