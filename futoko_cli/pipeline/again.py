"""The same register under another policy (別の対応基準で判定し直す): nothing is read again."""

from __future__ import annotations

from dataclasses import replace

from futoko_cli.core.escalation import decide
from futoko_cli.core.model import Assessment
from futoko_cli.core.policy import Policy
from futoko_cli.core.register import Roll
from futoko_cli.pipeline.registers import ordered
from futoko_cli.pipeline.remarks import not_judged


def judged_by(policy: Policy, assessment: Assessment) -> Assessment:
    """The assessment with another policy: the same children, days and facts; stages and runs decided anew."""
    everyone = decide(assessment.register, policy, assessment.facts)
    issues = [issue for issue in assessment.issues if issue.code != "closing-day-unknown"]
    if assessment.calendar is not None:
        issues += not_judged(policy, assessment.calendar, Roll(list(assessment.register.pupils), []))
    return replace(
        assessment,
        policy=policy,
        pupils=tuple(everyone[result.index] for result in assessment.pupils),
        issues=ordered(issues),
    )
