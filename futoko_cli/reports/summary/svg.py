"""Bar charts as inline SVG (グラフ): grey bars with their numbers, nothing that needs colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _BAR, _TOP = 320, 18, 4
_VALUE = 54  # room to the right for the number
_LETTER, _LONGEST = 11, 12  # width of a letter; letters of a label
_FILL, _EDGE = "#a6a6a6", "#1a1a1a"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, how long it is (None: not told), the number as text, and whether it is a sum."""

    label: str
    length: float | None
    text: str
    strong: bool = False


def bar_chart(title: str, bars: Sequence[Bar]) -> str:
    """Lying bars from zero, the longest as long as there is room; a figure with its caption."""
    longest = max((bar.length for bar in bars if bar.length is not None), default=0.0) or 1.0
    height = len(bars) * (_BAR + 4) + 2 * _TOP
    labels = [bar.label if len(bar.label) <= _LONGEST else f"{bar.label[: _LONGEST - 1]}…" for bar in bars]
    left = _LETTER * max(map(len, labels), default=0) + 14
    told = "、".join(f"{bar.label} {bar.text}" for bar in bars)
    parts = [f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(f"{title}: {told}")}">']
    for at, (bar, label) in enumerate(zip(bars, labels, strict=True)):
        y = _TOP + at * (_BAR + 4)
        weight = ' font-weight="700"' if bar.strong else ""
        parts.append(f'<text x="{left - 6}" y="{y + 13}" text-anchor="end"{weight}>{escape(label)}</text>')
        width = (_WIDTH - left - _VALUE) * (bar.length or 0) / longest
        if bar.length:
            shape = f'x="{left}" y="{y}" width="{width:.1f}" height="{_BAR}"'
            parts.append(f'<rect {shape} fill="{_FILL}" stroke="{_EDGE}" stroke-width="0.7"/>')
        parts.append(f'<text x="{left + width + 4:.1f}" y="{y + 13}"{weight}>{escape(bar.text)}</text>')
    parts.append("</svg>")
    return f"<figure><figcaption>{escape(title)}</figcaption>{''.join(parts)}</figure>"
