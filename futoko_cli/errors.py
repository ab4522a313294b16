"""What can go wrong: exit codes, and the exceptions that carry a Japanese message to the person."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command (docs/errors.md)."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2
    CONFIG = 3
    TEMPLATE = 4
    INPUT = 5
    OUTPUT = 6
    FINDINGS = 10


class FutokoError(Exception):
    """Stops a command with a message for people; ``exit_code`` says which kind of failure it is."""

    exit_code = ExitCode.PROBLEMS

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep one sentence that says what happened and where, and one that says what to do."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(FutokoError):
    """The call's words are off (exit code 2)."""

    exit_code = ExitCode.USAGE


class ConfigError(FutokoError):
    """A policy, marks, calendar or futoko.toml file is wrong (exit code 3)."""

    exit_code = ExitCode.CONFIG


class TemplateError(FutokoError):
    """A form's workbook cannot be used: it does not match its form, or could not be kept whole (exit code 4)."""

    exit_code = ExitCode.TEMPLATE


class InputError(FutokoError):
    """No input could be read at all (exit code 5)."""

    exit_code = ExitCode.INPUT


class OutputError(FutokoError):
    """An output could not be written (exit code 6)."""

    exit_code = ExitCode.OUTPUT
