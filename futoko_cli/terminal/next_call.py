"""The words of the next call (次に): files and options as they were typed, ready to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from futoko_cli.core.model import Assessment
    from futoko_cli.reports.masking import Mask

_FEW: Final = 3  # files that are named one by one


def command_words(assessment: Assessment, mask: Mask, options: Sequence[str]) -> str:
    """The files, or ``FILE...`` for many, and the options; a word with a blank in quotes."""
    files = assessment.inputs
    words = [*(files if 0 < len(files) <= _FEW else ("FILE...",)), *options]
    texts = [mask.text(word) for word in words]
    return " ".join(f'"{text}"' if " " in text or "　" in text else text for text in texts)
