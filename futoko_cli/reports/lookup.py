"""Finding one child of an assessment by the key a person typed."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from futoko_cli.errors import UsageError
from futoko_cli.reports.masking import Mask

if TYPE_CHECKING:
    from futoko_cli.core.model import Assessment, Pupil, PupilResult, TotalsRow


def _loose(key: str) -> str:
    """Keys compared without width, spaces and leading zeros: ``１-１-7`` = ``1-1-07``."""
    parts = "".join(unicodedata.normalize("NFKC", key).split()).split("-")
    return "-".join(str(int(p)) if p.isdecimal() else p for p in parts)


def only_pupil(assessment: Assessment, key: str) -> Assessment:
    """The assessment narrowed to one child; raises UsageError. Problems of the files stay whole."""
    found = find_result(assessment, key)
    rows = tuple(r for r in assessment.pupils if r is found)
    totals = tuple(t for t in assessment.totals if t is found)
    return replace(assessment, pupils=rows, totals=totals, selected=found.pupil.key)


def find_result(assessment: Assessment, key: str) -> PupilResult | TotalsRow:
    """The child with this key (as printed, masked or not); raises UsageError that names near keys."""
    mask = Mask.of(assessment, masked=True)
    everyone: list[tuple[Pupil, PupilResult | TotalsRow]] = [
        *((r.pupil, r) for r in assessment.pupils),
        *((t.pupil, t) for t in assessment.totals),
    ]
    wanted = _loose(key)
    for pupil, found in everyone:
        if wanted in (_loose(pupil.key), _loose(mask.key(pupil))):
            return found
    near = get_close_matches(key, [mask.key(p) for p, _ in everyone], n=3, cutoff=0.5)
    hint = f"近いキー: {'、'.join(near)}。" if near else ""
    message = f"キー {mask.text(key)} の児童生徒は、読んだ出席簿にいません。"
    raise UsageError(message, f"{hint}キーは 学年-組-番号 で、例えば 1-2-05 です。scan の画面で確かめられます。")
