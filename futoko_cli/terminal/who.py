"""A child in a list of a screen (だれ): key, and the name where it may be shown, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from futoko_cli.terminal.style import BOLD
from futoko_cli.terminal.wrap import cut, pad

if TYPE_CHECKING:
    from futoko_cli.core.model import Pupil
    from futoko_cli.reports.masking import Mask
    from futoko_cli.terminal.wrap import Span

_NAME: Final = 16  # cells


def who(pupil: Pupil, mask: Mask, width: int) -> list[Span | str]:
    """Key and name, padded; ``width`` is that of the widest key in the list."""
    name = mask.name(pupil)
    spans: list[Span | str] = [(pad(mask.key(pupil), width) + "  ", BOLD)]
    if name is not None:
        spans.append(pad(cut(name, _NAME), _NAME) + "  ")
    return spans


def key_width(pupils: Sequence[Pupil], mask: Mask) -> int:
    """Cells of the widest key."""
    return max((cell_len(mask.key(pupil)) for pupil in pupils), default=0)
