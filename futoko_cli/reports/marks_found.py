"""Marks found in the sheets (見つけた記号) with their meaning and how often, for ``inspect``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from futoko_cli.core.kinds import Kind
from futoko_cli.core.model import Source
from futoko_cli.reports.masking import Mask

#: For each block, how often each mark with each meaning (a code of Kind) was found.
MarksSeen = Mapping[Source, Mapping[tuple[str, int], int]]


def gathered(marks: Mapping[tuple[str, int], int], mask: Mask) -> list[tuple[str, Kind, int]]:
    """(mark, meaning, how often), most frequent first; reasons in brackets left out: 欠席(頭痛) → 欠席."""
    sums: Counter[tuple[str, int]] = Counter()
    for (text, kind), count in marks.items():
        sums[mask.bare(text, Kind(kind)), kind] += count
    return [(text, Kind(kind), count) for (text, kind), count in sums.most_common()]
