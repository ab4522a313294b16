"""A policy (対応基準) as JSON, by the keys of its file: what a program needs to compare two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from futoko_cli.core.policy import Condition, Group
from futoko_cli.reports.wording import definitions, number

if TYPE_CHECKING:
    from futoko_cli.core.policy import Cite, Duty, Policy, Stage
    from futoko_cli.reports.result_json import Json


def head_data(policy: Policy) -> Json:
    """What a list tells of a policy, by English keys."""
    return {
        "id": policy.id,
        "title": policy.title,
        "issuer": policy.issuer,
        "edition": policy.edition,
        "checked_on": policy.checked_on.isoformat(),
        "stages": [{"id": stage.id, "label": stage.label} for stage in policy.stages],
    }


def policy_data(policy: Policy) -> Json:
    """One policy in full by the keys of its file, nothing left to a default."""
    counts = {
        "absent": [kind.id for kind in policy.absent],
        "skipped": [kind.id for kind in policy.skipped],
        "consecutive_text": definitions(policy)["consecutive"],
        "cumulative_text": definitions(policy)["cumulative"],
    }
    return {**head_data(policy), "counts": counts, "stages": [_stage_data(stage) for stage in policy.stages]}


def _stage_data(stage: Stage) -> Json:
    return {
        "id": stage.id,
        "label": stage.label,
        "match": stage.rule.match,
        "conditions": [_member_data(member) for member in stage.rule.members],
        "duties": [_duty_data(duty) for duty in stage.duties],
        "note": stage.note,
    }


def _member_data(member: Condition | Group) -> Json:
    if isinstance(member, Group):
        return {member.match: [_member_data(each) for each in member.members]}
    window = member.window
    return {
        "measure": member.measure,
        member.comparison: number(member.threshold),
        "kinds": [kind.id for kind in member.kinds],
        "window": {"school_days": window.length} if window.name == "school_days" else window.name,
        "leave_out_runs": member.leave_out_runs,
        "reasons": None if member.reasons is None else list(member.reasons),
        "weights": {kind.id: number(weight) for kind, weight in member.weights},
        "on": list(member.on),
        **_cite_data(member.cite),
    }


def _duty_data(duty: Duty) -> Json:
    return {
        "what": duty.what,
        "to": duty.to,
        "form": duty.form,
        "due": duty.due,
        "day": duty.day or None,
        "monthly": duty.monthly,
        "months": duty.months if duty.monthly else None,
        "closed": duty.closed if duty.due in {"day_of_next_month", "end_of_month"} else None,
        "mail": duty.mail or None,
        "phone": duty.phone or None,
        **_cite_data(duty.cite),
    }


def _cite_data(cite: Cite) -> Json:
    return {
        "source": cite.document,
        "page": cite.page,
        "checked_on": cite.checked_on.isoformat(),
        "decision": cite.decision,
    }
