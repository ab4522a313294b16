"""Policies (対応基準) on the screen and as JSON: every number with its source, page and the day it was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from futoko_cli.core.kinds import LABELS
from futoko_cli.core.policy import Condition, Group
from futoko_cli.reports.wording import definitions, duty_text
from futoko_cli.terminal.screen import Screen
from futoko_cli.terminal.style import BOLD, stage_style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from futoko_cli.core.kinds import Kind
    from futoko_cli.core.policy import Cite, Duty, Policy, Stage

_JOINED: Final = {"any": "次のどれか", "all": "次のすべて"}


def _labels(kinds: Iterable[Kind]) -> str:
    return "・".join(LABELS[kind] for kind in kinds)


def narrowing(condition: Condition, policy: Policy) -> list[str]:
    """What a condition counts otherwise than its policy does, in words; most have nothing."""
    words = []
    if condition.kinds != policy.absent:
        words.append(f"数える日は{_labels(condition.kinds)}だけ")
    if condition.leave_out_runs is not None:
        words.append(f"{condition.leave_out_runs}日以上の連続欠席は除く")
    if condition.reasons is not None:
        words.append(f"理由のない欠席と、理由に{'・'.join(condition.reasons)}とある欠席だけ")
    if condition.weights:
        words.append("、".join(f"{LABELS[kind]}は{weight}日" for kind, weight in condition.weights))
    return words


def _cite(screen: Screen, cite: Cite, indent: int) -> None:
    screen.dim(f"出典 {cite.text}（{cite.checked_on} 確認）", indent=indent, hang=indent + 5)


def _rule(screen: Screen, group: Group, policy: Policy, indent: int) -> None:
    if len(group.members) > 1:
        screen.para(f"{_JOINED[group.match]}：", indent=indent)
    for member in group.members:
        if isinstance(member, Group):
            _rule(screen, member, policy, indent + 2)
            continue
        notes = "".join(f"（{words}）" for words in narrowing(member, policy))
        screen.para("・", (member.text, BOLD), notes, indent=indent, hang=indent + 2)
        _cite(screen, member.cite, indent + 2)


def _stage(screen: Screen, policy: Policy, stage: Stage, number: int) -> None:
    screen.blank()
    screen.para((f"【段階{number} {stage.label}】", stage_style(policy, stage)), f" {stage.id}")
    screen.para("条件", indent=2)
    _rule(screen, stage.rule, policy, 4)
    if stage.duties:
        screen.para("すること", indent=2)
    for duty in stage.duties:
        screen.para(f"・{duty_text(duty)}", indent=4, hang=6)
        _cite(screen, duty.cite, 6)
    if stage.note:
        screen.para(f"注 {stage.note}", indent=2, hang=5)


def policy_screen(policy: Policy, width: int) -> Screen:
    """One policy in full, in lines of at most ``width`` cells."""
    screen = Screen(width)
    screen.para((policy.title, BOLD), f"（{policy.id}）")
    screen.para(f"{policy.issuer}　版 {policy.edition}　{policy.checked_on} 確認")
    screen.title("数え方")
    words = definitions(policy)
    screen.para(f"連続 {words['consecutive']}", indent=2, hang=7)
    screen.para(f"断続 {words['cumulative']}", indent=2, hang=7)
    screen.para(f"欠席に数える日：{_labels(policy.absent)}", indent=2, hang=4)
    screen.para(f"数えず連続も切らない日：{_labels(policy.skipped) or 'なし'}", indent=2, hang=4)
    for number, stage in enumerate(policy.stages, 1):
        _stage(screen, policy, stage, number)
    return screen


def list_screen(policies: Iterable[Policy], width: int) -> Screen:
    """The shipped policies, a few lines each."""
    screen = Screen(width)
    for policy in policies:
        screen.blank()
        screen.para((policy.id, BOLD), f"  {policy.title}")
        screen.para(f"{policy.issuer}　版 {policy.edition}　{policy.checked_on} 確認", indent=2)
        stages = " → ".join(stage.label for stage in policy.stages)
        screen.para(f"段階：{stages}", indent=2, hang=8)
    return screen


def checked_screen(policies: Iterable[tuple[str, Policy]], width: int) -> Screen:
    """One line for each policy file without a mistake."""
    screen = Screen(width)
    for name, policy in policies:
        conditions = sum(len(stage.conditions) for stage in policy.stages)
        duties = sum(len(stage.duties) for stage in policy.stages)
        counts = f"段階{len(policy.stages)}、条件{conditions}、すること{duties}"
        screen.para(f"{name}: 正しく書かれています（{policy.title}、{counts}）。", hang=2)
    return screen


def head_data(policy: Policy) -> dict[str, object]:
    """What a list tells of a policy, by English keys."""
    return {
        "id": policy.id,
        "title": policy.title,
        "issuer": policy.issuer,
        "edition": policy.edition,
        "checked_on": policy.checked_on.isoformat(),
        "stages": [{"id": stage.id, "label": stage.label} for stage in policy.stages],
    }


def policy_data(policy: Policy) -> dict[str, object]:
    """One policy in full by the keys of its file, nothing left to a default."""
    counts = {
        "absent": [kind.id for kind in policy.absent],
        "skipped": [kind.id for kind in policy.skipped],
        "consecutive_text": definitions(policy)["consecutive"],
        "cumulative_text": definitions(policy)["cumulative"],
    }
    return {**head_data(policy), "counts": counts, "stages": [_stage_data(stage) for stage in policy.stages]}


def _stage_data(stage: Stage) -> dict[str, object]:
    return {
        "id": stage.id,
        "label": stage.label,
        "match": stage.rule.match,
        "conditions": [_member_data(member) for member in stage.rule.members],
        "duties": [_duty_data(duty) for duty in stage.duties],
        "note": stage.note,
    }


def _member_data(member: Condition | Group) -> dict[str, object]:
    if isinstance(member, Group):
        return {member.match: [_member_data(each) for each in member.members]}
    window = member.window
    return {
        "measure": member.measure,
        member.comparison: _number(member.threshold),
        "kinds": [kind.id for kind in member.kinds],
        "window": {"school_days": window.length} if window.name == "school_days" else window.name,
        "leave_out_runs": member.leave_out_runs,
        "reasons": None if member.reasons is None else list(member.reasons),
        "weights": {kind.id: _number(weight) for kind, weight in member.weights},
        "on": list(member.on),
        **_cite_data(member.cite),
    }


def _duty_data(duty: Duty) -> dict[str, object]:
    return {
        "what": duty.what,
        "to": duty.to,
        "form": duty.form,
        "due": duty.due,
        "day": duty.day or None,
        "monthly": duty.monthly,
        **_cite_data(duty.cite),
    }


def _cite_data(cite: Cite) -> dict[str, object]:
    return {
        "source": cite.document,
        "page": cite.page,
        "checked_on": cite.checked_on.isoformat(),
        "decision": cite.decision,
    }


def _number(value: object) -> int | str:
    text = str(value)
    return int(text) if text.isdigit() else text
