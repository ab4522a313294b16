"""A screen: lines gathered first, printed in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from futoko_cli.terminal.style import BOLD, DIM
from futoko_cli.terminal.wrap import Span, clean, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions


class Screen:
    """Lines of styled spans, none wider than ``width`` cells; a rich renderable."""

    def __init__(self, width: int) -> None:
        """Start with no lines."""
        self.width = width
        self.lines: list[list[Span]] = []

    def blank(self) -> None:
        """One empty line, never two."""
        if self.lines and self.lines[-1]:
            self.lines.append([])

    def para(self, *spans: str | Span, indent: int = 0, hang: int | None = None) -> None:
        """Text that is wrapped; continued lines are indented by ``hang`` cells."""
        styled = [(clean(s), "") if isinstance(s, str) else (clean(s[0]), s[1]) for s in spans]
        self.lines.extend(wrap(styled, self.width, indent, hang))

    def title(self, text: str, *notes: str | Span) -> None:
        """A heading 【…】 after an empty line."""
        self.blank()
        self.para((f"【{text}】", BOLD), *notes)

    def rule(self, text: str, style: str) -> None:
        """A smaller heading with a line of hyphens to its right, after an empty line."""
        self.blank()
        label = f"--- {clean(text)} "
        self.para((label, style), ("-" * (self.width - 2 - cell_len(label)), DIM))

    def dim(self, text: str, indent: int = 0, hang: int | None = None) -> None:
        """A quiet line."""
        self.para((text, DIM), indent=indent, hang=hang)

    def show(self, console: Console) -> None:
        """Print all lines."""
        console.print(self, crop=False)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Segments of all lines, without a space at a line's end."""
        for line in self.lines:
            texts = list(line)
            while texts and not texts[-1][0].rstrip(" "):
                texts.pop()
            for n, (text, style) in enumerate(texts):
                shown = text.rstrip(" ") if n == len(texts) - 1 else text
                yield Segment(shown, Style.parse(style) if style else None)
            yield Segment.line()
