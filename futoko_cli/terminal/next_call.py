"""The words of the next call (次に): files and options as they were typed, ready to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from futoko_cli.core.model import Assessment
    from futoko_cli.reports.masking import Mask


def command_words(assessment: Assessment, mask: Mask, options: Sequence[str]) -> str:
    """The file, or ``FILE...`` for several, and the options; a word with a blank in quotes."""
    files = assessment.inputs
    words = [files[0] if len(files) == 1 else "FILE...", *options]
    texts = [mask.text(word) for word in words]
    return " ".join(f'"{text}"' if " " in text or "　" in text else text for text in texts)
