"""The console that every screen is printed on, and the few styles they use."""

from __future__ import annotations

import codecs
import io
import os
import unicodedata
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from rich.console import Console

    from futoko_cli.core.policy import Policy, Stage

BOLD: Final = "bold"
DIM: Final = "dim"
GOOD: Final = "green"
ERROR: Final = "bold red"
WARNING: Final = "yellow"
ABSENCE: Final = "bold red"
PARTIAL: Final = "cyan"
SKIPPED: Final = "yellow"

PIPED_WIDTH: Final = 80
_NARROWEST: Final = 40
_GETA: Final = "〓"
#: Characters that cp932 lacks, and the twins that it has.
_TWINS: Final = {"〜": "～", "−": "－", "‖": "∥", "—": "―", "–": "-", "¥": "\\", "•": "・"}
_HANDLER: Final = "futoko.stand-in"


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def stand_in(char: str, encoding: str) -> str:
    """What to print for a character the encoding lacks, as wide as the character: 𠮷 → 〓, é → e."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Cf"):
        return ""
    wide = unicodedata.east_asian_width(char) in ("W", "F")
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    for other in (_TWINS.get(char, ""), plain if len(plain) == 1 else "", _GETA if wide else ""):
        if other and other != char and _fits(other, encoding):
            return other
    return "??" if wide else "?"


def _replace_lacking(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(stand_in(c, error.encoding) for c in lacking), error.end


def make_tolerant(stream: TextIO) -> None:
    """Let a stream replace characters that its encoding lacks (cp932) instead of failing on them."""
    codecs.register_error(_HANDLER, _replace_lacking)
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=_HANDLER)


def is_terminal(stream: TextIO) -> bool:
    """Whether a person sits in front of the stream; False for a closed one."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def _width(stream: TextIO, *, tty: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    if tty:
        try:
            return os.get_terminal_size(stream.fileno()).columns or PIPED_WIDTH
        except (OSError, ValueError):
            return PIPED_WIDTH
    return PIPED_WIDTH


def make_console(stream: TextIO, *, no_color: bool = False, width: int | None = None) -> Console:
    """A console on a stream: no control codes when piped, NO_COLOR respected, 80 wide when piped.

    ``width`` wins over COLUMNS, COLUMNS over the size of the terminal.
    """
    from rich.console import Console  # loaded only by a command that prints a screen

    make_tolerant(stream)
    tty = is_terminal(stream)
    plain = no_color or bool(os.environ.get("NO_COLOR")) or not tty
    return Console(
        file=stream,
        width=max(width or _width(stream, tty=tty), _NARROWEST),
        height=25,  # a height keeps rich from asking other streams for their size
        force_terminal=tty,
        legacy_windows=None if tty else False,
        color_system=None if plain else "auto",
        no_color=plain,
        highlight=False,
        markup=False,
        emoji=False,
    )


def stage_style(policy: Policy, stage: Stage) -> str:
    """Colour of a stage by its place in the policy, beside its label in words: gravest red, mildest cyan."""
    above = len(policy.stages) - 1 - [s.id for s in policy.stages].index(stage.id)
    if above == 0:
        return "bold red"
    return "bold yellow" if above < len(policy.stages) - 1 or above == 1 else "bold cyan"
