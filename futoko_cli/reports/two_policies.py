"""Two policies side by side (対応基準の比較) in words and as JSON: who, when, and by which condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from futoko_cli.core.two_policies import TURNS
from futoko_cli.reports.json_parts import issue_part, source_part, stage_part, who_part
from futoko_cli.reports.masking import Mask
from futoko_cli.reports.result_json import RESULT_VERSION
from futoko_cli.reports.wording import reached_text, short_date, value_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from futoko_cli.core.model import Assessment, ConditionState, PupilResult, StageState
    from futoko_cli.core.policy import Stage
    from futoko_cli.core.two_policies import PairResult, Unpaired
    from futoko_cli.reports.json_parts import Json

_RUN: Final = "consecutive"  # of which the year's highest value is known, too
_LAST_YEAR: Final = "previous_year_absences"  # which does not grow


def why(result: PupilResult, state: StageState) -> str:
    """Why a stage was first reached, with the day; or by how much each condition was missed."""
    if not state.reached_on:
        return "、".join(dict.fromkeys(_missed(result, c) for c in state.conditions))
    first = state.reached_on[0]
    texts = [reached_text(c.condition, result.episodes, first) for c in state.conditions if first in c.reached_on]
    again = f"（{len(state.reached_on)}回）" if len(state.reached_on) > 1 else ""
    return f"{short_date(first)} {'、'.join(dict.fromkeys(texts))}{again}"


def _missed(result: PupilResult, state: ConditionState) -> str:
    condition = state.condition
    if condition.measure == _RUN:
        return f"{condition.text}（最長 {result.longest}日）"
    now = "" if state.value is None or condition.measure == _LAST_YEAR else "いま "
    return f"{condition.text}（{now}{value_text(condition, state.value)}）"


def _stage(stage: Stage) -> Json:
    return {"id": stage.id, "label": stage.label}


def _policy(assessment: Assessment) -> Json:
    policy = assessment.policy
    return {"id": policy.id, "edition": policy.edition, "title": policy.title}


def compare_result(
    a: Assessment, b: Assessment, pairs: Sequence[PairResult], alone: Sequence[Unpaired], *, masked: bool
) -> Json:
    """The whole result of ``policy compare``."""
    mask = Mask.of(a, masked=masked)
    issues = list(dict.fromkeys((*a.issues, *b.issues)))
    return {
        "futoko_result_version": RESULT_VERSION,
        "command": "policy compare",
        "a": _policy(a),
        "b": _policy(b),
        "school": a.school_name,
        "school_year": a.school_year,
        "as_of": a.as_of.isoformat(),
        "sources": [source_part(mask.source(s)) for s in a.sources],
        "stages": [_pair(each, mask) for each in pairs],
        "unpaired": [
            {
                "policy": each.side,
                **_stage(each.stage),
                "pupils": [{**who_part(r.pupil, mask), "stage": stage_part(s)} for r, s in each.reached],
            }
            for each in alone
        ],
        "issues": [issue_part(mask.issue(i)) for i in issues],
    }


def _pair(found: PairResult, mask: Mask) -> Json:
    return {
        "a": _stage(found.pair.a),
        "b": _stage(found.pair.b),
        "paired_by": found.pair.by,
        "counts": {
            **{turn: sum(d.turn == turn for d in found.differences) for turn in TURNS},
            "same": found.same,
        },
        "pupils": [
            {
                **who_part(d.a.pupil, mask),
                "change": d.turn,
                "a": {**stage_part(d.state_a), "why": why(d.a, d.state_a)},
                "b": {**stage_part(d.state_b), "why": why(d.b, d.state_b)},
            }
            for d in found.differences
        ],
    }
